"""What a message takes back: `wrong number, it is …`, `not 12 but 14`. The old value is never filled in.

The new one is, where the words that put it right are right before it; else a person chooses among what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.intake.candidates import Place
from flows.intake.words import Label, any_of

_NOT = any_of("ikke ikkje inte icke nicht not")
_IS_WRONG = any_of(
    rf"feil galt? wrong incorrect fel felaktig\w* forkert\w* falsch\w* ugyldig\w* ogiltig\w* ungültig\w* invalid "
    rf"{_NOT}_(?:riktig|rett|rätt|rigtig|richtig|correct|right|gyldig)"
)
_IS = any_of("er var ble blei blev är is was ist war")
_DISAGREES = any_of("stemmer_ikke stemmer_ikkje stämmer_inte stimmt_nicht passer_ikke")
_RIGHT = any_of(
    r"riktig\w* rette? rätt\w* rigtig\w* richtig\w* korrekt\w* correct right it_is it['’]s det_er det_är es_ist "
    "(?:should|must)_be (?:skal|skulle)_være (?:ska|skall)_vara"
)
_LINKS = any_of(
    r"er is ist är be være vara skal ska on på under auf one ene numm?er\w* numret number nr tlf mobil\w* "
    r"telefon\w* phone e-?post\w* e-?mail\w* mail\w* add?ress\w* anschrift"
)
_LINKED = rf"(?:\W{{1,3}}{_LINKS}\b){{0,4}}[ :–-]{{0,3}}"
"""`riktig nummer er`, and not `det er naboen som har`."""
_OTHER_NUMBERS = "".join(
    f"(?<!{word} )" for word in ["house", "order", "meter", "serial", "invoice", "account", "customer"]
)
_BUT = any_of("men but utan sondern")
_MEANT = any_of(
    "(?:nei|nein|nej)(?:,?_(?:vent|warte|vänta))? no,?_wait sorry beklager ups oops ursäkta undskyld entschuldigung "
    "mente meinte meant make_(?:it|that) scratch_that rettelse rättelse korrektur korreksjon correction "
    "(?:skal|skulle|ska)_(?:være|vara|vært) should_be"
)
_FIGURE = r"\+?\d{1,12}(?: \d{1,5}){0,5}[a-h]?\b"
_NO_UNIT = r"(?! ?(?:stk|st|kw|amp|a|m|meter|kvm|m2|kl|%|kr)\b)"
_INSTEAD = (
    re.compile(
        rf"\b{_NOT} (?:på |auf )?(?P<old>{_FIGURE}),? {_BUT}(?: \w+)? (?P<new>{_FIGURE}){_NO_UNIT}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\d)(?P<new>{_FIGURE}),? (?:og |och |and |und )?{_NOT} (?P<old>{_FIGURE}){_NO_UNIT}",
        re.IGNORECASE,
    ),
)


@dataclass(frozen=True)
class _Value:
    """How one kind of value is called, what tells that one is there, and how it begins."""

    noun: str
    there: str
    begins: str

    @property
    def wrong(self) -> str:
        """`feil nummer`, `nummeret 999 00 111 er feil`, with the number right behind."""
        return (
            rf"\b(?:{_IS_WRONG} (?:på )?(?:(?!(?:i|in|at|hos) )\w+ )??(?:{self.noun})\b(?:\W{{0,3}}{self.there})?"
            rf"|(?:{self.noun})\b[^.!?\n]{{0,40}}?\b(?:{_IS}(?: (?!{_NOT})\w+)?? {_IS_WRONG}|{_DISAGREES})\b)"
        )

    @property
    def right(self) -> str:
        """`riktig er`, before the value in its sentence."""
        return rf"(?:\W{{1,3}}\w+){{0,3}}?\W{{0,4}}\b{_RIGHT}\b{_LINKED}{self.begins}"


_PHONE = r"[+(]{0,2}\d[\d ()/-]{5,17}\d"
_EMAIL = r"\b[^\s@:]{1,64}@[^\s@]{1,100}"
_STREET = any_of(
    "gata gaten? gt vei(?:en)? veg(?:en)? vej(?:en)? gaden? gatan väg(?:en)? straße str(?:asse)? street road"
)
_VALUES = {
    Label.PHONE: _Value(
        rf"{_PHONE}|(?:telefon|mobil|handy|phone|tlf|tel|cell)[\w.]*(?: (?:nummer|number|nr)\w*)?"
        rf"|{_OTHER_NUMBERS}(?:numm?er|number|nr)(?:et|n)?|numret",
        _PHONE,
        _PHONE,
    ),
    Label.EMAIL: _Value(rf"{_EMAIL}|(?:e-?post|e-?mail|mail|mejl)[\w-]*(?: add?ress\w*)?", _EMAIL, _EMAIL),
    Label.STREET: _Value(
        r"(?<!mail )(?<!mail-)(?<!post-)(?!e-?post|e-?mail|mail|faktura|rechnung)\w{0,20}(?:add?ress|anschrift)\w{0,10}"
        rf"|\w{{0,20}}{_STREET}\.? \d{{1,4}}[a-h]?"
        r"|(?:hus|gate|gatu|haus|post)(?:nummer|nr)\w*|house number|postal code|postcode|plz",
        r"\d{4,5} [^\W\d_]",
        r"[^.!?\n]{0,60}?\d{4}",
    ),
    Label.NAME: _Value(r"(?:kunde)?(?:navn|namn)\w*|(?:kunden)?name", r"[^\W\d_]", r"[^\W\d_]"),
}
_WRONG = {what: re.compile(value.wrong, re.IGNORECASE) for what, value in _VALUES.items()}
_PUT_RIGHT = {what: re.compile(value.right, re.IGNORECASE) for what, value in _VALUES.items()}
_THERE = {what: re.compile(value.there) for what, value in _VALUES.items()}

Part = tuple[Sequence[str], Place]


def without_wrong(parts: Iterable[Part], what: Label) -> Iterator[Part]:
    """The parts of a message, newest first, with aside what it says is wrong, and what isn't clearly put right."""
    is_corrected = False
    for lines, place in parts:
        text = "\n".join(lines)
        end = _end_of_wrong(text, what)
        if end is None:
            yield lines, Place.ASIDE if is_corrected else place
            continue
        is_put_right = _PUT_RIGHT[what].match(text, end) is not None
        is_old_there = _THERE[what].search(text[:end]) is not None
        yield text[:end].split("\n"), Place.ASIDE
        yield text[end:].split("\n"), place if is_put_right or not is_old_there else Place.ASIDE
        is_corrected = is_corrected or is_put_right or is_old_there


