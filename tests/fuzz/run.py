"""Sends requests to a bot and notes what it answers and writes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.fuzz.requests import Request

AT_ONCE = 8
PATIENCE = 20.0
NO_ANSWER = 0
SERVER_ERROR = 500

Line = Mapping[str, Any]
SLACKS_OWN = frozenset({"SlackApiError"})
"""A refusal of the local Slack: of a made-up trigger, for example."""


@dataclass
class Answers:
    """Statuses of signed and of unsigned requests."""

    signed: Counter[int] = field(default_factory=Counter)
    unsigned: Counter[int] = field(default_factory=Counter)

    @property
    def wrong(self) -> dict[int, int]:
        """Server errors, requests without an answer, and unsigned ones that were taken."""
        found = {
            status: count
            for status, count in (self.signed + self.unsigned).items()
            if status == NO_ANSWER or status >= SERVER_ERROR
        }
        taken = {status: count for status, count in self.unsigned.items() if status != 401}
        return found | taken

    def __str__(self) -> str:
        return f"signed {dict(sorted(self.signed.items()))}, unsigned {dict(sorted(self.unsigned.items()))}"


async def send_all(
    url: str, asked: Iterable[Request], after_each: Callable[[int], None] = lambda _count: None
) -> Answers:
    """Send everything, some at once; `after_each` hears how many have been answered."""
    answers, left = Answers(), iter(asked)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as session:
        workers = [_work(session, url, left, answers, after_each) for _worker in range(AT_ONCE)]
        await asyncio.gather(*workers)
    return answers


async def _work(
    session: aiohttp.ClientSession,
    url: str,
    left: Iterator[Request],
    answers: Answers,
    after_each: Callable[[int], None],
) -> None:
    for request in left:
        status = await _send(session, url, request)
        (answers.signed if request.is_signed else answers.unsigned)[status] += 1
        after_each(answers.signed.total() + answers.unsigned.total())


async def _send(session: aiohttp.ClientSession, url: str, request: Request) -> int:
    try:
        async with session.post(url, data=request.body, headers=request.headers) as response:
            await response.read()
            return response.status
    except (aiohttp.ClientError, TimeoutError):
        return NO_ANSWER


def exceptions(lines: Sequence[Line]) -> Counter[str]:
    """What went wrong in the bot, by event, exception and place, with how often."""
    return Counter(
        f"{line['event']}: {line.get('exception', 'no exception')} at {(line.get('at') or ['?'])[-1]}"
        for line in lines
        if line["level"] in {"error", "critical"} and line.get("exception") not in SLACKS_OWN
    )
