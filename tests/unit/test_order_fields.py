"""Nothing of the order is out of reach: every field of the API has a screen that fills it, and the page says which."""

from __future__ import annotations

from docs.order_fields import PAGE, fields_by_screen, page
from flows.order_fields import FILLED, Filled, api_fields

ASKED = {(screen, key) for screen, fields in fields_by_screen().items() for key in fields}
FILLING = {(home.screen, key) for home in FILLED.values() if isinstance(home, Filled) for key in home.keys}


def test_every_field_of_the_api_is_filled_and_no_other() -> None:
    assert sorted(api_fields()) == sorted(FILLED)


def test_every_field_of_a_screen_fills_something() -> None:
    assert {one for one in ASKED if not any(_stands_for(home, one) for home in FILLING)} == set()


def test_whatever_fills_a_field_is_asked() -> None:
    assert {home for home in FILLING if not any(_stands_for(home, one) for one in ASKED)} == set()


def _stands_for(home: tuple[str, str], asked: tuple[str, str]) -> bool:
    (screen, key), (asked_on, asked_key) = home, asked
    return screen == asked_on and (asked_key.startswith(key) if key.endswith(".") else asked_key == key)


def test_the_page_is_as_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m docs.order_fields"
