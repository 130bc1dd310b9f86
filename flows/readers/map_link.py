"""Links from maps: Google, Apple, OpenStreetMap and others, recognised by their form and not by their host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote_plus, urlsplit

_LINK = re.compile(r"geo:\S+|https?://\S+|(?:[\w-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_DECIMALS = re.compile(r"(?:loc:|ll\.)?\s*(-?\d{1,3}\.\d+)\s*[,~/]\s*(-?\d{1,3}\.\d+)")

# Hosts, and beginnings of paths, whose links say nothing until the network is asked.
_SHORT = (
    *("maps.app.goo.gl/", "goo.gl/", "g.co/", "maps.apple/", "maps.apple.com/p/"),
    *("osm.org/go/", "openstreetmap.org/go/", "www.openstreetmap.org/go/"),
)

# Where links have their place: what was searched for or marked comes before the map's centre.
_PLACE_KEYS = (
    *(
        "q",
        "query",
        "coordinate",
        "coordinates",
        "coords",
        "latlng",
        "latlon",
        "pos",
        "position",
        "loc",
        "location",
    ),
    *("daddr", "destination", "to", "ll", "center", "c", "cp", "map"),
)

# Latitude and longitude under keys of their own, wherever the link has them: `mlat` goes with `mlon`.
_NAMED = re.compile(
    r"(?<![a-z_])(?P<whose>[a-z_]{0,12}?)(?:(?P<lat>latitude|lat|y)|(?P<lon>longitude|long|lng|lon|x))_?(?P<number>\d?)"
    r"\s*[=:]\s*(?P<value>[+-]?\d{1,3}(?:[.,]\d+)?)(?![\w.])",
    re.IGNORECASE,
)


def link_in(text: str) -> str | None:
    """The first link in a text; apps share it below a name."""
    found = _LINK.search(text)
    return found[0] if found else None


def is_short(link: str) -> bool:
    """Whether it is a shortened link, which holds no position."""
    return re.sub(r"^https?://", "", link, flags=re.IGNORECASE).lower().startswith(_SHORT)


def places_in(link: str) -> Iterator[str]:
    """What in the link may be a position, likeliest first: the marked place before the map's middle."""
    try:
        parts = urlsplit(link if "://" in link or link.lower().startswith("geo:") else f"https://{link}")
    except ValueError:
        return
    for place in _candidates(link, parts):
        decimals = _DECIMALS.match(place)
        yield f"{decimals[1]}, {decimals[2]}" if decimals else place


def named_places(text: str) -> Iterator[str]:
    """Latitudes and longitudes that are called so, in pairs: `lat=59.91&lon=10.75`, `Lat: 59.91, Long: 10.75`."""
    latitudes: dict[tuple[str, str], str] = {}
    longitudes: dict[tuple[str, str], str] = {}
    for found in _NAMED.finditer(text):
        whose = (found["whose"].lower(), found["number"])
        (latitudes if found["lat"] else longitudes).setdefault(whose, found["value"].replace(",", "."))
    marked_first = sorted(latitudes, key=lambda whose: whose == ("", ""))
    yield from (f"{latitudes[whose]}, {longitudes[whose]}" for whose in marked_first if whose in longitudes)


def _candidates(link: str, parts: SplitResult) -> Iterator[str]:
    # Google's own notation of a place; of several, as of those in the path, the last is where one is going.
    yield from (f"{lat},{lon}" for lat, lon in reversed(re.findall(r"!3d(-?[\d.]+)!4d(-?[\d.]+)", link)))
    query = dict(parse_qsl(parts.query))
    yield from named_places(unquote_plus(link))
    if parts.scheme == "geo":
        # geo:0,0?q=… is how Android writes a place it has only the name or the mark of.
        yield from [query["q"]] if "q" in query else []
        yield unquote_plus(parts.path)
    yield from (query[key] for key in _PLACE_KEYS if key in query)
    yield from (part for part in reversed(unquote_plus(parts.path).split("/")) if not part.startswith("@"))
    # OpenStreetMap's #map=ZOOM/LATITUDE/LONGITUDE, and Google's @LATITUDE,LONGITUDE,ZOOM.
    yield from re.findall(r"map=[\d.]+/(-?[\d.]+/-?[\d.]+)", parts.fragment)
    yield from re.findall(r"@(-?[\d.]+,-?[\d.]+)", unquote_plus(parts.path))
