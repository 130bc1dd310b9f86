"""Names of which an e-mail address is made: `tuva.b.nilsen@…`, `jpo@…`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.intake.finding.names.readable_names import MOST_WORDS, SHORTEST_NAME, readable_name, typed_name
from flows.search import fold


def matches_email(name: str, email: str) -> bool:
    """Whether the part of an address before the @ is made of a name's words."""
    local = re.sub(r"[^a-z]", " ", fold(email.partition("@")[0]))
    parts, words = set(local.split()), [re.sub(r"[^a-z]", "", fold(word)) for word in name.split()]
    joined = "".join(words)
    return bool(parts & {word for word in words if len(word) > SHORTEST_NAME}) or local.replace(" ", "") in {
        joined,
        words[0],
    }


def spelt_in(line: str, email: str) -> Iterator[str]:
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
