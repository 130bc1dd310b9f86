"""Known clients: kept with the order that comes into being, found while typing, private to the workspace."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.clients import KnownClient, known_from
from flows.draft import Address, Client
from flows.order import Occasion, Order, State
from flows.person import Person
from storage import Conflict, Store
from storage.clients import MOST_REWRITTEN, client_row
from storage.sql.client_search import (
    MOST_BEGINNINGS,
    MOST_COMPARED,
    MOST_LOOKED_AT,
    all_since,
    how_common,
    latest_with,
    looked_up,
    ranges_of,
)
from storage.sql.database import Transaction
from storage.sql.queries import SAME_CLIENTS
from tests.support.database_calls import counted
from tests.support.known_clients import keep_clients, named
from tests.support.plans import plan_of
from tests.support.stores import KARI, KARI_ELSEWHERE, NOON, OLA, SAM, Connect, an_order

ASKS_FOR_PLANS = True

STORGATA = Address(country="NO", street="Storgata 1", postal_code="0365", city="Oslo")
KAIGATA = STORGATA.model_copy(update={"street": "Kaigata 2"})


def client(name: str = "Ola Nordmann", phone: str = "+4799900111", email: str = "ola@example.com") -> Client:
    return OLA.model_copy(update={"contact_person": name, "phone": phone, "email": email})


def sending(of: Client = OLA, address: Address = STORGATA, person: Person = KARI, days: int = 0) -> Order:
    """An order on its way, confirmed so many days after noon."""
    order = an_order(person, State.SENDING, confirmed_at=NOON + timedelta(days=days))
    return replace(order, draft=order.draft.with_(client=of, address=address))


async def orders(store: Store, order: Order) -> Order:
    """The order, which has come into being."""
    await store.add(order)
    return await store.update(order, replace(order, state=State.CREATED))


async def found(store: Store, input: str, team: str = KARI.team, limit: int = 9) -> list[tuple[str, str]]:
    """Names and streets."""
    those = await store.clients.search(team, input, limit)
    return [(one.client.contact_person, one.address.street) for one in those.clients]


@pytest.mark.parametrize("input", ["ola", "999 00", "ola@ex", "Nordm 4799"])
async def test_a_client_is_known_once_their_order_exists_and_not_before(store: Store, input: str) -> None:
    assert await found(store, input) == []
    assert not (await store.profile(KARI)).has_clients
    order = sending()
    await store.add(order)
    assert await found(store, input) == []
    await store.update(order, replace(order, state=State.CREATED))
    assert await found(store, input) == [("Ola Nordmann", "Storgata 1")]
    assert (await store.profile(KARI)).has_clients


async def test_a_client_of_an_order_that_was_not_written_is_not_kept(store: Store) -> None:
    order = sending()
    await store.add(order)
    await store.update(order, replace(order, attempts=1))
    with pytest.raises(Conflict):
        await store.update(order, replace(order, state=State.CREATED))
    assert await found(store, "ola") == []


async def test_another_workspace_finds_nobody_and_gets_nobody_by_id(store: Store) -> None:
    await orders(store, sending(person=KARI_ELSEWHERE))
    assert await found(store, "ola") == []
    assert not (await store.profile(KARI)).has_clients
    (theirs,) = (await store.clients.search(KARI_ELSEWHERE.team, "ola", 9)).clients
    assert await store.clients.one(KARI_ELSEWHERE.team, theirs.id) == theirs
    assert await store.clients.one(KARI.team, theirs.id) is None


async def test_a_client_at_two_addresses_stands_there_twice_with_the_latest_data(store: Store) -> None:
    await orders(store, sending())
    await orders(store, sending(client(email="ola@new.example.com"), KAIGATA, SAM, days=1))
    assert await found(store, "ola") == [("Ola Nordmann", "Kaigata 2"), ("Ola Nordmann", "Storgata 1")]
    both = (await store.clients.search(KARI.team, "ola", 9)).clients
    assert {one.client.email for one in both} == {"ola@new.example.com"}
    assert await found(store, "ola@example.com") == []


async def test_a_client_who_orders_again_keeps_the_id_and_comes_first(store: Store) -> None:
    await orders(store, sending())
    await orders(store, sending(client("Olav Hansen", "+4740612345", "olav@example.com"), days=1))
    (before,) = (await store.clients.search(KARI.team, "nordmann", 9)).clients
    await orders(store, sending(client("Ola M. Nordmann"), days=2))
    assert [name for name, _street in await found(store, "ola")] == ["Ola M. Nordmann", "Olav Hansen"]
    (after,) = (await store.clients.search(KARI.team, "nordmann", 9)).clients
    assert after.id == before.id


async def test_no_more_are_given_than_asked_for_the_latest_of_them(store: Store) -> None:
    for day in range(4):
        await orders(store, sending(client(f"Ola {day}", f"+479990011{day}", f"{day}@example.com"), days=day))
    assert [name for name, _street in await found(store, "ola", limit=2)] == ["Ola 3", "Ola 2"]


async def test_letters_of_any_script_and_size_are_kept_and_found(store: Store) -> None:
    """A database sorts words its own way, and the longest don't fit into an index."""
    for number, name in enumerate(["Åse Ærlig", "Øyvind Ødegård", "Жанна", "山田 太郎", "\ufdfa" * 200]):
        await orders(store, sending(client(name, f"+479990011{number}", f"{number}@example.com")))
    for inputs, name in {
        "ase": "Åse Ærlig",
        "ødeg": "Øyvind Ødegård",
        "ЖАН": "Жанна",
        "山": "山田 太郎",
    }.items():
        assert [name for name, _street in await found(store, inputs)] == [name]
    assert len(await found(store, "\ufdfa" * 200)) == 1


