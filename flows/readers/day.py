"""Days, as a date picker gives them."""

from __future__ import annotations

import re
from datetime import date

from flows.i18n.texts import InputError, _
from flows.readers.plain import tidy

# https://docs.slack.dev/reference/block-kit/block-elements/date-picker-element: YYYY-MM-DD
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(input: str) -> str:
    """The ISO 8601 date YYYY-MM-DD; raises InputError for another form or a day no calendar has."""
    text = tidy(input)
    if not _DAY.fullmatch(text):
        raise InputError(_("Write the day as year-month-day, for example {example}.", example="2026-11-24"))
    if not _is_in_calendar(text):
        raise InputError(
            _("The calendar has no {day}. Write a day such as {example}.", day=text, example="2026-11-24")
        )
    return text


def _is_in_calendar(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
