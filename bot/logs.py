"""Logs: one JSON object a line. What people type never gets here; tokens are cut out should one slip in."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.log_limit import EVERY_SECONDS, SparingHandler

SECRETS = re.compile(r"(xox[a-z]|xapp|xoxe)[.-][\w.-]+|Bearer\s+\S+", re.IGNORECASE)
CUT = "[secret]"

OURS = ("bot", "flows", "orders", "storage")
"""Packages that follow LOG_LEVEL; every library stays at its own level or at WARNING, whatever is set."""

QUIET = {
    "slack_sdk": logging.ERROR,
    "slack_bolt": logging.ERROR,
}
"""Libraries whose warnings repeat whole requests."""

WITHOUT_TEXT = ("slack_bolt", "slack_sdk", "order-desk")
"""Loggers whose lines may repeat what Slack sent or answered: only where they were written is kept."""


def cut_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace anything that looks like a token in the event, however deep it is."""
    return {key: _cut(value) for key, value in event.items()}


def _cut(value: object) -> object:
    match value:
        case str():
            return SECRETS.sub(CUT, value)
        case Mapping():
            return {key: _cut(one) for key, one in value.items()}
        case list() | tuple():
            return [_cut(one) for one in value]
        case _:
            return value


def exception_without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Say where an exception came from, not its text: a text may repeat what a person typed."""
    error = event.pop("exc_info", None)
    error = sys.exc_info()[1] if error is True else error[1] if isinstance(error, tuple) else error
    if isinstance(error, BaseException):
        event["event"] = _without_texts(str(event.get("event", "")), error)
        event["exception"] = type(error).__qualname__
        event["at"] = _place(error)
    return event


def _without_texts(words: str, error: BaseException | None) -> str:
    """The words without the exception's: asyncio and Bolt put them into their messages."""
    while error is not None:
        for text in filter(None, (repr(error), str(error))):
            words = words.replace(text, type(error).__qualname__)
        error = error.__cause__ or error.__context__
    return words


def _place(error: BaseException) -> list[str]:
    places, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-6:]


def place_instead_of_text(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Of a library that repeats payloads, where in it the line was written."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and record.name.startswith(WITHOUT_TEXT):
        event["event"] = f"{record.filename}:{record.lineno}"
    return event


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    exception_without_values,
    cut_secrets,
]


def set_up_logs(level: str = "INFO", *, every: float = EVERY_SECONDS) -> None:
    """Write logs to standard error: ours from this level on, those of libraries from WARNING on, if it is lower.

    Lines that anybody on the network can cause are summed up every so many seconds; see `bot.log_limit`.
    """
    _set_up_structlog()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), place_instead_of_text, *_SHARED],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = SparingHandler(sys.stderr, every)
    handler.setFormatter(formatter)
    least = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(handlers=[handler], level=max(least, logging.WARNING), force=True)
    for package in OURS:
        logging.getLogger(package).setLevel(least)
    quieten(least)


def quieten(level: int = logging.NOTSET) -> None:
    """Keep libraries from repeating requests, in a program that has set up no logs of ours too."""
    if not structlog.is_configured():
        # By itself structlog prints exceptions with the variables around them.
        _set_up_structlog()
    for library, lowest in QUIET.items():
        logging.getLogger(library).setLevel(max(level, lowest))


def _hand_over(
    logger: WrappedLogger, method: str, event: EventDict
) -> tuple[tuple[EventDict], dict[str, object]]:
    """To the standard library, whose own handler would print the exception with its text."""
    given, options = structlog.stdlib.ProcessorFormatter.wrap_for_formatter(logger, method, event)
    return given, {**options, "exc_info": False}


def _set_up_structlog() -> None:
    structlog.configure(
        processors=[*_SHARED, _hand_over],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def log(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one module, such as `log(__name__)`."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
