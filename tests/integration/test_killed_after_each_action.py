"""After every single action of a whole order the bot is killed, and the person goes on: nothing is typed again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import Conversation, ConversationError
from tests.support.clock import MOMENT
from tests.support.killing import Successors, die_at_the_next_ack
from tests.support.stores import KARI
from tests.support.thorough import one_in
from tests.support.walkthrough import comparable

pytestmark = pytest.mark.timeout(300)

BODY = Path(__file__).parents[1] / "data" / "order-interrupted.json"
"""What arrives of the whole order that is taken here, without our own key and metadata."""
EVERY = one_in(10)
"""In a quick run the bot is killed after one action in so many, and serves those between."""


@dataclass(frozen=True)
class Action:
    """One thing a person does, and how they see that it was done.

    `within` is the button that opens the window in which it is done, where that lies on another.
    """

    name: str
    does: Callable[[Conversation], Awaitable[None]]
    is_seen: Callable[[Conversation], object]
    typed: str = ""
    within: str = ""


def types(key: str, text: str, within: str = "") -> Action:
    """Text in an input."""
    return Action(
        f"types {key}",
        lambda person: person.fill({key: text}),
        lambda person: person.screen.value(key) == text,
        typed=text,
        within=within,
    )


def picks(key: str, choice: str, value: str) -> Action:
    """A choice, which is kept by its value."""
    return Action(
        f"picks {choice}",
        lambda person: person.fill({key: choice}),
        lambda person: person.screen.value(key) == choice,
        typed=value,
    )


def picks_to(key: str, choice: str, shows: str) -> Action:
    """A choice after which the screen shows something."""
    return Action(
        f"picks {choice}",
        lambda person: person.fill({key: choice}),
        lambda person: shows in person.screen.text,
    )


def presses(button: str, shows: str, *, nth: int = 0, times: int = 1) -> Action:
    """A button, after which the screen shows something so many times."""
    return Action(
        f"presses {button}",
        lambda person: person.press(button, nth=nth),
        lambda person: person.screen.text.count(shows) == times,
    )


def submits(shows: str, within: str = "") -> Action:
    """Next, or whatever the button at the foot is called."""
    return Action(
        f"submits to {shows}",
        lambda person: person.next(),
        lambda person: shows in person.screen.text,
        within=within,
    )


FJORD = "3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11"
FREE, PASTE, DISCOUNT, CHANGE = "+ Free line", "Paste lines", "Discount", "edit:1"
FIRST, SECOND, THIRD, FOURTH = (f"Step {step} of 4" for step in range(1, 5))
SUMMARY = "Create order"

CLIENT = (
    types("contact_person", "Ola Nordmann"),
    types("phone", "999 00 111"),
    types("email", "ola.nordmann@example.com"),
    submits(SECOND),
    presses("back", FIRST),
    submits(SECOND),
)
ADDRESS = (
    types("street", "Storgata 1"),
    types("postal_code", "0365"),
    types("city", "Oslo"),
    presses("details", "Place on site"),
    types("workplace", "Basement garage"),
    types("position", "59.0, 59.0"),
    submits(THIRD),
)
JOB = (
    picks_to("workflow", "EV charger installation", "Main fuse"),
    picks("Main fuse", "25 A", "25 A"),
    picks("Own parking space", "Yes", "yes"),
    picks("Electrician", "Fjord Elektro AS", FJORD),
    presses("details", "Description"),
    types("Order name", "EV charger at Storgata 1"),
    types("Description", "The fuse box is in the basement."),
    submits(FOURTH),
)
OFFER = (
    picks_to("product", "EV Charger X", "1 × EV Charger X"),
    presses("line_quantity.more", "2 × EV Charger X"),
    presses(FREE, "New line"),
    types("name", "Cable", FREE),
    types("quantity", "3", FREE),
    types("unit_price", "100", FREE),
    submits("3 × Cable", FREE),
    presses(PASTE, "Lines"),
    types("table", "Pipe\t2\t90\t25", PASTE),
    submits("Change the text", PASTE),
    submits("+ Free line", PASTE),
    presses(CHANGE, "Change line"),
    types("quantity", "4", CHANGE),
    submits("4 × EV Charger X", CHANGE),
    presses("Duplicate", "3 × Cable", nth=1, times=2),
    presses("Remove", "3 × Cable", nth=1),
    presses(DISCOUNT, "Take off"),
    types("discount", "48", DISCOUNT),
    submits("Discount: ", DISCOUNT),
    types("offer_name", "EV charging package"),
    presses("back", THIRD),
    submits(FOURTH),
    submits(SUMMARY),
)
CHECK = (
    presses("edit.address", SECOND),
    types("city", "OSLO"),
    submits(SUMMARY),
    presses("edit.offer", FOURTH),
    submits(SUMMARY),
)
BEGIN = Action(
    "types /order", lambda person: person.slash("/order"), lambda person: FIRST in person.screen.text
)
CREATE = Action("presses Create", lambda person: person.next(), lambda person: "P1-1" in person.screen.text)
WHOLE_ORDER = (BEGIN, *CLIENT, *ADDRESS, *JOB, *OFFER, *CHECK, CREATE)


class Killed(Enum):
    """When the bot is killed, and how the person goes on."""

    NEVER = "never"
    AT_THE_ACK = "at the ack, and what is shown doesn't follow"
    ONCE_SHOWN = "once it is shown, and the person goes on in the same window"
    CLOSED = "once it is shown, and the person goes on by /order and Continue"


@dataclass(frozen=True)
class Play:
    """A person, the bots that succeed each other, and when they are killed."""

    person: Conversation
    bots: Successors
    killed: Killed

    async def whole_order(self, every: int) -> None:
        """Each action once; the bot is killed after one in so many."""
        for number, action in enumerate(WHOLE_ORDER, 1):
            assert not self._shows(action), f"seen before it is done: {action.name}"
            if self.killed is Killed.NEVER or number % every:
                await action.does(self.person)
                await self._sees(action)
            else:
                await self._killed_after(action)
        await self._in_time()

    async def _in_time(self) -> None:
        """Killed while it asked the Orders API, it waits before it asks again."""
        async with asyncio.timeout(self.person.patience):
            while not any("Created: P1-1" in message.text for message in self.person.direct_messages):
                self.bots.clock.advance(60)
                await asyncio.sleep(MOMENT)

    async def _killed_after(self, action: Action) -> None:
        if self.killed is Killed.AT_THE_ACK:
            die_at_the_next_ack(self.bots.product.bot)
            await action.does(self.person)
        else:
            await action.does(self.person)
            await self._sees(action)
            await self._settled()
            if action.typed:
                await self._saved(action.typed)
        await self.bots.succeed()
        if action is not CREATE:
            await self._go_on(action)

    async def _go_on(self, action: Action) -> None:
        """Where the window shows what was done, in it; else by the command."""
        if self.killed is Killed.CLOSED or not self._shows(action):
            await self._come_back()
            if action.within and not self._shows(action):
                await self.person.press(action.within)
                await self._settled()
        if not self._shows(action):
            assert not action.typed, f"asked again after the bot was killed: {action.name}"
            await action.does(self.person)
        await self._sees(action)

    async def _come_back(self) -> None:
        while self.person.screens:
            await self.person.close()
        await self.person.slash("/order")
        await self.person.until(lambda: self.person.screens, "something that opens")
        await self._settled()
        if "Continue" in self.person.screen.buttons:
            await self.person.press("Continue")
            await self._settled()

    async def _settled(self) -> None:
        await self.bots.product.bot.lazy_functions.finish()

    async def _sees(self, action: Action) -> None:
        await self.person.until(lambda: action.is_seen(self.person), action.name)

    def _shows(self, action: Action) -> bool:
        try:
            return bool(action.is_seen(self.person))
        except (ConversationError, LookupError):
            return False

    async def _saved(self, typed: str) -> None:
        """What is being typed is written once a second."""
        async with asyncio.timeout(self.person.patience):
            while True:
                if any(typed in input for input in await self._inputs()):
                    return
                await asyncio.sleep(MOMENT)

    async def _inputs(self) -> list[str]:
        drafts = [order.draft for order in await self.bots.product.bot.store.editable(KARI)]
        return [
            str(value) for draft in drafts for screen in draft.inputs.values() for value in screen.values()
        ]


async def played(folder: Path, killed: Killed, every: int = 1) -> dict[str, Any]:
    """The one order that exists then."""
    async with (
        LocalSlack() as slack,
        LocalOrders() as api,
        Successors(slack, api, folder) as bots,
    ):
        await Play(slack.person("kari"), bots, killed).whole_order(every)
        assert slack.refusals == []
        (order,) = api.orders
        channel = slack.channel("#ev-team")
        await slack.person("kari").until(lambda: len(channel.messages) == 1, "the post")
        return comparable(order.body)


@pytest.mark.parametrize("killed", [*reversed(Killed)][:: one_in(2)], ids=lambda killed: killed.value)
async def test_a_bot_killed_after_every_action_is_succeeded_and_nothing_is_typed_again(
    tmp_path: Path, killed: Killed
) -> None:
    expected = json.loads(BODY.read_text(encoding="utf-8"))
    assert await played(tmp_path, killed, EVERY) == expected
