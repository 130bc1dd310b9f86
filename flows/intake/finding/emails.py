"""E-mail addresses in a message: what `read_email` accepts without a doubt, apart from those of machines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.i18n.texts import InputError
from flows.intake.found import Found, Place
from flows.intake.words import any_of
from flows.readers import is_of_everybody, read_email

_ADDRESS = re.compile(
    r"(?<![\w.+%-])[^\W_][\w.+%'-]{0,63}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,5}[^\W\d_]{2,24}(?![\w@])"
)
_AT = re.compile(r" ?[(\[{](?:at|a|@|æt)[)\]}] ?", re.IGNORECASE)
_MACHINES = re.compile(
    any_of(
        "no-?reply.* do-?not-?reply ikke-?svar wordpress webmaster mailer-daemon postmaster web skjema forms? "
        "notifications? varsel robot system admin"
    )
    + r"(?:[+.-].*)?",
    re.IGNORECASE,
)


def emails(lines: Sequence[str], place: Place) -> Iterator[Found]:
    """The addresses in lines."""
    for line in lines:
        for match in _ADDRESS.finditer(_AT.sub("@", line)):
            if email := _readable(match[0]):
                yield Found(match[0], email.lower(), place)


def email_addresses(text: str) -> list[str]:
    """The addresses in a text, in small letters."""
    return [found.same for found in emails([text], Place.HEADER)]


def _readable(text: str) -> str | None:
    """The address where it is one of a person, as `read_email` gives it."""
    try:
        email = read_email(text)
    except InputError:
        return None
    return None if _MACHINES.fullmatch(email.partition("@")[0]) else email


def organisation(email: str) -> str | None:
    """The domain where it belongs to one organisation; None for that of a mail provider."""
    domain = email.rpartition("@")[2].lower()
    return None if is_of_everybody(domain) else domain
