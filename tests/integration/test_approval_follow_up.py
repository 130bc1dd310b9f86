"""While nobody decides: a reminder, a stand-in, an escalation, each once an asking and none after the decision."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from flows.order import Order, State
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from sandbox.slack.person.conversation import Conversation
from tests.support.approval import CATALOG, FOLLOW_UP, asked, at_summary
from tests.support.clock import StillClock
from tests.support.product import OpenProduct, bot_on
from tests.support.sending import Sending

HOUR = 3600
FOLLOWED = f"{CATALOG}{FOLLOW_UP}"
REMINDED = "still waits for your approval"
IN_PLACE = "in place of Sales leads"
NOBODY = "nobody has decided"


@asynccontextmanager
async def followed(
    open_product: OpenProduct, tmp_path: Path, catalog: str = FOLLOWED
) -> AsyncIterator[tuple[Sending, Conversation]]:
    """The bot with such a rule, and Vera, who stands in."""
    (tmp_path / "catalog.toml").write_text(catalog, encoding="utf-8")
    clock = StillClock()
    async with open_product(clock=clock, catalog=tmp_path / "catalog.toml") as product:
        yield Sending(product, clock), product.slack.add_person("vera", "en-US", "Europe/Oslo")


async def pass_hours(sending: Sending, hours: float) -> None:
    sending.clock.advance(hours * HOUR)
    await sending.ticks()


def heard(person: Conversation, words: str) -> list[Message]:
    return [message for message in person.direct_messages if words in message.text]


def escalations(sending: Sending) -> list[Message]:
    return [message for message in sending.channel_posts if NOBODY in message.text]


async def test_approvers_are_reminded_a_stand_in_is_asked_and_others_hear_each_once(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with followed(open_product, tmp_path) as (sending, vera):
        kari, lena, sam = (sending.product.person(name) for name in ("kari", "lena", "sam"))
        order, _lenas, _sams = await asked(sending)
        await pass_hours(sending, 3.9)
        assert not heard(lena, REMINDED)
        for hours in (0.1, 0.1, 19.8):
            await pass_hours(sending, hours)
        assert [len(heard(one, REMINDED)) for one in (lena, sam, vera, kari)] == [1, 1, 0, 0]
        assert not heard(vera, IN_PLACE)
        for hours in (0.1, 1, 22.8):
            await pass_hours(sending, hours)
        assert [len(heard(one, IN_PLACE)) for one in (vera, sam, lena, kari)] == [1, 0, 0, 0]
        assert len(heard(kari, "Nobody in Sales leads has decided about")) == 1
        assert "I've asked Managers (@vera, @sam) too" in heard(kari, "has decided about")[0].text
        assert not escalations(sending)
        for hours in (0.2, 24, 24):
            await pass_hours(sending, hours)
        (escalation,) = escalations(sending)
        assert "Sales leads (@lena, @sam) or Managers (@vera, @sam)" in escalation.text
        assert "Remind one of them, or ask @kari to take it back." in escalation.text
        assert "Approve" not in f"{escalation.blocks}"
        assert not any(private in escalation.text for private in ("Nordmann", "99900111", "Storgata"))
        (in_place,) = heard(vera, IN_PLACE)
        await vera.press("Approve", message=in_place)
        await sending.reaches(order, State.CREATED)
        cards = [escalation, in_place, *lena.direct_messages, *sam.direct_messages]
        await vera.until(lambda: all("@vera approved it" in one.text for one in cards), "all cards to say so")
        assert not any("Approve" in f"{one.blocks}" for one in cards)
        assert sending.posts(order) == 1


async def test_nothing_follows_an_order_that_was_decided_or_taken_back(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with followed(open_product, tmp_path) as (sending, vera):
        kari, lena = sending.product.person("kari"), sending.product.person("lena")
        order, _lenas, _sams = await asked(sending)
        await kari.press("Take back and change", message=await kari.hears("waits for approval"))
        await sending.reaches(order, State.OPEN)
        await pass_hours(sending, 5)
        await kari.next()
        await kari.sees("Waiting for approval")
        await pass_hours(sending, 3)
        assert not heard(lena, REMINDED)
        await lena.press("Approve", message=lena.direct_messages[-1])
        await sending.reaches(order, State.CREATED)
        await pass_hours(sending, 24 * 3)
        assert [*heard(lena, REMINDED), *heard(vera, "approval"), *escalations(sending)] == []


async def test_a_stand_in_decides_from_when_they_are_asked_and_not_before(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with followed(open_product, tmp_path) as (sending, vera):
        order, lenas, _sams = await asked(sending)
        await vera.open_home()
        assert "Waiting for your approval" not in (await vera.sees("New order")).text
        await vera.press("Approve", message=lenas)
        await vera.until(lambda: any("can't decide" in one.text for one in vera.ephemerals), "a refusal")
        await sending.reaches(order, State.AWAITING)
        await pass_hours(sending, 24)
        await vera.open_home()
        await vera.until(lambda: "Waiting for your approval" in vera.home.text, "what waits")
        await vera.press("Approve", message=heard(vera, IN_PLACE)[0])
        await sending.reaches(order, State.CREATED)


async def test_each_hears_once_though_slack_fails_and_the_bot_restarts_with_another_catalog(
    tmp_path: Path,
) -> None:
    """What was planned when the order was put forward holds, whatever the rule says since."""
    catalog, clock = tmp_path / "catalog.toml", StillClock()
    catalog.write_text(FOLLOWED, encoding="utf-8")
    async with LocalSlack() as slack, LocalOrders() as api:
        vera = slack.add_person("vera", "en-US", "Europe/Oslo")
        async with bot_on(slack, api, tmp_path, catalog=catalog, clock=clock) as product:
            order, _lenas, _sams = await asked(Sending(product, clock))
        clock.advance(25 * HOUR)
        changed = FOLLOWED.partition("remind_after")
        catalog.write_text(changed[0] + changed[2].partition("\n\n")[2], encoding="utf-8")
        slack.faults.crash("chat.postMessage", times=3)
        async with (
            bot_on(slack, api, tmp_path, catalog=catalog, clock=clock) as product,
            bot_on(slack, api, tmp_path, catalog=catalog, clock=clock),
        ):
            sending = Sending(product, clock)
            for _attempt in range(4):
                await pass_hours(sending, 0.05)
            lena = product.person("lena")
            await vera.until(lambda: heard(vera, IN_PLACE) and heard(lena, REMINDED), "both to hear")
            await sending.ticks()
            assert [len(heard(vera, IN_PLACE)), len(heard(lena, REMINDED))] == [1, 1]
            await vera.press("Approve", message=heard(vera, IN_PLACE)[0])
            await sending.reaches(order, State.CREATED)


async def test_a_stand_in_is_asked_at_once_about_an_order_of_the_only_approver(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    catalog = FOLLOWED.replace('["U0LENA", "U0SAM"]', '["U0KARI"]')
    async with followed(open_product, tmp_path, catalog) as (sending, vera):
        kari = sending.product.person("kari")
        order: Order = await at_summary(sending)
        assert "asks Managers (@vera, @sam)." in kari.screen.text
        await kari.next()
        await kari.sees("Waiting for approval by Managers (@vera, @sam)")
        await sending.ticks()
        assert not heard(kari, "has decided about")
        await vera.press("Approve", message=await vera.hears(IN_PLACE))
        await sending.reaches(order, State.CREATED)


@pytest.mark.parametrize(("whom", "told"), [("U0VERA", ["vera"]), ("managers", ["vera", "sam", "kari"])])
async def test_an_escalation_goes_to_a_person_or_to_each_of_a_group(
    open_product: OpenProduct, tmp_path: Path, whom: str, told: list[str]
) -> None:
    async with followed(open_product, tmp_path, FOLLOWED.replace("C0ORDERS", whom)) as (sending, vera):
        order, _lenas, _sams = await asked(sending)
        await pass_hours(sending, 48)
        people = {name: sending.product.person(name) for name in ("sam", "lena", "kari")} | {"vera": vera}
        assert {name for name, one in people.items() if heard(one, NOBODY)} == set(told)
        await sending.reaches(order, State.AWAITING)


async def test_after_a_week_operators_hear_of_it_whatever_the_rule_has_follow(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    (tmp_path / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    clock = StillClock()
    given = {"clock": clock, "catalog": tmp_path / "catalog.toml", "operators_channel": "C0EVTEAM"}
    async with open_product(**given) as product:
        sending = Sending(product, clock)
        order, lenas, _sams = await asked(sending)
        await pass_hours(sending, 7 * 24)
        channel = product.slack.channel("#ev-team")
        await product.person("kari").until(lambda: channel.messages, "the card")
        (told,) = channel.messages
        assert "It has waited for 7 days" in told.text
        assert "Sales leads" in told.text
        await product.person("lena").press("Approve", message=lenas)
        await sending.reaches(order, State.CREATED)
        await product.person("kari").until(lambda: "doesn't wait for this any more" in told.text, "the end")
