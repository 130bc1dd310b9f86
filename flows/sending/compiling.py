"""From a finished draft to the order the Orders API takes."""

import functools
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from flows.address.rules import city_line
from flows.caching import ByIdentity
from flows.catalog import Catalog, Workflow
from flows.draft import Address, Draft, Job, Line, Section
from flows.files import links, photo_names, uploaded_ids
from flows.form.field import Field, StepContext
from flows.form.form_context import FormContext
from flows.i18n.language import SOURCE_LANGUAGE, Language, language
from flows.names import order_name
from flows.rich_text.contentful import Node, document
from flows.rich_text.mentions import Called, called_by, with_names
from flows.rich_text.model import RichText, is_formatted
from flows.rich_text.plain import plain_text
from flows.screens import SCREENS
from flows.screens.line import LINES, PRICED, all_fields
from orders.models import (
    KEY_IN_METADATA,
    ActorAssignment,
    CustomFieldValue,
    OfferLine,
    OrderRequest,
    with_files,
)

SOURCE = "order-desk"

CONTEXTS = 16
"""Countries whose forms are kept; a workspace has orders in one or two."""

NO_POSTAL_CODE = "-"
"""Sent where a country has none, since the API wants every order to have one."""


class Origin(NamedTuple):
    """Where in Slack an order was taken: ids, never names."""

    team: str
    channel: str | None
    user: str


class UnfinishedDraft(ValueError):
    """The draft lacks a section, or its job isn't in the catalog; `flows.form.dialog.review` it first."""


def compile_order(
    draft: Draft,
    catalog: Catalog,
    origin: Origin,
    *,
    rich_description: bool = False,
    product_prices: bool = False,
    speaks: Language | None = None,
) -> OrderRequest:
    """The request for a reviewed draft; its idempotency key is the draft's id. Raises UnfinishedDraft.

    With `rich_description` a formatted description is a Contentful document, else plain text. Who is mentioned there
    without a name that we know is an unknown person in the language of `speaks`, in English without one. With
    `product_prices` the vendor's own products are sent with price and discount too, where these are known.
    """
    address, job = _finished(draft)
    workflow = catalog.workflow(job.workflow)
    if workflow is None:
        raise UnfinishedDraft(draft.id)
    form_context = _asked_of(ByIdentity(catalog), address.country, product_prices=product_prices)
    stored = _as_stored(draft, form_context)
    return OrderRequest.model_validate(
        {
            **{path: value for path, value in stored.items() if "." not in path},
            **_place(address),
            **_work(job, workflow),
            "name": order_name(draft, workflow, catalog),
            "description": _description(
                job.description, called_by(draft.mentioned, speaks), rich=rich_description
            ),
            "fileIds": uploaded_ids(draft),
            "metadata": {**_below("metadata.", stored), **_metadata(draft, origin)},
            "idempotencyKey": draft.id,
            "offer": {**_below("offer.", stored), "lines": _lines(draft, form_context)}
            if draft.lines
            else None,
        }
    )


def completed(body: str, draft: Draft) -> str:
    """A frozen body with the files as they are settled now: for an order of which no request has left."""
    return with_files(body, uploaded_ids(draft), {**links(draft), **photo_names(draft)})


@functools.lru_cache(maxsize=CONTEXTS)
def _asked_of(catalog: ByIdentity[Catalog], country: str, *, product_prices: bool) -> FormContext:
    """One for all orders of a country: what is made for it once serves them all."""
    english = language(SOURCE_LANGUAGE)
    return FormContext(catalog.value, english, country, sees_payout=True, sends_prices=product_prices)


def _finished(draft: Draft) -> tuple[Address, Job]:
    if not (draft.client and draft.address and draft.job and draft.offer):
        raise UnfinishedDraft(draft.id)
    return draft.address, draft.job


def _as_stored(draft: Draft, form_context: FormContext) -> Mapping[str, object]:
    """What fields fill with their section's value, by path."""
    asking = StepContext(draft, form_context)
    return {
        path: value
        for step, screen in SCREENS.items()
        for path, value in _filled(screen.fields(asking), draft.section(step)).items()
    }


def _filled(fields: Iterable[Field], section: Section | None) -> Mapping[str, object]:
    """By path, the values of fields that fill one path alone."""
    stored = dict(section or ())
    return {
        field.fills[0]: stored[field.key]
        for field in fields
        if len(field.fills) == 1 and stored.get(field.key) is not None
    }


def _below(start: str, stored: Mapping[str, object]) -> dict[str, object]:
    return {path.removeprefix(start): value for path, value in stored.items() if path.startswith(start)}


def _place(address: Address) -> Mapping[str, object]:
    position = address.place_on_map
    return {
        "city": city_line(address),
        "postalCode": address.postal_code or NO_POSTAL_CODE,
        "latitude": float(position.latitude) if position else None,
        "longitude": float(position.longitude) if position else None,
    }


def _work(job: Job, workflow: Workflow) -> Mapping[str, object]:
    answered = [custom for custom in workflow.fields if custom.key in job.custom_fields]
    return {
        "workflowId": workflow.id,
        "workflowCustomId": workflow.custom_id,
        "customFields": [
            CustomFieldValue(custom_id=custom.custom_id, id=custom.id, value=job.custom_fields[custom.key])
            for custom in answered
        ],
        "actorAssignments": [
            ActorAssignment(actor_slug=slug, organization_id=UUID(organization))
            for slug, organization in job.installers.items()
        ],
    }


def _description(written: str | RichText | None, called: Called, *, rich: bool) -> str | Node | None:
    if not written:
        return None
    text = with_names(written, called)
    if rich and isinstance(text, RichText) and is_formatted(text):
        return document(text)
    return plain_text(text)


def _metadata(draft: Draft, origin: Origin) -> dict[str, str]:
    known = {
        KEY_IN_METADATA: draft.id,
        "source": SOURCE,
        "slackTeam": origin.team,
        "slackChannel": origin.channel,
        "slackUser": origin.user,
        "slackMessage": draft.message_link,
    }
    return {**{key: value for key, value in known.items() if value is not None}, **links(draft)}


def _lines(draft: Draft, form_context: FormContext) -> list[OfferLine]:
    return [compiled_line(line, form_context) for line in draft.lines]


def compiled_line(line: Line, form_context: FormContext) -> OfferLine:
    """A line as it is sent; `form_context` must show payouts."""
    if line.product_id:
        return _vendors_line(line, UUID(line.product_id), form_context)
    filled = _below(LINES, _filled(all_fields(line, form_context, details=True), line))
    return OfferLine.model_validate(
        {**filled, "description": _line_description(line), "currencyCode": line.currency}
    )


def _vendors_line(line: Line, product_id: UUID, form_context: FormContext) -> OfferLine:
    """The order system knows the product; its price is sent only where that is set, and the file has it."""
    if not form_context.sends_prices or line.unit_price is None or line.vat_rate is None:
        return OfferLine(product_id=product_id, quantity=line.quantity)
    priced = [field for field in all_fields(line, form_context, details=True) if field.key in PRICED]
    return OfferLine.model_validate(
        {
            **_below(LINES, _filled(priced, line)),
            "productId": product_id,
            "quantity": line.quantity,
            "currencyCode": line.currency,
        }
    )


def _line_description(line: Line) -> str:
    """The API counts without units, so the unit is put before the description: `10 m`."""
    measured = f"{line.quantity} {line.unit}" if line.unit else ""
    return "\n".join(part for part in (measured, line.description) if part)
