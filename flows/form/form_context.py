"""Who fills the form, and from what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from flows.address.places import NO_PLACES, Places
from flows.catalog import Catalog
from flows.i18n.language import Language

Made = TypeVar("Made")


class FileRules(NamedTuple):
    """Which files are taken: extensions, the largest in bytes, and whether they are uploaded or only linked."""

    types: tuple[str, ...]
    largest: int
    uploads: bool


@dataclass(frozen=True)
class FormContext:
    """Who fills the form, and from what: the catalog, the language they type in, the default country.

    `files` is None where no files are taken.
    """

    catalog: Catalog
    language: Language
    country: str
    sees_payout: bool = False
    sets_prices: bool = True
    """May give a catalog product another price, VAT or discount than the catalog's."""
    sends_prices: bool = False
    """Price and discount of the vendor's own products are sent too."""
    finds_clients: bool = False
    """May see clients who have ordered before, and there are some."""
    files: FileRules | None = None
    saves_quietly: bool = True
    """What is typed is saved while it is typed."""
    offered: Language | None = None
    """The language a newcomer is asked about: their workspace's country speaks it."""
    places: Places = NO_PLACES
    _made: dict[str, Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once for all who fill the form from this; it depends on nothing else."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made
