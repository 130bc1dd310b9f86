"""The local Slack's Web API, asked by slack_sdk's own client."""

from __future__ import annotations

import re

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.local_slack import LocalSlack
from tests.support.sandbox_bots import NAME, form, plain


def test_tokens_and_secrets_are_made_up_anew() -> None:
    one, other = LocalSlack(), LocalSlack()
    assert one.bot_token.startswith("xoxb-")
    assert one.app_token.startswith("xapp-")
    assert one.signing_secret != other.signing_secret
    assert one.bot_token != other.bot_token


async def test_it_listens_on_loopback_only(slack: LocalSlack) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/api/", slack.api_url)


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-other", "invalid_auth"), ("app", "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused(slack: LocalSlack, token: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {slack.app_token if token == 'app' else token}"}
    async with (
        ClientSession() as session,
        session.post(f"{slack.api_url}auth.test", headers=headers) as answer,
    ):
        assert await answer.json() == {"ok": False, "error": error}


async def test_the_token_may_stand_in_the_form(slack: LocalSlack) -> None:
    form_fields = {"token": slack.bot_token}
    async with (
        ClientSession() as session,
        session.post(f"{slack.api_url}auth.test", data=form_fields) as answer,
    ):
        assert (await answer.json())["user_id"] == "U0BOT"
    assert slack.calls[-1].body == {}


async def test_an_unknown_method_is_said_to_be_so(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        await client.api_call("orders.create")


async def test_people_have_a_locale_only_when_asked_for(client: AsyncWebClient) -> None:
    with_locale = await client.users_info(user="U0KARI", include_locale=True)
    assert (with_locale["user"]["locale"], with_locale["user"]["tz"]) == ("en-GB", "Europe/Oslo")
    assert "locale" not in (await client.users_info(user="U0KARI"))["user"]
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.users_info(user="U0NOBODY")


async def test_a_direct_message_is_opened_with_one_person(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="method_not_supported_for_channel_type"):
        await client.conversations_open(users="U0KARI,U0SAM")
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.conversations_open(users="U0NOBODY")


async def test_people_can_be_added(slack: LocalSlack, client: AsyncWebClient) -> None:
    ingrid = slack.add_person("ingrid", "sv-SE", "Europe/Stockholm")
    listed = await client.users_list()
    assert ingrid.id in [member["id"] for member in listed["members"]]
    assert slack.person("ingrid") is ingrid
    with pytest.raises(LookupError, match="Nobody is called 'nils'"):
        slack.person("nils")


async def test_lists_come_in_pages(client: AsyncWebClient) -> None:
    first = await client.users_list(limit=3)
    second = await client.users_list(limit=3, cursor=first["response_metadata"]["next_cursor"])
    ids = [member["id"] for page in (first, second) for member in page["members"]]
    assert ids == ["U0BOT", "U0KARI", "U0SAM", "U0LENA", "U0GUS"]
    assert second["response_metadata"]["next_cursor"] == ""
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await client.users_list(cursor="next")


async def test_channels_and_their_members_are_listed(client: AsyncWebClient) -> None:
    channels = (await client.conversations_list())["channels"]
    assert [channel["name"] for channel in channels] == ["orders", "ev-team", "general"]
    assert [channel["is_member"] for channel in channels] == [True, True, False]
    assert (await client.conversations_info(channel="C0ORDERS"))["channel"]["name"] == "orders"
    assert "U0BOT" in (await client.conversations_members(channel="C0ORDERS"))["members"]
    direct = await client.conversations_list(types="im")
    assert {channel["user"] for channel in direct["channels"]} == {"U0KARI", "U0SAM", "U0LENA", "U0GUS"}


async def test_user_groups_have_members(client: AsyncWebClient) -> None:
    groups = await client.usergroups_list(include_users=True)
    assert groups["usergroups"][0]["users"] == ["U0LENA"]
    assert (await client.usergroups_users_list(usergroup="S0LEADS"))["users"] == ["U0LENA"]
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await client.usergroups_users_list(usergroup="S0NONE")


async def test_a_direct_message_goes_by_person_or_by_channel(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    opened = await client.conversations_open(users="U0KARI")
    await client.chat_postMessage(channel="U0KARI", text="One")
    await client.chat_postMessage(channel=opened["channel"]["id"], text="Two")
    kari = slack.person("kari")
    assert [message.text for message in kari.direct_messages] == ["One", "Two"]
    assert (await kari.hears("Two")).channel == "D0KARI"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NONE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
        ({"channel": "C0ORDERS", "text": ""}, "no_text"),
        ({"channel": "C0ORDERS", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "C0ORDERS", "text": "x", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"channel": "C0ORDERS", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"channel": "C0ORDERS", "text": "x", "metadata": {"event_type": 1}}, "invalid_metadata_format"),
        ({"channel": "C0ORDERS", "text": "x", "thread_ts": "1.2"}, "thread_not_found"),
    ],
)
async def test_a_post_that_slack_refuses(
    slack: LocalSlack, client: AsyncWebClient, arguments: dict[str, object], error: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("chat.postMessage", json=arguments)
    assert refused.value.response["error"] == error
    assert slack.channel("#orders").messages == []
    assert not slack.calls[-1].is_ok


async def test_refused_blocks_are_explained_and_recorded(slack: LocalSlack, client: AsyncWebClient) -> None:
    header = {"type": "header", "text": plain("x" * 151)}
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="C0ORDERS", text="x", blocks=[header])
    explained = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    assert refused.value.response["errors"] == [explained]
    assert refused.value.response["response_metadata"]["messages"] == [f"[ERROR] {explained}"]
    assert [str(refusal) for refusal in slack.refusals] == [f"[ERROR] {explained}"]


async def test_a_post_keeps_its_metadata_thread_and_flags(slack: LocalSlack, client: AsyncWebClient) -> None:
    metadata = {"event_type": "order_created", "event_payload": {"id": "P1-42"}}
    first = await client.chat_postMessage(
        channel="#orders", text="One", metadata=metadata, unfurl_links=False
    )
    await client.chat_postMessage(channel="C0ORDERS", text="Two", thread_ts=first["ts"], client_msg_id="c-1")
    one, two = slack.channel("orders").messages
    assert (one.metadata, one.unfurl_links, one.ts) == (metadata, False, first["ts"])
    assert (two.thread_ts, two.client_msg_id) == (one.ts, "c-1")


async def test_history_has_metadata_when_asked_and_leaves_threads_out(client: AsyncWebClient) -> None:
    metadata = {"event_type": "order_created", "event_payload": {"id": "P1-42"}}
    first = await client.chat_postMessage(channel="C0ORDERS", text="One", metadata=metadata)
    await client.chat_postMessage(channel="C0ORDERS", text="Two")
    await client.chat_postMessage(channel="C0ORDERS", text="Reply", thread_ts=first["ts"])
    plainly = await client.conversations_history(channel="C0ORDERS")
    assert [(each["text"], "metadata" in each) for each in plainly["messages"]] == [
        ("Two", False),
        ("One", False),
    ]
    wholly = await client.conversations_history(channel="C0ORDERS", include_all_metadata=True)
    assert wholly["messages"][1]["metadata"] == metadata
    later = await client.conversations_history(channel="C0ORDERS", oldest=first["ts"])
    assert [each["text"] for each in later["messages"]] == ["Two"]
    thread = await client.conversations_replies(channel="C0ORDERS", ts=first["ts"])
    assert [each["text"] for each in thread["messages"]] == ["One", "Reply"]
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.conversations_history(channel="C0GENERAL")


async def test_the_bot_changes_and_deletes_only_its_own(slack: LocalSlack, client: AsyncWebClient) -> None:
    own = await client.chat_postMessage(channel="C0ORDERS", text="One")
    await client.chat_update(channel="C0ORDERS", ts=own["ts"], text="*Two*")
    assert slack.channel("#orders").messages[0].text == "Two"
    written = slack.person("kari").write("Mine")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel="C0ORDERS", ts=written.ts, text="Ours")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel="C0ORDERS", ts=written.ts)
    await client.chat_delete(channel="C0ORDERS", ts=own["ts"])
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_delete(channel="C0ORDERS", ts=own["ts"])
    assert slack.channel("#orders").messages == [written]


