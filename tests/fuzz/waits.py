"""What makes an order wait or a person come back later, played for the recording."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.orders_api.faults import PostFault
from sandbox.slack.messages import Message
from sandbox.slack.person.conversation import Conversation
from sandbox.slack.workspace import Channel
from tests.support.approval import ASKED
from tests.support.product import Product
from tests.support.waiting import DAY, HALF_AN_HOUR, HOUR, PICTURE, begin_another, confirm, to_job, to_offer
from tests.support.walkthrough import CLIENT

OPEN = "views.open"
DID_NOT_OPEN = "The window didn't open"
UNKNOWN = "We can't tell whether the order system has this order"


async def play(product: Product) -> None:
    """Each of it once, with all its buttons."""
    kari, lena = product.person("kari"), product.person("lena")
    await _give_photos(kari)
    await _do_without_photos(kari)
    await _end_waits(kari, product)
    await _require_a_photo(kari)
    await _decide(kari, lena)
    await _let_others_decide(product)
    await _open_late(kari, product)
    await _come_back(kari, product)
    await _continue_elsewhere(kari)
    await _be_refused(kari, product)
    await _be_stuck(kari, product)


async def _give_photos(kari: Conversation) -> None:
    """One from the message that asks, the other from the window that says what is missing."""
    await confirm(kari, "Ola Nordmann", "Site visit", "Cable, 10 m")
    await kari.sees("Waiting for photos")
    await kari.close()
    asked = await kari.hears("waits for 2 photos")
    await kari.press("Take back and change", message=asked)
    await kari.sees("Check the order")
    await kari.next()
    await kari.sees("Waiting for photos")
    await kari.press("Add photos")
    await kari.sees("Add what you have")
    await kari.fill({"Fuse box": [PICTURE]})
    await kari.next()
    await kari.sees("waits for 1 photo")
    await kari.press("Add photos")
    await kari.sees("Add what you have")
    await kari.fill({"Parking space": [PICTURE]})
    await kari.next()
    await kari.until(lambda: "waits for" not in kari.screen.text, "the order to go on")
    await kari.close()


async def _do_without_photos(kari: Conversation) -> None:
    await confirm(kari, "Liv Hansen", "Site visit", "Cable, 10 m")
    await kari.sees("Waiting for photos")
    await kari.close()
    asked = await kari.hears("waits for 2 photos")
    await kari.press("Add photos", message=asked)
    await kari.sees("Add what you have")
    await kari.next()
    await kari.close()
    await kari.press("Create without them", message=asked)
    await kari.hears("goes on without these photos")


async def _end_waits(kari: Conversation, product: Product) -> None:
    """Of orders that nobody gives their photos: by the card that operators get."""
    channel = product.slack.channel("#orders")
    for name, button in (("Ida Moe", "Give it back"), ("Odd Vik", "Create without them")):
        await confirm(kari, name, "Site visit", "Cable, 10 m")
        await kari.sees("Waiting for photos")
        await kari.close()
        product.clock.advance(DAY + HOUR)
        await kari.until(lambda: _cards(channel), "the card")
        await kari.press(button, message=_cards(channel)[-1])
        await kari.until(lambda: not _cards(channel), "the card to ask no more")


def _cards(channel: Channel) -> Sequence[Message]:
    return [one for one in channel.messages if "nothing is sent by itself" in one.text]


async def _require_a_photo(kari: Conversation) -> None:
    """On the job's screen, beside the files."""
    await to_job(kari, "Ola Nordmann")
    await kari.fill(workflow="Replacement")
    await kari.sees("Old charger")
    await kari.fill({"Old charger": [PICTURE]})
    await kari.next()
    await kari.sees("Step 4 of")
    await kari.press("◀ Back")
    await kari.sees("Step 3 of")
    await kari.press("Remove")
    await kari.close()


async def _decide(kari: Conversation, lena: Conversation) -> None:
    """An order that is sent back, and another that is approved."""
    for decision in ("Send back", "Approve"):
        await confirm(kari, "Ola Nordmann", "Heat pump survey", "Survey")
        await kari.sees("Waiting for approval")
        await kari.close()
        await lena.open_home()
        await lena.press(decision, message=await lena.hears(ASKED))
        if decision == "Send back":
            await lena.sees("goes back to")
            await lena.fill(comment="Less discount")
            await lena.next()
            await lena.sees("sent it back")
            await lena.close()


