"""What an installed app may do in the local Slack is what its manifest says, and what Slack itself can."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import ConversationError
from sandbox.slack.views import Json
from tests.support.sandbox_bots import plain

READ_ONLY: Json = {"features": {"app_home": {"messages_tab_read_only_enabled": True}}}
WRITES_ONLY: Json = {"oauth_config": {"scopes": {"bot": ["chat:write", "im:history"]}}}


def picture(address: str) -> Json:
    return {"type": "image", "image_url": address, "alt_text": "A cable"}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}


async def test_a_call_without_its_scope_is_refused_with_what_it_needs(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    slack.install(WRITES_ONLY)
    await client.auth_test()
    await client.chat_postMessage(channel="D0KARI", text="Hello")
    await client.conversations_history(channel="D0KARI")
    for method, arguments, needed in (
        ("conversations.history", {"channel": "C0ORDERS"}, "channels:history"),
        ("users.info", {"user": "U0KARI"}, "users:read"),
        ("conversations.open", {"users": "U0KARI"}, "im:write"),
    ):
        with pytest.raises(SlackApiError) as refused:
            await client.api_call(method, params=arguments)
        answer = refused.value.response
        assert (answer["error"], answer["needed"]) == ("missing_scope", needed)
        assert answer["provided"] == "chat:write,im:history"


async def test_nobody_writes_to_an_app_whose_messages_are_read_only(slack: LocalSlack) -> None:
    kari = slack.person("kari")
    kari.in_channel("D0KARI").write("Hello")
    slack.install(READ_ONLY)
    with pytest.raises(ConversationError, match="read only"):
        kari.in_channel("D0KARI").write("Hello")
    with pytest.raises(ConversationError, match="read only"):
        await kari.in_channel("D0KARI").slash("/order")
    assert kari.in_channel("#orders").write("Hello").text == "Hello"


def test_nobodys_slack_is_in_norwegian(slack: LocalSlack) -> None:
    assert {each.locale.partition("-")[0] for each in slack.workspace.people.values()} == {"en"}
    with pytest.raises(ValueError, match="no Norwegian"):
        slack.add_person("guri", "nb-NO", "Europe/Oslo")


@pytest.mark.parametrize(
    "address",
    [
        "https://192.168.1.4/a.png",
        "http://localhost/a.png",
        "https://pictures.local/a.png",
        "ftp://a.no/a.png",
    ],
)
async def test_what_shows_a_picture_that_slack_cant_fetch_is_refused(
    client: AsyncWebClient, address: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.views_publish(
            user_id="U0KARI",
            view=home({"type": "divider"}, {"type": "context", "elements": [picture(address)]}),
        )
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] downloading image failed [json-pointer:/view/blocks/1/elements/0/image_url]"
    ]
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.chat_postMessage(channel="C0ORDERS", text="x", blocks=[picture(address)])


async def test_a_picture_is_fetched_again_by_a_view_that_shows_it_again(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    address = "https://example.com/cable.png"
    view = home({"type": "section", "text": plain("A cable"), "accessory": picture(address)})
    await client.views_publish(user_id="U0KARI", view=view)
    slack.workspace.pictures.missing.add(address)
    with pytest.raises(SlackApiError, match="downloading image failed"):
        await client.views_publish(user_id="U0KARI", view=view)
    assert slack.refusals == []
