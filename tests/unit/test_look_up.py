"""What an answer of the Orders API means, and what a look at its list: each row of both tables of docs/design.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.order import (
    TELL_OPERATORS,
    Doubt,
    Exists,
    Invalid,
    Moved,
    NotNow,
    Occasion,
    Order,
    Outcome,
    Pace,
    SaidToExist,
    State,
    Unknown,
    claimed,
    created,
)
from flows.sending.answers import after_post
from flows.sending.look_up import (
    LONGEST_SEARCH,
    Absent,
    CannotTell,
    SendAgain,
    after_id_search,
    after_look_up,
)
from tests.support.drafts import NOW
from tests.support.order_states import BODY, FOUND, QUIET, SECOND, sent_order

LIMIT = timedelta(minutes=10)
PACE = Pace(QUIET, lookup_limit=LIMIT)
OUTAGE, NO_KEYS = CannotTell(is_outage=True), CannotTell(is_outage=False)
CANNOT_TELL = [OUTAGE, NO_KEYS]
DUPLICATE = SaidToExist("Order already exists", is_explicit=True)
LOCKED = SaidToExist("Workflow is locked for editing")
NAMED = SaidToExist("", exists=FOUND)
INVALID = Invalid("phoneNumber is not a mobile")


def doubtful(doubt: Doubt) -> Order:
    """An order of unknown fate for that reason, its POST made at NOW."""
    first = sent_order()
    match doubt:
        case Doubt.NO_ANSWER:
            return after_post(first, Unknown(), NOW, PACE).order
        case Doubt.NO_ID:
            return after_post(first, Unknown(no_id=True), NOW, PACE).order
        case Doubt.DUPLICATE:
            return after_post(first, LOCKED, NOW, PACE).order
        case Doubt.REFUSED:
            return after_post(sent_again(), INVALID, NOW, PACE).order


def sent_again() -> Order:
    """A second POST at NOW, after one without an answer."""
    return replace(sent_order(), doubt=Doubt.NO_ANSWER, attempts=2)


def moved(step: Moved | SendAgain) -> Moved:
    assert not isinstance(step, SendAgain), "it would be sent again"
    return step


def waits_until(step: Moved | SendAgain) -> timedelta:
    """How long after NOW it is looked for again."""
    order = moved(step).order
    assert order.state is State.SENDING
    assert order.due_at is not None
    return order.due_at - NOW


# What an answer means


@pytest.mark.parametrize("order", [sent_order(), sent_again()])
def test_a_success_with_an_id_is_created(order: Order) -> None:
    after = after_post(order, FOUND, NOW, PACE)
    assert (after.order.state, after.order.upstream_id) == (State.CREATED, "4711")
    assert after.occasions == (Occasion.CREATED,)


@pytest.mark.parametrize("order", [sent_order(), sent_again()])
def test_a_success_without_one_is_looked_up_and_operators_hear_of_it_at_once(order: Order) -> None:
    after = after_post(order, Unknown(no_id=True), NOW, PACE)
    assert (after.order.state, after.order.doubt) == (State.SENDING, Doubt.NO_ID)
    assert after.order.due_at == NOW + PACE.first_delay
    assert after.occasions == (Occasion.DELAYED, Occasion.NO_ID)


@pytest.mark.parametrize("said", [DUPLICATE, LOCKED, NAMED])
def test_a_duplicate_answer_with_nothing_unknown_is_looked_up(said: SaidToExist) -> None:
    order = after_post(sent_order(), said, NOW, PACE).order
    assert (order.state, order.doubt, order.uncertain) == (State.SENDING, Doubt.DUPLICATE, False)


@pytest.mark.parametrize("said", [DUPLICATE, LOCKED])
def test_a_duplicate_answer_after_an_unknown_outcome_is_looked_up_whatever_its_words(
    said: SaidToExist,
) -> None:
    order = after_post(sent_again(), said, NOW, PACE).order
    assert (order.state, order.doubt) == (State.SENDING, Doubt.REFUSED)


def test_a_duplicate_answer_after_an_unknown_outcome_that_names_the_order_counts_as_found() -> None:
    order = after_post(sent_again(), NAMED, NOW, PACE).order
    assert (order.state, order.upstream_id) == (State.CREATED, "4711")


def test_another_400_with_nothing_unknown_is_refused_with_its_words() -> None:
    order = after_post(sent_order(), INVALID, NOW, PACE).order
    assert (order.state, order.refusal) == (State.REJECTED, INVALID.refusal)


def test_another_400_after_an_unknown_outcome_is_looked_up() -> None:
    order = after_post(sent_again(), INVALID, NOW, PACE).order
    assert (order.state, order.doubt) == (State.SENDING, Doubt.REFUSED)


def test_a_refusal_for_now_leaves_what_was_known_and_what_was_not() -> None:
    first = after_post(sent_order(), NotNow(), NOW, PACE).order
    assert (first.state, first.doubt) == (State.CONFIRMED, None)
    for doubt in (Doubt.NO_ANSWER, Doubt.NO_ID, Doubt.REFUSED):
        again = after_post(replace(sent_again(), doubt=doubt), NotNow(), NOW, PACE).order
        assert (again.state, again.doubt) == (State.SENDING, doubt)


@pytest.mark.parametrize("doubt", [Doubt.NO_ID, Doubt.REFUSED])
def test_a_silence_does_not_unsay_what_was_answered_before(doubt: Doubt) -> None:
    assert after_post(replace(sent_again(), doubt=doubt), Unknown(), NOW, PACE).order.doubt is doubt


# What a look at the list means


@pytest.mark.parametrize("doubt", Doubt)
def test_what_is_found_is_created_with_its_id(doubt: Doubt) -> None:
    after = moved(after_look_up(doubtful(doubt), FOUND, NOW, PACE))
    assert (after.order.state, after.order.upstream_id) == (State.CREATED, "4711")
    assert after.occasions == (Occasion.CREATED,)


def test_what_is_absent_after_a_silence_is_sent_again() -> None:
    assert after_look_up(doubtful(Doubt.NO_ANSWER), Absent(), NOW + QUIET, PACE) == SendAgain(
        list_was_conclusive=True
    )


@pytest.mark.parametrize("doubt", [Doubt.NO_ID, Doubt.REFUSED])
def test_what_is_absent_though_the_api_claimed_something_is_for_a_person(doubt: Doubt) -> None:
    after = moved(after_look_up(doubtful(doubt), Absent(), NOW + QUIET, PACE))
    assert (after.order.state, after.order.due_at) == (State.STUCK, None)
    assert after.occasions == (Occasion.STUCK,)


def test_a_duplicate_that_is_absent_is_refused_with_the_apis_words() -> None:
    after = moved(after_look_up(doubtful(Doubt.DUPLICATE), Absent(), NOW + QUIET, PACE))
    assert (after.order.state, after.order.refusal) == (State.REJECTED, LOCKED.refusal)
    assert after.occasions == (Occasion.REJECTED,)


@pytest.mark.parametrize("doubt", Doubt)
def test_an_absence_counts_only_after_the_quiet_period(doubt: Doubt) -> None:
    early = NOW + QUIET - SECOND
    assert waits_until(after_look_up(doubtful(doubt), Absent(), early, PACE)) == QUIET


def test_a_silent_api_is_sent_to_with_growing_pauses() -> None:
    order = replace(sent_order(), attempts=8)
    assert after_post(order, Unknown(), NOW, PACE).order.due_at == NOW + PACE.delay(8)


def test_after_a_day_of_silence_one_last_attempt_is_made_and_then_a_person_decides() -> None:
    late = NOW + LONGEST_SEARCH
    slept = doubtful(Doubt.NO_ANSWER)
    assert isinstance(after_look_up(slept, Absent(), late, PACE), SendAgain)
    last = after_post(claimed(slept, late, PACE), Unknown(), late, PACE).order
    assert moved(after_look_up(last, Absent(), late + QUIET, PACE)).order.state is State.STUCK


@pytest.mark.parametrize("found", CANNOT_TELL)
@pytest.mark.parametrize("doubt", Doubt)
def test_a_list_that_can_not_tell_is_asked_again_with_growing_pauses(doubt: Doubt, found: CannotTell) -> None:
    order, pauses = doubtful(doubt), []
    for _ in range(5):
        order = moved(after_look_up(order, found, NOW + QUIET, PACE)).order
        pauses.append(waits_until(Moved(order)) - QUIET)
    assert pauses == [PACE.delay(looks) for looks in range(1, 6)]


@pytest.mark.parametrize("found", CANNOT_TELL)
@pytest.mark.parametrize("doubt", [Doubt.NO_ANSWER, Doubt.NO_ID, Doubt.REFUSED])
def test_at_the_limit_and_not_before_the_order_goes_out_once_more(doubt: Doubt, found: CannotTell) -> None:
    order = replace(doubtful(doubt), look_ups=9)
    assert waits_until(after_look_up(order, found, NOW + LIMIT - SECOND, PACE)) == LIMIT
    again = after_look_up(order, found, NOW + LIMIT, PACE)
    assert again == SendAgain(list_was_conclusive=False, occasions=(Occasion.UNSETTLED,))


def test_the_limit_is_never_inside_the_quiet_period() -> None:
    hasty = PACE._replace(lookup_limit=SECOND)
    order = doubtful(Doubt.NO_ID)
    assert waits_until(after_look_up(order, OUTAGE, NOW + QUIET - SECOND, hasty)) == QUIET
    assert isinstance(after_look_up(order, OUTAGE, NOW + QUIET, hasty), SendAgain)


def test_a_crash_in_the_middle_of_a_post_is_a_silence() -> None:
    order = sent_order()
    assert after_look_up(order, Absent(), NOW + QUIET, PACE) == SendAgain(list_was_conclusive=True)
    assert moved(after_look_up(order, OUTAGE, NOW + QUIET, PACE)).order.doubt is Doubt.NO_ANSWER


# What an answer means to an order that goes out because the list can't tell


@pytest.mark.parametrize(
    ("outcome", "state", "upstream"),
    [
        (FOUND, State.CREATED, "4711"),
        (NAMED, State.CREATED, "4711"),
        (DUPLICATE, State.CREATED, None),
        (LOCKED, State.STUCK, None),
        (INVALID, State.STUCK, None),
        (NotNow(), State.SENDING, None),
        (Unknown(), State.SENDING, None),
        (Unknown(no_id=True), State.SENDING, None),
    ],
)
def test_where_the_list_can_not_tell_the_answer_is_all_there_is(
    outcome: Outcome, state: State, upstream: str | None
) -> None:
    after = after_post(sent_again(), outcome, NOW, PACE, list_was_conclusive=False).order
    assert (after.state, after.upstream_id, after.body) == (state, upstream, BODY)


def test_after_another_unknown_the_limit_counts_anew() -> None:
    again = claimed(doubtful(Doubt.NO_ANSWER), NOW + LIMIT, PACE)
    waits = after_post(again, Unknown(), NOW + LIMIT, PACE, list_was_conclusive=False).order
    assert waits_until(after_look_up(waits, OUTAGE, NOW + 2 * LIMIT - SECOND, PACE)) == 2 * LIMIT
    assert isinstance(after_look_up(waits, OUTAGE, NOW + 2 * LIMIT, PACE), SendAgain)


@pytest.mark.parametrize("found", CANNOT_TELL)
def test_a_day_without_an_end_is_for_a_person(found: CannotTell) -> None:
    last = claimed(doubtful(Doubt.NO_ANSWER), NOW + LONGEST_SEARCH, PACE)
    assert waits_until(after_look_up(last, found, NOW + LONGEST_SEARCH + QUIET, PACE)) > LONGEST_SEARCH
    after = moved(after_look_up(last, found, NOW + LONGEST_SEARCH + LIMIT, PACE))
    assert (after.order.state, after.occasions) == (State.STUCK, (Occasion.STUCK,))


@pytest.mark.parametrize(("found", "end"), [(OUTAGE, LONGEST_SEARCH), (NO_KEYS, LIMIT)])
def test_a_duplicate_answer_that_no_list_confirms_is_for_a_person_and_never_refused(
    found: CannotTell, end: timedelta
) -> None:
    """A list that fails may come back, and is waited for; one that shows no keys won't show any tomorrow."""
    order = doubtful(Doubt.DUPLICATE)
    assert waits_until(after_look_up(order, found, NOW + end - SECOND, PACE)) == end
    assert moved(after_look_up(order, found, NOW + end, PACE)).order.state is State.STUCK


