"""What every store keeps and refuses. The suite knows the `Store` protocol only: an adapter comes in by `connect`."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.draft import Step
from flows.notifications import NOTIFICATIONS, NotificationKind
from flows.order import EDITABLE, MOVES, UNDER_WAY, Doubt, Occasion, Order, State, claimed
from flows.person import KnownMembership, Locales, Membership, Person, Profile
from flows.sending.compiling import Origin
from flows.sending.outages import OutageKind
from flows.waiting.approval import approved, awaiting, follow_ups, sent_back, taken_back
from flows.waiting.follow_up import FollowUp
from storage import Conflict, KeptMessage, MessageKind, Store, StoreError, Told
from storage.store import MOST_EDITABLE
from tests.support.stores import (
    EVER_AFTER,
    KARI,
    KARI_ELSEWHERE,
    NOON,
    PACE,
    SAM,
    Connect,
    a_notification,
    an_order,
    confirm,
    in_state,
)

SOON = timedelta(seconds=1)


# Orders


async def test_an_order_comes_back_as_it_was_kept(store: Store) -> None:
    order = an_order(
        state=State.SENDING,
        version=7,
        body='{"name": "Ladestasjon på hytta"}',
        modal="V0123",
        confirmed_at=NOON + timedelta(milliseconds=1),
        sent_at=NOON + timedelta(milliseconds=2),
        due_at=NOON + timedelta(milliseconds=3),
        attempts=3,
        doubt=Doubt.REFUSED,
        unsettled_since=NOON,
        look_ups=4,
        upstream_id="0f9c",
        display_id="P1-42",
        client_url="https://example.com/orders/0f9c",
        refusal="phoneNumber isn't one",
        approvers="sales-leads",
        decided_by="U0LENA",
        comment="At most 15 %",
    )
    await store.add(order)
    assert await store.get(order.id) == order
    assert await store.get_own(order.id, KARI) == order


async def test_what_is_unknown_of_an_order_stays_unknown(store: Store) -> None:
    order = an_order(origin=Origin("T0LOCAL", None, "U0KARI"))
    await store.add(order)
    assert await store.get_own(order.id, KARI) == order


@pytest.mark.parametrize("other", [SAM, KARI_ELSEWHERE])
async def test_somebody_elses_order_is_never_given(store: Store, other: Person) -> None:
    order = an_order()
    await store.add(order)
    assert await store.get_own(order.id, other) is None
    assert (await store.for_request(other, order.id))[1] is None
    assert (await store.for_request(KARI, order.id))[1] == order
    assert await store.editable(other) == []


async def test_an_order_that_is_not_there_is_none(store: Store) -> None:
    assert await store.get_own("no-such-order", KARI) is None
    assert await store.get("no-such-order") is None


async def test_an_order_is_added_once(store: Store) -> None:
    order = an_order()
    await store.add(order)
    with pytest.raises(StoreError):
        await store.add(replace(order, refusal="another"))
    assert await store.get(order.id) == order


async def test_only_open_and_rejected_orders_are_editable(store: Store) -> None:
    orders = {state: await in_state(store, state) for state in State}
    editable = {order.id for order in await store.editable(KARI)}
    assert editable == {orders[State.OPEN].id, orders[State.REJECTED].id}


async def test_what_waits_for_approval_is_its_persons_the_longest_waiting_first(store: Store) -> None:
    for state in set(State) - {State.AWAITING}:
        await in_state(store, state)
    newer, older = an_order(state=State.AWAITING, updated_at=NOON + SOON), an_order(state=State.AWAITING)
    for order in (newer, older):
        await store.add(order)
    assert await store.awaiting(KARI) == [older, newer]
    assert await store.awaiting(SAM) == await store.awaiting(KARI_ELSEWHERE) == []


async def test_an_order_before_its_approvers_is_not_due_and_they_are_told_whatever_dies(
    connect: Connect,
) -> None:
    """The state and what is to be told of it are one write: another process finds both."""
    first, order = await connect(), an_order()
    await first.keep_home_opened(KARI)
    await first.add(order)
    await first.update(order, awaiting(order, "{}", "V1", "sales-leads", NOON), (Occasion.AWAITING,))
    await first.close()
    second = await connect()
    assert await second.due(EVER_AFTER, 9) == []
    kinds = {one.kind for one in await second.due_notifications(NOON, 9)}
    assert kinds == {
        NotificationKind.RECEIPT,
        NotificationKind.APPROVERS,
        NotificationKind.HOME,
        NotificationKind.APPROVERS_HOME,
    }


async def test_what_follows_an_asking_is_kept_with_it_and_due_at_its_times(connect: Connect) -> None:
    """The reminder, the stand-in and the escalation are one write with the asking: another process finds them."""
    first, order = await connect(), an_order()
    planned = FollowUp(
        remind_at=NOON + timedelta(hours=4),
        stand_in="managers",
        stand_in_at=NOON + timedelta(days=1),
        escalate_to="C0LEADS",
        escalate_at=NOON + timedelta(days=2),
    )
    await first.add(order)
    waits = awaiting(order, "{}", "V1", "sales-leads", NOON, planned)
    written = await first.update(order, waits, (Occasion.AWAITING, *follow_ups(waits)))
    await first.close()
    second = await connect()
    assert await second.get(order.id) == written
    assert written.follow_up == planned
    due_by = {
        hours: {one.occasion for one in await second.due_notifications(NOON + timedelta(hours=hours), 9)}
        for hours in (3, 4, 24, 48)
    }
    assert due_by[4] - due_by[3] == {Occasion.REMINDER}
    assert due_by[24] - due_by[4] == {Occasion.STAND_IN}
    assert due_by[48] - due_by[24] == {Occasion.ESCALATION}


async def test_of_all_decisions_at_once_one_is_written_and_told(connect: Connect) -> None:
    one, other = await connect(), await connect()
    order = an_order()
    await one.add(order)
    waits = await one.update(order, awaiting(order, "{}", "V1", "sales-leads", NOON))
    decisions = [
        one.update(waits, approved(waits, "U0LENA", NOON), (Occasion.APPROVED,)),
        other.update(waits, sent_back(waits, "U0SAM", "Less", NOON), (Occasion.SENT_BACK,)),
        other.update(waits, taken_back(waits, NOON)),
        other.update(waits, approved(waits, "U0SAM", NOON), (Occasion.APPROVED,)),
    ]
    outcomes = await asyncio.gather(*decisions, return_exceptions=True)
    (written,) = [found for found in outcomes if isinstance(found, Order)]
    assert sum(isinstance(found, Conflict) for found in outcomes) == 3
    assert await one.get(order.id) == written
    told = await one.due_notifications(EVER_AFTER, 9)
    assert [notification.kind for notification in told].count(NotificationKind.CARDS) == 1
    decision = Occasion.SENT_BACK if written.comment else Occasion.APPROVED
    decided = {notification.occasion for notification in told} - {Occasion.DECIDED, Occasion.PROGRESS}
    assert decided == ({decision} if written.decided_by else set())


async def test_drafts_that_nobody_has_touched_for_long_are_found_and_nothing_else_is(store: Store) -> None:
    then = NOON - timedelta(days=100)
    old = [
        an_order(state=state, updated_at=then + timedelta(minutes=place)) for place, state in enumerate(State)
    ]
    for order in [*old, an_order(updated_at=NOON)]:
        await store.add(order)
    drafts = [order for order in old if order.state in EDITABLE]
    assert await store.untouched(NOON - timedelta(days=90), 9) == drafts
    assert await store.untouched(NOON - timedelta(days=90), 1) == drafts[:1]


async def test_a_person_with_very_many_drafts_gets_the_latest(store: Store) -> None:
    orders = [an_order(updated_at=NOON + timedelta(minutes=minute)) for minute in range(MOST_EDITABLE + 1)]
    for order in orders:
        await store.add(order)
    assert await store.editable(KARI) == orders[:0:-1]


async def test_the_latest_touched_is_the_first_editable(store: Store) -> None:
    older, newer = an_order(), an_order(updated_at=NOON + SOON)
    await store.add(newer)
    await store.add(older)
    assert [order.id for order in await store.editable(KARI)] == [newer.id, older.id]
    await store.update(older, replace(older, updated_at=NOON + 2 * SOON))
    assert [order.id for order in await store.editable(KARI)] == [older.id, newer.id]


async def test_a_put_gives_the_order_as_it_now_stands(store: Store) -> None:
    order = an_order()
    await store.add(order)
    written = await store.update(order, replace(order, draft=order.draft.with_(step=Step.JOB)))
    assert (written.version, written.draft.step) == (2, Step.JOB)
    assert await store.get(order.id) == written


async def test_a_put_on_a_stale_version_is_a_conflict_and_writes_nothing(store: Store) -> None:
    order = an_order()
    await store.add(order)
    newer = await store.update(order, replace(order, refusal="first"))
    with pytest.raises(Conflict, match=order.id):
        await store.update(order, replace(order, refusal="second"), (Occasion.CREATED,))
    assert await store.get(order.id) == newer
    assert await store.due_notifications(EVER_AFTER, 9) == []


async def test_a_draft_and_a_body_that_are_newer_than_the_row_are_written_with_it(store: Store) -> None:
    """As of an order whose files were settled before it is sent."""
    order = an_order()
    await store.add(order)
    settled = replace(order, draft=order.draft.opened_again(), body="{}")
    written = await store.update(settled, replace(settled, refusal="no"))
    assert await store.get(order.id) == written
    assert (written.draft, written.body) == (settled.draft, "{}")


async def test_a_put_on_an_order_that_is_gone_is_a_conflict(store: Store) -> None:
    order = an_order()
    with pytest.raises(Conflict):
        await store.update(order, order)
    assert await store.get(order.id) is None


@pytest.mark.parametrize("before", State)
async def test_only_the_state_tables_moves_are_written(store: Store, before: State) -> None:
    order = await in_state(store, before)
    for after in set(State) - MOVES[before] - {before}:
        with pytest.raises(Conflict, match=f"from {before} to {after}"):
            await store.update(order, replace(order, state=after), (Occasion.CREATED,))
    assert await store.get(order.id) == order
    assert await store.due_notifications(EVER_AFTER, 9) == []


@pytest.mark.parametrize(
    ("after", "then"), [(State.SENDING, State.CREATED), (State.CONFIRMED, State.CREATED)]
)
async def test_of_two_moves_in_one_write_both_must_be_the_state_tables(
    store: Store, after: State, then: State
) -> None:
    order = an_order()
    await store.add(order)
    with pytest.raises(Conflict):
        await store.update(order, replace(order, state=after), then=replace(order, state=then))
    assert await store.get(order.id) == order


async def test_two_stores_see_each_others_writes(connect: Connect) -> None:
    one, other = await connect(), await connect()
    order = an_order()
    await one.add(order)
    seen = await other.get_own(order.id, KARI)
    assert seen == order
    newer = await other.update(order, replace(order, refusal="by the other"))
    assert await one.get(order.id) == newer
    with pytest.raises(Conflict):
        await one.update(order, replace(order, refusal="by the one"))


async def test_many_puts_at_once_from_two_stores_lose_nothing(connect: Connect) -> None:
    """Each adds a word to what is there and tries again on a conflict, as the order service does."""
    stores = [await connect(), await connect()]
    order = an_order(refusal="")
    await stores[0].add(order)

    async def add_word(store: Store, word: str) -> None:
        while True:
            now = await store.get(order.id)
            assert now is not None
            try:
                await store.update(now, replace(now, refusal=f"{now.refusal} {word}"))
            except Conflict:
                continue
            return

    words = [f"w{number}" for number in range(16)]
    await asyncio.gather(*(add_word(stores[number % 2], word) for number, word in enumerate(words)))
    after = await stores[0].get(order.id)
    assert after is not None
    assert sorted((after.refusal or "").split()) == sorted(words)
    assert after.version == 1 + len(words)


async def test_of_many_claims_at_once_one_may_send(connect: Connect) -> None:
    """Permission to POST is given once, however many processes ask."""
    stores = [await connect(), await connect()]
    order = an_order()
    await stores[0].add(order)
    waiting = await confirm(stores[0], order)
    claims = [stores[number % 2].update(waiting, claimed(waiting, NOON, PACE)) for number in range(10)]
    answers = await asyncio.gather(*claims, return_exceptions=True)
    assert [type(answer) for answer in answers].count(Order) == 1
    assert [type(answer) for answer in answers].count(Conflict) == 9


async def test_orders_are_due_from_their_moment_on_the_longest_waiting_first(store: Store) -> None:
    late, early, never = an_order(due_at=NOON + SOON), an_order(due_at=NOON), an_order(due_at=None)
    for order in (late, early, never):
        await store.add(order)
    assert [order.id for order in await store.due(NOON - SOON, 9)] == []
    assert [order.id for order in await store.due(NOON, 9)] == [early.id]
    assert [order.id for order in await store.due(EVER_AFTER, 9)] == [early.id, late.id]
    assert [order.id for order in await store.due(EVER_AFTER, 1)] == [early.id]


async def test_orders_are_found_by_the_apis_ids_in_their_workspace_only(store: Store) -> None:
    ours = an_order(state=State.CREATED, upstream_id="a")
    theirs = an_order(KARI_ELSEWHERE, State.CREATED, upstream_id="b")
    for order in (ours, theirs, an_order()):
        await store.add(order)
    assert await store.ours_among("T0LOCAL", ["a", "b", "c"], []) == {"a", ours.id}
    assert await store.ours_among("T0LOCAL", [], [ours.id, theirs.id, "c"]) == {"a", ours.id}
    assert await store.ours_among("T0LOCAL", [], []) == frozenset()


# What is to be told


async def test_an_order_and_what_is_to_be_told_of_it_are_written_together(store: Store) -> None:
    order = an_order()
    await store.keep_home_opened(KARI)
    await store.add(order)
    await confirm(store, order, tell=(Occasion.CREATED,))
    told = {one.kind for one in await store.due_notifications(EVER_AFTER, 9)}
    assert told == set(NOTIFICATIONS[Occasion.CREATED])


async def test_home_is_kept_up_to_date_for_those_who_have_opened_it(store: Store) -> None:
    """For everybody else it is drawn when they open it."""
    await store.keep_home_opened(KARI)
    for person in (KARI, SAM):
        order = an_order(person)
        await store.add(order)
        await confirm(store, order, tell=(Occasion.CREATED,))
        home = {
            one.order_id
            for one in await store.due_notifications(EVER_AFTER, 9)
            if one.kind is NotificationKind.HOME
        }
        assert (order.id in home) == (person == KARI)
    assert [(await store.profile(person)).opens_home for person in (KARI, SAM)] == [True, False]


async def test_the_channel_hears_of_created_orders_only(store: Store) -> None:
    for occasion in set(NOTIFICATIONS) - {Occasion.CREATED}:
        order = an_order()
        await store.add(order)
        await confirm(store, order, tell=(occasion,))
    kinds = [one.kind for one in await store.due_notifications(EVER_AFTER, 99)]
    assert kinds
    assert NotificationKind.CHANNEL_POST not in kinds


async def test_something_is_told_once_for_a_confirmation_and_anew_for_the_next(store: Store) -> None:
    order = an_order()
    await store.keep_home_opened(KARI)
    await store.add(order)
    order = await confirm(store, order, tell=(Occasion.REJECTED,))
    order = await store.update(order, replace(order, state=State.SENDING), (Occasion.REJECTED,))
    owed = len(NOTIFICATIONS[Occasion.REJECTED])
    assert len(await store.due_notifications(EVER_AFTER, 9)) == owed
    order = await store.update(order, replace(order, state=State.REJECTED))
    await confirm(store, order, NOON + SOON, (Occasion.REJECTED,))
    assert len(await store.due_notifications(EVER_AFTER, 9)) == 2 * owed


async def test_a_planned_notification_comes_forward_with_the_news_and_again_when_it_was_told(
    store: Store,
) -> None:
    order = an_order()
    await store.add(order)
    order = await confirm(store, order, tell=(Occasion.CONFIRMED,))
    assert NotificationKind.RECEIPT not in {one.kind for one in await store.due_notifications(NOON + SOON, 9)}
    order = await store.update(order, order, (Occasion.DELAYED,))
    receipt = next(
        one for one in await store.due_notifications(NOON, 9) if one.kind is NotificationKind.RECEIPT
    )
    assert not await store.notified(Told(receipt))
    await store.tell(order, Occasion.NEWS)
    assert await store.owes(receipt)


async def test_one_write_plans_what_is_told_once_and_brings_forward_what_was_planned(store: Store) -> None:
    order = an_order()
    await store.add(order)
    order = await confirm(store, order, tell=(Occasion.CONFIRMED,))
    order = await store.update(order, replace(order, state=State.SENDING))
    await store.update(order, replace(order, state=State.CREATED), (Occasion.CREATED,))
    due = {one.kind for one in await store.due_notifications(NOON, 9)}
    assert {NotificationKind.CHANNEL_POST, NotificationKind.RECEIPT} <= due


async def test_news_that_come_while_something_is_told_are_told_after_it(store: Store) -> None:
    order = an_order()
    await store.add(order)
    order = await confirm(store, order, tell=(Occasion.DELAYED,))
    receipt = next(
        one for one in await store.due_notifications(NOON, 9) if one.kind is NotificationKind.RECEIPT
    )
    assert await store.claim_notification(receipt, EVER_AFTER)
    await store.tell(order, Occasion.NEWS)
    assert receipt.kind not in {one.kind for one in await store.due_notifications(NOON, 9)}
    assert await store.notified(Told(receipt))
    assert await store.owes(receipt)


async def test_a_modal_shows_the_order_that_was_begun_in_it_last(store: Store) -> None:
    first, second = (replace(an_order(), modal="V1") for _order in range(2))
    for order in (first, second):
        await store.add(order)
    assert (await store.for_person(first)).is_in_modal
    await store.modals.show("V1", second.id, NOON)
    assert not (await store.for_person(first)).is_in_modal
    assert (await store.for_person(second)).is_in_modal
    await store.modals.show("V2", first.id, NOON + timedelta(days=2))
    assert (await store.for_person(first)).is_in_modal


async def test_a_persons_orders_under_way_are_theirs_and_the_latest_first(store: Store) -> None:
    for state in State:
        for person in (KARI, SAM):
            await store.add(an_order(person, state=state, confirmed_at=NOON))
    latest = an_order(state=State.CONFIRMED, confirmed_at=NOON + SOON)
    await store.add(latest)
    found = await store.under_way(KARI, 99)
    assert found[0] == latest
    assert sorted(order.state for order in found[1:]) == sorted(UNDER_WAY)
    assert await store.under_way(KARI, 1) == [latest]


async def test_the_modal_is_left_alone_until_the_ack_has_arrived(store: Store) -> None:
    await a_notification(store)
    at_once = {one.kind for one in await store.due_notifications(NOON, 9)}
    assert at_once == {NotificationKind.CHANNEL_POST, NotificationKind.RECEIPT, NotificationKind.HOME}
    assert NotificationKind.MODAL in {one.kind for one in await store.due_notifications(NOON + SOON, 9)}


async def test_a_notification_is_claimed_by_one_of_two_processes(connect: Connect) -> None:
    stores = [await connect(), await connect()]
    notification = await a_notification(stores[0])
    claims = [stores[number % 2].claim_notification(notification, NOON + SOON) for number in range(10)]
    claimed = [one for one in await asyncio.gather(*claims) if one]
    assert [one.id for one in claimed] == [notification.order_id]


async def test_a_claimed_notification_is_due_again_when_its_process_must_have_died(store: Store) -> None:
    notification = await a_notification(store)
    await store.claim_notification(notification, NOON + timedelta(minutes=1))
    kept = [one.kind for one in await store.due_notifications(NOON + SOON, 9)]
    assert notification.kind not in kept
    assert replace(notification, attempts=1) in await store.due_notifications(NOON + timedelta(minutes=1), 9)


async def test_what_was_told_is_never_due_or_claimed_again(store: Store) -> None:
    notification = await a_notification(store)
    await store.notified(Told(notification))
    assert notification not in await store.due_notifications(EVER_AFTER, 9)
    assert not await store.claim_notification(notification, EVER_AFTER)


async def test_what_could_not_be_told_is_due_when_it_was_put_off_to(store: Store) -> None:
    notification = await a_notification(store)
    await store.notify_later(notification, NOON + timedelta(hours=1))
    assert notification not in await store.due_notifications(NOON + timedelta(minutes=59), 9)
    assert notification in await store.due_notifications(NOON + timedelta(hours=1), 9)


async def test_the_longest_waiting_notification_comes_first(store: Store) -> None:
    await a_notification(store)
    first, *between, last = await store.due_notifications(EVER_AFTER, 9)
    await store.notify_later(first, NOON + timedelta(hours=2))
    await store.notify_later(last, NOON - SOON)
    found = await store.due_notifications(EVER_AFTER, 9)
    assert (found[0], found[-1], len(found)) == (last, first, len(between) + 2)
    assert await store.due_notifications(EVER_AFTER, 2) == found[:2]


async def test_since_when_a_notification_is_due_is_kept_through_every_attempt(store: Store) -> None:
    notification = await a_notification(store)
    assert await store.claim_notification(notification, NOON + timedelta(minutes=1))
    await store.notify_later(notification, NOON + timedelta(hours=1))
    kept = next(one for one in await store.due_notifications(EVER_AFTER, 9) if one.key == notification.key)
    assert (kept.attempts, kept.came_due_at) == (1, NOON)


# Messages that may be edited


def a_message(order: Order, ts: str, kind: MessageKind = MessageKind.STUCK) -> KeptMessage:
    return KeptMessage(order.id, kind, "U0KARI", NOON, "D0KARI", ts)


async def test_messages_are_kept_once_and_given_by_order_and_kind_until_forgotten(store: Store) -> None:
    order, other = an_order(), an_order()
    await store.add(order)
    await store.add(other)
    first, second = a_message(order, "1.2"), a_message(order, "1.1", MessageKind.APPROVAL)
    for message in (first, second, first, a_message(other, "1.3")):
        await store.messages.keep(message)
    assert await store.messages.of(order.id) == [second, first]
    assert (await store.for_person(order)).messages == [second, first]
    assert await store.messages.of(order.id, MessageKind.STUCK) == [first]
    await store.messages.forget(first)
    assert await store.messages.of(order.id) == [second]


# Outages


async def test_an_outage_is_one_for_all_processes_and_gone_once_its_end_is_told(connect: Connect) -> None:
    one, other = await connect(), await connect()
    for store in (one, other, one):
        await store.outages.begin(OutageKind.UNAUTHORISED, "401", NOON)
    (outage,) = await other.outages.all()
    assert (outage.since, outage.due_at, outage.over_at) == (NOON, NOON, None)
    claims = await asyncio.gather(
        one.outages.claim(outage, NOON + SOON), other.outages.claim(outage, NOON + SOON)
    )
    assert sorted(claims) == [False, True]
    await one.outages.notified(outage)
    assert (await one.outages.all())[0].due_at is None
    await one.outages.end(OutageKind.UNAUTHORISED, NOON + SOON)
    (over,) = await other.outages.all()
    assert (over.due_at, over.over_at) == (NOON + SOON, NOON + SOON)
    await other.outages.notified(over)
    assert await one.outages.all() == []


async def test_an_outage_that_nobody_was_told_of_ends_in_silence_and_one_that_returns_goes_on(
    store: Store,
) -> None:
    await store.outages.begin(OutageKind.NO_ANSWER, "time-out", NOON)
    await store.outages.end(OutageKind.NO_ANSWER, NOON + SOON)
    assert await store.outages.all() == []
    await store.outages.begin(OutageKind.LIST, "403", NOON)
    await store.outages.notified((await store.outages.all())[0])
    await store.outages.end(OutageKind.LIST, NOON + SOON)
    await store.outages.begin(OutageKind.LIST, "403", NOON + 2 * SOON)
    (back,) = await store.outages.all()
    assert (back.since, back.due_at, back.over_at) == (NOON, None, None)


# People


async def test_a_persons_languages_are_kept_and_changed(store: Store) -> None:
    await store.keep_locales(KARI, Locales(chosen="nb", slack="en-US"))
    assert await store.locales(KARI) == Locales("nb", "en-US")
    await store.keep_locales(KARI, Locales(chosen=None, slack="nb-NO"))
    assert await store.locales(KARI) == Locales(None, "nb-NO")


@pytest.mark.parametrize("other", [SAM, KARI_ELSEWHERE])
async def test_nothing_is_known_of_a_strangers_language(store: Store, other: Person) -> None:
    await store.keep_locales(KARI, Locales(chosen="nb"))
    assert await store.locales(other) == Locales()


async def test_what_a_person_is_told_to_be_is_kept_beside_their_languages(store: Store) -> None:
    assert await store.membership(KARI) == KnownMembership()
    await store.keep_membership(KARI, KnownMembership(Membership.FULL, NOON))
    await store.keep_locales(KARI, Locales(chosen="nb"))
    await store.keep_membership(KARI, KnownMembership(Membership.GUEST, NOON + timedelta(days=1)))
    assert await store.membership(KARI) == KnownMembership(Membership.GUEST, NOON + timedelta(days=1))
    assert await store.locales(KARI) == Locales("nb")
    assert await store.membership(KARI_ELSEWHERE) == KnownMembership()


async def test_a_persons_and_an_orders_columns_can_be_read_side_by_side(store: Store) -> None:
    """`FOR_REQUEST` gives both as one row, in which a column of one name would be the order's alone."""
    await store.keep_locales(KARI, Locales(chosen="nb"))
    await store.add(an_order())
    (person,) = await store.database.rows("SELECT * FROM people", {})
    (order,) = await store.database.rows("SELECT * FROM orders", {})
    assert person.keys() & order.keys() == {"team", "user"}


