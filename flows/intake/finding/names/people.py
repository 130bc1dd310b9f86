"""Names of people in a message, only where something says that one is the client's: a label, a header, a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.intake.candidates import Choice, Found, Place, choose
from flows.intake.finding.names.email_names import matches_email
from flows.intake.finding.names.given_names import from_given_name, is_of_a_person
from flows.intake.finding.names.introductions import said_to_be_the_clients
from flows.intake.finding.names.readable_names import readable_name, typed_name
from flows.intake.finding.names.speakers import (
    is_only_for_invoices,
    passes_on,
    speaks_of_a_client,
)
from flows.intake.finding.names.unannounced import begins_with
from flows.intake.mail import Mail
from flows.intake.words import CLOSING, Label, labelled
from flows.search import fold

_LONGEST_LINE = 1000
_BEHIND = 60
_FIRM = re.compile(
    r"\b(?:AS|ASA|AB|A/S|ApS|APS|I/S|GmbH|KG|OHG|UG|AG|Oy|Ltd|LLC|Inc|plc|SA|BA|ANS|DA|HB|e\. ?V)\b"
    r"|\b(?i:org\.? ?-?n[ru]|cvr|hrb|ust-?id|vat|www\.|https?:|aktiebolag|borettslag|bostadsrätt|brf|kommune|kommun)"
)


def names(mail: Mail) -> Iterator[Found]:
    """The client's names in one mail, where a label, a sentence or its header says that they are."""
    addresses = " ".join(line for line in mail.body if "@" in line)
    yield from _labelled(mail.body, Place.BODY, addresses)
    for line in mail.body:
        yield from (
            Found(name, fold(name), _if_a_person(name, _said_of(name, line), addresses))
            for name in said_to_be_the_clients(line[:_LONGEST_LINE])
        )
    if mail.sender is None:
        yield from (Found(name, fold(name), Place.BODY) for name in begins_with(mail.body))
    if mail.sender and not _is_of_ours(mail) and (name := _of_sender(mail.sender)):
        yield Found(name, fold(name), _if_a_person(name, Place.HEADER, mail.sender))


def _said_of(name: str, line: str) -> Place:
    """Whom a sentence names for the invoice only isn't the client."""
    before, _name, behind = line.partition(name)
    is_others = is_only_for_invoices(before) or is_only_for_invoices(behind[:_BEHIND])
    return Place.ASIDE if is_others else Place.BODY


def _if_a_person(name: str, place: Place, text: str) -> Place:
    """That place, where a given name, or an address in a text, says that a name is a person's and no firm's."""
    addresses = re.findall(r"[\w.+-]{1,64}@[\w.-]{1,99}", text)
    return (
        place if is_of_a_person(name) or any(matches_email(name, one) for one in addresses) else Place.ASIDE
    )


def signed(mail: Mail) -> str | None:
    """The name below a farewell, or beside it."""
    if _is_of_ours(mail) or passes_on(mail.body) or not mail.signature:
        return None
    rest = _farewell(mail.signature[0])
    for line in (rest, *mail.signature[1:4]):
        if line.strip() and _farewell(line):
            name = readable_name(line)
            return name and (from_given_name(name) or name)
    return None


def _is_of_ours(mail: Mail) -> bool:
    """Whether its sender passes it on, or tells of a client."""
    return mail.is_ours or (mail.sender is not None and speaks_of_a_client(mail.body))


def _farewell(line: str) -> str:
    """What follows the farewell in its line."""
    words = line.removeprefix("/").strip().split(" ")
    for length in range(len(words), 0, -1):
        farewell = fold(" ".join(words[:length])).strip(" ,.!-–—")
        if CLOSING.fullmatch(farewell) or farewell in {"", "--"}:
            return " ".join(words[length:]).strip(" ,.-–—:")
    return " ".join(words)


def the_name(found: Sequence[Found]) -> Choice:
    """As `choose`; `Ola` is the same as `Ola Nordmann`, and the fuller one is taken."""
    kept = [one for one in found if not any(_is_part_of(one, other) for other in found)]
    return choose(_at_their_likeliest(kept, found))


def _at_their_likeliest(kept: Sequence[Found], found: Sequence[Found]) -> Iterator[Found]:
    """Each at the likeliest place where any part of it was found."""
    for one in kept:
        places = [other.place for other in found if other.same == one.same or _is_part_of(other, one)]
        yield Found(one.text, one.same, min(places))


def _is_part_of(one: Found, other: Found) -> bool:
    mine, others = set(one.same.split()), set(other.same.split())
    return mine < others


def is_signed_for_another(mail: Mail) -> bool:
    """Whether a mail names its client, and somebody else signed it."""
    return _is_of_ours(mail) or passes_on(mail.body) or _is_another(signed(mail), mail)


def writes_of_another(mail: Mail) -> bool:
    """Whether a mail names its client, or tells of one, and somebody else sent it."""
    return _is_of_ours(mail) or _is_another(_of_sender(mail.sender or ""), mail)


def _is_another(name: str | None, mail: Mail) -> bool:
    words = set(fold(name or "").split())
    others = [set(one.same.split()) for one in names(mail) if one.place is Place.BODY]
    return bool(words and others) and not any(words <= other or other <= words for other in others)


def is_of_a_firm(signature: Sequence[str]) -> bool:
    """Whether a signature has the form of a company, its register number or its pages beside the name."""
    text = " ".join(signature)
    return _FIRM.search(text) is not None


def _labelled(lines: Sequence[str], place: Place, addresses: str) -> Iterator[Found]:
    first = last = None
    for at, line in enumerate(lines):
        found = labelled(line)
        if found is None:
            continue
        label, value = found
        if not value and label is Label.NAME and at + 1 < len(lines):
            value = lines[at + 1]
        if label is Label.FIRST_NAME:
            first = first or value
        elif label is Label.LAST_NAME:
            last = last or value
        elif label in {Label.NAME, Label.CLIENT} and (name := typed_name(value)):
            if label is Label.CLIENT and " " not in name:
                continue  # A company's as often as a person's.
            yield Found(
                name, fold(name), place if label is Label.NAME else _if_a_person(name, place, addresses)
            )
    if first and last and (name := typed_name(f"{first} {last}")):
        yield Found(name, fold(name), place)


def _of_sender(sender: str) -> str | None:
    shown = re.split(r"[<\[(]|mailto:", sender)[0].strip(" \"'")
    name = readable_name(shown) if "@" not in shown else None
    return name if name and len(name.split()) > 1 else None