def test_operators_hear_of_an_order_that_no_list_tells_of_for_minutes() -> None:
    order = doubtful(Doubt.NO_ANSWER)
    assert moved(after_look_up(order, OUTAGE, NOW + TELL_OPERATORS - SECOND, PACE)).occasions == ()
    told = moved(after_look_up(order, OUTAGE, NOW + TELL_OPERATORS, PACE))
    assert told.occasions == (Occasion.UNSETTLED,)


# A created order whose number isn't known


def numberless() -> Order:
    return created(sent_order(), Exists(None, "P1-42", FOUND.client_url), NOW, PACE).order


def test_a_number_found_later_is_kept_beside_what_was_known() -> None:
    order = numberless()
    assert order.due_at == NOW + PACE.first_delay
    found = after_id_search(order, Exists("4711"), NOW, PACE).order
    assert (found.upstream_id, found.display_id, found.client_url) == ("4711", "P1-42", FOUND.client_url)
    assert (found.due_at, found.unsettled_since) == (None, None)


@pytest.mark.parametrize("found", [Absent(), OUTAGE])
def test_the_search_for_a_number_ends_after_a_day_and_is_told(found: Absent | CannotTell) -> None:
    before = after_id_search(numberless(), found, NOW + LONGEST_SEARCH - SECOND, PACE)
    assert before.order.due_at is not None
    assert before.occasions == ()
    after = after_id_search(before.order, found, NOW + LONGEST_SEARCH, PACE)
    assert (after.order.state, after.order.due_at) == (State.CREATED, None)
    assert after.occasions == (Occasion.NUMBER_NOT_FOUND,)
