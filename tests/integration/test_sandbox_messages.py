"""Cards in channels, their buttons, response URLs, shortcuts and the home tab, by real Bolt apps."""

from __future__ import annotations

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.views import Json
from tests.support.sandbox_bots import NAME, bolt_app, button, form, over_http, over_socket_mode, plain


def a_card_bot(slack: LocalSlack, actions: list[Json]) -> AsyncApp:
    """`/card` posts a card with buttons in the channel; what is pressed is kept in `actions`."""
    app = bolt_app(slack)
    overflow = {
        "type": "overflow",
        "action_id": "more",
        "options": [{"text": plain("Copy"), "value": "copy"}, {"text": plain("Remove"), "value": "remove"}],
        "confirm": {
            "title": plain("Sure"),
            "text": plain("It goes."),
            "confirm": plain("Yes"),
            "deny": plain("No"),
        },
    }
    card: list[Json] = [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*P1-42* by <@U0KARI>"},
            "accessory": overflow,
        },
        {
            "type": "actions",
            "block_id": "one",
            "elements": [button("Details", value="42"), button("Done"), button("Drop")],
        },
        {"type": "actions", "block_id": "two", "elements": [button("Details", value="43")]},
    ]

    @app.command("/card")
    async def posted(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.chat_postMessage(channel=body["channel_id"], text="P1-42", blocks=card)

    @app.action("Done")
    async def replaced(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="All *done*", replace_original=True)

    @app.action("Drop")
    async def dropped(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(delete_original=True)

    @app.action({"type": "block_actions", "action_id": "Details"})
    @app.action("more")
    async def acted(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        actions.append(body)
        await ack()
        await respond("Only you see this")

    @app.shortcut("look")
    async def looked(ack: AsyncAck, body: Json) -> None:
        actions.append(body)
        await ack()

    return app


async def test_a_cards_buttons_are_pressed_by_text_and_number(slack: LocalSlack) -> None:
    actions: list[Json] = []
    kari = slack.person("kari")
    async with over_socket_mode(slack, a_card_bot(slack, actions)):
        await kari.in_channel("#ev-team").slash("/card")
        await kari.until(lambda: slack.channel("#ev-team").messages, "the card")
        [card] = slack.channel("#ev-team").messages
        assert card.text.startswith("P1-42 by @kari\n[⋯ Copy | Remove]")
        await kari.press("Details", nth=1, message=card)
        await kari.hears("Only you see this")
    [pressed] = actions
    assert pressed["actions"][0]["value"] == "43"
    assert pressed["container"]["message_ts"] == card.ts
    assert pressed["channel"] == {"id": "C0EVTEAM", "name": "ev-team"}
    assert slack.person("sam").ephemerals == []


async def test_an_overflow_choice_is_confirmed_or_declined(slack: LocalSlack) -> None:
    actions: list[Json] = []
    kari = slack.person("kari")
    async with over_socket_mode(slack, a_card_bot(slack, actions)):
        await kari.slash("/card")
        await kari.until(lambda: slack.channel("#orders").messages, "the card")
        [card] = slack.channel("#orders").messages
        await kari.press("Remove", message=card, confirm=False)
        assert actions == []
        await kari.press("Remove", message=card)
    assert actions[0]["actions"][0]["selected_option"]["value"] == "remove"
    assert "«Sure: It goes.» and answers [No]" in kari.transcript
    assert "«Sure: It goes.» and answers [Yes]" in kari.transcript


async def test_a_response_url_replaces_and_deletes_the_message(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    async with over_socket_mode(slack, a_card_bot(slack, [])):
        await kari.slash("/card")
        await kari.slash("/card")
        await kari.until(lambda: len(slack.channel("#orders").messages) == 2, "two cards")
        first, second = slack.channel("#orders").messages
        await kari.press("Done", message=first)
        await kari.until(lambda: first.text == "All done", "the card to change")
        await kari.press("Drop", message=second)
        await kari.until(lambda: slack.channel("#orders").messages == [first], "the card to go")


async def test_a_message_shortcut_brings_the_message(slack: LocalSlack) -> None:
    actions: list[Json] = []
    kari = slack.person("kari")
    async with over_socket_mode(slack, a_card_bot(slack, actions)):
        written = kari.write("Ola, 99 900 111")
        await kari.message_shortcut("look", written)
        await kari.shortcut("look")
    by_message, everywhere = actions
    assert by_message["type"] == "message_action"
    assert by_message["message"]["text"] == "Ola, 99 900 111"
    assert by_message["message"]["user"] == "U0KARI"
    assert everywhere["type"] == "shortcut"
    assert kari.trouble is None


async def test_home_is_published_when_it_is_opened_and_its_buttons_work(slack: LocalSlack) -> None:
    app = bolt_app(slack)
    kari = slack.person("kari")

    @app.event("app_home_opened")
    async def opened(event: Json, client: AsyncWebClient) -> None:
        blocks = [{"type": "section", "text": plain("Your orders"), "accessory": button("New order")}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("New order")
    async def pressed(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form(NAME))

    async with over_socket_mode(slack, app):
        await slack.interactions.open_messages(slack.workspace.people[kari.id])
        assert slack.deliveries[-1].payload["event"]["tab"] == "messages"
        await kari.open_home()
        await kari.sees("Your orders")
        assert kari.home.buttons == ["New order"]
        await kari.press("New order")
        await kari.until(lambda: kari.screens, "the form")
    assert kari.screen.title == "Form"


async def test_a_response_url_answers_a_command_over_http_too(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    async with over_http(slack, a_card_bot(slack, [])):
        await kari.slash("/card")
        await kari.until(lambda: slack.channel("#orders").messages, "the card")
        await kari.press("Details", message=slack.channel("#orders").messages[0])
        await kari.hears("Only you see this")


async def test_an_ack_with_words_is_an_ephemeral_or_for_all(slack: LocalSlack) -> None:
    app = bolt_app(slack)
    kari = slack.person("kari")

    @app.command("/say")
    async def said(ack: AsyncAck, command: Json) -> None:
        if command["text"] == "all":
            await ack(text="For *all*", response_type="in_channel")
        else:
            await ack("For you")

    async with over_socket_mode(slack, app):
        await kari.slash("/say")
        await kari.slash("/say all")
    assert [message.text for message in kari.ephemerals] == ["For you"]
    assert [message.text for message in slack.channel("#orders").messages] == ["For all"]
