"""The description with formatting, typed into the form and sent."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from flows.draft import Step
from flows.person import Person
from sandbox.slack.person.conversation import Conversation
from tests.support.product import OpenProduct, Product
from tests.support.rich_texts import Json, listed, section, words
from tests.support.walkthrough import (
    add_charger,
    begin,
    fill_address,
    fill_client,
    fill_job,
    to_summary,
    unfold,
)

KARI = Person("T0LOCAL", "U0KARI")
DESCRIPTION: list[Json] = [
    section(words("Ring first", "bold"), ", ask for <Ola> & "),
    listed("ladder", "cable"),
]
READ = "Ring first, ask for <Ola> & \n• ladder\n• cable"


async def describe(kari: Conversation, description: list[Json] | str) -> None:
    """Change the description from the summary."""
    await kari.press("edit.job")
    await kari.sees("Step 3 of 4")
    await unfold(kari, "description")
    await kari.fill(description=description)
    await kari.next()


async def test_a_formatted_description_survives_the_form_and_is_sent_as_plain_text(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await unfold(kari, "description")
    await kari.fill(description=DESCRIPTION)
    await fill_job(kari)
    await kari.press("back")
    screen = await kari.sees("Step 3 of 4")
    assert screen.value("description") == READ
    await kari.next()
    await add_charger(kari)
    await kari.next()
    await kari.sees("Description: Ring first, ask for <Ola> & \n• ladder\n• cable")
    await kari.next()
    await kari.sees("Order created")
    assert product.api.received[0]["description"] == READ


async def test_a_formatted_description_is_sent_as_a_document_where_the_setting_asks_for_it(
    open_product: OpenProduct,
) -> None:
    async with open_product(orders_rich_description=True) as product:
        kari = product.person("kari")
        await to_summary(kari)
        await describe(kari, [section(words("x" * 3001, "bold"))])
        assert "Shorten it by 1 character" in kari.errors["description"]
        await kari.close()
        await kari.slash("/order")
        await kari.sees("Continue")
        await kari.press("Continue")
        screen = await kari.sees("Step 3 of 4")
        assert screen.value("description") == "x" * 3001
        await kari.fill(description=DESCRIPTION)
        await kari.next()
        await kari.sees("Create order")
        await kari.next()
        await kari.sees("Order created")
        sent = product.api.received[0]["description"]
        assert [node["nodeType"] for node in sent["content"]] == ["paragraph", "unordered-list"]
        assert sent["content"][0]["content"][0]["marks"] == [{"type": "bold"}]


async def test_a_draft_from_before_with_plain_text_in_it_is_shown_changed_and_sent(product: Product) -> None:
    kari = product.person("kari")
    await to_summary(kari)
    (order,) = await product.bot.store.editable(KARI)
    assert order.draft.job
    job = order.draft.job.model_copy(update={"description": "Ring  first"})
    input = {"workflow": job.workflow, "description": "Ring first.\nThen knock."}
    kept = order.draft.with_(job=job, step=Step.JOB).with_inputs(Step.JOB, input)
    await product.bot.store.update(order, replace(order, draft=kept))
    await kari.close()
    await kari.slash("/order")
    await kari.sees("Continue")
    await kari.press("Continue")
    screen = await kari.sees("Step 3 of 4")
    assert screen.value("description") == "Ring first.\nThen knock."
    await kari.fill({"description": None, "Main fuse": "25 A", "Electrician": "Fjord Elektro AS"})
    await kari.fill(description="Knock.")
    for seen in ("Step 4 of 4", "Description: Knock.", "Order created"):
        await kari.next()
        await kari.sees(seen)
    assert product.api.received[0]["description"] == "Knock."


MENTIONS: list[Json] = [
    section(
        "Ask ",
        {"type": "user", "user_id": "U0LENA"},
        " or ",
        {"type": "usergroup", "usergroup_id": "S0LEADS"},
        " in ",
        {"type": "channel", "channel_id": "C0EVTEAM", "style": {"bold": True}},
        ", not ",
        {"type": "user", "user_id": "U0GONE"},
    )
]


@pytest.mark.parametrize("rich", [False, True])
async def test_who_is_mentioned_goes_out_by_name_to_people_and_to_the_orders_api(
    open_product: OpenProduct, *, rich: bool
) -> None:
    async with open_product(orders_rich_description=rich) as product:
        kari = product.person("kari")
        await to_summary(kari)
        await describe(kari, MENTIONS)
        named = "Ask @Lena Leder or @leads in #ev-team, not @unknown person"
        await kari.sees(f"Description: {named}")
        await kari.next()
        await kari.sees("Order created")
        sent = json.dumps(product.api.received[0]["description"], ensure_ascii=False)
        assert "U0" not in sent
        for name in ("@Lena Leder", "@leads", "#ev-team", "@unknown person"):
            assert name in sent


async def test_whom_slack_tells_nothing_of_is_somebody_unknown_and_no_id(product: Product) -> None:
    for method in ("users.info", "usergroups.list", "conversations.info"):
        product.slack.faults.fail(method, "missing_scope", times=None)
    kari = product.person("kari")
    await to_summary(kari)
    await describe(kari, MENTIONS)
    unknown = "Ask @unknown person or @unknown group in #unknown channel, not @unknown person"
    await kari.sees(f"Description: {unknown}")
    await kari.next()
    await kari.sees("Order created")
    assert product.api.received[0]["description"] == unknown
