"""Orders that somebody must approve: nothing is sent before, and the first who was asked and decides counts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.order import State
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from storage import MessageKind
from tests.support.approval import ASKED, CATALOG, LITTLE_LEFT, asked, at_summary, card
from tests.support.clock import StillClock
from tests.support.product import OpenProduct, bot_on
from tests.support.sending import Sending
from tests.support.signed import Payload, last_submission, send

MUCH_LEFT = LITTLE_LEFT.model_copy(update={"payout": 50_000})
POST = "chat.postMessage"


@pytest.fixture
async def sending(open_product: OpenProduct, tmp_path: Path) -> AsyncIterator[Sending]:
    catalog = tmp_path / "catalog.toml"
    catalog.write_text(CATALOG, encoding="utf-8")
    clock = StillClock()
    given = {"payout_users": "U0LENA", "order_users": "U0KARI, U0GUS"}
    async with open_product(clock=clock, catalog=catalog, **given) as product:
        yield Sending(product, clock)


def stays_as_it_is(sending: Sending, message: Message) -> None:
    """Slack doesn't let that card be edited from now on, so that it can be pressed late."""
    sending.product.slack.faults.fail("chat.update", "internal_error", times=None, channel=message.channel)


async def test_an_order_that_breaks_a_rule_waits_and_goes_when_one_approves(sending: Sending) -> None:
    kari, lena, sam = (sending.product.person(name) for name in ("kari", "lena", "sam"))
    order = await at_summary(sending)
    assert "⚠️ Little is left of this. This needs approval." in kari.screen.text
    assert "“Ask for approval” asks Sales leads (@lena, @sam)." in kari.screen.text
    assert kari.screen.submit_text == "Ask for approval"
    await kari.next()
    lenas, sams = await card(sending, "lena"), await card(sending, "sam")
    await sending.ticks()
    frozen = await sending.reaches(order, State.AWAITING)
    assert sending.posts(order) == 0
    assert "@kari asks for your approval" in lenas.text
    assert "approval: Heat pump survey\n" in lenas.text
    assert "Ola N. · Oslo" in lenas.text
    assert "Order name" not in f"{lenas.blocks}"
    assert not any(private in f"{lenas.blocks}" for private in ("Nordmann", "99900111", "ola.", "Storgata"))
    assert ["Margin" in each.text for each in (lenas, sams)] == [True, False]
    stays_as_it_is(sending, sams)
    await lena.press("Approve", message=lenas)
    created = await sending.reaches(order, State.CREATED)
    assert (sending.posts(order), sending.upstream(order)) == (1, 1)
    assert (created.body, created.decided_by) == (frozen.body, lena.id)
    await kari.hears("@lena approved")
    await lena.until(lambda: "@lena approved it" in lenas.text, "her card to say so")
    await sam.press("Approve", message=sams)
    await sam.until(lambda: "@lena approved it" in sams.text, "his card to say who did")
    await kari.press("Take back and change", message=await kari.hears("waits for approval by Sales leads"))
    await kari.sees("Order created")
    assert sending.posts(order) == 1


async def test_an_order_sent_back_comes_with_the_comment_and_is_asked_about_anew(sending: Sending) -> None:
    kari, lena, sam = (sending.product.person(name) for name in ("kari", "lena", "sam"))
    order, lenas, sams = await asked(sending)
    stays_as_it_is(sending, lenas)
    await sam.press("Send back", message=sams)
    await sam.sees("goes back to @kari")
    await sam.fill(comment=" ")
    await sam.next()
    assert "Write what should be changed" in sam.errors["comment"]
    without = last_submission(sending.product)
    without["view"]["state"]["values"], without["view"]["blocks"] = {}, []
    assert "Write what should be changed" in json.dumps(await send(sending.product, without))
    await sam.fill(comment="At most 10 % <!channel>")
    await sam.next()
    await sam.sees("@sam sent it back")
    await sam.until(lambda: "sent it back" in sams.text, "his card to say so")
    told = await kari.hears("@sam sent")
    assert "“At most 10 % <!channel>”" in told.text
    sending.clock.advance(1)
    await kari.sees("@sam sent it back: “At most 10 % <!channel>”")
    await kari.close()
    await kari.press("Continue", message=told)
    await kari.sees("@sam sent it back: “At most 10 % <!channel>”")
    await kari.next()
    await kari.sees("Waiting for approval")
    await sending.ticks()
    assert len(lena.direct_messages) == len(sam.direct_messages) == 2
    await lena.press("Approve", message=lenas)
    await lena.until(lambda: "you were asked again" in lenas.text, "the old card to point to the newer one")
    assert (await sending.reaches(order, State.AWAITING)).comment is None
    await lena.press("Approve", message=lena.direct_messages[-1])
    await sending.reaches(order, State.CREATED)


