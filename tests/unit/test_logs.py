"""The log as it is really written: one JSON object a line, without what people type and without tokens."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.logs import CUT, log
from tests.support.logs import Lines, real_logs

NAME = "Ola Nordmann"


def fail(name: str) -> None:
    raise ValueError(f"{name} is no installer")


def test_an_event_is_one_line_of_json(lines: Lines) -> None:
    log("bot.somewhere").info("order sent", order="o-1", attempt=2)
    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "order sent",
        "order": "o-1",
        "attempt": 2,
        "logger": "bot.somewhere",
        "level": "info",
    }


def test_an_exception_is_logged_by_its_kind_and_place_and_never_its_text(lines: Lines) -> None:
    try:
        fail(NAME)
    except ValueError:
        log("bot.somewhere").exception("went wrong")
    (line,) = lines()
    assert (line["event"], line["exception"]) == ("went wrong", "ValueError")
    assert line["at"][-1].endswith(" fail")
    assert NAME not in str(line)


def test_an_exception_that_follows_from_another_leaves_neither_text(lines: Lines) -> None:
    try:
        try:
            fail(NAME)
        except ValueError as error:
            raise RuntimeError("about " + NAME) from error
    except RuntimeError as error:
        log("bot.somewhere").error("went wrong", exc_info=error)
    (line,) = lines()
    assert line["exception"] == "RuntimeError"
    assert NAME not in str(line)


def test_a_librarys_exception_is_logged_without_its_text(lines: Lines) -> None:
    try:
        fail(NAME)
    except ValueError:
        logging.getLogger("some.library").exception("It failed")
    (line,) = lines()
    assert (line["event"], line["logger"], line["exception"]) == ("It failed", "some.library", "ValueError")
    assert NAME not in str(line)


async def test_a_task_that_nobody_awaits_leaves_no_text_of_its_exception(lines: Lines) -> None:
    """asyncio writes the exception's text into its own message."""

    async def lost() -> None:
        fail(NAME)

    task = asyncio.create_task(lost())
    await asyncio.wait({task})
    del task
    (line,) = lines()
    assert line["exception"] == "ValueError"
    assert NAME not in str(line)


def test_a_library_that_puts_the_exceptions_text_into_its_message_leaves_none(lines: Lines) -> None:
    try:
        fail(NAME)
    except ValueError as error:
        logging.getLogger("some.library").exception("Failed to run the listener (error: %s)", error)  # noqa: TRY401 - as libraries do
    (line,) = lines()
    assert line["event"] == "Failed to run the listener (error: ValueError)"


@pytest.mark.parametrize(
    "secret",
    ["xoxb-12-ab", "xoxp-12-ab", "xapp-1-A1-ab", "xoxe.xoxb-1-ab", "Bearer abc.def-ghi"],
)
def test_a_token_is_cut_out_wherever_it_stands(lines: Lines, secret: str) -> None:
    log("bot.somewhere").warning(f"refused {secret} twice", header=f"Authorization: {secret}")
    logging.getLogger("some.library").warning("sent %s", secret, extra={"header": secret})
    written = lines()
    assert secret not in str(written)
    assert [line["event"] for line in written] == [f"refused {CUT} twice", f"sent {CUT}"]
    assert all(CUT in line["header"] for line in written)


def test_a_token_inside_a_list_or_an_object_is_cut_out_too(lines: Lines) -> None:
    log("bot.somewhere").warning("refused", headers={"Authorization": "Bearer abc"}, tokens=["xoxb-1-ab"])
    (line,) = lines()
    assert line["headers"] == {"Authorization": CUT}
    assert line["tokens"] == [CUT]


def test_libraries_that_log_addresses_and_payloads_are_kept_quiet(lines: Lines) -> None:
    for name in ("httpx", "httpcore", "slack_sdk", "slack_bolt.App", "aiohttp.access", "uvicorn.access"):
        logging.getLogger(name).info("POST /api/v1/order %s", NAME)
    assert lines() == []


def test_what_was_set_before_keeps_no_line_from_the_log_and_stands_afterwards() -> None:
    logger = logging.getLogger("some.server")
    logger.setLevel(logging.ERROR)
    logger.propagate = False
    with real_logs() as lines:
        logger.warning("Invalid HTTP request received.")
        assert [line["event"] for line in lines()] == ["Invalid HTTP request received."]
    assert (logger.level, logger.propagate) == (logging.ERROR, False)
