"""Orders like a draft that comes to its summary, looked for while it is written: the ack waits for the slower one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from bot.service.order_service import OrderService
from flows.draft import Draft, Step
from flows.form.summary_warnings import Earlier
from flows.order import Order


class LookBeside:
    """For one change of an order: at its end nothing is looked for any more, whether the change was made or not."""

    def __init__(self, service: OrderService) -> None:
        self._service = service
        self._looking: list[tuple[Draft, asyncio.Task[Sequence[Earlier]]]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        tasks = [task for _draft, task in self._looking]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def begin(self, order: Order) -> None:
        """For the order as it is about to be written; again where another request came first."""
        if order.draft.step is Step.SUMMARY:
            self._looking.append((order.draft, asyncio.create_task(self._service.earlier(order))))

    async def found(self, order: Order) -> Sequence[Earlier] | None:
        """What was found for the order as it is now; None where it wasn't looked for. Raises what the store raises."""
        if not self._looking or self._looking[-1][0] is not order.draft:
            return None
        _draft, task = self._looking.pop()
        return await task
