"""The line editor: one line of the offer, as few questions as it needs."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from flows.caching import CACHE_SIZE
from flows.draft import Input, Inputs, Line
from flows.form.field import Field, Kind, checkbox, read_fields
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import Money, Rate, Text, _
from flows.offer.discount import discount_at
from flows.readers import (
    Quantity,
    TypedPrice,
    read_amount,
    read_discount,
    read_line,
    read_measured_quantity,
    read_paragraph,
    read_price,
    read_quantity,
    read_rate,
    read_url,
    show_amount_input,
    show_discount_input,
    show_price_input,
    show_quantity_input,
    show_rate_input,
)

SCREEN = "line"
"""What the editor's typed values are kept under in the draft."""


LINES = "offer.lines[]."
"""What the paths of a line's fields begin with."""

PRICED = frozenset({"unit_price", "vat_rate", "tax_inclusive", "discount", "discount_source"})
"""What only those who set prices are asked of a product of the catalog."""


def line_fields(line: Line, form_context: FormContext, *, details: bool) -> tuple[Field, ...]:
    """What the editor asks this person of the line, with or without the details."""
    fields = all_fields(line, form_context, details=details)
    return tuple(field for field in fields if is_relevant(line, field.key, form_context))


def is_relevant(line: Line, key: str, form_context: FormContext) -> bool:
    """Whether a person may change this of a line.

    Of the vendor's own product only the quantity is sent, and its price too where that is set and known.
    """
    if line.product_id:
        priced = form_context.sends_prices and form_context.sets_prices and line.unit_price is not None
        return key == "quantity" or (priced and key in PRICED)
    return form_context.sets_prices or line.product is None or key not in PRICED


def all_fields(line: Line, form_context: FormContext, *, details: bool) -> tuple[Field, ...]:
    """Everything that can be said of a line."""
    language, currency = form_context.language, line.currency
    main = _main_fields(language, currency, is_vendors=bool(line.product_id))
    if not details:
        return main
    return *main, *_detail_fields(language, currency, sees_payout=form_context.sees_payout)


@functools.lru_cache(maxsize=CACHE_SIZE)
def _main_fields(language: Language, currency: str, *, is_vendors: bool) -> tuple[Field, ...]:
    """Made once: a pasted table asks for them with each of its rows."""
    example = Money(129900, currency)
    return (
        Field(
            "name",
            _("Name"),
            Kind.LINE,
            read=read_line,
            missing=_("Write what the line is for, for example Cable, 10 m."),
            takes_focus=True,
            fills=(LINES + "name",),
        ),
        _quantity_field(language, is_vendors=is_vendors),
        Field(
            "unit_price",
            _("Unit price ({currency})", currency=currency),
            Kind.LINE,
            read=lambda input: read_price(input, language, currency),
            show=lambda value: show_price_input(value, language),
            missing=_("Write the price of one, for example {example}.", example=example),
            fills=(LINES + "payerUnitAmount",),
        ),
        Field(
            "vat_rate",
            _("VAT rate (%)"),
            Kind.LINE,
            read=lambda input: read_rate(input, language),
            show=lambda value: show_rate_input(value, language),
            missing=_("Write the VAT rate in percent, for example 25. Write 0 where there is none."),
            fills=(LINES + "vatRate",),
        ),
        checkbox("tax_inclusive", _("The price includes VAT"), fills=(LINES + "isTaxInclusive",)),
        _discount_field(language, currency),
    )


@functools.lru_cache(maxsize=CACHE_SIZE)
def _detail_fields(language: Language, currency: str, *, sees_payout: bool) -> tuple[Field, ...]:
    return (
        _optional(
            "discount_source",
            _("Reason for the discount"),
            "discountSourceType",
            read=read_line,
            hint=_("For example a campaign's key"),
        ),
        _optional(
            "description",
            _("Description"),
            "description",
            kind=Kind.PARAGRAPH,
            read=read_paragraph,
            absent="",
        ),
        _optional(
            "external_id",
            _("External id"),
            "externalId",
            read=read_line,
            hint=_("Your own number for what is sold"),
        ),
        _optional("image_url", _("Image address"), "imageUrl", read=read_url, hint=_("Starts with https://")),
        checkbox("paid", _("Already paid"), fills=(LINES + "isPaid",)),
        *((_payout_field(language, currency),) if sees_payout else ()),
    )


