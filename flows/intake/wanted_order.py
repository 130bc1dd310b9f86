"""What a message wants: products with how many of each, and the job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from flows.catalog import Catalog
from flows.form.from_text import PRODUCTS
from flows.i18n.texts import InputError
from flows.intake.finding.order.amounts import price_of_one
from flows.intake.finding.order.mending import complains, corrects
from flows.intake.finding.order.products import Mentions, mentioned_products, mentioned_workflows
from flows.intake.words import Label, labelled
from flows.readers import read_quantity


@dataclass(frozen=True)
class FoundLine:
    """A product of the catalog by its key, and how many."""

    product: str
    quantity: int
    unit_price: str | None = None
    """As typed, where the message says what one costs."""


@dataclass(frozen=True)
class Wanted:
    """Lines and the job that are surely wanted, and what may be."""

    lines: tuple[FoundLine, ...]
    products: Mentions
    workflows: Mentions

    @property
    def named(self) -> AbstractSet[str]:
        """Keys of whatever the catalog has of which is spoken."""
        found = (self.products, self.workflows)
        return {key for one in found for key in (*(sure.key for sure in one.sure), *one.candidates)}

    @property
    def values(self) -> Mapping[str, str]:
        """The job, where it is one."""
        return {"workflow": self.workflows.sure[0].key} if len(self.workflows.sure) == 1 else {}

    @property
    def candidates(self) -> Mapping[str, tuple[str, ...]]:
        """Keys of what a person chooses among, by where it is filled in."""
        taken = {line.product for line in self.lines}
        unclear = [one.key for one in self.products.sure if one.key not in taken]
        workflows = tuple(one.key for one in self.workflows.sure) if len(self.workflows.sure) > 1 else ()
        return _not_empty({PRODUCTS: (*unclear, *self.products.candidates), "workflow": workflows})

    @property
    def offered(self) -> Mapping[str, tuple[str, ...]]:
        """All of it, where nothing says that anybody wants it."""
        products = [*(one.key for one in self.products.sure), *self.products.candidates]
        return _not_empty({PRODUCTS: products, "workflow": [one.key for one in self.workflows.sure]})


def wanted_in(body: Sequence[str], answered: AbstractSet[str], catalog: Catalog) -> Wanted:
    """What the lines of a message want; of those that a client answers to, nothing but what the job may be."""
    products = mentioned_products(body, catalog).not_in(
        {at for at, line in enumerate(body) if line in answered}
    )
    workflows = mentioned_workflows(products.rest, catalog)
    if complains(body) or corrects(body):
        products, workflows = products.only_offered(), workflows.only_offered()
    return Wanted(tuple(_lines(products, body)), products, workflows)


def _not_empty(found: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(keys)) for key, keys in found.items() if keys}


def _lines(products: Mentions, body: Sequence[str]) -> Iterator[FoundLine]:
    """Each with the price of one where its line has just that product."""
    labels = [found[1] for line in body if (found := labelled(line)) and found[0] is Label.QUANTITY]
    for one in products.sure:
        alone = [other for other in products.sure if other.line == one.line] == [one]
        quantity = one.quantity if one.is_said or not labels else _labelled_quantity(labels, products)
        if quantity:
            yield FoundLine(one.key, quantity, price_of_one(body[one.line]) if alone else None)


def _labelled_quantity(labels: Sequence[str], products: Mentions) -> int | None:
    """What `Antall: 2` says; None where it isn't clear of what."""
    try:
        return read_quantity(labels[0]) if len(labels) == len(products.sure) == 1 else None
    except InputError:
        return None
