"""A client who has ordered before is found while typing, fills two screens, and is nobody's who may not know."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.listeners.suggestions import MOST_CLIENTS
from flows.person import Person
from sandbox.slack.person.conversation import Conversation
from storage.sql.client_search import MOST_LOOKED_AT
from tests.support.known_clients import keep_clients, named
from tests.support.product import OpenProduct, Product
from tests.support.signed import Payload, send
from tests.support.walkthrough import add_charger, begin, fill_job, place_an_order


def last(product: Product, kind: str) -> Payload:
    """The last payload of that type, as Slack sent it."""
    sent = [delivery.payload for delivery in product.slack.deliveries if delivery.payload.get("type") == kind]
    payload: Payload = json.loads(json.dumps(sent[-1]))
    return payload


async def test_a_returning_client_takes_three_submits_and_is_warned_of(product: Product) -> None:
    kari, sam = product.person("kari"), product.person("sam")
    await begin(sam)
    assert not sam.screen.has("known_client")
    await sam.close()
    await place_an_order(kari)
    await begin(sam)
    assert await sam.suggestions("known_client", "999 00") == ["Ola Nordmann · Storgata 1, Oslo · …0111"]
    await sam.fill(contact_person="Ol")
    await sam.fill(known_client="Nordmann")
    await sam.sees("Step 3 of 4")
    await fill_job(sam)
    await add_charger(sam)
    await sam.next()
    screen = await sam.sees("Create order")
    assert "⚠️ Ordered less than an hour ago for this phone and address: P1-1" in screen.text
    await sam.next()
    await sam.hears("Created: P1-2")
    first, second = product.api.received
    for field in ("contactPersonName", "phoneNumber", "email", "address", "postalCode", "city", "workplace"):
        assert first[field] == second[field]
    submits = [one for one in product.slack.deliveries if one.payload.get("type") == "view_submission"]
    assert len([one for one in submits if one.payload["user"]["id"] == sam.id]) == 3


async def test_both_screens_are_filled_on_the_way_back_and_another_client_can_be_picked(
    product: Product,
) -> None:
    kari = product.person("kari")
    await place_an_order(kari)
    await begin(kari)
    for _time in range(2):
        await kari.fill(known_client="Nordmann")
        await kari.sees("Step 3 of 4")
        await kari.press("back")
        screen = await kari.sees("Step 2 of 4")
        assert (screen.value("street"), screen.value("city")) == ("Storgata 1", "Oslo")
        await kari.press("back")
        screen = await kari.sees("Step 1 of 4")
        assert screen.value("phone") == "+47 99 90 01 11"
        assert screen.value("known_client") is None


async def suggestions(product: Product, payload: Payload) -> list[Any]:
    options: list[Any] = (await send(product, payload))["options"]
    return options


@pytest.mark.parametrize("client_users", ["", "U0LENA"], ids=["nobody", "others"])
async def test_who_may_not_find_clients_gets_none_whatever_is_sent(
    open_product: OpenProduct, client_users: str
) -> None:
    async with open_product(client_users=client_users) as product:
        kari = product.person("kari")
        await place_an_order(kari)
        await begin(kari)
        assert "Known client" not in kari.screen.text
        (known,) = (await product.bot.store.clients.search("T0LOCAL", "ola", 9)).clients
        searching = last(product, "block_suggestion")
        searching.update({"action_id": "known_client", "block_id": "client.known_client", "value": "ola"})
        assert await suggestions(product, searching) == []
        assert await send(product, picking(product, kari, known.id)) == {}
        (order,) = await product.bot.store.editable(Person("T0LOCAL", "U0KARI"))
        assert order.draft.is_empty


def picking(product: Product, person: Conversation, client_id: str) -> Payload:
    """A known client picked on the screen that is open, as if it offered any."""
    payload = last(product, "block_actions")
    shown = {"callback_id": person.screen.callback_id, "private_metadata": person.screen.private_metadata}
    payload["view"].update({**shown, "state": {"values": {}}})
    option = {"text": {"type": "plain_text", "text": "Ola"}, "value": client_id}
    action = {"type": "external_select", "action_id": "known_client", "selected_option": option}
    payload["actions"] = [{**action, "block_id": "client.known_client", "action_ts": "1.0"}]
    return payload


async def test_the_same_is_taken_of_who_may(product: Product) -> None:
    """The forged payload of the test above works where it is allowed."""
    kari = product.person("kari")
    await place_an_order(kari)
    await begin(kari)
    (known,) = (await product.bot.store.clients.search("T0LOCAL", "ola", 9)).clients
    assert await send(product, picking(product, kari, known.id)) == {}
    (order,) = await product.bot.store.editable(Person("T0LOCAL", "U0KARI"))
    assert order.draft.client == known.client


async def test_the_latest_of_many_are_offered_and_a_last_row_says_that_there_are_or_may_be_more(
    product: Product,
) -> None:
    kari = product.person("kari")
    names = ["Liv Ås", *["Kari Dahl", "Ola Berg"] * (MOST_LOOKED_AT + 1)]
    await keep_clients(product.bot.store, named(names), "T0LOCAL")
    await begin(kari)
    rows = await kari.suggestions("known_client", "berg")
    assert (len(rows), rows[-1]) == (MOST_CLIENTS, "More match. Keep typing…")
    assert rows[0] == "Ola Berg · Storgata 1, Oslo · …0202"
    assert await kari.suggestions("known_client", "liv") == ["Liv Ås · Storgata 1, Oslo · …0000"]
    assert await kari.suggestions("known_client", "ola kari") == ["More may match. Keep typing…"]


async def test_another_workspace_finds_and_takes_nobody(product: Product) -> None:
    kari = product.person("kari")
    await place_an_order(kari)
    await begin(kari)
    await kari.suggestions("known_client", "ola")
    payload = last(product, "block_suggestion")
    assert len(await suggestions(product, payload)) == 1
    payload["team"]["id"] = payload["user"]["team_id"] = "T0OTHER"
    payload["view"]["team_id"] = payload["view"]["app_installed_team_id"] = "T0OTHER"
    assert await suggestions(product, payload) == []
