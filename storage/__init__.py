"""Where drafts, orders and notifications are kept. The order's row is the outbox."""

from flows.notifications import Notification, NotificationKind
from flows.person import Locales, Person
from storage.errors import Conflict, StoreError, StoreUnavailable
from storage.messages import KeptMessage, MessageKind
from storage.opening import open_store
from storage.sqlite.store import SqliteStore
from storage.store import Store

__all__ = [
    "Conflict",
    "KeptMessage",
    "Locales",
    "MessageKind",
    "Notification",
    "NotificationKind",
    "Person",
    "SqliteStore",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "open_store",
]
