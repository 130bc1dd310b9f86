"""An order in a real store under every interleaving of two processes, a slow Orders API, crashes and time.

The processes do what the dispatcher does, one step at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flows.draft import Draft
from flows.order import (
    EDITABLE,
    Moved,
    Order,
    Outcome,
    Pace,
    State,
    Unknown,
    claimed,
    confirmed,
    decided_exists,
    decided_send_again,
)
from flows.sending.answers import after_post
from flows.sending.compiling import Origin
from flows.sending.look_up import Absent, CannotTell, Found, SendAgain, after_look_up
from storage import Conflict, Store, open_store
from tests.support.order_model import FOUND, NO_ID, NOT_TAKEN, Post, Process, Upstream
from tests.support.postgres import database
from tests.support.thorough import one_in

Result = TypeVar("Result")

pytestmark = pytest.mark.timeout(180)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PACE = Pace(timedelta(seconds=60))
LONG = 700
"""Seconds: longer than any delay, and than a list is waited for."""
MOST_ROUNDS = 20
MANY = 10_000
PATIENCE = 30.0

SETTINGS = settings(
    max_examples=50 // one_in(3), stateful_step_count=40, deadline=None, phases=[Phase.generate]
)
"""A failure is reported as it was found: to shorten it on a real database takes minutes."""

_numbers = count(1)

Choosing = Callable[["TwoProcesses"], Sequence[Any]]


def for_one_of(choices: Choosing) -> Callable[[Callable[[Any, Any], None]], Any]:
    """A rule for one of the things it can happen to; it isn't tried while there is none."""

    def decorate(happens: Callable[[Any, Any], None]) -> Any:
        def step(self: TwoProcesses, data: st.DataObject) -> None:
            happens(self, data.draw(st.sampled_from(choices(self))))

        step.__name__ = happens.__name__
        return precondition(lambda self: bool(choices(self)))(rule(data=st.data())(step))

    return decorate


