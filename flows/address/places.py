"""Cities by postal code: what the form asks for, and how such a city is written."""

import re
from typing import NamedTuple, Protocol

from flows.i18n.texts import Text
from flows.search import fold

_SMALL_WORDS = frozenset({"i", "på", "og", "och", "ved", "vid"})


class Places(Protocol):
    """Cities by postal code. Lists of those are always a little old, so none is a reason to refuse an address."""

    @property
    def credit(self) -> Text | None:
        """The data's source, where its licence asks to name it."""

    def covers(self, country: str) -> bool:
        """Whether the codes of an ISO 3166-1 alpha-2 country are known."""

    def cities(self, country: str, postal_code: str) -> tuple[str, ...]:
        """The cities of a code written as its country writes it; none where it isn't known."""


class NoPlaces:
    """Knows no postal code."""

    credit: Text | None = None

    def covers(self, country: str) -> bool:  # noqa: ARG002 - as Places has it
        """No country."""
        return False

    def cities(self, country: str, postal_code: str) -> tuple[str, ...]:  # noqa: ARG002 - as Places has it
        """None."""
        return ()


NO_PLACES = NoPlaces()


class FoundCity(NamedTuple):
    """A city taken from the postal code, not typed."""

    name: str


def as_people_write(city: str) -> str:
    """`MO I RANA` as Mo i Rana, `NY-ÅLESUND` as Ny-Ålesund; what isn't all capitals stays as it is."""
    if not city.isupper():
        return city
    words = re.sub(r"\w+", lambda word: word[0].capitalize(), city).split()
    return " ".join(
        word.lower() if place and word.lower() in _SMALL_WORDS else word for place, word in enumerate(words)
    )


def is_one_of(city: str, cities: tuple[str, ...]) -> bool:
    """Whether a city is among those, however exactly it is written: `Kobenhavn` is `København K`."""
    input = fold(city)
    return any(input.startswith(known) or known.startswith(input) for known in (fold(one) for one in cities))
