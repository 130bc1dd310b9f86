"""All that a process prints in whole conversations, at every level: nothing that was typed, and no secret."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.logs import set_up_logs
from bot.settings import LogLevel
from sandbox.orders_api.faults import PostFault
from tests.support.http import post
from tests.support.product import OpenProduct, Product
from tests.support.signed import signed
from tests.support.thorough import one_in
from tests.support.walkthrough import ADDRESS, CLIENT, begin, to_summary

NAME = "Ola Nordmann"
WORDS = (f"{NAME} at Storgata 1 is not known",)
TYPED = [*CLIENT.values(), *ADDRESS.values(), "+4799900111", "99900111", "Nordmann", "liten kjeller"]

PASSING = ("trigger_id", "response_url")

WITHOUT_LOGS_OF_ITS_OWN = """
import asyncio
from bot.app import order_desk
from bot.logs import log
from bot.settings import read_settings

async def main():
    async with order_desk(read_settings()):
        try:
            name = "Ola " + "Nordmann"
            raise ValueError(name)
        except ValueError:
            log("bot.somewhere").exception("went wrong")

asyncio.run(main())
"""


async def go_wrong(product: Product) -> None:
    """Mistakes, a refusal, an API that is down, a Slack that fails, and a person who comes back."""
    kari = product.person("kari")
    await begin(kari)
    await kari.fill({**CLIENT, "email": "ola.nordmann@"})
    await kari.next()
    await kari.close()
    await kari.slash("/order liten kjeller")
    await kari.hears("I found no client")
    await product.bot.lazy_functions.finish()  # Only then no draft is left of these words.
    await kari.slash("/order")
    await kari.sees("Unfinished order")
    await kari.press("Discard")
    await kari.sees("Step 1 of 4")
    await kari.close()
    await to_summary(kari)
    product.api.faults.invalid_words = WORDS
    product.api.faults.next_posts.extend([PostFault.INVALID, PostFault.UNAVAILABLE])
    await kari.next()
    await kari.hears("The order system refused")
    await kari.sees("Create order")
    product.slack.faults.crash("chat.postMessage", times=2)
    await kari.next()
    await kari.until(lambda: len(product.api.received) > 1, "the second POST")
    product.slack.faults.fail("views.open", NAME)
    await kari.close()
    await kari.slash("/order")
    await kari.hears("Something went wrong on our side")


async def send_what_came_again(product: Product, secret: str) -> set[int]:
    """Every payload so far, signed with this secret; gives the answers' statuses."""
    bodies = [
        urlencode({"payload": json.dumps(one.payload)}).encode()
        for one in product.slack.deliveries
        if one.kind == "interactive"
    ]
    return {await post(f"{product.url}/slack/events", body, signed(secret, body)) for body in bodies}


def secrets_of(product: Product) -> set[str]:
    """Tokens, signing secret, and what each payload lets one do."""
    payloads = [delivery.payload for delivery in product.slack.deliveries]
    passing = {str(payload[key]) for payload in payloads for key in PASSING if payload.get(key)}
    slack = product.slack
    return {slack.bot_token, slack.app_token, slack.signing_secret, product.api.token, *passing}


@pytest.mark.parametrize("level", [*LogLevel][:: one_in(5)])
async def test_nothing_typed_and_no_secret_is_printed_at_any_level(
    open_product: OpenProduct, capfd: pytest.CaptureFixture[str], level: LogLevel
) -> None:
    set_up_logs(level)
    async with open_product() as product:
        await go_wrong(product)
        assert await send_what_came_again(product, "rotated") == {401}
        assert await post(f"{product.url}/slack/events", b"payload=" + NAME.encode(), {}) == 401
        secrets = secrets_of(product)
    printed = "".join(capfd.readouterr())
    assert ('"order sent"' in printed) == (level in {LogLevel.DEBUG, LogLevel.INFO})
    assert ('"lazy function failed"' in printed) == (level is not LogLevel.CRITICAL)
    assert [private for private in (*TYPED, *secrets) if private in printed] == []


@pytest.mark.thorough
async def test_over_socket_mode_neither(open_product: OpenProduct, capfd: pytest.CaptureFixture[str]) -> None:
    set_up_logs(LogLevel.DEBUG)
    async with open_product(socket_mode=True) as product:
        await go_wrong(product)
        secrets = secrets_of(product)
    printed = "".join(capfd.readouterr())
    assert [private for private in (*TYPED, *secrets) if private in printed] == []


@pytest.mark.thorough
async def test_a_program_that_sets_up_no_logs_prints_no_variables_and_no_warning(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with open_product() as product:
        environment = {
            "SLACK_BOT_TOKEN": product.slack.bot_token,
            "SLACK_API_URL": product.slack.api_url,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'another.db'}",
            "ORDERS_API_URL": product.api.url,
            "ORDERS_API_TOKEN": product.api.token,
            "CATALOG": str(product.bot.settings.catalog),
        }
        run = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            WITHOUT_LOGS_OF_ITS_OWN,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        printed = (await run.communicate())[0].decode()
    assert run.returncode == 0, printed
    (line,) = printed.splitlines()
    assert "went wrong" in line
    assert NAME not in line
