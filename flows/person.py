"""A person: who they are by Slack's ids, their languages, and what they are in the workspace."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ASKED_AGAIN_AFTER = timedelta(days=1)


class Person(NamedTuple):
    """Someone in a workspace, by Slack's ids."""

    team: str
    user: str


class Locales(NamedTuple):
    """IETF tags: the language a person chose, and the one Slack has for them; None where unknown."""

    chosen: str | None = None
    slack: str | None = None


class Membership(StrEnum):
    """How somebody belongs to the workspace."""

    FULL = "full"
    GUEST = "guest"
    OUTSIDE = "outside"
    """Of another workspace, met in a shared channel."""


class KnownMembership(NamedTuple):
    """A person's membership, and when Slack was asked (aware UTC); None while it isn't known."""

    kind: Membership | None = None
    asked_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to ask, or to ask again."""
        return self.asked_at is None or now - self.asked_at >= ASKED_AGAIN_AFTER


class Profile(NamedTuple):
    """What is known of a person, and whether anybody has ordered in their workspace before."""

    membership: KnownMembership = KnownMembership()
    locales: Locales = Locales()
    has_clients: bool = False
    opens_home: bool = False
    """They have opened Home: it is kept up to date for them."""
    time_zone: str | None = None
    """As Slack has it, by its IANA name."""

    @property
    def zone(self) -> tzinfo:
        """Where their days begin and end; UTC while that isn't known."""
        try:
            return ZoneInfo(self.time_zone) if self.time_zone else UTC
        except (ZoneInfoNotFoundError, ValueError):
            return UTC


def membership_of(user: Mapping[str, Any], team: str | None, organisation: str | None) -> Membership:
    """The membership in Slack's user object, for an app installed in this team or, if given, in this organisation.

    https://docs.slack.dev/reference/objects/user-object
    """
    grid = user.get("enterprise_user") or {}
    is_ours = (
        user.get("team_id") in {None, team}
        or team in (grid.get("teams") or ())
        or (organisation is not None and organisation in {user.get("team_id"), grid.get("enterprise_id")})
    )
    if user.get("is_stranger") or not is_ours:
        return Membership.OUTSIDE
    is_guest = user.get("is_restricted") or user.get("is_ultra_restricted")
    return Membership.GUEST if is_guest else Membership.FULL
