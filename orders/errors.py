"""Everything that can go wrong between us and the Orders API, as one tree.

OrdersError
├── Duplicate            the API says that the order, or something of it, is there already
├── Refused              this request created nothing, for certain
│   ├── InvalidOrder     the order itself is wrong; `words` says how
│   ├── Unauthorised     401: the token is invalid or has expired
│   ├── Forbidden        403: the token's user lacks the role
│   ├── FileRefused      413, 415, 400: this file is not taken
│   ├── RateLimited      429: ask again after `delay` seconds
│   └── Misconfigured    404, 405, 3xx and their like: the address is wrong
├── Unreachable          no connection was made: nothing left this machine
├── Ambiguous            the order may or may not exist: look before sending again
│   └── NoOrderId        a success whose answer names no order
├── UploadFailed         the file may have arrived or not, and its id isn't known; sent again it does no harm
└── ListUnavailable      the list of orders could not be had or read

The messages hold statuses and kinds of failure only, so that they may be logged. The API's own words may
repeat what a client gave, so they are kept in the attribute `words` only.
"""

from __future__ import annotations

from orders.listed import CreatedOrder


class OrdersError(Exception):
    """The Orders API didn't do what was asked."""


class Duplicate(OrdersError):
    """A conflict (409), or a 400 that speaks of the key or a duplicate: the list must show whether the order exists.

    `order` has the ids where the answer names the order that exists. `is_explicit`: its words name the key or a
    duplicate order, and nothing else. `words` are the API's own, as in `InvalidOrder`.
    """

    def __init__(self, refusal: str, order: CreatedOrder | None = None, *, is_explicit: bool = False) -> None:
        super().__init__("The Orders API says that it has this order, or something of it, already.")
        self.refusal = refusal
        self.order = order
        self.is_explicit = is_explicit


class Refused(OrdersError):
    """The API turned this request down before creating anything."""


class InvalidOrder(Refused):
    """The API refused the order's contents.

    `words` are the API's own, in one line of at most 500 characters, to be shown to the person;
    empty where it gave none.
    """

    def __init__(self, refusal: str) -> None:
        super().__init__("The Orders API refused the order as invalid.")
        self.refusal = refusal


class Unauthorised(Refused):
    """The token is invalid or has expired (401)."""

    def __init__(self) -> None:
        super().__init__("The Orders API doesn't accept the token (401): check ORDERS_API_TOKEN.")


class Forbidden(Refused):
    """The token's user lacks the role for this (403)."""

    def __init__(self) -> None:
        super().__init__("The token's user may not do this in the Orders API (403): check the user's role.")


class RateLimited(Refused):
    """Too many requests (429); `delay` is how many seconds to wait, from Retry-After."""

    def __init__(self, delay: float) -> None:
        super().__init__(f"The Orders API asks us to wait {delay:.0f} s (429).")
        self.delay = delay


class Misconfigured(Refused):
    """What answers at the address isn't the Orders API; `status` is the HTTP status it gave."""

    def __init__(self, status: int, setting: str = "ORDERS_API_URL") -> None:
        super().__init__(f"No Orders API answers at this address ({status}): check {setting}.")
        self.status = status


class FileRefused(Refused):
    """The API doesn't take this file; `status` is the HTTP status it gave."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The Orders API refused a file ({status}).")
        self.status = status


class Unreachable(OrdersError):
    """No connection was made, so nothing was sent; `reason` names the kind of failure."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The Orders API can't be reached: {reason}.")
        self.reason = reason


class Ambiguous(OrdersError):
    """The order may or may not exist; `reason` names the kind of failure."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"It isn't known whether the order was created: {reason}.")
        self.reason = reason


class NoOrderId(Ambiguous):
    """The API answered with a success, and no order's id can be read from it."""


class UploadFailed(OrdersError):
    """The file's id could not be had; `reason` names the kind of failure."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The file could not be uploaded: {reason}.")
        self.reason = reason


class ListUnavailable(OrdersError):
    """The list of orders could not be had or read; `reason` names the kind of failure."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The list of orders can't be had: {reason}.")
        self.reason = reason
