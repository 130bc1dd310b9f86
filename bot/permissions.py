"""Who may do what, from settings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import EVERYONE, Settings


@dataclass(frozen=True)
class Permissions:
    """Each a set of Slack user ids; `*` in it stands for everyone."""

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

    def may_order(self, user: str) -> bool:
        """May fill in and create orders."""
        return _holds(self.order, user)

    def may_list(self, user: str) -> bool:
        """May see the list of recent orders."""
        return _holds(self.list_orders, user)

    def may_set_prices(self, user: str) -> bool:
        """May change the price, VAT and discount of the catalog's products."""
        return _holds(self.price, user)

    def may_see_payout(self, user: str) -> bool:
        """May see and set what the installer is paid."""
        return _holds(self.payout, user)

    def may_find_clients(self, user: str) -> bool:
        """May find clients who have ordered before, in anybody's orders of the workspace."""
        return self.may_order(user) and _holds(self.clients, user)

    def may_operate(self, user: str) -> bool:
        """May decide about anybody's stuck orders; one's own everybody may."""
        return _holds(self.operate, user)


def _operators(settings: Settings) -> tuple[str, ...]:
    if settings.operators_channel:
        return (settings.operators_channel,)
    return tuple(sorted(settings.operator_users - {EVERYONE}))


def _holds(users: frozenset[str], user: str) -> bool:
    return EVERYONE in users or user in users
