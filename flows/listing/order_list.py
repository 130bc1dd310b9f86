"""The list of recent orders, whichever source it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flows.i18n.texts import Text


@dataclass(frozen=True)
class Entry:
    """An order as lists show it: number, client, place, job, sum, state, age; None where not known.

    `number` is the API's id of it where no number is known.
    """

    number: str | None = None
    client: Text | None = None
    place: str | None = None
    job: str | None = None
    sum: Text | None = None
    state: Text | None = None
    created_at: datetime | None = None


@dataclass(frozen=True)
class Listing:
    """One page of the latest orders. `own_copy`: the Orders API didn't answer, these are the ones taken here."""

    entries: tuple[Entry, ...]
    page: int
    pages: int
    as_of: datetime
    own_copy: bool
