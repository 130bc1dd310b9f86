"""CLDR's data in memory: a language has a megabyte of it, and all have two; most of that nobody reads here."""

from __future__ import annotations

from typing import cast

from babel import Locale, localedata
from babel.core import get_global

UNREAD = (
    "compact_currency_formats",
    "compact_decimal_formats",
    "compound_unit_patterns",
    "date_fields",
    "datetime_skeletons",
    "interval_formats",
    "meta_zones",
    "time_zones",
    "unit_display_names",
    "unit_patterns",
    "zone_formats",
)
"""Names of units and time zones, and formats of what isn't shown."""


def let_go_of_what_no_language_reads() -> None:
    """Of the data of all languages and countries together: a megabyte and a half, which stays from the first tag on."""
    _let_go_of_tags_without_data()
    _let_go_of_minorities()


def _let_go_of_tags_without_data() -> None:
    """A tag such as `zh-TW` is completed to `zh-Hant-TW`; of most languages there is nothing to load then."""
    with_data = {name.partition("_")[0] for name in localedata.locale_identifiers()}
    completed = cast("dict[str, str]", get_global("likely_subtags"))
    for tag in [tag for tag, whole in completed.items() if whole.partition("_")[0] not in with_data]:
        del completed[tag]


def _let_go_of_minorities() -> None:
    """Of a country's languages only the official ones are asked for."""
    for languages in get_global("territory_languages").values():
        for code in [code for code, facts in languages.items() if not facts.get("official_status")]:
            del languages[code]


def let_go_of_unread_data(locale: Locale) -> None:
    """Load the locale's data, and forget the parts that are not read, in it and in all that it inherits from.

    Babel keeps what it has loaded, and gives the same again.
    """
    name: str | None = str(locale)
    while name is not None:
        data = localedata.load(name)
        for part in UNREAD:
            data.pop(part, None)
        name = _parent(name)


def _parent(name: str) -> str | None:
    """As babel finds it: the exceptions first, else the locale without its last part."""
    if name == "root":
        return None
    parent: str = get_global("parent_exceptions").get(name) or name.rpartition("_")[0] or "root"
    return parent
