"""Calls to Slack whose answer is only nice to have: whatever they answer, what a person does goes on."""

from __future__ import annotations

import pytest

from sandbox.slack.faults import Faults
from sandbox.slack.local_slack import LocalSlack
from tests.support.product import OpenProduct, Product
from tests.support.walkthrough import begin


def break_(faults: Faults, method: str, how: str) -> None:
    """Let every call of the method fail so."""
    match how:
        case "busy":
            faults.rate_limit(method, times=None)
        case "broken":
            faults.crash(method, status=503, times=None)
        case "slow":
            faults.slow(method, seconds=30, times=None)
        case error:
            faults.fail(method, error, times=None)


@pytest.mark.parametrize("how", ["missing_scope", "busy", "broken", "slow"])
async def test_an_order_begins_in_the_workspaces_language_though_slack_tells_nothing_of_the_person(
    open_product: OpenProduct, how: str
) -> None:
    async with open_product(default_locale="nb-NO", slack=LocalSlack()) as product:
        break_(product.slack.faults, "users.info", how)
        kari = product.person("kari")
        await kari.slash("/order")
        await kari.sees("Trinn 1 av")
        assert kari.direct_messages == []


async def test_a_home_that_slack_does_not_take_is_no_message_about_trouble(product: Product) -> None:
    kari = product.person("kari")
    break_(product.slack.faults, "views.publish", "busy")
    await kari.open_home()
    await kari.until(
        lambda: any(call.method == "views.publish" for call in product.slack.calls), "Home to be tried"
    )
    await begin(kari)
    assert kari.direct_messages == []
