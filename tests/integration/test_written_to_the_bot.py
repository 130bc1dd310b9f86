"""What people write to the bot: in its direct message, and where they name it in a channel."""

from __future__ import annotations

from sandbox.slack.delivery import payloads
from sandbox.slack.workspace import BOT_USER
from tests.support.product import OpenProduct, Product
from tests.support.signed import send_event
from tests.support.stores import KARI
from tests.support.walkthrough import place_an_order

LEAD = "Navn: Ola Nordmann\n999 00 111\nola.nordmann@example.com"


async def test_a_lead_in_a_direct_message_becomes_a_draft_that_a_button_opens(product: Product) -> None:
    kari = product.person("kari").to_the_bot()
    await kari.tell(LEAD)
    told = await kari.hears("I've begun an order with what you wrote")
    assert "Ola Nordmann" in told.text
    await kari.press("Continue", message=told)
    await kari.sees("Step 2 of 4")


async def test_naming_the_bot_in_a_channel_is_answered_to_who_wrote_alone(product: Product) -> None:
    kari, sam = product.person("kari"), product.person("sam")
    await kari.tell(f"<@{BOT_USER}> {LEAD}")
    told = await kari.hears("I've begun an order with what you wrote")
    assert told.visible_to == kari.id
    assert not sam.ephemerals
    await kari.tell(f"<@{BOT_USER}>: help")
    await kari.hears("Order Desk takes installation orders")


async def test_the_same_message_sent_twice_by_slack_makes_one_draft(product: Product) -> None:
    kari = product.person("kari").to_the_bot()
    message = await kari.tell(LEAD)
    await kari.hears("I've begun an order with what you wrote")
    payload = payloads.message_posted(message, product.slack.workspace.channels[message.channel])
    await send_event(product, payload)
    await kari.tell("continue")
    await kari.hears("You have 1 unfinished order")
    assert len(await product.bot.store.editable(KARI)) == 1
    assert [one.text.splitlines()[0] for one in kari.direct_messages if one.from_bot] == [
        "I've begun an order with what you wrote. Check it and go on:",
        "You have 1 unfinished order.",
    ]


async def test_a_text_too_long_for_a_button_is_kept_in_a_draft(product: Product) -> None:
    kari = product.person("kari").to_the_bot()
    await kari.tell("thanks, talk to you tomorrow. " * 100)
    await kari.hears("I've begun an order with what you wrote")
    (order,) = await product.bot.store.editable(KARI)
    assert str(order.draft.inputs).count("tomorrow") == 100


WORDS = {
    "help": "Order Desk takes installation orders",
    "hjelp": "Order Desk takes installation orders",
    "list": "P1-1",
    "list nordmann": "P1-1",
    "status P1-1": "✅ Created",
    "p1-1": "✅ Created",
    "status P1-99": "No order here has the number P1-99",
    "continue": "You have no unfinished order",
    "": "You have no unfinished order",
    "export": "EXPORT_USERS",
    "ok, talk to you tomorrow": "I found no client, address, job or product",
    "language nb": "Fra nå av skriver jeg norsk",
}
"""What is written, and what is answered; the last one changes the language."""


async def test_the_commands_words_are_understood_without_the_command(product: Product) -> None:
    kari = product.person("kari")
    await place_an_order(kari)
    for words, said in WORDS.items():
        asked = await kari.to_the_bot().tell(words)
        await product.bot.lazy_functions.finish()
        assert (await kari.hears(said)).ts > asked.ts, words


async def test_what_is_not_understood_is_answered_with_buttons_and_not_lost(product: Product) -> None:
    kari = product.person("kari").to_the_bot()
    await kari.tell("ok, talk to you tomorrow")
    told = await kari.hears("I found no client")
    await kari.press("New order with this text", message=told)
    await kari.sees("Step 1 of 4")
    (order,) = await product.bot.store.editable(KARI)
    assert "talk to you tomorrow" in str(order.draft.inputs)


async def test_whoever_may_not_order_reads_why_and_whom_to_ask(open_product: OpenProduct) -> None:
    async with open_product(order_users="U0KARI", list_users="U0KARI", operator_users="U0LENA") as product:
        sam = product.person("sam").to_the_bot()
        await sam.tell(LEAD)
        await sam.hears("@lena")
        assert await product.bot.store.editable(KARI) == []


async def test_what_programs_write_and_what_is_edited_is_no_order(product: Product) -> None:
    kari = product.person("kari").to_the_bot()
    message = kari.write(LEAD)
    payload = payloads.message_posted(message, product.slack.workspace.channels[message.channel])
    for change in ({"bot_id": "B1"}, {"subtype": "message_changed"}, {"channel_type": "channel"}):
        changed = {**payload, "event": {**payload["event"], **change}}
        await send_event(product, changed)
    await kari.tell("help")
    await kari.hears("Order Desk takes")
    assert await product.bot.store.editable(KARI) == []


async def test_without_the_optional_scopes_the_bot_is_not_written_to_and_everything_else_works(
    product: Product,
) -> None:
    given = product.slack.workspace.manifest.given
    scopes = {"bot": given["oauth_config"]["scopes"]["bot"]}
    product.slack.install({**given, "oauth_config": {"scopes": scopes}})
    kari = product.person("kari")
    await kari.to_the_bot().tell(LEAD)
    await place_an_order(kari)
    assert len(product.api.received) == 1
