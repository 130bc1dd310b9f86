"""Reading the Orders API's answers: what each status and body says of the order or the list.

Only an order's id in a success creates one. What an answer is worth after earlier
attempts is `flows.sending.answers`' to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from orders.errors import (
    Ambiguous,
    Duplicate,
    FileRefused,
    Forbidden,
    InvalidOrder,
    ListUnavailable,
    Misconfigured,
    NoOrderId,
    RateLimited,
    Refused,
    Unauthorised,
    UploadFailed,
)
from orders.ids import as_uuid, denies, first_uuid, order_in
from orders.listed import CreatedOrder, ListedOrder, OrderPage

SUCCESS = range(200, 300)
REDIRECT = range(300, 400)
FILE_REFUSED = frozenset({400, 413, 415, 422})
INVALID = frozenset({400, 413, 422})
WRONG_ADDRESS = frozenset({404, 405, 406, 407, 410, 411, 415, 421, 426})
CONFLICT = 409
DEFAULT_DELAY = 30.0
LONGEST_DELAY = 3600.0

_orders = TypeAdapter(tuple[ListedOrder, ...])


@dataclass(frozen=True)
class Answer:
    """A whole answer: its status, its headers (any case, as httpx keeps them) and its text.

    `unread` says why the text is empty where it could not be read.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    text: str = field(repr=False)
    unread: str = field(default="", repr=False)

    def body(self) -> object:
        """The text read as JSON, or the text itself where it isn't JSON."""
        try:
            # Pydantic would keep thousands of the texts that it reads, and each order's id comes once.
            return from_json(self.text, cache_strings="keys")
        except ValueError:
            return self.text


def created_order(answer: Answer) -> CreatedOrder:
    """The order that a POST created, or the error its answer stands for.

    Raises `Duplicate`, any `Refused`, `Ambiguous`, or its `NoOrderId`.
    """
    body = answer.body()
    if answer.status in SUCCESS:
        order = order_in(body)
        if order is None:
            raise NoOrderId(f"it answered {answer.status} without an order's id")
        return order
    if answer.status == CONFLICT or answer.status in INVALID:
        raise _refused_order(answer.status, body)
    raise refusal(answer) or Ambiguous(f"it answered {answer.status}")


def _refused_order(status: int, body: object) -> Duplicate | InvalidOrder:
    """An order that a refusal names exists. Beside words about something else an id is that's, or the refusal's own."""
    from orders import error_text  # A start has no need of its patterns.

    said, repeats = error_text.readable(body), error_text.speaks_of_a_duplicate(body)
    if status != CONFLICT and not repeats:
        return InvalidOrder(said)
    named = order_in(body) if repeats or not error_text.has_words(body) else None
    return Duplicate(said, named, is_explicit=error_text.says_the_order_exists(body))


def uploaded_file(answer: Answer) -> str:
    """The id of an uploaded file: a uuid, under `file_id` or another usual key.

    Raises `FileRefused`, another `Refused`, or `UploadFailed`.
    """
    if answer.status in FILE_REFUSED:
        raise FileRefused(answer.status)
    if answer.status not in SUCCESS:
        refused = refusal(answer)
        if isinstance(refused, Misconfigured):
            raise Misconfigured(answer.status, "ORDERS_UPLOAD_PATH")
        raise refused or UploadFailed(f"it answered {answer.status}")
    body = answer.body()
    file_id = as_uuid(body) or first_uuid(_fields(body), ("file_id", "fileId", "value", "id"))
    if file_id is None:
        raise UploadFailed("the answer names no file")
    return file_id


def order_page(answer: Answer, page: int, page_size: int) -> OrderPage:
    """A page of the list from its answer: a bare list, `{"values", "count"}` or `{"data"}`.

    Raises a `Refused` that isn't about an order, or `ListUnavailable`.
    """
    if answer.status not in SUCCESS:
        raise refusal(answer) or ListUnavailable(f"it answered {answer.status}")
    if answer.unread:
        raise ListUnavailable(answer.unread)
    body = answer.body()
    if denies(body):
        raise ListUnavailable("the answer says that it failed")
    fields = _fields(body)
    try:
        orders = _orders.validate_python(fields.get("values", fields.get("data", body)))
    except ValidationError:
        raise ListUnavailable("the answer isn't a list of orders with ids") from None
    count = fields.get("count")
    if not isinstance(count, int):
        return OrderPage(orders, more=len(orders) >= page_size)
    return OrderPage(orders, more=bool(orders) and page * page_size + len(orders) < count, count=count)


def refusal(answer: Answer) -> Refused | None:
    """What a status means wherever it comes from; None where it says nothing certain."""
    match answer.status:
        case 401:
            return Unauthorised()
        case 403:
            return Forbidden()
        case 429:
            return RateLimited(retry_after(answer.headers.get("Retry-After", ""), datetime.now(UTC)))
        case status if status in REDIRECT or status in WRONG_ADDRESS:
            return Misconfigured(status)
    return None


def retry_after(header: str, now: datetime) -> float:
    """Seconds to wait, 1 to 3600: Retry-After's seconds or HTTP date (RFC 9110, 10.2.3), else 30."""
    try:
        delay = float(int(header)) if header.strip().isdigit() else (_http_date(header) - now).total_seconds()
    except (ValueError, OverflowError):
        return DEFAULT_DELAY
    return min(max(delay, 1.0), LONGEST_DELAY)


def _http_date(header: str) -> datetime:
    moment = parsedate_to_datetime(header)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _fields(body: object) -> dict[str, object]:
    return body if isinstance(body, dict) else {}
