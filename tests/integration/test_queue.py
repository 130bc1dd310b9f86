"""Jobs on a real PostgreSQL: deferred with the rows they are for, and undone with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from psycopg import AsyncConnection, AsyncPipeline

from bot.clock import utc_now
from flows.notifications import NOTIFICATIONS
from flows.order import Occasion, State, claimed
from storage import Conflict, StoreUnavailable
from storage.postgres.jobs import DEFER
from storage.postgres.store import PostgresStore
from tests.support.examples import confirmed_order
from tests.support.postgres import jobs, rows
from tests.support.queue import HOUR, confirmed, milliseconds
from tests.support.stores import PACE, an_order, confirm


@pytest.fixture
def store_kind() -> str:
    return "postgresql"


@contextmanager
def refusing(url: str, table: str, when: str) -> Iterator[None]:
    """The database refuses what is written to a table: at once, or only when the transaction is committed."""
    rows(
        url,
        f"""
        CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
        CREATE CONSTRAINT TRIGGER refuse AFTER INSERT OR UPDATE ON {table} {when}
          FOR EACH ROW EXECUTE FUNCTION public.refuse();
        """,
    )
    try:
        yield
    finally:
        rows(url, f"DROP TRIGGER refuse ON {table}; DROP FUNCTION public.refuse()")


def executed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The statements from now on that are executed one by one."""
    statements: list[bytes] = []
    execute = AsyncConnection.execute

    async def noted(connection: AsyncConnection, query: bytes, *given: Any, **more: Any) -> Any:
        statements.append(query)
        return await execute(connection, query, *given, **more)

    monkeypatch.setattr(AsyncConnection, "execute", noted)
    return statements


def awaited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The times from now on that the server has been waited for, in pipeline mode."""
    waits: list[str] = []
    fetch = AsyncPipeline._fetch_gen

    def noted(pipeline: AsyncPipeline, *, flush: bool) -> Any:
        if pipeline.result_queue:
            waits.append("answers")
        yield from fetch(pipeline, flush=flush)

    monkeypatch.setattr(AsyncPipeline, "_fetch_gen", noted)
    return waits


async def test_an_order_with_a_time_is_written_with_its_job(store: PostgresStore, url: str) -> None:
    order = await confirmed(store)
    assert [(job["scheduled_at"], job["args"]) for job in jobs(url)] == [
        (order.due_at, {"order_id": order.id})
    ]


async def test_an_order_without_a_time_has_no_job(store: PostgresStore, url: str) -> None:
    order = an_order()
    await store.add(order)
    await store.update(order, replace(order, refusal="changed"))
    assert jobs(url) == []


async def test_each_notification_is_written_with_its_job(store: PostgresStore, url: str) -> None:
    order = await confirmed(store, (Occasion.CREATED,))
    kinds = {job["args"].get("kind"): job["scheduled_at"] for job in jobs(url)}
    assert kinds == {
        None: order.due_at,
        "channel_post": order.updated_at,
        "receipt": order.updated_at,
        "home": order.updated_at,
        "modal": order.updated_at + timedelta(seconds=1),
    }


async def test_a_notification_that_is_put_off_has_a_job_for_then(store: PostgresStore, url: str) -> None:
    await confirmed(store, (Occasion.REJECTED,))
    notification = next(iter(await store.due_notifications(utc_now(), 9)))
    later = milliseconds(utc_now()) + HOUR
    await store.notify_later(notification, later)
    assert jobs(url)[-1]["scheduled_at"] == later
    assert jobs(url)[-1]["args"]["kind"] == notification.kind


async def test_a_notification_said_twice_has_one_job(store: PostgresStore, url: str) -> None:
    order = await confirmed(store, (Occasion.DELAYED,))
    await store.update(order, order, (Occasion.DELAYED,))
    assert sorted(str(job["args"].get("kind")) for job in jobs(url)) == ["None", "home", "modal", "receipt"]


async def test_one_job_that_waits_for_a_moment_is_enough(store: PostgresStore, url: str) -> None:
    order = await confirmed(store)
    await store.update(order, replace(order, refusal="changed"))
    assert len(jobs(url)) == 1


async def test_a_put_that_is_refused_leaves_no_job(store: PostgresStore, url: str) -> None:
    order = an_order()
    await store.add(order)
    await store.update(order, replace(order, refusal="newer"))
    with pytest.raises(Conflict):
        await confirm(store, order, tell=(Occasion.CREATED,))
    assert jobs(url) == []


async def test_a_put_that_is_undone_takes_its_jobs_with_it(store: PostgresStore, url: str) -> None:
    order = an_order()
    await store.add(order)
    with (
        refusing(url, "orderdesk.orders", "DEFERRABLE INITIALLY DEFERRED"),
        pytest.raises(StoreUnavailable, match="refused"),
    ):
        await confirm(store, order, tell=(Occasion.CREATED,))
    assert await store.get(order.id) == order
    assert jobs(url) == []
    await confirm(store, order)
    assert len(jobs(url)) == 1


async def test_an_order_whose_job_cannot_be_written_is_not_written(store: PostgresStore, url: str) -> None:
    order = an_order()
    await store.add(order)
    with (
        refusing(url, "procrastinate.procrastinate_jobs", ""),
        pytest.raises(StoreUnavailable, match="refused"),
    ):
        await confirm(store, order, tell=(Occasion.CREATED,))
    assert await store.get(order.id) == order


async def test_a_job_holds_ids_only(store: PostgresStore, url: str) -> None:
    await confirmed(store, (Occasion.CREATED,))
    assert {key for job in jobs(url) for key in job["args"]} == {
        "order_id",
        "occasion",
        "kind",
        "confirmation",
    }


async def test_all_jobs_of_a_write_are_one_statement(
    store: PostgresStore, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that waits already is passed over, and needs no savepoint."""
    order = await confirmed(store)
    statements = executed(monkeypatch)
    await store.update(order, order, (Occasion.DELAYED,))
    assert statements.count(DEFER) == 1
    assert len(jobs(url)) == 1 + len(NOTIFICATIONS[Occasion.DELAYED])
    locks = [job["queueing_lock"] for job in jobs(url)[1:]]
    assert locks == sorted(locks), "two writers of the same jobs don't wait for each other"
    assert [one for one in statements if b"SAVEPOINT" in one] == []


