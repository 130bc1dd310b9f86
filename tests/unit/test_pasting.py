"""Lines pasted as a table: read as a spreadsheet or a mail writes them, told by row what is wrong, all or none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.draft import MAXIMUM_LINES, Draft, Line
from flows.form.form_context import FormContext
from flows.i18n.language import language
from flows.offer.lines import add_product, put_line
from flows.pasting.paste import read_pasted
from flows.pasting.pasted import SCREEN, TABLE, Pasted, pasted_text
from flows.pasting.table import read_table
from tests.support.blanks import in_plain_blanks
from tests.support.drafts import CABLE, CHARGER, EXAMPLE, changed_catalog, form_context
from tests.support.strategies.texts import any_text

HERE = form_context()
EMPTY = Draft(id="7")


def pasted(text: str, here: FormContext = HERE, onto: Draft = EMPTY) -> Pasted:
    return read_pasted(onto.with_inputs(SCREEN, {TABLE: text}), here)


def told(text: str, here: FormContext = HERE, onto: Draft = EMPTY) -> list[str]:
    """What is wrong, in English; nothing is added then."""
    found = pasted(text, here, onto)
    assert found.lines == ()
    assert found.draft.lines == onto.lines
    assert pasted_text(found.draft) == text
    return [in_plain_blanks(language("en").say(error)) for error in found.errors]


def figures(text: str, here: FormContext = HERE) -> list[tuple[object, ...]]:
    found = pasted(text, here)
    assert found.errors == ()
    return [(line.name, line.quantity, line.unit_price, line.vat_rate) for line in found.lines]


@pytest.mark.parametrize(
    "text",
    [
        "Work\t2\t1 000,50\t15",
        "Work;2;1000,50;15 %",
        "Work | 2 | 1000,50 | 15",
        "| Name | Qty | Price | VAT |\n|:---|---:|---|---|\n| Work | 2 | 1000,50 | 15 |",
        "Antall\tMva\tVare\tEnhetspris\n2\t15\tWork\t1 000,50 kr\n",
        "\n\nPris (NOK);Antal;Benämning;Moms\n1000,50;2;Work;15\n\n",
        "Quantity;Our own words;Price;VAT\n2;Work;1000,50;15",
        'Description;Qty;Price;VAT\n"Work";2;"1000,50";15',
    ],
)
def test_a_table_is_read_as_spreadsheets_and_mails_write_it(text: str) -> None:
    assert figures(text) == [("Work", 2, 100_050, 1500)]


def test_what_slack_escaped_on_the_way_does_not_divide_cells() -> None:
    assert figures("Work &amp; travel;2;100") == [("Work & travel", 2, 10_000, 2500)]


def test_a_quotation_mark_in_a_name_swallows_no_rows() -> None:
    assert figures('"19 rack;1;100\nB;1;5')[0][0] == '"19 rack'
    assert len(figures('19" rack;1;100\n24" rack;1;5')) == 2


@pytest.mark.parametrize("cell", ["cable-10m", "CABLE-10M", "Cable, 10 m", "cable,  10 M"])
def test_a_products_external_id_or_name_takes_the_product(cell: str) -> None:
    (line,) = pasted(f"{cell}\t3").lines
    assert line == add_product(EMPTY, CABLE, HERE, 3).lines[0]
    (line,) = pasted(f"Varenr\tAntall\n{cell}\t3").lines
    assert line.product == CABLE.key


def test_the_vendors_product_is_taken_by_its_id_and_keeps_its_price() -> None:
    assert figures(f"{CHARGER.id};1;10000") == [("EV Charger X", 1, 1_000_000, 2500)]
    (error,) = told("EV Charger X;1;9000")
    assert error.startswith("Row 1, Unit price (NOK): EV Charger X has the catalog's.")


def test_equal_rows_that_are_no_product_stay_two_lines() -> None:
    assert figures("Work;1;100\nWork;1;100") == [("Work", 1, 10_000, 2500)] * 2


def test_names_alone_are_one_of_each() -> None:
    assert [line[:2] for line in figures("Product\nCable, 10 m\nEV Charger X")] == [
        ("Cable, 10 m", 1),
        ("EV Charger X", 1),
    ]


def test_a_header_tells_discounts_and_whether_prices_include_vat() -> None:
    found = pasted("Vare;Pris eks. mva;Rabatt %;Sum\nWork;1000;10;900\nCable, 10 m;;;")
    work, cable = found.lines
    assert (work.tax_inclusive, work.unit_price, work.discount) == (False, 100_000, 10_000)
    assert (cable.tax_inclusive, cable.unit_price) == (True, 129_900)
    assert found.left_out == ("Sum",)
    assert found.of_our_own == 1
    (gross,) = pasted("Name;Price incl. VAT\nWork;1000").lines
    assert gross.tax_inclusive


def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_added() -> None:
    assert told("Cable, 10 m;2\nWork;2;1.000\nX;many;5\n;2;3\nY;1;5;25;9\nTravel;1") == [
        "Row 2, Unit price (NOK): Is it 1.00 NOK or 1,000.00 NOK? Write 1,00 or 1000,00.",
        "Row 3, Quantity: Write how many as a number, with a unit where it has one, for example 2 or 10 m.",
        "Row 4: The name is missing. Write what the line is for, for example Cable, 10 m.",
        (
            "Row 5: There are more cells than columns. "
            "Add a header row, for example Name; Quantity; Price; VAT; Discount."
        ),
        "Row 6, Unit price (NOK): Travel isn't in the catalog, so it needs a price, for example 1,299.00 NOK.",
    ]


def test_amounts_are_read_in_the_persons_language() -> None:
    assert figures("Work;1;1,000.50", form_context("en-GB"))[0][2] == 100_050
    assert told("Work;1;1,000", HERE)


def test_a_price_in_another_currency_is_refused_where_the_row_or_the_header_says_so() -> None:
    onto = add_product(EMPTY, CABLE, HERE)
    for text in ("Work;1;100 EUR", "Name;Price (EUR)\nWork;100", "Name;Price;Currency\nWork;100;EUR"):
        (error,) = told(text, onto=onto)
        assert "The amount is in NOK" in error
    assert len(told("Work;1;100 EUR\nMore;1;100 SEK")) == 2


def test_a_product_in_another_currency_is_refused_with_the_reason() -> None:
    here = form_context(catalog=changed_catalog(products=(CABLE.model_copy(update={"currency": "SEK"}),)))
    (error,) = told("Cable, 10 m;1", here)
    assert error.startswith("Row 1: Cable, 10 m is priced in SEK")


def test_two_products_of_one_name_are_asked_about() -> None:
    twin = CABLE.model_copy(update={"external_id": "twin"})
    here = form_context(catalog=changed_catalog(products=(*EXAMPLE.products, twin)))
    (error,) = told("Cable, 10 m;1", here)
    assert error.startswith("Row 1: Several products are called Cable, 10 m.")


def test_who_may_not_set_prices_pastes_products_at_the_catalogs_price() -> None:
    seller = form_context(sets_prices=False)
    assert figures("Cable, 10 m;2;1299,00;25", seller) == [("Cable, 10 m", 2, 129_900, 2500)]
    (error,) = told("Name;Price;Discount\nCable, 10 m;;10 %", seller)
    assert error.startswith("Row 2, Discount")
    assert figures("Work;2;100", seller) == [("Work", 2, 10_000, 2500)]


def test_more_lines_than_an_order_holds_are_refused_by_row() -> None:
    full = put_line(EMPTY, Line(id="1", name="First", currency="NOK"), HERE)
    errors = told("\n".join(f"Line {n};1;1" for n in range(1, MAXIMUM_LINES + 1)), onto=full)
    assert errors == ["Row 100: An order holds at most 100 lines. Remove one first."]


@pytest.mark.parametrize("nothing", ["", "  \n\t\n", "Name;Quantity;Price"])
def test_a_table_without_lines_is_told_so(nothing: str) -> None:
    assert told(nothing)[0].startswith("Paste one line or more")


def test_added_lines_stand_below_those_there_and_the_text_is_forgotten() -> None:
    onto = add_product(EMPTY, CABLE, HERE)
    found = pasted("Work;1;100\ncable-10m;2", onto=onto)
    assert [(line.name, line.quantity) for line in found.draft.lines] == [("Cable, 10 m", 3), ("Work", 1)]
    assert pasted_text(found.draft) == ""


def test_prices_without_vat_by_the_tables_sums_leave_the_catalogs_products_as_they_are() -> None:
    found = pasted("Vare;Antall;Pris\nCable, 10 m;1;1299,00\nWork;2;100\nMva;;309,80")
    assert [language("en").say(text) for text in found.serious] == []
    assert [(line.name, line.tax_inclusive) for line in found.lines] == [
        ("Cable, 10 m", True),
        ("Work", False),
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(any_text, max_size=6), max_size=6), st.sampled_from("\t;|"))
def test_whatever_is_pasted_is_read_or_told_and_never_half_added(rows: list[list[str]], divider: str) -> None:
    text = "\n".join(divider.join(cells) for cells in rows)
    found = pasted(text)
    assert bool(found.errors) != bool(found.lines)
    assert len(found.draft.lines) <= len(found.lines)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Work", "a b", 'x" y']), st.integers(1, 9999), st.integers(0, 10**9)),
        min_size=1,
    ),
    st.sampled_from("\t;|"),
)
def test_what_is_written_with_any_divider_is_read_back(
    rows: list[tuple[str, int, int]], divider: str
) -> None:
    text = "\n".join(divider.join((name, str(count), f"{price},00")) for name, count, price in rows)
    read = [tuple(row.cells[key] for key in ("name", "quantity")) for row in read_table(text).rows]
    assert read == [(name, str(count)) for name, count, _price in rows]
