"""An export: page after page of our own records into a text file, however many there are."""

import csv
import json
from collections.abc import AsyncIterator
from typing import NamedTuple, Protocol, TextIO

from bot.service.listing.entries import position_of
from bot.service.listing.reader import Reader
from bot.views.orders.cards import client_texts, installer_texts, public_name, workflow_name
from flows.catalog import Catalog
from flows.i18n.language import Language
from flows.listing.export import ExportedOrder, Style, csv_row, headings, json_object
from flows.listing.query import OrderQuery, Position
from flows.order import Order
from storage import Store

AT_ONCE = 200
"""Orders in memory at a time."""

BYTE_ORDER_MARK = "\ufeff"
"""Before CSV, so that Excel reads it as UTF-8."""


class Writer(Protocol):
    """Of one file."""

    def begin(self) -> None:
        """What comes before the first order."""

    def add(self, exported: ExportedOrder) -> None:
        """One order."""

    def end(self) -> None:
        """What comes after the last."""


class CsvWriter:
    """A row an order, which spreadsheets open as it is."""

    def __init__(self, into: TextIO, style: Style, language: Language) -> None:
        self._into = into
        self._rows = csv.writer(into, delimiter=style.delimiter, lineterminator="\r\n")
        self._style = style
        self._language = language

    def begin(self) -> None:
        """The headings."""
        self._into.write(BYTE_ORDER_MARK)
        self._rows.writerow(headings(self._style, self._language))

    def add(self, exported: ExportedOrder) -> None:
        """A row."""
        self._rows.writerow(csv_row(exported, self._style))

    def end(self) -> None:
        """Nothing."""


class JsonWriter:
    """One array with an object an order, a line each."""

    def __init__(self, into: TextIO, style: Style) -> None:
        self._into = into
        self._style = style
        self._before = "[\n"

    def begin(self) -> None:
        """Nothing: the bracket comes with the first order, or with the end."""

    def add(self, exported: ExportedOrder) -> None:
        """A line."""
        self._into.write(self._before + json.dumps(json_object(exported, self._style), ensure_ascii=False))
        self._before = ",\n"

    def end(self) -> None:
        """The closing bracket."""
        self._into.write("[]\n" if self._before.startswith("[") else "\n]\n")


class Export(NamedTuple):
    """Writes orders as one reader may see them. Raises what the store raises."""

    store: Store
    catalog: Catalog
    reader: Reader

    async def write(self, query: OrderQuery, writer: Writer) -> int:
        """All that the query finds, the latest first; gives how many there were."""
        count = 0
        async for order in self._orders(query):
            writer.add(self._exported(order))
            count += 1
        return count

    async def _orders(self, query: OrderQuery) -> AsyncIterator[Order]:
        after: Position | None = None
        while True:
            found = await self.store.found.page(query, AT_ONCE, after)
            for order in found.orders:
                yield order
            after = found.looked_to
            if len(found.orders) == AT_ONCE:
                after = position_of(found.orders[-1])
            if after is None:
                return

    def _exported(self, order: Order) -> ExportedOrder:
        shows = self.reader.shows(order)
        client = client_texts(order.draft, shows)
        return ExportedOrder(
            order=order,
            name=public_name(order, self.catalog, shows),
            client=str(client[0].parameters["words"]) if client else "",
            job=workflow_name(order.draft, self.catalog),
            installers=", ".join(
                str(text.parameters["words"]) for text in installer_texts(order.draft, self.catalog)
            ),
            is_whole=self.reader.owns(order) or self.reader.sees_personal_data,
        )