async def test_orders_of_one_client_that_come_into_being_at_once_are_one_client(connect: Connect) -> None:
    stores = [await connect() for _ in range(4)]
    await asyncio.gather(*(orders(store, sending()) for store in stores))
    assert len(await found(stores[0], "ola")) == 1


@pytest.mark.parametrize("query", [latest_with(), all_since(2), looked_up(2), how_common(2)])
async def test_a_search_reads_ranges_of_an_index(store: Store, query: str) -> None:
    given = {"team": KARI.team, "limit": 9, "most": 9, "since": 9, **ranges_of(["nord", "ola"])}
    plan = await plan_of(store, query, given)
    assert "client_words_by_latest" in plan
    assert not re.search("SCAN (client_words|one|those_0|also)|Seq Scan", plan)
    if "EXISTS" in query:
        assert "client_words_by_client" in plan


async def names(store: Store, typed: str, limit: int = 3) -> list[str]:
    return [name for name, _street in await found(store, typed, limit=limit)]


async def test_of_a_beginning_that_very_many_share_the_latest_of_all_come_first(store: Store) -> None:
    """Whatever comes first in an index, and with whatever word that begins so."""
    those = [f"Ola{'' if number % 2 else 'v'} N{number}" for number in range(700)]
    await keep_clients(store, named(those))
    assert await names(store, "ol") == await names(store, "ola") == those[:-4:-1]


async def test_of_two_common_names_the_latest_with_both_are_found_and_it_is_said_that_there_may_be_more(
    store: Store,
) -> None:
    those = [f"{'Ola' if number % 3 else 'Kari'} {'Berg' if number % 2 else 'Dahl'}" for number in range(900)]
    those[-1], those[-2] = "Kari Berg", "Berg, Kari"
    await keep_clients(store, named(those))
    found = await store.clients.search(KARI.team, "kari berg", 99)
    names = [one.client.contact_person for one in found.clients]
    assert (names[:3], {*names}) == (["Kari Berg", "Berg, Kari", "Kari Berg"], {"Kari Berg", "Berg, Kari"})
    assert MOST_COMPARED / 9 < len(found.clients) < MOST_COMPARED / 2
    assert not found.looked_at_all


