"""Cities by postal code from an optional package, countrystatecity-postal-codes (ODbL 1.0)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module
from typing import Any

from flows.address.places import NoPlaces, Places, as_people_write
from flows.i18n.texts import Markup, Text, _

PACKAGE = "countrystatecity_postal_codes"
MOST_CACHED = 4096

COVERED = frozenset({"AX", "CH", "DE", "DK", "FI", "FO", "GL", "IS", "LI", "NL", "NO", "SE", "SJ"})
"""Where the data has the post towns of every code. Elsewhere it lacks names (US), has streets (MT) or quarters (BR),
or one arbitrary place of many (FR, IT, ES, AU)."""

SOURCE = Markup(
    "<https://github.com/dr5hn/countries-states-cities-database|Countries States Cities Database>"
)
LICENCE = Markup("<https://opendatacommons.org/licenses/odbl/1-0/|ODbL 1.0>")


class PostalPlaces:
    """The package's data, read country by country when one is first asked for, and kept."""

    def __init__(self, lookup: Callable[[str, str], list[Any]]) -> None:
        self._cities = functools.lru_cache(MOST_CACHED)(functools.partial(_cities, lookup))

    @property
    def credit(self) -> Text | None:
        """As the licence asks (ODbL 4.3)."""
        return _("Cities from postal codes: {source}, {licence}.", source=SOURCE, licence=LICENCE)

    def covers(self, country: str) -> bool:
        """Whether the data has the country's post towns."""
        return country in COVERED

    def cities(self, country: str, postal_code: str) -> tuple[str, ...]:
        """The post towns of a code; none where it isn't known."""
        return self._cities(country, postal_code) if self.covers(country) else ()


def open_places() -> Places:
    """The package's data where it is installed."""
    try:
        package = import_module(PACKAGE)
    except ModuleNotFoundError as missing:
        if missing.name != PACKAGE:
            raise
        return NoPlaces()
    return PostalPlaces(package.get_postcodes_by_code)


def _cities(lookup: Callable[[str, str], list[Any]], country: str, postal_code: str) -> tuple[str, ...]:
    # Of `1011 AB` the Dutch data has the figures.
    code = postal_code.partition(" ")[0] if country == "NL" else postal_code
    # Some names have the municipality or the quarter behind them: “Reykjavík, Miðborg”.
    names = (one.localityName.partition(",")[0] for one in lookup(country, code) if one.localityName)
    return tuple(dict.fromkeys(as_people_write(name) for name in names))
