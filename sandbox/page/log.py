"""The inspector's log: what passed between the local Slack, the bot and the local Orders API, in order."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sandbox.limits import Refusal
from sandbox.page.orders import OrdersExchange, WatchedOrders
from sandbox.slack.delivery.delivery import Delivery
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.views import Json
from sandbox.slack.web_api.server import Call

Source = Delivery | Call | OrdersExchange | Refusal
BAD_REQUEST = 400


@dataclass(frozen=True)
class Entry:
    """One line of the log: `at` is when it was first seen, in seconds since 1970."""

    number: int
    at: float
    source: Source

    def summary(self) -> Json:
        """What the line shows: from, to, name, outcome, status, milliseconds and what is wrong."""
        return {"number": self.number, "at": self.at, **_summary(self.source)}

    def details(self) -> Json:
        """The whole request and the whole answer."""
        request, answer = _content(self.source)
        return {"request": request, "answer": answer}

    def mentions(self, words: str) -> bool:
        """Whether the words occur anywhere in the line, the request or the answer; case doesn't matter."""
        text = json.dumps([_summary(self.source), _content(self.source)], ensure_ascii=False)
        return words.casefold() in text.casefold()


class Log:
    """Reads what `slack` and `orders` recorded; `update` takes in what is new."""

    def __init__(self, slack: LocalSlack, orders: WatchedOrders) -> None:
        self.entries: list[Entry] = []
        self._slack = slack
        self._orders = orders
        self._taken = [0, 0, 0, 0]

    def update(self) -> None:
        """Take in what was recorded since the last time."""
        new = self._new()
        explained = {text for source in new if isinstance(source, Call) for text in _messages(source)}
        for source in new:
            if not (isinstance(source, Refusal) and str(source) in explained):
                self.entries.append(Entry(len(self.entries), time.time(), source))

    def clear(self) -> None:
        """Begin again, as after a reset of what is recorded."""
        self.entries.clear()
        self._taken = [0, 0, 0, 0]

    def _new(self) -> list[Source]:
        recorded: tuple[Sequence[Source], ...] = (
            self._slack.deliveries,
            self._slack.calls,
            self._orders.exchanges,
            self._slack.refusals,
        )
        new: list[Source] = []
        for index, (records, taken) in enumerate(zip(recorded, self._taken, strict=True)):
            new.extend(records[taken:])
            self._taken[index] = len(records)
        return new


def _messages(call: Call) -> Iterable[str]:
    found: list[str] = call.answer.get("response_metadata", {}).get("messages", [])
    return found


def _summary(source: Source) -> Json:
    match source:
        case Delivery():
            return {
                "from": "Slack",
                "to": "bot",
                "name": source.name,
                "person": _person(source.payload),
                **_delivered(source),
            }
        case Call():
            return {
                "from": "bot",
                "to": "Slack",
                "name": source.method,
                "outcome": "ok" if source.is_ok else "failed",
                "status": str(source.status),
                "problem": "" if source.is_ok else _why(source),
            }
        case OrdersExchange():
            return {
                "from": "bot",
                "to": "Orders API",
                "name": f"{source.method} {source.path}",
                **_answered(source),
            }
        case Refusal():
            return {
                "from": "Slack",
                "to": "bot",
                "name": "refused",
                "outcome": "refused",
                "status": "",
                "problem": f"{source.pointer or 'the answer'}: {source.message}",
            }


def _delivered(delivery: Delivery) -> Json:
    # A delivery takes its time to come to an end; until then it has neither a time nor a status.
    if delivery.status is None and not delivery.seconds:
        return {"outcome": "waiting", "status": "", "problem": ""}
    return {
        "outcome": "ok" if delivery.is_acked else "failed",
        "status": str(delivery.status or ""),
        "milliseconds": round(delivery.seconds * 1000),
        "problem": _NO_ACK.get(delivery.problem or "", ""),
    }


_NO_ACK = {
    "operation_timeout": "no ack within 3 seconds",
    "dispatch_failed": "the bot could not be reached, or answered with an error",
}


def _answered(exchange: OrdersExchange) -> Json:
    if not exchange.is_over:
        return {"outcome": "waiting", "status": "", "problem": ""}
    is_fine = exchange.status is not None and exchange.status < BAD_REQUEST
    return {
        "outcome": "ok" if is_fine else "failed",
        "status": str(exchange.status or ""),
        "milliseconds": round(exchange.seconds * 1000),
        "problem": "" if exchange.status else "the connection was closed without an answer",
    }


def _why(call: Call) -> str:
    return "; ".join([str(call.answer.get("error", "")), *_messages(call)])


def _person(payload: Json) -> str:
    event = payload.get("event", {})
    return str(payload.get("user_id") or payload.get("user", {}).get("id") or event.get("user", ""))


def _content(source: Source) -> tuple[object, object]:
    match source:
        case Delivery():
            return source.payload, source.body
        case Call():
            return source.body, source.answer
        case OrdersExchange():
            return _parsed(source.request), _parsed(source.answer)
        case Refusal():
            return "", str(source)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
