"""Which country a message is from, where it says so: numbers and addresses are first read as that country's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from flows.search import fold, word_set

_WORDS = {
    "NO": word_set(
        "jeg ikke vennlig hei ønsker elbillader elbilladere varmepumpe fra oss montert gjerne installert hjemme "
        "adressen kunden hvis noe også nå mvh vennlig boligen huset befaring takk meg deg hva"
    )
    - word_set("hvis kunden adressen fra"),
    "SE": word_set(
        "jag och inte är på för hej vill gärna laddbox hälsningar vänlig vänliga också någon mig dig tack från villa "
        "installera bilen hos oss eller finns kunden adressen värmepump kan när hur"
    )
    - word_set("på hos oss kunden adressen kan hej"),
    "DK": word_set(
        "jeg ikke venlig hej gerne ladestander ladestandere varmepumpe tak af mig hvad noget også efter kunden "
        "ønsker hus bolig adressen installeret monteret hjem opsætning jer ville nogle"
    )
    - word_set("jeg ikke ønsker varmepumpe også kunden adressen installeret hus bolig montert"),
    "DE": word_set(
        "ich und nicht ist für wir möchte möchten guten hallo bitte mit freundlichen grüßen grüße wallbox wärmepumpe "
        "einbau mein meine unser kunde der die das ein eine danke haus adresse"
    )
    - word_set("ist wallbox hallo adresse kunde mein"),
}
_SHARED = {
    "NO": word_set("jeg ikke ønsker varmepumpe også"),
    "DK": word_set("jeg ikke ønsker varmepumpe også"),
}
_FEWEST_WORDS = 2
_NAMES = {
    "NO": word_set("norge norway norwegen norga"),
    "SE": word_set("sverige sweden schweden"),
    "DK": word_set("danmark denmark danemark"),
    "DE": word_set("deutschland germany tyskland"),
}
_DOMAIN = re.compile(r"@[\w.-]+\.(no|se|dk|de)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def likely_countries(text: str, usual: str) -> Sequence[str]:
    """The countries in whose way a text is read, the likeliest first: what it says and how, then the usual one."""
    words = Counter(word.casefold() for word in _WORD.findall(text))
    folded = {fold(word) for word in words}
    named = [country for country, names in _NAMES.items() if names & folded]
    domains = Counter(found.upper() for found in _DOMAIN.findall(text))
    counted = {
        country: sum(words[word] for word in mine) + sum(words[word] for word in _SHARED.get(country, ())) / 2
        for country, mine in _WORDS.items()
    }
    spoken = sorted(counted, key=lambda country: -counted[country])
    likely = (
        [spoken[0]] if counted[spoken[0]] >= _FEWEST_WORDS and counted[spoken[0]] > counted[spoken[1]] else []
    )
    # A country that only a mail's domain names is weaker than the language it is written in.
    by_domain = [country for country, _times in domains.most_common()] if not likely else []
    return tuple(dict.fromkeys([*named[:1], *likely, *by_domain[:1], usual]))
