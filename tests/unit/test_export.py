"""Orders as rows for other programs: nothing is a formula, and every value is written as its reader writes it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.service.listing.exports import CsvWriter, JsonWriter
from flows.i18n.language import language
from flows.listing.export import COLUMNS, ExportedOrder, Hundredths, Phone, Style, csv_row
from tests.support.examples import confirmed_order

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NB, GB, DE = (language(tag) for tag in ("nb-NO", "en-GB", "de-DE"))


def exported(*, is_whole: bool = True, name: str = "Survey") -> ExportedOrder:
    order = replace(confirmed_order(NOON), display_id="P1-42", upstream_id="7")
    return ExportedOrder(
        order, name, "Ola Nordmann", "Heat pump survey", "Fjord Elektro AS", is_whole=is_whole
    )


def written(style: Style, one: ExportedOrder) -> str:
    into = io.StringIO(newline="")
    writer = CsvWriter(into, style, style.language or GB)
    writer.begin()
    writer.add(one)
    writer.end()
    return into.getvalue()


@pytest.mark.parametrize(
    ("style", "amount", "moment", "phone"),
    [
        (Style(NB, ZoneInfo("Europe/Oslo")), "12345,60", "23.11.2026 13:00", "(+47) 99 90 01 11"),
        (Style(GB), "12345.60", "23/11/2026 12:00", "(+47) 99 90 01 11"),
        (Style(DE), "12345,60", "23.11.26 12:00", "(+47) 99 90 01 11"),
        (Style(None), 1234560, "2026-11-23T12:00:00Z", "+4799900111"),
    ],
)
def test_amounts_times_and_phones_are_as_the_language_writes_them_or_raw(
    style: Style, amount: str | int, moment: str, phone: str
) -> None:
    assert style.cell(Hundredths(1234560)) == amount
    assert style.cell(NOON) == moment
    assert style.cell(Phone("+4799900111")) == phone


def test_a_norwegian_spreadsheet_opens_it_as_it_is() -> None:
    text = written(Style(NB), exported())
    assert text.startswith("\ufeff")
    head, row, end = text.split("\r\n")
    assert (head.count(";"), end) == (len(COLUMNS) - 1, "")
    assert ";1000,00;250,00;1250,00;NOK;" in row


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@sum", "\t=1", "\r=1"])
@pytest.mark.parametrize("style", [Style(NB), Style(GB), Style(None)])
def test_nothing_that_somebody_typed_is_a_formula(name: str, style: Style) -> None:
    cells = csv_row(exported(name=name), style)
    assert f"'{name}" in cells
    assert not [
        cell for cell in cells if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}
    ]


def test_what_a_cell_holds_never_breaks_its_row() -> None:
    name = 'He said "no"; then,\r\nleft'
    (_head, row) = csv.reader(io.StringIO(written(Style(NB), exported(name=name)), newline=""), delimiter=";")
    assert name in row


def test_without_the_right_to_them_no_personal_data_is_in_it() -> None:
    row = csv_row(exported(is_whole=False), Style(None))
    assert not {"ola.nordmann@example.com", "Storgata 1", "'+4799900111"} & {*row}
    assert {"ola.nordmann@example.com", "Storgata 1", "'+4799900111"} <= {*csv_row(exported(), Style(None))}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array(count: int) -> None:
    into = io.StringIO()
    writer = JsonWriter(into, Style(None))
    writer.begin()
    for _one in range(count):
        writer.add(exported())
    writer.end()
    found = json.loads(into.getvalue())
    assert [(one["number"], one["gross"], one["phone"]) for one in found] == [
        ("P1-42", 125000, "+4799900111")
    ] * count