async def test_all_who_have_a_rare_word_are_looked_at_for_the_common_ones(store: Store) -> None:
    those = ["Ola Sjelden", *["Ola Berg"] * (3 * MOST_LOOKED_AT)]
    await keep_clients(store, named(those))
    for typed in ("ola sjelden", "sjel o", "ola 10000000"):
        found = await store.clients.search(KARI.team, typed, 9)
        assert [one.client.contact_person for one in found.clients] == ["Ola Sjelden"]
        assert found.looked_at_all


async def test_of_a_word_that_is_far_rarer_than_another_the_latest_are_looked_at(store: Store) -> None:
    """Among the latest with the common word are hardly any of them."""
    await keep_clients(store, named([*["Liv Berg"] * MOST_COMPARED, *["Ola Berg"] * (3 * MOST_COMPARED)]))
    found = await store.clients.search(KARI.team, "liv berg", 9)
    assert [one.client.contact_person for one in found.clients] == ["Liv Berg"] * 9
    assert not found.looked_at_all


async def test_first_digits_that_begin_more_words_than_are_told_apart_find_further_ones(store: Store) -> None:
    those = [f"Ola {number}" for number in range(3 * MOST_BEGINNINGS)]
    await keep_clients(store, named(those))
    assert await names(store, "+47 10", limit=99) == those[::-1]
    assert await names(store, "ola 10 00", limit=99) == those[::-1]


async def test_a_search_goes_to_the_database_once_for_one_word_and_twice_for_several(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await orders(store, sending())
    calls = counted(store.database, monkeypatch)
    assert len(await found(store, "ola")) == len(await found(store, "ola nordm 999")) == 1
    assert calls == {"reads": 3}


def many(number: int, shared: Client | None = None) -> list[KnownClient]:
    """Clients at addresses of their own with one phone and e-mail, under one name or each under another."""
    known = known_from(sending())
    assert known is not None
    return [
        replace(
            known,
            id=str(one),
            client=shared or client(f"Ola {one}"),
            address=KAIGATA.model_copy(update={"street": f"Kaigata {one}"}),
        )
        for one in range(number)
    ]


async def test_clients_who_share_a_companys_phone_and_email_are_not_all_read(store: Store) -> None:
    """Each of the three ways to be the same client has its own index."""
    others = many(300)
    await keep_clients(store, others)
    await store.database.change("ANALYZE clients", {})
    given = {**client_row(KARI.team, others[0]), "limit": MOST_REWRITTEN}
    plan = await plan_of(store, SAME_CLIENTS, given)
    for index in ("clients_by_phone_and_name", "clients_by_phone_and_place", "clients_by_email_and_name"):
        assert index in plan


async def test_a_client_at_more_addresses_than_can_be_rewritten_in_time_is_known_all_the_same(
    store: Store,
) -> None:
    """The latest of them get the new data; an order never fails for the others."""
    elsewhere = many(MOST_REWRITTEN + 20, OLA)
    await keep_clients(store, elsewhere)
    await orders(store, sending(client(email="ola@new.example.com"), days=1))
    assert len(await found(store, "ola@new", limit=999)) == MOST_REWRITTEN + 1
    assert len(await found(store, "ola", limit=999)) == len(elsewhere) + 1


class Noted:
    """A transaction whose steps are noted by name."""

    def __init__(self, transaction: Transaction, steps: list[str]) -> None:
        self._transaction = transaction
        self._steps = steps

    def __getattr__(self, name: str) -> Any:
        self._steps.append(name)
        return getattr(self._transaction, name)


async def test_an_order_takes_its_turn_among_the_clients_when_all_else_of_it_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From there on, orders of a workspace that come into being at once wait for each other."""
    order, steps, transaction = sending(), list[str](), store.database.transaction
    await store.add(order)

    async def noted(work: Callable[..., Any]) -> Any:
        return await transaction(lambda real: work(Noted(real, steps)))

    monkeypatch.setattr(store.database, "transaction", noted)
    await store.update(order, replace(order, state=State.CREATED), (Occasion.CREATED,))
    turn = steps.index("take_turns")
    assert "schedule_notification" in steps[:turn]
    assert set(steps[turn + 1 :]) == {"rows", "change_all", "insert"}
