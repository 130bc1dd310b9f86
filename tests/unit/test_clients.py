"""Known clients: what they are found by, who is the same one, and which data count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.views.form.known_clients import known_client_option
from bot.views.inputs import slack_option
from flows.clients import KnownClient, fill_in, known_after, known_from, search_words, taken_up, words_of
from flows.draft import Address, Client, Draft, Step
from flows.form.dialog import go_on, initial, save
from flows.i18n.language import language
from flows.order import State
from tests.support.drafts import CHARGER, NOW, filled_to, form_context, order_of

ENGLISH = language("en")


def known(
    identity: str = "a", day: int = 0, address: dict[str, Any] | None = None, **client: str
) -> KnownClient:
    """Ola at Storgata, or who else is described."""
    ola = {"contact_person": "Ola Nordmann", "phone": "+4799900111", "email": "ola@example.no", **client}
    storgata = {"street": "Storgata 1", "postal_code": "0365", "city": "Oslo", "country": "NO"}
    return KnownClient(
        identity,
        Client(phone_typed=ola["phone"], phone_country=None, **ola),
        Address(**{**storgata, **(address or {})}),
        NOW + timedelta(days=day),
    )


KAIGATA = {"street": "Kaigata 2"}


def is_found(one: KnownClient, input: str) -> bool:
    """As a store finds: each word typed begins one of the client's."""
    words = search_words(input)
    return bool(words) and all(any(held.startswith(word) for held in words_of(one)) for word in words)


@pytest.mark.parametrize(
    "input",
    [
        *("ola", "OLA n", "nordmann ola", "Marie", "anne-m", "o'bri", "obrien", "Åse", "ase"),
        *(
            "999 00",
            "99900111",
            "+47 999",
            "0047 99 90",
            "4799900111",
            "(+47) 999-00-111",
            "９９９",
            "ola 999",
        ),
        *("ola.nord@", "ola.nord@example", "OLA.NORD"),
    ],
)
def test_a_client_is_found_by_the_beginning_of_name_phone_or_email(input: str) -> None:
    one = known(contact_person="Ola Anne-Marie O'Brien Åse Nordmann", email="ola.nord@example.no")
    assert is_found(one, input)


@pytest.mark.parametrize("input", ["070 174", "70 174 06", "+46 (0)70 17", "0046 701", "46701740605"])
def test_a_number_is_found_as_dialled_at_home_and_from_abroad(input: str) -> None:
    assert is_found(known(phone="+46701740605"), input)


@pytest.mark.parametrize(
    "input", ["", " ", "+", "00", "kari", "ola kari", "0111", "example.no", "-", "%", "ola 998"]
)
def test_nothing_else_finds_them(input: str) -> None:
    assert not is_found(known(), input)


def test_a_confirmed_orders_client_is_known_with_the_country_code_of_the_phone() -> None:
    """A number typed without one would be read again wherever the next address is."""
    draft = filled_to(Step.SUMMARY)
    one = known_from(order_of(draft, State.CREATED, confirmed_at=NOW))
    assert one
    assert (one.client.phone_typed, one.client.phone_country) == ("+47 99 90 01 11", None)
    assert one.address == draft.address
    assert "Ola" not in repr(one)
    assert "Storgata" not in repr(one)


@pytest.mark.parametrize("missing", [{"client": None}, {"address": None}])
def test_a_client_without_a_name_or_an_address_is_not_kept(missing: dict[str, None]) -> None:
    draft = filled_to(Step.SUMMARY).with_(**missing)
    assert known_from(order_of(draft, State.CREATED, confirmed_at=NOW)) is None


def test_the_latest_order_at_an_address_takes_the_place_of_the_one_before() -> None:
    again = known("b", 1, contact_person="Ola M. Nordmann", email="new@example.no")
    assert taken_up(again, [known()]) == [replace(again, id="a")]


