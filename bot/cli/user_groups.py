"""What `orderdesk doctor` says of the user groups that settings name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import slack_client, slack_connections
from bot.clock import utc_now
from bot.service.permissions import Permissions
from bot.settings import Settings
from bot.slack.user_groups import UserGroups


async def unread_groups(settings: Settings) -> Sequence[str]:
    """A line for each group that Slack doesn't tell of, one for all where it does, and none where none is named."""
    permissions = Permissions.of(settings)
    if not permissions.groups:
        return []
    async with slack_connections() as connections:
        groups = UserGroups(slack_client(settings, connections), utc_now)
        await groups.refresh(permissions.groups)
    if not groups.failures:
        return ["User groups: fine."]
    return [
        f"User group {group}: Slack doesn't tell who is in it ({reason}), so nobody has its rights"
        f" ({', '.join(_settings_with(group, permissions))}). {_advice(reason)}"
        for group, reason in sorted(groups.failures.items())
    ]


def _settings_with(group: str, permissions: Permissions) -> list[str]:
    return [right.value for right, named in permissions.named.items() if group in named]


def _advice(reason: str) -> str:
    match reason:
        case "missing_scope":
            return "The app needs the scope usergroups:read: add it, and reinstall the app."
        case "no_such_subteam":
            return "There is no such group: its id is in its profile in Slack, “Copy group ID”."
        case _:
            return "Check SLACK_BOT_TOKEN and the network, and run this again."
