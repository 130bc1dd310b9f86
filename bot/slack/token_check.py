"""Whether Slack knows the bot's token: https://docs.slack.dev/reference/methods/auth.test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.slack.errors import reason_of

FRESH = timedelta(minutes=1)
"""How long an answer counts."""

MOST_SECONDS = 2.0

REFUSED = frozenset(
    {
        "access_denied",
        "account_inactive",
        "invalid_auth",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
        "user_removed_from_team",
    }
)
"""What Slack says of a token that asking again won't mend."""

logger = log(__name__)


class TokenCheck:
    """Asks at start and then once a minute, when somebody wants to know. Only a definite answer changes anything."""

    def __init__(self, slack: AsyncWebClient, clock: Callable[[], datetime]) -> None:
        self._slack = slack
        self._clock = clock
        self._asking = asyncio.Lock()
        self._asked: datetime | None = None
        self.refusal: str | None = None
        """Slack's word for it, where Slack has refused the token."""

    async def refresh(self) -> None:
        """Ask, unless the last answer is fresh; takes `MOST_SECONDS` at most."""
        async with self._asking:  # Who asks meanwhile waits for the same answer.
            now = self._clock()
            if self._asked is None or not timedelta() <= now - self._asked < FRESH:
                self._asked = now
                await self._ask()

    async def _ask(self) -> None:
        try:
            async with asyncio.timeout(MOST_SECONDS):
                await self._slack.auth_test()
        except SlackApiError as error:
            reason = reason_of(error)
            if reason in REFUSED:
                self._refused(reason)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            logger.info("the token could not be checked", reason=type(error).__name__)
        else:
            self.refusal = None

    def _refused(self, reason: str) -> None:
        if self.refusal is None:
            logger.error("Slack refuses the bot's token; check SLACK_BOT_TOKEN", reason=reason)
        self.refusal = reason


def is_refused(error: BaseException) -> bool:
    """Slack refused the token itself."""
    return isinstance(error, SlackApiError) and reason_of(error) in REFUSED
