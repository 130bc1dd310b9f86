"""A new order from an earlier one: for the same client, or the same job and offer once more at today's prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.clients import fill_in, known_from
from flows.draft import Draft, Job, Line, Offer, Step
from flows.form.dialog import StepResult, go_on, initial
from flows.form.form_context import FormContext
from flows.i18n.texts import InputError, Money, Text, _, listed, shaped, verbatim
from flows.offer.lines import line_of_product, put_line
from flows.order import Order
from flows.screens.job import INSTALLER

MOST_NAMED = 10
"""Changes that the notice names; the offer shows them all."""


def for_same_client(new: Draft, earlier: Order, form_context: FormContext) -> StepResult:
    """The empty draft with the order's client and address, where it goes on."""
    return go_on(_with_client(new, earlier), form_context)


def repeated(new: Draft, earlier: Order, form_context: FormContext) -> StepResult:
    """The empty draft with client, address, job and lines of the order, on the job's screen; what changed is said.

    Who does the work is asked again, and discounts are given anew. Products are as the catalog has them now.
    """
    draft = _with_client(new, earlier).with_(offer=earlier.draft.offer or Offer(), step=Step.JOB)
    taken = _Lines(_with_job(draft, earlier.draft.job, form_context), form_context)
    for line in earlier.draft.lines:
        taken.add(line)
    return StepResult(taken.draft, notice=taken.notice)


def _with_job(draft: Draft, job: Job | None, form_context: FormContext) -> Draft:
    """The draft whose job's screen is filled in but for who does the work; a job that the catalog has no more isn't."""
    if job is None or form_context.catalog.workflow(job.workflow) is None:
        return draft
    inputs = initial(draft.with_(job=job), Step.JOB, form_context)
    return draft.with_inputs(
        Step.JOB, {key: input for key, input in inputs.items() if not key.startswith(INSTALLER)}
    )


def _with_client(new: Draft, earlier: Order) -> Draft:
    known = known_from(earlier)
    return fill_in(new, known) if known else new


@dataclass
class _Lines:
    """The new draft with the lines taken so far, and what is to be said of them."""

    draft: Draft
    form_context: FormContext
    prices: list[Text] = field(default_factory=list)
    gone: list[Text] = field(default_factory=list)
    had_discount: bool = False

    def add(self, line: Line) -> None:
        """The line as it is today; one that can't be had any more is left out."""
        today = self._today(line)
        draft = self._with(today) if today else None
        if today is None or draft is None:
            self.gone.append(verbatim(line.name))
            return
        self.draft = draft
        self.had_discount |= bool(line.discount)
        if today.unit_price != line.unit_price:
            self.prices.append(_price_change(line, today))

    def _with(self, line: Line) -> Draft | None:
        """The draft with it; None where the offer's currency has become another."""
        try:
            return put_line(self.draft, line, self.form_context)
        except InputError:
            return None

    def _today(self, line: Line) -> Line | None:
        if line.product is None:
            return line.model_copy(update={"discount": None, "discount_source": None, "paid": False})
        product = self.form_context.catalog.product(line.product)
        if product is None:
            return None
        return line_of_product(product, self.draft, self.form_context).model_copy(
            update={"quantity": line.quantity, "description": line.description}
        )

    @property
    def notice(self) -> Text | None:
        """What is not as it was; None where all is."""
        said = [
            _("Prices are today's: {changes}.", changes=_named(self.prices)) if self.prices else None,
            _("Left out, since the catalog has them no more: {products}.", products=_named(self.gone))
            if self.gone
            else None,
            _("Discounts weren't taken along; give them anew on the offer.") if self.had_discount else None,
        ]
        parts = [one for one in said if one]
        return (
            Text(" ".join(f"{{part{n}}}" for n in range(len(parts))), dict(_numbered(parts)))
            if parts
            else None
        )


def _numbered(parts: Sequence[Text]) -> list[tuple[str, Text]]:
    return [(f"part{number}", part) for number, part in enumerate(parts)]


def _named(texts: Sequence[Text]) -> Text:
    more = [verbatim("…")] if len(texts) > MOST_NAMED else []
    return listed([*texts[:MOST_NAMED], *more])


def _price_change(line: Line, today: Line) -> Text:
    return shaped(
        "{product} {before} → {now}",
        product=line.name,
        before=_price(line),
        now=_price(today),
    )


def _price(line: Line) -> Text:
    if line.unit_price is None:
        return _("without a price here")
    return shaped("{price}", price=Money(line.unit_price, line.currency))
