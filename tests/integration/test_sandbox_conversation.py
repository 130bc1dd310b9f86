"""People talk with small real Bolt apps in the local Slack, over signed HTTP and over Socket Mode."""

from __future__ import annotations

import asyncio
import time

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.activity import Exchanged
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import ConversationError
from sandbox.slack.views import Json, View
from tests.support.sandbox_bots import NAME, asked, bolt_app, form, over_http, over_socket_mode, plain

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


SELECT: Json = {"type": "static_select", "action_id": "country", "options": CHOICES}


@pytest.mark.parametrize(
    "country",
    [
        asked("country", SELECT, dispatch_action=True),
        {"type": "section", "block_id": "form.country", "text": plain("Country"), "accessory": SELECT},
    ],
    ids=["input", "section"],
)
async def test_a_dispatching_element_tells_the_app_at_once(slack: LocalSlack, country: Json) -> None:
    app = bolt_app(slack)
    kari = slack.person("kari")

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
        await kari.until(lambda: kari.screen.title == "32 A", "the title to follow the choice")
    assert (kari.screen.value("name"), kari.screen.value("country")) == ("Ola", "32 A")


async def test_waiting_in_vain_fails_with_the_conversation(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    kari.patience = 0.01
    kari.write("Hello")
    with pytest.raises(ConversationError, match=r"in vain: to hear 'Hi'(.|\n)*kari \(#orders\):\n  │ Hello"):
        await kari.hears("Hi")


@pytest.mark.timeout(10)
async def test_waiting_in_vain_ends_though_something_happens_in_its_last_moment(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    kari.patience = 0.02

    def happens_while_the_patience_ends() -> None:
        time.sleep(kari.patience)
        slack.workspace.activity.publish(Exchanged())

    asyncio.get_running_loop().call_later(kari.patience / 2, happens_while_the_patience_ends)
    with pytest.raises(ConversationError, match="in vain"):
        await kari.hears("Hi")
