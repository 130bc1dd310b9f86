"""Every way in, the list of orders and Home, played for the recording."""

from __future__ import annotations

from sandbox.slack.person.conversation import Conversation
from sandbox.slack.workspace import BOT_USER
from tests.support.product import Product
from tests.support.waiting import PICTURE
from tests.support.walkthrough import CLIENT

LEAD = "Navn: Ola Nordmann\n999 00 111\nola.nordmann@example.com\n2 stk EV Charger X"
BEGUN = "I've begun an order with what you wrote"
TWO_PAGES = 11


async def play(product: Product) -> None:
    """After an order of Kari's, all that begins with a command, a shortcut, a message or a button."""
    kari = product.person("kari")
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
    await _turn_pages(kari, product)
    await _write_to_the_bot(kari)
    await _begin_with_a_text(kari)
    await _begin_from_an_order(kari)
    await _use_home(kari)


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


async def _turn_pages(kari: Conversation, product: Product) -> None:
    """Of orders made elsewhere, and one of them opened in the order system."""
    for _order in range(TWO_PAGES):
        product.api.create({"name": "Made elsewhere", "city": "Bergen"}, product.clock())
    await kari.slash("/order list all")
    listed = await kari.hears("Older ▶")
    await kari.press("Older ▶", message=listed)
    await kari.press("◀ Newer", message=await kari.hears("◀ Newer"))
    await kari.press("Open order", message=await kari.hears("Created: P1-1"))


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