async def test_a_person_takes_it_back_and_what_breaks_no_rule_then_is_created_at_once(
    sending: Sending,
) -> None:
    kari, lena = sending.product.person("kari"), sending.product.person("lena")
    order, lenas, _sams = await asked(sending)
    await kari.close()
    receipt = await kari.hears("waits for approval by Sales leads")
    stays_as_it_is(sending, lenas)
    await kari.press("Take back and change", message=receipt)
    await kari.sees("Check the order")
    await lena.press("Approve", message=lenas)
    await lena.until(lambda: "@kari took it back" in lenas.text, "her card to say so")
    back = await sending.reaches(order, State.OPEN)
    await sending.store.update(back, replace(back, draft=back.draft.with_(lines=(MUCH_LEFT,))))
    await kari.next()
    await kari.sees("This order was changed in another window")
    assert kari.screen.submit_text == "Create order"
    await kari.next()
    await sending.reaches(order, State.CREATED)


async def test_a_waiting_order_is_no_draft_and_home_says_for_how_long_it_waits(sending: Sending) -> None:
    kari = sending.product.person("kari")
    await asked(sending)
    await kari.close()
    await kari.slash("/order")
    await kari.sees("Waiting for approval by Sales leads")
    assert "Unfinished" not in kari.screen.text
    assert "New order" in kari.screen.buttons
    await kari.close()
    sending.clock.advance(2 * 86_400)
    await kari.open_home()
    home = await kari.sees("2 days ago")
    assert "Waiting for approval by Sales leads" in home.text
    assert "Unfinished orders" not in home.text


async def test_everyone_who_was_asked_sees_on_their_card_what_was_decided(sending: Sending) -> None:
    """By approval, and by taking it back; the card of somebody whose direct messages fail follows later."""
    kari, lena = sending.product.person("kari"), sending.product.person("lena")
    order, lenas, sams = await asked(sending)
    await kari.press("Take back and change", message=await kari.hears("waits for approval"))
    await lena.until(
        lambda: all("@kari took it back" in one.text for one in (lenas, sams)), "both cards to say so"
    )
    assert not any("Approve" in f"{one.blocks}" for one in (lenas, sams))
    await kari.sees("Check the order")
    sending.product.slack.faults.rate_limit("chat.update", retry_after=5)
    sending.clock.advance(1)
    await kari.next()
    await kari.sees("Waiting for approval")
    await sending.ticks()
    await lena.press("Approve", message=lena.direct_messages[-1])
    await sending.reaches(order, State.CREATED)
    await sending.ticks()
    sending.clock.advance(5)
    newest = [sending.product.person(name).direct_messages[-1] for name in ("lena", "sam")]
    await lena.until(lambda: all("@lena approved it" in one.text for one in newest), "both cards to say so")
    await sending.ticks()
    assert await sending.store.messages.of(order.id, MessageKind.APPROVAL) == []


async def test_a_card_that_is_posted_after_the_decision_asks_nothing(sending: Sending) -> None:
    """The answer to the post was lost, and the order was taken back before the next attempt."""
    kari, lena = sending.product.person("kari"), sending.product.person("lena")
    order = await at_summary(sending)
    sending.product.slack.faults.crash(POST, times=3, is_done=True)
    await kari.next()
    await kari.sees("Waiting for approval")
    await sending.ticks()
    await kari.press("Take back and change")
    await sending.reaches(order, State.OPEN)
    sending.clock.advance(10)
    await lena.until(lambda: "took it back" in lena.direct_messages[0].text, "her card to say so")
    assert len(lena.direct_messages) == 1


@pytest.mark.parametrize(("forger", "decision"), [("U0GUS", "Send back"), ("U0KARI", "Approve")])
async def test_nobody_decides_who_was_not_asked(sending: Sending, forger: str, decision: str) -> None:
    """Gus may take orders but isn't in the group; Kari took this one."""
    lena = sending.product.person("lena")
    order, lenas, _sams = await asked(sending)
    await lena.press("Send back", message=lenas)
    before = await sending.store.get(order.id)
    payload = forged(sending, lenas, decision, forger)
    await send(sending.product, payload)
    await lena.hears("You can't decide about this order")  # the way back is still hers
    assert await sending.store.get(order.id) == before


def forged(sending: Sending, card: Message, decision: str, user: str) -> Payload:
    """A press of that button by somebody it wasn't shown to."""
    pressed = [one for one in sending.product.slack.deliveries if one.payload.get("type") == "block_actions"]
    payload: Payload = json.loads(json.dumps(pressed[-1].payload))
    button = next(
        element
        for block in card.blocks
        for element in block.get("elements", ())
        if element.get("text", {}).get("text") == decision
    )
    payload["user"]["id"] = user
    payload["actions"] = [{**payload["actions"][0], **button}]
    payload.pop("view", None)
    payload["container"] = {"type": "message", "channel_id": card.channel, "message_ts": card.ts}
    return payload


