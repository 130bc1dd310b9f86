"""E-mail addresses. Their form is checked, not whether the domain exists: that would need DNS."""

from __future__ import annotations

import functools
import re
from urllib.parse import unquote

from flows.caching import CACHE_SIZE
from flows.i18n.texts import Doubt, InputError, Text, _
from flows.readers.plain import one_form, tidy
from flows.search import one_slip_apart, word_set

_LONGEST = 254  # RFC 5321 4.5.3.1.3 less the angle brackets
_LONGEST_NAME = 64  # RFC 5321 4.5.3.1.1
_SHORTEST_ENDING = 2
_EXAMPLE = "ola@example.no"
_NAMED = re.compile(r"[^<>]*<([^<>]+)>")  # Nordmann, Ola <ola@example.no>
_BESIDE = re.compile(
    r"(?:[^()@]*\(([^()\s]+@[^()\s]+)\)|(\S+@[^()\s]+)\s*\([^()@]*\))"
)  # ola@example.no (Ola)
_LABEL = re.compile(
    r"^(?:e-?post(?:adresse?)?|e-?mail(?:adresse| address)?|mail)(?:\s*[:=]\s*|\s+(?=\S+@\S+$))",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-*>]\s+|[•·▪◦‣○●→✉]\s*)+")
_EMPHASIS = re.compile(r"([*_~])(.+@.+)\1")
_UNUSUAL = re.compile(r"[^@\s]+@(?:[a-z0-9-]+\.)+[a-z]+", re.IGNORECASE)
_QUERY = re.compile(r"^mailto:([^?]*).*$", re.IGNORECASE)
_MARKS = "'\"`<>(){},;:\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u00b4 "
_CLOSING_MARKS = f"{_MARKS}!?./"
_AFTER_NAMED = ",;. "

_WELL_KNOWN = word_set(
    "gmail.com googlemail.com hotmail.com hotmail.no hotmail.se hotmail.dk hotmail.de outlook.com outlook.no live.com "
    "live.no live.se live.dk yahoo.com yahoo.no yahoo.se yahoo.de icloud.com msn.com online.no telia.com broadpark.no "
    "altibox.no lyse.net gmx.de gmx.net web.de t-online.de protonmail.com proton.me"
)
_ONLY_COM = word_set("gmail googlemail icloud")
"""Their addresses end in .com in every country."""
_OTHERS_LIKE_THEM = word_set(
    "mail.com ymail.com email.com gmx.com me.com mac.com hotmail.fr outlook.de outlook.dk outlook.fr"
)


@functools.lru_cache(maxsize=CACHE_SIZE)
def read_email(input: str) -> str:
    """The address in ASCII, its domain in lower case, without a name before it. Raises InputError."""
    text = _undressed(one_form(tidy(input)))
    address = _address(text)
    if address is not None:
        return address
    if (unusual := _unusual(text)) is not None:
        raise Doubt(_reason(text), unusual)
    raise InputError(_reason(text))


def likely_email(address: str) -> str | None:
    """The address at the well-known domain that is one slip away; None where it isn't likely misspelt."""
    local, _at, domain = address.rpartition("@")
    meant = _likely_domain(domain)
    return f"{local}@{meant}" if meant else None


@functools.lru_cache(maxsize=CACHE_SIZE)
def _likely_domain(domain: str) -> str | None:
    if is_of_everybody(domain):
        return None
    if (name := domain.partition(".")[0]) in _ONLY_COM:
        return f"{name}.com"
    return min((known for known in _WELL_KNOWN if one_slip_apart(domain, known)), default=None)


def is_of_everybody(domain: str) -> bool:
    """Whether a domain is a mail provider's: it says nothing of who somebody works for."""
    return domain in _WELL_KNOWN or domain in _OTHERS_LIKE_THEM


def _undressed(text: str) -> str:
    """Without what mail programs, lists and sentences put around an address."""
    text = _LABEL.sub("", _BULLET.sub("", text.strip()))
    emphasised = _EMPHASIS.fullmatch(text)
    text = emphasised[2] if emphasised else text
    named = _NAMED.fullmatch(text.rstrip(_AFTER_NAMED))
    text = named[1] if named else text
    beside = _BESIDE.fullmatch(text)
    text = ((beside[1] or beside[2]) if beside else text).lstrip(_MARKS).rstrip(_CLOSING_MARKS)
    text = unquote(_QUERY.sub(r"\1", text)) if _QUERY.match(text) else text
    return text.lstrip(_MARKS).rstrip(_CLOSING_MARKS) if "@" in text else text


def _address(text: str) -> str | None:
    import email_validator  # Nothing needs it before an address is read.

    try:
        found = email_validator.validate_email(text, check_deliverability=False, strict=True)
    except email_validator.EmailNotValidError:
        return None
    if len(found.ascii_domain.rpartition(".")[2]) < _SHORTEST_ENDING:
        return None
    return f"{found.local_part}@{found.ascii_domain}"


def _unusual(text: str) -> str | None:
    """The address where only its domain is unusual: its ending is reserved, or of one letter."""
    if not _UNUSUAL.fullmatch(text):
        return None
    local, _at, domain = text.rpartition("@")
    known = _address(f"{local}@{domain.rpartition('.')[0]}.example.com")
    return f"{local}@{domain.lower()}" if known else None


def _reason(text: str) -> Text:
    """What is wrong, tried from the coarsest mistake to the finest."""
    local, _at, domain = text.rpartition("@")
    if len(text) > _LONGEST:
        return _(
            "An e-mail address has at most {longest} characters, as {example} has.",
            **_shown,
            longest=_LONGEST,
        )
    if not _at:
        return _("An e-mail address needs an @, for example {example}.", **_shown)
    if "@" in local:
        return _("Write one e-mail address with one @, for example {example}.", **_shown)
    if " " in text:
        return _(
            "There is a blank in the e-mail address. Write it in one piece, for example {example}.", **_shown
        )
    if not local:
        return _(
            "Something is missing before the @. Write the whole address, for example {example}.", **_shown
        )
    if len(local) > _LONGEST_NAME:
        return _(
            "At most {longest} characters fit before the @, as in {example}.",
            **_shown,
            longest=_LONGEST_NAME,
        )
    return _reason_in_domain(text, domain)


def _reason_in_domain(text: str, domain: str) -> Text:
    if not domain:
        return _(
            "Something is missing after the @. Write the whole address, for example {example}.", **_shown
        )
    if ".." in text or text.startswith(".") or text.endswith(".") or ".@" in text or "@." in text:
        return _("There is a dot too many in the e-mail address. Write it like {example}.", **_shown)
    if len(domain.rpartition(".")[2]) < _SHORTEST_ENDING or "." not in domain:
        return _("The part after the @ needs an ending such as .no or .com, for example {example}.", **_shown)
    return _("No mail can be sent to that address. Check the spelling; it looks like {example}.", **_shown)


_shown = {"example": _EXAMPLE}
