"""Orders as rows of a table for other programs: which columns there are, and how each value is written."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import NamedTuple

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from flows.draft import Address, Client
from flows.i18n.language import Language
from flows.i18n.texts import Text, _
from flows.offer.totals import Totals, totals
from flows.order import Order
from flows.readers import show_phone

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would calculate a cell that begins so: https://owasp.org/www-community/attacks/CSV_Injection."""


class ExportedOrder(NamedTuple):
    """An order as its reader may see it; `client` and `name` are cut to that, and only `is_whole` tells more."""

    order: Order
    name: str
    client: str
    job: str
    installers: str
    is_whole: bool


class Hundredths(NamedTuple):
    """An amount, in hundredths of the currency unit."""

    value: int


class Phone(NamedTuple):
    """An E.164 number."""

    e164: str


Value = str | datetime | Hundredths | Phone | None
Cell = str | int | None


class Column(NamedTuple):
    """A column: its heading, its name in JSON, and its value of an order."""

    key: str
    heading: Text
    value: Callable[[ExportedOrder], Value]


class Style(NamedTuple):
    """How values are written: as `language` writes them in that time zone, or as they are stored where it is None."""

    language: Language | None
    zone: tzinfo = UTC

    def cell(self, value: Value) -> Cell:
        """One value. Raw: amounts are hundredths, times are ISO 8601 in UTC, phones are E.164."""
        if self.language is None:
            return _raw(value)
        match value:
            case Hundredths():
                amount = Decimal(value.value).scaleb(-2)
                # Without separators of thousands, which spreadsheets take for text.
                return format_decimal(amount, "0.00", locale=self.language.locale)
            case datetime():
                local, locale = value.astimezone(self.zone), self.language.locale
                return f"{format_date(local, 'short', locale)} {format_time(local, 'short', locale=locale)}"
            case Phone():
                # In brackets the code is no sum, and the number is no number.
                code, _blank, rest = show_phone(value.e164).partition(" ")
                return f"({code}) {rest}"
            case _:
                return value

    @property
    def delimiter(self) -> str:
        """Between the cells of a row: spreadsheets expect a semicolon where the comma is the decimal sign."""
        if self.language is None:
            return ","
        return ";" if self.language.locale.number_symbols["latn"]["decimal"] == "," else ","


def headings(style: Style, language: Language) -> list[str]:
    """The first row: in words, or the columns' names where values are raw."""
    if style.language is None:
        return [column.key for column in COLUMNS]
    return [language.say(column.heading) for column in COLUMNS]


def csv_row(exported: ExportedOrder, style: Style) -> list[Cell]:
    """The order's cells, none of which is a formula."""
    return [_harmless(style.cell(column.value(exported))) for column in COLUMNS]


def json_object(exported: ExportedOrder, style: Style) -> Mapping[str, Cell]:
    """The order by the columns' names."""
    return {column.key: style.cell(column.value(exported)) for column in COLUMNS}


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell


def _raw(value: Value) -> Cell:
    match value:
        case Hundredths():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case Phone():
            return value.e164
        case _:
            return value


def _of_client(read: Callable[[Client], Value]) -> Callable[[ExportedOrder], Value]:
    def value(exported: ExportedOrder) -> Value:
        client = exported.order.draft.client
        return read(client) if client and exported.is_whole else None

    return value


def _of_address(read: Callable[[Address], Value], *, is_personal: bool) -> Callable[[ExportedOrder], Value]:
    def value(exported: ExportedOrder) -> Value:
        address = exported.order.draft.address
        return read(address) if address and (exported.is_whole or not is_personal) else None

    return value


def _sum(read: Callable[[Totals], Value]) -> Callable[[ExportedOrder], Value]:
    """Of an offer that is priced here whole."""

    def value(exported: ExportedOrder) -> Value:
        lines = exported.order.draft.lines
        if not lines:
            return None
        sums = totals(lines, lines[0].currency)
        return None if sums.unpriced else read(sums)

    return value


COLUMNS = (
    Column("number", _("Number"), lambda one: one.order.display_id),
    Column("state", _("Status"), lambda one: one.order.state.value),
    Column("confirmed_at", _("Confirmed"), lambda one: one.order.confirmed_at),
    Column("taken_by", _("Taken by"), lambda one: one.order.origin.user),
    Column("name", _("Order name"), lambda one: one.name),
    Column("client", _("Client"), lambda one: one.client),
    Column("phone", _("Phone"), _of_client(lambda client: Phone(client.phone))),
    Column("email", _("E-mail"), _of_client(lambda client: client.email)),
    Column("street", _("Street and number"), _of_address(lambda address: address.street, is_personal=True)),
    Column(
        "postal_code", _("Postal code"), _of_address(lambda address: address.postal_code, is_personal=False)
    ),
    Column("city", _("City"), _of_address(lambda address: address.city, is_personal=False)),
    Column("country", _("Country"), _of_address(lambda address: address.country, is_personal=False)),
    Column("job", _("Job"), lambda one: one.job),
    Column("installers", _("Installer"), lambda one: one.installers),
    Column("net", _("Sum excl. VAT"), _sum(lambda sums: Hundredths(sums.net))),
    Column("vat", _("VAT"), _sum(lambda sums: Hundredths(sums.vat))),
    Column("gross", _("Sum incl. VAT"), _sum(lambda sums: Hundredths(sums.gross))),
    Column("currency", _("Currency"), _sum(lambda sums: sums.currency)),
    Column("upstream_id", _("The order's id in the order system"), lambda one: one.order.upstream_id),
    Column("key", _("Our key"), lambda one: one.order.id),
)
"""Everything of an order that a table holds: its lines and the answers to its questions are in *Details*."""
