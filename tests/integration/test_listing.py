"""`/order list`: the latest orders from the Orders API, page by page, or from our own copy and said to be so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from flows.draft import Job
from flows.order import State
from sandbox.orders_api.faults import Envelope, ListDetail, ListFault
from sandbox.slack.messages import Message
from sandbox.slack.person.conversation import Conversation
from tests.support.clock import StillClock
from tests.support.examples import HEAT_PUMP
from tests.support.product import OpenProduct, Product
from tests.support.sending import Sending

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
async def sending(open_product: OpenProduct) -> AsyncIterator[Sending]:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        yield Sending(product, clock)


def fill(product: Product, count: int) -> None:
    """So many orders made by another system, an hour apart, the newest last."""
    for number in range(1, count + 1):
        body = {
            "name": f"Survey {number}",
            "contactPersonName": "Liv Ullmann",
            "address": "Sognsveien 1",
            "city": "Bergen",
            "phoneNumber": "+4722222222",
        }
        product.api.create(body, NOON + timedelta(hours=number))


async def listed(kari: Conversation) -> Message:
    """The list, as Kari gets it."""
    await kari.slash("/order list")
    return await kari.hears("Page 1 · ")


def lines(message: Message) -> list[str]:
    """The lines that are orders."""
    return [line for line in message.text.splitlines() if line.startswith("P1-")]


def numbers(message: Message) -> list[str]:
    return [line.split(" · ")[0] for line in lines(message)]


async def test_an_empty_list_says_how_to_begin(product: Product) -> None:
    kari = product.person("kari")
    message = await listed(kari)
    assert "No orders yet. /order takes the first one." in message.text
    assert "Share in channel" not in message.text


async def test_only_the_one_who_asked_sees_the_list(product: Product) -> None:
    fill(product, 1)
    assert (await listed(product.person("kari"))).visible_to == "U0KARI"
    assert product.person("sam").ephemerals == []
    assert product.slack.channel("#orders").messages == []


@pytest.mark.parametrize("envelope", list(Envelope))
@pytest.mark.parametrize("oldest_first", [False, True])
async def test_the_newest_come_first_however_the_api_lists_them(
    product: Product, envelope: Envelope, *, oldest_first: bool
) -> None:
    product.api.faults.envelope = envelope
    product.api.faults.oldest_first = oldest_first
    fill(product, 12)
    message = await listed(product.person("kari"))
    assert numbers(message) == [f"P1-{number}" for number in range(12, 2, -1)]


async def test_thirty_five_orders_are_four_pages_to_leaf_through(product: Product) -> None:
    fill(product, 35)
    kari = product.person("kari")
    message = await listed(kari)
    assert "◀ Newer" not in message.text
    for page, newest in ((2, 25), (3, 15), (4, 5)):
        await kari.press("Older ▶", message=message)
        await kari.hears(f"Page {page} · ")
        assert numbers(message) == [f"P1-{number}" for number in range(newest, max(newest - 10, 0), -1)]
    assert "Older ▶" not in message.text
    await kari.press("◀ Newer", message=message)
    await kari.hears("Page 3 · ")
    assert numbers(message) == [f"P1-{number}" for number in range(15, 5, -1)]
    assert len(kari.ephemerals) == 1


async def test_refresh_shows_what_came_since(product: Product) -> None:
    fill(product, 1)
    kari = product.person("kari")
    message = await listed(kari)
    fill(product, 1)
    await kari.press("Refresh", message=message)
    await kari.hears("P1-2")
    assert len(kari.ephemerals) == 1


async def test_pages_stay_the_same_while_orders_arrive(product: Product) -> None:
    fill(product, 25)
    kari = product.person("kari")
    message = await listed(kari)
    for turn, newest in (("Older ▶", 15), ("Older ▶", 5), ("◀ Newer", 15), ("◀ Newer", 25)):
        product.api.create({"name": "New", "city": "Bergen"}, product.clock())
        await kari.press(turn, message=message)
        await kari.hears(f"P1-{newest} · ")
        assert numbers(message) == [f"P1-{number}" for number in range(newest, max(newest - 10, 0), -1)]
    assert "◀ Newer" not in message.text


async def test_sharing_posts_the_page_in_the_channel_without_buttons(product: Product) -> None:
    fill(product, 12)
    kari = product.person("kari")
    message = await listed(kari)
    await kari.press("Share in channel", message=message)
    previewed = await kari.sees("Everybody in #orders will read this:")
    channel = product.slack.channel("#orders")
    assert channel.messages == []
    await kari.next()
    await kari.until(lambda: channel.messages, "the shared list")
    (shared,) = channel.messages
    assert shared.text.startswith("@kari shares orders.")
    assert numbers(shared) == numbers(message)
    assert all(line in previewed.text for line in lines(shared))
    assert {block["type"] for block in shared.blocks} == {"section", "context"}
    assert len(kari.ephemerals) == 1


async def test_an_order_taken_here_has_its_sum_and_one_of_another_system_has_none(sending: Sending) -> None:
    fill(sending.product, 1)
    await sending.reaches(await sending.confirm(), State.CREATED)
    message = await listed(sending.product.person("kari"))
    ours, theirs = sorted(lines(message), key=lambda line: "NOK" not in line)
    assert ours.startswith("P1-2 · Ola Nordmann · Oslo · Heat pump survey – Ola N. · 1,250.00 NOK")
    assert theirs.startswith("P1-1 · Liv U. · Bergen · Survey 1 · ")
    assert "NOK" not in theirs


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("none", "P1-1 · Bergen"), ("short", "P1-1 · Liv U. · "), ("full", "P1-1 · Liv Ullmann")],
)
async def test_a_list_names_no_more_of_a_client_than_a_channel_may_see(
    open_product: OpenProduct, shown: str, expected: str
) -> None:
    async with open_product(channel_client=shown) as product:
        fill(product, 1)
        message = await listed(product.person("kari"))
    assert lines(message)[0].startswith(expected)
    for private in ("Sognsveien", "22222222"):
        assert private not in f"{message.notification} {message.blocks}"


@pytest.mark.parametrize(
    ("names", "language", "state"),
    [
        ({"0": "Created"}, "en", "Created"),
        ({"0": "in progress"}, "en", "In progress"),
        ({"0": "In Progress"}, "nb", "Pågår"),
        ({"0": "Waiting for parts"}, "nb", "Waiting for parts"),
    ],
)
async def test_a_states_name_comes_from_the_settings_and_in_the_persons_language(
    open_product: OpenProduct, names: dict[str, str], language: str, state: str
) -> None:
    async with open_product(orders_status_names=names) as product:
        fill(product, 1)
        kari = product.person("kari")
        await kari.slash(f"/order language {language}")
        await kari.until(lambda: kari.ephemerals, "the answer")
        await kari.slash("/order list")
        message = await kari.hears("P1-1")
    assert lines(message)[0].split(" · ")[4] == state


async def test_a_state_without_a_name_is_left_out(product: Product) -> None:
    fill(product, 1)
    message = await listed(product.person("kari"))
    assert [part for part in lines(message)[0].split(" · ") if part == "0"] == []


@pytest.mark.parametrize("fault", [ListFault.UNAVAILABLE, ListFault.RESET, ListFault.UNAUTHORISED])
async def test_when_the_api_does_not_answer_our_own_copy_is_shown_and_said_to_be_so(
    sending: Sending, fault: ListFault
) -> None:
    fill(sending.product, 1)
    await sending.reaches(await sending.confirm(), State.CREATED)
    sending.product.api.faults.list_fault = fault
    message = await listed(sending.product.person("kari"))
    assert "The order system isn't answering. These are the orders taken here" in message.text
    (line,) = lines(message)
    assert line.startswith("P1-2 · Ola Nordmann · Oslo · Heat pump survey – Ola N. · 1,250.00 NOK · Created")


async def test_our_own_copy_has_the_latest_first_and_pages(sending: Sending) -> None:
    sending.product.api.faults.list_fault = ListFault.UNAVAILABLE
    for _ in range(11):
        sending.clock.advance(1)
        await sending.reaches(await sending.confirm(), State.CREATED)
    kari = sending.product.person("kari")
    message = await listed(kari)
    assert numbers(message) == [f"P1-{number}" for number in range(11, 1, -1)]
    await kari.press("Older ▶", message=message)
    await kari.hears("Page 2 · ")
    assert numbers(message) == ["P1-1"]


async def test_without_an_answer_and_without_records_nobody_is_told_that_there_are_no_orders(
    product: Product,
) -> None:
    product.api.faults.list_fault = ListFault.UNAVAILABLE
    message = await listed(product.person("kari"))
    assert "so we can't tell whether there are any" in message.text
    assert "No orders yet" not in message.text


@pytest.mark.parametrize("detail", [ListDetail.ID, ListDetail.BARE_ID])
async def test_a_list_of_nothing_but_ids_shows_the_ids_and_what_is_known_here(
    sending: Sending, detail: ListDetail
) -> None:
    fill(sending.product, 1)
    await sending.reaches(await sending.confirm(), State.CREATED)
    sending.product.api.faults.list_detail = detail
    text = (await listed(sending.product.person("kari"))).text
    assert sending.product.api.orders[0].id in text
    assert "P1-2 · Ola Nordmann · Oslo · Heat pump survey – Ola N. · 1,250.00 NOK" in text


async def test_a_list_that_stalls_is_answered_from_our_own_copy(open_product: OpenProduct) -> None:
    async with open_product(orders_timeout=0.2) as product:
        product.api.faults.list_fault = ListFault.STALL
        message = await listed(product.person("kari"))
    assert "The order system isn't answering" in message.text


async def test_who_may_not_list_sees_what_they_took_themselves_and_whom_to_ask(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock, list_users="U0SAM") as product:
        fill(product, 2)
        sending = Sending(product, clock)
        await sending.reaches(await sending.confirm(), State.CREATED)
        kari = product.person("kari")
        message = await listed(kari)
        assert numbers(message) == ["P1-3"]
        assert "You may not list orders here. Ask your admin to add you to LIST_USERS." in message.text
        await kari.press("Share in channel", message=message)
        await kari.until(lambda: len(kari.ephemerals) > 1, "why not")
        assert product.slack.channel("#orders").messages == sending.channel_posts[:1]


async def test_who_may_neither_order_nor_list_is_told_what_to_do(open_product: OpenProduct) -> None:
    async with open_product(list_users="U0SAM", order_users="U0SAM") as product:
        fill(product, 1)
        kari = product.person("kari")
        await kari.slash("/order list")
        await kari.hears("Ask your admin to add you to LIST_USERS")
        assert product.api.list_requests == 0


async def test_who_may_list_need_not_be_allowed_to_order(open_product: OpenProduct) -> None:
    async with open_product(order_users="U0SAM", list_users="U0KARI") as product:
        fill(product, 11)
        kari = product.person("kari")
        message = await listed(kari)
        await kari.press("Older ▶", message=message)
        await kari.hears("Page 2 · ")
        await kari.slash("/order")
        await kari.hears("You may not take orders here. Ask your admin to add you to ORDER_USERS.")


async def test_what_another_system_wrote_is_never_markup(product: Product) -> None:
    product.api.create({"name": "<!channel> & co", "contactPersonName": "<@U0SAM>", "city": "<!here>"}, NOON)
    message = await listed(product.person("kari"))
    said = f"{message.notification} {message.blocks}"
    assert not any(control in said for control in ("<!channel>", "<@U0SAM>", "<!here>"))
    assert "<!channel> & co" in message.text


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize(
    ("shown", "name", "expected"),
    [
        ("none", None, ["P1-1", "Oslo", "Heat pump survey"]),
        ("short", None, ["P1-1", "Ola N.", "Oslo", "Heat pump survey"]),
        ("none", "For Ola at once", ["P1-1", "Oslo", "Heat pump survey"]),
        ("short", "For Ola Nordmann", ["P1-1", "Ola N.", "Oslo", "Heat pump survey"]),
        ("full", "For Ola Nordmann", ["P1-1", "Ola Nordmann", "Oslo", "For Ola Nordmann"]),
    ],
)
async def test_a_shared_list_names_no_more_of_a_client_than_a_channel_may_see_and_ones_own_list_all(
    open_product: OpenProduct, shown: str, name: str | None, expected: list[str], *, down: bool
) -> None:
    clock = StillClock()
    async with open_product(clock=clock, channel_client=shown) as product:
        sending = Sending(product, clock)
        job = Job(workflow=HEAT_PUMP, order_name=name)
        await sending.reaches(await sending.confirm(job=job), State.CREATED)
        product.api.faults.list_fault = ListFault.UNAVAILABLE if down else None
        kari, sam, channel = product.person("kari"), product.person("sam"), product.slack.channel("#orders")
        own, others = await listed(kari), await listed(sam)
        await kari.press("Share in channel", message=own)
        await kari.sees("will read this")
        await kari.next()
        await kari.until(
            lambda: "shares" in "".join(each.text for each in channel.messages), "the shared list"
        )
    full = ["P1-1", "Ola Nordmann", "Oslo", name or "Heat pump survey – Ola N."]
    assert lines(own)[0].split(" · ")[:4] == full
    assert lines(others)[0].split(" · ")[: len(expected)] == expected
    (shared,) = [each for each in channel.messages if "shares" in each.text]
    assert lines(shared)[0].split(" · ")[: len(expected)] == expected
    if shown != "full":
        assert (
            "Nordmann" not in f"{shared.notification} {shared.blocks} {others.notification} {others.blocks}"
        )


@pytest.mark.parametrize(
    ("shown", "name", "is_shown"),
    [
        ("none", "Survey for Liv", False),
        ("none", "Survey", True),
        ("short", "Survey – Liv U.", True),
        ("short", "ULLMANN, survey", False),
        ("full", "Ullmann, survey", True),
    ],
)
async def test_another_systems_order_is_named_only_where_its_name_tells_no_more_of_the_client(
    open_product: OpenProduct, shown: str, name: str, *, is_shown: bool
) -> None:
    async with open_product(channel_client=shown) as product:
        product.api.create({"name": name, "contactPersonName": "Liv Ullmann", "city": "Bergen"}, NOON)
        message = await listed(product.person("kari"))
    assert (name in lines(message)[0]) is is_shown
