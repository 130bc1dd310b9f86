"""What the summary points out in a client and an address, and what one tap corrects."""

from __future__ import annotations

from typing import Any

import pytest

from flows.draft import Address, Client, Draft, Position, Step
from flows.form.dialog import forward, review
from flows.form.remarks import Correction, correct, remarks
from flows.i18n.language import language
from flows.readers import read_phone
from tests.support.drafts import form_context

ADDRESS = Address(country="NO", street="Storgata 1", postal_code="0365", city="Oslo")


def client(phone: str = "999 00 111", country: str = "NO", email: str = "ola@example.com") -> Client:
    read = read_phone(phone, country)
    return Client(
        contact_person="Ola Nordmann",
        phone=read.e164,
        phone_typed=phone,
        phone_country=read.country_assumed,
        email=email,
    )


def draft(*, by: Client | None = None, **address: Any) -> Draft:
    return Draft(id="7", client=by or client(), address=ADDRESS.model_copy(update=address))


def said(order: Draft) -> list[str]:
    return [language("en").say(remark.text) for remark in remarks(order)]


def test_an_order_in_which_nothing_looks_wrong_is_not_remarked_on() -> None:
    assert said(draft()) == []
    assert said(Draft(id="7")) == []


def test_no_text_message_reaches_a_companys_number() -> None:
    order = draft(by=client("+46 10 123 45 67"))
    assert said(order) == ["+46 10 123 45 67 is a company's number: no text message reaches it."]


@pytest.mark.parametrize(
    ("phone", "country", "told"),
    [("999 00 111", "SE", 1), ("+47 999 00 111", "SE", 0), ("999 00 111", "SJ", 0)],
)
def test_a_number_of_another_country_than_the_address_is_pointed_out(
    phone: str, country: str, told: int
) -> None:
    """Not where the country code was typed, nor where two countries share it."""
    assert len(said(draft(by=client(phone), country=country))) == told


def test_a_slip_in_a_well_known_domain_is_corrected_by_one_tap() -> None:
    order = draft(by=client(email="ola@gmial.com"))
    assert said(order) == ["ola@gmial.com looks misspelt. Is it ola@gmail.com?"]
    corrected = correct(order, Correction.EMAIL)
    assert corrected.client is not None
    assert corrected.client.email == "ola@gmail.com"
    assert correct(corrected, Correction.EMAIL) == corrected


@pytest.mark.parametrize(
    ("street", "country", "told"), [("Storgata", "NO", 1), ("Storgata 1", "NO", 0), ("The Old Mill", "GB", 0)]
)
def test_an_address_without_a_house_number_is_pointed_out_where_houses_have_one(
    street: str, country: str, told: int
) -> None:
    order = draft(by=client("+47 999 00 111"), street=street, country=country)
    assert said(order) == ["The address has no house number."] * told


def test_a_position_the_wrong_way_round_is_swapped_by_one_tap() -> None:
    order = draft(position=Position(latitude="10.74609", longitude="59.91273"))
    assert said(order) == ["The position is not in Norway. Are latitude and longitude swapped?"]
    corrected = correct(order, Correction.POSITION)
    assert said(corrected) == []
    assert corrected.address is not None
    assert corrected.address.position == Position(latitude="59.91273", longitude="10.74609")


def test_a_position_elsewhere_is_pointed_out_and_not_swapped() -> None:
    order = draft(position=Position(latitude="48.85", longitude="2.35"))
    assert said(order) == ["The position is not in Norway."]
    assert correct(order, Correction.POSITION) == order
    assert (
        said(draft(country="JP", by=client("+47 999 00 111"), position=Position(latitude="1", longitude="1")))
        == []
    )


@pytest.mark.parametrize(
    ("postal_code", "city", "place"),
    [
        ("0365 Oslo", None, ("0365", "Oslo")),
        ("0365 Oslo", "oslo", ("0365", "oslo")),
        ("0365", "Oslo", ("0365", "Oslo")),
    ],
)
def test_a_city_beside_the_postal_code_is_taken(
    postal_code: str, city: str | None, place: tuple[str, str]
) -> None:
    input = {"country": "NO", "street": "Storgata 1", "postal_code": postal_code, "city": city}
    result = forward(Draft(id="7", client=client()), Step.ADDRESS, input, form_context())
    assert result.draft.address is not None
    assert (result.draft.address.postal_code, result.draft.address.city) == place


def test_two_cities_are_asked_about() -> None:
    input = {"country": "NO", "street": "Storgata 1", "postal_code": "0365 Oslo", "city": "Bergen"}
    result = forward(Draft(id="7", client=client()), Step.ADDRESS, input, form_context())
    assert (
        language("en").say(result.errors["postal_code"]).startswith("The city here is Oslo and below Bergen.")
    )


@pytest.mark.parametrize("code", ["03650", "0365 X1"])
def test_a_postal_code_our_data_does_not_know_is_taken_the_second_time_and_marked(code: str) -> None:
    input = {"country": "NO", "street": "Storgata 1", "postal_code": code, "city": "Oslo"}
    here = form_context()
    first = forward(Draft(id="7", client=client()), Step.ADDRESS, input, here)
    assert (
        language("en")
        .say(first.errors["postal_code"])
        .endswith("If it is right, go on again: it is used as it is.")
    )
    second = forward(first.draft, Step.ADDRESS, input, here)
    assert second.accepted
    assert second.draft.address is not None
    assert second.draft.address.postal_code == code
    assert f"“{code}” looks unusual and is used as typed." in said(second.draft)
    assert review(second.draft.with_(step=Step.SUMMARY), here).draft.address == second.draft.address
    other = forward(first.draft, Step.ADDRESS, {**input, "postal_code": "03651"}, here)
    assert set(other.errors) == {"postal_code"}


def test_an_unusual_domain_is_taken_the_second_time_and_an_impossible_phone_never() -> None:
    input = {"contact_person": "Ola", "phone": "999 00 111", "email": "ola@printer.local"}
    first = forward(Draft(id="7"), Step.CLIENT, input, form_context())
    assert set(first.errors) == {"email"}
    second = forward(first.draft, Step.CLIENT, input, form_context())
    assert second.accepted
    assert second.draft.client is not None
    assert second.draft.client.email == "ola@printer.local"
    wrong = {**input, "phone": "999 00 11"}
    again = forward(
        forward(Draft(id="7"), Step.CLIENT, wrong, form_context()).draft, Step.CLIENT, wrong, form_context()
    )
    assert set(again.errors) == {"phone"}
