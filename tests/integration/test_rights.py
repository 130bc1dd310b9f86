"""Who may what: members, guests, people of other workspaces, and those of whom nothing is known yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from flows.order import State
from flows.person import Membership, Person
from sandbox.slack.person.conversation import Conversation
from tests.support.clock import StillClock
from tests.support.product import OpenProduct, Product
from tests.support.sending import QUIET, TIMEOUT, stuck
from tests.support.walkthrough import begin, fill_client, place_an_order

What = Mapping[str, Any]
GUESTS: Sequence[What] = [
    {"is_restricted": True},
    {"is_restricted": True, "is_ultra_restricted": True},
    {"team": "T0OTHER"},
]
DAY = 24 * 60 * 60


def add(product: Product, what: What) -> Conversation:
    """Somebody new in the workspace."""
    return product.slack.add_person("guri", "en-GB", "Europe/Oslo", **what)


def asked(product: Product) -> int:
    """How often Slack was asked what somebody is."""
    return sum(call.method == "users.info" for call in product.slack.calls)


@pytest.mark.parametrize(
    "input", ["/order list", "/order LIST", "/order  List  please", "/order list\tplease", "/order liste"]
)
async def test_however_the_word_is_written_the_list_is_for_those_who_may_see_it(
    open_product: OpenProduct, input: str
) -> None:
    async with open_product(list_users="U0SAM", order_users="U0SAM") as product:
        kari = product.person("kari")
        await kari.slash(input)
        await kari.hears("Ask your admin to add you to LIST_USERS")
        assert product.api.list_requests == 0


@pytest.mark.parametrize("what", GUESTS)
async def test_a_guest_may_nothing_and_home_says_whom_to_ask(product: Product, what: What) -> None:
    guri = add(product, what)
    await guri.open_home()
    await guri.until(lambda: "Ask your admin to add you to ORDER_USERS" in guri.home.text, "whom to ask")
    assert "New order" not in guri.home.text
    await guri.slash("/order")
    await guri.hears("Ask your admin to add you to ORDER_USERS")
    await guri.slash("/order list")
    await guri.hears("Ask your admin to add you to LIST_USERS")
    await guri.shortcut("new_order")
    await guri.until(lambda: guri.direct_messages, "the answer to the shortcut")
    assert guri.screens == 0


async def test_a_guest_who_comes_by_the_command_first_is_told_in_the_window(product: Product) -> None:
    guri = add(product, GUESTS[0])
    await guri.slash("/order")
    await guri.sees("Ask your admin to add you to ORDER_USERS")
    assert not guri.screen.labels


@pytest.mark.parametrize("what", GUESTS)
async def test_a_guest_may_what_names_them(open_product: OpenProduct, what: What) -> None:
    async with open_product(order_users="* U0GURI", list_users="U0GURI") as product:
        guri = add(product, what)
        await begin(guri)
        await fill_client(guri)
        await guri.slash("/order list")
        await guri.hears("Page 1 · ")


@pytest.mark.parametrize(
    ("users", "what", "finds"),
    [("*", {}, True), ("*", GUESTS[0], False), ("* U0GURI", GUESTS[0], True), ("* U0GURI", GUESTS[2], True)],
)
async def test_known_clients_are_found_by_members_and_by_guests_who_are_named(
    open_product: OpenProduct, users: str, what: What, *, finds: bool
) -> None:
    async with open_product(order_users="* U0GURI", client_users=users) as product:
        await place_an_order(product.person("kari"))
        guri = add(product, what)
        await begin(guri)
        assert ("Known client" in guri.screen.text) is finds


async def test_while_nothing_is_known_of_a_person_they_order_and_find_no_client(product: Product) -> None:
    await place_an_order(product.person("kari"))
    product.slack.faults.fail("users.info", "missing_scope", times=None)
    sam = product.person("sam")
    await begin(sam)
    assert "Known client" not in sam.screen.text
    product.slack.faults.clear()
    await sam.close()
    await begin(sam)
    assert "Known client" in sam.screen.text


async def test_what_a_person_is_is_asked_again_after_a_day(open_product: OpenProduct) -> None:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        guri = add(product, GUESTS[0])
        await guri.slash("/order")
        await guri.sees("ORDER_USERS")
        await guri.close()
        known = await product.bot.store.membership(Person("T0LOCAL", "U0GURI"))
        assert known.kind is Membership.GUEST
        people = product.slack.workspace.people
        people["U0GURI"] = replace(people["U0GURI"], is_restricted=False)
        await guri.open_home()
        assert asked(product) == 1
        clock.advance(DAY)
        await guri.open_home()
        await guri.until(lambda: "New order" in guri.home.text, "Home of a member")
        assert asked(product) == 2


async def test_a_right_that_was_taken_away_is_missed_in_the_open_window_too(
    open_product: OpenProduct,
) -> None:
    # While one types nothing is told to the server here, so that Next is the first it hears.
    async with open_product(order_users="*", quiet_saving=False) as product:
        guri = add(product, {})
        await begin(guri)
        person = Person("T0LOCAL", "U0GURI")
        known = await product.bot.store.membership(person)
        await product.bot.store.keep_membership(person, type(known)(Membership.GUEST, known.asked_at))
        await guri.fill(contact_person="Ola Nordmann", phone="999 00 111", email="ola@example.com")
        await guri.next()
        await guri.sees("Ask your admin to add you to ORDER_USERS")


async def test_who_may_not_decide_about_a_stuck_order_is_told_who_may_and_the_card_stays(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    settings = {
        "operators_channel": "C0ORDERS",
        "operator_users": "U0LENA",
        "order_users": "U0KARI",
        "orders_channel": "C0EVTEAM",
    }
    async with open_product(
        clock=clock, orders_timeout=TIMEOUT, orders_quiet_period=QUIET, **settings
    ) as product:
        sending, order = await stuck(product, clock)
        lena, sam, channel = product.person("lena"), product.person("sam"), product.slack.channel("#orders")
        await lena.until(lambda: channel.messages, "the operators' card")
        (card,) = channel.messages
        before = card.text
        await sam.press("Send it again", message=card)
        refusal = await sam.hears("You may not decide about this order")
        assert "@kari, @lena" in refusal.text
        await sam.press("It exists there", message=card)
        await sam.sees("You may not decide about this order. These may: @kari, @lena.")
        assert (card.text, (await sending.reaches(order, State.STUCK)).state) == (before, State.STUCK)
        await lena.press("Send it again", message=card)
        await sending.reaches(order, State.CREATED)
