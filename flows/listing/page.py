"""What somebody asks of a list of orders, and where in it they are. Written into buttons and windows, and read back."""

from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from flows.compact_json import CompactJson
from flows.listing.query import LISTED, Position
from flows.order import UNDER_WAY, State

LONGEST_TEXT = 150
"""Characters of a search: it travels in a button's value, of 2000 in all."""


class Stage(StrEnum):
    """How far an order is."""

    WAITING = "waiting"
    """Not yet in the order system, for whatever reason."""
    APPROVAL = "approval"
    STUCK = "stuck"
    REFUSED = "refused"
    CREATED = "created"


STATES = {
    None: LISTED,
    Stage.WAITING: UNDER_WAY,
    Stage.APPROVAL: frozenset({State.AWAITING}),
    Stage.STUCK: frozenset({State.STUCK}),
    Stage.REFUSED: frozenset({State.REJECTED}),
    Stage.CREATED: frozenset({State.CREATED}),
}


class Period(StrEnum):
    """Since when, counted in days of the reader's own time zone."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def begins(self, now: datetime, zone: tzinfo) -> datetime:
        """Its first moment: today's midnight, six or 29 days before that, or the year's first day."""
        today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        match self:
            case Period.TODAY:
                return today
            case Period.WEEK:
                return today - timedelta(days=6)
            case Period.MONTH:
                return today - timedelta(days=29)
            case Period.YEAR:
                return today.replace(month=1, day=1)


class Filters(BaseModel):
    """What is asked for; nothing of it is everything. `person` is a Slack user id, `workflow` the catalog's id."""

    model_config = ConfigDict(frozen=True)

    stage: Stage | None = None
    person: str | None = None
    workflow: str | None = None
    period: Period | None = None
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""


class ListPage(CompactJson):
    """A page of a list that was opened at `until`: behind the order named, or before it where it goes `back`.

    `number` counts from 0 and is for people. What has come in since the list was opened isn't on any of its pages.
    """

    until: AwareDatetime
    filters: Filters = Filters()
    number: int = 0
    at: AwareDatetime | None = None
    order_id: str | None = None
    back: bool = False

    @property
    def position(self) -> Position | None:
        """The order that the page is behind or before; None for the first page."""
        return Position(self.at, self.order_id) if self.at and self.order_id is not None else None

    def beside(self, position: Position, *, back: bool) -> Self:
        """The page that follows its last order, or goes before its first."""
        number = max(self.number + (-1 if back else 1), 0)
        return self.model_copy(
            update={"number": number, "at": position.at, "order_id": position.order_id, "back": back}
        )
