"""Members of the user groups that settings name: https://docs.slack.dev/reference/methods/usergroups.users.list.

Asked beside the listeners, so that nobody waits for Slack before an ack.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.logs import log
from bot.slack.errors import reason_of

ASKED_EVERY = timedelta(minutes=5)
"""How long it takes at most until somebody who joins or leaves a group has or misses its rights."""

KEPT_FOR = timedelta(hours=1)
"""How long the last known members count while Slack doesn't tell; afterwards the group has nobody."""

NO_SUCH_GROUP = "no_such_subteam"

MOST_TEAMS = 1_000
"""Of one page: the most that Slack gives."""

MOST_SECONDS = 2.0
"""One call's at most: the first round is before anything is served."""

logger = log(__name__)


class _Members(NamedTuple):
    users: frozenset[str]
    told_at: datetime


class UserGroups:
    """What Slack has told of them, for this process."""

    def __init__(self, slack: AsyncWebClient, clock: Clock) -> None:
        self._slack = slack
        self._clock = clock
        self._known: dict[str, _Members] = {}
        self._asked_at: datetime | None = None
        self._is_of_organisation: bool | None = None
        self._team_of: dict[str, str | None] = {}
        self.failures: dict[str, str] = {}
        """Why Slack didn't tell of a group when it was last asked, by the group's id."""

    def members(self, group: str) -> frozenset[str]:
        """The group's members, by user id; nobody where that isn't known, or not any more."""
        known = self._known.get(group)
        if known is None or self._clock() - known.told_at > KEPT_FOR:
            return frozenset()
        return known.users

    async def refresh(self, groups: Iterable[str]) -> bool:
        """Ask of these groups, if it is time to; gives whether Slack was asked. Never raises for Slack."""
        now = self._clock()
        if self._asked_at is not None and now - self._asked_at < ASKED_EVERY:
            return False
        self._asked_at = now
        for group in sorted(groups):
            await self._ask(group, now)
        return True

    async def _ask(self, group: str, now: datetime) -> None:
        try:
            users = await self._users(group)
        except SlackApiError as error:
            self._failed(group, reason_of(error))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            self._failed(group, type(error).__name__)
        else:
            self._known[group] = _Members(users, now)
            self.failures.pop(group, None)

    async def _users(self, group: str) -> frozenset[str]:
        """Of the workspace that has the group: a token of a whole organisation must name it, another's needn't."""
        teams = [self._team_of[group]] if group in self._team_of else await self._teams()
        for team in teams:
            try:
                async with asyncio.timeout(MOST_SECONDS):
                    answer = await self._slack.usergroups_users_list(usergroup=group, team_id=team)
            except SlackApiError as error:
                if reason_of(error) != NO_SUCH_GROUP or team == teams[-1]:
                    self._team_of.pop(group, None)
                    raise
            else:
                self._team_of[group] = team
                return frozenset(map(str, answer["users"]))
        raise OSError("the app is in no workspace of its organisation")

    async def _teams(self) -> list[str | None]:
        """The workspaces to ask: https://docs.slack.dev/reference/methods/auth.teams.list; None needs no name."""
        async with asyncio.timeout(MOST_SECONDS):
            if self._is_of_organisation is None:
                token = await self._slack.auth_test()
                self._is_of_organisation = bool(token.get("is_enterprise_install"))
            if not self._is_of_organisation:
                return [None]
            teams: list[str | None] = []
            async for page in await self._slack.auth_teams_list(limit=MOST_TEAMS):
                teams += [str(team["id"]) for team in page["teams"]]
            return teams

    def _failed(self, group: str, reason: str) -> None:
        if self.failures.get(group) != reason:
            logger.warning("Slack doesn't tell who is in a user group", group=group, reason=reason)
        self.failures[group] = reason
