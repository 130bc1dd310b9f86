"""What listeners work with, wired by `bot.app`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk import Desk
from orders import OrdersClient


@dataclass(frozen=True)
class Services:
    """The desk, and the Orders API for reading."""

    desk: Desk
    orders: OrdersClient