async def test_two_who_decide_at_once_and_a_double_tap_count_once(sending: Sending) -> None:
    lena, sam = sending.product.person("lena"), sending.product.person("sam")
    order, lenas, sams = await asked(sending)
    await asyncio.gather(
        lena.press("Approve", message=lenas),
        sam.press("Approve", message=sams),
        lena.press("Approve", message=lenas),
    )
    await sending.reaches(order, State.CREATED)
    await sending.ticks()
    assert sending.posts(order) == 1
    assert sum("approved" in message.text for message in sending.receipts) == 1


async def test_a_file_that_arrives_while_an_order_waits_outdates_no_card(sending: Sending) -> None:
    order, lenas, _sams = await asked(sending)
    waits = await sending.reaches(order, State.AWAITING)
    await sending.store.update(waits, replace(waits, draft=waits.draft.with_(file_writes=1)))
    await sending.product.person("lena").press("Approve", message=lenas)
    await sending.reaches(order, State.CREATED)


async def test_each_approver_is_asked_once_though_slack_fails_in_between(sending: Sending) -> None:
    sending.product.slack.faults.crash(POST, times=2)
    order = await at_summary(sending)
    await sending.product.person("kari").next()
    await sending.reaches(order, State.AWAITING)
    for _attempt in range(3):
        await sending.ticks()
        sending.clock.advance(10)
    await sending.ticks()
    for name in ("lena", "sam"):
        assert sum(ASKED in each.text for each in sending.product.person(name).direct_messages) == 1


async def test_an_approver_who_never_wrote_hears_in_the_language_of_their_slack(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    catalog = tmp_path / "catalog.toml"
    catalog.write_text(CATALOG.replace('"U0LENA", "U0SAM"]', '"U0HANS"]'), encoding="utf-8")
    clock = StillClock()
    async with open_product(clock=clock, catalog=catalog, default_locale=None) as product:
        hans = product.slack.add_person("hans", "de-DE", "Europe/Berlin")
        sending, kari = Sending(product, clock), product.person("kari")
        order = await at_summary(sending)
        await kari.next()
        await sending.reaches(order, State.AWAITING)
        await sending.ticks()
        await hans.hears("bittet um deine Freigabe")


async def test_an_approver_who_is_gone_keeps_nobody_from_their_card(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    """Kari may approve her own: she hears twice of it, and each once, though Slack fails at first."""
    catalog = tmp_path / "catalog.toml"
    given = CATALOG.replace('"U0LENA", "U0SAM"]', '"U0GONE", "U0KARI"]\nself_approval = true')
    catalog.write_text(given, encoding="utf-8")
    clock = StillClock()
    async with open_product(clock=clock, catalog=catalog) as product:
        sending, kari = Sending(product, clock), product.person("kari")
        product.slack.faults.crash(POST, times=3)
        order = await at_summary(sending)
        await kari.next()
        await sending.reaches(order, State.AWAITING)
        for _attempt in range(3):
            await sending.ticks()
            clock.advance(10)
        told = [message.text for message in kari.direct_messages]
        assert [sum(words in text for text in told) for words in (ASKED, "waits for approval")] == [1, 1]


async def test_a_summary_from_before_the_rules_changed_sends_nothing_it_did_not_announce(
    tmp_path: Path,
) -> None:
    catalog, clock = tmp_path / "catalog.toml", StillClock()
    catalog.write_text(CATALOG, encoding="utf-8")
    async with LocalSlack() as slack, LocalOrders() as api:
        async with bot_on(slack, api, tmp_path, catalog=catalog, clock=clock) as product:
            order = await at_summary(Sending(product, clock))
        catalog.write_text(CATALOG.partition("[[rules]]")[0], encoding="utf-8")
        async with bot_on(slack, api, tmp_path, catalog=catalog, clock=clock) as product:
            kari = product.person("kari")
            assert kari.screen.submit_text == "Ask for approval"
            await kari.next()
            await kari.sees("“Create order” sends it")
            await Sending(product, clock).reaches(order, State.OPEN)


async def test_an_order_that_nobody_else_could_approve_stays_with_the_person(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    catalog = tmp_path / "catalog.toml"
    catalog.write_text(CATALOG.replace('"U0LENA", "U0SAM"', '"U0KARI"'), encoding="utf-8")
    clock = StillClock()
    async with open_product(clock=clock, catalog=catalog) as product:
        sending = Sending(product, clock)
        order = await at_summary(sending)
        kari = product.person("kari")
        await kari.next()
        await kari.sees("You are the only one in that group")
        assert (await sending.reaches(order, State.OPEN)).body is None
