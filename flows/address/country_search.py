"""The names people may type for a country: in their own language, in English and in its neighbours' languages."""

from __future__ import annotations

import functools

from babel import Locale

_LANGUAGES = ("en", "nb", "sv", "da", "de", "fi", "fr", "es", "it", "nl", "pl")


@functools.cache
def country_names(code: str) -> tuple[str, ...]:
    """What an ISO 3166-1 alpha-2 country is called in those languages, each name once: `Sweden`, `Sverige`."""
    names = (Locale.parse(language).territories.get(code, code) for language in _LANGUAGES)
    return tuple(dict.fromkeys(names))
