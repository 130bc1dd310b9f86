"""Notification people: what the channel, the receipt and the modal say, and what happens when Slack won't have it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from flows.draft import Client, Job
from flows.notifications import NotificationKind
from flows.order import Order, State
from sandbox.orders_api.faults import PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from tests.support.clock import StillClock
from tests.support.examples import confirmed_order
from tests.support.product import bot_on
from tests.support.sending import Sending, outbox
from tests.support.walkthrough import begin, fill_client, to_summary, type_address

EVER = timedelta(days=365)
POST = "chat.postMessage"
HISTORY = "conversations.history"
PRIVATE = ("99900111", "99 90 01 11", "ola.nordmann@example.com", "Storgata", "0365")


def client(name: str) -> Client:
    """A client of that name."""
    return Client(
        contact_person=name,
        phone="+4799900111",
        phone_typed="999 00 111",
        phone_country="NO",
        email="ola.nordmann@example.com",
    )


# When Slack won't have it


async def test_a_post_in_a_channel_the_bot_is_not_in_is_explained_and_follows(sending: Sending) -> None:
    members = sending.product.slack.channel("#orders").members
    members.remove("U0BOT")
    order = await sending.reaches(await sending.confirm(), State.CREATED)
    await sending.told(receipts=2, posts=0)
    words = " ".join(message.text for message in sending.receipts)
    assert "is created, but not posted in #orders" in words
    assert "Invite it there with /invite @Order Desk" in words
    members.append("U0BOT")
    sending.clock.advance(60)
    await sending.told(receipts=2, posts=1)
    assert (await sending.reaches(order, State.CREATED)).upstream_id
    assert any("is created, and posted in #orders" in message.text for message in sending.receipts)


@pytest.mark.parametrize(
    ("reason", "cure", "tried_again"),
    [
        ("is_archived", "Unarchive it", True),
        ("restricted_action_read_only_channel", "Let the app post there", True),
        ("missing_scope", "orderdesk manifest", True),
        ("invalid_blocks", "isn't tried again", False),
        ("msg_too_long", "isn't tried again", False),
    ],
)
async def test_a_post_that_waiting_does_not_help_is_told_at_once_with_its_cure(
    tmp_path: Path, reason: str, cure: str, tried_again: bool
) -> None:
    async with outbox(tmp_path, operators_channel="C0EVTEAM") as sending:
        sending.product.slack.faults.fail(POST, reason, times=None, channel="C0ORDERS")
        order = await sending.confirm()
        await sending.told(receipts=2, posts=0)
        (told,) = sending.product.slack.channel("#ev-team").messages
        notice = next(one for one in sending.receipts if "not posted" in one.text)
        assert cure in told.text
        assert cure in notice.text
        assert "Nordmann" not in told.text
        assert bool(await owed(sending)) is tried_again
        assert (await sending.reaches(order, State.CREATED)).upstream_id
        sending.product.slack.faults.clear()
        sending.clock.advance(600)
        await sending.told(receipts=2, posts=int(tried_again))
        assert ("and posted in #orders" in told.text) is tried_again


async def test_a_post_that_may_yet_get_through_is_told_after_some_minutes_and_once(tmp_path: Path) -> None:
    async with outbox(tmp_path, operators_channel="C0EVTEAM") as sending:
        sending.product.slack.faults.fail(POST, "fatal_error", times=None, channel="C0ORDERS")
        await sending.confirm()
        await sending.told(receipts=1, posts=0)
        for seconds, notices in ((299, 0), (600, 1), (600, 1)):
            sending.clock.advance(seconds)
            await sending.told(receipts=1 + notices, posts=0)
            assert len(sending.product.slack.channel("#ev-team").messages) == notices
        assert "it is tried again for a day" in sending.receipts[-1].text


async def test_news_is_given_up_a_day_after_it_came_due_not_after_the_order_was_confirmed(
    sending: Sending,
) -> None:
    sending.product.slack.faults.rate_limit(POST, retry_after=7, times=2)
    order = confirmed_order(sending.clock() - timedelta(hours=25))
    await sending.store.add(order)
    await sending.reaches(order, State.CREATED)
    assert await owed(sending) == [1, 1]
    sending.clock.advance(7)
    await sending.told()


async def test_a_channel_that_is_gone_is_explained_once_and_tried_again(sending: Sending) -> None:
    channels = sending.product.slack.workspace.channels
    gone = channels.pop("C0ORDERS")
    order = await sending.reaches(await sending.confirm(), State.CREATED)
    for attempts in (1, 2, 3):
        assert await owed(sending) == [attempts]
        assert len(sending.receipts) == 2
        sending.clock.advance(600)
    channels["C0ORDERS"] = gone
    assert await owed(sending) == []
    await sending.told(receipts=2, posts=1)
    assert sending.posts(order) == 1


async def test_slack_is_given_the_time_it_asks_for(sending: Sending) -> None:
    sending.product.slack.faults.rate_limit(POST, retry_after=7, times=2)
    await sending.reaches(await sending.confirm(), State.CREATED)
    assert await owed(sending) == [1, 1]
    sending.clock.advance(6.9)
    assert await owed(sending) == [1, 1]
    sending.clock.advance(0.1)
    assert await owed(sending) == []
    await sending.told()


async def test_a_broken_slack_is_asked_again_later_and_later(sending: Sending) -> None:
    sending.product.slack.faults.crash(POST, times=4)
    order = await sending.reaches(await sending.confirm(), State.CREATED)
    for attempts, seconds in ((1, 1.9), (1, 0.1), (2, 3.9), (2, 0.1)):
        assert await owed(sending) == [attempts, attempts]
        sending.clock.advance(seconds)
    await sending.told()
    assert await owed(sending) == []
    assert sending.posts(order) == 1


async def owed(sending: Sending) -> list[int]:
    """How often each message that is still owed has been tried; the modal's updates aside."""
    for _ in range(2):  # That it is posted is news of which the receipt tells.
        await sending.ticks()
    kept = await sending.store.due_notifications(sending.clock() + EVER, 99)
    return [one.attempts for one in kept if one.kind is not NotificationKind.MODAL]


