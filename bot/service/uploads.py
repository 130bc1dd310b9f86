"""Files on their way into an order: looked up in Slack, uploaded to the Orders API where that is set, or linked.

The order's row says how far each one is. What a process that ended left undone is done when the order is next
looked at, and at the latest before it is sent; docs/decisions/0009-files.md says why so.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from bot.clock import Clock
from bot.logs import log
from bot.service.retry_on_conflict import retry_on_conflict
from bot.slack.files import FileFailed, FileLate, SlackFile, SlackFiles
from flows.draft import FileProblem, OrderFile
from flows.files import MESSAGE, failed, give_up, linked, settle, uploaded, waiting
from flows.form.form_context import FileRules
from flows.order import Order, State
from flows.sending.compiling import completed
from orders import OrdersClient, OrdersError, RateLimited, Refused
from storage import Conflict, Store

ATTEMPTS = 3
LONGEST_PAUSE = 10.0
PATIENCE = timedelta(seconds=45)
"""How long a confirmed order waits for its files before it goes with links instead."""
LEASE = PATIENCE + timedelta(seconds=15)

Told = Callable[[], Awaitable[None]]

logger = log(__name__)


async def _nobody() -> None:
    """Nobody waits to be told."""


class UploadRoute(NamedTuple):
    """Where files go: the endpoint's path, and the seconds one upload may take."""

    path: str
    timeout: float


class Uploads:
    """One per process; `pause`, in seconds, comes between the first two attempts and then doubles."""

    def __init__(
        self,
        store: Store,
        slack: SlackFiles,
        orders: OrdersClient,
        rules: FileRules,
        route: UploadRoute | None,
        *,
        clock: Clock,
        pause: float,
    ) -> None:
        self._store = store
        self._slack = slack
        self._orders = orders
        self._rules = rules
        self._route = route
        self._clock = clock
        self._pause = pause
        self._under_way: dict[tuple[str, str], asyncio.Task[None]] = {}

    async def settle(self, order_id: str, told: Told = _nobody) -> None:
        """Bring every waiting file over; `told` is called after each."""
        order = await self._store.get(order_id)
        if order is None or not order.takes_files:
            return
        for done in asyncio.as_completed([self._shared(order, file) for file in waiting(order.draft)]):
            await done
            await told()

    async def ready(self, order: Order) -> Order:
        """The order with its files settled and its body complete, before its first request leaves.

        Raises Conflict when another process has it, or it has moved on.
        """
        if order.sent_at is not None or not order.draft.files:
            return order
        settled = await self._waited_for(order) if waiting(order.draft) else order
        # Also where nothing waits any more: a file may have been settled since the body was frozen.
        return replace(settled, body=completed(settled.body or "", settled.draft))

    async def _waited_for(self, order: Order) -> Order:
        leased = replace(order, draft=order.draft.with_(bringing_files=True), due_at=self._clock() + LEASE)
        await self._store.update(order, leased)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE.total_seconds()):
                await self.settle(order.id)
        now = await self._store.get(order.id)
        if now is None or now.state is not State.CONFIRMED or now.sent_at is not None:
            raise Conflict(f"order {order.id} has moved on")
        return replace(now, draft=give_up(now.draft).with_(bringing_files=False))

    async def close(self) -> None:
        """Let go of what is under way; it is begun again when its order is next looked at."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _shared(self, order: Order, file: OrderFile) -> asyncio.Future[None]:
        """The work on a file, once at a time in this process however many wait for it."""
        key = (order.id, file.id)
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(
                self._bring(order, file), name=f"file {file.id}"
            )
            task.add_done_callback(lambda _task: self._under_way.pop(key))
        return asyncio.shield(task)

    async def _bring(self, order: Order, file: OrderFile) -> None:
        settled = await self._settled(order, file)
        logger.info("file settled", order=order.id, state=settled.state, problem=settled.problem)
        try:
            await retry_on_conflict(lambda: self._keep(order.id, settled))
        except Conflict:
            logger.warning("file not kept: its order is changed too often at once", order=order.id)

    async def _keep(self, order_id: str, settled: OrderFile) -> None:
        row = await self._store.get(order_id)
        if row is None or not row.takes_files:
            return
        draft = settle(row.draft, settled)
        if draft != row.draft:  # Otherwise it was taken off meanwhile.
            await self._store.update(row, replace(row, draft=draft))

    async def _settled(self, order: Order, file: OrderFile) -> OrderFile:
        pause = self._pause
        for attempt in range(ATTEMPTS):
            try:
                return await self._attempt(order, file)
            except FileFailed as failure:
                return failed(file, failure.problem)
            except RateLimited as busy:
                pause = max(pause, busy.delay)
            except (FileLate, OrdersError) as late:
                logger.warning("file not brought over", order=order.id, reason=str(late), attempt=attempt)
            except Exception:
                # Whatever it is, a file must never keep its order from being sent.
                logger.exception("file not brought over", order=order.id, attempt=attempt)
            if attempt + 1 < ATTEMPTS:
                await asyncio.sleep(min(pause * 2**attempt, LONGEST_PAUSE))
        # Not looked up, its link is the one Slack gave with it: only a link of Slack's own may go on.
        known = file.permalink if file.permalink and self._slack.is_slacks(file.permalink) else None
        return failed(file.model_copy(update={"permalink": known}), FileProblem.UNREACHABLE)

    async def _attempt(self, order: Order, file: OrderFile) -> OrderFile:
        found = await self._slack.info(file.id)
        if found.owner != order.origin.user and not file.taken_from.startswith(MESSAGE):
            raise FileFailed(FileProblem.UNSEEN)
        seen = file.model_copy(
            update={
                "name": found.name,
                "mimetype": found.mimetype,
                "size": found.size,
                "permalink": found.permalink,
            }
        )
        if self._route is None:
            return linked(seen)
        problem = self._unfit(found)
        return failed(seen, problem) if problem else await self._upload(seen, found, self._route)

    def _unfit(self, found: SlackFile) -> FileProblem | None:
        if found.download is None or not found.extensions & set(self._rules.types):
            return FileProblem.WRONG_TYPE
        return FileProblem.TOO_LARGE if found.size > self._rules.largest else None

    async def _upload(self, file: OrderFile, found: SlackFile, route: UploadRoute) -> OrderFile:
        with tempfile.TemporaryFile() as content:
            await self._slack.download(found.download or "", content, self._rules.largest)
            content.seek(0)
            try:
                file_id = await self._orders.upload_file(
                    route.path, file.sent_name, file.mimetype, content, timeout=route.timeout
                )
            except RateLimited:
                raise
            except Refused as refused:
                logger.warning("file refused", reason=str(refused))
                return failed(file, FileProblem.REFUSED)
        return uploaded(file, file_id)
