"""The order as it is sent: every field, and what the contract doesn't allow."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import orders
from orders import Offer, OfferLine, OrderRequest, Payer
from orders.models import WireModel

EXAMPLE = (Path(__file__).parents[1] / "data" / "order-example.json").read_text(encoding="utf-8")
AMOUNTS = ("vatRate", "payerUnitAmount", "discountUnitAmount", "installerPayoutUnitAmount")


def order(**fields: object) -> OrderRequest:
    """A small valid order, with the fields given."""
    required = {
        "address": "Storgata 1",
        "city": "Oslo",
        "postalCode": "0365",
        "countryCode": "NO",
        "email": "ola@example.com",
        "phoneNumber": "+4799900111",
        "contactPersonName": "Ola Nordmann",
        "idempotencyKey": "draft-1",
    }
    return OrderRequest.model_validate(required | fields)


def sent(request: OrderRequest, *, bare_integers: bool = False) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(request.body(bare_integers=bare_integers))
    return body


def test_the_package_names_its_public_face() -> None:
    public = {
        name
        for name, value in vars(orders).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public == set(orders.__all__)


def test_the_vendors_example_comes_back_field_for_field() -> None:
    assert sent(OrderRequest.model_validate_json(EXAMPLE)) == json.loads(EXAMPLE)


def test_every_documented_field_has_a_place() -> None:
    documented = set(json.loads(EXAMPLE)) | {"workflowId"}
    assert {field.alias for field in OrderRequest.model_fields.values()} == documented
    lines = json.loads(EXAMPLE)["offer"]["lines"]
    assert {field.alias for field in OfferLine.model_fields.values()} == set(lines[0]) | set(lines[1])


def test_the_same_order_gives_the_same_text() -> None:
    text = OrderRequest.model_validate_json(EXAMPLE).body()
    assert OrderRequest.model_validate_json(text).body() == text


def test_letters_of_any_language_are_sent_as_they_are() -> None:
    assert "Bjørnøya 🏠" in order(address="Bjørnøya 🏠").body()


def test_amounts_are_quoted_integers_by_default() -> None:
    line = sent(OrderRequest.model_validate_json(EXAMPLE))["offer"]["lines"][1]
    assert [line[name] for name in AMOUNTS] == ["2500", "100000", "20000", "50000"]
    assert line["quantity"] == 2


def test_amounts_are_bare_integers_by_a_switch() -> None:
    line = sent(OrderRequest.model_validate_json(EXAMPLE), bare_integers=True)["offer"]["lines"][1]
    assert [line[name] for name in AMOUNTS] == [2500, 100000, 20000, 50000]


def test_nothing_is_sent_for_what_is_not_there_but_an_empty_text_is() -> None:
    line = OfferLine(quantity=1, description="", payer_unit_amount=0, is_paid=False)
    body = sent(order(offer=Offer(lines=(line,)), fileIds=[], customFields=(), name=None))
    assert body["offer"] == {
        "lines": [{"description": "", "quantity": 1, "isPaid": False, "payerUnitAmount": "0"}]
    }
    assert not body.keys() & {"fileIds", "customFields", "name", "orderTagIds"}


def test_a_rich_text_document_is_sent_whole() -> None:
    document = {"nodeType": "document", "data": {}, "content": []}
    assert sent(order(description=document))["description"] == document


def test_a_custom_fields_truth_stays_a_bare_boolean() -> None:
    fields = [{"customId": "parking", "value": True}, {"customId": "fuse", "value": "true"}]
    assert sent(order(customFields=fields))["customFields"] == fields


def test_ids_are_sent_in_lower_case() -> None:
    identity = UUID("C3B0A1DE-54C2-4D0F-9A3E-6A1C7F4F2B77")
    assert sent(order(workflowId=str(identity).upper()))["workflowId"] == str(identity)


@pytest.mark.parametrize(
    "fields",
    [
        {"workflowId": "c3b0a1de-54c2-4d0f-9a3e-6a1c7f4f2b77", "workflowCustomId": "ev-charger"},
        {"countryCode": "no"},
        {"countryCode": "NOR"},
        {"countryCode": "NO\n"},
        {"address": ""},
        {"phoneNumber": None},
        {"idempotencyKey": ""},
        {"latitude": 90.1},
        {"longitude": float("nan")},
        {"fileIds": ["photo.jpg"]},
        {"metadata": {"key": 1}},
        {"unheardOf": "field"},
        {"customFields": [{"value": "no name"}]},
        {
            "customFields": [
                {"customId": "a", "id": "c3b0a1de-54c2-4d0f-9a3e-6a1c7f4f2b77", "value": "two names"}
            ]
        },
        {"customFields": [{"customId": "a", "value": 1}]},
        {"offer": {"payer": "nobody"}},
    ],
)
def test_what_the_contract_does_not_allow_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        order(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"quantity": 0},
        {"quantity": 1.0},
        {"quantity": True},
        {},
        {"quantity": 1, "payerUnitAmount": -1},
        {"quantity": 1, "discountUnitAmount": "-20000"},
        {"quantity": 1, "vatRate": 25.0},
        {"quantity": 1, "vatRate": "25.00"},
        {"quantity": 1, "installerPayoutUnitAmount": True},
        {"quantity": 1, "isPaid": "yes"},
    ],
)
def test_a_line_with_a_wrong_figure_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        OfferLine.model_validate(fields)


def test_an_order_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        order().address = "Elsewhere 2"  # type: ignore[misc] # that is what is tested


def test_what_a_client_gave_is_not_in_the_representations() -> None:
    request = OrderRequest.model_validate_json(EXAMPLE)
    with pytest.raises(ValidationError) as refused:
        order(contactPersonName="Ola Nordmann", metadata={"note": "Ola Nordmann"}, latitude="Nordmann")
    for text in (repr(request), str(request), f"{request.offer}", str(refused.value)):
        assert "Nordmann" not in text
        assert "charger" not in text


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
given_words = words.filter(bool)
amounts = st.none() | st.integers(min_value=0, max_value=10**12)
flags = st.none() | st.booleans()
ids = st.lists(st.uuids(), max_size=2)
lines = st.fixed_dictionaries(
    {"quantity": st.integers(min_value=1)},
    optional={
        "product_id": st.none() | st.uuids(),
        "description": st.none() | words,
        "is_tax_inclusive": flags,
        "is_paid": flags,
        "vat_rate": amounts,
        "payer_unit_amount": amounts,
        "discount_unit_amount": amounts,
        "installer_payout_unit_amount": amounts,
    },
)
custom_fields = st.fixed_dictionaries({"custom_id": given_words, "value": words | st.booleans()})
offers = st.fixed_dictionaries(
    {
        "name": st.none() | words,
        "payer": st.none() | st.sampled_from(Payer),
        "lines": st.lists(lines, max_size=2),
    }
)
requests = st.fixed_dictionaries(
    {
        "address": given_words,
        "city": given_words,
        "postal_code": given_words,
        "country_code": st.sampled_from(["NO", "SE", "DE"]),
        "email": given_words,
        "phone_number": given_words,
        "contact_person_name": given_words,
        "idempotency_key": given_words,
    },
    optional={
        "description": st.none() | words | st.just({"nodeType": "document", "content": []}),
        "latitude": st.none() | st.floats(-90, 90),
        "longitude": st.none() | st.floats(-180, 180),
        "file_ids": ids,
        "metadata": st.dictionaries(words, words, max_size=2),
        "workflow_id": st.none() | st.uuids(),
        "custom_fields": st.lists(custom_fields, max_size=2),
        "offer": st.none() | offers,
    },
).map(OrderRequest.model_validate)


@given(requests, st.booleans())
def test_any_order_survives_the_wire(request: OrderRequest, bare_integers: bool) -> None:
    assert OrderRequest.model_validate_json(request.body(bare_integers=bare_integers)) == request


@given(requests)
def test_no_null_and_no_empty_list_is_ever_sent(request: OrderRequest) -> None:
    body = sent(request)
    offer = body.get("offer", {})
    for piece in (body, offer, *offer.get("lines", []), *body.get("customFields", [])):
        assert None not in piece.values()
        assert [] not in piece.values()


def test_every_piece_of_the_body_forbids_unknown_fields_and_changes() -> None:
    pieces = WireModel.__subclasses__()
    assert len(pieces) == 5
    assert all(piece.model_config["extra"] == "forbid" and piece.model_config["frozen"] for piece in pieces)
