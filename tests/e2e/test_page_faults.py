"""Every switch of the page does what it says, can be read back and goes off again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.orders_api.faults import Faults, ListFault, PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.page.faults import Switchboard
from sandbox.page.orders_switches import ORDERS_SWITCHES, Switch
from sandbox.slack.local_slack import LocalSlack


@pytest.mark.parametrize("switch", ORDERS_SWITCHES, ids=lambda switch: switch.key)
def test_each_option_is_read_back_and_the_start_leaves_no_fault(switch: Switch) -> None:
    faults, sound = Faults(), asdict(Faults())
    assert switch.read(faults) == switch.start
    for value in dict(switch.options) or (True,):
        switch.write(faults, value)
        assert switch.read(faults) == value
        assert (asdict(faults) == sound) is (value == switch.start)
    switch.write(faults, switch.start)
    assert asdict(faults) == sound


def test_every_fault_of_a_request_is_offered() -> None:
    offered = {switch.key: {value for value, _ in switch.options} for switch in ORDERS_SWITCHES}
    assert offered["next_post"] == {"", *PostFault.__members__}
    assert offered["list_fault"] == {"", *ListFault.__members__}


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A local Slack with an address for the bot, at which nobody is."""
    async with LocalSlack(ack_seconds=0.2) as slack:
        slack.request_url = "http://127.0.0.1:9/"
        yield slack


@pytest.fixture
async def orders() -> AsyncIterator[LocalOrders]:
    """A local Orders API."""
    async with LocalOrders() as orders:
        yield orders


@pytest.fixture
def switchboard(slack: LocalSlack, orders: LocalOrders) -> Switchboard:
    """The switches of both."""
    return Switchboard(slack, orders, lambda: "http://127.0.0.1:9/silence")


async def test_an_api_that_is_down_answers_so_until_it_is_up(
    switchboard: Switchboard, orders: LocalOrders
) -> None:
    async def status() -> int:
        async with (
            aiohttp.ClientSession(headers={"Authorization": f"Bearer {orders.token}"}) as session,
            session.get(f"{orders.url}/api/v1/order") as answer,
        ):
            return answer.status

    switchboard.set("outage", "503")
    assert await status() == 503
    switchboard.set("outage", "")
    assert await status() == 200


async def test_slacks_faults_hit_their_method_and_can_be_combined(
    switchboard: Switchboard, slack: LocalSlack
) -> None:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    switchboard.set("slack_no_channel", value=True)
    switchboard.set("slack_no_view", value=True)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel="C0ORDERS", text="hello")
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id="1", view={})
    switchboard.set("slack_no_channel", value=False)
    assert (await client.chat_postMessage(channel="C0ORDERS", text="hello"))["ok"]
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id="1", view={})


async def test_the_way_to_the_bot_is_found_again(switchboard: Switchboard, slack: LocalSlack) -> None:
    way = slack.request_url
    for value, address in (("silent", "http://127.0.0.1:9/silence"), ("gone", None), ("", way)):
        switchboard.set("hearing", value)
        assert slack.request_url == address


async def test_a_reset_switches_everything_off(switchboard: Switchboard, slack: LocalSlack) -> None:
    way = slack.request_url
    for switch in switchboard.as_json():
        values = [option["value"] for option in switch["options"]] or [True]
        switchboard.set(switch["key"], values[-1])
    assert all(switch["isOn"] for switch in switchboard.as_json())
    switchboard.reset()
    assert not any(switch["isOn"] for switch in switchboard.as_json())
    assert slack.request_url == way
    assert slack.faults.take("chat.postMessage") is None


def test_a_switch_or_option_that_isnt_there_is_refused(switchboard: Switchboard) -> None:
    for key, value in (("nothing", "1"), ("outage", "a little")):
        with pytest.raises(LookupError):
            switchboard.set(key, value)
