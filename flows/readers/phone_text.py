"""What people write around a phone number, taken off; the digits stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Labels in front in our languages: Tlf:, Mobil, Phone no., T:, Tel. privat:
_WHAT = (
    r"tlf|tfn|telefon(?:nummer|nr)?|tel|phone|mobil(?:nummer|nr|telefon|tlf|funk)?|mob|mobile|cell(?:phone)?"
    r"|handy(?:nummer)?|festnetz|fasttelefon|nummer|ring|call|ph|whatsapp|vipps|swish"
)
_WHOSE = (
    r"privat|jobb|arbeid|kontor|hjemme?|arbete|hem|arbejde|hjem|arbeit|geschäftlich|büro|work|home|office"
)
_LABEL = re.compile(
    rf"^(?:(?:{_WHAT}|{_WHOSE}|[tm](?=[.:\s]))\b[.:]?\s*){{1,2}}(?:(?:phone|number|nummer|nr|no)\b\.?)?\s*[:.]?\s*(?=[+(\d])",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^(?:tel:)?\s*\+*(?=\+)|^tel:\s*", re.IGNORECASE)
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_BRACKETED_PREFIX = re.compile(r"^\(\s*(?:00|\+|011)\s*([1-9]\d{0,2})\s*\)")


def without_label(text: str) -> str:
    """The number without the word and the scheme before it."""
    return _SCHEME.sub("", _LABEL.sub("", _SCHEME.sub("", text)))


def as_it_may_be_dialled(text: str) -> Iterator[str]:
    """The text, and other ways to read what it begins with: `+47 (0) …`, `(0047) …`, `0047 …`."""
    yield text
    for written in (text, _BRACKETED_PREFIX.sub(r"+\1 ", text)):
        yield written
        if written.startswith("+"):
            yield _TRUNK_ZERO.sub(" ", written)
    if text.startswith("00"):
        yield "+" + text.removeprefix("00")
