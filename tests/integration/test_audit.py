"""Who did what to which order when: kept with the move itself, never changed, and without a word of the client."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from bot.cli.main import main
from flows.audit import AuditEntry, Deed
from flows.draft import Step
from flows.order import Exists, claimed, created, decided_exists, stuck
from flows.rights import Right
from flows.waiting.approval import approved, awaiting, sent_back
from storage import Conflict, Store
from storage.opening import sqlite_path
from tests.support.postgres import rows
from tests.support.product import OpenProduct
from tests.support.stores import KARI, NOON, PACE, an_order, confirm

LATER = NOON + timedelta(minutes=1)


async def deeds(store: Store, order_id: str) -> list[tuple[Deed, str | None]]:
    """What was done to the order, the earliest first."""
    entries = await store.audit.of_order(order_id, 99)
    return [(entry.deed, entry.person) for entry in reversed(entries)]


async def test_every_move_is_kept_with_who_did_it(store: Store) -> None:
    order = an_order()
    await store.add(order)
    order = await store.update(
        order, replace(order, draft=order.draft.with_(step=Step.JOB), updated_at=LATER)
    )
    order = await store.update(order, awaiting(order, "{}", None, "leads", LATER + timedelta(seconds=1)))
    order = await store.update(order, sent_back(order, "U0LENA", "No.", LATER + timedelta(seconds=2)))
    order = await store.update(order, awaiting(order, "{}", None, "leads", LATER + timedelta(seconds=3)))
    order = await store.update(order, approved(order, "U0LENA", LATER + timedelta(seconds=4)))
    order = await store.update(order, claimed(order, LATER + timedelta(seconds=5), PACE))
    order = await store.update(order, stuck(order, LATER + timedelta(seconds=6)).order)
    exists = decided_exists(order, "U0SAM", Exists("1", "P1-1"), LATER + timedelta(seconds=7), PACE)
    await store.update(order, exists.order)
    assert await deeds(store, order.id) == [
        (Deed.OPENED, KARI.user),
        (Deed.CHANGED, KARI.user),
        (Deed.PUT_FORWARD, KARI.user),
        (Deed.SENT_BACK, "U0LENA"),
        (Deed.PUT_FORWARD, KARI.user),
        (Deed.APPROVED, "U0LENA"),
        (Deed.STUCK, None),
        (Deed.DECIDED, "U0SAM"),
    ]


async def test_what_is_typed_meanwhile_is_no_entry_and_neither_is_a_move_that_was_refused(
    store: Store,
) -> None:
    order = an_order()
    await store.add(order)
    typed = replace(order, draft=order.draft.with_(inputs={Step.CLIENT: {"phone": "99"}}), updated_at=LATER)
    await store.update(order, typed)
    with pytest.raises(Conflict):
        await confirm(store, order)
    assert await deeds(store, order.id) == [(Deed.OPENED, KARI.user)]


async def test_an_order_created_and_one_refused_are_nobodys_deed(store: Store) -> None:
    order = an_order()
    await store.add(order)
    order = await confirm(store, order)
    order = await store.update(order, claimed(order, LATER, PACE))
    await store.update(order, created(order, Exists("1", "P1-1"), LATER + timedelta(seconds=1), PACE).order)
    assert await deeds(store, order.id) == [
        (Deed.OPENED, KARI.user),
        (Deed.CONFIRMED, KARI.user),
        (Deed.CREATED, None),
    ]


@pytest.mark.parametrize("statement", ["UPDATE audit SET person = 'U0SAM'", "DELETE FROM audit"])
async def test_the_database_refuses_to_change_or_remove_an_entry(
    store: Store, url: str, statement: str
) -> None:
    await store.add(an_order())
    if path := sqlite_path(url):
        with (
            closing(Database(path)) as database,
            pytest.raises(sqlite3.IntegrityError, match="the audit is never changed"),
        ):
            database.execute(statement)
    else:
        with pytest.raises(psycopg.Error, match="the audit is never changed"):
            rows(url, statement)


async def test_entries_are_found_by_order_person_and_time(store: Store) -> None:
    def entry(minutes: int, person: str, order_id: str | None) -> AuditEntry:
        at = NOON + timedelta(minutes=minutes)
        return AuditEntry(at, "T0LOCAL", Deed.DENIED, person, order_id, "LIST_USERS")

    entries = [entry(0, "U0KARI", None), entry(1, "U0SAM", "one"), entry(2, "U0SAM", None)]
    for each in entries:
        await store.audit.add(each)
    assert await store.audit.find() == entries[::-1]
    assert await store.audit.find(order_id="one") == [entries[1]]
    assert await store.audit.find(person="U0SAM", since=NOON + timedelta(minutes=2)) == [entries[2]]


def test_the_command_prints_an_orders_audit_by_its_number(tmp_path: Path) -> None:
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-made-up",
        "ORDERS_API_TOKEN": "t0ken",
        "CATALOG": "catalog.example.toml",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'orderdesk.db'}",
    }
    runner = CliRunner(env=environment)
    assert runner.invoke(main, ["migrate"]).exit_code == 0
    database = Database(tmp_path / "orderdesk.db")
    with database.atomic():
        database.execute(
            "INSERT INTO audit (id, at, team, deed, person, order_id, detail) VALUES"
            " ('1', 1764156724000, 'T0LOCAL', 'denied', 'U0SAM', NULL, 'LIST_USERS')"
        )
    database.close()
    printed = runner.invoke(main, ["audit", "--since", "2025-11-26", "--person", "U0SAM"])
    assert printed.output == "2025-11-26T11:32:04Z\tU0SAM\tdenied\t-\tLIST_USERS\n"
    missing = runner.invoke(main, ["audit", "--order", "P1-42"])
    assert (missing.exit_code, "There is no order P1-42" in missing.output) == (2, True)


async def test_who_tries_what_they_may_not_is_in_the_audit(open_product: OpenProduct) -> None:
    async with open_product(list_users="U0LENA", order_users="U0LENA") as product:
        sam = product.person("sam")
        await sam.slash("/order list")
        await sam.hears("LIST_USERS")
        (entry,) = await product.bot.store.audit.find(person="U0SAM")
        assert (entry.deed, entry.detail, entry.order_id) == (Deed.DENIED, Right.LIST.value, None)
