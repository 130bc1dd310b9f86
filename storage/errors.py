"""What can go wrong with a store.

StoreError
├── Conflict           the row changed since it was read; read it again
└── StoreUnavailable   the database can't be opened, read or written now
"""

from __future__ import annotations


class StoreError(Exception):
    """Something kept can't be had or changed."""


class Conflict(StoreError):
    """The row changed since it was read, or such a move isn't allowed from its state; nothing was written."""


class StoreUnavailable(StoreError):
    """The database can't be opened, read or written now; nothing was written."""
