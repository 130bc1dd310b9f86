"""The API's own words: making them readable, and recognising from them that an order may exist already.

The vendor's page says that a 400 means a duplicate key, its guide that a 400 means a bad request; the body
of neither is published. The shapes read here are the usual ones of NestJS, class-validator, zod, FastAPI
and plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 500
DEEPEST = 6
WORD_KEYS = (
    "message",
    "messages",
    "msg",
    "errors",
    "issues",
    "constraints",
    "details",
    "detail",
    "error",
    "title",
    "code",
)
PLACE_KEYS = ("property", "field", "path", "loc")

KEY = re.compile(r"idempoten(t|cy)", re.IGNORECASE)
DOUBLED = re.compile(
    r"duplicat|(?<!not )\bexists\b|"
    r"\balready (exist|been|creat|used|in use|process|receiv|submit|placed|registered|known)",
    re.IGNORECASE,
)
DOUBLED_KEY = re.compile(
    r"unique|conflict|\bre-?used\b|\bin use\b|\bbeen (used|seen)|\balready\b", re.IGNORECASE
)
RULE = re.compile(
    r"must|should|require|invalid|expected|missing|empty|malformed|format|length|character|too (long|short)|"
    r"at (least|most)|\bnot\b|unknown|unrecogni|unsupported|\bstring\b|\bvalid\b|\bnull\b|^idempotency\w*: ",
    re.IGNORECASE,
)
OTHER_THING = re.compile(
    r"(actor|address|array|city|client|contact|country|currency|customer|custom|description|discount|element|"
    r"email|external|field|file|image|installer|item|line|metadata|name|offer|organization|person|phone|postal|"
    r"product|tag|user|vat|workflow|workplace)s?",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
"""One word, inside camelCase and snake_case too."""

ARTICLES = frozenset({"a", "an", "the", "this", "that", "same", "your", "given"})
OUR_KEY = r"(key )?idempoten(cy|t) key"
IS_THERE = r"(exists( already)?|already exists|(has )?(already )?been created|already created|is duplicated?)"
IS_USED = r"((is |is already |was |has been |has already been |already been |already )?(used|taken|in use)( already)?)"
EXPLICIT = re.compile(
    rf"duplicated? ({OUR_KEY}|order)|duplicated? order (with|for) {OUR_KEY}|"
    rf"order {IS_THERE}|order with {OUR_KEY} {IS_THERE}|"
    rf"{OUR_KEY}( {OUR_KEY})? ({IS_THERE}|{IS_USED}|must be unique|is not unique)|"
    rf"duplicate key value violates unique constraint [a-z ]*{OUR_KEY}[a-z ]*"
)
"""Compared with a sentence's words, small, without articles and values. None of them fits a request that is still being
worked on, a key that was used for another order, or a duplicate of anything else."""
VALUE = re.compile(r"[\w-]*\d[\w-]*")
"""A key or an id, by having a digit."""


def readable(body: object) -> str:
    """The words for a person: one line, at most 500 characters, empty where the body holds none.

    `body` is the answer read as JSON, or its text. Of a body's usual keys the first that says something is
    taken.
    """
    line = " ".join("; ".join(dict.fromkeys(_sentences(body, every=False))).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def has_words(body: object) -> bool:
    """Whether it says something under a usual key, and isn't ids alone."""
    return isinstance(body, dict) and any(body.get(key) for key in WORD_KEYS)


def speaks_of_a_duplicate(body: object) -> bool:
    """Whether the body of a 400 may mean that an order with our key exists: a reason to look in the list.

    It speaks of the key, or of a duplicate that isn't another thing's (a tag, a custom field); a rule about how a key
    is written is no duplicate.
    """
    if isinstance(body, dict) and body.get("orderId"):
        return True
    return any(_is_duplicate(sentence) for sentence in _sentences(body, every=True))


def says_the_order_exists(body: object) -> bool:
    """Whether it says so, of our key or of an order, in one of a few wordings and with nothing else in the sentence."""
    return any(_is_explicit(sentence) for sentence in _sentences(body, every=True))


def _is_explicit(sentence: str) -> bool:
    words = (word.lower() for word in WORD.findall(VALUE.sub(" ", sentence)))
    return EXPLICIT.fullmatch(" ".join(word for word in words if word not in ARTICLES)) is not None


def _is_duplicate(sentence: str) -> bool:
    words = WORD.findall(sentence)
    doubled = DOUBLED.search(" ".join(words)) is not None
    if KEY.search(sentence):
        return doubled or DOUBLED_KEY.search(sentence) is not None or RULE.search(sentence) is None
    return doubled and not any(map(OTHER_THING.fullmatch, words))


def _sentences(value: object, *, every: bool, depth: int = 0) -> Iterator[str]:
    match value:
        case str() if value.strip() and not value.lstrip().startswith(
            "<"
        ):  # a page of HTML means nothing to a person
            yield value.strip()
        case list() if depth < DEEPEST:
            for item in value:
                yield from _sentences(item, every=every, depth=depth + 1)
        case dict() if depth < DEEPEST:
            usual = [key for key in WORD_KEYS if key in value]
            said = _under_usual_keys if usual else _under_names_of_fields
            yield from said(value, every=every, depth=depth + 1)


def _under_usual_keys(fields: dict[str, object], *, every: bool, depth: int) -> Iterator[str]:
    place = _place(fields)
    for key in WORD_KEYS:
        said = list(_sentences(fields.get(key), every=every, depth=depth))
        yield from (_placed(sentence, place) for sentence in said)
        if said and not every:
            return


def _under_names_of_fields(fields: dict[str, object], *, every: bool, depth: int) -> Iterator[str]:
    for name, value in fields.items():
        yield from (_placed(sentence, name) for sentence in _sentences(value, every=every, depth=depth))


def _placed(sentence: str, place: str) -> str:
    return f"{place}: {sentence}" if place and place not in sentence else sentence


def _place(fields: dict[str, object]) -> str:
    """Where a validation library says that the fault is, such as `offer.lines.0`; empty where it doesn't."""
    place = next((fields[key] for key in PLACE_KEYS if key in fields), "")
    parts = place if isinstance(place, list) else [place]
    return ".".join(str(part) for part in parts if isinstance(part, str | int))
