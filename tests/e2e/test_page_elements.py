"""Every element Slack's views may hold can be seen and used in the page, and says what Slack would say."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
import pytest
from playwright.async_api import FilePayload, expect
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.views import Json
from tests.support.browser import PHONE, Visitor, in_the_browser, place_of
from tests.support.sandbox_bots import asked, bolt_app, button, form, plain

pytestmark = [*in_the_browser, pytest.mark.thorough]

FEATURES: Json = {
    "slash_commands": [{"command": "/form", "description": "Opens a form", "usage_hint": "[help]"}],
    "shortcuts": [
        {"name": "Open the form", "type": "global", "callback_id": "open", "description": "A form"},
        {"name": "Ask about this", "type": "message", "callback_id": "about", "description": "A form"},
    ],
}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def app_with(slack: LocalSlack, view: Json) -> AsyncApp:
    """An app whose command and shortcuts open that view."""
    app = bolt_app(slack)

    async def opens(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    app.command("/form")(opens)
    app.shortcut("open")(opens)
    app.shortcut("about")(opens)

    async def accept(ack: AsyncAck) -> None:
        await ack()

    app.view("form")(accept)
    app.action("Discard")(accept)
    return app


async def submitted(visitor: Visitor, slack: LocalSlack) -> dict[str, Any]:
    """Submit, and give what the app was sent, by the field's name."""
    await visitor.presses("Next")
    await expect(visitor.modal).to_be_hidden()
    sent = [each.payload for each in slack.deliveries if each.name == "view_submission"]
    values = sent[-1]["view"]["state"]["values"]
    return {block.removeprefix("form."): next(iter(answers.values())) for block, answers in values.items()}


async def test_what_is_typed_and_picked_reaches_the_app_in_slacks_shapes() -> None:
    slack = LocalSlack()
    three = [option("One"), option("Two"), option("Three")]
    view = form(
        asked("text", {"type": "plain_text_input", "multiline": True}),
        asked("mail", {"type": "email_text_input"}),
        asked("number", {"type": "number_input", "is_decimal_allowed": True}),
        asked("link", {"type": "url_text_input"}),
        asked("day", {"type": "datepicker"}),
        asked("time", {"type": "timepicker"}),
        asked("one", {"type": "static_select", "options": three}),
        asked("some", {"type": "multi_static_select", "options": three}),
        asked("radio", {"type": "radio_buttons", "options": three}),
        asked("boxes", {"type": "checkboxes", "options": three}),
        asked("person", {"type": "users_select"}),
        asked("people", {"type": "multi_users_select"}),
        asked("where", {"type": "conversations_select"}),
    )
    async with place_of(slack, lambda: app_with(slack, view), FEATURES) as here:
        sam = await here.visit("sam")
        await sam.says("/form")
        await sam.writes({"text": "two\nlines", "mail": "ola@example.com", "number": "1.5"})
        await sam.writes({"link": "https://example.com"})
        await sam.writes({"day": "2026-05-17"})
        await sam.modal.get_by_label("time").fill("13:45")
        await sam.picks("one", "Two")
        await sam.picks("some", "One")
        await sam.picks("some", "Three")
        await sam.ticks("radio", "Three")
        await sam.ticks("boxes", "One")
        await sam.ticks("boxes", "Two")
        await sam.picks("person", "Kari Nordmann", typed="kari")
        await sam.picks("people", "Lena Leder")
        await sam.picks("where", "#ev-team")
        values = await submitted(sam, slack)
        assert values["text"]["value"] == "two\nlines"
        assert [values[key]["value"] for key in ("mail", "number", "link")] == [
            "ola@example.com",
            "1.5",
            "https://example.com",
        ]
        assert values["day"]["selected_date"] == "2026-05-17"
        assert values["time"]["selected_time"] == "13:45"
        assert values["one"]["selected_option"] == option("Two")
        assert values["some"]["selected_options"] == [option("One"), option("Three")]
        assert values["radio"]["selected_option"] == option("Three")
        assert values["boxes"]["selected_options"] == [option("One"), option("Two")]
        assert values["person"]["selected_user"] == "U0KARI"
        assert values["people"]["selected_users"] == ["U0LENA"]
        assert values["where"]["selected_conversation"] == "C0EVTEAM"
        assert sam.troubles == []


