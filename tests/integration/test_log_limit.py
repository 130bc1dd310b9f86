"""Of what anybody on the network can cause, the log has one line of each kind, and later how many more there were."""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from typing import Any

from bot.logs import log
from tests.support.logs import Lines, real_logs

SOON = 0.01
"""Seconds after which lines are summed up."""
NOT_ACCEPTED = "socket.accept() out of system resource"
SERVERS = 3
LONG, MANY = 30, 50


@contextmanager
def no_more_files() -> Iterator[None]:
    """This process may open no more files and sockets than it has."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with socket.socket() as newest:
        resource.setrlimit(resource.RLIMIT_NOFILE, (newest.fileno() + 1, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def closed(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """What a server here does with a connection."""
    writer.close()


@asynccontextmanager
async def visitors() -> AsyncIterator[None]:
    """Somebody at each of several servers, whom none has let in yet: the event loop must go on for that."""
    servers = [await asyncio.start_server(closed, "127.0.0.1", 0) for _ in range(SERVERS)]
    try:
        with ExitStack() as connected:
            for server in servers:
                connected.enter_context(socket.create_connection(server.sockets[0].getsockname()))
            yield
    finally:
        for server in servers:
            server.close()


async def summed(lines: Lines) -> list[dict[str, Any]]:
    """The log, as soon as something is summed up in it and before anything follows, or it is too long for that."""
    async with asyncio.timeout(LONG):
        while True:
            written = lines()
            if len(written) > MANY or any("repeated" in line for line in written):
                return written
            await asyncio.sleep(0)


async def test_sockets_that_cannot_be_accepted_are_one_line_and_a_sum() -> None:
    with real_logs(every=SOON) as lines:
        async with visitors():
            with no_more_files():
                written = await summed(lines)
    first, latest = written
    assert first["event"].startswith(NOT_ACCEPTED)
    assert (first["logger"], first["exception"], first.get("repeated")) == ("asyncio", "OSError", None)
    assert latest["event"].startswith(NOT_ACCEPTED)
    assert latest["repeated"] >= SERVERS - 1


async def test_each_kind_is_summed_up_by_itself_and_once_more_as_long_as_it_goes_on() -> None:
    guard = log("bot.web.guard")
    with real_logs(every=SOON) as lines:
        for reason in ("no signature", "too old", "too old", "too old"):
            guard.warning("request refused", reason=reason)
        assert [line["reason"] for line in lines()] == ["no signature", "too old"]
        (latest,) = (await summed(lines))[2:]
        assert (latest["reason"], latest["repeated"]) == ("too old", 2)
        guard.warning("request refused", reason="too old")
        assert len(lines()) == 3, "the next sum has it"


async def test_lines_that_nobody_outside_causes_are_all_written() -> None:
    with real_logs(every=SOON) as lines:
        for _ in range(3):
            log("bot.outbox.dispatcher").warning("order not created")
            logging.getLogger("storage").warning("slow")
        assert len(lines()) == 6
