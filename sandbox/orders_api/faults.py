"""What the local Orders API can do wrong, or do in another way that the sources allow."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto


class PostFault(Enum):
    """What happens to one POST.

    A stall lasts until `LocalOrders.release()`: the order is created before it, or after it, by which time
    the client may have left.
    """

    UNAVAILABLE = auto()
    BAD_GATEWAY_AFTER_CREATING = auto()
    STALL_BEFORE_CREATING = auto()
    STALL_AFTER_CREATING = auto()
    RESET_BEFORE_CREATING = auto()
    RESET_AFTER_CREATING = auto()
    RATE_LIMITED = auto()
    INVALID = auto()
    UNAUTHORISED = auto()
    FORBIDDEN = auto()
    NOT_FOUND = auto()
    REDIRECT = auto()
    REQUEST_TIMEOUT = auto()
    HALF_AN_ANSWER = auto()
    MAINTENANCE_PAGE = auto()
    MAINTENANCE_PAGE_AFTER_CREATING = auto()
    QUOTA_EXCEEDED = auto()
    QUOTA_EXCEEDED_AFTER_CREATING = auto()
    NO_CONTENT = auto()
    NO_CONTENT_AFTER_CREATING = auto()
    NO_ID = auto()
    NO_ID_AFTER_CREATING = auto()
    WORKFLOW_LOCKED = auto()
    PLAN_USED_UP = auto()
    GIANT_ANSWER = auto()


class ListFault(Enum):
    """What happens to every GET of the list; `ENDLESS` gives other orders on every page, however far one reads."""

    UNAVAILABLE = auto()
    BROKEN = auto()
    ENDLESS = auto()
    GIANT = auto()
    STALL = auto()
    RESET = auto()
    RATE_LIMITED = auto()
    UNAUTHORISED = auto()
    FORBIDDEN = auto()
    NOT_FOUND = auto()
    NOT_JSON = auto()


class UploadFault(Enum):
    """What happens to an upload of a file."""

    UNAVAILABLE = auto()
    RATE_LIMITED = auto()
    UNAUTHORISED = auto()
    FORBIDDEN = auto()
    NOT_FOUND = auto()
    TOO_LARGE = auto()
    WRONG_TYPE = auto()
    RESET = auto()
    NO_ID = auto()


class CreatedStyle(Enum):
    """The body of the answer to a POST that created an order."""

    VALUE = auto()
    ID = auto()
    WRAPPED = auto()
    NUMBER = auto()
    BARE_ID = auto()
    TEXT = auto()
    EMPTY = auto()


class Envelope(Enum):
    """What the list is wrapped in: `{"values", "count"}`, nothing, or `{"data"}`."""

    VALUES = auto()
    BARE = auto()
    DATA = auto()


class ListDetail(Enum):
    """How much the list says of each order: all it has, `{"id": …}`, or the bare id."""

    WHOLE = auto()
    ID = auto()
    BARE_ID = auto()


class DuplicateCheck(Enum):
    """Whether looking for the key and creating is one step, or two with `insert_delay` between them."""

    ATOMIC = auto()
    CHECK_THEN_INSERT = auto()


@dataclass
class Faults:
    """The switches; tests set them. Times are in seconds.

    `down` refuses every request: by closing the connection, or with a 503 where `down_answers` is set.
    `next_posts` are used up one by one, by the POSTs that arrive with the right token; `next_uploads` likewise, and
    what comes after them meets `every_upload`. `largest_upload` is in bytes.
    """

    created_status: int = 201
    created_style: CreatedStyle = CreatedStyle.VALUE
    duplicate_status: int = 400
    duplicate_ids: bool = False
    duplicate_check: DuplicateCheck = DuplicateCheck.ATOMIC
    insert_delay: float = 0.1
    bare_integers: bool = False
    next_posts: deque[PostFault] = field(default_factory=deque)
    retry_after: str = "1"
    invalid_words: tuple[str, ...] = ("phoneNumber must be a mobile number",)
    forbidden: bool = False
    down: bool = False
    down_answers: bool = False
    slow: float = 0.0
    list_fault: ListFault | None = None
    envelope: Envelope = Envelope.VALUES
    oldest_first: bool = False
    metadata_listed: bool = True
    list_detail: ListDetail = ListDetail.WHOLE
    paging_ignored: bool = False
    next_uploads: deque[UploadFault] = field(default_factory=deque)
    every_upload: UploadFault | None = None
    largest_upload: int = 10 * 1024**2
