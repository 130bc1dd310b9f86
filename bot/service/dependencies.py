"""What listeners work with, wired by `bot.app`."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.integrations.geocoder import Geocoder
from bot.service.approvals import Approvals
from bot.service.listing.upstream_list import UpstreamList
from bot.service.order_service import OrderService
from bot.service.photos import Photos
from bot.service.quiet_saving import QuietSaving
from bot.service.uploads import Uploads
from flows.i18n.texts import Text


class Dependencies(NamedTuple):
    """What is done with orders, the Orders API's list, what brings files over and saves while one types."""

    service: OrderService
    upstream_list: UpstreamList
    uploads: Uploads
    quiet_saving: QuietSaving
    geocoder: Geocoder | None = None

    @property
    def approvals(self) -> Approvals:
        """Deciding about orders that wait for approval."""
        return Approvals(self.service)

    @property
    def photos(self) -> Photos:
        """Orders that wait for photos."""
        return Photos(self.service)

    @property
    def sources(self) -> Sequence[Text]:
        """Whose data is used, where its licence asks to say so."""
        credits_ = [self.service.places.credit, self.geocoder.credit if self.geocoder else None]
        return [credit for credit in credits_ if credit]
