"""Names of people in a message, only where something says that one is the client's: a label, a header, a signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from flows.intake.finding.introductions import (
    before_a_number,
    before_an_email,
    of_who_is_spoken_of,
    of_who_wishes,
    of_who_writes,
    said_to_be_the_clients,
)
from flows.intake.finding.numbers import without_other_numbers
from flows.intake.finding.readable_names import (
    MOST_WORDS,
    MOST_WORDS_ALONE,
    SHORTEST_NAME,
    readable_name,
    typed_name,
)
from flows.intake.finding.speakers import is_somebody_elses, speaks_for_itself, speaks_of_a_client
from flows.intake.found import Choice, Found, Place, choose
from flows.intake.mail import Mail
from flows.intake.words import CLOSING, Label, labelled
from flows.search import fold

_LONGEST_LINE = 1000
_SEGMENTS = re.compile(r"[,;:\t|]\s*|\s[-–—/]\s")
_CONTACT = re.compile(
    r"c/o\b|(?:(?:tlf|tel|mob|mobil|telefon|phone|mobile|tfn|e-?post|e-?mail)\b\W{0,3})?"
    r"(?:[+(]?\d[\d ()-]{6,}|[\w.+-]+@)"
    r"|[A-ZÆØÅÄÖÜ][^\d,]{2,40} \d{1,4} ?[A-Za-z]?(?:,|$)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^[^\w+(@\n]+")
"""Bullets and pictures at the beginning of a line."""


def names(mail: Mail) -> Iterator[Found]:
    """The client's names in one mail, where a label, a sentence or its header says that they are."""
    yield from _labelled(mail.body, Place.BODY)
    for line in mail.body:
        yield from (
            Found(name, fold(name), Place.BODY) for name in said_to_be_the_clients(line[:_LONGEST_LINE])
        )
    if mail.sender and not _is_of_ours(mail) and (name := _of_sender(mail.sender)):
        yield Found(name, fold(name), Place.HEADER)


def signed(mail: Mail) -> str | None:
    """The name below a farewell, or beside it."""
    if _is_of_ours(mail) or not mail.signature:
        return None
    rest = _farewell(mail.signature[0])
    for line in (rest, *mail.signature[1:4]):
        if line.strip() and _farewell(line):
            return readable_name(line)
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


def beside_contacts(lines: Sequence[str], email: str | None) -> Iterator[Found]:
    """Names that nothing announces: by a wish, an e-mail address made of one, or a number or address following."""
    tidy = [_MARKS.sub("", without_other_numbers(line[:_LONGEST_LINE])) for line in lines]
    introduced = _introduced(lines)
    for at, line in enumerate(tidy):
        for name in (
            *(name for introduce in introduced for name in introduce(line)),
            *_spelt_in(line, email or ""),
            *before_a_number(line),
            *(name for name in before_an_email(line) if email and matches_email(name, email)),
            *_alone(tidy, at, email),
        ):
            yield Found(name, fold(name), Place.SIGNATURE)


def _introduced(lines: Sequence[str]) -> Sequence[Callable[[str], Iterator[str]]]:
    """How a sentence introduces the client: who writes for themselves speaks of others, else it is who is spoken of."""
    if speaks_of_a_client(lines):
        return (of_who_is_spoken_of,)
    if speaks_for_itself(lines):
        return (of_who_writes,)
    return of_who_is_spoken_of, of_who_wishes, of_who_writes


def _alone(lines: Sequence[str], at: int, email: str | None) -> Iterator[str]:
    """Names that are all there is in a line, or in a part of one."""
    line = lines[at]
    segments = _SEGMENTS.split(line)
    following = [*segments[1:], *(lines[at + 1 : at + 2] if len(segments) == 1 else [])]
    for segment, after in zip(segments, [*following, ""], strict=False):
        name = readable_name(segment) if not any(sign.isdecimal() for sign in segment) else None
        if name is None or not 1 < len(name.split()) == len(segment.split()) <= MOST_WORDS_ALONE:
            continue
        if is_somebody_elses(f"{_heading(lines, at)}{line.partition(segment)[0]}{segment}"):
            continue
        if (email and matches_email(name, email)) or _CONTACT.match(after.strip()):
            yield name


