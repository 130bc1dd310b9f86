"""Real payloads of every kind, from a conversation with the running bot."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sandbox.script.input_values import Upload
from sandbox.slack.delivery.delivery import Kind
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import Conversation
from sandbox.slack.workspace import BOT_USER
from tests.support.approval import ASKED, RULES
from tests.support.product import CATALOG
from tests.support.signed import Payload
from tests.support.walkthrough import (
    CLIENT,
    fill_address,
    fill_client,
    fill_job,
    place_the_vendors_example,
)

PICTURE = Upload("meter.png", b"\x89PNG\r\n\x1a\n")
LEAD = "Navn: Ola Nordmann\n999 00 111\nola.nordmann@example.com\n2 stk EV Charger X"
BEGUN = "I've begun an order with what you wrote"


@dataclass(frozen=True)
class Recorded:
    """A payload, and the way on which Slack sends its kind."""

    kind: Kind
    payload: Payload


def catalog_in(folder: Path) -> Path:
    """The example catalog, with a rule for which somebody is asked, as a file in the folder."""
    file = folder / "catalog.toml"
    file.write_text(f"{CATALOG.read_text(encoding='utf-8')}\n{RULES}", encoding="utf-8")
    return file


async def record(slack: LocalSlack) -> Sequence[Recorded]:
    """Play an order from `/order` to the list of orders, every other way in, and an approval: what Slack sent then."""
    kari = slack.person("kari")
    await place_the_vendors_example(kari)
    await kari.close()
    await kari.slash("/order list")
    await kari.hears("EV charger at Storgata 1")
    await kari.open_home()
    await kari.shortcut("new_order")
    await kari.sees("Step 1 of")
    await kari.suggestions("known_client", "ola")
    await kari.fill(CLIENT)
    await kari.close()
    await kari.message_shortcut("new_order_from_message", kari.write("A photo", files=[PICTURE]))
    await kari.sees("Step 1 of")
    await kari.close()
    await kari.slash("/order")
    await kari.sees("Unfinished order")
    await kari.press("Continue")
    await kari.close()
    await _use_the_list(kari)
    await _write_to_the_bot(kari)
    await _begin_with_a_text(kari)
    await _begin_from_an_order(kari)
    await _use_home(kari)
    await _ask_for_approval(kari, slack.person("lena"))
    return [Recorded(one.kind, copy.deepcopy(one.payload)) for one in slack.deliveries]


async def _use_the_list(kari: Conversation) -> None:
    """Filter it, open an order from it, share it, and ask for what its words find as a file."""
    await kari.slash("/order list mine storgata")
    listed = await kari.hears("“storgata”")
    await kari.press("Filter", message=listed)
    await kari.sees("Taken by")
    await kari.fill({"text": "oslo", "stage": "created", "period": "today"})
    await kari.next()
    await kari.hears("“oslo”")
    await kari.press("Details", message=kari.ephemerals[-1])
    await kari.sees("History")
    await kari.close()
    await kari.press("Refresh", message=kari.ephemerals[-1])
    await kari.press("Share in channel", message=kari.ephemerals[-1])
    await kari.sees("will read this")
    await kari.next()
    await kari.slash("/order export mine")
    await kari.slash("/order status P1-42")


async def _write_to_the_bot(kari: Conversation) -> None:
    """In its direct message, in a thread of that, and by naming it in a channel."""
    there = kari.to_the_bot()
    written = await there.tell(LEAD, files=[PICTURE])
    await kari.press("Continue", message=await kari.hears(BEGUN))
    await kari.sees("Step 3 of")
    await kari.close()
    for words in ("help", "continue", "status P1-1", "list nordmann", "thanks, talk to you tomorrow"):
        await there.tell(words, written.ts)
    await kari.press("New order with this text", message=await kari.hears("I found no client"))
    await kari.sees("Step 1 of")
    await kari.close()
    await kari.tell(f"<@{BOT_USER}>: {LEAD}")
    await kari.until(lambda: any(BEGUN in one.text for one in kari.ephemerals), "to hear in the channel")


async def _begin_with_a_text(kari: Conversation) -> None:
    """After the command, and from a message and one in which that is forwarded."""
    await kari.slash(f"/order {LEAD}")
    await kari.sees("Step 3 of")
    await kari.close()
    written = kari.write(LEAD)
    for message in (written, kari.forward(written, "Tar du denne?")):
        await kari.message_shortcut("new_order_from_message", message)
        await kari.sees("Step 3 of")
        await kari.close()


async def _begin_from_an_order(kari: Conversation) -> None:
    """From the window that shows it, and from its receipt."""
    for button in ("Repeat", "New order for this client"):
        await kari.slash("/order P1-1")
        await kari.sees("History")
        await kari.press(button)
        await kari.sees("Step 3 of")
        await kari.close()
        await kari.press(button, message=await kari.hears("Created: P1-1"))
        await kari.sees("Step 3 of")
        await kari.close()


async def _use_home(kari: Conversation) -> None:
    """Each of its buttons, and the language."""
    await kari.open_home()
    for button, shown in (("New order", "Step 1 of"), ("Continue", "Step "), ("Details", "History")):
        await kari.press(button)
        await kari.sees(shown)
        await kari.close()
    await kari.press("Discard")
    await kari.fill(language="English")


async def _ask_for_approval(kari: Conversation, lena: Conversation) -> None:
    """An order that is sent back, and another that is approved."""
    for decision in ("Send back", "Approve"):
        await kari.press("New order")
        await kari.sees("Step 1 of")
        await fill_client(kari)
        await fill_address(kari)
        await fill_job(kari)
        await kari.fill(product="Survey")
        await kari.sees("1 × Survey")
        await kari.next()
        await kari.sees("Ask for approval")
        await kari.next()
        await kari.sees("Waiting for approval")
        await kari.close()
        await lena.open_home()
        await lena.press(decision, message=await lena.hears(ASKED))
        if decision == "Send back":
            await lena.sees("goes back to")
            await lena.fill(comment="Less discount")
            await lena.next()
