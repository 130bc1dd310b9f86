"""Cities by postal code, from the data as it is installed."""

from __future__ import annotations

import pytest
from countrystatecity_postal_codes.loaders import DataLoader

from bot.integrations.postal_codes import COVERED, PostalPlaces, _rows, open_places
from flows.address.places import as_people_write, is_one_of
from flows.readers import read_postal_code

PLACES = open_places()


@pytest.mark.parametrize(
    ("country", "input", "cities"),
    [
        ("NO", "N-0365", ("Oslo",)),
        ("NO", "8622", ("Mo i Rana",)),
        ("NO", "9170", ("Longyearbyen",)),
        ("SE", "11122", ("Stockholm",)),
        ("DK", "2100", ("København Ø",)),
        ("FI", "00100", ("Helsinki",)),
        ("FO", "100", ("Tórshavn",)),
        ("GL", "3900", ("Nuuk",)),
        ("IS", "101", ("Reykjavík",)),
        ("DE", "D-10115", ("Berlin",)),
        ("DE", "01609", ("Gröditz", "Röderaue", "Wülknitz")),
        ("CH", "8001", ("Zürich",)),
        ("NL", "1011ab", ("Amsterdam",)),
        ("NO", "0000", ()),
        ("FR", "75001", ()),
        ("MT", "ATD 1010", ()),
        ("HK", "", ()),
    ],
)
def test_a_postal_code_as_it_is_read_leads_to_its_cities(
    country: str, input: str, cities: tuple[str, ...]
) -> None:
    code = read_postal_code(input, country) if input else ""
    assert PLACES.cities(country, code)[:3] == cities
    assert PLACES.covers(country) is (country in COVERED)


@pytest.mark.parametrize(
    ("data", "written"),
    [
        ("OSLO", "Oslo"),
        ("MO I RANA", "Mo i Rana"),
        ("NY-ÅLESUND", "Ny-Ålesund"),
        ("I DALEN", "I Dalen"),
        ("SVEA PÅ BERG", "Svea på Berg"),
        ("København K", "København K"),
        ("Le Mont-sur-Lausanne", "Le Mont-sur-Lausanne"),
    ],
)
def test_capitals_are_written_as_people_write_them(data: str, written: str) -> None:
    assert as_people_write(data) == written


@pytest.mark.parametrize(
    ("input", "known", "same"),
    [
        ("oslo", "Oslo", True),
        ("København", "København K", True),
        ("Kobenhavn K", "København K", True),
        ("Oslo sentrum", "Oslo", True),
        ("Bergen", "Oslo", False),
    ],
)
def test_a_city_is_the_codes_however_exactly_it_is_written(input: str, known: str, same: bool) -> None:
    assert is_one_of(input, ("Elsewhere", known)) is same


def test_a_country_is_kept_as_a_short_text_and_the_packages_own_rows_are_not() -> None:
    places = PostalPlaces(_rows)
    assert places.cities("NO", "0365") == ("Oslo",)
    assert len(places._text_of("NO")) < 20 * len(DataLoader.load_postcodes("NO"))
    DataLoader.clear_cache()
    places.cities("SE", "111 22")
    assert DataLoader.load_postcodes.cache_info().currsize == 0
