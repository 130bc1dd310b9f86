"""The local Orders API, watched: every request and its answer is kept for the page to show."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.orders_api.server import LocalOrders

Changed = Callable[[], None]


@dataclass(eq=False)
class OrdersExchange:
    """A request to the Orders API: its body and the answer's as text, `status` None until it is answered.

    `is_over` without a status means that the connection was closed. `seconds` is how long it took.
    """

    method: str
    path: str
    request: str = field(repr=False)
    answer: str = field(default="", repr=False)
    status: int | None = None
    seconds: float = 0.0
    is_over: bool = False


class WatchedOrders(LocalOrders):
    """`LocalOrders` that records `exchanges` and calls `changed` at each of them."""

    def __init__(self, port: int = 0, token: str | None = None) -> None:
        super().__init__(port, token)
        self.exchanges: list[OrdersExchange] = []
        self.changed: Changed = lambda: None

    def reset(self) -> None:
        """Forget the exchanges too."""
        super().reset()
        self.exchanges.clear()
        self.changed()

    async def _post(self, request: web.Request) -> web.StreamResponse:
        return await self._watched(request, super()._post)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        return await self._watched(request, super()._list)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        return await self._watched(
            request, super()._upload, f"({request.content_length or 0} bytes of a file)"
        )

    async def _watched(
        self,
        request: web.Request,
        answer: Callable[[web.Request], Awaitable[web.StreamResponse]],
        shown: str | None = None,
    ) -> web.StreamResponse:
        text = await request.text() if shown is None else shown
        exchange = OrdersExchange(request.method, request.path_qs, text)
        self.exchanges.append(exchange)
        started = time.monotonic()
        self.changed()
        try:
            response = await answer(request)
        except asyncio.CancelledError:  # a stalled request that was let go of
            exchange.is_over = True
            raise
        if request.transport is not None and not request.transport.is_closing():
            exchange.status = response.status
            exchange.answer = (response.text or "") if isinstance(response, web.Response) else ""
        exchange.seconds = time.monotonic() - started
        exchange.is_over = True
        self.changed()
        return response
