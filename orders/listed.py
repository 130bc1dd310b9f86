"""What comes back from the Orders API: the created order's ids, and orders as the list shows them.

No answer's shape is published for certain, so nothing but an order's id is relied on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StrictInt,
    StrictStr,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic.alias_generators import to_camel

from orders.models import KEY_IN_METADATA

LONGEST_ID = 100
LONGEST_LINK = 2000
"""Characters; Slack takes 3000 for a button's link."""


class CreatedOrder(NamedTuple):
    """An order that exists upstream: its id, and its number and link where the answer gave them."""

    id: str
    display_id: str | None = None
    client_url: str | None = None


def web_address(value: object) -> str | None:
    """The value, if it is a link of sane length: http or https."""
    if not isinstance(value, str) or len(value) > LONGEST_LINK or not value.isprintable():
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in {"http", "https"} and parts.hostname else None


def _or_none(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    try:
        return handler(value)
    except ValueError:
        return None


def _utc(value: object, handler: ValidatorFunctionWrapHandler) -> datetime | None:
    moment = _or_none(value, handler)
    if not isinstance(moment, datetime):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


Tolerated = WrapValidator(_or_none)
Text = Annotated[str | None, Tolerated]
ShortText = Annotated[str | None, Field(max_length=LONGEST_ID), Tolerated]
Link = Annotated[str | None, BeforeValidator(web_address)]


class ListedOrder(BaseModel):
    """An order in the list. What is missing or of another type than expected is None.

    `created_at` is in UTC (a time without a zone is read as UTC). Fields that aren't named here are kept
    (`model_extra`). The representation shows the ids only.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        coerce_numbers_to_str=True,
        hide_input_in_errors=True,
        defer_build=True,
    )

    id: Annotated[str, Field(min_length=1, max_length=LONGEST_ID)]
    display_id: ShortText = None
    client_url: Link = None
    name: Text = None
    status: Annotated[StrictInt | StrictStr | None, Tolerated] = None
    contact_person_name: Text = None
    address: Text = None
    city: Text = None
    postal_code: Text = None
    created_at: Annotated[datetime | None, WrapValidator(_utc)] = None
    metadata: Annotated[dict[str, JsonValue] | None, Tolerated] = None
    idempotency_key: Text = None

    @model_validator(mode="before")
    @classmethod
    def _usual_shape(cls, data: object) -> object:
        """A list may hold bare ids; the client has one name of two."""
        if isinstance(data, str | int) and not isinstance(data, bool):
            return {"id": data}
        if isinstance(data, Mapping) and data.get("contactPersonName") is None and "customerName" in data:
            return {**data, "contactPersonName": data["customerName"]}
        return data

    @property
    def key(self) -> str | None:
        """The key that whoever created it gave: our own in its metadata, else its idempotency key."""
        ours = (self.metadata or {}).get(KEY_IN_METADATA)
        return ours if isinstance(ours, str) else self.idempotency_key

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        return [("id", self.id), ("display_id", self.display_id)]


@dataclass(frozen=True)
class OrderPage:
    """One page of the list: its orders, whether more seem to follow, and the total where the API gave it."""

    orders: tuple[ListedOrder, ...] = field(repr=False)
    more: bool
    count: int | None = None


class LookUp(NamedTuple):
    """What looking for our key gave: the order, its absence in a complete list, or neither.

    `conclusive` is False when no order was found and its absence isn't certain either: the list's end wasn't reached,
    no order in it shows a key, or it changed while it was read.
    """

    order: ListedOrder | None
    conclusive: bool
