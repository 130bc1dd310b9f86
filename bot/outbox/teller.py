"""Who tells people of an order as soon as it is created, without looking for what is due."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from storage import ToTell


class Teller(Protocol):
    """What the dispatcher needs of one."""

    def claim(self) -> AbstractContextManager[datetime | None]:
        """Until when it claims what is told of an order that is recorded meanwhile; None where it has no place free."""

    def begin(self, to_tell: ToTell, until: datetime) -> None:
        """Tell what was claimed so, beside all else."""

    async def finish(self) -> None:
        """Wait for what is being told, and leave to others what isn't to be told yet."""
