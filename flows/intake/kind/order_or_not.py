"""What a message is: an order's beginning, or something that only looks like it: an invoice, a price list, a chat.

Without a sign that somebody wants something of us, names and numbers are anybody's; they are offered, not filled in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.intake.finding.address.said_of_addresses import is_aside
from flows.intake.kind.signs import (
    APPLICATION,
    CLIENTS,
    DOCUMENT,
    EVENTS,
    GOODS,
    LOGISTICS,
    NEW,
    OFFERS,
    OWN,
    PAYMENT,
    PRICES,
    TALK,
    TENDER,
    THOUGHTS,
    WISHES,
)
from flows.intake.words import Label, labelled
from flows.search import fold

_PHONE = re.compile(r"(?<![\w.-])(?:\+\d{2} ?)?\d[\d /-]{5,13}\d(?![\w-]|[.,]\d)")
_CODE_AND_CITY = re.compile(r"(?<![\w.-])\d{3} ?\d{1,2} [^\W\d_]{2}")
_HEAD = 4
"""Lines, with something in them, in which a document says what it is."""
_SIGNS = (
    ((PAYMENT,), 3),
    ((TENDER,), 2),
    ((APPLICATION,), 2),
    ((GOODS,), 2),
    ((EVENTS,), 2),
    ((LOGISTICS, OFFERS, PRICES), 2),
)
"""Words of documents of other kinds, and how many different ones of them leave no doubt."""
_LONGEST_HEADING = 12
"""Words of a line that says what a document is."""
_TERSE = 16
_ALL_THERE_IS = ((8, 0.1), (_TERSE, 0.25), (25, 0.5))
"""Words of a text at most, and which share of them is contact data or products: who types just that means a client."""


_OF_A_FORM = frozenset(
    {
        Label.NAME,
        Label.FIRST_NAME,
        Label.LAST_NAME,
        Label.CLIENT,
        Label.PHONE,
        Label.EMAIL,
        Label.STREET,
        Label.SITE,
        Label.POSTAL_CODE,
        Label.CITY,
    }
)


def is_no_order(lines: Sequence[str]) -> bool:
    """Whether it is a document of another kind: by its heading, or by several words that only those have."""
    folded = [fold(line) for line in lines if line.strip()]
    if any(_is_heading(line) for line in folded[:_HEAD]):
        return True
    text = " ".join(folded)
    return any(
        len({found[0] for one in signs for found in one.finditer(text)}) >= fewest for signs, fewest in _SIGNS
    )


def is_a_list_of_clients(lines: Sequence[str]) -> bool:
    """Whether several entries have a number and a postal code each: nobody among them is meant."""
    entries = [
        line for line in lines if _PHONE.search(line) and _CODE_AND_CITY.search(line) and not _is_aside(line)
    ]
    return len({found[0] for line in entries if (found := _PHONE.search(line))}) > 1


def _is_aside(line: str) -> bool:
    label = labelled(line)
    return (label is not None and label[0] in {Label.BILLING, Label.OURS, Label.SITE}) or is_aside(fold(line))


def _is_heading(line: str) -> bool:
    if (label := labelled(line)) and label[1]:
        return False
    found = DOCUMENT.match(NEW.sub("", line.strip(" *#=-–—!")))
    return found is not None and len(line.split()) <= _LONGEST_HEADING


def is_somebodys_wish(lines: Sequence[str], data: int, *, is_of_our_trade: bool, is_internal: bool) -> bool:
    """Whether something says that the people in it are clients: a form's fields, a wish, or that it is all there is.

    `data` is how many of its words are contact data or products; `is_of_our_trade`: whether it names what the
    catalog has; `is_internal`: whether none of the mails in it is a client's.
    """
    labels = {label for line in lines if (label := (labelled(line) or (None,))[0]) in _OF_A_FORM}
    if len(labels) > 1:
        return True
    text = " ".join(fold(line) for line in lines)
    if CLIENTS.search(text) or (not is_internal and OWN.search(text)):
        return True
    if is_of_our_trade and (WISHES.search(text) or THOUGHTS.search(text)):
        return True
    return (
        not is_internal
        and TALK.search(text) is None
        and _is_all_there_is(len(text.split()), data, bool(labels))
    )


def _is_all_there_is(words: int, data: int, has_label: bool) -> bool:
    if has_label and words <= _TERSE:
        return True
    return any(words <= most and data >= share * words for most, share in _ALL_THERE_IS)
