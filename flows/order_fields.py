"""Which screen fills which field of the order that is sent; docs/order-fields.md is made of it.

A field of the API is named by its path on the wire, `[]` standing for each of a list's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel

from flows.draft import Step
from flows.screens.line import SCREEN as LINE
from orders import OrderRequest


@dataclass(frozen=True)
class Filled:
    """By fields of one screen. A key that ends in a dot stands for all that begin so: the catalog makes them."""

    screen: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Otherwise:
    """By something that is no field: what it is, in a few words, and the screen it is on if any."""

    how: str
    screen: str | None = None


def _by(screen: str, *keys: str) -> Filled:
    return Filled(screen, keys)


FILLED: Mapping[str, Filled | Otherwise] = {
    "contactPersonName": _by(Step.CLIENT, "contact_person"),
    "phoneNumber": _by(Step.CLIENT, "phone"),
    "email": _by(Step.CLIENT, "email"),
    "countryCode": _by(Step.ADDRESS, "country"),
    "address": _by(Step.ADDRESS, "street"),
    "postalCode": _by(Step.ADDRESS, "postal_code"),
    "city": _by(Step.ADDRESS, "city", "area"),
    "workplace": _by(Step.ADDRESS, "workplace"),
    "latitude": _by(Step.ADDRESS, "position"),
    "longitude": _by(Step.ADDRESS, "position"),
    "workflowId": _by(Step.JOB, "workflow"),
    "workflowCustomId": _by(Step.JOB, "workflow"),
    "customFields[].customId": _by(Step.JOB, "field."),
    "customFields[].id": _by(Step.JOB, "field."),
    "customFields[].value": _by(Step.JOB, "field."),
    "actorAssignments[].actorSlug": _by(Step.JOB, "installer."),
    "actorAssignments[].organizationId": _by(Step.JOB, "installer."),
    "orderTagIds": _by(Step.JOB, "tags"),
    "name": _by(Step.JOB, "order_name"),
    "description": _by(Step.JOB, "description"),
    "fileIds": _by(Step.JOB, "files"),
    "offer.name": _by(Step.OFFER, "offer_name"),
    "offer.payer": _by(Step.OFFER, "payer"),
    "offer.lines[].productId": Otherwise("a product picked in the catalog's search, or pasted", Step.OFFER),
    "offer.lines[].name": _by(LINE, "name"),
    "offer.lines[].quantity": _by(LINE, "quantity"),
    "offer.lines[].payerUnitAmount": _by(LINE, "unit_price"),
    "offer.lines[].currencyCode": _by(Step.OFFER, "currency"),
    "offer.lines[].vatRate": _by(LINE, "vat_rate"),
    "offer.lines[].isTaxInclusive": _by(LINE, "tax_inclusive"),
    "offer.lines[].discountUnitAmount": _by(LINE, "discount"),
    "offer.lines[].discountSourceType": _by(LINE, "discount_source"),
    "offer.lines[].installerPayoutUnitAmount": _by(LINE, "payout"),
    "offer.lines[].description": _by(LINE, "description"),
    "offer.lines[].externalId": _by(LINE, "external_id"),
    "offer.lines[].imageUrl": _by(LINE, "image_url"),
    "offer.lines[].isPaid": _by(LINE, "paid"),
    "idempotencyKey": Otherwise("the draft's id, set by us"),
    "metadata": Otherwise(
        "set by us: the draft, and the Slack team, channel and person; files that stay in Slack"
    ),
}


def api_fields(model: type[BaseModel] = OrderRequest, path: str = "") -> Iterator[str]:
    """The paths of all fields that hold a value, in the model's order."""
    for name, info in model.model_fields.items():
        here = f"{path}{info.alias or name}"
        inner, in_list = _model_in(info.annotation)
        if inner is None:
            yield here
        else:
            yield from api_fields(inner, f"{here}[]." if in_list else f"{here}.")


def _model_in(annotation: object) -> tuple[type[BaseModel] | None, bool]:
    """The model a field is made of, and whether it holds a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    origin = get_origin(annotation)
    found = [_model_in(part)[0] for part in get_args(annotation) if origin in {tuple, Union, UnionType}]
    return next((model for model in found if model), None), origin is tuple
