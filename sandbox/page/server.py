"""The page's server side: files, one websocket per page; requests from other websites are refused."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import WSMsgType, web

from sandbox.page.actions import Acts
from sandbox.page.faults import Switchboard
from sandbox.page.log import Log
from sandbox.page.orders import WatchedOrders
from sandbox.page.state import Sections, Viewer
from sandbox.slack.activity import Activity, Exchanged
from sandbox.slack.files import FILE_BYTES
from sandbox.slack.local_slack import LOOPBACK, LocalSlack
from sandbox.slack.person.conversation import ConversationError
from sandbox.slack.views import Json
from sandbox.slack.workspace import Person

FOLDER = Path(__file__).parent / "static"
PREFIX = "/workspace"
BREATH = 0.02  # seconds in which changes are gathered before they are sent
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src * data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Page:
    """The browser page of a local workspace. Make it before `slack` starts; it serves `url` from then on."""

    def __init__(self, slack: LocalSlack, orders: WatchedOrders) -> None:
        self._slack = slack
        self._orders = orders
        self._sockets: set[web.WebSocketResponse] = set()
        self._log = Log(slack, orders)
        self._switchboard = Switchboard(slack, orders, lambda: f"{slack.origin}{PREFIX}/silence")
        self._sections = Sections(slack, orders, self._switchboard)
        self._acts = Acts(slack, self._switchboard, self._log, self._sections.reading, self._reset)
        slack.workspace.activity.listeners.append(self._note)
        orders.changed = self._tell
        slack.application.router.add_get("/", _to_the_page)
        slack.application.add_subapp(f"{PREFIX}/", self._application())

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"{self._slack.origin}{PREFIX}/"

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[_only_ourselves])
        application.router.add_get("/", _index)
        application.router.add_get("/live", self._live)
        application.router.add_post("/files", self._take_file)
        application.router.add_post("/silence", _say_nothing)
        application.router.add_static("/", FOLDER)
        application.on_shutdown.append(self._hang_up)
        return application

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        viewer = Viewer(self._person(request.query.get("as", "")))
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.add(socket)
        changed = asyncio.Event()
        changed.set()
        listener = _setter(changed)
        self._slack.workspace.activity.listeners.append(listener)
        try:
            async with asyncio.TaskGroup() as tasks:
                notification = tasks.create_task(self._tell_changes(socket, viewer, changed))
                async for received in socket:
                    if received.type is WSMsgType.TEXT:
                        tasks.create_task(self._act(socket, viewer, received.json(), changed))
                notification.cancel()
        finally:
            self._slack.workspace.activity.listeners.remove(listener)
            self._sockets.discard(socket)
        return socket

    async def _tell_changes(
        self, socket: web.WebSocketResponse, viewer: Viewer, changed: asyncio.Event
    ) -> None:
        while not socket.closed:
            await changed.wait()
            await asyncio.sleep(BREATH)
            changed.clear()
            changes = viewer.changes(self._sections, self._log)
            if changes:
                await _send(socket, {"changes": changes})

    async def _act(
        self, socket: web.WebSocketResponse, viewer: Viewer, asked: Json, changed: asyncio.Event
    ) -> None:
        try:
            if asked["act"] == "as":
                viewer.person = self._person(asked["person"])
                answer: Json = {}
            else:
                answer = await self._acts.perform(viewer.person, asked)
        except (LookupError, ConversationError) as error:
            answer = {"error": str(error)}
        changed.set()
        await _send(socket, {"id": asked.get("id"), "answer": answer})

    async def _hang_up(self, _application: web.Application) -> None:
        for socket in list(self._sockets):
            await socket.close()

    def _person(self, name: str) -> Person:
        people = self._slack.workspace.people.values()
        known = self._slack.workspace.person(name)
        return known if known and not known.is_bot else next(each for each in people if not each.is_bot)

    async def _take_file(self, request: web.Request) -> web.Response:
        """POST with the content as body, `?name=` and `?as=`: gives Slack's file object."""
        content = await request.content.read(FILE_BYTES + 1)
        while len(content) <= FILE_BYTES and (more := await request.content.read(FILE_BYTES)):
            content += more
        if len(content) > FILE_BYTES:
            return web.json_response({"error": "A file may be up to 10 MB."}, status=413)
        person = self._person(request.query.get("as", ""))
        return web.json_response(
            self._slack.files.add(person.id, request.query.get("name") or "file", content)
        )

    def _note(self, _activity: Activity) -> None:
        self._log.update()

    def _tell(self) -> None:
        self._slack.workspace.activity.publish(Exchanged())

    def _reset(self) -> None:
        self._switchboard.reset()
        self._orders.reset()
        self._slack.reset()
        self._sections.reading.marks.clear()
        self._log.clear()
        self._tell()


@web.middleware
async def _only_ourselves(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what another website sends here, by its own name (Origin) or under a name of its own (Host)."""
    name = request.host.partition(":")[0]
    origin = request.headers.get("Origin")
    if name not in (LOOPBACK, "localhost") or origin not in (None, f"http://{request.host}"):
        return web.Response(status=403, text="This address serves its own page on this machine only.")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def _setter(event: asyncio.Event) -> Callable[[Activity], None]:
    def listener(_activity: Activity) -> None:
        event.set()

    return listener


async def _send(socket: web.WebSocketResponse, what: Json) -> None:
    if not socket.closed:
        try:
            await socket.send_json(what)
        except ConnectionError:
            await socket.close()


async def _to_the_page(_request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": f"{PREFIX}/"})


async def _index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(FOLDER / "index.html")


async def _say_nothing(_request: web.Request) -> web.Response:
    await asyncio.Event().wait()
    return web.Response()