async def test_jobs_are_written_before_an_order_takes_its_turn_among_the_clients(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or whoever has the next turn would wait for them too."""
    order = confirmed_order(milliseconds(utc_now()))
    order = replace(order, state=State.SENDING)
    await store.add(order)
    statements = executed(monkeypatch)
    await store.update(order, replace(order, state=State.CREATED, due_at=None), (Occasion.CREATED,))
    in_its_turn = next(place for place, one in enumerate(statements) if b"same_clients" in one)
    assert statements[:in_its_turn].count(DEFER) == statements.count(DEFER) == 1


async def test_a_write_waits_for_the_server_only_to_learn_something(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the row is still as it was read, whether Home is drawn, and at the end that all is written."""
    order = an_order()
    await store.add(order)
    waits = awaited(monkeypatch)
    await confirm(store, order, milliseconds(utc_now()), (Occasion.CONFIRMED,))
    assert 1 <= len(waits) <= 3, "what has come already isn't waited for"


async def test_an_order_that_moves_on_takes_its_earlier_job_with_it(store: PostgresStore, url: str) -> None:
    """Or a worker would look at every order once more for nothing when its quiet period is over."""
    order = await confirmed(store)
    mine = await store.update(order, claimed(order, milliseconds(utc_now()), PACE))
    assert [job["scheduled_at"] for job in jobs(url)] == [mine.due_at]
    await store.update(mine, replace(mine, state=State.CREATED, due_at=None))
    assert jobs(url) == []


async def test_an_order_that_is_due_a_fraction_of_a_millisecond_later_keeps_its_job(
    store: PostgresStore, url: str
) -> None:
    """Both moments have the same job: it isn't removed by the statement that finds it there."""
    order = await confirmed(store)
    assert order.due_at is not None
    await store.update(order, replace(order, due_at=order.due_at + timedelta(microseconds=100)))
    assert [job["scheduled_at"] for job in jobs(url)] == [order.due_at]


async def test_a_job_that_is_being_done_is_its_workers_to_end(store: PostgresStore, url: str) -> None:
    order = await confirmed(store)
    rows(url, "UPDATE procrastinate.procrastinate_jobs SET status = 'doing'")
    await store.update(order, replace(order, state=State.SENDING, due_at=None))
    assert [job["status"] for job in jobs(url)] == ["doing"]
