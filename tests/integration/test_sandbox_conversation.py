"""People talk with small real Bolt apps in the local Slack, over signed HTTP and over Socket Mode."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.conversation import ConversationError
from sandbox.slack import LocalSlack
from sandbox.surfaces import Json, View
from tests.sandbox_bots import NAME, asked, bolt_app, button, form, over_http, over_socket_mode, plain

CHOICES: list[Json] = [{"text": plain(f"{amperes} A"), "value": f"a{amperes}"} for amperes in (25, 32)]
EVERY_INPUT = form(
    NAME,
    asked("mail", {"type": "email_text_input"}, optional=True),
    asked("site", {"type": "url_text_input"}, optional=True),
    asked("amount", {"type": "number_input", "is_decimal_allowed": True}, optional=True),
    asked("day", {"type": "datepicker"}, optional=True),
    asked("hour", {"type": "timepicker"}, optional=True),
    asked("moment", {"type": "datetimepicker"}, optional=True),
    asked("fuse", {"type": "static_select", "options": CHOICES}, optional=True),
    asked("found", {"type": "external_select", "min_query_length": 0}, optional=True),
    asked("who", {"type": "users_select"}, optional=True),
    asked("where", {"type": "conversations_select"}, optional=True),
    asked("several", {"type": "multi_static_select", "options": CHOICES}, optional=True),
    asked("all", {"type": "multi_users_select"}, optional=True),
    asked("radio", {"type": "radio_buttons", "options": CHOICES}, optional=True),
    asked("tick", {"type": "checkboxes", "options": CHOICES[:1]}, optional=True),
    asked("prose", {"type": "rich_text_input"}, optional=True),
    asked("photos", {"type": "file_input"}, optional=True),
)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack() as slack:
        yield slack


def open_form(slack: LocalSlack, view: Json) -> View:
    """Show kari a modal without an app."""
    return slack.modals.open(slack.triggers.new("U0KARI"), view)


def a_form_bot(slack: LocalSlack, seen: list[Json]) -> AsyncApp:
    """`/form` opens a form; submissions are kept in `seen`, and a bad name is answered with an error."""
    app = bolt_app(slack)

    @app.command("/form")
    async def opened(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=EVERY_INPUT)

    @app.options("found")
    async def offered(ack: AsyncAck, payload: Json) -> None:
        await ack(options=[each for each in CHOICES if payload["value"] in each["text"]["text"]])

    @app.view("form")
    async def submitted(ack: AsyncAck, view: Json) -> None:
        seen.append(view["state"]["values"])
        if view["state"]["values"]["form.name"]["name"]["value"] == "bad":
            await ack(response_action="errors", errors={"form.name": "Write a name, for example Ola."})
        else:
            await ack()

    return app


@pytest.mark.parametrize("carried", [over_http, over_socket_mode], ids=["http", "socket mode"])
async def test_a_form_is_opened_filled_corrected_and_sent(slack: LocalSlack, carried: type) -> None:
    seen: list[Json] = []
    kari = slack.person("kari")
    async with carried(slack, a_form_bot(slack, seen)):
        await kari.slash("/form now please")
        await kari.sees("Form")
        await kari.fill(name="bad")
        await kari.next()
        assert kari.errors == {"name": "Write a name, for example Ola."}
        assert "Write a name" in kari.screen.text
        await kari.fill(name="Ola")
        await kari.next()
    assert kari.screens == 0
    assert [values["form.name"]["name"]["value"] for values in seen] == ["bad", "Ola"]
    assert slack.refusals == []
    assert [delivery.name for delivery in slack.deliveries] == ["/form", "view_submission", "view_submission"]
    assert slack.deliveries[0].payload["text"] == "now please"
    assert all(delivery.is_acked for delivery in slack.deliveries)


async def test_every_kind_of_input_is_sent_as_slack_sends_it(slack: LocalSlack) -> None:
    seen: list[Json] = []
    kari = slack.person("kari")
    async with over_socket_mode(slack, a_form_bot(slack, seen)):
        await kari.slash("/form")
        await kari.sees("Form")
        await kari.fill(
            {"name": "Ola", "mail": "ola@example.no", "site": "https://example.com", "amount": "1.5"},
            day="2026-12-24",
            hour="08:30",
            moment=1_800_000_000,
            fuse="25 A",
            found="32",
            who="sam",
            where="#orders",
            several=["25 A", "a32"],
            all=["kari", "@lena"],
            radio="a32",
            tick=True,
            prose="Two words",
            photos=["meter.jpg"],
        )
        assert kari.screen.value("photos") == ["meter.jpg"]
        assert kari.screen.value("prose") == "Two words"
        await kari.next()
    [values] = seen
    held = {
        block_id.removeprefix("form."): next(iter(actions.values())) for block_id, actions in values.items()
    }
    [photo] = held.pop("photos")["files"]
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    assert (await client.files_info(file=photo["id"]))["file"]["name"] == "meter.jpg"
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_info(file="F0NONE")
    assert held == {
        "name": {"type": "plain_text_input", "value": "Ola"},
        "mail": {"type": "email_text_input", "value": "ola@example.no"},
        "site": {"type": "url_text_input", "value": "https://example.com"},
        "amount": {"type": "number_input", "value": "1.5"},
        "day": {"type": "datepicker", "selected_date": "2026-12-24"},
        "hour": {"type": "timepicker", "selected_time": "08:30"},
        "moment": {"type": "datetimepicker", "selected_date_time": 1_800_000_000},
        "fuse": {"type": "static_select", "selected_option": CHOICES[0]},
        "found": {"type": "external_select", "selected_option": CHOICES[1]},
        "who": {"type": "users_select", "selected_user": "U0SAM"},
        "where": {"type": "conversations_select", "selected_conversation": "C0ORDERS"},
        "several": {"type": "multi_static_select", "selected_options": CHOICES},
        "all": {"type": "multi_users_select", "selected_users": ["U0KARI", "U0LENA"]},
        "radio": {"type": "radio_buttons", "selected_option": CHOICES[1]},
        "tick": {"type": "checkboxes", "selected_options": CHOICES[:1]},
        "prose": {
            "type": "rich_text_input",
            "rich_text_value": {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "Two words"}]}
                ],
            },
        },
    }


async def test_none_clears_and_false_unticks(slack: LocalSlack) -> None:
    seen: list[Json] = []
    kari = slack.person("kari")
    async with over_socket_mode(slack, a_form_bot(slack, seen)):
        await kari.slash("/form")
        await kari.sees("Form")
        await kari.fill(name="Ola", fuse="25 A", tick=True)
        await kari.fill(fuse=None, tick=False)
        await kari.next()
    assert seen[0]["form.fuse"]["fuse"]["selected_option"] is None
    assert seen[0]["form.tick"]["tick"]["selected_options"] == []


async def test_a_required_input_left_empty_is_not_sent(slack: LocalSlack) -> None:
    seen: list[Json] = []
    kari = slack.person("kari")
    async with over_socket_mode(slack, a_form_bot(slack, seen)):
        await kari.slash("/form")
        await kari.sees("Form")
        await kari.next()
    assert kari.errors == {"name": "Please complete this required field."}
    assert seen == []


async def test_an_external_select_offers_what_the_app_finds(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    async with over_socket_mode(slack, a_form_bot(slack, [])):
        await kari.slash("/form")
        await kari.sees("Form")
        assert await kari.suggestions("found", "3") == ["32 A"]
        with pytest.raises(ConversationError, match="There is no choice '40 A'; offered: nothing"):
            await kari.fill(found="40 A")


async def test_what_is_not_there_is_said_with_what_is_and_the_conversation(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    with pytest.raises(ConversationError, match="No modal is open"):
        _ = kari.screen
    async with over_socket_mode(slack, a_form_bot(slack, [])):
        await kari.slash("/form")
        await kari.sees("Form")
        with pytest.raises(ConversationError, match=r"There is no input 'phone'; there are: name \(name\)"):
            await kari.fill(phone="99900111")
        with pytest.raises(ConversationError, match="There is no choice '40 A'; offered: 25 A, 32 A"):
            await kari.fill(fuse="40 A")
        with pytest.raises(ConversationError, match=r"no button 'Edit'(.|\n)*▶ kari: /form(.|\n)*┌─ Form"):
            await kari.press("Edit")


async def test_what_slacks_client_does_not_let_one_choose_cannot_be_chosen(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    several = {"type": "multi_static_select", "options": CHOICES, "max_selected_items": 1}
    who = asked("who", {"type": "users_select"})
    both = asked("both", {"type": "checkboxes", "options": CHOICES})
    open_form(slack, form(asked("several", several), who, both))
    with pytest.raises(ConversationError, match="At most 1 can be chosen here"):
        await kari.fill(several=["25 A", "32 A"])
    with pytest.raises(ConversationError, match="There is no person or channel 'nils'"):
        await kari.fill(who="nils")
    with pytest.raises(ConversationError, match="a group of one checkbox"):
        await kari.fill(both=True)
    with pytest.raises(ConversationError, match="There is no channel '#nowhere'"):
        kari.in_channel("#nowhere")
    with pytest.raises(LookupError, match="There is no channel '#nowhere'"):
        slack.channel("#nowhere")


async def test_a_modal_without_a_submit_button_cannot_be_submitted(slack: LocalSlack) -> None:
    open_form(slack, form() | {"submit": None})
    with pytest.raises(ConversationError, match="no submit button"):
        await slack.person("kari").next()


async def test_clear_on_close_closes_the_whole_stack(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    first = open_form(slack, form(notify_on_close=True))
    slack.modals.push(slack.triggers.new(kari.id, first.id), form(clear_on_close=True, notify_on_close=True))
    await kari.close()
    assert kari.screens == 0
    assert [delivery.payload["is_cleared"] for delivery in slack.deliveries] == [True, True]


async def test_submitting_twice_reaches_the_app_twice(slack: LocalSlack) -> None:
    seen: list[Json] = []
    kari = slack.person("kari")
    async with over_socket_mode(slack, a_form_bot(slack, seen)):
        await kari.slash("/form")
        await kari.sees("Form")
        await kari.fill(name="Ola")
        await kari.submit_twice()
    assert len(seen) == 2
    assert kari.screens == 0
    assert kari.trouble is None


async def test_a_response_url_answers_a_command_over_http_too(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    async with over_http(slack, a_card_bot(slack, [])):
        await kari.slash("/card")
        await kari.until(lambda: slack.channel("#orders").messages, "the card")
        await kari.press("Details", message=slack.channel("#orders").messages[0])
        await kari.hears("Only you see this")


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
        anew = {**NAME, "block_id": "form.name~2"}
        await client.views_update(
            view_id=body["view"]["id"], hash=body["view"]["hash"], view=form(anew, title="Rotated")
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
        await kari.open_home()
        await kari.sees("Your orders")
        assert kari.home.buttons == ["New order"]
        await kari.press("New order")
        await kari.until(lambda: kari.screens, "the form")
    assert kari.screen.title == "Form"


async def test_a_dispatching_input_tells_the_app_at_once(slack: LocalSlack) -> None:
    app = bolt_app(slack)
    kari = slack.person("kari")
    country = asked("country", {"type": "static_select", "options": CHOICES}, dispatch_action=True)

    @app.shortcut("start")
    async def started(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form(NAME, country))

    @app.action("country")
    async def chosen(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        state = body["view"]["state"]["values"]["form.country"]["country"]["selected_option"]
        assert state == body["actions"][0]["selected_option"]
        await client.views_update(
            view_id=body["view"]["id"], view=form(NAME, country, title=state["text"]["text"])
        )

    async with over_socket_mode(slack, app):
        await kari.shortcut("start")
        await kari.sees("Form")
        await kari.fill(name="Ola", country="32 A")
        screen = await kari.sees("32 A [Cancel]")
    assert (screen.title, screen.value("name"), screen.value("country")) == ("32 A", "Ola", "32 A")


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


async def test_waiting_in_vain_fails_with_the_conversation(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    kari.patience = 0.01
    kari.write("Hello")
    with pytest.raises(ConversationError, match=r"in vain: to hear 'Hi'(.|\n)*kari \(#orders\):\n  │ Hello"):
        await kari.hears("Hi")