async def _let_others_decide(product: Product) -> None:
    """A reminder, a stand-in and an escalation, and a decision by the stand-in; another order is taken back."""
    kari, lena, vera = (product.person(name) for name in ("kari", "lena", "vera"))
    await confirm(kari, "Per Olsen", "Heat pump survey", "Survey")
    await kari.sees("Waiting for approval")
    await kari.close()
    product.clock.advance(5 * HOUR)
    reminder = await lena.hears("still waits for your approval")
    await lena.open_home()
    await lena.until(lambda: "Waiting for your approval" in lena.home.text, "what waits")
    await lena.press("Details")
    await lena.sees("History")
    await lena.close()
    await lena.press("Send back", message=reminder)
    await lena.sees("goes back to")
    await lena.close()
    product.clock.advance(DAY)
    in_place = await vera.hears("in place of Sales leads")
    product.clock.advance(DAY)
    await vera.press("Approve", message=in_place)
    await confirm(kari, "Per Olsen", "Heat pump survey", "Survey")
    await kari.sees("Waiting for approval")
    await kari.press("Take back and change")
    await kari.sees("Check the order")
    await kari.close()


async def _open_late(kari: Conversation, product: Product) -> None:
    """A message with a button in place of each window that didn't open."""
    faults = product.slack.faults
    faults.fail(OPEN, "expired_trigger_id")
    await kari.slash("/order")
    await kari.press("Continue", message=await kari.hears(DID_NOT_OPEN))
    await kari.until(lambda: kari.screens, "the form")
    await kari.close()
    await kari.open_home()
    faults.fail(OPEN, "expired_trigger_id")
    await kari.press("Continue")
    await kari.press("Continue", message=await kari.hears("Press the button once more"))
    await kari.until(lambda: kari.screens, "the form")
    await kari.close()
    faults.fail(OPEN, "fatal_error")
    await kari.slash("/order")
    await kari.press("Open the form", message=await kari.hears("Open the form"))
    await kari.sees("unfinished order")
    await kari.close()


async def _come_back(kari: Conversation, product: Product) -> None:
    """To drafts that were left: one is gone on with, another is discarded."""
    for name, button in (("Anne Lie", "Continue"), ("Nils Dahl", "Discard")):
        await begin_another(kari)
        await kari.fill({**CLIENT, "contact_person": name})
        await kari.next()
        await kari.sees("Step 2 of")
        await kari.close()
        product.clock.advance(HALF_AN_HOUR)
        await kari.until(lambda who=name: _passes(product) and _left(kari, who), "to be asked")  # type: ignore[misc]
        await kari.press(button, message=_left(kari, name)[-1])
        if button == "Continue":
            await kari.sees("Step 2 of")
            await kari.close()


def _left(kari: Conversation, name: str) -> Sequence[Message]:
    return [one for one in kari.direct_messages if "aved. Continue?" in one.text and name in one.text]


async def _continue_elsewhere(kari: Conversation) -> None:
    """On another device, and then here again."""
    await to_offer(kari, "Eva Berg", "Heat pump survey")
    phone = kari.on_device("phone")
    await phone.slash("/order")
    await phone.sees("unfinished orders")
    await phone.press("Continue")
    await kari.sees("Continue here")
    await kari.press("Continue here")
    await kari.sees("Step 4 of")
    await kari.close()
    await phone.close()


async def _be_refused(kari: Conversation, product: Product) -> None:
    """By the order system, for what the message leads to."""
    faults = product.api.faults
    faults.invalid_words = ("phoneNumber must be a mobile number", "offer.lines[0].vatRate must be a string")
    faults.next_posts.append(PostFault.INVALID)
    await confirm(kari, "Ola Nordmann", "Heat pump survey", "Cable, 10 m")
    await kari.sees("The order system refused it")
    await kari.press("edit.refused_0")
    await kari.sees("Contact person")
    await kari.close()
    refused = await kari.hears("refused")
    for button in ("mend.refused_0", "mend.refused_1", "Change it"):
        await kari.press(button, message=refused)
        await kari.until(lambda: kari.screens, "the form")
        while kari.screens:
            await kari.close()


async def _be_stuck(kari: Conversation, product: Product) -> None:
    """Until a person says what became of it: once it exists, and once it is sent again."""
    for button in ("It exists there", "Send it again"):
        product.api.faults.next_posts.extend([PostFault.UNAVAILABLE, PostFault.INVALID])
        await confirm(kari, "Ola Nordmann", "Heat pump survey", "Cable, 10 m")
        await kari.close()
        await kari.until(lambda: _passes(product) and _undecided(kari), "a card about what became of it")
        await kari.press(button, message=_undecided(kari)[-1])
        if button == "It exists there":
            await kari.sees("taken as created")
            await kari.fill(upstream_id="0b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44")
            await kari.next()


def _undecided(kari: Conversation) -> Sequence[Message]:
    return [one for one in kari.direct_messages if UNKNOWN in one.text]


def _passes(product: Product) -> bool:
    """A minute, in which what is due by then happens."""
    product.clock.advance(60)
    return True
