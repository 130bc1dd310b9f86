"""An order that somebody must approve before it is sent: asked for, approved, sent back, or taken back.

    open, rejected ──ask──▶ awaiting ──approve──▶ confirmed
         ▲                     │
         └── sent back, taken back

Each is one move; the first write wins. All times are aware UTC datetimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from flows.catalog import ApproverGroup, Catalog, Rule
from flows.order import Occasion, Order, State, confirmed
from flows.waiting.follow_up import FollowUp

NEVER = FollowUp()


def awaiting(
    order: Order, body: str, modal: str | None, approvers: str, now: datetime, follow_up: FollowUp = NEVER
) -> Order:
    """The order frozen as for sending; nothing is due until somebody who is asked has decided."""
    frozen = confirmed(order, body, modal, now)
    return replace(frozen, state=State.AWAITING, due_at=None, approvers=approvers, follow_up=follow_up)


def asked_about(
    order: Order,
    body: str,
    modal: str | None,
    rule: Rule,
    catalog: Catalog,
    now: datetime,
    *,
    operators_after: timedelta | None = None,
) -> Order:
    """The order before those whom a rule asks, with what the rule has follow; operators hear of it after so long."""
    first = asked_first(rule, catalog, order.origin.user)
    follow_up = FollowUp.of(rule, now, anybody_asked=first is None or first.name == rule.approvers)
    follow_up = follow_up.with_operators(now, operators_after)
    return awaiting(order, body, modal, rule.approvers or "", now, follow_up)


def put_forward(
    order: Order,
    body: str,
    modal: str | None,
    rule: Rule | None,
    catalog: Catalog,
    now: datetime,
    *,
    operators_after: timedelta | None = None,
) -> tuple[Order, tuple[Occasion, ...]]:
    """The order before those whom the rule asks, or on its way without one; and what people are notified of."""
    if rule is None:
        return confirmed(order, body, modal, now), (Occasion.CONFIRMED,)
    asked = asked_about(order, body, modal, rule, catalog, now, operators_after=operators_after)
    return asked, (Occasion.AWAITING, *follow_ups(asked))


def follow_ups(order: Order) -> Mapping[Occasion, datetime]:
    """What is said about the order, and when, for as long as nobody decides."""
    planned = order.follow_up or NEVER
    times = {
        Occasion.REMINDER: planned.remind_at,
        Occasion.STAND_IN: planned.stand_in_at,
        Occasion.ESCALATION: planned.escalate_at,
        Occasion.LONG_WAIT: planned.operators_at,
    }
    return {occasion: at for occasion, at in times.items() if at is not None}


def asked_first(rule: Rule, catalog: Catalog, taken_by: str) -> ApproverGroup | None:
    """The group that is asked at once about an order that user took; None where it would be themselves."""
    groups = (catalog.approver_group(name) for name in (rule.approvers, rule.stand_in))
    return next((group for group in groups if group and group.asked(taken_by)), None)


def groups_asked(order: Order, catalog: Catalog, now: datetime) -> tuple[ApproverGroup, ...]:
    """The groups that may decide by now and have somebody to ask, with today's members."""
    names = (order.approvers, (order.follow_up or NEVER).stand_in_by(now))
    groups = (catalog.approver_group(name) for name in names)
    return tuple(group for group in groups if group and group.asked(order.origin.user))


def who_may_be_asked(order: Order, catalog: Catalog) -> tuple[str, ...]:
    """The Slack users of the group last asked about an order, and of those that stand in for it."""
    stand_ins = [rule.stand_in for rule in catalog.rules if rule.approvers == order.approvers]
    groups = (
        (catalog.approver_group(name) for name in (order.approvers, *stand_ins)) if order.approvers else ()
    )
    return tuple(dict.fromkeys(user for group in groups if group for user in group.asked(order.origin.user)))


def may_decide(order: Order, user: str, catalog: Catalog, now: datetime) -> bool:
    """Whether this Slack user is among those who are asked by now."""
    return any(group.may_decide(user, order.origin.user) for group in groups_asked(order, catalog, now))


def approved(order: Order, by: str, now: datetime) -> Order:
    """The order on its way, with the body that was approved; `by` is a Slack user id."""
    return replace(confirmed(order, order.body or "", order.modal, now), decided_by=by)


def sent_back(order: Order, by: str, comment: str, now: datetime) -> Order:
    """The order editable again, with what should be changed."""
    return replace(_open_again(order, now), decided_by=by, comment=comment)


def taken_back(order: Order, now: datetime) -> Order:
    """The order editable again, by the person who took it."""
    return _open_again(order, now)


def _open_again(order: Order, now: datetime) -> Order:
    # Later notifications belong to this moment, not to the request for approval, which may be days old.
    return replace(order, state=State.OPEN, confirmed_at=None, updated_at=now)