async def test_enter_submits_as_in_slacks_desktop_client() -> None:
    """In an input of several lines it is Ctrl or ⌘ and Enter; in an open list Enter picks."""
    slack = LocalSlack()
    view = form(
        asked("name", {"type": "plain_text_input"}),
        asked("story", {"type": "plain_text_input", "multiline": True}),
        asked("rich", {"type": "rich_text_input"}),
        asked("one", {"type": "static_select", "options": [option("One"), option("Two")]}),
    )
    async with place_of(slack, lambda: app_with(slack, view), FEATURES) as here:
        sam = await here.visit("sam")
        for times, (label, keys) in enumerate(
            {"name": "Enter", "story": "Control+Enter", "rich": "Meta+Enter"}.items(), start=1
        ):
            await sam.says("/form")
            await sam.field("one").press("ArrowDown")
            await expect(sam.modal.get_by_role("option")).to_have_count(2)
            await sam.field("one").press("Enter")
            await sam.field("story").press_sequentially("a\nb")
            await sam.field("name").fill("Ola")
            await sam.field("rich").press_sequentially("x\ny")
            await sam.field(label).press(keys)
            await expect(sam.modal).to_be_hidden()
            sent = [each.payload for each in slack.deliveries if each.name == "view_submission"]
            assert len(sent) == times
            values = sent[-1]["view"]["state"]["values"]
            assert next(iter(values["form.story"].values()))["value"] == "a\nb"
            assert next(iter(values["form.one"].values()))["selected_option"] == option("One")
        assert sam.troubles == []


async def test_a_formatted_text_is_sent_as_rich_text() -> None:
    slack = LocalSlack()
    view = form(asked("story", {"type": "rich_text_input"}))
    async with place_of(slack, lambda: app_with(slack, view), FEATURES) as here:
        sam = await here.visit("sam")
        await sam.says("/form")
        story = sam.field("story")
        await story.press_sequentially("Call ")
        await sam.presses("Bold")
        await story.press_sequentially("first")
        await sam.presses("Bold")
        await story.press("Enter")
        await sam.presses("Bulleted list")
        await story.press_sequentially("fuse")
        await story.press("Enter")
        await story.press_sequentially("cable")
        values = await submitted(sam, slack)
        assert values["story"]["rich_text_value"]["elements"] == [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Call "},
                    {"type": "text", "text": "first", "style": {"bold": True}},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "fuse"}]},
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "cable"}]},
                ],
            },
        ]


async def test_a_file_is_uploaded_and_the_app_can_fetch_it() -> None:
    slack = LocalSlack()
    view = form(asked("photo", {"type": "file_input", "max_files": 2}))
    async with place_of(slack, lambda: app_with(slack, view), FEATURES) as here:
        sam = await here.visit("sam")
        await sam.says("/form")
        chooser = sam.modal.locator("input[type=file]")
        await chooser.set_input_files(
            [
                FilePayload(name="fuse box.txt", mimeType="text/plain", buffer=b"63 A"),
                FilePayload(name="wall.txt", mimeType="text/plain", buffer=b"brick"),
            ]
        )
        await expect(sam.modal.get_by_text("wall.txt")).to_be_visible()
        await sam.modal.get_by_role("button", name="Remove wall.txt").click()
        values = await submitted(sam, slack)
        (file,) = values["photo"]["files"]
        assert (file["name"], file["size"]) == ("fuse box.txt", 4)
        token = {"Authorization": f"Bearer {slack.bot_token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.get(file["url_private"], headers=token) as given,
        ):
            assert await given.read() == b"63 A"


