"""What listeners work with, wired by `bot.app`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk import Desk
from bot.uploads import Uploads
from orders import OrdersClient


@dataclass(frozen=True)
class Services:
    """The desk, the Orders API for reading, and what brings files over."""

    desk: Desk
    orders: OrdersClient
    uploads: Uploads
