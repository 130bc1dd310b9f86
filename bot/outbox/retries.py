"""How long whatever couldn't be told waits for its next attempt, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError

from bot.slack.errors import reason_of

CLAIM = timedelta(minutes=1)
"""How long a process that took something to tell is believed to be at it."""
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=10)
GIVE_UP = timedelta(days=1)
"""After so long since it came due."""


def next_attempt(now: datetime, attempts: int, error: Exception) -> datetime:
    """Later and later, and not before Slack wants to be asked again. `attempts` were made before this one."""
    delay: timedelta = min(FIRST_DELAY * 2 ** min(attempts, 16), LONGEST_DELAY)
    return now + max(_retry_after(error), delay)


def why(error: Exception) -> str:
    """Slack's word for it, or the kind of failure; never what was to be told."""
    return reason_of(error) if isinstance(error, SlackApiError) else type(error).__name__


def _retry_after(error: Exception) -> timedelta:
    """What Slack asks for with a 429: https://docs.slack.dev/apis/web-api/rate-limits."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    seconds = str(headers.get("Retry-After") or headers.get("retry-after") or "")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() else timedelta()
