"""Cities by postal code from an optional package, countrystatecity-postal-codes (ODbL 1.0)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec

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

Rows = Iterable[Mapping[str, str | None]]
"""A country's, as the package has them: `code`, `localityName` and more."""


class PostalPlaces:
    """The package's data, read country by country when one is first asked for, and kept as one text a country."""

    def __init__(self, rows_of: Callable[[str], Rows]) -> None:
        self._text_of = functools.cache(lambda country: _as_text(rows_of(country)))
        self._cities = functools.lru_cache(MOST_CACHED)(self._found)

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

    def _found(self, country: str, postal_code: str) -> tuple[str, ...]:
        # Of `1011 AB` the Dutch data has the figures.
        code = postal_code.partition(" ")[0] if country == "NL" else postal_code
        text, line = self._text_of(country), f"\n{code.upper()}\t"
        place = text.find(line)
        if place < 0:
            return ()
        begins = place + len(line)
        return tuple(text[begins : text.index("\n", begins)].split("\t"))


@functools.cache
def open_places() -> Places:
    """The package's data where it is installed, read once; the package is imported when somebody asks for a city."""
    return PostalPlaces(_rows) if find_spec(PACKAGE) else NoPlaces()


def _rows(country: str) -> Rows:
    loader = import_module(f"{PACKAGE}.loaders").DataLoader
    rows: Rows = loader.load_postcodes(country)
    loader.clear_cache()  # It would keep half a kilobyte for each of thousands of codes.
    return rows


def _as_text(rows: Rows) -> str:
    """A line for each code, with the cities after it: some ten characters, and found in microseconds."""
    cities: dict[str, dict[str, None]] = {}
    for row in rows:
        # Some names have the municipality or the quarter behind them: “Reykjavík, Miðborg”.
        name = (row.get("localityName") or "").partition(",")[0]
        if name:
            cities.setdefault((row["code"] or "").upper(), {})[as_people_write(name)] = None
    return "".join(f"\n{code}\t{chr(9).join(names)}" for code, names in cities.items()) + "\n"
