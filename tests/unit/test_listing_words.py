"""What a list is narrowed to: words after the command, periods, what a button carries."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.listeners.lists.order_list import filters_of
from bot.views.orders.list_windows import filters_in
from flows.i18n.command_words import Asked, asked_in
from flows.listing.page import LONGEST_TEXT, Filters, ListPage, Period, Stage
from flows.listing.query import Position
from flows.listing.words import MOST_KEPT, order_words
from flows.person import Profile

OSLO = ZoneInfo("Europe/Oslo")
LATE = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
"""In Oslo it is half past midnight of the next day."""


@pytest.mark.parametrize(
    ("typed", "asked", "rest"),
    [
        ("", set(), ""),
        ("mine", {Asked.MINE}, ""),
        ("Today MINE", {Asked.MINE, Asked.TODAY}, ""),
        ("waiting nordmann", {Asked.WAITING}, "nordmann"),
        ("nordmann today", set(), "nordmann today"),
        ("mine i dag", {Asked.MINE, Asked.TODAY}, ""),
        ("idag", {Asked.TODAY}, ""),
        ("heute", {Asked.TODAY}, ""),
        ("ventende", {Asked.WAITING}, ""),
        ("all", {Asked.ALL}, ""),
    ],
)
def test_words_that_are_known_are_taken_from_the_beginning_in_any_language(
    typed: str, asked: set[Asked], rest: str
) -> None:
    assert asked_in(typed) == (frozenset(asked), rest)


def test_what_is_no_known_word_is_looked_for() -> None:
    assert filters_of("mine 0111", "U0KARI") == Filters(person="U0KARI", text="0111")
    assert len(filters_of("x" * 500, "U0KARI").text) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("period", "begins"),
    [
        (Period.TODAY, datetime(2026, 11, 24, tzinfo=OSLO)),
        (Period.WEEK, datetime(2026, 11, 18, tzinfo=OSLO)),
        (Period.MONTH, datetime(2026, 10, 26, tzinfo=OSLO)),
        (Period.YEAR, datetime(2026, 1, 1, tzinfo=OSLO)),
    ],
)
def test_a_period_begins_at_a_midnight_where_the_reader_is(period: Period, begins: datetime) -> None:
    assert period.begins(LATE, OSLO) == begins


def test_a_zone_that_is_not_known_is_utc() -> None:
    assert [Profile(time_zone=name).zone for name in (None, "Mars/Olympus", "../etc")] == [UTC] * 3
    assert Profile(time_zone="Europe/Oslo").zone == OSLO


def test_a_page_comes_back_from_a_button_as_it_was_and_one_of_an_earlier_version_does_not() -> None:
    filters = Filters(stage=Stage.STUCK, person="U0KARI", workflow="ev", period=Period.YEAR, text='“x” "y"')
    page = ListPage(until=LATE, filters=filters).beside(Position(LATE, "7"), back=False)
    assert ListPage.load(page.dump()) == page
    assert page.beside(Position(LATE, "8"), back=True).number == 0
    assert [ListPage.load(value) for value in ("0", "", '{"page": 1}')] == [None, None, None]


def test_what_the_window_never_offered_is_no_filter() -> None:
    inputs = {
        "stage": "everything",
        "period": "1900",
        "text": "x" * 500,
        "person": None,
        "workflow": ("a", "b"),
    }
    assert filters_in(inputs) == Filters(text="x" * LONGEST_TEXT)


def test_an_orders_words_are_bounded() -> None:
    many = [f"{number}-a-b-c-{number}" for number in range(1000)]
    assert len(order_words("Ola Nordmann", external_ids=many)) < MOST_KEPT + 10
