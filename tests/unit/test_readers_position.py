from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.draft import Position
from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import decimal_degrees, read_position, show_position
from tests.support.strategies.texts import any_text

GOOGLE = "https://www.google.com/maps"


def complaint(input: str) -> str:
    with pytest.raises(InputError) as caught:
        read_position(input)
    return language("en").say(caught.value.text)


@pytest.mark.parametrize(
    "input",
    [
        "59.91, 10.75",
        "59.91,10.75",
        " (59.91, 10.75) ",
        "59,91; 10,75",
        "59,91, 10,75",
        "59,91 10,75",
        "59,91,10,75",
        "59.91 N, 10.75 E",
        "N59.91 E10.75",
        "10,75\u00b0 \u00d8, 59,91\u00b0 N",
        "59\u00b054.6\u2032 N 10\u00b045\u2032 \u00d8",
        "59\u00b0 54' 36.0\" N, 10\u00b0 45' 0\" E",
        "59\u00b054'36''N10\u00b045'0''E",
        "\uff15\uff19.91, 10.75",
        "geo:59.91,10.75",
        "geo:59.91,10.75,12;u=35",
        "geo:0,0?q=59.91,10.75(Hytta)",
        f"{GOOGLE}/@59.91,10.75,17z",
        f"{GOOGLE}/place/Oslo+S/@59.9,10.7,17z/data=!3m1!4b1!4m6!3m5!1s0x46!8m2!3d59.91!4d10.75!16s%2Fm",
        f"{GOOGLE}/place/59%C2%B054'36.0%22N+10%C2%B045'00.0%22E/@59.9,10.7,17z",
        f"{GOOGLE}/search/59.91,+10.75?entry=tts",
        f"{GOOGLE}/search/?api=1&query=59.91%2C10.75",
        f"{GOOGLE}/dir/59.8,10.6/59.91,10.75/@59.1,10.1,12z",
        f"{GOOGLE}/dir/?api=1&destination=59.91,10.75",
        "https://maps.google.com/?q=59.91,10.75",
        "https://maps.google.com/maps?q=loc:59.91,10.75&z=17",
        "<https://maps.google.com/?q=59.91,10.75&amp;z=17|map>",
        "Storgata 1\nhttps://maps.google.com/?q=59.91,10.75",
        "https://maps.apple.com/?ll=59.91,10.75&q=Hytta",
        "https://maps.apple.com/place?coordinate=59.91,10.75&name=Hytta",
        "https://www.openstreetmap.org/#map=17/59.91/10.75",
        "https://www.openstreetmap.org/?mlat=59.91&mlon=10.75#map=5/60.0/10.0",
        "https://waze.com/ul?ll=59.91%2C10.75&navigate=yes",
        "https://www.bing.com/maps?cp=59.91~10.75&lvl=16",
        "https://kart.example.no/?lng=10.75&lat=59.91&zoom=12",
        "https://example.com/map?Latitude=59.91&Longitude=10.75",
        "https://example.com/#/map?lat=59.91&lon=10.75",
        "https://example.com/?destLat=59.91&destLng=10.75&lat=60&lng=11",
        "https://example.com/view;lat=59.91;lon=10.75",
        "https://kart.example.no/?c=59.91,10.75&z=16",
        "https://example.com/?latlng=59.91,10.75",
        "Lat: 59.91, Lon: 10.75",
    ],
)
def test_a_position_is_read_from_degrees_and_from_links(input: str) -> None:
    assert read_position(input) == Position(latitude="59.91", longitude="10.75")


@pytest.mark.parametrize(
    ("input", "shown"),
    [
        ("59.0, 59.0", "59, 59"),
        ("-33.8688, +151.2093", "-33.8688, 151.2093"),
        ("33\u00b052\u2032S 70\u00b030\u2032V", "-33.866667, -70.5"),
        ("59.9127345678, 10.7460999", "59.912735, 10.7461"),
        ("90, -180", "90, -180"),
        ("-0.0000001, 0.0", "0, 0"),
    ],
)
def test_six_decimals_are_kept_and_letters_become_signs(input: str, shown: str) -> None:
    assert show_position(read_position(input)) == shown


@pytest.mark.parametrize(
    ("input", "words"),
    [
        ("Storgata 1", "Write latitude and longitude, for example 59.91273, 10.74609"),
        ("59.91", "Write latitude and longitude"),
        ("59,91", "Write latitude and longitude"),
        ("59,91,10", "Write latitude and longitude"),
        ("22 33", "Write latitude and longitude"),
        ("59\u00b061' N 10\u00b0 E", "Write latitude and longitude"),
        ("59.91 N, 10.75 N", "Write latitude and longitude"),
        ("110.75, 59.91", "Latitude comes first and goes from -90 to 90"),
        ("59.91, 180.1", "Longitude goes from -180 to 180"),
        ("https://maps.app.goo.gl/AbC", "A short link doesn't hold the position"),
        ("Hytta\nmaps.apple/p/AbC", "A short link doesn't hold the position"),
        (f"{GOOGLE}?q=Storgata+1", "There is no position in that link"),
        ("https://[", "There is no position in that link"),
    ],
)
def test_what_is_no_position_is_told_how_to_write_one(input: str, words: str) -> None:
    said = complaint(input)
    assert said.startswith(words)
    assert "59.91273, 10.74609" in said


degrees = st.tuples(
    st.decimals(-90, 90, allow_nan=False, places=6), st.decimals(-180, 180, allow_nan=False, places=6)
)


@settings(max_examples=200, deadline=None)
@given(degrees)
def test_every_position_reads_back_as_it_is_shown(pair: tuple[Decimal, Decimal]) -> None:
    position = Position(latitude=decimal_degrees(pair[0]), longitude=decimal_degrees(pair[1]))
    assert read_position(show_position(position)) == position
    assert (Decimal(position.latitude), Decimal(position.longitude)) == pair


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_anything_typed_is_a_position_or_a_mistake(input: str) -> None:
    try:
        position = read_position(input)
    except InputError:
        return
    assert read_position(show_position(position)) == position
