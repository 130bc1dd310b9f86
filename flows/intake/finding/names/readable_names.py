"""What can be a person's name, and what can't."""

from __future__ import annotations

import re

from flows.intake.finding.names.no_names import ENDINGS, FORMS, MONTHS, NO_NAMES
from flows.search import fold, word_set

_PARTICLES = word_set("von van der den de di da la le bin ben ibn al el av af zu zur ter ten dos du")
_CUT = re.compile(
    r"[,;(|/<\[\t]|\s[-–—]\s|\d|@|\s+(?:tlf|tel|mob|mobil|telefon|phone|e-?post|e-?mail|på|pa|on|at)\b.*$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:(?:herrn?|frau|hr|fru|frk|mr|mrs|ms|miss|dr|fr|familien?|familjen|fam|hausmeister(?:in)?|vaktmester|vaktmästare|vicevært"
    r"|caretaker|styreleder|i\. ?[av]|ppa)\.? )+(?=\S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’´-]*(?:[-.'’´][^\W\d_]+)*\.?")
MOST_WORDS = 5
MOST_WORDS_ALONE = 3
"""Of a name that nothing announces."""
SHORTEST_NAME = 2
"""Letters."""
_TWO = re.compile(r"\s*[/&+]\s*|\s+(?:og|och|and|und|eller|or|oder)\s+")
_SURNAME_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?)$")


def readable_name(text: str) -> str | None:
    """The name at the beginning of a text; None where that is none."""
    if turned := _SURNAME_FIRST.match(text.strip()):
        text = f"{turned[2]} {turned[1]}"
    text = _TITLE.sub("", _CUT.split(text.strip(" .:,;-–—*\"'"))[0].strip(" .:,;-–—*\"'"))
    words = text.split()
    if not 0 < len(words) <= MOST_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return None
    folded = [fold(word).rstrip(".") for word in words]
    if any(word in NO_NAMES or word.endswith(ENDINGS) for word in folded):
        return None
    if any(word.rstrip(".").casefold() in FORMS for word in words[1:]) or (
        words[0].isupper() and folded[0] in FORMS
    ):
        return None
    if (len(words) == 1 and folded[0] in MONTHS) or any(word in MONTHS for word in folded[1:]):
        return None
    if not all(word[0].isupper() or _is_particle(word) for word in words) or len(words[0]) < SHORTEST_NAME:
        return None
    return " ".join(words)


def _is_particle(word: str) -> bool:
    """`von`, or `al-` before a name."""
    first, _hyphen, rest = word.partition("-")
    return fold(first) in _PARTICLES and (not rest or rest[0].isupper())


def typed_name(value: str) -> str | None:
    """A form's value may be in small letters. Of two people in it none is meant."""
    if len([part for part in _TWO.split(value) if (name := readable_name(part)) and " " in name]) > 1:
        return None
    name = readable_name(value)
    if name is None and value.islower() and 1 < len(value.split()) <= MOST_WORDS_ALONE:
        return readable_name(value.title())
    return name
