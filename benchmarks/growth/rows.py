"""Very many created orders and known clients, multiplied from one of each by the database itself."""
# ruff: noqa: S608 - put together from constants

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from benchmarks.known_clients import FIRST, LAST, TEAM, an_order
from flows.order import Order, State
from storage import Store, StoreUnavailable
from storage.clients import client_row, known_by
from storage.listing.words import TABLE
from storage.sql.database import Database, Transaction
from storage.sql.queries import insertion
from storage.sql.rows import order_row, to_milliseconds

ORDERS_OF_A_CLIENT = 5
AT_ONCE = 250
"""Rows of one transaction: each must end in the store's two seconds."""
TRIES = 10
MINUTE = 60_000

NUMBERS = (
    "WITH RECURSIVE numbers (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
)


async def fill(store: Store, orders: int) -> Order:
    """So many orders of a fifth as many clients; gives the one they are made from, which is among them."""
    pattern = await _created(store)
    for first in range(1, orders, AT_ONCE):
        await _add_patiently(store.database, pattern, first, min(first + AT_ONCE, orders) - 1)
    return pattern


async def _created(store: Store) -> Order:
    """An order that came into being by the store itself, with its client."""
    order = replace(an_order(0), upstream_id="upstream-0", display_id="P1-0")
    await store.add(order)
    return await store.update(order, replace(order, state=State.CREATED))


async def _add_patiently(database: Database, pattern: Order, first: int, last: int) -> None:
    """Once more where the disk was busy with what came before: that is undone then."""
    for _try in range(TRIES):
        with suppress(StoreUnavailable):
            return await _add(database, pattern, first, last)
    return await _add(database, pattern, first, last)


async def _add(database: Database, pattern: Order, first: int, last: int) -> None:
    row = {**order_row(pattern), "workflow": "job-0"}
    ((_team, known),) = known_by(row)
    client, numbers = client_row(TEAM, known), range(first, last + 1, ORDERS_OF_A_CLIENT)
    clients = [_client(client, number) for number in numbers]
    words = [word for number in numbers for word in _words(number, client["ordered_at"])]

    async def work(transaction: Transaction) -> None:
        await _multiply(transaction, "orders", row, _order_columns(pattern), first, last)
        for word in _order_words():
            await _multiply(transaction, TABLE, *_word_columns(pattern, word), first, last)
        await transaction.change_all(insertion("clients", client), clients)
        await transaction.change_all(insertion("client_words", words[0]), words)

    await database.transaction(work)


async def _multiply(
    transaction: Transaction,
    table: str,
    row: Mapping[str, object],
    columns: Mapping[str, str],
    first: int,
    last: int,
) -> None:
    """The row once for each number, with other values in these columns."""
    kept = {name: value for name, value in row.items() if value is not None}
    values = ", ".join(columns.get(name, f":{name}") for name in kept)
    names = ", ".join(f'"{name}"' for name in kept)
    numbers = NUMBERS.format(first=first, last=last)
    given = {name: value for name, value in kept.items() if name not in columns}
    await transaction.change(f"INSERT INTO {table} ({names}) {numbers} SELECT {values} FROM numbers", given)


def _order_columns(pattern: Order) -> Mapping[str, str]:
    confirmed = to_milliseconds(pattern.confirmed_at) or 0
    text, minutes = "CAST(n AS TEXT)", f"CAST(n AS BIGINT) * {MINUTE}"
    return {
        "id": f"'order-' || {text}",
        "workflow": "'job-' || CAST(n % 5 AS TEXT)",
        "phone": "'+47' || CAST(10000000 + n / 5 AS TEXT)",
        "place": f"'street ' || {text} || '|0365|NO'",
        "confirmed_at": f"{confirmed} + {minutes}",
        "updated_at": f"{confirmed} + {minutes}",
        "upstream_id": f"'upstream-' || {text}",
    }


def _order_words() -> Sequence[str]:
    """An order's words as the database makes them of its number n; `storgata` and one external id are everybody's."""
    phone = "CAST(10000000 + n / 5 AS TEXT)"
    return (
        _one_of(FIRST, f"n / {ORDERS_OF_A_CLIENT}"),
        _one_of(LAST, f"n / {ORDERS_OF_A_CLIENT * len(FIRST)}"),
        phone,
        f"'47' || {phone}",
        f"substr({phone}, 5)",
        "'client.' || CAST(n / 5 AS TEXT) || '@example.no'",
        "'storgata'",
        "CAST(n % 100 AS TEXT)",
        "'oslo'",
        "'evc'",
        "'evcx01'",
        "'x'",
        "'01'",
    )


def _one_of(words: Sequence[str], number: str) -> str:
    choices = " ".join(f"WHEN {place} THEN '{word.lower()}'" for place, word in enumerate(words))
    return f"CASE ({number}) % {len(words)} {choices} END"


def _word_columns(pattern: Order, word: str) -> tuple[Mapping[str, object], Mapping[str, str]]:
    """A row of the table, and which of its columns the database makes."""
    columns = _order_columns(pattern)
    made = {"word": word, "at": columns["confirmed_at"], "order_id": columns["id"]}
    return {"team": TEAM, **made}, made


def _client(row: Mapping[str, object], number: int) -> dict[str, object]:
    return {
        **row,
        "id": f"client-{number}",
        "phone": f"+47{10_000_000 + number}",
        "email": f"client.{number}@example.no",
        "ordered_at": _ordered_at(row["ordered_at"], number),
        "name": " ".join(_names(number)),
        "place": f"street {number}|0365|no",
    }


def _words(number: int, ordered_at: object) -> list[dict[str, object]]:
    digits = 10_000_000 + number
    words = {*_names(number), f"{digits}", f"47{digits}", f"client.{number}@example.no"}
    kept = {"team": TEAM, "client_id": f"client-{number}", "ordered_at": _ordered_at(ordered_at, number)}
    return [{"word": word, **kept} for word in sorted(words)]


def _names(number: int) -> tuple[str, str]:
    place = number // ORDERS_OF_A_CLIENT
    return FIRST[place % len(FIRST)].lower(), LAST[place // len(FIRST) % len(LAST)].lower()


def _ordered_at(first: object, number: int) -> int:
    return int(str(first)) + number * MINUTE
