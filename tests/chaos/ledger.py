"""The reckoning at the end of a run: each order against what exists upstream and what people were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.order import Order, State
from sandbox.orders_api.responses import LocalOrder
from storage import Store
from tests.chaos.claims import Claim
from tests.chaos.scenario import CHANNEL
from tests.chaos.upstream import Arrival, ChaoticOrders
from tests.chaos.witness import DIRECT, Saying, Witness


@dataclass(frozen=True)
class Entry:
    """What became of one acknowledged order."""

    order: Order = field(repr=False)
    upstream: Sequence[LocalOrder] = field(repr=False)
    arrivals: Sequence[Arrival]
    sayings: Sequence[Saying]
    channel_posts: int
    receipts: int

    @property
    def is_lost(self) -> bool:
        """It doesn't exist upstream."""
        return not self.upstream

    @property
    def is_doubled(self) -> bool:
        """It exists more than once upstream."""
        return len(self.upstream) > 1

    @property
    def falsehoods(self) -> list[Saying]:
        """What was told of it and was not so."""
        return [saying for saying in self.sayings if saying.falsehood]

    @property
    def wrongs(self) -> list[str]:
        """Everything that should not be; an empty list for an order that exists once and was told of once."""
        found = [
            (self.is_lost, "lost: it does not exist upstream"),
            (self.is_doubled, f"doubled: it exists {len(self.upstream)} times upstream"),
            (bool(self.falsehoods), f"told falsely {len(self.falsehoods)} times"),
            (any(one.needless for one in self.arrivals), "sent again though it existed or was under way"),
            (self.order.state is not State.CREATED, f"not settled: {self.order.state}"),
        ]
        told = self._told() if self.order.state is State.CREATED else []
        return [wrong for is_wrong, wrong in [*found, *told] if is_wrong]

    def _told(self) -> list[tuple[bool, str]]:
        ids = {one.id for one in self.upstream}
        return [
            (self.order.upstream_id not in ids, "its number is not the one it has upstream"),
            (self.channel_posts != 1, f"{self.channel_posts} posts in the channel"),
            (self.receipts != 1, f"{self.receipts} receipts to the person"),
        ]

    @property
    def history(self) -> list[str]:
        """Its POSTs and what was told of it, line by line."""
        events: list[Arrival | Saying] = [*self.arrivals, *self.sayings]
        return [str(event) for event in sorted(events, key=lambda event: event.at)]

    def __str__(self) -> str:
        met = ", ".join(one.fault.name.lower() if one.fault else "taken" for one in self.arrivals)
        return (
            f"{self.order.id} {self.order.state} {self.order.display_id or '-'}: "
            f"{'; '.join(self.wrongs) or 'exactly once'} (POSTs: {met or 'none'})"
        )


async def ledger(
    drafts: Sequence[Order], store: Store, upstream: ChaoticOrders, witness: Witness
) -> list[Entry]:
    """An entry for every order that was acknowledged."""
    return [_entry(draft, await store.get(draft.id), upstream, witness) for draft in drafts]


def _entry(draft: Order, order: Order | None, upstream: ChaoticOrders, witness: Witness) -> Entry:
    sayings = witness.of(draft.id)
    return Entry(
        order=order or draft,
        upstream=upstream.having(draft.id),
        arrivals=[one for one in upstream.arrivals if one.key == draft.id],
        sayings=sayings,
        channel_posts=sum(one.place == CHANNEL for one in witness.shown(draft.id)),
        receipts=_receipts(sayings, witness.shown(draft.id)),
    )


def _receipts(sayings: Sequence[Saying], shown: Sequence[Saying]) -> int:
    """Direct messages that it is created; a stuck order's card that was edited counts where there is no other."""
    cards = {one.surface for one in sayings if Claim.UNSURE in one.claims}
    created = [one.surface for one in shown if Claim.CREATED in one.claims and one.place.startswith(DIRECT)]
    return len([surface for surface in created if surface not in cards] or created)
