"""Nothing of the order is out of reach: every field of the API has a screen that fills it, and the page says which."""

from __future__ import annotations

from docs.order_fields import OTHERWISE, PAGE, api_fields, fields_by_screen, filled, page


def test_every_field_of_the_api_is_filled_and_no_other() -> None:
    known = {path for path in filled() if not path.startswith("metadata.")}
    assert sorted(api_fields()) == sorted(known | OTHERWISE.keys())


def test_every_field_of_a_screen_fills_something() -> None:
    asked = [(screen, field) for screen, fields in fields_by_screen().items() for field in fields]
    assert [(screen, field.key) for screen, field in asked if not field.fills] == []


def test_the_page_is_as_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m docs.order_fields"
