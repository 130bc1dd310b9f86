"""Finding products by what a person types."""

from __future__ import annotations

from flows.catalog.models import Catalog, Product
from flows.search import search


def search_products(catalog: Catalog, words: str, limit: int) -> tuple[Product, ...]:
    """At most `limit` products whose name or external id holds all the words; for no words, the first ones.

    Case and accents don't matter; the nearest come first, see `flows.search`.
    """
    return search(catalog.products, words, lambda product: (product.name, product.external_id or ""))[:limit]
