"""A database that another process keeps locked: everyone hears of it in time, however many ask at once."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from flows.person import Locales, Person
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.views import TEAM
from storage import StoreUnavailable, open_store
from storage.sql import deadline
from tests.support.postgres import database_of
from tests.support.product import OpenProduct
from tests.support.stores import KARI, an_order
from tests.support.walkthrough import CLIENT, begin


async def test_four_people_at_once_hear_in_time_that_nothing_could_be_saved(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with open_product(slack=LocalSlack()) as product:
        product.slack.add_person("nils", "en-GB", "Europe/Oslo")
        people = [product.person(name) for name in ("kari", "lena", "sam", "nils")]
        for person in people:
            await begin(person)
            await person.fill(CLIENT)
        await product.bot.store.keep_locales(Person(TEAM, product.person("nils").id), Locales(chosen="nb"))
        with closing(sqlite3.connect(tmp_path / "orderdesk.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.gather(*(person.next() for person in people))
            other.rollback()
        for person in people[:-1]:
            await person.sees("This could not be saved right now")
        await people[-1].sees("Dette kunne ikke lagres akkurat nå")


async def test_a_requests_calls_share_its_time(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'orderdesk.db'}")
    with closing(sqlite3.connect(tmp_path / "orderdesk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        deadline.begin(0.2)
        with pytest.raises(StoreUnavailable, match="locked"):
            await store.add(an_order())
        with pytest.raises(StoreUnavailable, match="takes too long"):
            await store.editable(KARI)
        deadline.lift()
        assert await store.editable(KARI) == []
    await store.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_what_a_request_takes_beside_the_store_is_not_waited_for_the_store(
    tmp_path: Path, kind: str
) -> None:
    """A busy machine draws a screen too late; what is asked or written after that is asked and written all the same."""
    with database_of(kind, tmp_path) as url:
        store = await open_store(url)
        order = an_order()
        deadline.begin(1.0)
        time.sleep(1.2)  # noqa: ASYNC251 - as the process does that has no processor
        await store.add(order)
        assert await store.get(order.id) == order
        deadline.lift()
        await store.close()
