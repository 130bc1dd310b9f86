"""Rows and what they mean, the same for every database: times are integers of milliseconds since 1970, UTC."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, overload

from flows.clients import place_of
from flows.notifications import Notification, NotificationKind
from flows.order import Doubt, Occasion, Order, State, Trouble
from flows.person import KnownMembership, Locales, Membership, Person, Profile
from flows.sending.compiling import Origin
from flows.waiting.follow_up import FollowUp
from storage.sql.kept_drafts import KeptDrafts
from storage.sql.queries import TELL_AGAIN

_drafts = KeptDrafts()


def if_told_before(notification: Notification) -> str:
    """What happens to one that was due before: what is edited later is due again, all else once."""
    edited = {NotificationKind.CARDS, NotificationKind.DRAFT}
    shows = notification.occasion in {Occasion.PROGRESS, Occasion.PHOTOS} or notification.kind in edited
    return TELL_AGAIN if shows else "ON CONFLICT DO NOTHING"


def due_columns(due: datetime) -> dict[str, int]:
    """When a new notification is due, now and as long as it isn't sent."""
    return {"due_at": to_milliseconds(due), "came_due_at": to_milliseconds(due)}


@overload
def to_milliseconds(moment: datetime) -> int: ...


@overload
def to_milliseconds(moment: datetime | None) -> int | None: ...


def to_milliseconds(moment: datetime | None) -> int | None:
    """An aware datetime as the store keeps it."""
    return None if moment is None else round(moment.timestamp() * 1000)


@overload
def to_moment(milliseconds: int) -> datetime: ...


@overload
def to_moment(milliseconds: int | None) -> datetime | None: ...


def to_moment(milliseconds: int | None) -> datetime | None:
    """A kept time as an aware UTC datetime."""
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)


def person_key(person: Person) -> dict[str, str]:
    """What tells a person from any other, as columns."""
    return {"team": person.team, "user": person.user}


def locales_row(person: Person, locales: Locales) -> dict[str, Any]:
    """What is known of a person's language as columns."""
    return {**person_key(person), "chosen_locale": locales.chosen, "slack_locale": locales.slack}


def row_locales(row: Mapping[str, Any]) -> Locales:
    """The languages of a row of people."""
    return Locales(row["chosen_locale"], row["slack_locale"])


def row_profile(row: Mapping[str, Any]) -> Profile:
    """What is known of a person, of a row of people and clients."""
    return Profile(
        row_membership(row),
        row_locales(row),
        has_clients=bool(row["has_clients"]),
        opens_home=bool(row["opens_home"]),
        time_zone=row["time_zone"],
    )


def membership_row(person: Person, known: KnownMembership) -> dict[str, Any]:
    """What is known of a person's membership as columns."""
    return {
        **person_key(person),
        "membership": known.kind.value if known.kind else None,
        "asked_at": to_milliseconds(known.asked_at),
    }


def row_membership(row: Mapping[str, Any]) -> KnownMembership:
    """What is known of the membership of a row of people."""
    membership = row["membership"]
    return KnownMembership(Membership(membership) if membership else None, to_moment(row["asked_at"]))


def order_row(order: Order) -> dict[str, Any]:
    """The order as columns."""
    return {
        "id": order.id,
        "team": order.origin.team,
        "user": order.origin.user,
        "channel": order.origin.channel,
        "state": order.state.value,
        "version": order.version,
        "draft": _drafts.text_of(order.draft),
        "body": order.body,
        "modal": order.modal,
        "confirmed_at": to_milliseconds(order.confirmed_at),
        "sent_at": to_milliseconds(order.sent_at),
        "due_at": to_milliseconds(order.due_at),
        "attempts": order.attempts,
        "doubt": order.doubt.value if order.doubt else None,
        "unsettled_since": to_milliseconds(order.unsettled_since),
        "look_ups": order.look_ups,
        "upstream_id": order.upstream_id,
        "display_id": order.display_id,
        "client_url": order.client_url,
        "refusal": order.refusal,
        "approvers": order.approvers,
        "decided_by": order.decided_by,
        "comment": order.comment,
        "settled_by": order.settled_by,
        "trouble": order.trouble.value if order.trouble else None,
        "follow_up": order.follow_up.model_dump_json(exclude_none=True) if order.follow_up else None,
        "updated_at": to_milliseconds(order.updated_at),
        # Derived from the draft, to find orders by.
        "phone": order.draft.client.phone if order.draft.client else None,
        "place": place_of(order.draft.address) if order.draft.address else None,
        "workflow": order.draft.job.workflow if order.draft.job else None,
    }


ALWAYS_WRITTEN = frozenset({"draft", "body"})
"""An order that waited for its files has them settled in both before it is written again. No index has either."""


def changed_columns(before: Order, after: Order) -> dict[str, Any]:
    """What to write of `after` over the row of `before`.

    A column that is written costs the work of its indexes, even where it stays the same: half of a draft's write.
    """
    kept = order_row(before)
    return {
        name: value
        for name, value in order_row(after).items()
        if name in ALWAYS_WRITTEN or value != kept[name]
    }


def similar_parameters(order: Order, since: datetime, limit: int) -> dict[str, Any]:
    """What an order's like are looked for by."""
    row = order_row(order)
    by = {column: row[column] for column in ("id", "team", "phone", "place")}
    return {**by, "since": to_milliseconds(since), "limit": limit}


def row_order(row: Mapping[str, Any]) -> Order:
    """The order of a row."""
    return Order(
        draft=_drafts.draft_of(row["draft"]),
        origin=Origin(row["team"], row["channel"], row["user"]),
        state=State(row["state"]),
        version=row["version"],
        body=row["body"],
        modal=row["modal"],
        confirmed_at=to_moment(row["confirmed_at"]),
        sent_at=to_moment(row["sent_at"]),
        due_at=to_moment(row["due_at"]),
        attempts=row["attempts"],
        upstream_id=row["upstream_id"],
        display_id=row["display_id"],
        client_url=row["client_url"],
        refusal=row["refusal"],
        # A migration may read rows from before these columns.
        doubt=Doubt(row["doubt"]) if row.get("doubt") else None,
        unsettled_since=to_moment(row.get("unsettled_since")),
        look_ups=row.get("look_ups", 0),
        approvers=row.get("approvers"),
        decided_by=row.get("decided_by"),
        comment=row.get("comment"),
        settled_by=row.get("settled_by"),
        trouble=Trouble(row["trouble"]) if row.get("trouble") else None,
        follow_up=FollowUp.model_validate_json(row["follow_up"]) if row.get("follow_up") else None,
        updated_at=to_moment(row["updated_at"]),
    )


def notification_key(notification: Notification) -> dict[str, str | int]:
    """What tells a notification from any other, as columns."""
    return {
        "order_id": notification.order_id,
        "occasion": notification.occasion.value,
        "kind": notification.kind.value,
        "confirmation": to_milliseconds(notification.confirmation),
    }


def row_notification(row: Mapping[str, Any]) -> Notification:
    """The notification of a row."""
    return Notification(
        order_id=row["order_id"],
        occasion=Occasion(row["occasion"]),
        kind=NotificationKind(row["kind"]),
        confirmation=to_moment(row["confirmation"]),
        attempts=row["attempts"],
        came_due_at=to_moment(row["came_due_at"]),
    )
