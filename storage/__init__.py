"""Where drafts, orders and notifications are kept. The order's row is the outbox."""

from storage.errors import Conflict, StoreError, StoreUnavailable
from storage.messages import KeptMessage, MessageKind
from storage.opening import open_store
from storage.sqlite.store import SqliteStore
from storage.store import ForPerson, Store

__all__ = [
    "Conflict",
    "ForPerson",
    "KeptMessage",
    "MessageKind",
    "SqliteStore",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "open_store",
]
