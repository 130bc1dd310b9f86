"""What listeners work with, wired by `bot.app`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk import Desk
from bot.geocoding import Geocoder
from bot.uploads import Uploads
from flows.texts import Text
from orders import OrdersClient


@dataclass(frozen=True)
class Services:
    """The desk, the Orders API for reading, and what brings files over."""

    desk: Desk
    orders: OrdersClient
    uploads: Uploads
    geocoder: Geocoder | None = None

    @property
    def sources(self) -> Sequence[Text]:
        """Whose data is used, where its licence asks to say so."""
        credits_ = [self.desk.places.credit, self.geocoder.credit if self.geocoder else None]
        return [credit for credit in credits_ if credit]
