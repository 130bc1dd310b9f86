"""Where on the map: typed as degrees, or pasted as a link from a map. WGS 84, as phones and maps give it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from flows.draft import Position
from flows.i18n.texts import InputError, Text, _
from flows.readers.plain import one_form, tidy

POSITION_EXAMPLE = "59.91273, 10.74609"
MOST_LATITUDE = 90
MOST_LONGITUDE = 180


def read_position(input: str) -> Position:
    """The position in degrees with at most six decimals (a tenth of a metre); raises InputError.

    Taken are `59.91, 10.75`, decimal commas, degrees with minutes and seconds, `geo:` addresses (RFC 5870), and links
    from maps that hold the position.
    """
    from flows.readers.degrees import read_degrees  # Few type a position, and its patterns are long.
    from flows.readers.map_link import is_short, link_in, named_places, places_in

    text = one_form(tidy(input))
    link = link_in(text)
    if link is None:
        named = next(named_places(text), text)
        return _in_range(read_degrees(named), otherwise=_how_to_write)
    found = next((degrees for place in places_in(link) if (degrees := read_degrees(place))), None)
    return _in_range(found, otherwise=_short_link if is_short(link) else _link_without)


def show_position(position: Position) -> str:
    """As it can be typed: `59.91, 10.75`."""
    return f"{position.latitude}, {position.longitude}"


def decimal_degrees(degrees: Decimal) -> str:
    """Decimal text with at most six decimals and no needless zeros."""
    text = f"{degrees:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _in_range(degrees: tuple[Decimal, Decimal] | None, otherwise: Callable[[], Text]) -> Position:
    if degrees is None:
        raise InputError(otherwise())
    latitude, longitude = degrees
    if abs(latitude) > MOST_LATITUDE:
        raise InputError(
            _(
                "Latitude comes first and goes from -90 to 90. Write it for example as {example}.",
                example=POSITION_EXAMPLE,
            )
        )
    if abs(longitude) > MOST_LONGITUDE:
        raise InputError(
            _(
                "Longitude goes from -180 to 180. Write the position for example as {example}.",
                example=POSITION_EXAMPLE,
            )
        )
    return Position(latitude=decimal_degrees(latitude), longitude=decimal_degrees(longitude))


def _how_to_write() -> Text:
    return _(
        "Write latitude and longitude, for example {example}, or paste a long link from a map.",
        example=POSITION_EXAMPLE,
    )


def _short_link() -> Text:
    return _(
        "A short link doesn't hold the position. Open it and copy the long address from the browser,"
        " or press and hold the place in the map and copy its numbers, for example {example}.",
        example=POSITION_EXAMPLE,
    )


def _link_without() -> Text:
    return _(
        "There is no position in that link. Press and hold the place in the map and copy its numbers,"
        " for example {example}.",
        example=POSITION_EXAMPLE,
    )
