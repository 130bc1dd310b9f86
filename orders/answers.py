"""Reading the Orders API's answers: what each status and body means for the order or the list.

Created is any 2xx. A 409 is a duplicate; a 400 is one only where its words say so, else it refuses the
order, unless an earlier attempt with the same key had an unknown outcome: then nothing is certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from uuid import UUID

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
    RateLimited,
    Refused,
    RefusedAfterUnknown,
    Unauthorised,
    UploadFailed,
)
from orders.listed import CreatedOrder, ListedOrder, OrderPage
from orders.words import readable, tells_of_a_duplicate

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
    """A whole answer: its status, its headers (any case, as httpx keeps them) and its text."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    text: str = field(repr=False)

    def body(self) -> object:
        """The text read as JSON, or the text itself where it isn't JSON."""
        try:
            return from_json(self.text)
        except ValueError:
            return self.text


def created_order(answer: Answer, *, after_unknown: bool) -> CreatedOrder:
    """The order that a POST created, or the error its answer stands for.

    Raises `Duplicate`, any `Refused`, or `Ambiguous`. `after_unknown` says that an earlier attempt with
    the same key had an unknown outcome.
    """
    body = answer.body()
    if answer.status in SUCCESS:
        return CreatedOrder(*_ids(body, "value", "id"), client_url=_text(_fields(body).get("clientUrl")))
    if answer.status == CONFLICT or (answer.status in INVALID and tells_of_a_duplicate(body)):
        raise Duplicate(*_ids(body, "orderId", "value", "id"))
    if answer.status not in INVALID:
        raise refusal(answer) or Ambiguous(f"it answered {answer.status}")
    if after_unknown:
        reason = f"it answered {answer.status} after an attempt of unknown outcome"
        raise RefusedAfterUnknown(reason, readable(body))
    raise InvalidOrder(readable(body))


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
    file_id, _display_id = _ids(answer.body(), "file_id", "fileId", "value", "id")
    try:
        return str(UUID(file_id))
    except (TypeError, ValueError):
        raise UploadFailed("the answer names no file") from None


def order_page(answer: Answer, page: int, page_size: int) -> OrderPage:
    """A page of the list from its answer: a bare list, `{"values", "count"}` or `{"data"}`.

    Raises a `Refused` that isn't about an order, or `ListUnavailable`.
    """
    if answer.status not in SUCCESS:
        raise refusal(answer) or ListUnavailable(f"it answered {answer.status}")
    body = answer.body()
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


def _ids(body: object, *keys: str) -> tuple[str | None, str | None]:
    """The order's id, under the first of the keys that has one, and its display id."""
    fields = _fields(body)
    order_id = next(filter(None, (_text(fields.get(key)) for key in keys)), None)
    return order_id or _bare_uuid(body), _text(fields.get("displayId"))


def _bare_uuid(body: object) -> str | None:
    """The page says that the answer is "the id": a body that is nothing but a uuid is read as such."""
    try:
        return str(UUID(body.strip())) if isinstance(body, str) else None
    except ValueError:
        return None


def _text(value: object) -> str | None:
    is_text = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value) or None if is_text else None
