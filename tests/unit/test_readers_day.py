from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import read_day


@settings(max_examples=100, deadline=None)
@given(st.dates())
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    assert read_day(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    "input", ["", "24.11.2026", "20261124", "2026-W48-2", "2026-1-2", "2026-11-24T10:00", "\u0662026-11-24"]
)
def test_another_form_is_told_the_form(input: str) -> None:
    with pytest.raises(InputError) as caught:
        read_day(input)
    said = language("en").say(caught.value.text)
    assert said == "Write the day as year-month-day, for example 2026-11-24."


@pytest.mark.parametrize("input", ["2026-02-30", "2025-02-29", "2026-13-01", "0000-01-01", "2026-00-10"])
def test_a_day_no_calendar_has_is_named(input: str) -> None:
    with pytest.raises(InputError) as caught:
        read_day(input)
    said = language("en").say(caught.value.text)
    assert said == f"The calendar has no {input}. Write a day such as 2026-11-24."
