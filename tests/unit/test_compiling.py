"""From a finished draft to the order that is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from flows.address.rules import city_line
from flows.draft import Draft, Line, Step
from flows.offer.lines import add_product
from flows.sending.compiling import Origin, UnfinishedDraft, compile_order
from tests.support.drafts import CABLE, CHARGER, EXAMPLE, ORIGIN, changed_catalog, filled_to, form_context
from tests.support.strategies.drafts import Filled, finished

Json = dict[str, Any]


def body_of(filled: Filled, origin: Origin = ORIGIN, *, bare_integers: bool = False) -> Json:
    request = compile_order(filled.draft, filled.form_context.catalog, origin)
    body: Json = json.loads(request.body(bare_integers=bare_integers))
    return body


def example(**changes: Any) -> Filled:
    """The example's order, with these attributes of its draft changed."""
    return Filled(filled_to(Step.SUMMARY).with_(**changes), form_context())


def everything_in(value: object) -> Iterator[object]:
    yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside:
        yield from everything_in(each)


@settings(deadline=None, max_examples=12)
@given(finished())
def test_every_accepted_draft_compiles_to_json_without_a_null_or_a_float_but_its_position(
    filled: Filled,
) -> None:
    body, address = body_of(filled), filled.draft.address
    assert address is not None
    sent = (body.pop("latitude", None), body.pop("longitude", None))
    position = address.position
    assert sent == ((float(position.latitude), float(position.longitude)) if position else (None, None))
    for value in everything_in(body):
        assert value is not None
        assert not isinstance(value, float)


@settings(deadline=None, max_examples=12)
@given(finished())
def test_client_and_address_are_sent_as_stored(filled: Filled) -> None:
    body, draft = body_of(filled), filled.draft
    assert draft.client is not None
    assert draft.address is not None
    assert re.fullmatch(r"\+[1-9][0-9]{4,14}", body["phoneNumber"])
    assert body["phoneNumber"] == draft.client.phone
    assert re.fullmatch("[A-Z]{2}", body["countryCode"])
    assert (body["contactPersonName"], body["email"]) == (draft.client.contact_person, draft.client.email)
    place = (body["address"], body["city"], body["countryCode"], body.get("workplace"))
    city = city_line(draft.address)
    assert place == (draft.address.street, city, draft.address.country, draft.address.workplace)
    assert body["postalCode"] == (draft.address.postal_code or "-")


@settings(deadline=None, max_examples=12)
@given(finished())
def test_the_job_is_sent_with_its_answers_tags_and_installers(filled: Filled) -> None:
    body, job = body_of(filled), filled.draft.job
    assert job is not None
    assert body.get("workflowCustomId", body.get("workflowId")) == job.workflow
    assert ("workflowCustomId" in body) != ("workflowId" in body)
    answers = {each.get("customId") or each["id"]: each["value"] for each in body.get("customFields", [])}
    assert answers == job.custom_fields
    assert [type(answers[key]) for key in answers] == [type(job.custom_fields[key]) for key in answers]
    assert body.get("orderTagIds", []) == list(job.tags)
    chosen = {each["actorSlug"]: each["organizationId"] for each in body.get("actorAssignments", [])}
    assert chosen == job.installers
    assert body.get("description") == job.description
    assert body["name"] == job.order_name or job.order_name is None


@settings(deadline=None, max_examples=12)
@given(finished())
def test_each_line_is_sent_with_its_exact_amounts(filled: Filled) -> None:
    draft = filled.draft
    sent = body_of(filled)["offer"]
    bare = body_of(filled, bare_integers=True)["offer"]
    assert draft.offer is not None
    assert (sent.get("name"), sent["payer"]) == (draft.offer.offer_name, draft.offer.payer)
    assert len(sent["lines"]) == len(draft.lines)
    for line, quoted, integers in zip(draft.lines, sent["lines"], bare["lines"], strict=True):
        if line.product_id:
            assert quoted == integers == {"productId": line.product_id, "quantity": line.quantity}
        else:
            assert quoted == expected_line(line)
            assert integers == expected_line(line, bare_integers=True)