def _payout_field(language: Language, currency: str) -> Field:
    return Field(
        "payout",
        _("Payout to the installer per unit ({currency})", currency=currency),
        Kind.LINE,
        read=lambda input: read_amount(input, language, currency),
        show=lambda value: show_amount_input(value, language),
        required=False,
        fills=(LINES + "installerPayoutUnitAmount",),
    )


def _quantity_field(language: Language, *, is_vendors: bool) -> Field:
    """A unit is sent in the description; of the vendor's own product no description is sent, so it takes none."""
    return Field(
        "quantity",
        _("Quantity"),
        Kind.LINE,
        read=lambda input: (
            read_quantity(input, language) if is_vendors else read_measured_quantity(input, language)
        ),
        show=show_quantity_input,
        missing=_("Write how many, a whole number such as 2."),
        fills=(LINES + "quantity",),
    )


def _discount_field(language: Language, currency: str) -> Field:
    return Field(
        "discount",
        _("Discount per unit ({currency} or %)", currency=currency),
        Kind.LINE,
        read=lambda input: read_discount(input, language, currency),
        show=lambda value: show_discount_input(value, language, currency),
        required=False,
        hint=_(
            "For example {amount} or {rate}",
            amount=show_amount_input(20000, language),
            rate=Rate(1000),
        ),
        fills=(LINES + "discountUnitAmount",),
    )


def _optional(
    key: str,
    label: Text,
    fills: str,
    *,
    read: Callable[[str], str],
    kind: Kind = Kind.LINE,
    hint: Text | None = None,
    absent: str | None = None,
) -> Field:
    return Field(
        key, label, kind, read=read, required=False, absent=absent, hint=hint, fills=(LINES + fills,)
    )


def line_initial(line: Line, form_context: FormContext, inputs: Inputs) -> Inputs:
    """The editor's values, folded or not: as typed, else as the line has them."""
    fields = line_fields(line, form_context, details=True)
    values = {**dict(line), "quantity": Quantity(line.quantity, line.unit)}
    of_line: dict[str, Input] = {field.key: field.input(values[field.key]) for field in fields}
    return {**of_line, **inputs}


def read_line_typed(
    line: Line, form_context: FormContext, inputs: Inputs
) -> tuple[Line | None, Mapping[str, Text]]:
    """The line with what is typed of it, or errors by field key; what isn't asked is not changed."""
    fields = line_fields(line, form_context, details=True)
    read, errors = read_fields(fields, line_initial(line, form_context, inputs))
    if errors:
        return None, errors
    plain = {**read, **_plain_price(read), **_plain_quantity(read)}
    values = {**plain, **_discount_amount(plain)}
    errors = _discount_errors(values)
    if errors:
        return None, errors
    return line.model_copy(update=values), {}


def _plain_price(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The amount; what was typed beside it of VAT decides over the box."""
    match values.get("unit_price"):
        case TypedPrice(amount, None):
            return {"unit_price": amount}
        case TypedPrice(amount, inclusive):
            return {"unit_price": amount, "tax_inclusive": inclusive}
        case _:
            return {}


def _plain_quantity(values: Mapping[str, Any]) -> Mapping[str, Any]:
    match values.get("quantity"):
        case Quantity(count, unit):
            return {"quantity": count, "unit": unit}
        case _:
            return {}


def _discount_amount(values: Mapping[str, Any]) -> Mapping[str, int]:
    """A percentage becomes the amount it is of the price."""
    discount = values.get("discount")
    return {"discount": discount_at(discount, values["unit_price"])} if isinstance(discount, Rate) else {}


def _discount_errors(values: Mapping[str, Any]) -> Mapping[str, Text]:
    discount, price = values.get("discount"), values.get("unit_price")
    if discount is not None and price is not None and discount > price:
        return {
            "discount": _("The discount is more than the price of one. Write what is taken off each unit.")
        }
    return {}
