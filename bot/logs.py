"""Logs: one JSON object a line. What people type never gets here; tokens are cut out should one slip in."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SECRETS = re.compile(r"(xox[a-z]|xapp|xoxe)[.-][\w.-]+|Bearer\s+\S+", re.IGNORECASE)
CUT = "[secret]"

QUIET = {
    "geopy": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "slack_bolt": logging.ERROR,
    "aiohttp.access": logging.WARNING,
    "procrastinate": logging.WARNING,
    "uvicorn.access": logging.WARNING,
    "uvicorn.error": logging.WARNING,
}
"""Libraries whose lower lines hold addresses, payloads and headers; Bolt's warnings repeat whole requests."""


def cut_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace anything that looks like a token in the event, however deep it stands."""
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


def set_up_logs(level: str = "INFO") -> None:
    """Route structlog and the libraries' loggers to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        exception_without_values,
        cut_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for library, lowest in QUIET.items():
        logging.getLogger(library).setLevel(lowest)


def log(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one room, such as `log(__name__)`."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
