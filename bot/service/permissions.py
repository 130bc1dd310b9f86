"""Who may what, from settings and from what a person is in the workspace."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import EVERYONE, Settings
from flows.person import Membership


@dataclass(frozen=True)
class Permissions:
    """Each a set of Slack user ids; `*` in it stands for every full member of the workspace."""

    order: frozenset[str]
    list_orders: frozenset[str]
    price: frozenset[str]
    payout: frozenset[str]
    operate: frozenset[str]
    clients: frozenset[str]
    operators: tuple[str, ...]
    """Where operators hear of what needs a person: their channel, else each of them by name; nobody for neither."""

    @classmethod
    def of(cls, settings: Settings) -> Permissions:
        """As the settings say."""
        return cls(
            order=settings.order_users,
            list_orders=settings.list_users,
            price=settings.price_users,
            payout=settings.payout_users,
            operate=settings.operator_users,
            clients=settings.client_users,
            operators=_operators(settings),
        )


@dataclass(frozen=True)
class Rights:
    """What one person may do.

    Guests and people of other workspaces may what names them. Somebody of whom nothing is known yet counts as a full
    member, except where clients are found.
    """

    permissions: Permissions
    user: str
    membership: Membership | None

    @property
    def may_order(self) -> bool:
        """May fill in and create orders."""
        return self._are_in(self.permissions.order)

    @property
    def may_list(self) -> bool:
        """May see the list of recent orders."""
        return self._are_in(self.permissions.list_orders)

    @property
    def may_set_prices(self) -> bool:
        """May change the price, VAT and discount of the catalog's products."""
        return self._are_in(self.permissions.price)

    @property
    def may_see_payout(self) -> bool:
        """May see and set what the installer is paid."""
        return self._are_in(self.permissions.payout)

    @property
    def may_find_clients(self) -> bool:
        """May find clients who have ordered before, in anybody's orders of the workspace."""
        is_known = self.membership is not None or self.user in self.permissions.clients
        return self.may_order and is_known and self._are_in(self.permissions.clients)

    @property
    def may_operate(self) -> bool:
        """May decide about anybody's stuck orders; one's own everybody may."""
        return self._are_in(self.permissions.operate)

    def _are_in(self, users: frozenset[str]) -> bool:
        is_meant = self.membership in {None, Membership.FULL}
        return self.user in users or (EVERYONE in users and is_meant)


def _operators(settings: Settings) -> tuple[str, ...]:
    if settings.operators_channel:
        return (settings.operators_channel,)
    return tuple(sorted(settings.operator_users - {EVERYONE}))