def test_a_late_order_takes_nothings_place() -> None:
    """One that was stuck comes into being long after it was confirmed."""
    assert taken_up(known("b", -1, email="old@example.no"), [known()]) == []


def test_the_latest_data_count_at_the_other_address_too() -> None:
    moved = known("b", 1, KAIGATA, email="new@example.no")
    assert taken_up(moved, [known()]) == [moved, replace(known(), client=moved.client)]


def test_a_new_phone_with_the_same_name_and_email_is_the_same_client() -> None:
    again = known("b", 1, phone="+4740612345")
    assert taken_up(again, [known()]) == [replace(again, id="a")]


@pytest.mark.parametrize(
    "other",
    [
        known("b", 1, KAIGATA, contact_person="Per Hansen"),
        known("b", 1, contact_person="Per Hansen", phone="+4740612345"),
    ],
)
def test_another_name_elsewhere_or_with_another_phone_is_another_client(other: KnownClient) -> None:
    """A switchboard's phone, a family's e-mail."""
    assert taken_up(other, [known()]) == [other]


def test_all_orders_from_the_earliest_on_give_what_one_after_the_other_gave() -> None:
    orders = [
        known("a"),
        known("b", 1, KAIGATA, email="new@example.no"),
        known("c", 2, contact_person="Per Hansen", phone="+4740612345", email="per@example.no"),
        known("d", 3, phone="+4740612346", email="new@example.no"),
    ]
    assert [(one.id, one.client.phone, one.client.email) for one in known_after(orders)] == [
        ("a", "+4740612346", "new@example.no"),
        ("b", "+4740612346", "new@example.no"),
        ("c", "+4740612345", "per@example.no"),
    ]


def test_a_picked_client_fills_two_screens_and_leaves_the_rest_as_typed() -> None:
    here = form_context("en")
    draft = (
        Draft(id="7")
        .with_inputs(Step.CLIENT, {"contact_person": "Ol"})
        .with_inputs(Step.ADDRESS, {"city": "B"})
    )
    input = draft.with_inputs(Step.JOB, {"workflow": "ev-charger", "order_name": "Rush"})
    result = go_on(fill_in(input, known()), here)
    assert result.accepted
    assert result.draft.step is Step.JOB
    assert initial(result.draft, Step.CLIENT, here)["contact_person"] == "Ola Nordmann"
    assert initial(result.draft, Step.ADDRESS, here)["street"] == "Storgata 1"
    assert result.draft.inputs == {Step.JOB: {"workflow": "ev-charger", "order_name": "Rush"}}


def test_a_picked_clients_phone_stays_the_same_number_wherever_the_next_address_is() -> None:
    abroad = fill_in(Draft(id="7"), known(address={"country": "DK", "postal_code": "2100"}))
    here = form_context("en")
    assert save(abroad, Step.CLIENT, initial(abroad, Step.CLIENT, here), here).draft.client == known().client


def test_picked_in_place_of_another_on_the_summary_it_goes_back_there() -> None:
    here = form_context("en")
    editing = filled_to(Step.SUMMARY, here).with_(step=Step.CLIENT, returning=True)
    result = go_on(fill_in(editing, known(address=KAIGATA)), here)
    assert result.draft.step is Step.SUMMARY
    assert result.draft.lines[0].product == CHARGER.key


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (known(), "Ola Nordmann · Storgata 1, Oslo · …0111"),
        (
            known(contact_person="O" * 200, address={"street": "S" * 200, "city": "C" * 99}),
            f"{'O' * 29}… · {'S' * 15}…, {'C' * 15}… · …0111",
        ),
    ],
)
def test_a_row_tells_who_where_and_the_last_digits_in_75_characters(one: KnownClient, shown: str) -> None:
    option = slack_option(known_client_option(one), ENGLISH).to_dict()
    assert option["text"]["text"] == shown
    assert len(shown) <= 75
    assert option["value"] == one.id
