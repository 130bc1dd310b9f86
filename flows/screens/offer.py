"""Step 4: what it costs. The lines are kept beside this screen's own fields; see `flows.offer.lines`."""

from __future__ import annotations

import functools

from flows.draft import Draft, Offer, Step
from flows.form.field import Field, Kind, Option, StepContext
from flows.form.form_context import FormContext
from flows.form.screen import Screen, Values
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, verbatim
from flows.offer.currencies import FALLBACK_CURRENCY, local_currency, usual_currency
from flows.readers import currencies, read_currency, read_line, supported_currency
from flows.screens.job import chosen_workflow

OPERATOR = "operator"
PAYERS = (Option("client", _("The client")), Option(OPERATOR, _("We do")))


NAME = Field(
    "offer_name",
    _("Offer name"),
    Kind.LINE,
    read=read_line,
    required=False,
    hint=_("What the payer sees, for example EV charging package"),
    fills=("offer.name",),
)
PAYER = Field(
    "payer",
    _("Who pays"),
    Kind.CHOICE,
    options=PAYERS,
    missing=_("Choose who pays."),
    fills=("offer.payer",),
)


def offer_fields(context: StepContext) -> tuple[Field, ...]:
    """The offer's name, who pays, and while there are no lines the currency."""
    if context.draft.lines:
        return NAME, PAYER
    usual = usual_currency(context.draft, context.form_context)
    local = local_currency(context.draft, context.form_context)
    return NAME, PAYER, _currency_field(context.form_context.language, usual, local)


@functools.cache
def _currency_field(language: Language, usual: str, local: str | None) -> Field:
    return Field(
        "currency",
        _("Currency"),
        Kind.CHOICE,
        read=read_currency,
        required=False,
        hint=_currency_hint(local, usual),
        options=_currencies(language),
        fills=("offer.lines[].currencyCode",),
    )


def _currency_hint(local: str | None, usual: str) -> Text:
    if local is not None and usual == FALLBACK_CURRENCY and not supported_currency(local):
        return _(
            "{currency} can't be used: the order system counts in hundredths, and {currency} has none. "
            "If empty: {usual}.",
            currency=local,
            usual=usual,
        )
    return _("If empty: {usual}", usual=usual)


@functools.cache
def _currencies(language: Language) -> tuple[Option, ...]:
    """Made once for each language."""
    return tuple(Option(code, verbatim(f"{code} · {language.currency(code)}")) for code in currencies())


def _initial_values(context: StepContext) -> Values:
    offer = context.draft.offer
    return offer.model_dump() if offer else {"payer": context.form_context.catalog.defaults.payer}


def _accept(draft: Draft, values: Values) -> Draft:
    chosen = draft.offer.currency if draft.offer else None
    return draft.with_section(Step.OFFER, Offer.model_validate({"currency": chosen, **values}))


def _missing(draft: Draft, form_context: FormContext) -> Text | None:
    catalog = form_context.catalog
    for line in draft.lines:
        if line.product_id and catalog.product(line.product_id) is None:
            return _("{product} is no longer in the catalog. Remove its line.", product=line.name)
    workflow = catalog.workflow(draft.job.workflow) if draft.job else None
    if not draft.lines and (workflow is None or workflow.lines_required):
        return _("This job needs at least one line. Search the catalog, or press “Free line”.")
    return None


def _is_relevant(draft: Draft, form_context: FormContext) -> bool:
    catalog = form_context.catalog
    chosen = chosen_workflow(draft, form_context)
    possible = (chosen,) if chosen else catalog.workflows
    return bool(catalog.products) or any(workflow.lines_required for workflow in possible)


OFFER = Screen(Step.OFFER, _("Offer"), offer_fields, _initial_values, _accept, _missing, _is_relevant)