def app_that_turns(slack: LocalSlack) -> AsyncApp:
    """An app that shows its form again with one block's id turned."""
    app = bolt_app(slack)

    def view(turn: int) -> Json:
        return form(
            asked("kept", {"type": "plain_text_input"}, hint=plain(f"turn {turn}")),
            {**asked("turned", {"type": "plain_text_input"}), "block_id": f"form.turned~{turn}"},
            {"type": "actions", "block_id": "again", "elements": [button("Again")]},
        )

    async def opens(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view(1))

    async def again(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_update(view_id=body["view"]["id"], view=view(2))

    app.command("/form")(opens)
    app.action("Again")(again)
    return app


async def test_what_was_typed_stays_where_ids_stay_and_goes_where_they_turn() -> None:
    slack = LocalSlack()
    async with place_of(slack, lambda: app_that_turns(slack), FEATURES) as here:
        sam = await here.visit("sam")
        await sam.says("/form")
        await sam.writes({"kept": "stays", "turned": "goes"})
        await sam.presses("Again")
        await sam.sees("turn 2")
        await expect(sam.field("kept")).to_have_value("stays")
        await expect(sam.field("turned")).to_have_value("")


async def test_a_question_is_asked_before_a_button_does_its_work() -> None:
    slack = LocalSlack()
    confirm = {
        "title": plain("Throw it away?"),
        "text": plain("It can't be brought back."),
        "confirm": plain("Discard"),
        "deny": plain("Keep it"),
    }
    view = form({"type": "actions", "elements": [button("Discard", confirm=confirm)]})
    async with place_of(slack, lambda: app_with(slack, view), FEATURES) as here:
        sam = await here.visit("sam")
        await sam.says("/form")
        question = sam.page.get_by_role("dialog", name="Throw it away?")
        await sam.presses("Discard")
        await question.get_by_role("button", name="Keep it").click()
        await expect(sam.modal.get_by_role("button", name="Discard")).to_be_focused()
        assert "block_actions" not in [each.name for each in slack.deliveries]
        await sam.presses("Discard")
        await question.get_by_role("button", name="Discard").click()
        await sam.page.locator("#panel").get_by_text("block_actions").wait_for()


async def test_an_app_that_doesnt_ack_is_told_of_in_the_modal() -> None:
    slack = LocalSlack(ack_seconds=0.3)
    view = form(asked("name", {"type": "plain_text_input"}))
    async with place_of(slack, lambda: app_with(slack, view), FEATURES) as here:
        sam = await here.visit("sam")
        await sam.says("/form")
        await sam.writes({"name": "Ola"})
        await sam.switches("The bot", "never acks (Slack waits 3 s)")
        await sam.presses("Next")
        await expect(sam.modal.get_by_role("alert")).to_have_text(
            "We had some trouble connecting. Try again?"
        )
        await expect(sam.field("name")).to_have_value("Ola")


async def test_what_slack_would_refuse_stands_red_in_the_inspector_with_the_limit() -> None:
    slack = LocalSlack()
    view = form(asked("name", {"type": "plain_text_input"}), title="A title of more than 24 characters")
    async with place_of(slack, lambda: app_with(slack, view), FEATURES) as here:
        sam = await here.visit("sam")
        await sam.says("/form")
        line = sam.page.locator("#panel .line.failed").filter(has_text="views.open")
        await expect(line).to_contain_text("must be less than 25 characters")
        await expect(sam.modal).to_be_hidden()
        await line.click()
        await expect(line).to_contain_text('"A title of more than 24 characters"')
        await sam.page.get_by_label("Search requests and answers").fill("/FORM")
        await expect(sam.page.locator("#panel .line")).to_have_count(1)


async def test_shortcuts_open_from_the_composer_and_from_a_message() -> None:
    slack = LocalSlack()
    view = form(asked("name", {"type": "plain_text_input"}))
    async with place_of(slack, lambda: app_with(slack, view), FEATURES) as here:
        sam = await here.visit("sam")
        await sam.says("Hello *there* <script>alert(1)</script>")
        message = sam.messages.first
        await expect(message.locator("strong").last).to_have_text("there")
        await expect(message).to_contain_text("<script>alert(1)</script>")
        await sam.page.get_by_role("button", name="Shortcuts").click()
        await sam.page.get_by_role("menuitem", name="Open the form").click()
        await expect(sam.field("name")).to_be_focused()
        await sam.page.keyboard.press("Escape")
        await message.get_by_role("button", name=re.compile("Act on the message")).click()
        await sam.page.get_by_role("menuitem", name="Ask about this").click()
        await expect(sam.field("name")).to_be_visible()
        assert slack.deliveries[-1].payload["message"]["text"].startswith("Hello")


async def test_a_thread_is_opened_and_answered() -> None:
    slack = LocalSlack()
    view = form(asked("name", {"type": "plain_text_input"}))
    async with place_of(slack, lambda: app_with(slack, view), FEATURES) as here:
        sam = await here.visit("sam")
        await sam.says("Who takes this?")
        await sam.messages.first.get_by_role("button", name=re.compile("Act on the message")).click()
        await sam.page.get_by_role("menuitem", name="Reply in thread").click()
        reply = sam.page.get_by_label("Reply in thread")
        await reply.fill("I do")
        await reply.press("Enter")
        await expect(sam.page.get_by_role("complementary", name="Thread")).to_contain_text("I do")
        await expect(sam.messages.first).to_contain_text("1 reply")
        await reply.fill("/form")
        await reply.press("Enter")
        await expect(sam.page.locator("#thread")).to_contain_text("don't work in threads")


def app_that_picks(slack: LocalSlack) -> AsyncApp:
    """An app whose form empties its search after each pick, by turning the block's id."""
    app = bolt_app(slack)

    def view(turn: int) -> Json:
        search = {"type": "static_select", "options": [option("Cable"), option("Charger")]}
        menu = {"type": "overflow", "action_id": "more", "options": [option("Move this line up the list")]}
        return form(
            {**asked("search", search, dispatch_action=True), "block_id": f"form.search~{turn}"},
            {"type": "section", "block_id": "line", "text": plain(f"{turn} lines"), "accessory": menu},
            asked("day", {"type": "datepicker", "initial_date": "2026-12-24"}),
            asked("moment", {"type": "datetimepicker"}),
        )

    async def opens(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view(0))

    async def picked(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_update(view_id=body["view"]["id"], view=view(1))

    app.command("/form")(opens)
    app.action("search")(picked)
    return app


async def test_a_form_on_a_phone_keeps_the_place_the_order_of_dates_and_what_was_entered() -> None:
    slack = LocalSlack()
    async with place_of(slack, lambda: app_that_picks(slack), FEATURES) as here:
        kari = await here.visit("kari", phone=True)
        await kari.says("/form")
        await kari.picks("search", "Cable")
        await kari.sees("1 lines")
        await expect(kari.field("search")).to_be_focused()

        await kari.modal.get_by_role("button", name="More for 1 lines").click()
        menu = await kari.page.get_by_role("menu").bounding_box()
        assert menu is not None
        assert 0 <= menu["x"] <= menu["x"] + menu["width"] <= PHONE["width"]
        await kari.page.keyboard.press("Escape")

        await expect(kari.field("day")).to_have_value("24/12/2026")
        await expect(kari.field("moment")).to_have_attribute("placeholder", "dd/mm/yyyy")
        await kari.field("day").fill("31/2/2027")
        await kari.field("day").press("Tab")
        await expect(kari.field("day")).to_have_value("24/12/2026")
        await kari.field("day").fill("3/1/27")
        await kari.field("day").press("Tab")
        await expect(kari.field("day")).to_have_value("03/01/2027")

        question = kari.page.get_by_role("dialog", name="Close without submitting?")
        await kari.presses("Cancel")
        await question.get_by_role("button", name="Stay").click()
        await expect(kari.field("day")).to_have_value("03/01/2027")
        await kari.presses("Cancel")
        await question.get_by_role("button", name="Close").click()
        await expect(kari.modal).to_be_hidden()
        assert kari.troubles == []


async def test_a_direct_message_has_a_composer_only_where_the_manifest_says_so() -> None:
    slack = LocalSlack()
    view = form(asked("name", {"type": "plain_text_input"}))
    app_home = {"app_home": {"messages_tab_read_only_enabled": True}}
    async with place_of(slack, lambda: app_with(slack, view), {**FEATURES, **app_home}) as here:
        sam = await here.visit("sam")
        await expect(sam.page.get_by_label("Message #orders")).to_be_visible()
        await sam.goes_to("Messages")
        await expect(
            sam.page.get_by_text("Sending messages to this app has been turned off.")
        ).to_be_visible()
        await expect(sam.page.locator("#composer")).to_be_hidden()
