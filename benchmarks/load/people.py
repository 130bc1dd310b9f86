"""People who take one order after the other: in the product, and in a bare Bolt app."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from benchmarks.load.apps.recording import INTERACTIONS, Json
from benchmarks.load.signed_http import SlackRequests
from benchmarks.load.stand_ins import TEAM, StandIns, with_block_ids
from bot.views.ids import Action, Callback, Metadata, field_key

Values = Mapping[str, str]
"""What is typed, by field."""

FIRST_NAMES = ("Ola", "Kari", "Per", "Anne", "Lars", "Ingrid", "Jan", "Berit", "Nils", "Solveig", "Arne")
LAST_NAMES = ("Nordmann", "Hansen", "Johansen", "Olsen", "Larsen", "Andersen", "Pedersen", "Nilsen", "Berg")
WORKFLOW, PRODUCT = "Heat pump survey", "cable"
SCREEN_SECONDS = 30

_numbers = itertools.count(1)


def client(number: int) -> Values:
    """The client of an order: each has another, as people's clients are others."""
    return {
        "contact_person": f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {LAST_NAMES[number % len(LAST_NAMES)]}",
        "phone": f"9{number % 10**7:07}",
        "email": f"client.{number}@example.com",
        "street": f"Storgata {number % 1000 + 1}",
        "postal_code": "0365",
        "city": "Oslo",
    }


class Person(Protocol):
    """Somebody who takes orders."""

    @property
    def acked(self) -> Sequence[Json]:
        """The views that acks brought."""

    async def take_order(self) -> None:
        """One whole order."""


class Salesperson:
    """Takes whole orders in the product, reading each view before the next interaction."""

    def __init__(self, number: int, stand_ins: StandIns, requests: SlackRequests) -> None:
        self.user = f"U0PERSON{number}"
        self._stand_ins = stand_ins
        self._requests = requests
        self.acked: list[Json] = []
        """The views that acks brought."""
        self.create_seconds: list[float] = []
        """From Create pressed until the order was recorded upstream."""
        self._client = client(0)
        self.calls_to_screen = 0
        """Slack calls from the last `/order` until its screen could be filled in."""

    async def take_order(self) -> None:
        """From `/order` to the order upstream."""
        self._client = client(next(_numbers))
        view = await self._begin()
        view = await self.submit(view)
        view = await self.submit(view)
        view = await self._choose(view, "workflow", WORKFLOW)
        view = await self.submit(view)
        view = await self._add_product(view)
        view = await self.submit(view)
        await self._create(view)
        self._stand_ins.forget(view["id"])

    async def _begin(self) -> Json:
        trigger = f"{next(_numbers)}"
        await self._requests.command(
            {
                "command": "/order",
                "text": "",
                "team_id": TEAM,
                "user_id": self.user,
                "channel_id": "C0BENCH",
                "api_app_id": "A0BENCH",
                "is_enterprise_install": "false",
                "trigger_id": trigger,
                "response_url": f"{self._stand_ins.url}/response/{trigger}",
            }
        )
        view, self.calls_to_screen = await self.shown(
            f"V{trigger}", lambda view: view["callback_id"] in {Callback.CLIENT, Callback.RESUME}
        )
        return view if view["callback_id"] == Callback.CLIENT else await self._another(view)

    async def _another(self, view: Json) -> Json:
        """The last order is still on its way, so the window offers it first: the button for a new one."""
        block, button = next(
            (block, element) for block, element in _elements(view) if element["action_id"] == Action.NEW_ORDER
        )
        action = {"type": "button", "action_id": button["action_id"], "block_id": block["block_id"]}
        await self._requests.interaction({**self._payload("block_actions", view, {}), "actions": [action]})
        first, _views = await self.shown(view["id"], lambda now: now["callback_id"] == Callback.CLIENT)
        return first

    async def submit(self, view: Json) -> Json:
        """Press the modal's submit button; gives the view that follows."""
        following = await self.submitted(view, _state(view, self._client))
        if following is view:
            raise RuntimeError(f"{view['callback_id']} was not taken")
        return following

    async def submitted(self, view: Json, state: Json) -> Json:
        """The view that the ack brings; the same where it brings none."""
        ack = await self._requests.interaction(self._payload("view_submission", view, state))
        if ack.get("response_action") != "update":
            return view
        self.acked.append(ack["view"])
        return {**with_block_ids(ack["view"]), "id": view["id"]}

    async def _choose(self, view: Json, key: str, label: str) -> Json:
        block = next(block for block in view["blocks"] if field_key(block.get("block_id", "")) == key)
        element = block["element"]
        option = next(one for one in element["options"] if one["text"]["text"] == label)
        return await self._act(view, block["block_id"], element, option)

    async def _add_product(self, view: Json) -> Json:
        block, element = next(
            (block, element) for block, element in _elements(view) if element["action_id"] == Action.PRODUCT
        )
        payload = self._payload("block_suggestion", view, {})
        found = await self._requests.interaction(
            {**payload, "action_id": Action.PRODUCT, "block_id": block["block_id"], "value": PRODUCT}
        )
        return await self._act(view, block["block_id"], element, found["options"][0])

    async def _act(self, view: Json, block_id: str, element: Json, option: Json) -> Json:
        action = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block_id,
            "selected_option": option,
            "action_ts": str(time.time()),
        }
        state = _state(view, self._client)
        state.setdefault(block_id, {})[element["action_id"]] = {
            "type": element["type"],
            "selected_option": option,
        }
        before = view.get("private_metadata")
        await self._requests.interaction({**self._payload("block_actions", view, state), "actions": [action]})
        view, _views = await self.shown(view["id"], lambda now: now.get("private_metadata") != before)
        return view

    async def _create(self, view: Json) -> None:
        metadata = Metadata.load(view["private_metadata"])
        pressed = time.perf_counter()
        outcome = await self.submitted(view, {})
        if outcome["callback_id"] != Callback.OUTCOME or metadata is None:
            raise RuntimeError(f"the order was not created: {outcome}")
        recorded = await self._stand_ins.recorded(metadata.order_id)
        self.create_seconds.append(recorded - pressed)

    async def shown(self, view_id: str, is_it: Callable[[Json], bool]) -> tuple[Json, int]:
        """The view once it is the one that is waited for, and how many of its calls that took."""
        views = self._stand_ins.views_of(view_id)
        async with asyncio.timeout(SCREEN_SECONDS):
            seen = [await views.get()]
            while not is_it(seen[-1]):
                seen.append(await views.get())
        return seen[-1], len(seen)

    def _payload(self, kind: str, view: Json, state: Json) -> Json:
        return {
            "type": kind,
            "team": {"id": TEAM, "domain": "bench"},
            "user": {"id": self.user, "name": self.user, "team_id": TEAM},
            "api_app_id": "A0BENCH",
            "trigger_id": f"{next(_numbers)}",
            "container": {"type": "view", "view_id": view["id"]},
            "view": {**view, "type": "modal", "root_view_id": view["id"], "state": {"values": state}},
            "response_urls": [],
        }


