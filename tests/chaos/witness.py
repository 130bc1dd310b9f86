"""Reads everything the bots show, at the moment it is shown, and holds it against what exists upstream."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.order import Order
from sandbox.slack.activity import Activity, MessageGone, MessageShown, ViewShown
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from sandbox.slack.person.rendering import readable_lines
from sandbox.slack.views import View
from tests.chaos.claims import Claim, claims, client, numbers
from tests.chaos.scenario import CHANNEL
from tests.chaos.upstream import ChaoticOrders

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DIRECT = "D"
"""How the ids of direct messages' channels begin."""
SETTLING = {Claim.CREATED, Claim.REFUSED}
OUTDATED = {
    Claim.WAITING: "it still says that it waits, though it exists",
    Claim.UNSURE: "it still says that nobody knows, though it is settled",
    Claim.REFUSED: "the last word is that it was refused, though it exists",
    Claim.TO_BE_POSTED: "it still says that it will be posted, though it is",
}


@dataclass(frozen=True)
class Saying:
    """What one message or window said from one moment on, in seconds since the run began.

    `place` is a channel's id, or a window's; `surface` is the same for all that stood in the same message or window.
    `falsehood` says what was not so at that moment; None for the truth.
    """

    at: float
    place: str
    surface: str
    order: str | None
    claims: frozenset[Claim]
    falsehood: str | None = None

    def __str__(self) -> str:
        said = ", ".join(sorted(self.claims))
        return f"{self.at:7.2f} s  {self.place} says: {said}{f' - FALSE: {self.falsehood}' if self.falsehood else ''}"


class Witness:
    """Listens to the workspace from its making on; `listeners` hear of every saying at once."""

    def __init__(self, slack: LocalSlack, upstream: ChaoticOrders, orders: Sequence[Order]) -> None:
        self.sayings: list[Saying] = []
        self.listeners: list[Callable[[Saying], None]] = []
        self._upstream = upstream
        self._names = slack.workspace.names
        self._ids = [order.id for order in orders]
        self._known = frozenset(self._ids)
        self._last: dict[str, Saying] = {}
        slack.workspace.activity.listeners.append(self._happened)

    @property
    def falsehoods(self) -> list[Saying]:
        """What was not so, oldest first."""
        return [saying for saying in self.sayings if saying.falsehood]

    def of(self, order_id: str) -> list[Saying]:
        """What was said of an order, oldest first."""
        return [saying for saying in self.sayings if saying.order == order_id]

    def shown(self, order_id: str) -> list[Saying]:
        """What the messages and windows about an order say now, in the order in which they first appeared."""
        return [saying for saying in self._last.values() if saying.order == order_id]

    def close(self) -> None:
        """At the end: what is still shown and isn't so any more is a falsehood too."""
        for order_id in self._ids:
            if self._upstream.having(order_id):
                self.sayings += self._outdated(self.shown(order_id))

    def _outdated(self, shown: Sequence[Saying]) -> Iterator[Saying]:
        newest = {saying.place: saying for saying in shown}
        for saying in shown:
            is_direct = saying.place.startswith(DIRECT)
            if Claim.WAITING in saying.claims and is_direct:
                yield self._false_now(saying, OUTDATED[Claim.WAITING])
            elif Claim.TO_BE_POSTED in saying.claims and is_direct and self._is_posted(saying.order):
                yield self._false_now(saying, OUTDATED[Claim.TO_BE_POSTED])
            elif Claim.UNSURE in saying.claims:
                yield self._false_now(saying, OUTDATED[Claim.UNSURE])
            elif saying is newest[saying.place] and Claim.REFUSED in saying.claims:
                yield self._false_now(saying, OUTDATED[Claim.REFUSED])

    def _false_now(self, saying: Saying, falsehood: str) -> Saying:
        return replace(saying, at=self._upstream.seconds, falsehood=falsehood)

    def _happened(self, happened: Activity) -> None:
        match happened:
            case MessageShown(message=message) if message.from_bot:
                self._said(message, message.channel, f"{message.channel} {message.ts}", message.text)
            case MessageGone(message=message):
                self._last.pop(f"{message.channel} {message.ts}", None)
            case ViewShown(view=view):
                place = f"window {view.id}"
                self._said(view, place, place, "\n".join([view.title, *readable_lines(view, self._names)]))

    def _said(self, shown: Message | View, place: str, surface: str, text: str) -> None:
        order_id, claimed = self._about(shown, text), claims(text)
        saying = Saying(self._upstream.seconds, place, surface, order_id, claimed)
        falsehood = self._falsehood(saying, numbers(text)) or self._not_posted(saying)
        saying = replace(saying, falsehood=falsehood)
        self._last[surface] = saying
        if claimed:
            self.sayings.append(saying)
            for listener in self.listeners:
                listener(saying)

    def _about(self, shown: Message | View, text: str) -> str | None:
        payload = shown.metadata.get("event_payload", {}) if isinstance(shown, Message) else {}
        of_view = shown.id[1:] if isinstance(shown, View) else ""
        ids = [of_view, *map(str, payload.values()), *UUID.findall(json.dumps(shown.blocks))]
        known = next((each for each in ids if each in self._known), None)
        number = client(text)
        named = self._ids[number] if number is not None and number < len(self._ids) else None
        return known or named or next(filter(None, map(self._upstream.key_of, numbers(text))), None)

    def _is_posted(self, order_id: str | None) -> bool:
        return any(saying.place == CHANNEL for saying in self._last.values() if saying.order == order_id)

    def _not_posted(self, saying: Saying) -> str | None:
        is_false = Claim.POSTED in saying.claims and not self._is_posted(saying.order)
        return "it is not posted" if is_false else None

    def _falsehood(self, saying: Saying, told: frozenset[str]) -> str | None:
        if not saying.claims & SETTLING:
            return None
        if saying.order is None:
            return "it can't be told of which order"
        existing = {order.display_id for order in self._upstream.having(saying.order)}
        if Claim.CREATED in saying.claims:
            if not existing:
                return "it does not exist"
            return f"its number is {', '.join(existing)}" if told - existing else None
        if existing:
            return "it exists"
        return "it is being created" if self._upstream.is_under_way(saying.order) else None
