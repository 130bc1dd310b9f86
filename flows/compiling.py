"""From a finished draft to the order the Orders API takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flows.address_rules import city_line
from flows.catalog import Catalog, CustomField, Workflow
from flows.draft import Address, Client, Draft, Job, Line, Offer
from flows.files import links, uploaded_ids
from flows.names import order_name
from flows.rich_text import RichText, is_formatted
from flows.rich_text_document import Node, document
from flows.rich_text_plain import plain_text
from orders import (
    KEY_IN_METADATA,
    ActorAssignment,
    CustomFieldValue,
    OfferLine,
    OrderRequest,
    Payer,
    with_files,
)
from orders import Offer as OfferRequest

SOURCE = "order-desk"

NO_POSTAL_CODE = "-"
"""Sent where a country has none, since the API wants every order to have one."""


@dataclass(frozen=True)
class Origin:
    """Where in Slack an order was taken: ids, never names."""

    team: str
    channel: str | None
    user: str


class UnfinishedDraft(ValueError):
    """The draft lacks a section, or its job isn't in the catalog; `flows.dialog.review` it first."""


def compile_order(
    draft: Draft, catalog: Catalog, origin: Origin, *, rich_description: bool = False
) -> OrderRequest:
    """The request for a reviewed draft; its idempotency key is the draft's id. Raises UnfinishedDraft.

    With `rich_description` a formatted description is a Contentful document, else plain text.
    """
    client, address, job, offer = _finished(draft)
    workflow, position = catalog.workflow(job.workflow), address.place_on_map
    if workflow is None:
        raise UnfinishedDraft(draft.id)
    return OrderRequest(
        name=order_name(draft, workflow, catalog),
        description=_description(job.description, rich=rich_description),
        workplace=address.workplace,
        address=address.street,
        city=city_line(address),
        postal_code=address.postal_code or NO_POSTAL_CODE,
        country_code=address.country,
        latitude=float(position.latitude) if position else None,
        longitude=float(position.longitude) if position else None,
        email=client.email,
        phone_number=client.phone,
        contact_person_name=client.contact_person,
        file_ids=tuple(UUID(file_id) for file_id in uploaded_ids(draft)),
        order_tag_ids=tuple(UUID(tag) for tag in job.tags),
        metadata=_metadata(draft, origin),
        workflow_id=workflow.id,
        workflow_custom_id=workflow.custom_id,
        custom_fields=tuple(_custom_field(custom, job.custom_fields) for custom in _answered(workflow, job)),
        idempotency_key=draft.id,
        actor_assignments=tuple(
            ActorAssignment(actor_slug=slug, organization_id=UUID(organization))
            for slug, organization in job.installers.items()
        ),
        offer=_offer(offer, draft.lines),
    )


def completed(body: str, draft: Draft) -> str:
    """A frozen body with the files as they are settled now: for an order of which no request has left."""
    return with_files(body, uploaded_ids(draft), links(draft))


def _finished(draft: Draft) -> tuple[Client, Address, Job, Offer]:
    if not (draft.client and draft.address and draft.job and draft.offer):
        raise UnfinishedDraft(draft.id)
    return draft.client, draft.address, draft.job, draft.offer


def _description(text: str | RichText | None, *, rich: bool) -> str | Node | None:
    if rich and isinstance(text, RichText) and is_formatted(text):
        return document(text)
    return plain_text(text) if text else None


def _metadata(draft: Draft, origin: Origin) -> dict[str, str]:
    known = {
        KEY_IN_METADATA: draft.id,
        "source": SOURCE,
        "slackTeam": origin.team,
        "slackChannel": origin.channel,
        "slackUser": origin.user,
    }
    return {**{key: value for key, value in known.items() if value is not None}, **links(draft)}


def _answered(workflow: Workflow, job: Job) -> tuple[CustomField, ...]:
    return tuple(custom for custom in workflow.fields if custom.key in job.custom_fields)


def _custom_field(custom: CustomField, answers: Mapping[str, str | bool]) -> CustomFieldValue:
    return CustomFieldValue(custom_id=custom.custom_id, id=custom.id, value=answers[custom.key])


def _offer(offer: Offer, lines: tuple[Line, ...]) -> OfferRequest | None:
    if not lines:
        return None
    return OfferRequest(
        name=offer.offer_name, payer=Payer(offer.payer), lines=tuple(_line(line) for line in lines)
    )


def _line(line: Line) -> OfferLine:
    if line.product_id:
        return OfferLine(product_id=UUID(line.product_id), quantity=line.quantity)
    return OfferLine(
        external_id=line.external_id,
        image_url=line.image_url,
        name=line.name,
        description=line.description,
        quantity=line.quantity,
        currency_code=line.currency,
        is_tax_inclusive=line.tax_inclusive,
        is_paid=line.paid,
        vat_rate=line.vat_rate,
        payer_unit_amount=line.unit_price,
        discount_unit_amount=line.discount,
        discount_source_type=line.discount_source,
        installer_payout_unit_amount=line.payout,
    )
