"""What follows while nobody decides about an order: a reminder, a stand-in who may decide too, an escalation."""

from datetime import datetime, timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict

from flows.catalog.rules import Rule


class FollowUp(BaseModel):
    """What is done when, as the rule was when the order was put forward. Times are aware; None means never.

    `stand_in` is an approver group's name, `escalate_to` one too, or the Slack id of a channel or a person. At
    `operators_at` operators hear of it, as also of an order that waits for photos.
    """

    model_config = ConfigDict(frozen=True)

    remind_at: datetime | None = None
    stand_in: str | None = None
    stand_in_at: datetime | None = None
    escalate_to: str | None = None
    escalate_at: datetime | None = None
    operators_at: datetime | None = None

    @classmethod
    def of(cls, rule: Rule, now: datetime, *, anybody_asked: bool) -> Self:
        """What a rule has done about an order put forward now; with nobody to ask, the stand-in is asked at once."""
        waits = rule.stand_in_after if anybody_asked else timedelta()
        return cls(
            remind_at=_after(now, rule.remind_after),
            stand_in=rule.stand_in,
            stand_in_at=_after(now, waits) if rule.stand_in else None,
            escalate_to=rule.escalate_to,
            escalate_at=_after(now, rule.escalate_after),
        )

    def with_operators(self, now: datetime, after: timedelta | None) -> Self:
        """The same, and operators hear of it so long after now."""
        return self.model_copy(update={"operators_at": _after(now, after)})

    def stand_in_by(self, now: datetime) -> str | None:
        """The stand-in, from when they are asked."""
        return self.stand_in if self.stand_in_at and self.stand_in_at <= now else None


def _after(now: datetime, wait: timedelta | None) -> datetime | None:
    return None if wait is None else now + wait
