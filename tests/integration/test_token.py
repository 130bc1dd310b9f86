"""A token that Slack no longer takes: the service isn't ready, and people are told in our words."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.app import order_desk
from bot.manifest import manifest
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from tests.support.http import readiness
from tests.support.logs import real_logs
from tests.support.product import OpenProduct, Product, bot_on, settings_for
from tests.support.walkthrough import begin

A_MINUTE = 61


@pytest.mark.parametrize("refusal", ["invalid_auth", "token_revoked", "token_expired", "account_inactive"])
async def test_a_definite_no_to_the_token_makes_it_unready_until_slack_takes_it_again(
    product: Product, refusal: str
) -> None:
    product.slack.faults.fail("auth.test", refusal, times=None)
    product.clock.advance(A_MINUTE)
    assert await readiness(product) == (503, False, [f"Slack refuses the bot's token: {refusal}"])
    product.slack.faults.clear()
    product.clock.advance(A_MINUTE)
    assert await readiness(product) == (200, True, [])


async def test_a_refused_token_is_logged_once_from_the_start(tmp_path: Path) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        slack.faults.fail("auth.test", "token_revoked", times=None)
        with real_logs() as lines:
            async with bot_on(slack, api, tmp_path) as product:
                for _minute in range(3):
                    assert (await readiness(product))[0] == 503
                    product.clock.advance(A_MINUTE)
            said = [line for line in lines() if "token" in line["event"]]
    assert [(line["level"], line["reason"]) for line in said] == [("error", "token_revoked")]


async def test_a_start_waits_for_no_answer_about_the_token_but_who_looks_does(tmp_path: Path) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        slack.faults.fail("auth.test", "token_revoked")
        slack.install(manifest(slack.origin))
        async with order_desk(settings_for(slack, api, tmp_path)) as bot:
            assert "token" in {task.get_name() for task in asyncio.all_tasks()}
            await bot.token.refresh()
            assert bot.token.refusal == "token_revoked"


async def test_a_slack_that_fails_or_is_busy_changes_nothing(product: Product) -> None:
    product.slack.faults.crash("auth.test")
    product.clock.advance(A_MINUTE)
    assert await readiness(product) == (200, True, [])
    product.slack.faults.fail("auth.test", "token_revoked")
    product.clock.advance(A_MINUTE)
    assert (await readiness(product))[0] == 503
    product.slack.faults.rate_limit("auth.test")
    product.clock.advance(A_MINUTE)
    assert (await readiness(product))[0] == 503


async def test_the_token_is_asked_about_once_a_minute_however_often_somebody_looks(product: Product) -> None:
    for _look in range(5):
        product.clock.advance(2)
        await readiness(product)
    assert [call.method for call in product.slack.calls].count("auth.test") == 1


async def test_no_request_of_a_person_waits_for_auth_test(product: Product) -> None:
    """Bolt's own check would tell people to reinstall the app after a single failure."""
    product.slack.faults.crash("auth.test", times=None)
    await begin(product.person("kari"))
    texts = json.dumps([delivery.body for delivery in product.slack.deliveries])
    assert "reinstall" not in texts


async def test_people_are_told_in_their_language_when_slack_refuses_the_token(
    open_product: OpenProduct,
) -> None:
    async with open_product() as product:
        kari = product.person("kari")
        await kari.slash("/order language nb")
        await kari.hears("Fra nå av")
        product.slack.faults.fail("*", "token_revoked", times=None)
        await kari.slash("/order")
        told = await kari.hears("Slack slipper ikke")
        assert told.visible_to == kari.id
