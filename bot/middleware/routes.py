"""Which listener answers a request: found at once, by what was done and its name.

Bolt asks its listeners one after the other whether a request is theirs, and gathers for each of them, and for the one
that it is, all that their arguments might name. docs/decisions/0031-routes.md
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.listener.asyncio_runner import AsyncioListenerRunner
from slack_bolt.middleware.async_middleware import AsyncMiddleware

from bot.middleware.context import INTERACTION, Interaction
from bot.slack.payloads import Body

ACK_SECONDS = 3
"""How long Bolt waits for an ack function, as it does by itself: Slack waits no longer."""

AckFunction = Callable[[AsyncAck, Interaction], Awaitable[None]]

Route = tuple[str, str]
"""What was done, and the name of the command, action, view, shortcut or event."""

COMMAND, ACTION, VIEW, CLOSED, OPTIONS, SHORTCUT, EVENT = (
    "command",
    "block_actions",
    "view_submission",
    "view_closed",
    "block_suggestion",
    "shortcut",
    "event_callback",
)
KINDS = {
    **{kind: kind for kind in (ACTION, VIEW, CLOSED, OPTIONS, SHORTCUT, EVENT)},
    "message_action": SHORTCUT,
}
"""What was done, by the payload's type, which a command has none of."""


class Routes(AsyncMiddleware):
    """The last middleware: it runs the listener of what was done, or the one that says why it may not be done."""

    def __init__(self, runner: AsyncioListenerRunner) -> None:
        self._runner = runner
        self._listeners: dict[Route, _Listener] = {}
        self._refusals: dict[Route, _Listener] = {}

    def __iter__(self) -> Iterator[Route]:
        """What there are listeners for."""
        return iter(self._listeners)

    def command(self, *names: str) -> Callable[[AckFunction], None]:
        """For these slash commands."""
        return self._add(COMMAND, names)

    def action(self, *names: str) -> Callable[[AckFunction], None]:
        """For these actions, also with a suffix that tells apart several on a screen."""
        return self._add(ACTION, names)

    def view(self, *names: str) -> Callable[[AckFunction], None]:
        """For submissions of these views; a name that ends in a point is the beginning of several."""
        return self._add(VIEW, names)

    def closed(self, *names: str) -> Callable[[AckFunction], None]:
        """For these views, closed by their person."""
        return self._add(CLOSED, names)

    def options(self, *names: str) -> Callable[[AckFunction], None]:
        """For what is typed into these searching selects."""
        return self._add(OPTIONS, names)

    def shortcut(self, *names: str) -> Callable[[AckFunction], None]:
        """For these shortcuts, global and of messages."""
        return self._add(SHORTCUT, names)

    def event(self, *names: str) -> Callable[[AckFunction], None]:
        """For these events."""
        return self._add(EVENT, names)

    def refused(self, kind: str, name: str = "") -> Callable[[AckFunction], None]:
        """For all that was done so, or what has that name, and that the person may not do."""

        def add(answer: AckFunction) -> None:
            self._refusals[kind, name] = _Listener(answer)

        return add

    def route_of(self, body: Body) -> Route | None:
        """Which listener's it is; None where there is none."""
        kind = kind_of(body)
        return next(((kind, name) for name in _names(kind, body) if (kind, name) in self._listeners), None)

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's
    ) -> BoltResponse | None:
        """Run the listener; where there is none, Bolt answers."""
        listener = self._listener_of(req)
        if listener is None:
            return await next()
        unanswered: Any = None  # The ack gives the response.
        return await self._runner.run(
            request=req, response=unanswered, listener_name=listener.name, listener=listener
        )

    def _add(self, kind: str, names: tuple[str, ...]) -> Callable[[AckFunction], None]:
        def add(answer: AckFunction) -> None:
            listener = _Listener(answer)
            for name in names:
                if (kind, name) in self._listeners:
                    raise ValueError(f"two listeners for {kind} {name}")
                self._listeners[kind, name] = listener

        return add

    def _listener_of(self, request: AsyncBoltRequest) -> _Listener | None:
        interaction: Interaction = request.context[INTERACTION]
        if interaction.refusal is not None:
            return self._refusal_of(interaction.body)
        route = self.route_of(interaction.body)
        return self._listeners[route] if route else None

    def _refusal_of(self, body: Body) -> _Listener | None:
        kind = kind_of(body)
        found = (self._refusals.get((kind, name)) for name in (*_names(kind, body), ""))
        return next((one for one in found if one), None)


class _Listener(AsyncListener):
    """An ack function, as Bolt runs it."""

    def __init__(self, answer: AckFunction) -> None:
        self.name = answer.__name__
        self.matchers = ()
        self.middleware = ()
        self.lazy_functions = ()
        self.auto_acknowledgement = False
        self.ack_timeout = ACK_SECONDS
        self._answer = answer

    async def run_ack_function(
        self,
        *,
        request: AsyncBoltRequest,
        response: BoltResponse,  # noqa: ARG002 - Bolt's
    ) -> BoltResponse | None:
        """Bolt's."""
        await self._answer(request.context.ack, request.context[INTERACTION])
        return None


def kind_of(body: Body) -> str:
    """What was done; empty for what no listener is for."""
    return COMMAND if "command" in body else KINDS.get(str(body.get("type")), "")


def _names(kind: str, body: Body) -> tuple[str, ...]:
    """By which its listener may be registered, the most telling first."""
    match kind:
        case "command":
            return (str(body["command"]),)
        case "block_actions":
            return (str(body["actions"][0]["action_id"]).partition(".")[0],)
        case "view_submission" | "view_closed":
            whole = str(body["view"]["callback_id"])
            head, point, _rest = whole.partition(".")
            return whole, head + point
        case "block_suggestion":
            return (str(body["action_id"]),)
        case "shortcut":
            return (str(body["callback_id"]),)
        case "event_callback":
            return (str(body["event"]["type"]),)
        case _:
            return ()
