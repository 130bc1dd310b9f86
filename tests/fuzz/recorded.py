"""Real payloads of every kind, from a conversation with the running bot."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.script.input_values import Upload
from sandbox.slack.delivery.delivery import Kind
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import Conversation
from tests.support.signed import Payload
from tests.support.walkthrough import CLIENT, place_the_vendors_example

PICTURE = Upload("meter.png", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True)
class Recorded:
    """A payload, and the way on which Slack sends its kind."""

    kind: Kind
    payload: Payload


async def record(slack: LocalSlack) -> Sequence[Recorded]:
    """Play an order from `/order` to the list of orders, and give what Slack sent on the way."""
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
