"""E-mail addresses in a message: what `read_email` accepts without a doubt, apart from those of machines.

An address is read whole or not at all: what is left of a broken one is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.i18n.texts import InputError
from flows.intake.candidates import Found, Place
from flows.intake.finding.names.owners import owner_of
from flows.intake.finding.names.speakers import is_somebody_elses, said_of_contact
from flows.intake.words import any_of
from flows.readers import is_of_everybody, read_email
from flows.search import fold

_ADDRESS = re.compile(
    r"(?<![\w.+%&=!#$^~{}'’´`-])[^\W_][\w.+%'-]{0,63}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,5}[^\W\d_]{2,24}"
    r"(?![\w@]|-\w| ?\.[^\W\d_]{2,3}\b)"
)
_OPEN, _SHUT = r"[ ]?[(\[{<]\s?", r"\s?[)\]}>][ ]?"
_AT = re.compile(
    rf"{_OPEN}(?:at|a|@|æt|ät|ætt|alfakrøll|krøllalfa|krøll|snabel-?a|klammeraffe|ad){_SHUT}", re.IGNORECASE
)
_DOT = re.compile(rf"{_OPEN}(?:dot|punkt|punktum|prikk|prick|\.){_SHUT}", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"(?:^|[:=,;(<–—-]|\b(?:e-?post\w*|e-?mail\w*|mail\w*|mejl\w*|er|is|ist|är|på|til|till|to|an|unter|at|via|eller|or|oder|kontakt\w*|contact|nås|nå))\s*$",
    re.IGNORECASE,
)
"""What stands before a spelt out address; any other word may be a part of it."""
_JOINED = re.compile(
    r"(?:^|\s)[^\s@]+[/|*?]$|\b(?:dot|punkt|punktum|prikk|prick|bindestrek|understrek|underscore|bindestreck|understreck|minus)\s+$",
    re.IGNORECASE,
)
"""`ola/kari@…`, `nils punkt vandermeer@…`."""
_BROKEN = re.compile(r"(?:e-?post|e-?mail|mail|mejl)\w*\W{1,3}[^\s@]+[._-]\s*$|[^\W_][_-]\s*$", re.IGNORECASE)
"""Ends in the middle of an address, whose rest follows."""
_GLUED = re.compile(
    r"(?:com|net|org|info|no|se|dk|de|fi|eu)(?:tlf|tel|tfn|mob|mobil|telefon|phone|fon|adr|adresse|adress|address|mvh|hilsen|mit|med"
    r"|navn|namn|name|postnr|sted|dato|og|och|and|und)",
    re.IGNORECASE,
)
_COUNTRY_LABELS = frozenset({"no", "se", "dk", "de"})
_MACHINES = re.compile(
    any_of(
        "no-?reply.* do-?not-?reply ikke-?svar wordpress webmaster mailer-daemon postmaster web skjema forms? "
        "notifications? varsel robot system admin"
    )
    + r"(?:[+.-].*)?",
    re.IGNORECASE,
)
_BILLING = re.compile(
    r"(?:faktura\w*|invoices?|billing|rechnung\w*|buchhaltung|regnskap|bogholderi|ekonomi|okonomi)@",
    re.IGNORECASE,
)
"""Mailboxes for invoices."""


def emails(lines: Sequence[str], place: Place) -> Iterator[Found]:
    """The addresses in lines."""
    above = ""
    for line in lines:
        spelt = _DOT.sub(".", _AT.sub("@", line))
        for match in _ADDRESS.finditer(spelt):
            before = spelt[: match.start()]
            if _is_a_part(match[0], before, above, is_spelt=spelt != line):
                continue
            if email := _readable(match[0]):
                said = said_of_contact(spelt, match.start())
                is_others = is_somebody_elses(said) or _BILLING.match(email) is not None
                owner = owner_of(spelt, match.start())
                yield Found(match[0], email.lower(), Place.ASIDE if is_others else place, owner)
        above = line


def email_addresses(text: str) -> list[str]:
    """The addresses in a text, in small letters."""
    return [found.same for found in emails([text], Place.HEADER)]


def _is_a_part(address: str, before: str, above: str, *, is_spelt: bool) -> bool:
    """Whether an address may be longer or shorter than what was found of it."""
    if (is_spelt and not _ANNOUNCED.search(before)) or _JOINED.search(before):
        return True
    if _BROKEN.search(before if before.strip() else above):
        return True
    *labels, ending = address.rpartition("@")[2].split(".")
    is_mixed = ending != ending.lower() and ending != ending.upper() and ending != ending.title()
    return is_mixed or _GLUED.fullmatch(ending) is not None or fold(labels[-1]) in _COUNTRY_LABELS


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


def is_firm(name: str, firms: Iterable[str | None]) -> bool:
    """Whether a name is that of the organisation that the e-mail address is at: `Fjord Solar`, post@fjordsolar.no."""
    joined = re.sub(r"[^a-z]", "", fold(name))
    return bool(joined) and any(
        re.sub(r"[^a-z]", "", (one or "").partition(".")[0]) == joined for one in firms
    )
