"""What is pasted: how it is asked for, where a draft keeps it, and what its table says.

How the table is read is in `paste.py`, which brings along what nothing else needs.
"""

from typing import NamedTuple

from flows.draft import Draft, Line
from flows.form.field import Field, Kind
from flows.i18n.texts import Text, _

SCREEN = "paste"
"""What is pasted is kept under this in the draft until it is added."""

TABLE = "table"


class Pasted(NamedTuple):
    """What a table says: its lines and the draft with them all, or what must be mended.

    `left_out` are the heads of columns that nothing was read from. `remarks` say what was assumed and left out,
    `serious` what may make the payer's price another than the table's.
    """

    draft: Draft
    lines: tuple[Line, ...] = ()
    errors: tuple[Text, ...] = ()
    left_out: tuple[str, ...] = ()
    remarks: tuple[Text, ...] = ()
    serious: tuple[Text, ...] = ()

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
            "Paste straight from Excel, one item a row. With headings the order is free; without: name, "
            "quantity, price, VAT."
        ),
    )


def pasted_text(draft: Draft) -> str:
    """What is pasted and not yet added."""
    inputs = draft.inputs.get(SCREEN, {}).get(TABLE)
    return inputs if isinstance(inputs, str) else ""
