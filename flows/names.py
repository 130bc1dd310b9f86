"""Names: of people as the channel may see them, and of orders."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from flows.caching import CACHE_SIZE
from flows.catalog import PLACEHOLDER, Catalog, Workflow
from flows.draft import Draft
from flows.search import fold

LONGEST_NAME = 255
SHORTEST_SURNAME = 2
"""In capitals: `NORDMANN Ola`; a shorter word may be a company's AS."""

_ASIDE = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|\{[^{}]*\}?|[<“”\"«][^<>“”\"»]*[>“”\"»]")
_NEXT_PERSON = re.compile(r"\s+[/|–—-]\s+|/|;|\|")
_AROUND = " .:-–—'’*_•"
_TITLES = frozenset(
    {
        *(
            "dr",
            "med",
            "prof",
            "professor",
            "mr",
            "mrs",
            "ms",
            "miss",
            "herr",
            "herrn",
            "hr",
            "fru",
            "fr",
            "frk",
            "frau",
        ),
        *(
            "fam",
            "familie",
            "familien",
            "familjen",
            "family",
            "advokat",
            "kontakt",
            "kontaktperson",
            "contact",
            "att",
            "attn",
        ),
    }
)
_JOINED = re.compile(r"(?<=[^\W\d]{2})[._](?=[^\W\d]{2})")
"""As in `ola.nordmann`."""
_AFTER_A_NAME = re.compile(
    r"\s(?:c/o|co/|v/|ved|att?n?[.:/])\s?.*$|\s(?:jr|sr|[js]unior|I{1,3}|IV)\.?$", re.IGNORECASE
)

_WORD = re.compile(r"[^\W_]{2,}")
_SIGNS = " –—-·,/|:"
_DOUBLED_SIGN = re.compile(r"([–—·,/|:-])(?:\s+[–—·,/|:-])+(?=\s|$)")


@functools.lru_cache(maxsize=CACHE_SIZE)
def short_name(name: str) -> str:
    """First name and the last one's initial, never a whole surname: `Nordmann, Ola (styreleder)` is `Ola N.`."""
    first, *rest = _names(name) or [""]
    if (not rest and _is_surname(name)) or _either_way(name):
        return " ".join(f"{word[0]}." for word in [first, *rest[-1:]] if word)
    return f"{first} {rest[-1][0]}." if rest else first


def _is_surname(name: str) -> bool:
    """What follows a title alone, as in `Hr. Nordmann`, is no first name."""
    words = [word.strip(_AROUND) for word in _ASIDE.sub(" ", name).split()]
    return any(word.casefold().rstrip(".") in _TITLES for word in words)


def _either_way(name: str) -> bool:
    """`Nordmann Hansen, Ola` may begin with two surnames; but `Ola Nordmann, daglig leder` doesn't."""
    before, _comma, after = _ASIDE.sub(" ", name).partition(",")
    others = _words(after)
    surnames = [word for word in _words(before) if not word.islower()]
    return bool(others) and len(surnames) > 1 and all(word[0].isupper() for word in others)


def _names(name: str) -> list[str]:
    """The words of a name in the order they are said, without titles, remarks and numbers."""
    before, comma, after = _AFTER_A_NAME.sub(
        "", _ASIDE.sub(" ", name if "@" in name else _JOINED.sub(" ", name))
    ).partition(",")
    surname, others = _words(before), _words(after)
    if comma and others and len([word for word in surname if not word.islower()]) == 1:
        # Nordmann, Ola and von der Leyen, Ursula; but of `Ola Nordmann, styreleder` what follows the comma is no name.
        return [*others, *surname]
    loud = [word for word in surname if word.isupper() and len(word) > SHORTEST_SURNAME]
    if len(loud) == 1 < len(surname):
        return [*(word for word in surname if word not in loud), *loud]
    return surname or others


def _words(part: str) -> list[str]:
    words = [word.strip(_AROUND) for word in _NEXT_PERSON.split(part)[0].split()]
    named = [
        word for word in words if word and not any(letter.isdecimal() or letter == "@" for letter in word)
    ]
    return [word for word in named if word.casefold().rstrip(".") not in _TITLES] or named


def tells_of(words: str, name: str, *, but_short: bool = False) -> bool:
    """Whether any word of a person's name is among the words; with `but_short` none that the short name has too."""
    secret = _words_of(name) - (_words_of(short_name(name)) if but_short else set())
    return not secret.isdisjoint(_words_of(words))


def _words_of(words: str) -> set[str]:
    """Without case, accents and single letters."""
    return set(_WORD.findall(fold(words)))


def order_name(draft: Draft, workflow: Workflow, catalog: Catalog) -> str:
    """The order's name: as typed, else the one its template gives."""
    job = draft.job
    if job is not None and job.order_name:
        return job.order_name
    return assumed_name(draft, workflow, catalog, job.custom_fields if job else {})


def assumed_name(
    draft: Draft, workflow: Workflow, catalog: Catalog, answers: Mapping[str, str | bool]
) -> str:
    """The name by the template of the workflow, else of the catalog; `answers` are its fields', by key.

    What isn't known or wasn't answered is left out, with the separator that would be left beside it.
    """
    known = {**_answered(workflow, answers), **_known(draft, workflow)}
    template = workflow.order_name or catalog.defaults.order_name
    filled = PLACEHOLDER.sub(lambda place: known.get(place[1], ""), template)
    words = _DOUBLED_SIGN.sub(r"\1", " ".join(filled.split()))
    return words.strip(_SIGNS)[:LONGEST_NAME].strip() or workflow.name


def _known(draft: Draft, workflow: Workflow) -> dict[str, str]:
    client, address = draft.client, draft.address
    return {
        "workflow": workflow.name,
        "contact": short_name(client.contact_person) if client else "",
        "street": address.street if address else "",
        "city": address.city if address else "",
        "postal_code": address.postal_code if address else "",
    }


def _answered(workflow: Workflow, answers: Mapping[str, str | bool]) -> dict[str, str]:
    """Numbers have their unit; yes and no say nothing in a name."""
    return {
        custom.key: f"{answer} {custom.unit or ''}".rstrip()
        for custom in workflow.fields
        if isinstance(answer := answers.get(custom.key), str)
    }
