"""Step 4: what it costs. The lines are kept beside this screen's own fields; see `flows.lines`."""

from __future__ import annotations

from flows.draft import Draft, Offer, Step
from flows.field import Asking, Field, Kind, Option, Situation
from flows.readers import read_line
from flows.screen import Screen, Values
from flows.screens.job import chosen_workflow
from flows.texts import Text, _

PAYERS = (Option("client", _("The client")), Option("operator", _("We do")))


def offer_fields(_asking: Asking) -> tuple[Field, ...]:
    """The offer's name and who pays."""
    return (
        Field(
            "offer_name",
            _("Offer name"),
            Kind.LINE,
            read=read_line,
            required=False,
            hint=_("What the payer sees, for example EV charging package"),
        ),
        Field("payer", _("Who pays"), Kind.CHOICE, options=PAYERS, missing=_("Choose who pays.")),
    )


def _shown(asking: Asking) -> Values:
    offer = asking.draft.offer
    return offer.model_dump() if offer else {"payer": asking.situation.catalog.defaults.payer}


def _accept(draft: Draft, values: Values) -> Draft:
    return draft.with_(offer=Offer.model_validate(values))


def _lacking(draft: Draft, situation: Situation) -> Text | None:
    catalog = situation.catalog
    for line in draft.lines:
        if line.product_id and catalog.product(line.product_id) is None:
            return _("{product} is no longer in the catalog. Remove its line.", product=line.name)
    workflow = catalog.workflow(draft.job.workflow) if draft.job else None
    if not draft.lines and (workflow is None or workflow.lines_required):
        return _("This job needs at least one line. Search the catalog, or press “Free line”.")
    return None


def _asks(draft: Draft, situation: Situation) -> bool:
    catalog = situation.catalog
    chosen = chosen_workflow(draft, situation)
    possible = (chosen,) if chosen else catalog.workflows
    return bool(catalog.products) or any(workflow.lines_required for workflow in possible)


OFFER = Screen(Step.OFFER, _("Offer"), offer_fields, _shown, _accept, _lacking, _asks)
