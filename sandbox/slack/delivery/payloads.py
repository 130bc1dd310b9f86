"""The payloads Slack sends, by kind. Source: https://docs.slack.dev/reference/interaction-payloads."""

from __future__ import annotations

import secrets
import time

from sandbox.slack.messages import Message
from sandbox.slack.views import APP, TEAM, TEAM_DOMAIN, Json, Placed, View
from sandbox.slack.workspace import BOT_USER, Channel, Person

VERIFICATION_TOKEN = "local-verification-token"  # noqa: S105 - deprecated by Slack, still in every payload


def slash_command(person: Person, channel: Channel, typed: str, trigger_id: str, response_url: str) -> Json:
    """`/order list` as its form fields: https://docs.slack.dev/interactivity/implementing-slash-commands."""
    command, _, text = typed.strip().partition(" ")
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": _shown_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text.strip(),
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def shortcut(person: Person, callback_id: str, trigger_id: str) -> Json:
    """A global shortcut."""
    return {
        **_head("shortcut", person),
        "callback_id": callback_id,
        "action_ts": action_ts(),
        "trigger_id": trigger_id,
    }


def message_action(
    person: Person, callback_id: str, message: Message, channel: Channel, trigger_id: str, response_url: str
) -> Json:
    """A message shortcut."""
    return {
        **shortcut(person, callback_id, trigger_id),
        "type": "message_action",
        "channel": _channel(channel),
        "message_ts": message.ts,
        "message": message.as_json(),
        "response_url": response_url,
    }


def block_actions_in_view(person: Person, view: View, action: Json, trigger_id: str) -> Json:
    """A press or a choice in a modal or home tab."""
    return {
        **_head("block_actions", person),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger_id,
        "view": view.as_json(),
        "actions": [action],
    }


def block_actions_in_message(
    person: Person, message: Message, channel: Channel, action: Json, trigger_id: str, response_url: str
) -> Json:
    """A press or a choice in a message."""
    return {
        **_head("block_actions", person),
        "container": _message_container(message),
        "channel": _channel(channel),
        **({} if message.visible_to else {"message": message.as_json()}),  # Slack keeps no ephemerals
        "state": message.state,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "actions": [action],
    }


def block_suggestion(person: Person, placed: Placed, typed: str, where: View | Message) -> Json:
    """What was typed into an external select."""
    around: Json = (
        {"container": {"type": "view", "view_id": where.id}, "view": where.as_json()}
        if isinstance(where, View)
        else {"container": _message_container(where), "message": where.as_json()}
    )
    return {
        **_head("block_suggestion", person),
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        "value": typed,
        **around,
    }


def view_submission(person: Person, view: View, trigger_id: str) -> Json:
    """A modal's submit button."""
    return {
        **_head("view_submission", person),
        "trigger_id": trigger_id,
        "view": view.as_json(),
        "response_urls": [],
    }


def view_closed(person: Person, view: View, *, is_cleared: bool) -> Json:
    """A modal closed by its person."""
    return {**_head("view_closed", person), "view": view.as_json(), "is_cleared": is_cleared}


def app_home_opened(person: Person, direct: Channel, tab: str, view: View | None) -> Json:
    """The event that someone opened the app's tab `home` or `messages`: https://docs.slack.dev/reference/events/app_home_opened."""
    return _event(
        {
            "type": "app_home_opened",
            "user": person.id,
            "channel": direct.id,
            "tab": tab,
            "event_ts": action_ts(),
            **({"view": view.as_json()} if view else {}),
        }
    )


def message_posted(message: Message, channel: Channel) -> Json:
    """The event that somebody wrote to the bot, in its direct message or by naming it in a channel.

    https://docs.slack.dev/reference/events/message.im and https://docs.slack.dev/reference/events/app_mention.
    """
    written = message.as_json()
    direct = {"type": "message", "channel_type": "im", **({"subtype": "file_share"} if message.files else {})}
    kind = direct if channel.is_direct else {"type": "app_mention"}
    return _event({**written, **kind, "channel": channel.id, "event_ts": message.ts})


def _event(event: Json) -> Json:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "api_app_id": APP,
        "type": "event_callback",
        "event": event,
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def action_ts() -> str:
    """When a person acted: seconds since 1970 with six decimals."""
    return f"{time.time():.6f}"


def _head(kind: str, person: Person) -> Json:
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "api_app_id": APP,
        # What somebody does in a modal has their own team: https://github.com/slackapi/bolt-js/issues/1614
        "team": {"id": person.team if kind.startswith("view_") else TEAM, "domain": TEAM_DOMAIN},
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": _shown_name(channel)}


def _shown_name(channel: Channel) -> str:
    return "directmessage" if channel.is_direct else channel.name


def _message_container(message: Message) -> Json:
    return {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.visible_to is not None,
    }
