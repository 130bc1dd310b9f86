"""The Slack app manifest: https://docs.slack.dev/reference/app-manifest."""

from __future__ import annotations

from typing import Any

from bot.listeners.commands import COMMAND
from bot.views.ids import MESSAGE_SHORTCUT, SHORTCUT

SCOPES = (
    "channels:history",  # the two histories: to see whether something was posted before it is posted again
    "channels:read",  # the names of public channels that a description mentions
    "chat:write",
    "commands",
    "files:read",  # photos and files that go with an order
    "groups:history",
    "im:write",
    "users:read",  # what people are in the workspace, and their names where a description mentions them
)


OPTIONAL_SCOPES = (
    "app_mentions:read",  # to answer where somebody names the bot
    "files:write",  # the file of `/order export`
    "im:history",  # to answer in its direct message, and to see whether something was posted there already
    "usergroups:read",  # who is in groups that have rights, and the handles of those a description mentions
)
"""Those an installer may leave out: what each is for is missing then, and everything else works."""


def manifest(url: str | None) -> dict[str, Any]:
    """The manifest for an app reached at `url`, or by Socket Mode where it is None."""
    request_url = {"request_url": f"{url.rstrip('/')}/slack/events"} if url else {}
    command_url = {"url": request_url["request_url"]} if request_url else {}
    return {
        "display_information": {"name": "Order Desk", "description": "Takes installation orders in Slack"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Order Desk", "always_online": True},
            "shortcuts": [
                {
                    "name": "New order",
                    "type": "global",
                    "callback_id": SHORTCUT,
                    "description": "Take an installation order",
                },
                {
                    "name": "New order from message",
                    "type": "message",
                    "callback_id": MESSAGE_SHORTCUT,
                    "description": "Take an order with what the message says",
                },
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": "Take an installation order",
                    "usage_hint": "[list | P1-42 | client and address | export | language nb | help]",
                    "should_escape": True,
                    **command_url,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": {
                "bot_events": ["app_home_opened", "app_mention", "message.im"],
                **request_url,
            },
            "interactivity": {"is_enabled": True, **request_url, **_options_url(request_url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
        },
    }


def _options_url(request_url: dict[str, str]) -> dict[str, str]:
    """Searching selects ask here."""
    return {"message_menu_options_url": request_url["request_url"]} if request_url else {}
