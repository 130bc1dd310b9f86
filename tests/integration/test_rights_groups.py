"""Rights by user group and by channel: who is in a group is asked beside the listeners, a channel is where one acts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.slack.user_groups import ASKED_EVERY, KEPT_FOR, UserGroups
from flows.person import Membership, Person
from flows.rights import Right
from sandbox.slack.app_manifest import AppManifest
from sandbox.slack.organisation import Organisation
from sandbox.slack.workspace import UserGroup
from tests.support.clock import StillClock
from tests.support.product import OpenProduct, Product
from tests.support.sending import Sending, outbox
from tests.support.walkthrough import begin, fill_client

SAM = Person("T0LOCAL", "U0SAM")
MOMENT = 1


async def may(sending: Sending, right: Right) -> bool:
    """Whether Sam has the right now, once the groups have been asked for where they are due."""
    await sending.ticks()
    return (await sending.product.bot.service.rights(SAM)).may(right)


def put_in(product: Product, *members: str) -> None:
    """So many are in @leads from now on."""
    product.slack.workspace.groups["S0LEADS"] = UserGroup("S0LEADS", "leads", "Team leads", members)


def allow(product: Product, *scopes: str) -> None:
    """The bot's token has these scopes from now on."""
    manifest = {"oauth_config": {"scopes": {"bot": list(scopes)}}}
    product.slack.workspace.manifest = AppManifest(manifest)


async def test_members_of_a_group_have_its_rights_within_five_minutes_of_joining(tmp_path: Path) -> None:
    async with outbox(tmp_path, personal_data_users="S0LEADS") as sending:
        assert not await may(sending, Right.PERSONAL_DATA)
        put_in(sending.product, "U0SAM")
        sending.clock.advance(ASKED_EVERY.total_seconds())
        await sending.product.bot.store.keep_membership(
            SAM, (await sending.store.membership(SAM))._replace(kind=Membership.GUEST)
        )
        assert await may(sending, Right.PERSONAL_DATA), "a guest too, whom an admin has put there"
        put_in(sending.product)
        sending.clock.advance(ASKED_EVERY.total_seconds())
        assert not await may(sending, Right.PERSONAL_DATA)


async def test_while_slack_does_not_tell_the_last_members_count_for_an_hour_and_operators_hear_once(
    tmp_path: Path,
) -> None:
    async with outbox(tmp_path, personal_data_users="S0LEADS", operators_channel="C0EVTEAM") as sending:
        put_in(sending.product, "U0SAM")
        sending.clock.advance(ASKED_EVERY.total_seconds())
        assert await may(sending, Right.PERSONAL_DATA)
        allow(sending.product, "chat:write")
        told = sending.product.slack.channel("#ev-team").messages
        for _ in range(4):
            sending.clock.advance(ASKED_EVERY.total_seconds())
            assert await may(sending, Right.PERSONAL_DATA)
        assert ["S0LEADS: missing_scope" in message.text for message in told] == [True]
        sending.clock.advance((KEPT_FOR + timedelta(seconds=MOMENT)).total_seconds())
        sending.product.slack.faults.clear()
        assert not await may(sending, Right.PERSONAL_DATA)
        allow(sending.product, "chat:write", "usergroups:read")
        sending.clock.advance(ASKED_EVERY.total_seconds())
        assert await may(sending, Right.PERSONAL_DATA)
        await sending.ticks()
        assert "Slack tells again" in told[-1].text
        assert len(told) == 2


async def test_an_organisations_app_finds_the_workspace_that_has_the_group(tmp_path: Path) -> None:
    """Its token must name the workspace: https://docs.slack.dev/reference/methods/usergroups.users.list."""
    async with outbox(tmp_path, personal_data_users="S0LEADS S0NOBODY") as sending:
        slack = sending.product.slack
        slack.workspace.organisation = Organisation()
        put_in(sending.product, "U0SAM")
        groups = UserGroups(sending.product.bot.app.client, sending.clock)
        await groups.refresh(["S0LEADS", "S0NOBODY"])
        assert groups.members("S0LEADS") == {"U0SAM"}
        assert groups.failures == {"S0NOBODY": "no_such_subteam"}
        sending.clock.advance(ASKED_EVERY.total_seconds())
        before = len(slack.calls)
        await groups.refresh(["S0LEADS"])
        asked = [(call.method, call.body["team_id"]) for call in slack.calls[before:]]
        assert ("usergroups.users.list", "T0LOCAL") in asked
        assert ("usergroups.users.list", "T0EAST") not in asked, "the workspace is known by then"


async def test_operators_of_a_group_are_told_each(tmp_path: Path) -> None:
    async with outbox(tmp_path, operator_users="S0LEADS U0SAM") as sending:
        assert sending.product.bot.service.permissions.operators == ["U0LENA", "U0SAM"]


async def test_an_order_begun_in_a_channel_goes_on_with_its_rights_and_others_are_told_where(
    open_product: OpenProduct,
) -> None:
    async with open_product(order_users="C0GENERAL", payout_users="C0GENERAL") as product:
        kari = product.person("kari")
        await kari.slash("/order")
        await kari.hears("You may not take orders here. Ask your admin to add you to ORDER_USERS.")
        await kari.hears("In #general you can do it as you are.")
        there = kari.in_channel("#general")
        await begin(there)
        await fill_client(there)
        await there.press("◀ Back")
        await there.sees("Step 1 of")
        await there.close()
        await there.slash("/order")
        await there.sees("Unfinished order")
        await there.press("New order")
        await there.sees("Step 1 of")
        await fill_client(there)


async def test_a_guest_in_the_channel_does_not_have_its_rights(open_product: OpenProduct) -> None:
    async with open_product(list_users="C0GENERAL", order_users="*") as product:
        guri = product.slack.add_person("guri", "en-GB", "Europe/Oslo", is_restricted=True)
        await guri.in_channel("#general").slash("/order list")
        await guri.hears("LIST_USERS")


async def test_a_list_asked_for_in_a_channel_turns_its_pages_there(open_product: OpenProduct) -> None:
    async with open_product(clock=StillClock(), list_users="C0GENERAL") as product:
        for number in range(11):
            product.api.create({"name": f"Survey {number}", "city": "Bergen"}, product.clock())
        kari = product.person("kari").in_channel("#general")
        await kari.slash("/order list")
        message = await kari.hears("Page 1 · ")
        await kari.press("Older ▶", message=message)
        await kari.hears("Page 2 · ")
