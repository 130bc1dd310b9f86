"""Prices that the catalog gives, and what becomes of them when it gives another.

The client may already know a price that is on an offer: it stays until the person takes the new one.
"""

from __future__ import annotations

from flows.catalog import Catalog, Product
from flows.draft import Draft, Line, Price
from flows.i18n.texts import InputError, _


def listed_price(product: Product) -> Price:
    """What the catalog says of a product's price."""
    return Price(unit_price=product.unit_price, vat_rate=product.vat, tax_inclusive=product.tax_inclusive)


def new_price(line: Line, catalog: Catalog) -> Price | None:
    """The catalog's price, where it changed since the line was added and nobody set one on the line."""
    product = catalog.product(line.product) if line.product else None
    if product is None or line.listed != line.price or product.currency not in {None, line.currency}:
        return None
    now = listed_price(product)
    return now if now != line.listed else None


def take_new_price(draft: Draft, line_id: str, catalog: Catalog) -> Draft:
    """The draft with the catalog's new price on that line, and the payout that goes with it. Raises InputError."""
    line = draft.line(line_id)
    price = new_price(line, catalog) if line else None
    product = catalog.product(line.product) if line and line.product else None
    if line is None or price is None or product is None:
        return draft
    if line.discount and price.unit_price is not None and line.discount > price.unit_price:
        raise InputError(_("The discount is more than the new price. Change the discount first."))
    changed = line.model_copy(update={**dict(price), "payout": product.payout, "listed": price})
    return draft.with_(lines=tuple(changed if line.id == other.id else other for other in draft.lines))
