"""The switches of the local Orders API's faults, as a table: what each is called, and what it sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from sandbox.orders_api.faults import (
    CreatedStyle,
    DuplicateCheck,
    Envelope,
    Faults,
    ListDetail,
    ListFault,
    PostFault,
    UploadFault,
)

Value = str | bool
Choice = TypeVar("Choice", bound=Enum)
NONE = ""
"""The value of a choice where nothing goes wrong."""


@dataclass(frozen=True)
class Switch:
    """One switch: on and off, or one of several options as (value, words); the first is how it starts."""

    key: str
    group: str
    label: str
    read: Callable[[Faults], Value]
    write: Callable[[Faults, Value], None]
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    @property
    def start(self) -> Value:
        """Its value when nothing is switched."""
        return self.options[0][0] if self.options else False


SENDING = "Creating orders"
LISTING = "Listing orders"
FILES = "Files"
ANSWERS = "How it answers"

POST_FAULTS = {
    PostFault.UNAVAILABLE: "503 unavailable",
    PostFault.RATE_LIMITED: "429 too many requests",
    PostFault.INVALID: "400 invalid",
    PostFault.UNAUTHORISED: "401 wrong token",
    PostFault.FORBIDDEN: "403 not allowed",
    PostFault.NOT_FOUND: "404 not found",
    PostFault.REDIRECT: "302 elsewhere",
    PostFault.REQUEST_TIMEOUT: "408 time-out",
    PostFault.BAD_GATEWAY_AFTER_CREATING: "502 after creating it",
    PostFault.RESET_BEFORE_CREATING: "connection lost before creating",
    PostFault.RESET_AFTER_CREATING: "connection lost after creating",
    PostFault.STALL_BEFORE_CREATING: "no answer, and not created",
    PostFault.STALL_AFTER_CREATING: "no answer, though created",
    PostFault.HALF_AN_ANSWER: "half an answer after creating",
    PostFault.MAINTENANCE_PAGE: "200 with a maintenance page",
    PostFault.MAINTENANCE_PAGE_AFTER_CREATING: "the same, though created",
    PostFault.QUOTA_EXCEEDED: "200 that says it failed",
    PostFault.QUOTA_EXCEEDED_AFTER_CREATING: "the same, though created",
    PostFault.NO_CONTENT: "204 no content",
    PostFault.NO_CONTENT_AFTER_CREATING: "the same, though created",
    PostFault.NO_ID: "201 without an id",
    PostFault.NO_ID_AFTER_CREATING: "the same, though created",
    PostFault.WORKFLOW_LOCKED: "409 workflow locked",
    PostFault.PLAN_USED_UP: "400 plan used up",
    PostFault.GIANT_ANSWER: "200 with a packed body of 1 GB",
}
LIST_FAULTS = {
    ListFault.UNAVAILABLE: "503 unavailable",
    ListFault.BROKEN: "500 internal error",
    ListFault.ENDLESS: "a list without an end",
    ListFault.GIANT: "a packed page of 1 GB",
    ListFault.RATE_LIMITED: "429 too many requests",
    ListFault.UNAUTHORISED: "401 wrong token",
    ListFault.FORBIDDEN: "403 not allowed",
    ListFault.NOT_FOUND: "404 not found",
    ListFault.RESET: "connection lost",
    ListFault.STALL: "no answer",
    ListFault.NOT_JSON: "an HTML page",
}
UPLOAD_FAULTS = {
    UploadFault.UNAVAILABLE: "503 unavailable",
    UploadFault.RATE_LIMITED: "429 too many requests",
    UploadFault.UNAUTHORISED: "401 wrong token",
    UploadFault.FORBIDDEN: "403 not allowed",
    UploadFault.NOT_FOUND: "404 not found",
    UploadFault.TOO_LARGE: "413 too large",
    UploadFault.WRONG_TYPE: "415 not this type",
    UploadFault.RESET: "connection lost",
    UploadFault.NO_ID: "no id in the answer",
}
STYLES = {
    CreatedStyle.VALUE: "id, number and link",
    CreatedStyle.ID: "id and number",
    CreatedStyle.WRAPPED: "id, number and link in “data”",
    CreatedStyle.NUMBER: "a bare number as id",
    CreatedStyle.BARE_ID: "the id alone",
    CreatedStyle.TEXT: "the word “Created”",
    CreatedStyle.EMPTY: "an empty body",
}
ENVELOPES = {Envelope.VALUES: "values and count", Envelope.BARE: "a bare list", Envelope.DATA: "data"}
DETAILS = {
    ListDetail.WHOLE: "all there is",
    ListDetail.ID: "the id, in an object",
    ListDetail.BARE_ID: "the id alone",
}
CHECKS = {
    DuplicateCheck.ATOMIC: "one step with creating",
    DuplicateCheck.CHECK_THEN_INSERT: "a step before creating",
}
NO_FAULT = ((NONE, "nothing goes wrong"),)


def _named(words: Mapping[Choice, str]) -> tuple[tuple[str, str], ...]:
    return tuple((choice.name, label) for choice, label in words.items())


def _choice(key: str, group: str, label: str, words: Mapping[Choice, str]) -> Switch:
    """One of an enumeration, set as the fault of that name."""
    kind = type(next(iter(words)))
    return Switch(
        key,
        group,
        label,
        lambda faults: str(getattr(faults, key).name),
        lambda faults, value: setattr(faults, key, kind[str(value)]),
        _named(words),
    )


def _toggle(key: str, group: str, label: str, *, is_on: bool = True) -> Switch:
    """A fault that is there or not; `is_on` is the value that counts as switched on."""
    return Switch(
        key,
        group,
        label,
        lambda faults: bool(getattr(faults, key) is is_on),
        lambda faults, value: setattr(faults, key, bool(value) is is_on),
    )


def _status(key: str, label: str, *statuses: int) -> Switch:
    """An HTTP status the API may answer with."""
    return Switch(
        key,
        ANSWERS,
        label,
        lambda faults: str(getattr(faults, key)),
        lambda faults, value: setattr(faults, key, int(value)),
        tuple((str(status), str(status)) for status in statuses),
    )


def _read_outage(faults: Faults) -> Value:
    return ("503" if faults.down_answers else "close") if faults.down else NONE


def _write_outage(faults: Faults, value: Value) -> None:
    faults.down, faults.down_answers = bool(value), value == "503"


def _read_next_post(faults: Faults) -> Value:
    return faults.next_posts[0].name if faults.next_posts else NONE


def _write_next_post(faults: Faults, value: Value) -> None:
    faults.next_posts.clear()
    if value:
        faults.next_posts.append(PostFault[str(value)])


def _read_list_fault(faults: Faults) -> Value:
    return faults.list_fault.name if faults.list_fault else NONE


def _write_list_fault(faults: Faults, value: Value) -> None:
    faults.list_fault = ListFault[str(value)] if value else None


def _read_upload_fault(faults: Faults) -> Value:
    return faults.every_upload.name if faults.every_upload else NONE


def _write_upload_fault(faults: Faults, value: Value) -> None:
    faults.every_upload = UploadFault[str(value)] if value else None


def _write_speed(faults: Faults, value: Value) -> None:
    faults.slow = float(value)


ORDERS_SWITCHES = (
    Switch(
        "outage",
        SENDING,
        "The Orders API is",
        _read_outage,
        _write_outage,
        ((NONE, "up"), ("close", "down, connections are closed"), ("503", "down, answers 503")),
    ),
    Switch(
        "speed",
        SENDING,
        "It answers",
        lambda faults: f"{faults.slow:g}",
        _write_speed,
        (("0", "at once"), ("2", "after 2 s"), ("4", "after 4 s"), ("8", "after 8 s")),
        hint="The bot gives up waiting after 5 s.",
    ),
    Switch(
        "next_post",
        SENDING,
        "The next order",
        _read_next_post,
        _write_next_post,
        NO_FAULT + _named(POST_FAULTS),
        hint="Once; then it is off again.",
    ),
    Switch(
        "list_fault",
        LISTING,
        "Every look at the list",
        _read_list_fault,
        _write_list_fault,
        NO_FAULT + _named(LIST_FAULTS),
    ),
    Switch(
        "upload_fault",
        FILES,
        "Every upload",
        _read_upload_fault,
        _write_upload_fault,
        NO_FAULT + _named(UPLOAD_FAULTS),
    ),
    _choice("envelope", LISTING, "The list comes as", ENVELOPES),
    _toggle("oldest_first", LISTING, "Oldest orders first"),
    _toggle("paging_ignored", LISTING, "All orders on every page"),
    _toggle("metadata_listed", LISTING, "Without our metadata", is_on=False),
    _choice("list_detail", LISTING, "Of each order it shows", DETAILS),
    _choice("created_style", ANSWERS, "A created order is answered with", STYLES),
    _status("created_status", "A created order has status", 201, 200),
    _status("duplicate_status", "A duplicate has status", 400, 409),
    _toggle("duplicate_ids", ANSWERS, "A duplicate names the order it repeats"),
    _choice("duplicate_check", ANSWERS, "Looking for duplicates is", CHECKS),
    _toggle("bare_integers", ANSWERS, "Amounts must be bare integers"),
    _toggle("forbidden", ANSWERS, "The token lacks the role (403)"),
)
