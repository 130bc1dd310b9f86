"""The Orders API: its client, the order as it is sent, what comes back, and what can go wrong."""

from orders.addresses import is_loopback
from orders.client import OrdersClient, read_authorities
from orders.errors import (
    Ambiguous,
    Duplicate,
    FileRefused,
    Forbidden,
    InvalidOrder,
    ListUnavailable,
    Misconfigured,
    NoOrderId,
    OrdersError,
    RateLimited,
    Refused,
    Unauthorised,
    Unreachable,
    UploadFailed,
)
from orders.listed import CreatedOrder, ListedOrder, LookUp, OrderPage
from orders.models import (
    KEY_IN_METADATA,
    ActorAssignment,
    CustomFieldValue,
    Offer,
    OfferLine,
    OrderRequest,
    Payer,
    with_files,
)

__all__ = [
    "KEY_IN_METADATA",
    "ActorAssignment",
    "Ambiguous",
    "CreatedOrder",
    "CustomFieldValue",
    "Duplicate",
    "FileRefused",
    "Forbidden",
    "InvalidOrder",
    "ListUnavailable",
    "ListedOrder",
    "LookUp",
    "Misconfigured",
    "NoOrderId",
    "Offer",
    "OfferLine",
    "OrderPage",
    "OrderRequest",
    "OrdersClient",
    "OrdersError",
    "Payer",
    "RateLimited",
    "Refused",
    "Unauthorised",
    "Unreachable",
    "UploadFailed",
    "is_loopback",
    "read_authorities",
    "with_files",
]