class TwoProcesses(RuleBasedStateMachine):
    """An order, and two processes on the database it is in; the database outlives each example."""

    runner: ClassVar[asyncio.Runner]
    stores: ClassVar[tuple[Store, ...]]

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.processes = [Process(store) for store in self.stores]
        self.upstream = Upstream()
        draft = Draft(id=f"order-{next(_numbers)}")
        self.order = Order(draft, Origin("T0LOCAL", None, "U0KARI"), State.OPEN, NOON)
        self.do(self.stores[0].add(self.order))

    def do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    def put(self, process: Process, before: Order, moved: Moved) -> Order | None:
        """What the store says to a write; None: somebody else was faster."""
        try:
            self.order = self.do(process.store.update(before, moved.order, moved.occasions))
        except Conflict:
            return None
        return self.order

    def those(self, having: Callable[[Process], object]) -> list[Process]:
        return [process for process in self.processes if having(process)]

    # People

    @initialize()
    def create_is_pressed_and_seen_in_another_window_too(self) -> None:
        for process in self.processes:
            process.summary = self.order
        self.press(self.processes[0])

    @for_one_of(lambda self: self.processes if self.order.state is State.REJECTED else [])
    def a_person_sees_why_it_was_refused(self, process: Process) -> None:
        process.summary = self.order

    @for_one_of(lambda self: self.those(lambda process: process.summary))
    def create_is_pressed_again(self, process: Process) -> None:
        self.press(process)

    def press(self, process: Process) -> None:
        seen, process.summary = process.summary, None
        assert seen is not None
        self.put(process, seen, Moved(confirmed(seen, '{"name": "Survey"}', None, self.now)))

    @for_one_of(lambda self: self.processes if self.order.state is State.STUCK else [])
    def a_person_decides_on_a_stuck_order(self, process: Process) -> None:
        if self.upstream.orders:
            self.put(process, self.order, decided_exists(self.order, "U0SAM", FOUND, self.now, PACE))
        else:
            self.put(process, self.order, Moved(decided_send_again(self.order, "U0SAM", self.now)))

    # Processes

    @for_one_of(lambda self: self.those(lambda process: process.is_idle))
    def a_process_reads_what_is_due(self, process: Process) -> None:
        self.read(process)

    def read(self, process: Process) -> None:
        found = self.do(process.store.due(self.now, MANY))
        process.due = next((order for order in found if order.id == self.order.id), None)

    @for_one_of(lambda self: self.those(lambda process: process.due))
    def it_takes_the_order_up(self, process: Process) -> None:
        self.take_up(process)

    def take_up(self, process: Process) -> None:
        order, process.due = process.due, None
        assert order is not None
        if order.state is State.CONFIRMED:
            process.list_was_conclusive = True
            self.send(process, order)
        else:
            self.look_up(process, order)

    def look_up(self, process: Process, order: Order) -> None:
        self.seen(process, order, FOUND if self.upstream.orders else Absent())

    def seen(self, process: Process, order: Order, found: Found) -> None:
        next_step = after_look_up(order, found, self.now, PACE)
        if isinstance(next_step, SendAgain):
            process.to_send, process.list_was_conclusive = order, next_step.list_was_conclusive
        else:
            self.put(process, order, next_step)

    @for_one_of(
        lambda self: [
            (process, found)
            for process in self.those(lambda process: process.due and process.due.state is State.SENDING)
            for found in (CannotTell(is_outage=True), CannotTell(is_outage=False))
        ]
    )
    def the_list_can_not_tell(self, looked: tuple[Process, Found]) -> None:
        process, found = looked
        order, process.due = process.due, None
        assert order is not None
        self.seen(process, order, found)

    @for_one_of(lambda self: self.those(lambda process: process.to_send))
    def it_sends_again(self, process: Process) -> None:
        assert process.to_send is not None
        self.send(process, process.to_send)

    def send(self, process: Process, order: Order) -> None:
        """A POST leaves once the permission for it is committed."""
        process.to_send = None
        mine = self.put(process, order, Moved(claimed(order, self.now, PACE)))
        if mine is not None:
            assert not self.upstream.orders or not process.list_was_conclusive, "sent though it exists"
            assert not self.upstream.is_at_it, "sent while it may be under way"
            process.waiting = mine, self.upstream.sent(self.now)

    @for_one_of(lambda self: self.those(lambda process: process.waiting))
    def it_records_the_answer_or_gives_up_waiting(self, process: Process) -> None:
        self.record(process)

    def record(self, process: Process) -> None:
        assert process.waiting is not None
        (mine, post), process.waiting = process.waiting, None
        outcome = post.answer or Unknown()
        self.put(
            process,
            mine,
            after_post(mine, outcome, self.now, PACE, list_was_conclusive=process.list_was_conclusive),
        )

    @for_one_of(lambda self: self.those(lambda process: process.to_send or process.waiting))
    def it_dies(self, process: Process) -> None:
        process.die()

    # The Orders API, and time

    @for_one_of(lambda self: self.upstream.on_their_way)
    def a_post_arrives(self, post: Post) -> None:
        self.upstream.check(post)

    @for_one_of(
        lambda self: [(post, answer) for post in self.upstream.checked for answer in (FOUND, None, NO_ID)]
    )
    def the_api_creates_the_order_and_may_say_so(self, created: tuple[Post, Outcome | None]) -> None:
        self.upstream.create(*created)

    @for_one_of(lambda self: [(post, answer) for post in self.upstream.on_their_way for answer in NOT_TAKEN])
    def the_api_does_not_take_it(self, refused: tuple[Post, Outcome | None]) -> None:
        self.upstream.refuse(*refused)

    @rule(seconds=st.sampled_from([2, 44, 60, 600]))
    def time_passes(self, seconds: int) -> None:
        self.wait(seconds)

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self.upstream.time_passes(self.now)

    # What must hold

    @invariant()
    def it_never_exists_twice(self) -> None:
        assert self.upstream.orders <= 1

    @invariant()
    def what_is_recorded_is_so(self) -> None:
        if self.order.state is State.CREATED:
            assert self.upstream.orders
        if self.order.state in EDITABLE:
            assert not self.upstream.orders
            assert not self.upstream.is_at_it, "it may be edited while it is sent"

    def teardown(self) -> None:
        """All processes die and one is started that meets no more trouble: what was acknowledged is not lost."""
        assert self.do(self.stores[0].get(self.order.id)) == self.order
        for process in self.processes:
            process.die()
        rounds = 0
        while self.order.due_at is not None:
            rounds += 1
            assert rounds < MOST_ROUNDS, "it never ends"
            self.wait(LONG)
            self.work_undisturbed(self.processes[0])
        self.it_never_exists_twice()
        assert self.order.state in {State.CREATED, State.REJECTED, State.STUCK}
        assert not self.upstream.orders or self.order.state is State.CREATED

    def work_undisturbed(self, process: Process) -> None:
        """What is due is done, and the API takes what is sent."""
        self.read(process)
        assert process.due is not None, "forgotten though it is due"
        self.take_up(process)
        if process.to_send:
            self.send(process, process.to_send)
        for post in self.upstream.on_their_way:
            self.upstream.create(post, FOUND)
        if process.waiting:
            self.record(process)


@contextmanager
def a_database(kind: str, folder: Path) -> Iterator[str]:
    """An empty one of that kind."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'orderdesk.db'}"
    else:
        with database() as url:
            yield url


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"][:: one_in(2)])
def test_no_interleaving_of_two_processes_doubles_or_loses_an_order(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_database(kind, tmp_path) as url, asyncio.Runner() as runner_here:
        stores_here = tuple(runner_here.run(open_store(url)) for _ in range(2))

        class Here(TwoProcesses):
            runner = runner_here
            stores = stores_here

        # That a call is bounded is tested elsewhere: here a busy machine is no interleaving.
        monkeypatch.setattr("storage.postgres.pool.BOUND_SECONDS", PATIENCE)
        try:
            run_state_machine_as_test(Here, settings=SETTINGS)
        finally:
            for store in stores_here:
                runner_here.run(store.close())
