"""Known clients put into a store as they are, however many orders it would have taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from flows.clients import KnownClient
from flows.draft import Address
from storage import Store
from storage.clients import client_row, word_rows
from storage.sql.database import Transaction
from storage.sql.queries import insertion
from tests.support.stores import KARI, NOON, OLA

AT_ONCE = 50
"""Of one transaction: it must end in the store's two seconds."""

STREET = Address(country="NO", street="Storgata 1", postal_code="0365", city="Oslo")


def named(names: Iterable[str]) -> list[KnownClient]:
    """One client a name, each with a phone and an e-mail of their own, each a minute later than the one before."""
    return [
        KnownClient(
            id=f"client-{number}",
            client=OLA.model_copy(
                update={
                    "contact_person": name,
                    "phone": f"+47{10_000_000 + number}",
                    "email": f"{number}@example.com",
                }
            ),
            address=STREET,
            ordered_at=NOON + timedelta(minutes=number),
        )
        for number, name in enumerate(names)
    ]


async def keep_clients(store: Store, known: Sequence[KnownClient], team: str = KARI.team) -> None:
    """Write them with their words."""
    for first in range(0, len(known), AT_ONCE):
        await _keep(store, known[first : first + AT_ONCE], team)


async def _keep(store: Store, known: Sequence[KnownClient], team: str) -> None:
    clients = [client_row(team, one) for one in known]
    words = [row for one in known for row in word_rows(team, one)]

    async def work(transaction: Transaction) -> None:
        await transaction.change_all(insertion("clients", clients[0]), clients)
        await transaction.change_all(insertion("client_words", words[0]), words)

    await store.database.transaction(work)
