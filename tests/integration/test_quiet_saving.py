"""What is typed is saved while it is typed: nobody has to press Next for it."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from pathlib import Path

import pytest

from sandbox.orders_api.server import LocalOrders
from sandbox.run import Plan, bot_environment, bot_process, free_port, ready
from sandbox.slack.local_slack import LOOPBACK, LocalSlack
from sandbox.slack.person.conversation import Conversation
from tests.support.product import CATALOG, OpenProduct, Product, bot_on
from tests.support.signed import Payload, send
from tests.support.stores import KARI
from tests.support.walkthrough import begin, fill_address, fill_client, fill_job


async def typed_name(product: Product) -> object:
    (order,) = await product.bot.store.editable(KARI)
    return order.draft.inputs.get("client", {}).get("contact_person")


async def saved(product: Product, name: str) -> None:
    async with asyncio.timeout(30):
        while await typed_name(product) != name:  # noqa: ASYNC110 - the store doesn't tell
            await asyncio.sleep(0.02)


def last_typing(product: Product) -> Payload:
    """The last payload of somebody typing, as Slack sent it."""
    payloads = [delivery.payload for delivery in product.slack.deliveries]
    typing = [one for one in payloads if one.get("type") == "block_actions" and "value" in one["actions"][0]]
    copied: Payload = json.loads(json.dumps(typing[-1]))
    return copied


def typed(payload: Payload, name: str, at: str) -> Payload:
    """The same payload for another text at another time."""
    other: Payload = json.loads(json.dumps(payload))
    other["actions"][0] |= {"value": name, "action_ts": at}
    other["view"]["state"]["values"]["client.contact_person"]["typed"]["value"] = name
    return other


async def sees_again(kari: Conversation) -> None:
    """Back from `/order` to the screen that was left."""
    await kari.slash("/order")
    await kari.sees("You have 1 unfinished order")
    await kari.press("Continue")
    await kari.sees("Step 1 of 4")


@pytest.mark.thorough
async def test_what_was_typed_two_seconds_before_the_server_was_killed_is_there_without_next(
    tmp_path: Path,
) -> None:
    database = tmp_path / "orderdesk.db"
    async with LocalSlack() as slack, LocalOrders() as api:
        port, plan = free_port(), Plan((), catalog=CATALOG, locale="en-GB")
        slack.request_url = f"http://{LOOPBACK}:{port}/slack/events"
        command = [sys.executable, "-m", "bot.cli.main", "serve"]
        environment = {**os.environ, **bot_environment(plan, slack, api, database, port)}
        kari = slack.person("kari")
        async with bot_process(command, environment) as bot:
            await ready(bot, port)
            await begin(kari)
            await kari.fill(contact_person="Ola")
            await kari.fill(phone="999 00")
            await asyncio.sleep(2)
            bot.kill()
            await bot.wait()
        await kari.close()
        async with bot_on(slack, api, tmp_path):
            await sees_again(kari)
            assert (kari.screen.value("contact_person"), kari.screen.value("phone")) == ("Ola", "999 00")


async def test_a_hundred_states_out_of_order_leave_the_latest(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await kari.fill(contact_person="O")
    payload = last_typing(product)
    shown = kari.screen.text
    now = int(float(payload["actions"][0]["action_ts"]))
    states = [typed(payload, f"Ola {number}", f"{now + 10}.{number:06d}") for number in range(100)]
    random.Random(5).shuffle(states)  # noqa: S311 - for no secret
    for some in (states[:50], states[50:]):
        await asyncio.gather(*(send(product, state) for state in some))
    await saved(product, "Ola 99")
    await send(product, typed(payload, "late", f"{now + 9}.999999"))
    await product.bot.quiet_saving.close()
    assert await typed_name(product) == "Ola 99"
    assert kari.screen.text == shown, "nothing is drawn again while somebody types"


async def test_of_a_hundred_states_one_is_written_at_once_and_the_latest_after_the_pause(
    product: Product,
) -> None:
    kari = product.person("kari")
    await begin(kari)
    await kari.fill(contact_person="O")
    await saved(product, "O")
    (before,) = await product.bot.store.editable(KARI)
    product.bot.quiet_saving._pause = 3600
    payload = last_typing(product)
    now = int(float(payload["actions"][0]["action_ts"])) + 1
    for number in range(100):
        await send(product, typed(payload, f"Ola {number}", f"{now}.{number:06d}"))
    await product.bot.quiet_saving.close()
    (after,) = await product.bot.store.editable(KARI)
    assert await typed_name(product) == "Ola 99"
    assert after.version - before.version <= 2


async def test_what_waits_is_written_when_the_server_stops(open_product: OpenProduct) -> None:
    async with open_product() as product:
        kari = product.person("kari")
        await begin(kari)
        await kari.fill(contact_person="Ola", phone="999", email="ola@")
        await product.bot.quiet_saving.close()
        (order,) = await product.bot.store.editable(KARI)
        assert order.draft.inputs["client"] == {"contact_person": "Ola", "phone": "999", "email": "ola@"}


async def test_what_is_typed_into_the_editor_of_a_line_and_the_pasting_is_there_again(
    product: Product,
) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await fill_job(kari)
    await kari.press("+ Free line")
    await kari.sees("New line")
    await kari.fill(name="Cable", unit_price="12")
    await kari.close()
    await kari.press("Paste lines")
    await kari.sees("Paste straight from Excel")
    await kari.fill(table="Cable; 2; 100")
    await kari.close()
    await kari.press("+ Free line")
    screen = await kari.sees("New line")
    assert (screen.value("name"), screen.value("unit_price")) == ("Cable", "12")
    await kari.close()
    await kari.press("Paste lines")
    screen = await kari.sees("Paste straight from Excel")
    assert screen.value("table") == "Cable; 2; 100"


async def test_switched_off_nothing_is_told_while_somebody_types(open_product: OpenProduct) -> None:
    async with open_product(quiet_saving=False) as product:
        kari = product.person("kari")
        await begin(kari)
        before = len(product.slack.deliveries)
        await kari.fill(contact_person="Ola")
        assert len(product.slack.deliveries) == before
