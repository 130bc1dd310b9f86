"""An order's life after the form: every way through it is safe, whatever the Orders API does or doesn't answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flows.draft import Draft
from flows.order import (
    EDITABLE,
    MOVES,
    Doubt,
    Invalid,
    NotNow,
    Occasion,
    Order,
    Outcome,
    SaidToExist,
    State,
    Unknown,
    claimed,
    confirmed,
    decided_exists,
    decided_send_again,
    postponed,
)
from flows.sending.answers import after_post
from flows.sending.look_up import Absent, CannotTell, Found, SendAgain, after_id_search, after_look_up
from flows.waiting.approval import approved, awaiting, sent_back, taken_back
from flows.waiting.awaiting_photos import waiting_for_photos
from tests.support.drafts import NOW, order_of
from tests.support.order_states import (
    BODY,
    FOUND,
    PACE,
    QUIET,
    SECOND,
    open_order,
    sent_order,
)
from tests.support.thorough import one_in


class Life(RuleBasedStateMachine):
    """One order, a dispatcher that keeps to the rules, and an Orders API that may create late, silently or never."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.order = open_order()
        self.exists_from: datetime | None = None
        """When the order is there upstream; at the latest at the end of the quiet period of its POST."""
        self.unsettled_post: datetime | None = None
        """When the last POST was made whose outcome wasn't told."""
        self.list_was_conclusive = True

    @property
    def exists(self) -> bool:
        return self.exists_from is not None and self.exists_from <= self.now

    def move(self, after: Order) -> None:
        before = self.order
        assert after.state is before.state or after.state in MOVES[before.state]
        assert after.body == before.body or before.state in EDITABLE, "what may be upstream is frozen"
        assert after.id == before.id
        self.order = after

    @precondition(lambda self: self.order.state in EDITABLE)
    @rule()
    def the_person_confirms(self) -> None:
        assert self.exists_from is None, "what is upstream, or may get there, must not be edited"
        self.move(confirmed(self.order, BODY, "V1", self.now))
        assert self.order.due_at == self.now

    @precondition(lambda self: self.order.state in EDITABLE)
    @rule()
    def the_person_asks_for_approval(self) -> None:
        self.move(awaiting(self.order, BODY, "V1", "leads", self.now))

    @precondition(lambda self: self.order.state in EDITABLE)
    @rule()
    def the_person_creates_it_without_its_photos(self) -> None:
        self.move(waiting_for_photos(self.order, BODY, "V1", self.now))
        assert self.order.due_at is None

    @precondition(lambda self: self.order.state is State.AWAITING_PHOTOS)
    @rule(outcome=st.sampled_from(["there", "approval", "taken back"]))
    def the_photos_are_settled(self, outcome: str) -> None:
        match outcome:
            case "there":
                self.move(confirmed(self.order, BODY, "V1", self.now))
            case "approval":
                self.move(awaiting(self.order, BODY, "V1", "leads", self.now))
            case _:
                self.move(taken_back(self.order, self.now))

    @precondition(lambda self: self.order.state is State.AWAITING)
    @rule(decision=st.sampled_from(["approved", "sent back", "taken back"]))
    def somebody_decides(self, decision: str) -> None:
        match decision:
            case "approved":
                self.move(approved(self.order, "U0LENA", self.now))
                assert self.order.due_at == self.order.confirmed_at == self.now
            case "sent back":
                self.move(sent_back(self.order, "U0LENA", "Less", self.now))
            case _:
                self.move(taken_back(self.order, self.now))

    @rule(seconds=st.sampled_from([1, 2, 44, 45, 46, 300, 90_000]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def is_due(self, state: State) -> bool:
        return self.order.state is state and self.order.due_at is not None and self.order.due_at <= self.now

    @precondition(lambda self: self.is_due(State.CONFIRMED))
    @rule(data=st.data())
    def the_dispatcher_sends(self, data: st.DataObject) -> None:
        self.post(data)

    @precondition(lambda self: self.is_due(State.SENDING))
    @rule(data=st.data(), tells=st.booleans(), is_outage=st.booleans())
    def the_dispatcher_looks_before_it_sends_again(
        self, data: st.DataObject, *, tells: bool, is_outage: bool
    ) -> None:
        found: Found = CannotTell(is_outage) if not tells else FOUND if self.exists else Absent()
        next_step = after_look_up(self.order, found, self.now, PACE)
        if isinstance(next_step, SendAgain):
            self.post(data, list_was_conclusive=next_step.list_was_conclusive)
        else:
            self.move(next_step.order)
            assert self.order.due_at is None or self.order.due_at > self.now

    @precondition(lambda self: self.is_due(State.CONFIRMED) or self.is_due(State.SENDING))
    @rule()
    def the_dispatcher_spares_an_api_that_is_down(self) -> None:
        self.move(postponed(self.order, SECOND, self.now).order)

    @precondition(lambda self: self.order.state is State.STUCK)
    @rule()
    def a_person_has_it_sent_again(self) -> None:
        self.move(decided_send_again(self.order, "U0SAM", self.now))

    @precondition(lambda self: self.is_due(State.CREATED))
    @rule(finds=st.booleans())
    def the_dispatcher_searches_for_the_number(self, *, finds: bool) -> None:
        self.move(after_id_search(self.order, FOUND if finds else Absent(), self.now, PACE).order)

    def post(self, data: st.DataObject, *, list_was_conclusive: bool = True) -> None:
        """Permission is committed first; then the request is made, and anything may happen."""
        self.list_was_conclusive = list_was_conclusive
        assert not self.exists or not list_was_conclusive, "sent although it was there"
        assert self.unsettled_post is None or self.now >= self.unsettled_post + QUIET
        self.move(claimed(self.order, self.now, PACE))
        assert (self.order.sent_at, self.order.due_at) == (self.now, self.now + QUIET)
        activity = self.activity_where_it_exists if self.exists else self.activity
        data.draw(st.sampled_from(activity()))()

    def activity(self) -> list[Callable[[], None]]:
        return [
            self.created,
            self.created_unanswered,
            self.created_without_an_id,
            self.created_late,
            self.lost_on_the_way,
            self.answered_without_an_id,
            self.refused_for_now,
            self.refused_as_invalid,
            self.refused_as_a_duplicate_of_another_thing,
            self.the_process_dies_before_the_request,
            self.the_process_dies_after_the_request,
        ]

    def activity_where_it_exists(self) -> list[Callable[[], None]]:
        """The API refuses the same key twice."""
        return [
            self.refused_as_a_duplicate,
            self.lost_on_the_way,
            self.answered_without_an_id,
            self.refused_for_now,
            self.refused_as_invalid,
            self.refused_as_a_duplicate_of_another_thing,
            self.the_process_dies_before_the_request,
        ]

    def created(self) -> None:
        self.exists_from = self.now
        self.answered(FOUND)

    def created_without_an_id(self) -> None:
        self.exists_from = self.now
        self.answered(Unknown(no_id=True))

    def created_unanswered(self) -> None:
        self.exists_from = self.unsettled_post = self.now
        self.answered(Unknown())

    def created_late(self) -> None:
        self.exists_from, self.unsettled_post = self.now + QUIET, self.now
        self.answered(Unknown())

    def lost_on_the_way(self) -> None:
        self.unsettled_post = self.now
        self.answered(Unknown())

    def answered_without_an_id(self) -> None:
        self.answered(Unknown(no_id=True))

    def refused_as_a_duplicate(self) -> None:
        self.answered(SaidToExist("Duplicate order", is_explicit=True))

    def refused_as_a_duplicate_of_another_thing(self) -> None:
        self.answered(SaidToExist("Workflow is locked for editing"))

    def refused_for_now(self) -> None:
        self.answered(NotNow(timedelta(seconds=30)))
        assert self.order.due_at is not None
        assert self.order.due_at >= self.now + timedelta(seconds=30)

    def refused_as_invalid(self) -> None:
        self.answered(Invalid("phoneNumber is not a mobile"))

    def the_process_dies_before_the_request(self) -> None:
        self.unsettled_post = self.now

    def the_process_dies_after_the_request(self) -> None:
        self.exists_from = self.unsettled_post = self.now

    def answered(self, outcome: Outcome) -> None:
        self.move(
            after_post(
                self.order, outcome, self.now, PACE, list_was_conclusive=self.list_was_conclusive
            ).order
        )

    @invariant()
    def created_is_there_and_rejected_is_not(self) -> None:
        if self.order.state is State.CREATED:
            assert self.exists
        if self.order.state in EDITABLE:
            assert self.exists_from is None

    @invariant()
    def what_is_on_its_way_is_never_forgotten(self) -> None:
        is_underway = self.order.state in {State.CONFIRMED, State.SENDING}
        is_numberless = self.order.state is State.CREATED and self.order.upstream_id is None
        assert not is_underway or self.order.due_at is not None
        assert is_underway or is_numberless or self.order.due_at is None

    @invariant()
    def an_unknown_outcome_is_known_to_be_unknown(self) -> None:
        assert not self.order.uncertain or self.order.state in {State.CONFIRMED, State.SENDING}


def test_no_way_through_an_orders_life_sends_it_twice_or_forgets_it() -> None:
    run_state_machine_as_test(
        Life, settings=settings(max_examples=150 // one_in(3), stateful_step_count=30, deadline=None)
    )


def test_confirming_freezes_body_and_makes_it_due_at_once() -> None:
    rejected = replace(sent_order(), state=State.REJECTED, refusal="no", doubt=Doubt.REFUSED, look_ups=3)
    again = confirmed(rejected, BODY, "V2", NOW + SECOND)
    assert (again.state, again.body, again.modal) == (State.CONFIRMED, BODY, "V2")
    assert (again.confirmed_at, again.due_at, again.sent_at) == (NOW + SECOND, NOW + SECOND, None)
    assert (again.attempts, again.doubt, again.look_ups, again.refusal) == (0, None, 0, None)
    assert again.unsettled_since is None


def test_what_is_asked_about_is_frozen_and_goes_out_as_it_was_approved() -> None:
    waits = awaiting(open_order(), BODY, "V1", "leads", NOW)
    assert (waits.state, waits.body, waits.due_at, waits.approvers) == (State.AWAITING, BODY, None, "leads")
    goes = approved(waits, "U0LENA", NOW + SECOND)
    assert (goes.state, goes.body, goes.modal, goes.decided_by) == (State.CONFIRMED, BODY, "V1", "U0LENA")
    assert goes.due_at == goes.confirmed_at == NOW + SECOND
    assert not goes.is_delayed


def test_a_comment_stands_until_the_order_is_put_forward_again() -> None:
    back = sent_back(awaiting(open_order(), BODY, "V1", "leads", NOW), "U0LENA", "Less", NOW)
    assert (back.state, back.comment, back.decided_by) == (State.OPEN, "Less", "U0LENA")
    for again in (awaiting(back, BODY, None, "leads", NOW), confirmed(back, BODY, None, NOW)):
        assert (again.comment, again.decided_by) == (None, None)


def test_a_second_claim_knows_that_the_first_ones_outcome_is_unknown() -> None:
    first = sent_order()
    assert (first.attempts, first.uncertain) == (1, False)
    second = claimed(first, NOW + QUIET, PACE)
    assert (second.attempts, second.uncertain) == (2, True)


def test_a_refusal_for_now_of_a_first_attempt_leaves_nothing_unknown() -> None:
    moved = after_post(sent_order(), NotNow(), NOW, PACE)
    assert (moved.order.state, moved.order.uncertain) == (State.CONFIRMED, False)
    assert moved.occasions == (Occasion.DELAYED,)
    assert moved.order.is_delayed


def test_a_refusal_for_now_after_an_unknown_outcome_settles_nothing() -> None:
    unsure = after_post(sent_order(), Unknown(), NOW, PACE).order
    moved = after_post(claimed(unsure, NOW + QUIET, PACE), NotNow(), NOW + QUIET, PACE)
    assert (moved.order.state, moved.order.uncertain) == (State.SENDING, True)


def test_an_unknown_outcome_waits_for_the_quiet_period() -> None:
    moved = after_post(sent_order(), Unknown(), NOW + SECOND, PACE)
    assert (moved.order.state, moved.order.due_at) == (State.SENDING, NOW + QUIET)
    assert moved.occasions == (Occasion.DELAYED,)


def test_a_refusal_as_invalid_goes_back_to_the_person_with_the_words() -> None:
    moved = after_post(sent_order(), Invalid("phoneNumber is not a mobile"), NOW, PACE)
    assert (moved.order.state, moved.order.due_at) == (State.REJECTED, None)
    assert moved.order.refusal == "phoneNumber is not a mobile"
    assert moved.occasions == (Occasion.REJECTED,)
    assert State.CREATED not in MOVES[State.REJECTED]


def test_a_created_order_keeps_what_is_known_of_it_and_is_done() -> None:
    order = after_post(sent_order(), FOUND, NOW, PACE).order
    assert (order.upstream_id, order.display_id, order.client_url) == ("4711", "P1-42", FOUND.client_url)
    assert order.due_at is None
    assert not order.is_delayed


def stuck_order() -> Order:
    unsure = after_post(sent_order(), Unknown(no_id=True), NOW, PACE).order
    moved = after_look_up(unsure, Absent(), NOW + QUIET, PACE)
    assert not isinstance(moved, SendAgain)
    assert moved.order.state is State.STUCK
    return moved.order


def test_a_stuck_order_a_person_found_is_created() -> None:
    moved = decided_exists(stuck_order(), "U0SAM", FOUND, NOW, PACE)
    assert (moved.order.state, moved.order.upstream_id) == (State.CREATED, "4711")
    assert moved.occasions == (Occasion.CREATED,)


def test_a_stuck_order_sent_again_keeps_key_and_body_and_still_proves_nothing_by_a_refusal() -> None:
    again = decided_send_again(stuck_order(), "U0SAM", NOW)
    assert (again.id, again.body, again.due_at) == ("7", BODY, NOW)
    assert (again.doubt, again.unsettled_since) == (Doubt.NO_ANSWER, NOW)


def test_delays_double_up_to_the_longest() -> None:
    seconds = [PACE.delay(attempts).total_seconds() for attempts in range(1, 11)]
    assert seconds == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert PACE.delay(0) == PACE.first_delay
    assert PACE.delay(10**9) == PACE.longest_delay


@pytest.mark.parametrize("named", [1, 3600])
def test_the_api_may_ask_for_a_longer_wait_and_never_for_a_shorter_one(named: int) -> None:
    order = replace(sent_order(), attempts=3)
    due = after_post(order, NotNow(timedelta(seconds=named)), NOW, PACE).order.due_at
    assert due == NOW + timedelta(seconds=max(named, 8))


@pytest.mark.parametrize(
    ("state", "more", "delayed"),
    [
        (State.CONFIRMED, {}, False),
        (State.CONFIRMED, {"attempts": 1}, True),
        (State.SENDING, {"attempts": 1}, False),
        (State.SENDING, {"attempts": 2, "doubt": Doubt.NO_ANSWER}, True),
        (State.SENDING, {"attempts": 1, "doubt": Doubt.DUPLICATE}, True),
        (State.CREATED, {"attempts": 2}, False),
        (State.OPEN, {}, False),
    ],
)
def test_an_order_is_delayed_once_an_attempt_came_to_nothing(
    state: State, more: dict[str, Any], *, delayed: bool
) -> None:
    assert order_of(Draft(id="7"), state, **more).is_delayed is delayed


def test_created_thrown_away_and_expired_orders_move_no_more() -> None:
    assert [state for state in State if not MOVES[state]] == [State.CREATED, State.DISCARDED, State.EXPIRED]


def test_only_open_and_rejected_orders_may_be_edited() -> None:
    editable = {state for state in State if State.DISCARDED in MOVES[state]}
    assert editable == EDITABLE == {State.OPEN, State.REJECTED}
