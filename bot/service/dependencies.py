"""What listeners work with, wired by `bot.app`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.integrations.geocoder import Geocoder
from bot.service.order_service import OrderService
from bot.service.uploads import Uploads
from flows.i18n.texts import Text
from orders import OrdersClient


@dataclass(frozen=True)
class Dependencies:
    """The desk, the Orders API for reading, and what brings files over."""

    service: OrderService
    orders: OrdersClient
    uploads: Uploads
    geocoder: Geocoder | None = None

    @property
    def sources(self) -> Sequence[Text]:
        """Whose data is used, where its licence asks to say so."""
        credits_ = [self.service.places.credit, self.geocoder.credit if self.geocoder else None]
        return [credit for credit in credits_ if credit]
