"""Lines pasted as a table: all of them are read before any is added, and what can't be read is told by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flows.catalog import Product
from flows.draft import Draft, Line, Typed, TypedScreen
from flows.field import CHECKED, Field, Kind, Situation
from flows.lines import blank_line, line_of_product, put_line
from flows.screens.line import all_fields, asks, read_line_typed
from flows.search import fold
from flows.table import Row, Table, read_table
from flows.texts import Mistake, Money, Text, _, shaped

SCREEN = "paste"
"""What is pasted is kept under this in the draft until it is added."""

TABLE = "table"


@dataclass(frozen=True)
class Pasted:
    """What a table says: its lines and the draft with them all, or what must be mended.

    `left_out` are the heads of columns that nothing was read from.
    """

    draft: Draft
    lines: tuple[Line, ...] = ()
    errors: tuple[Text, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def of_our_own(self) -> int:
        """How many of the lines are no product of the catalog."""
        return sum(line.product is None for line in self.lines)


def table_field() -> Field:
    """The one question: what is pasted."""
    return Field(
        TABLE,
        _("Lines"),
        Kind.PARAGRAPH,
        missing=_("Paste one line or more, for example {example}.", example="Cable, 10 m; 2; 1299"),
        hint=_(
            "One line a row; cells divided by tab, ; or |. With a header row in any order, "
            "without one: name; quantity; price; VAT"
        ),
    )


def pasted_text(draft: Draft) -> str:
    """What is pasted and not yet added."""
    typed = draft.typed.get(SCREEN, {}).get(TABLE)
    return typed if isinstance(typed, str) else ""


def read_pasted(draft: Draft, situation: Situation) -> Pasted:
    """The lines in what is pasted. Nothing is added where anything must be mended."""
    table = read_table(pasted_text(draft))
    if not table.rows:
        return Pasted(draft, errors=(table_field().missing,))
    lines: list[Line] = []
    errors: list[Text] = []
    after = draft
    for row in table.rows:
        try:
            line = _read_row(row, table, draft, situation)
            after = put_line(after, line, situation)
            lines.append(line)
        except _RowMistakes as wrong:
            errors += wrong.texts
        except Mistake as mistake:
            errors.append(_("Row {row}: {error}", row=row.number, error=mistake.text))
    if errors:
        return Pasted(draft, errors=tuple(errors), left_out=table.left_out)
    return Pasted(after.typing(SCREEN, None), tuple(lines), left_out=table.left_out)


class _RowMistakes(Exception):
    def __init__(self, texts: tuple[Text, ...]) -> None:
        super().__init__(len(texts))
        self.texts = texts


def _read_row(row: Row, table: Table, draft: Draft, situation: Situation) -> Line:
    if row.unread:
        raise Mistake(
            _(
                "There are more cells than columns. Add a header row, for example {example}.",
                example=_("Name; Quantity; Price; VAT; Discount"),
            )
        )
    product = _product(row.cells, situation)
    line = line_of_product(product, draft, situation) if product else blank_line(draft, situation)
    typed = _typed(row, table, known=product is not None)
    fixed = {key: typed.pop(key) for key in list(typed) if not asks(line, key, situation)}
    read, errors = read_line_typed(line, situation, typed)
    wrong = {**errors, **_fixed_errors(line, fixed, situation)}
    if read is None or wrong:
        raise _RowMistakes(tuple(_told(row, key, text, line, situation) for key, text in wrong.items()))
    return read


def _typed(row: Row, table: Table, *, known: bool) -> dict[str, Typed]:
    """What a row types into the line's fields; a known product has its own name and id."""
    typed: dict[str, Typed] = {
        key: cell for key, cell in row.cells.items() if not (known and key in {"name", "external_id"})
    }
    inclusive = next((one.tax_inclusive for one in table.columns if one.tax_inclusive is not None), None)
    if inclusive is not None and "unit_price" in typed:
        typed["tax_inclusive"] = CHECKED if inclusive else None
    return typed


def _product(cells: Mapping[str, str], situation: Situation) -> Product | None:
    """The product whose id, external id or name stands in the row; its name whatever its case. Raises Mistake."""
    catalog = situation.catalog
    cells_read = [cells[key] for key in ("external_id", "name") if key in cells]
    for written in cells_read:
        if product := catalog.product_named(written) or catalog.product_named(written.lower()):
            return product
    names = [fold(written) for written in cells_read]
    called = [product for product in catalog.products if fold(product.name) in names]
    if len(called) > 1:
        raise Mistake(
            _(
                "Several products are called {name}. Write the external id of the one you mean.",
                name=called[0].name,
            )
        )
    return called[0] if called else None


def _fixed_errors(line: Line, typed: TypedScreen, situation: Situation) -> Mapping[str, Text]:
    """What may not be changed may stand in the table as it is, and not otherwise."""
    everything = all_fields(line, replace(situation, sees_payout=True), details=True)
    return {
        field.key: _("{product} has the catalog's. Leave the cell empty.", product=line.name)
        for field in everything
        if field.key in typed and not _says_the_same(field, typed[field.key], line)
    }


def _says_the_same(field: Field, typed: Typed, line: Line) -> bool:
    try:
        return (field.value(typed) or None) == (getattr(line, field.key) or None)
    except Mistake:
        return False


def _told(row: Row, key: str, error: Text, line: Line, situation: Situation) -> Text:
    if key == "unit_price" and key not in row.cells:
        error = _(
            "{name} isn't in the catalog, so it needs a price, for example {example}.",
            name=row.cells.get("name", ""),
            example=Money(129900, line.currency),
        )
    labels = {field.key: field.label for field in all_fields(line, situation, details=True)}
    return _("Row {row}, {column}: {error}", row=row.number, column=labels.get(key, shaped("")), error=error)
