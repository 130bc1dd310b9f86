"""What the summary warns of: orders that look like this one, and a number that may be another country's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.clients import folded_place
from flows.draft import Client, Draft, Step
from flows.form.form_context import FormContext
from flows.form.summary_warnings import Earlier, warnings
from flows.i18n.language import language
from flows.order import State
from flows.readers import read_phone
from tests.support.drafts import filled_to, form_context, order_of

ENGLISH = language("en")
HERE = form_context("en")
DRAFT = filled_to(Step.SUMMARY, HERE)
ELSEWHERE = {"street": "Kaigata 2"}
SOMEBODY_ELSE = {"phone": "+4740612345"}


def changed(client: dict[str, Any] | None = None, address: dict[str, Any] | None = None) -> Draft:
    """The draft with other data of the client or the address."""
    assert DRAFT.client
    assert DRAFT.address
    return DRAFT.with_(
        client=DRAFT.client.model_copy(update=client or {}),
        address=DRAFT.address.model_copy(update=address or {}),
    )


def said(draft: Draft, *earlier: Earlier, here: FormContext = HERE) -> list[str]:
    return [ENGLISH.say(text) for text in warnings(draft, here, earlier)]


def ordered(draft: Draft, ago: timedelta, number: str | None = "P1-31") -> Earlier:
    state = State.CREATED if number else State.SENDING
    return Earlier(order_of(draft, state, display_id=number), ago)


@pytest.mark.parametrize(
    ("before", "ago", "expected"),
    [
        (changed(), timedelta(days=12, hours=5), "Ordered 12 days ago for this phone and address: P1-31"),
        (changed(address=ELSEWHERE), timedelta(days=1), "Ordered 1 day ago for this phone: P1-31"),
        (changed(SOMEBODY_ELSE), timedelta(hours=23), "Ordered 23 hours ago at this address: P1-31"),
        (
            changed(SOMEBODY_ELSE),
            timedelta(minutes=59),
            "Ordered less than an hour ago at this address: P1-31",
        ),
    ],
)
def test_an_earlier_order_is_told_with_its_age_and_what_is_the_same(
    before: Draft, ago: timedelta, expected: str
) -> None:
    assert said(DRAFT, ordered(before, ago)) == [expected]


def test_an_order_without_a_number_yet_is_told_too() -> None:
    on_its_way = ordered(DRAFT, timedelta(hours=1), number=None)
    assert said(DRAFT, on_its_way) == ["Ordered 1 hour ago for this phone and address: it is on its way"]


def test_at_most_three_are_told() -> None:
    assert len(said(DRAFT, *[ordered(DRAFT, timedelta(days=day)) for day in range(5)])) == 3


def test_what_is_only_filled_in_half_has_nothing_to_be_warned_of() -> None:
    assert said(Draft(id="7"), ordered(DRAFT, timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("street", "code"),
    [
        ("storgata 1 B", "0365"),
        ("Storgata 1b", "0365"),
        ("Storgata  1b,", " 0365"),
        ("STORGATA 1B.", "03-65"),
    ],
)
def test_an_address_written_another_way_is_the_same_place(street: str, code: str) -> None:
    assert folded_place(street, code, "NO") == folded_place("Storgata 1B", "0365", "NO")


@pytest.mark.parametrize(
    ("street", "code", "country"),
    [("Storgata 1", "0365", "NO"), ("Storgata 1B", "0366", "NO"), ("Storgata 1B", "0365", "DK")],
)
def test_another_house_code_or_country_is_another_place(street: str, code: str, country: str) -> None:
    assert folded_place(street, code, country) != folded_place("Storgata 1B", "0365", "NO")


def client_in(country: str, input: str) -> Client:
    phone = read_phone(input, country)
    return Client(
        contact_person="Ola Nordmann",
        phone=phone.e164,
        phone_typed=input,
        phone_country=phone.country_assumed,
        email="ola@example.no",
    )


def test_a_number_read_as_one_abroad_that_is_one_at_home_too_is_told() -> None:
    abroad = DRAFT.with_(client=client_in("DK", "999 00 111"))
    (warning,) = said(abroad)
    assert warning.startswith("The phone is read as a number in Denmark, but it is valid in Norway too.")
    assert warning.endswith("If it is from there, press “Edit” and write +47 99 90 01 11.")


@pytest.mark.parametrize(
    ("country", "input", "home"),
    [("NO", "999 00 111", "NO"), ("DK", "+45 99 90 01 11", "NO"), ("DK", "20 12 34 56", "SE")],
    ids=["read as one at home", "typed with its country code", "no number at home"],
)
def test_a_number_that_can_hardly_be_misread_is_not_told(country: str, input: str, home: str) -> None:
    here = form_context("en", country=home)
    assert said(DRAFT.with_(client=client_in(country, input)), here=here) == []


class OfOslo:
    """Knows one postal code."""

    credit = None

    def covers(self, country: str) -> bool:
        return country == "NO"

    def cities(self, country: str, postal_code: str) -> tuple[str, ...]:
        return ("Oslo",) if (country, postal_code) == ("NO", "0365") else ()


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ({}, False),
        ({"city": "OSLO"}, False),
        ({"postal_code": "5003"}, False),
        ({"city": "Bergen", "city_found": True}, True),
        ({"city": "Bergen"}, True),
    ],
)
def test_a_city_that_is_not_the_postal_codes_is_pointed_out(address: dict[str, Any], warned: bool) -> None:
    expected = (
        "By our list, the postal code 0365 is Oslo, but the city here is Bergen. "
        "If one is wrong, press “Edit”."
    )
    here = replace(HERE, places=OfOslo())
    assert said(changed(address=address), here=here) == ([expected] if warned else [])