class BareUser:
    """Opens a bare app's view and submits it as often as an order has interactions."""

    def __init__(self, number: int, stand_ins: StandIns, requests: SlackRequests) -> None:
        self._person = Salesperson(number, stand_ins, requests)
        self._stand_ins = stand_ins
        self._requests = requests

    async def take_order(self) -> None:
        """One command and eight submissions."""
        trigger = f"{next(_numbers)}"
        await self._requests.command(
            {
                "command": "/order",
                "text": "",
                "team_id": TEAM,
                "user_id": self._person.user,
                "channel_id": "C0BENCH",
                "trigger_id": trigger,
            }
        )
        view, _views = await self._person.shown(f"V{trigger}", lambda _view: True)
        for _submission in range(INTERACTIONS - 1):
            view = await self._person.submitted(view, _state(view, {}))
        self._stand_ins.forget(view["id"])

    @property
    def acked(self) -> Sequence[Json]:
        """The views that acks brought."""
        return self._person.acked


def _elements(view: Json) -> list[tuple[Json, Json]]:
    return [
        (block, element)
        for block in view["blocks"]
        for element in [*block.get("elements", []), block.get("element"), block.get("accessory")]
        if element and "action_id" in element
    ]


def _state(view: Json, values: Values) -> Json:
    """What is in the inputs, with a value where there is one for it."""
    return {
        block["block_id"]: {block["element"]["action_id"]: _value(block, values)}
        for block in view["blocks"]
        if block["type"] == "input"
    }


def _value(block: Json, values: Values) -> Json:
    element = block["element"]
    kind = element["type"]
    match kind:
        case "plain_text_input":
            value = values.get(field_key(block["block_id"]) or "", element.get("initial_value"))
            return {"type": kind, "value": value}
        case "static_select" | "external_select" | "radio_buttons":
            return {"type": kind, "selected_option": element.get("initial_option")}
        case "checkboxes" | "multi_static_select" | "multi_external_select":
            return {"type": kind, "selected_options": element.get("initial_options", [])}
        case "file_input":
            return {"type": kind, "files": []}
        case "rich_text_input":
            return {"type": kind, "rich_text_value": element.get("initial_value")}
        case _:
            return {"type": kind, "value": element.get("initial_value")}
