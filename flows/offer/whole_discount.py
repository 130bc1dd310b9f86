"""A discount on the whole offer, spread over its lines: they carry it per unit, in whole hundredths."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flows.draft import Draft, Inputs, Line
from flows.form.field import Field, Kind, read_fields
from flows.form.form_context import FormContext
from flows.i18n.texts import InputError, Money, Rate, Text, _
from flows.offer.currencies import offer_currency
from flows.offer.discount_spread import Share, fill_up
from flows.offer.totals import WHOLE_RATE, full_price, line_total
from flows.readers import read_discount, read_line, show_amount_input
from flows.screens.line import is_relevant

SCREEN = "offer_discount"
"""What is typed is kept under this in the draft until it is taken."""


class Spread(NamedTuple):
    """The draft with the discount on its lines; `placed` of `wanted` could be, in hundredths."""

    draft: Draft
    wanted: int
    placed: int

    def remark(self, currency: str) -> Text | None:
        """What the person reads where not all of it could be placed."""
        if self.placed == self.wanted:
            return None
        return _(
            "{placed} of {wanted} is taken off: each unit takes whole hundredths.",
            placed=Money(self.placed, currency),
            wanted=Money(self.wanted, currency),
        )


def takes_discount(line: Line, form_context: FormContext) -> bool:
    """Whether this person may take something off a line, and its price is known."""
    return line_total(line) is not None and is_relevant(line, "discount", form_context)


def can_be_discounted(draft: Draft, form_context: FormContext) -> bool:
    """Whether any line of the offer takes a discount."""
    return any(takes_discount(line, form_context) for line in draft.lines)


def discount_fields(draft: Draft, form_context: FormContext) -> tuple[Field, ...]:
    """How much, as an amount or a percentage of the whole offer, and why."""
    currency, language = offer_currency(draft, form_context), form_context.language
    label = (
        _("Discount on the whole offer ({currency} incl. VAT, or %)", currency=currency)
        if _with_vat(_eligible(draft, form_context))
        else _("Discount on the whole offer ({currency} excl. VAT, or %)", currency=currency)
    )
    amount = Field(
        "discount",
        label,
        Kind.LINE,
        read=lambda input: read_discount(input, language, currency),
        missing=_("Write an amount or a percentage. Write 0 to take all discounts away."),
        takes_focus=True,
        hint=_(
            "For example {amount} or {rate}. It replaces the discounts on the lines.",
            amount=show_amount_input(50000, language),
            rate=Rate(1000),
        ),
    )
    reason = Field(
        "discount_source",
        _("Reason for the discount"),
        Kind.LINE,
        read=read_line,
        required=False,
        hint=_("For example a campaign's key"),
    )
    return amount, reason


def spread_discount(
    draft: Draft, inputs: Inputs, form_context: FormContext
) -> tuple[Spread | None, Mapping[str, Text]]:
    """The discount that is typed, spread over the lines that take one; or errors by field key."""
    values, errors = read_fields(discount_fields(draft, form_context), inputs)
    if errors:
        return None, errors
    discount, reason = values["discount"], values["discount_source"]
    try:
        match discount:
            case Rate() | int():
                return _spread(draft, discount, reason if isinstance(reason, str) else None, form_context), {}
            case other:
                raise TypeError(type(other))
    except InputError as error:
        return None, {"discount": error.text}


def _spread(draft: Draft, discount: int | Rate, reason: str | None, form_context: FormContext) -> Spread:
    lines = _eligible(draft, form_context)
    with_vat, currency = _with_vat(lines), offer_currency(draft, form_context)
    wanted = _wanted(draft, discount, with_vat=with_vat)
    shares = [_share(line, with_vat=with_vat) for line in lines]
    most = sum(share.full for share in shares)
    if wanted > most:
        raise InputError(
            _(
                "At most {most} can be taken off: that is what the lines which take a discount cost.",
                most=Money(most, currency),
            )
        )
    each = fill_up(shares, wanted)
    placed = sum(share.off(one) for share, one in zip(shares, each, strict=True))
    changed = {
        line.id: line.model_copy(
            update={
                "discount": one or None,
                "discount_source": (reason or line.discount_source) if one else None,
            }
        )
        for line, one in zip(lines, each, strict=True)
    }
    return Spread(
        draft.with_(lines=tuple(changed.get(line.id, line) for line in draft.lines)).with_inputs(
            SCREEN, None
        ),
        wanted,
        placed,
    )


def _eligible(draft: Draft, form_context: FormContext) -> list[Line]:
    return [line for line in draft.lines if takes_discount(line, form_context)]


def _with_vat(lines: Sequence[Line]) -> bool:
    """A discount is meant as the prices are: without VAT where all of them are."""
    return not lines or any(line.tax_inclusive for line in lines)


def _wanted(draft: Draft, discount: int | Rate, *, with_vat: bool) -> int:
    """In hundredths; a percentage is of everything on the offer whose price is known, and never rounded up."""
    if not isinstance(discount, Rate):
        return discount
    full = [total for line in draft.lines if (total := full_price(line)) is not None]
    whole = sum(total.gross if with_vat else total.net for total in full)
    return whole * discount.hundredths // WHOLE_RATE


def _share(line: Line, *, with_vat: bool) -> Share:
    """What a line can give: exact where the discount and the price both have VAT in them, or both don't."""
    exact = line.tax_inclusive or not with_vat

    def off(discount: int) -> int:
        full = full_price(line)
        less = line_total(line.model_copy(update={"discount": discount}))
        if exact or full is None or less is None:
            return discount * line.quantity
        return full.gross - less.gross

    return Share(line.quantity, line.unit_price or 0, off, exact=exact)
