"""A draft belongs to its workspace and person: no request of anyone else, and no forged view, reads or changes it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sandbox.slack.organisation import Organisation
from tests.support.product import OpenProduct, Product
from tests.support.signed import Payload, last_submission, send
from tests.support.walkthrough import begin, fill_client, to_summary


def by_gus(payload: Payload) -> None:
    payload["user"]["id"] = "U0GUS"


def from_another_workspace(payload: Payload) -> None:
    payload["team"]["id"] = payload["user"]["team_id"] = "T0OTHER"
    payload["view"]["team_id"] = payload["view"]["app_installed_team_id"] = "T0OTHER"


@pytest.mark.parametrize("forge", [by_gus, from_another_workspace])
async def test_somebody_elses_submission_neither_shows_nor_changes_a_draft(
    product: Product, forge: Callable[[Payload], None]
) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    payload = last_submission(product)
    forge(payload)
    values = payload["view"]["state"]["values"]
    values["client.contact_person"]["typed"]["value"] = "Somebody Else"
    answer = await send(product, payload)
    assert answer["view"]["title"]["text"] == "No such draft"
    assert "Ola" not in json.dumps(answer)
    await kari.press("back")
    screen = await kari.sees("Step 1 of 4")
    assert screen.value("contact_person") == "Ola Nordmann"


async def test_somebody_else_can_not_create_the_order(product: Product) -> None:
    kari = product.person("kari")
    await to_summary(kari)
    metadata = kari.screen.private_metadata
    payload = last_submission(product)
    payload["view"].update({"callback_id": "summary", "private_metadata": metadata})
    by_gus(payload)
    answer = await send(product, payload)
    assert answer["view"]["title"]["text"] == "No such draft"
    assert product.api.received == []


@pytest.mark.parametrize(
    "metadata", ["", "{}", "nonsense", '{"draft": 7, "version": "x"}', '{"draft":"x","version":1}']
)
async def test_forged_metadata_is_no_draft(product: Product, metadata: str) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    payload = last_submission(product)
    payload["view"]["private_metadata"] = metadata
    answer = await send(product, payload)
    assert answer["view"]["title"]["text"] == "No such draft"


async def test_who_may_not_order_is_told_whom_to_ask(open_product: OpenProduct) -> None:
    async with open_product(order_users="U0KARI") as product:
        gus = product.person("gus")
        await gus.slash("/order")
        await gus.hears("Ask your admin to add you to ORDER_USERS")
        assert gus.screens == 0


async def test_payout_is_asked_of_and_shown_to_those_only_who_may_see_it(
    open_product: OpenProduct,
) -> None:
    async with open_product(payout_users="U0LENA") as product:
        kari = product.person("kari")
        await to_summary(kari)
        assert "ayout" not in kari.transcript


async def test_an_organisation_wide_install_serves_a_person_in_the_team_they_act_in(product: Product) -> None:
    """Slack tells the organisation in views, no team in presses, and the team in commands: they are one person's."""
    product.slack.workspace.organisation = Organisation()
    kari = product.person("kari")
    await kari.open_home()
    await kari.until(lambda: "New order" in kari.home.text, "Home")
    await to_summary(kari)
    await kari.next()
    await kari.sees("Order created")
    await kari.hears("Created: P1-1")
    assert product.api.received[-1]["metadata"]["slackTeam"] == "T0LOCAL"


async def test_somebody_of_another_workspace_who_is_named_fills_the_form_from_a_shared_channel(
    open_product: OpenProduct,
) -> None:
    async with open_product(order_users="U0GURI") as product:
        guri = product.slack.add_person("guri", "en-GB", "Europe/Oslo", team="T0OTHER")
        await begin(guri)
        await fill_client(guri)