@pytest.mark.parametrize(
    "fault",
    ["the connection is cut", "a page instead of JSON", "a line of text", "a welcome", "half of some JSON"],
)
async def test_a_gateway_in_front_of_slack_that_fails_loses_nothing(tmp_path: Path, fault: str) -> None:
    slack, clock, failing = LocalSlack(), StillClock(), [True]
    slack.application.middlewares.append(gateway(fault, failing))
    async with slack, LocalOrders() as api, bot_on(slack, api, tmp_path, clock=clock) as product:
        sending = Sending(product, clock)
        await sending.reaches(await sending.confirm(), State.CREATED)
        await sending.ticks()
        await sending.told(receipts=0, posts=0)
        failing.clear()
        sending.clock.advance(2)
        await sending.told()


def gateway(fault: str, failing: list[bool]) -> Callable[..., Awaitable[web.StreamResponse]]:
    """What answers in Slack's place as long as `failing` holds something."""

    @web.middleware
    async def fail(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if not failing or not request.path.endswith(POST):
            return await handler(request)
        if fault == "the connection is cut" and request.transport:
            request.transport.abort()
        if fault == "a page instead of JSON":
            return web.Response(status=502, text="<h1>Bad gateway</h1>", content_type="text/html")
        if fault == "a line of text":
            return web.Response(status=503, text="upstream connect error")
        if fault == "a welcome":
            return web.Response(text="Please log in to the network.")
        return web.Response(status=200, text='{"ok": tr', content_type="application/json")

    return fail


async def test_what_can_not_be_told_for_a_day_is_given_up(sending: Sending) -> None:
    sending.product.slack.workspace.channels.pop("C0ORDERS")
    await sending.reaches(await sending.confirm(), State.CREATED)
    assert await owed(sending) == [1]
    sending.clock.advance(86_400 - 600)
    assert await owed(sending) == [2]
    sending.clock.advance(601)
    assert await owed(sending) == []
    assert len(sending.receipts) == 2


# The modal


async def test_a_modal_closed_meanwhile_is_no_error(talking: Sending) -> None:
    kari = talking.product.person("kari")
    await to_summary(kari)
    await kari.next()
    await kari.close()
    talking.clock.advance(1)
    await kari.until(
        lambda: any(call.method == "views.update" and not call.is_ok for call in talking.product.slack.calls),
        "the update of the closed modal",
    )
    await talking.ticks()
    assert await talking.store.due_notifications(talking.clock() + EVER, 9) == []
    await kari.hears("Created")


async def test_the_modal_is_not_touched_before_its_ack_can_have_arrived(talking: Sending) -> None:
    kari = talking.product.person("kari")
    await to_summary(kari)
    before = updates(talking)
    await kari.next()
    await kari.hears("Created")
    await talking.ticks()
    assert updates(talking) == before
    assert "Creating the order" in kari.screen.text
    talking.clock.advance(1)
    await kari.sees("Order created")


def updates(sending: Sending) -> int:
    return sum(call.method == "views.update" for call in sending.product.slack.calls)


async def test_the_modal_says_where_it_was_posted_and_offers_the_next(talking: Sending) -> None:
    kari = talking.product.person("kari")
    await to_summary(kari)
    await kari.next()
    talking.clock.advance(1)
    screen = await kari.sees("Order created")
    assert "P1-1" in screen.text
    screen = await kari.sees("\nPosted in #ev-team.")
    assert "New order" in screen.buttons


async def test_change_it_in_the_message_leads_back_to_the_refused_order(talking: Sending) -> None:
    kari = talking.product.person("kari")
    talking.product.api.faults.next_posts.append(PostFault.INVALID)
    await to_summary(kari)
    await kari.next()
    receipt = await kari.hears("phoneNumber must be a mobile number")
    await kari.close()
    talking.clock.advance(5)
    await kari.press("Change it", message=receipt)
    await kari.until(lambda: kari.screen.title == "Check the order", "the summary")
    assert "phoneNumber must be a mobile number" in kari.screen.text
    assert "Ola Nordmann" in kari.screen.text
    await kari.next()
    await kari.hears("Created")
    assert len(talking.product.api.orders) == 1


async def test_change_it_in_somebody_elses_hands_opens_nothing_of_it(talking: Sending) -> None:
    """A message can be forwarded; the draft stays its owner's."""
    kari, sam = talking.product.person("kari"), talking.product.person("sam")
    talking.product.api.faults.next_posts.append(PostFault.INVALID)
    await talking.confirm()
    receipt = await kari.hears("refused")
    await sam.press("Change it", message=receipt)
    screen = await sam.sees("This draft is no longer here")
    assert "Ola" not in screen.text


# What a channel may know


@pytest.mark.parametrize(
    ("setting", "shown", "hidden"),
    [("none", "", "Ola"), ("short", "Ola N.", "Nordmann"), ("full", "Ola Nordmann", "@")],
)
async def test_the_channel_sees_no_more_of_the_client_than_it_may(
    tmp_path: Path, setting: str, shown: str, hidden: str
) -> None:
    async with outbox(tmp_path, channel_client=setting) as sending:
        await sending.confirm()
        await sending.told()
        post = sending.channel_posts[0]
    said = f"{post.notification} {post.blocks} {post.metadata}"
    assert shown in said
    assert hidden not in post.text.replace("taken by @kari", "")
    assert not any(private in said for private in PRIVATE)


async def test_the_post_says_what_the_team_needs(sending: Sending) -> None:
    job = Job(
        workflow="ev-charger",
        custom_fields={"main-fuse": "25 A"},
        installers={"electrician": "3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11"},
    )
    await sending.confirm(job=job)
    await sending.told(posts=0)
    (post,) = sending.product.slack.channel("#ev-team").messages
    first, second, buttons = post.text.splitlines()
    assert "P1-1 · EV charger installation" in first
    assert second == "Oslo · Ola N. · Fjord Elektro AS · taken by @kari"
    assert buttons == "[Details] [Repeat]"


@pytest.mark.parametrize("name", ["<!channel>", "<@U0SAM> Sam", "<https://evil.example|Ola>"])
async def test_a_clients_name_is_never_markup(tmp_path: Path, name: str) -> None:
    async with outbox(tmp_path, channel_client="full") as sending:
        await sending.confirm(client=client(name))
        await sending.told()
        said = [sending.channel_posts[0], sending.receipts[0]]
    for message in said:
        for control in ("<!channel>", "<@U0SAM>", "<https://evil"):
            assert control not in f"{message.notification} {message.blocks}"
    assert name in said[0].text


async def test_without_a_channel_nothing_is_posted_and_the_summary_says_so(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.toml"
    catalog.write_text(
        '[[workflows]]\nname = "Survey"\ncustom_id = "survey"\nlines_required = false\n', encoding="utf-8"
    )
    clock = StillClock()
    async with (
        LocalSlack() as slack,
        LocalOrders() as api,
        bot_on(slack, api, tmp_path, catalog=catalog, orders_channel=None, clock=clock) as product,
    ):
        sending, kari = Sending(product, clock), product.person("kari")
        await place_a_survey(sending)
        screen = await kari.sees("Create order")
        assert "“Create order” sends it to Installer.com. It can't be deleted" in screen.text
        await kari.next()
        await kari.hears("Created")
        await sending.ticks()
        assert all(call.body["channel"] == kari.id for call in slack.calls if call.method == POST)
        clock.advance(1)
        assert "Posted in" not in (await kari.sees("Order created")).text


async def place_a_survey(sending: Sending) -> None:
    """Two screens, for the only workflow, which has no questions and no lines."""
    kari = sending.product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await type_address(kari)
    await kari.next()


async def test_the_receipt_is_in_the_persons_language_and_the_post_in_the_workspaces(
    talking: Sending,
) -> None:
    kari = talking.product.person("kari")
    await kari.slash("/order language nb")
    await kari.until(lambda: kari.ephemerals, "the answer")
    await talking.confirm()
    await talking.told()
    assert "Opprettet" in talking.receipts[0].text
    assert "taken by" in talking.channel_posts[0].text


def sum_of(order: Order) -> int:
    return sum(line.unit_price or 0 for line in order.draft.lines)


async def test_the_post_carries_the_sum_as_the_workspace_writes_it(sending: Sending) -> None:
    order = await sending.confirm()
    await sending.told()
    assert sum_of(order) == 125_000
    assert "1,250.00 NOK" in sending.channel_posts[0].text
