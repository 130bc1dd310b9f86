"""Numbers that a line end breaks in two, and those whose label is on the line above."""

from __future__ import annotations

import pytest

from flows.intake import TextReading, read_text
from tests.support.messages import here


def read(lines: str) -> TextReading:
    return read_text(f"Ola Nordmann\n{lines}\nStorgata 1, 0365 Oslo", here())


@pytest.mark.parametrize(
    ("lines", "phone"),
    [
        ("Tel: +47 999\n00 111", "+47 99 90 01 11"),
        ("Tlf: 999 00\n111", "999 00 111"),
        ("Tel: +47 999-\n00-111", "+47 99 90 01 11"),
        ("Tlf +47 999 00\n111 ola@example.no", "+47 99 90 01 11"),
        ("Tlf: +45\n31 22 44 90", "+45 31 22 44 90"),
        ("Tel: +46 70\n123 45 67", "+46 70 123 45 67"),
    ],
)
def test_a_number_over_two_lines_is_read_whole(lines: str, phone: str) -> None:
    assert read(lines).values["phone"] == phone


def test_what_may_be_a_number_or_only_its_beginning_is_offered_both_ways() -> None:
    reading = read("Tel: +49 40 22334\n410")
    assert "phone" not in reading.values
    assert reading.candidates["phone"] == ("+49 40 22334", "+49 40 22334410")


def test_a_rest_that_may_be_a_postal_code_is_only_offered() -> None:
    reading = read("Tel: +47 9990\n0365")
    assert "phone" not in reading.values
    assert reading.candidates["phone"] == ("+47 99 90 03 65",)


def test_a_rest_that_is_a_number_by_itself_is_not_taken() -> None:
    reading = read("Tel: 040\n22 33 44 10\nDeutschland")
    assert "phone" not in reading.values
    assert reading.candidates["phone"] == ("+49 40 22334410",)


@pytest.mark.parametrize(
    ("lines", "phone"),
    [
        ("Tel: 999 00 111\n2 x EV Charger X", "999 00 111"),
        ("Tel: +49 40 223344\n10 x EV Charger X", "+49 40 223344"),
        ("Tel: 999 00 111\n12", "999 00 111"),
        ("Tel: 02 123\n21 60 44 00", "21 60 44 00"),
        ("Tel: 999 00 11\n2 x EV Charger X", None),
        ("Tel: +47 999 00\n111 meter kabel", None),
        ("Pris 45 990\n500", None),
        ("999 00\n111", None),
    ],
)
def test_what_does_not_belong_to_a_number_is_not_joined_to_it(lines: str, phone: str | None) -> None:
    assert read(lines).values.get("phone") == phone


@pytest.mark.parametrize("label", ["CVR:", "CVR-nr.", "Org.nr:", "Målernummer", "Kundenr.:", "Faks:"])
def test_a_number_below_a_label_of_another_number_is_no_phone(label: str) -> None:
    assert "phone" not in read(f"{label}\n31 22 44 90").values


@pytest.mark.parametrize("label", ["Tel:", "Tel.nr.:", "Mobilnr:", "Ny bestilling", "Ordre 4711"])
def test_a_number_below_any_other_line_is_one(label: str) -> None:
    assert read(f"{label}\n999 00 111").values["phone"] == "999 00 111"