def is_said_wrong(value: str, lines: Sequence[str], what: Label) -> bool:
    """Whether the lines say behind a value that it is wrong."""
    text = "\n".join(lines)
    return value in text[: _end_of_wrong(text, what) or 0]


def _end_of_wrong(text: str, what: Label) -> int | None:
    return max((found.end() for found in _WRONG[what].finditer(text)), default=None)


def gives_way(value: str, lines: Iterable[str]) -> bool:
    """Whether another is named instead: `ikke Oslo, men Bergen`."""
    pattern = re.compile(rf"\b{_NOT} (?:i |in )?{re.escape(value)},? (?:\w+,? )?{_BUT}\b", re.IGNORECASE)
    return any(pattern.search(line) for line in lines)


def meant_number(street: str, lines: Iterable[str]) -> str | None:
    """The house number that may be meant instead of the street's: `sorry, Storgata 14`, `I meant 14`."""
    name, _, number = street.partition(",")[0].rpartition(" ")
    meant = re.compile(
        rf"\b{_MEANT}\b[ ,:!–-]{{1,3}}(?:(?!kl\b)\w+ ){{0,2}}?(?:{re.escape(name)} )?"
        r"(\d{1,4}[a-h]?)(?=\W*(?:[.,;!)]|$))",
        re.IGNORECASE,
    )
    found = (one[1] for line in lines for one in meant.finditer(line))
    return next((one for one in found if one != number), None)


def taken_back(lines: Iterable[str]) -> Mapping[str, str]:
    """Figures that others take the place of: `not 12 but 14`, `14, ikke 12`."""
    pairs = (found for line in lines for pattern in _INSTEAD for found in pattern.finditer(line))
    return {found["old"].replace(" ", "").strip("+"): found["new"] for found in pairs}
