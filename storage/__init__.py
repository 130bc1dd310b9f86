"""Where drafts, orders and notifications are kept. The order's row is the outbox."""

from storage.errors import Conflict, StoreError, StoreUnavailable
from storage.messages import KeptMessage, MessageKind
from storage.opening import open_store
from storage.sqlite.store import SqliteStore
from storage.store import Store
from storage.telling import ForPerson, Recorded, Told, ToTell

__all__ = [
    "Conflict",
    "ForPerson",
    "KeptMessage",
    "MessageKind",
    "Recorded",
    "SqliteStore",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "ToTell",
    "Told",
    "open_store",
]
