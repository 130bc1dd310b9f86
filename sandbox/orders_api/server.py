"""A local Orders API on the loopback interface: the documented contract, with faults to switch on."""

from __future__ import annotations

import asyncio
import json
import secrets
import uuid
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox.orders_api.contract import complaints
from sandbox.orders_api.faults import DuplicateCheck, Faults, ListFault, PostFault
from sandbox.orders_api.responses import (
    LIST_REFUSALS,
    ODD_ANSWERS,
    ODD_ANSWERS_AFTER_CREATING,
    REFUSALS,
    LocalOrder,
    created,
    duplicate,
    endless_page,
    giant_answer,
    half_an_answer,
    hang_up,
    order_list,
    problem,
    refusal,
)
from sandbox.orders_api.uploads import UPLOAD_PATH, LocalUploads

PATH = "/api/v1/order"
HOST = "127.0.0.1"
CLIENT_URL = "https://orders.example/orders"
"""Where the vendor shows its orders to people; here a reserved name that leads nowhere."""
PAGE_SIZES = range(1, 501)


class LocalOrders:
    """The local Orders API; `async with LocalOrders() as api` serves it at `api.url` until the block ends.

    `received` holds the JSON of every POST that arrived, refused ones too; `orders` what was created,
    oldest first; `list_requests` counts the GETs; `uploads` are the files; `faults` are the switches.
    """

    def __init__(self, port: int = 0, token: str | None = None) -> None:
        self.token = token or secrets.token_urlsafe(16)
        self.url = ""
        self.faults = Faults()
        self.received: list[Any] = []
        self.orders: list[LocalOrder] = []
        self.list_requests = 0
        self.uploads = LocalUploads()
        self._port = port
        self._runner: web.AppRunner | None = None
        self._released = asyncio.Event()
        self._stalled = asyncio.Event()
        self._waiting: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=100 * 1024**2)
        application.router.add_post(PATH, self._post)
        application.router.add_get(PATH, self._list)
        application.router.add_post(UPLOAD_PATH, self._upload)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cut_off()
        if self._runner is not None:
            await self._runner.cleanup()

    def reset(self) -> None:
        """Forget every order and switch every fault off; stalled requests end without an answer."""
        self._cut_off()
        self.faults = Faults()
        self.received.clear()
        self.orders.clear()
        self.list_requests = 0
        self.uploads.clear()

    async def stalled(self) -> None:
        """Wait until a request stalls."""
        await self._stalled.wait()

    def release(self) -> None:
        """Let every stalled request go on; later ones stall again."""
        self._released.set()
        self._released = asyncio.Event()
        self._stalled.clear()

    def create(self, body: dict[str, Any], created_at: datetime | None = None) -> LocalOrder:
        """Create an order from a body without checking it."""
        number, order_id = len(self.orders) + 1, str(uuid.uuid4())
        moment = created_at or datetime.now(UTC)
        order = LocalOrder(number, order_id, f"{CLIENT_URL}/{order_id}", moment, body)
        self.orders.append(order)
        return order

    async def _post(self, request: web.Request) -> web.StreamResponse:
        if self.faults.down:
            return self._no_service(request)
        body = await _json(request)
        self.received.append(body)
        await asyncio.sleep(self.faults.slow)
        denied = self._denied(request)
        if denied:
            return denied
        fault = self.faults.next_posts.popleft() if self.faults.next_posts else None
        return await self._with_fault(fault, request, body) if fault else await self._take(body)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        if self.faults.down:
            return self._no_service(request)
        self.uploads.requests += 1
        await asyncio.sleep(self.faults.slow)
        return self._denied(request) or await self.uploads.take(request, self.faults)

    async def _with_fault(self, fault: PostFault, request: web.Request, body: object) -> web.StreamResponse:
        if fault is PostFault.RESET_BEFORE_CREATING:
            return hang_up(request)
        if fault in REFUSALS:
            return refusal(REFUSALS[fault], self.faults)
        if fault in ODD_ANSWERS:
            return ODD_ANSWERS[fault]()
        if fault is PostFault.STALL_BEFORE_CREATING:
            await self._stall()
        answer = await self._take(body)
        match fault:
            case PostFault.STALL_AFTER_CREATING:
                await self._stall()
            case PostFault.RESET_AFTER_CREATING:
                return hang_up(request)
            case PostFault.BAD_GATEWAY_AFTER_CREATING:
                return problem(502)
            case PostFault.HALF_AN_ANSWER:
                return await half_an_answer(request)
            case _ if fault in ODD_ANSWERS_AFTER_CREATING:
                return ODD_ANSWERS_AFTER_CREATING[fault]()
        return answer

    async def _take(self, body: object) -> web.Response:
        """Check the body, and create the order unless its key is known."""
        wrong = complaints(body, bare_integers=self.faults.bare_integers)
        if wrong or not isinstance(body, dict):
            return problem(400, wrong)
        unknown = [each for each in body.get("fileIds", ()) if each not in self.uploads.files]
        if unknown:
            return problem(400, [f"there is no file {each}" for each in unknown])
        habits = self._habits(body)
        known = self._with_key(body.get("idempotencyKey"))
        if known:
            return duplicate(known, habits)
        if habits.duplicate_check is DuplicateCheck.CHECK_THEN_INSERT:
            await asyncio.sleep(habits.insert_delay)
        return created(self.create(body), habits)

    def _habits(self, _body: dict[str, Any]) -> Faults:
        """How it checks for a duplicate and answers, for this order."""
        return self.faults

    def _with_key(self, key: object) -> LocalOrder | None:
        return next((order for order in self.orders if key and order.body.get("idempotencyKey") == key), None)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        if self.faults.down:
            return self._no_service(request)
        self.list_requests += 1
        await asyncio.sleep(self.faults.slow)
        match self.faults.list_fault:
            case ListFault.RESET:
                return hang_up(request)
            case ListFault.STALL:
                await self._stall()
            case ListFault.ENDLESS:
                return endless_page(int(request.query.get("pageSize", 25)), self.faults.envelope)
            case ListFault.GIANT:
                return giant_answer()
            case ListFault.NOT_JSON:
                return web.Response(text="<html><body>Welcome</body></html>", content_type="text/html")
            case fault if fault:
                return refusal(LIST_REFUSALS[fault], self.faults)
        return self._denied(request) or self._page(request)

    def _page(self, request: web.Request) -> web.Response:
        page = int(request.query.get("page", 0))
        size = int(request.query.get("pageSize", 25))
        if page < 0 or size not in PAGE_SIZES:
            return problem(400, ["page must be from 0 and pageSize from 1 to 500"])
        newest_first = not self.faults.oldest_first
        orders = sorted(self.orders, key=lambda order: order.created_at, reverse=newest_first)
        shown = orders if self.faults.paging_ignored else orders[page * size : (page + 1) * size]
        return order_list(
            [
                order.listed(self.faults.list_detail, with_metadata=self.faults.metadata_listed)
                for order in shown
            ],
            len(orders),
            self.faults.envelope,
        )

    def _denied(self, request: web.Request) -> web.Response | None:
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return refusal(401, self.faults)
        return refusal(403, self.faults) if self.faults.forbidden else None

    def _no_service(self, request: web.Request) -> web.Response:
        return problem(503) if self.faults.down_answers else hang_up(request)

    async def _stall(self) -> None:
        released, task = self._released, asyncio.current_task()
        self._stalled.set()
        if task is not None:
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)
        await released.wait()

    def _cut_off(self) -> None:
        self._stalled.clear()
        for task in self._waiting:
            task.cancel()


async def _json(request: web.Request) -> object:
    """The body read as JSON, or its text where it isn't JSON or doesn't say that it is."""
    text = await request.text()
    try:
        return json.loads(text) if request.content_type == "application/json" else text
    except ValueError:
        return text
