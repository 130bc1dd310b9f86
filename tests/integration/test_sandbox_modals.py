"""Modals that are updated, pushed, cleared and closed, by a real Bolt app."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.views import Json
from tests.support.sandbox_bots import NAME, bolt_app, button, form, over_socket_mode

ACKS: dict[str, Json] = {
    "update": {"response_action": "update", "view": form(NAME, title="Updated")},
    "push": {"response_action": "push", "view": form(NAME, title="Pushed")},
    "clear": {"response_action": "clear"},
    "wrong key": {"response_action": "errors", "errors": {"form.phone": "Write a number."}},
    "wrong view": {"response_action": "update", "view": form(title="x" * 25)},
}


def a_stepping_bot(slack: LocalSlack) -> AsyncApp:
    """`/steps` opens a form; its buttons and submissions update, push and clear views."""
    app = bolt_app(slack)
    steps = form(NAME, {"type": "actions", "elements": [button("Rotate"), button("Push")]})

    @app.command("/steps")
    async def opened(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=steps)

    @app.action("Rotate")
    async def rotated(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        again = {**NAME, "block_id": "form.name~2"}
        await client.views_update(
            view_id=body["view"]["id"], hash=body["view"]["hash"], view=form(again, title="Rotated")
        )

    @app.action("Push")
    async def pushed(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        second = form(NAME, title="Second", notify_on_close=True)
        await client.views_push(trigger_id=body["trigger_id"], view=second)

    @app.view("form")
    async def submitted(ack: AsyncAck, view: Json) -> None:
        await ack(**ACKS.get(view["state"]["values"]["form.name"]["name"]["value"], {}))

    @app.view_closed("form")
    async def closed(ack: AsyncAck) -> None:
        await ack()

    return app


@pytest.fixture
async def stepping(slack: LocalSlack) -> AsyncIterator[LocalSlack]:
    async with over_socket_mode(slack, a_stepping_bot(slack)):
        await slack.person("kari").slash("/steps")
        await slack.person("kari").sees("Form")
        yield slack


async def test_an_updated_view_keeps_what_was_typed_under_the_same_ids(stepping: LocalSlack) -> None:
    kari = stepping.person("kari")
    await kari.fill(name="update")
    await kari.next()
    assert kari.screen.title == "Updated"
    assert kari.screen.value("name") == "update"


async def test_a_rotated_block_id_starts_empty(stepping: LocalSlack) -> None:
    kari = stepping.person("kari")
    await kari.fill(name="Ola")
    await kari.press("Rotate")
    assert (await kari.sees("Rotated")).value("name") is None


async def test_an_updated_view_has_no_errors_left(stepping: LocalSlack) -> None:
    kari = stepping.person("kari")
    await kari.next()
    assert kari.errors
    await kari.press("Rotate")
    await kari.sees("Rotated")
    assert kari.errors == {}


async def test_a_pushed_view_lies_on_top_and_closing_it_uncovers_the_first(stepping: LocalSlack) -> None:
    kari = stepping.person("kari")
    await kari.press("Push")
    await kari.sees("Second")
    assert kari.screens == 2
    await kari.close()
    assert kari.screen.title == "Form"
    closed = stepping.deliveries[-1]
    assert closed.name == "view_closed"
    assert closed.payload["is_cleared"] is False


async def test_a_view_that_did_not_ask_sends_no_view_closed(stepping: LocalSlack) -> None:
    kari = stepping.person("kari")
    await kari.close()
    assert kari.screens == 0
    assert stepping.deliveries[-1].name == "/steps"


async def test_an_ack_may_push_and_clear(stepping: LocalSlack) -> None:
    kari = stepping.person("kari")
    await kari.fill(name="push")
    await kari.next()
    assert (kari.screen.title, kari.screens) == ("Pushed", 2)
    await kari.fill(name="clear")
    await kari.next()
    assert kari.screens == 0


async def test_an_error_for_no_input_shows_nothing_and_is_recorded(stepping: LocalSlack) -> None:
    kari = stepping.person("kari")
    await kari.fill(name="wrong key")
    await kari.next()
    assert kari.errors == {}
    assert [refusal.pointer for refusal in stepping.refusals] == ["/errors/form.phone"]


async def test_an_ack_with_a_view_beyond_the_limits_is_trouble_and_recorded(stepping: LocalSlack) -> None:
    kari = stepping.person("kari")
    await kari.fill(name="wrong view")
    await kari.next()
    assert kari.trouble == "We had some trouble connecting. Try again?"
    assert [refusal.pointer for refusal in stepping.refusals] == ["/view/title/text"]
    assert kari.screen.title == "Form"