async def test_a_reaction_is_added_once(slack: LocalSlack, client: AsyncWebClient) -> None:
    written = slack.person("kari").write("Mine")
    await client.reactions_add(channel="C0ORDERS", timestamp=written.ts, name="zap")
    assert written.reactions == ["zap"]
    with pytest.raises(SlackApiError, match="already_reacted"):
        await client.reactions_add(channel="C0ORDERS", timestamp=written.ts, name="zap")


async def test_an_ephemeral_is_seen_by_one_member(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel="C0ORDERS", user="U0KARI", text="Psst")
    assert [message.text for message in slack.person("kari").ephemerals] == ["Psst"]
    assert slack.person("sam").ephemerals == []
    assert slack.channel("#orders").messages == []
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await client.chat_postEphemeral(channel="D0KARI", user="U0SAM", text="Psst")


async def test_opening_a_view_answers_with_what_slack_knows_of_it(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    answer = await client.views_open(trigger_id=slack.triggers.new("U0KARI"), view=form(NAME))
    view = answer["view"]
    assert view["state"]["values"] == {"form.name": {"name": {"type": "plain_text_input", "value": None}}}
    assert (view["root_view_id"], view["previous_view_id"]) == (view["id"], None)
    assert (view["callback_id"], view["type"], view["team_id"]) == ("form", "modal", "T0LOCAL")
    assert view["hash"]
    assert slack.person("kari").screen.title == "Form"


async def test_a_refused_view_says_where(slack: LocalSlack, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.views_open(trigger_id=slack.triggers.new("U0KARI"), view=form(title="x" * 25))
    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert len(slack.refusals) == 1


async def test_a_view_over_250_kb_is_view_too_large(slack: LocalSlack, client: AsyncWebClient) -> None:
    huge = form(*[{"type": "section", "text": plain("é" * 3000)}] * 50)
    with pytest.raises(SlackApiError, match="view_too_large"):
        await client.views_open(trigger_id=slack.triggers.new("U0KARI"), view=huge)


async def test_blocks_validate_answers_without_showing_anything(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    await client.api_call("blocks.validate", json={"view": form(NAME)})
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("blocks.validate", json={"view": form(title="x" * 25)})
    assert refused.value.response["error"] == "invalid_view"
    assert refused.value.response["errors"][0]["pointer"] == "/view/title/text"
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.api_call("blocks.validate", json={"blocks": [{"type": "banner"}]})
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.api_call("blocks.validate", json={})
    assert slack.refusals == []


async def test_a_standing_fault_lasts_until_it_is_cleared(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.faults.fail("chat.postMessage", "channel_not_found", times=None)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="channel_not_found"):
            await client.chat_postMessage(channel="C0ORDERS", text="x")
    await client.auth_test()
    slack.faults.clear()
    await client.chat_postMessage(channel="C0ORDERS", text="x")
    assert [(call.method, call.is_ok) for call in slack.calls] == [
        ("chat.postMessage", False),
        ("chat.postMessage", False),
        ("auth.test", True),
        ("chat.postMessage", True),
    ]


async def test_a_busy_method_says_when_to_come_back_and_then_works(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    slack.faults.rate_limit("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as busy:
        await client.chat_postMessage(channel="C0ORDERS", text="x")
    assert (busy.value.response.status_code, busy.value.response["error"]) == (429, "ratelimited")
    assert busy.value.response.headers["Retry-After"] == "7"
    await client.chat_postMessage(channel="C0ORDERS", text="x")


async def test_a_broken_method_answers_500(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.faults.crash("*", times=1)
    with pytest.raises(SlackApiError) as broken:
        await client.chat_postMessage(channel="C0ORDERS", text="x")
    assert broken.value.response.status_code == 500
    assert slack.channel("#orders").messages == []


async def test_records_show_no_words_of_people(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0ORDERS", text="Ola, 99 900 111")
    assert "Ola" not in repr(slack.calls)
    assert "Ola" not in repr(slack.channel("#orders").messages)
    assert slack.bot_token not in repr(slack.calls[-1].body)
