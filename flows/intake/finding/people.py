"""Names of people in a message, only where something says that one is the client's: a label, a header, a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.intake.finding.numbers import without_other_numbers
from flows.intake.finding.readable_names import MOST_WORDS_ALONE, SHORTEST_NAME, readable_name, typed_name
from flows.intake.finding.speakers import is_somebody_elses, speaks_of_a_client
from flows.intake.found import Choice, Found, Place, choose
from flows.intake.mail import Mail
from flows.intake.words import CLOSING, Label, any_of, labelled
from flows.search import fold

_LONGEST_LINE = 1000
_SEGMENTS = re.compile(r"[,;:\t|]\s*|\s[-–—/]\s")
_CONTACT = re.compile(
    r"c/o\b|(?:(?:tlf|tel|mob|mobil|telefon|phone|mobile|tfn|e-?post|e-?mail)\b\W{0,3})?"
    r"(?:[+(]?\d[\d ()-]{6,}|[\w.+-]+@)"
    r"|[A-ZÆØÅÄÖÜ][^\d,]{2,40} \d{1,4} ?[A-Za-z]?(?:,|$)",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÆØÅÄÖÜÉÁ](?:\.|[\w'’-]*)"
_FULL = rf"(?P<name>{_CAPITAL}(?: (?:{_CAPITAL}|von|van|de|der|den|av|af))*(?: {_CAPITAL}))"
_ONE_OF_TWO = re.compile(r"[A-ZÆØÅÄÖÜ][\w'’-]* (?:og|och|and|und|&|eller|oder|or) $")
_FULL_BEFORE_NUMBER = re.compile(
    _FULL
    + r"(?: \([^()\d]{1,60}\))?[ ,(]{1,2}"
    + r"(?:(?i:på|at|on|tlf|tel|mob|mobil|telefon|phone|mobile|tfn)\b\W{0,3})?(?=[+(]?\d[\d ()/-]{6,})"
)
_WISHES = any_of(
    "vil_(?:gjerne_|gerne_)?(?:ha|have|bestille) vill_(?:gärna_)?(?:ha|beställa) ønsker önskar trenger behøver behöver "
    "wants needs would_like möchte hätte_gern braucht wünscht called ringte ringde"
)
_FULL_BEFORE_WISH = re.compile(rf"{_FULL} {_WISHES}\b")
_MARKS = re.compile(r"^[^\w+(@\n]+")
"""Bullets and pictures at the beginning of a line."""
_CLIENT_IS = any_of(
    "kund(?:en?|in)? kontaktperson(?:en)? kontakt customer client contact(?:_person)? ansprechpartner(?:in)? beboer"
)
_CALLED = (
    any_of("s?_navn _name ens_navn")
    + "?"
    + any_of("_er _heter _is _är _hedder _heißt _ist s_name_is _called")
    + "?"
)
_MY_NAME_IS = any_of(
    "mitt_navn_er jeg_heter navnet_mitt_er navnet_er my_name_is i_am_called mitt_namn_är jag_heter mit_navn_er "
    "jeg_hedder ich_heiße mein_name_ist kunden_heter kundens_navn_er han_heter hun_heter hon_heter i'm hier_spricht"
)
_TITLED = any_of("herr frau mr\\.? mrs\\.? ms\\.? fru hr\\.?")
_SAID = re.compile(rf"\b(?i:{_CLIENT_IS}{_CALLED}:? |{_MY_NAME_IS} )(?i:{_TITLED} )?{_FULL}")


def names(mail: Mail) -> Iterator[Found]:
    """The client's names in one mail, where a label, a sentence or its header says that they are."""
    yield from _labelled(mail.body, Place.BODY)
    for line in mail.body:
        for said in _SAID.finditer(line[:_LONGEST_LINE]):
            if name := readable_name(said["name"]):
                yield Found(name, fold(name), Place.BODY)
    if mail.sender and not mail.is_ours and (name := _of_sender(mail.sender)):
        yield Found(name, fold(name), Place.HEADER)


def signed(mail: Mail) -> str | None:
    """The name below a farewell, or beside it."""
    if mail.is_ours or not mail.signature:
        return None
    rest = _farewell(mail.signature[0])
    for line in (rest, *mail.signature[1:4]):
        if line.strip() and _farewell(line):
            return readable_name(line)
    return None


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
    speaks_of_another = speaks_of_a_client(lines)
    for at, line in enumerate(tidy):
        wishing = () if speaks_of_another else _before_a_wish(line)
        for name in (
            *wishing,
            *_spelt_in(line, email or ""),
            *_before_a_number(line),
            *_alone(tidy, at, email),
        ):
            yield Found(name, fold(name), Place.SIGNATURE)


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


def _before_a_number(line: str) -> Iterator[str]:
    """`kan nån ringa Johan Lindqvist 070-174 06 12`."""
    for found in _FULL_BEFORE_NUMBER.finditer(line):
        if _ONE_OF_TWO.search(line[: found.start()]) or is_somebody_elses(line[: found.end("name")]):
            continue
        words = found["name"].split()[-MOST_WORDS_ALONE:]
        named = (readable_name(" ".join(words[start:])) for start in range(len(words) - 1))
        yield from [name for name in named if name][:1]


def _before_a_wish(line: str) -> Iterator[str]:
    """`Fredrik Åkesson vill ha laddstolpe`, at the beginning of a line."""
    found = _FULL_BEFORE_WISH.match(line)
    if found is None or is_somebody_elses(found["name"]):
        return
    if (name := readable_name(found["name"])) and " " in name:
        yield name


def _spelt_in(line: str, email: str) -> Iterator[str]:
    """The words in a line of which the whole part of an address before the @ is made, in that order."""
    local = re.findall(r"[a-z]+", fold(email.partition("@")[0]))
    words = re.findall(r"[^\W\d_][\w'’-]*", line.replace(email, " ")) if len(local) > 1 else []
    for at in range(len(words) - len(local) + 1):
        part = words[at : at + len(local)]
        if [fold(word) for word in part] == local and (name := typed_name(" ".join(part))):
            yield name


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
