"""Which country a message is from, where it says so: numbers and addresses are first read as that country's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from flows.search import fold, word_set

_WORDS = {
    "NO": word_set(
        "befaring boligen deg elbillader elbilladere gjerne hei hjemme huset hva installert meg montert mvh noe nå "
        "oss takk vennlig"
    ),
    "SE": word_set(
        "bilen dig eller finns från funderar för gärna hur hälsningar installera inte jag laddbox laddstolpe "
        "luftvärmepump luftvärmepumpen låter mig nån när någon och också tack vill villa vänlig vänliga värmepump "
        "värmepumpen är"
    ),
    "DK": word_set(
        "af efter gerne hej hjem hvad jer ladestander ladestandere mig monteret noget nogle opsætning tak venlig "
        "ville"
    ),
    "DE": word_set(
        "bitte danke das der die ein einbau eine freundlichen für grüße grüßen guten haus ich meine mit möchte "
        "möchten nicht und unser wir wärmepumpe"
    ),
}
"""Words of messages that only that country's language has."""
_NORDIC = word_set("jeg ikke ønsker varmepumpe også")
"""Norwegian and Danish alike."""
_FEWEST_WORDS = 2
_NAMES = {
    "NO": word_set("norge norway norwegen norga"),
    "SE": word_set("sverige sweden schweden"),
    "DK": word_set("danmark denmark danemark"),
    "DE": word_set("deutschland germany tyskland"),
    "GB": word_set("england uk britain scotland wales"),
}
_DOMAIN = re.compile(r"@[\w.-]+\.(no|se|dk|de|uk)\b", re.IGNORECASE)
_BY_DOMAIN = {"UK": "GB"}
_BRITISH = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|£ ?\d")
"""A postal code, or a price."""
_WORD = re.compile(r"[^\W\d_]+")


def likely_countries(text: str, usual: str) -> Sequence[str]:
    """The countries in whose way a text is read: its language's, the usual one, then those that it names."""
    words = Counter(word.casefold() for word in _WORD.findall(text))
    folded = {fold(word) for word in words}
    named = [country for country, names in _NAMES.items() if names & folded]
    domains = [_BY_DOMAIN.get(found.upper(), found.upper()) for found in _DOMAIN.findall(text)]
    british = ["GB"] if _BRITISH.search(text) else []
    return tuple(dict.fromkeys([*_spoken(words), usual, *named, *domains, *british]))


def _spoken(words: Counter[str]) -> Sequence[str]:
    """The country of the text's language, where its words leave no doubt."""
    nordic = sum(words[word] for word in _NORDIC) / 2
    counted = Counter(
        {
            country: sum(words[word] for word in mine) + (nordic if country in {"NO", "DK"} else 0)
            for country, mine in _WORDS.items()
        }
    )
    (first, most), (_second, fewer) = counted.most_common(2)
    return [first] if most >= _FEWEST_WORDS and most > fewer else []
