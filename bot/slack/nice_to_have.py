"""Calls to Slack whose answer is only nice to have: one that fails is logged, and what it was for goes on without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.logs import log
from bot.slack.errors import reason_of

logger = log(__name__)


@contextmanager
def nice_to_have(what: str) -> Iterator[None]:
    """Around such calls; `what` says in the log which."""
    try:
        yield
    except SlackApiError as error:
        logger.warning("done without", what=what, reason=reason_of(error))
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        logger.warning("done without", what=what, reason=type(error).__name__)
