"""A store of either kind, and orders to put into it. The fixtures know the `Store` protocol only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from flows.draft import Client, Draft, Step
from flows.notifications import Notification, NotificationKind
from flows.order import Occasion, Order, Pace, State, confirmed
from flows.person import Person
from flows.sending.compiling import Origin
from storage import Store, open_store
from storage.postgres.store import PostgresStore
from tests.support.bounds import longer_bounds
from tests.support.postgres import as_new, database_of

Connect = Callable[[], Awaitable[Store]]
KARI = Person("T0LOCAL", "U0KARI")
SAM = Person("T0LOCAL", "U0SAM")
KARI_ELSEWHERE = Person("T0OTHER", "U0KARI")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PACE = Pace(timedelta(seconds=60))
EVER_AFTER = NOON + timedelta(days=365)
END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)
OLA = Client(
    contact_person="Ola Nordmann",
    phone="+4799900111",
    phone_typed="999 00 111",
    phone_country="NO",
    email="ola@example.com",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_kind(request: pytest.FixtureRequest) -> str:
    """Both, one after the other; a module about one of them has a fixture of this name that gives it."""
    kind: str = request.param
    return kind


@pytest.fixture
def url(request: pytest.FixtureRequest, store_kind: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that is empty at first; for a module that ASKS_FOR_PLANS it has never had a row."""
    with database_of(store_kind, tmp_path) as url:
        if store_kind == "postgresql" and getattr(request.module, "ASKS_FOR_PLANS", False):
            as_new(url)
        yield url


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of an SQLite store."""
    return tmp_path / "orderdesk.db"


@pytest.fixture
async def connect(request: pytest.FixtureRequest, url: str) -> AsyncIterator[Connect]:
    """Opens one more store on the same database: each is as another process would have it."""
    has_real_bounds = getattr(request.module, "HAS_REAL_BOUNDS", False)
    async with AsyncExitStack() as opened:
        opened.enter_context(nullcontext() if has_real_bounds else longer_bounds())

        async def open_() -> Store:
            store = await open_store(url)
            opened.push_async_callback(store.close)
            return store

        yield open_


@pytest.fixture
async def store(connect: Connect) -> Store:
    """A store on that database."""
    return await connect()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[PostgresStore]:
    """A store on PostgreSQL, as another process would have it."""
    store = await PostgresStore(url).open()
    try:
        yield store
    finally:
        await store.close()


def an_order(person: Person = KARI, state: State = State.OPEN, **more: object) -> Order:
    """An order with every attribute set that the state doesn't forbid."""
    given: dict[str, object] = {
        "draft": Draft(id=str(uuid4()), client=OLA, step=Step.ADDRESS, inputs={"address": {"city": "Oslo"}}),
        "origin": Origin(person.team, "C0ORDERS", person.user),
        "state": state,
        "updated_at": NOON,
        **more,
    }
    return Order(**given)  # type: ignore[arg-type]


async def in_state(store: Store, state: State) -> Order:
    """An order that got to the state by the moves people and the dispatcher make."""
    order = an_order()
    await store.add(order)
    for step in PATHS[state]:
        order = await store.update(order, replace(order, state=step))
    return order


PATHS: dict[State, tuple[State, ...]] = {
    State.OPEN: (),
    State.AWAITING: (State.AWAITING,),
    State.AWAITING_PHOTOS: (State.AWAITING_PHOTOS,),
    State.CONFIRMED: (State.CONFIRMED,),
    State.SENDING: (State.CONFIRMED, State.SENDING),
    State.CREATED: (State.CONFIRMED, State.SENDING, State.CREATED),
    State.REJECTED: (State.CONFIRMED, State.SENDING, State.REJECTED),
    State.STUCK: (State.CONFIRMED, State.SENDING, State.STUCK),
    State.DISCARDED: (State.DISCARDED,),
    State.EXPIRED: (State.EXPIRED,),
}


async def confirm(store: Store, order: Order, now: datetime = NOON, tell: tuple[Occasion, ...] = ()) -> Order:
    """The order confirmed at that moment, with what is to be told of it."""
    return await store.update(order, confirmed(order, '{"name": "Ladestasjon på hytta"}', "V1", now), tell)


async def a_notification(store: Store, kind: NotificationKind = NotificationKind.RECEIPT) -> Notification:
    """One that is due: of a confirmed order that is said to be created, to Kari, who opens Home."""
    await store.keep_home_opened(KARI)
    order = an_order()
    await store.add(order)
    await confirm(store, order, tell=(Occasion.CREATED,))
    return next(one for one in await store.due_notifications(EVER_AFTER, 99) if one.kind is kind)