def _heading(lines: Sequence[str], at: int) -> str:
    """`Vaktmester:` above a name says whose it is."""
    above = lines[at - 1].strip() if at else ""
    return f"{above} " if above.endswith(":") else ""


def _spelt_in(line: str, email: str) -> Iterator[str]:
    """The words in a line of which the whole part of an address before the @ is made, in that order."""
    local = re.findall(r"[a-z]+", fold(email.partition("@")[0]))
    words = re.findall(r"[^\W\d_][\w'’-]*", line.replace(email, " ")) if local else []
    for at in range(len(words) - len(local) + 1 if len(local) > 1 else 0):
        part = words[at : at + len(local)]
        if [fold(word) for word in part] == local and (name := typed_name(" ".join(part))):
            yield name
    yield from _with_initials(words, "".join(local), fold(email.partition("@")[2].partition(".")[0]))


def _with_initials(words: Sequence[str], local: str, domain: str) -> Iterator[str]:
    """Names, as written, of which an address has each word or its initial: `tuva.b.nilsen`, `tuva@nilsen`."""
    for at, word in enumerate(words):
        if not local or not word[0].isupper() or fold(word)[:1] != local[0]:
            continue
        for length in range(MOST_WORDS, 1, -1):
            part = words[at : at + length]
            name = readable_name(" ".join(part)) if len(part) == length else None
            is_split = [fold(part[0]), fold(part[-1])] == [local, domain]
            if name and len(name.split()) == length and (is_split or _is_made_of(part, local)):
                yield name
                break


def _is_made_of(words: Sequence[str], local: str) -> bool:
    """Whether the letters of an address are each of those words or its first letter, with one of them whole."""
    whole = [re.sub(r"[^a-z]", "", fold(word)) for word in words]
    pattern = "".join(f"({re.escape(word)}|{re.escape(word[:1])})" for word in whole)
    found = re.fullmatch(pattern, local)
    return found is not None and any(len(part) > SHORTEST_NAME for part in found.groups())


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


def matches_email(name: str, email: str) -> bool:
    """Whether the part of an address before the @ is made of a name's words."""
    local = re.sub(r"[^a-z]", " ", fold(email.partition("@")[0]))
    parts, words = set(local.split()), [re.sub(r"[^a-z]", "", fold(word)) for word in name.split()]
    joined = "".join(words)
    return bool(parts & {word for word in words if len(word) > SHORTEST_NAME}) or local.replace(" ", "") in {
        joined,
        words[0],
    }


def is_signed_for_another(mail: Mail) -> bool:
    """Whether a mail names its client, and somebody else signed it."""
    return _is_of_ours(mail) or _is_another(signed(mail), mail)


def writes_of_another(mail: Mail) -> bool:
    """Whether a mail names its client, or tells of one, and somebody else sent it."""
    return _is_of_ours(mail) or _is_another(_of_sender(mail.sender or ""), mail)


def _is_another(name: str | None, mail: Mail) -> bool:
    words = set(fold(name or "").split())
    others = [set(one.same.split()) for one in names(mail) if one.place is Place.BODY]
    return bool(words and others) and not any(words <= other or other <= words for other in others)


def is_firm(name: str, firms: Iterable[str | None]) -> bool:
    """Whether a name is that of the organisation that the e-mail address is at: `Fjord Solar`, post@fjordsolar.no."""
    joined = re.sub(r"[^a-z]", "", fold(name))
    return any(re.sub(r"[^a-z]", "", (one or "").partition(".")[0]) == joined for one in firms)


def _labelled(lines: Sequence[str], place: Place) -> Iterator[Found]:
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
            yield Found(name, fold(name), place)
    if first and last and (name := typed_name(f"{first} {last}")):
        yield Found(name, fold(name), place)


def _of_sender(sender: str) -> str | None:
    shown = re.split(r"[<\[(]|mailto:", sender)[0].strip(" \"'")
    name = readable_name(shown) if "@" not in shown else None
    return name if name and len(name.split()) > 1 else None
