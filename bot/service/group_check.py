"""Keeps the members of user groups fresh, and says once where Slack doesn't tell them."""

from __future__ import annotations

from bot.service.order_service import OrderService
from bot.slack.user_groups import UserGroups
from flows.sending.outages import OutageKind


class GroupCheck:
    """Asks of the groups that settings name; with none it asks nothing."""

    def __init__(self, service: OrderService, groups: UserGroups) -> None:
        self._service = service
        self._groups = groups
        self._reason: str | None = None

    async def refresh(self) -> bool:
        """Ask Slack where it is time to; gives whether it was asked."""
        return await self._groups.refresh(self._service.permissions.groups)

    async def poll(self) -> int:
        """Ask where it is time to, and keep for operators what has changed. Raises StoreError."""
        await self.refresh()
        reason = ", ".join(f"{group}: {why}" for group, why in sorted(self._groups.failures.items())) or None
        if reason != self._reason:
            await self._keep(reason)
            self._reason = reason
        return 0

    async def _keep(self, reason: str | None) -> None:
        outages, now = self._service.store.outages, self._service.clock()
        if reason is None:
            await outages.end(OutageKind.USER_GROUPS, now)
        else:
            await outages.begin(OutageKind.USER_GROUPS, reason, now)
