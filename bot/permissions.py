"""Who may do what, from settings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import EVERYONE, Settings


@dataclass(frozen=True)
class Permissions:
    """Each a set of Slack user ids; `*` in it stands for everyone."""

    order: frozenset[str]
    list_orders: frozenset[str]
    payout: frozenset[str]
    operate: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> Permissions:
        """As the settings say."""
        return cls(settings.order_users, settings.list_users, settings.payout_users, settings.operator_users)

    def may_order(self, user: str) -> bool:
        """May fill in and create orders."""
        return _holds(self.order, user)

    def may_list(self, user: str) -> bool:
        """May see the list of recent orders."""
        return _holds(self.list_orders, user)

    def may_see_payout(self, user: str) -> bool:
        """May see and set what the installer is paid."""
        return _holds(self.payout, user)

    def may_operate(self, user: str) -> bool:
        """May decide about anybody's stuck orders; one's own everybody may."""
        return _holds(self.operate, user)


def _holds(users: frozenset[str], user: str) -> bool:
    return EVERYONE in users or user in users