def expected_line(line: Line, *, bare_integers: bool = False) -> Json:
    amounts = {
        "vatRate": line.vat_rate,
        "payerUnitAmount": line.unit_price,
        "discountUnitAmount": line.discount,
        "installerPayoutUnitAmount": line.payout,
    }
    fields = {
        "externalId": line.external_id,
        "imageUrl": line.image_url,
        "name": line.name,
        "description": line.description,
        "quantity": line.quantity,
        "currencyCode": line.currency,
        "isTaxInclusive": line.tax_inclusive,
        "isPaid": line.paid,
        "discountSourceType": line.discount_source,
        **{key: value if bare_integers or value is None else str(value) for key, value in amounts.items()},
    }
    return {key: value for key, value in fields.items() if value is not None}


@settings(deadline=None, max_examples=6)
@given(finished())
def test_the_key_is_the_drafts_id_and_stands_in_the_metadata_too(filled: Filled) -> None:
    body = body_of(filled)
    assert body["idempotencyKey"] == body["metadata"]["draftId"] == filled.draft.id


@settings(deadline=None, max_examples=6)
@given(finished())
def test_the_same_draft_gives_the_same_text(filled: Filled) -> None:
    catalog = filled.form_context.catalog
    stored = Draft.model_validate_json(filled.draft.model_dump_json())
    again = compile_order(stored, catalog, ORIGIN).body()
    assert compile_order(filled.draft, catalog, ORIGIN).body() == again


def test_a_yes_or_no_is_a_bare_boolean() -> None:
    assert body_of(example())["customFields"] == [
        {"customId": "main-fuse", "value": "25 A"},
        {"customId": "has-own-parking", "value": True},
    ]


def test_metadata_says_where_the_order_was_taken_and_holds_ids_only() -> None:
    assert body_of(example())["metadata"] == {
        "draftId": "7",
        "source": "order-desk",
        "slackTeam": "T0LOCAL",
        "slackChannel": "C0ORDERS",
        "slackUser": "U0KARI",
    }
    assert "slackChannel" not in body_of(example(), Origin("T0LOCAL", None, "U0KARI"))["metadata"]


def test_an_order_without_a_name_is_named_after_the_job_and_the_client() -> None:
    assert body_of(example())["name"] == "EV charger installation – Ola N."


def test_the_payout_is_sent_only_where_there_is_one() -> None:
    cable, here = add_product(filled_to(Step.SUMMARY), CABLE, form_context()), form_context()
    assert "installerPayoutUnitAmount" not in body_of(Filled(cable, here))["offer"]["lines"][1]
    paid = cable.lines[1].model_copy(update={"payout": 0})
    line = body_of(Filled(cable.with_(lines=(paid,)), here))["offer"]["lines"][0]
    assert line["installerPayoutUnitAmount"] == "0"


def test_of_the_vendors_own_product_only_id_and_quantity_are_sent() -> None:
    assert body_of(example())["offer"]["lines"] == [{"productId": str(CHARGER.id), "quantity": 1}]


def test_an_order_without_lines_has_no_offer() -> None:
    assert "offer" not in body_of(example(lines=()))


@pytest.mark.parametrize("section", ["client", "address", "job", "offer"])
def test_a_draft_that_lacks_a_section_is_not_compiled(section: str) -> None:
    with pytest.raises(UnfinishedDraft):
        body_of(example(**{section: None}))


def test_a_draft_whose_job_left_the_catalog_is_not_compiled_and_its_client_not_named() -> None:
    gone = changed_catalog(workflows=EXAMPLE.workflows[1:])
    with pytest.raises(UnfinishedDraft) as caught:
        compile_order(filled_to(Step.SUMMARY), gone, ORIGIN)
    assert "Ola" not in f"{caught.value!r} {caught.value}"
