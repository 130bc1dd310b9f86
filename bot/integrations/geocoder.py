"""The position of an address, asked of a geocoding service through geopy: optional, and off unless set."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from bot.logs import log
from bot.settings import Settings, SettingsError
from flows.address.rules import place_line
from flows.draft import Address, Position
from flows.i18n.language import SOURCE_LANGUAGE, language
from flows.i18n.texts import Markup, Text, _
from flows.readers.position import MOST_LATITUDE, MOST_LONGITUDE, decimal_degrees
from flows.search import fold

MOST_SECONDS = 4.0
"""One look-up at most; the person has gone on meanwhile."""

KEYS = ("api_key", "apikey", "subscription_key", "username")
"""What geopy's services call the key."""

OPENSTREETMAP = frozenset({"nominatim", "openmapquest", "photon", "pickpoint"})
CONTRIBUTORS = Markup("<https://www.openstreetmap.org/copyright|© OpenStreetMap contributors>")

logger = log(__name__)


class Geocoder:
    """Finds positions. `make` gives a fresh client of the service, which is closed after each look-up."""

    def __init__(self, service: str, make: Callable[[], Any]) -> None:
        self.service = service
        self._make = make

    @property
    def credit(self) -> Text | None:
        """As the licence of OpenStreetMap's data asks."""
        return _("Positions: {source}.", source=CONTRIBUTORS) if self.service in OPENSTREETMAP else None

    async def position(self, address: Address) -> Position | None:
        """Where the address is, or None: not found, not surely the same place, or the service failed."""
        try:
            async with asyncio.timeout(MOST_SECONDS), self._make() as client:
                found = await client.geocode(_query(address))
                if found is not None and is_at(address, str(found.address)):
                    return _position(found)
        except Exception as error:  # noqa: BLE001 - whatever a service answers, the order goes on without
            logger.warning("geocoder failed", service=self.service, reason=type(error).__name__)
        else:
            logger.info("no position found", service=self.service, answered=found is not None)
        return None


def open_geocoder(settings: Settings) -> Geocoder | None:
    """The geocoder of the settings, None where none is set. Raises SettingsError for what it can't be made from."""
    name = settings.geocoder
    if name is None:
        return None
    from importlib import metadata  # Only where it is asked for: nothing else here needs its libraries.

    try:
        geopy = import_module("geopy")
    except ModuleNotFoundError as missing:
        raise SettingsError("GEOCODER needs geopy: install orderdesk[geocoder].") from missing
    service = geopy.geocoders.SERVICE_TO_GEOCODER.get(name)
    if service is None:
        raise SettingsError("GEOCODER isn't one of geopy's services; nominatim and photon are, for example.")
    common = {"user_agent": f"orderdesk/{metadata.version('orderdesk')}", "timeout": MOST_SECONDS}
    given = {
        **common,
        **_arguments(name, service, settings),
        "adapter_factory": geopy.adapters.AioHTTPAdapter,
    }
    try:
        service(**given)
    except geopy.exc.ConfigurationError as error:
        raise SettingsError(f"GEOCODER {name} can't be used with these settings: {error}") from error
    return Geocoder(name, lambda: service(**given))


def is_at(address: Address, found: str) -> bool:
    """Whether a place found has the address's numbers and its street's longest word.

    A service that doesn't know the house answers with the street, and one that doesn't know that with the town.
    """
    street, answer = fold(address.street), fold(found)
    numbers = set(re.findall(r"\d+", street)) <= set(re.findall(r"\d+", answer))
    words = re.findall(r"[^\W\d_]+", street)
    return numbers and bool(words) and max(words, key=len) in answer


def _arguments(name: str, service: type, settings: Settings) -> dict[str, object]:
    """What the service takes of the settings. Raises SettingsError for what it doesn't take, or needs besides."""
    takes = inspect.signature(service).parameters
    given: dict[str, object] = {}
    if settings.geocoder_key:
        key = next((one for one in KEYS if one in takes), None)
        if key is None:
            raise SettingsError(f"GEOCODER_KEY is set, and {name} takes none.")
        given[key] = settings.geocoder_key.get_secret_value()
    if settings.geocoder_url:
        if "domain" not in takes or "scheme" not in takes:
            raise SettingsError(f"GEOCODER_URL is set, and {name} has an address of its own.")
        parts = urlsplit(settings.geocoder_url)
        given |= {"domain": parts.netloc + parts.path.rstrip("/"), "scheme": parts.scheme}
    lacking = [one.name for one in takes.values() if one.default is one.empty and one.name not in given]
    if lacking:
        needed = " and ".join(_setting(one) for one in lacking)
        raise SettingsError(f"GEOCODER {name} needs {needed}.")
    return given


def _setting(parameter: str) -> str:
    if parameter == "domain":
        return "GEOCODER_URL"
    return "GEOCODER_KEY" if parameter in KEYS else f"a {parameter}, which can't be set here"


def _query(address: Address) -> str:
    country = language(SOURCE_LANGUAGE).country(address.country)
    return f"{address.street}, {place_line(address)}, {country}"


def _position(found: Any) -> Position | None:  # noqa: ANN401 - geopy ships no types
    latitude, longitude = found.latitude, found.longitude
    if not (abs(latitude) <= MOST_LATITUDE and abs(longitude) <= MOST_LONGITUDE):
        return None
    return Position(
        latitude=decimal_degrees(Decimal(latitude)), longitude=decimal_degrees(Decimal(longitude))
    )
