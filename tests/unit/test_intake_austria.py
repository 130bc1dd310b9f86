"""Austrian addresses, whose postal codes have many places each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.integrations.postal_codes import open_places
from flows.intake import read_text
from tests.support.messages import here


@pytest.mark.parametrize(
    ("address", "street", "code", "city"),
    [
        ("Mariahilfer Straße 12/3/14, 1060 Wien", "Mariahilfer Straße 12/3/14", "1060", "Wien"),
        ("Mariahilfer Straße 12, Top 5\nA-1060 Wien", "Mariahilfer Straße 12, Top 5", "1060", "Wien"),
        (
            "Mariahilfer Straße 12, Stiege 2, Tür 14\n1060 Wien",
            "Mariahilfer Straße 12, Stiege 2, Tür 14",
            "1060",
            "Wien",
        ),
        ("Mariahilfer Straße 12\nStiege 2 Top 5\n1060 Wien", "Mariahilfer Straße 12", "1060", "Wien"),
        ("Linzer Straße 4/1. Stock, AT-4020 Linz", "Linzer Straße 4/1. Stock", "4020", "Linz"),
        ("Hauptstraße 22-24/2/3, 7000 Eisenstadt", "Hauptstraße 22-24/2/3", "7000", "Eisenstadt"),
        ("Ringstraße 3, 3100 Sankt Pölten", "Ringstraße 3", "3100", "Sankt Pölten"),
        ("Ringstraße 3, 9500 Villach", "Ringstraße 3", "9500", "Villach"),
        ("Straße: Hauptplatz 3\nPLZ: 8010\nOrt: Graz", "Hauptplatz 3", "8010", "Graz"),
    ],
)
def test_an_austrian_address_is_read_with_stairs_and_door(
    address: str, street: str, code: str, city: str
) -> None:
    values = read_text(f"Name: Anna Gruber\n{address}\nTelefon: 0664 1234567", here()).values
    assert [values[key] for key in ("street", "postal_code", "city", "country")] == [street, code, city, "AT"]
    assert values["phone"] == "+43 664 1234567"


@pytest.mark.parametrize("said", ["", "+43 664 1234567", "Österreich", "anna@gruber.at"])
def test_a_code_and_city_without_a_street_need_something_else_that_says_austria(said: str) -> None:
    values = read_text(f"Kunde: Anna Gruber, 1060 Wien. {said}", here()).values
    assert values.get("city") == ("Wien" if said else None)


def test_in_austria_itself_nothing_needs_to_say_so() -> None:
    values = read_text("Kunde: Anna Gruber, 1060 Wien", replace(here(), country="AT")).values
    assert (values["city"], values.get("country")) == ("Wien", None)


@pytest.mark.parametrize(
    "text",
    [
        "Kunde: Max Huber, Ringstraße 3, 7000 Wien",
        "Kunde: Max Huber, Ringstraße 3, 1060 Graz, Österreich",
        "Kunde: Ola Nordmann, 999 00 111. Tilbud 8230, ring meg",
    ],
)
def test_a_code_and_a_place_that_do_not_belong_together_are_no_address(text: str) -> None:
    assert "postal_code" not in read_text(text, here()).values


def test_a_date_behind_a_name_is_no_house_number() -> None:
    values = read_text("Kunde: Ola Nordmann, 999 00 111, Kari Storm 12/3/14, 0365 Oslo", here()).values
    assert "street" not in values


def test_places_of_austrian_codes_are_known_but_fill_in_no_city() -> None:
    places = open_places()
    assert "Graz" in places.names("AT", "8010")
    assert places.cities("AT", "8010") == ()
    assert not places.covers("AT")
    assert places.names("FR", "75001") == ()
