"""The local Orders API's strictness: what the contract doesn't know or allow is named in its answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from orders import OrderRequest
from sandbox.orders_api.contract import complaints

EXAMPLE = (Path(__file__).parents[1] / "data" / "order-example.json").read_text(encoding="utf-8")
UUID = "c3b0a1de-54c2-4d0f-9a3e-6a1c7f4f2b77"


def example(**fields: object) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(EXAMPLE)
    return body | fields


def line(**fields: object) -> dict[str, object]:
    return {"lines": [{"quantity": 1, **fields}]}


def test_the_vendors_example_is_taken() -> None:
    assert complaints(example(), bare_integers=False) == []


def test_either_encoding_of_amounts_is_taken_only_where_it_is_switched_on() -> None:
    request = OrderRequest.model_validate_json(EXAMPLE)
    for bare_integers in (False, True):
        body = json.loads(request.body(bare_integers=bare_integers))
        assert complaints(body, bare_integers=bare_integers) == []
        assert len(complaints(body, bare_integers=not bare_integers)) == 4


@pytest.mark.parametrize(
    "name", ["address", "city", "postalCode", "countryCode", "email", "phoneNumber", "contactPersonName"]
)
def test_each_required_field_is_required(name: str) -> None:
    body = example()
    del body[name]
    assert complaints(body, bare_integers=False) == [f"{name} should not be empty"]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"name": None}, "name"),
        ({"description": 1}, "description"),
        ({"description": {"type": "doc"}}, "description"),
        ({"countryCode": "no"}, "countryCode"),
        ({"latitude": "59.0"}, "latitude"),
        ({"longitude": True}, "longitude"),
        ({"email": "ola"}, "email"),
        ({"phoneNumber": "99900111"}, "phoneNumber"),
        ({"phoneNumber": "+47"}, "phoneNumber"),
        ({"fileIds": UUID}, "fileIds"),
        ({"fileIds": ["photo"]}, "fileIds.0"),
        ({"orderTagIds": [UUID.upper()]}, "orderTagIds.0"),
        ({"metadata": {"key": 1}}, "metadata"),
        ({"metadata": []}, "metadata"),
        ({"workflowId": UUID}, "workflowId and workflowCustomId"),
        ({"customFields": [{"customId": "a"}]}, "customFields.0.value"),
        ({"customFields": [{"value": "a"}]}, "customFields.0"),
        ({"customFields": [{"customId": "a", "id": UUID, "value": "a"}]}, "customFields.0"),
        ({"customFields": [{"customId": "a", "value": 1}]}, "customFields.0.value"),
        ({"actorAssignments": [{"organizationId": UUID}]}, "actorAssignments.0.actorSlug"),
        ({"idempotencyKey": 7}, "idempotencyKey"),
        ({"offer": []}, "offer"),
        ({"offer": {"payer": "nobody"}}, "offer.payer"),
        ({"offer": {"lines": [{}]}}, "offer.lines.0.quantity"),
        ({"offer": line(quantity="1")}, "offer.lines.0.quantity"),
        ({"offer": line(quantity=0)}, "offer.lines.0.quantity"),
        ({"offer": line(isPaid="true")}, "offer.lines.0.isPaid"),
        ({"offer": line(vatRate=2500)}, "offer.lines.0.vatRate"),
        ({"offer": line(payerUnitAmount="10.00")}, "offer.lines.0.payerUnitAmount"),
        ({"offer": line(price="1000")}, "property offer.lines.0.price"),
        ({"adress": "Storgata"}, "property adress"),
    ],
)
def test_a_fault_is_named_with_its_place(fields: dict[str, object], place: str) -> None:
    found = complaints(example(**fields), bare_integers=False)
    assert [words.partition(" must ")[0].partition(" should ")[0] for words in found] == [place]


@pytest.mark.parametrize("body", [None, [], "text", 1])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    assert complaints(body, bare_integers=False) == ["body must be an object"]
