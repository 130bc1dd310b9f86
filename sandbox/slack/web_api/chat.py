"""Web API: chat.* and reactions.add. Source: https://docs.slack.dev/reference/methods."""

from __future__ import annotations

from sandbox.slack.element_state import carried_over
from sandbox.slack.errors import ApiError
from sandbox.slack.messages import Message
from sandbox.slack.views import TEAM_DOMAIN, Json, with_ids
from sandbox.slack.web_api.arguments import is_true
from sandbox.slack.web_api.services import Method, Services, check_message
from sandbox.slack.workspace import BOT_USER, Channel


def chat_post_message(services: Services, arguments: Json) -> Json:
    """Post as the bot; a person's id as `channel` means the direct message.

    `client_msg_id` is kept but never used to drop a second post: Slack documents no such promise.
    """
    channel = _own_channel(services, arguments)
    check_message(arguments, services.workspace.pictures)
    _check_metadata(arguments.get("metadata"))
    _check_thread(channel, arguments.get("thread_ts"))
    message = services.workspace.post(_message(channel, arguments))
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json(with_metadata=True)}


def chat_post_ephemeral(services: Services, arguments: Json) -> Json:
    """Show a message to one member of a channel."""
    channel = _own_channel(services, arguments)
    if arguments.get("user") not in channel.members:
        raise ApiError("user_not_in_channel")
    check_message(arguments, services.workspace.pictures)
    message = _message(channel, arguments)
    message.visible_to = str(arguments["user"])
    return {"message_ts": services.workspace.post(message).ts}


def chat_update(services: Services, arguments: Json) -> Json:
    """Change a message of the bot's own."""
    channel, message = _own_message(services, arguments, "cant_update_message")
    check_message(arguments, services.workspace.pictures)
    _check_metadata(arguments.get("metadata"))
    rewrite(message, arguments)
    services.workspace.changed(message)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.notification,
        "message": message.as_json(),
    }


def chat_delete(services: Services, arguments: Json) -> Json:
    """Delete a message of the bot's own."""
    channel, message = _own_message(services, arguments, "cant_delete_message")
    services.workspace.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def chat_get_permalink(services: Services, arguments: Json) -> Json:
    """Where a message is in the web client."""
    channel = services.channel(arguments.get("channel"))
    if channel.message(str(arguments.get("message_ts"))) is None:
        raise ApiError("message_not_found")
    ts = str(arguments["message_ts"]).replace(".", "")
    return {
        "channel": channel.id,
        "permalink": f"https://{TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{ts}",
    }


def reactions_add(services: Services, arguments: Json) -> Json:
    """Put a reaction on a message."""
    channel = services.channel(arguments.get("channel"))
    message = channel.message(str(arguments.get("timestamp")))
    if message is None:
        raise ApiError("message_not_found")
    if not arguments.get("name"):
        raise ApiError("invalid_name")
    if arguments["name"] in message.reactions:
        raise ApiError("already_reacted")
    message.reactions.append(str(arguments["name"]))
    services.workspace.changed(message)
    return {}


def rewrite(message: Message, arguments: Json) -> None:
    """Put new words and blocks into a message; blocks not given are gone, as in Slack when text is given."""
    message.notification = str(arguments.get("text") or "")
    message.blocks = with_ids(arguments.get("blocks") or [])
    message.answers = carried_over(message.blocks, message.answers)
    message.metadata = arguments.get("metadata") or message.metadata
    message.is_edited = True


def _message(channel: Channel, arguments: Json) -> Message:
    blocks = with_ids(arguments.get("blocks") or [])
    return Message(
        blocks=blocks,
        answers=carried_over(blocks, {}),
        channel=channel.id,
        author=BOT_USER,
        notification=str(arguments.get("text") or ""),
        metadata=arguments.get("metadata") or {},
        thread_ts=arguments.get("thread_ts"),
        client_msg_id=arguments.get("client_msg_id"),
        unfurl_links=is_true(arguments["unfurl_links"]) if "unfurl_links" in arguments else None,
        unfurl_media=is_true(arguments["unfurl_media"]) if "unfurl_media" in arguments else None,
    )


def _own_channel(services: Services, arguments: Json) -> Channel:
    channel = services.channel(arguments.get("channel"))
    if BOT_USER not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _own_message(services: Services, arguments: Json, error: str) -> tuple[Channel, Message]:
    channel = services.channel(arguments.get("channel"))
    message = channel.message(str(arguments.get("ts")))
    if message is None:
        raise ApiError("message_not_found")
    if message.author != BOT_USER:
        raise ApiError(error)
    return channel, message


def _check_metadata(metadata: object) -> None:
    if metadata is None:
        return
    if not isinstance(metadata, dict):
        raise ApiError("metadata_must_be_sent_as_json")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")


def _check_thread(channel: Channel, thread_ts: object) -> None:
    if thread_ts and channel.message(str(thread_ts)) is None:
        raise ApiError("thread_not_found")


METHODS: dict[str, Method] = {
    "chat.postMessage": chat_post_message,
    "chat.postEphemeral": chat_post_ephemeral,
    "chat.update": chat_update,
    "chat.delete": chat_delete,
    "chat.getPermalink": chat_get_permalink,
    "reactions.add": reactions_add,
}
