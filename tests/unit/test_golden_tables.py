"""Tables as people paste them, in tests/data/tables: each with the lines and the remarks it must give.

A file holds tables of one language. Below a table's title, which begins with #, stands what is pasted (→ is a tab);
below `=>` what comes of it: a line as `quantity | name | unit price | VAT | what else`, then the remarks: `!` may
change the price, `-` is a remark, `?` must be mended, and then nothing is added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.draft import Draft, Line
from flows.i18n.language import language, shipped_languages
from flows.i18n.texts import Money, Rate, Text
from flows.pasting.paste import read_pasted
from flows.pasting.pasted import SCREEN, TABLE, Pasted
from tests.support.blanks import in_plain_blanks
from tests.support.drafts import form_context

FOLDER = Path(__file__).parents[1] / "data" / "tables"
ENGLISH = language("en")
FEWEST = {"nb": 80, "en": 20, "sv": 15, "da": 15, "de": 15}


def golden_tables() -> Iterator[tuple[str, str, str, str]]:
    """Language, title, what is pasted, what comes of it."""
    for file in sorted(FOLDER.glob("*.txt")):
        for part in file.read_text(encoding="utf-8").split("\n# ")[1:]:
            title, _, rest = part.partition("\n")
            pasted, _, expected = rest.partition("\n=>\n")
            yield file.stem, title, pasted.replace("→", "\t"), expected.strip()


def shown(found: Pasted) -> str:
    """What comes of a table, as the files write it."""
    said = [("!", found.serious), ("-", found.remarks), ("?", found.errors)]
    told = [f"{sign} {in_plain_blanks(ENGLISH.say(text))}" for sign, texts in said for text in texts]
    return "\n".join([*(shown_line(line) for line in found.lines), *told])


def shown_line(line: Line) -> str:
    more = {
        "discount": line.discount and ENGLISH.amount(line.discount),
        "because": line.discount_source,
        "product": line.product,
        "id": line.external_id if line.product is None else None,
        "about": line.description if line.product is None else None,
    }
    price = f"{ENGLISH.amount(line.unit_price or 0)} {line.currency}"
    vat = f"{(line.vat_rate or 0) / 100:g} % {'in it' if line.tax_inclusive else 'on top'}"
    extras = [f"{key} {value}" for key, value in more.items() if value]
    return " | ".join([f"{line.quantity} {line.unit}".rstrip(), line.name, price, vat, *extras])


@pytest.mark.parametrize(
    ("tag", "pasted", "expected"),
    [
        pytest.param(tag, pasted, expected, id=f"{tag}: {title}")
        for tag, title, pasted, expected in golden_tables()
    ],
)
def test_a_pasted_table_gives_these_lines_and_remarks(tag: str, pasted: str, expected: str) -> None:
    draft = Draft(id="7").with_inputs(SCREEN, {TABLE: pasted})
    assert shown(read_pasted(draft, form_context(tag))) == expected


@pytest.mark.parametrize("tag", shipped_languages())
def test_the_headings_and_numbers_that_a_language_shows_are_read_by_it(tag: str) -> None:
    """The example in "Add a header row", and a row as that language writes it."""
    spoken = language(tag)
    heads = spoken.say(Text("Name; Quantity; Price; VAT; Discount"))
    row = [
        "Kabel",
        "2",
        spoken.show(Money(129_950, "NOK")),
        spoken.show(Rate(2550)),
        spoken.show(Rate(1250)),
    ]
    draft = Draft(id="7").with_inputs(SCREEN, {TABLE: f"{heads}\n{'; '.join(row)}"})
    found = read_pasted(draft, form_context(tag))
    assert [(*found.errors, *found.serious)] == [()]
    (line,) = found.lines
    assert (line.name, line.quantity, line.unit_price, line.vat_rate) == ("Kabel", 2, 129_950, 2550)
    assert line.discount == 16_244


def test_there_are_tables_of_every_language() -> None:
    counted = Counter(tag for tag, *_ in golden_tables())
    assert {tag: counted[tag] >= fewest for tag, fewest in FEWEST.items()} == dict.fromkeys(FEWEST, True)
