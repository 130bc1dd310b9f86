"""What somebody is in the workspace, by Slack's user object."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.person import KnownMembership, Membership, membership_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
GRID = {"enterprise_id": "E1", "teams": ["T1", "T2"]}


@pytest.mark.parametrize(
    ("user", "organisation", "membership"),
    [
        ({"team_id": "T1"}, None, Membership.FULL),
        ({}, None, Membership.FULL),
        ({"team_id": "T1", "is_restricted": True}, None, Membership.GUEST),
        ({"team_id": "T1", "is_ultra_restricted": True}, None, Membership.GUEST),
        ({"team_id": "T9"}, None, Membership.OUTSIDE),
        ({"team_id": "T1", "is_stranger": True}, None, Membership.OUTSIDE),
        ({"team_id": "T2", "enterprise_user": GRID}, None, Membership.FULL),
        ({"team_id": "T3", "enterprise_user": {**GRID, "teams": ["T3"]}}, None, Membership.OUTSIDE),
        ({"team_id": "T3", "enterprise_user": {**GRID, "teams": ["T3"]}}, "E1", Membership.FULL),
        ({"team_id": "E1", "enterprise_user": None}, "E1", Membership.FULL),
        ({"team_id": "T9", "enterprise_user": {"enterprise_id": "E9"}}, "E1", Membership.OUTSIDE),
    ],
)
def test_members_are_the_workspaces_own_or_of_the_organisation_that_installed_the_app(
    user: dict[str, Any], organisation: str | None, membership: Membership
) -> None:
    assert membership_of(user, "T1", organisation) is membership


def test_it_is_asked_at_first_and_again_after_a_day() -> None:
    assert KnownMembership().is_due(NOON)
    known = KnownMembership(Membership.FULL, NOON)
    assert not known.is_due(NOON + timedelta(hours=23))
    assert known.is_due(NOON + timedelta(days=1))
