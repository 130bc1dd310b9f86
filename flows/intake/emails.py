"""E-mail addresses in a message: what `read_email` accepts without a doubt, apart from those of machines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.i18n.texts import InputError
from flows.intake.found import Found, Place
from flows.intake.words import FREE_MAIL
from flows.readers import read_email

_ADDRESS = re.compile(
    r"(?<![\w.+%-])[^\W_][\w.+%'-]{0,63}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,5}[^\W\d_]{2,24}(?![\w@])"
)
_MACHINES = re.compile(
    r"(?:no-?reply|donotreply|do-not-reply|ikke-?svar|noreply.*|wordpress|webmaster|mailer-daemon|postmaster|web|skjema|form|forms|notification(?:s)?|varsel|robot|system|admin)(?:[+.-].*)?",
    re.IGNORECASE,
)


def emails(lines: Sequence[str], place: Place) -> Iterator[Found]:
    """The addresses in lines."""
    for line in lines:
        for match in _ADDRESS.finditer(line):
            if email := readable_email(match[0]):
                yield Found(match[0], email.lower(), place)


def readable_email(text: str) -> str | None:
    """The address where it is one of a person, as `read_email` gives it."""
    try:
        email = read_email(text)
    except InputError:
        return None
    return None if _MACHINES.fullmatch(email.partition("@")[0]) else email


def organisation(email: str) -> str | None:
    """The domain where it belongs to one organisation; None for that of a mail provider."""
    domain = email.rpartition("@")[2].lower()
    return None if domain in FREE_MAIL else domain
