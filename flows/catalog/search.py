"""Finding products and bundles by what a person types."""

from __future__ import annotations

from collections.abc import Sequence

from flows.catalog.bundles import Bundle
from flows.catalog.models import Catalog, Product
from flows.readers.unit import fold_measures
from flows.search import search


def search_catalog(catalog: Catalog, words: str, limit: int) -> tuple[Bundle | Product, ...]:
    """At most `limit` bundles and products whose name or external id holds all the words; for no words, the first ones.

    Case and accents don't matter, nor how a measure is written (`20a`, `20 A`, `20 ampere`). The nearest come first,
    see `flows.search`, and of the equally near the bundles.
    """
    offered: tuple[Bundle | Product, ...] = (*catalog.bundles, *catalog.products)
    return search(offered, fold_measures(words), _texts)[:limit]


def _texts(found: Bundle | Product) -> Sequence[str]:
    name = fold_measures(found.name)
    return (name,) if isinstance(found, Bundle) else (name, found.name, found.external_id or "")
