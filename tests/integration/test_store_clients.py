"""Known clients: kept with the order that comes into being, found while typing, private to the workspace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.clients import KnownClient, known_from
from flows.draft import Address, Client
from flows.order import Occasion, Order, State
from flows.person import Person
from storage import Conflict, Store
from storage.clients import MOST_REWRITTEN, client_row, word_rows
from storage.sql.database import Transaction
from storage.sql.queries import SAME_CLIENTS, clients_with, insertion
from tests.support.plans import plan_of
from tests.support.stores import KARI, KARI_ELSEWHERE, NOON, OLA, SAM, Connect, an_order

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
    return [(one.client.contact_person, one.address.street) for one in those]


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
    (theirs,) = await store.clients.search(KARI_ELSEWHERE.team, "ola", 9)
    assert await store.clients.one(KARI_ELSEWHERE.team, theirs.id) == theirs
    assert await store.clients.one(KARI.team, theirs.id) is None


async def test_a_client_at_two_addresses_stands_there_twice_with_the_latest_data(store: Store) -> None:
    await orders(store, sending())
    await orders(store, sending(client(email="ola@new.example.com"), KAIGATA, SAM, days=1))
    assert await found(store, "ola") == [("Ola Nordmann", "Kaigata 2"), ("Ola Nordmann", "Storgata 1")]
    assert {one.client.email for one in await store.clients.search(KARI.team, "ola", 9)} == {
        "ola@new.example.com"
    }
    assert await found(store, "ola@example.com") == []


async def test_a_client_who_orders_again_keeps_the_id_and_comes_first(store: Store) -> None:
    await orders(store, sending())
    await orders(store, sending(client("Olav Hansen", "+4740612345", "olav@example.com"), days=1))
    (before,) = await store.clients.search(KARI.team, "nordmann", 9)
    await orders(store, sending(client("Ola M. Nordmann"), days=2))
    assert [name for name, _street in await found(store, "ola")] == ["Ola M. Nordmann", "Olav Hansen"]
    (after,) = await store.clients.search(KARI.team, "nordmann", 9)
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


async def test_a_search_reads_a_range_of_the_index(store: Store) -> None:
    query, bounds = clients_with(["nord", "ola"])
    given = {"team": KARI.team, "limit": 9, **bounds}
    plan = await plan_of(store, query, given)
    assert "(word > 'nord'" in plan or "client_words_by_latest (team=? AND word>? AND word<?)" in plan
    assert "client_words_by_client" in plan


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
    await store.database.transaction(lambda transaction: _insert(transaction, others))
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
    await store.database.transaction(lambda transaction: _insert(transaction, elsewhere))
    await orders(store, sending(client(email="ola@new.example.com"), days=1))
    assert len(await found(store, "ola@new", limit=999)) == MOST_REWRITTEN + 1
    assert len(await found(store, "ola", limit=999)) == len(elsewhere) + 1


async def _insert(transaction: Transaction, known: Sequence[KnownClient]) -> None:
    clients = [client_row(KARI.team, one) for one in known]
    words = [row for one in known for row in word_rows(KARI.team, one)]
    await transaction.change_all(insertion("clients", clients[0]), clients)
    await transaction.change_all(insertion("client_words", words[0]), words)


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
    assert set(steps[turn + 1 :]) == {"rows", "change", "change_all"}