async def test_a_request_reads_what_is_known_of_a_person_in_one_go(store: Store) -> None:
    assert await store.profile(KARI) == Profile()
    await store.keep_locales(KARI, Locales("nb", "en-US"))
    await store.keep_membership(KARI, KnownMembership(Membership.FULL, NOON))
    known = Profile(KnownMembership(Membership.FULL, NOON), Locales("nb", "en-US"))
    assert await store.profile(KARI) == known
    assert await store.profile(KARI_ELSEWHERE) == Profile()


# The database itself


async def test_a_store_that_is_opened_again_has_it_all(connect: Connect) -> None:
    first = await connect()
    notification = await a_notification(first)
    await first.keep_locales(KARI, Locales("nb"))
    await first.close()
    second = await connect()
    assert await second.get(notification.order_id) is not None
    assert notification in await second.due_notifications(EVER_AFTER, 9)
    assert await second.locales(KARI) == Locales("nb")


async def test_a_healthy_store_passes_its_check(store: Store) -> None:
    await store.check()


async def test_what_waits_is_counted_for_each_workspace(store: Store) -> None:
    for state in (State.OPEN, State.CONFIRMED, State.SENDING, State.CREATED, State.STUCK):
        await store.add(an_order(state=state))
    assert await store.waiting(KARI.team) == 2
    assert await store.waiting("T0OTHER") == 0


async def test_a_persons_last_created_order_is_theirs_and_created(store: Store) -> None:
    assert await store.last_created(KARI) is None
    first, last = (an_order(state=State.CREATED, updated_at=NOON + n * SOON) for n in (0, 1))
    others = [
        an_order(SAM, State.CREATED),
        an_order(state=State.OPEN),
        an_order(KARI_ELSEWHERE, State.CREATED),
    ]
    for order in (last, first, *others):
        await store.add(order)
    assert await store.last_created(KARI) == last


async def test_a_query_may_have_a_per_cent_sign(store: Store) -> None:
    assert [dict(row) for row in await store.database.rows("SELECT 7 % 4 AS rest", {})] == [{"rest": 3}]


async def test_several_queries_are_read_in_one_go(store: Store) -> None:
    found = await store.database.rows_of(("SELECT 1 AS one", {}), ("SELECT 2 AS two", {}))
    assert [[dict(row) for row in rows] for rows in found] == [[{"one": 1}], [{"two": 2}]]
