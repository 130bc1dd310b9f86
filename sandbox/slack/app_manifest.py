"""What an app's manifest gives it: commands, shortcuts, scopes, and whether people may write to it.

Source: https://docs.slack.dev/reference/app-manifest.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.slack.views import Json

# https://docs.slack.dev/reference/methods; views.* and auth.test need none.
_SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "reactions.add": "reactions:write",
    "conversations.open": "im:write",
    "users.info": "users:read",
    "users.list": "users:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "files.info": "files:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}
_SCOPES_OF_EVENTS = {"message.im": "im:history", "app_mention": "app_mentions:read"}
_SCOPES_BY_CHANNEL = {
    "conversations.info": "read",
    "conversations.list": "read",
    "conversations.members": "read",
    "conversations.history": "history",
    "conversations.replies": "history",
}


@dataclass(frozen=True)
class AppManifest:
    """A manifest as Slack reads it; an empty one restricts nothing."""

    given: Json = field(default_factory=dict)

    @property
    def commands(self) -> list[Json]:
        """The slash commands."""
        return list(self._features.get("slash_commands", ()))

    @property
    def shortcuts(self) -> list[Json]:
        """The shortcuts, global ones and those of messages."""
        return list(self._features.get("shortcuts", ()))

    @property
    def may_be_written_to(self) -> bool:
        """Whether the direct message with the app has a composer."""
        return not self._features.get("app_home", {}).get("messages_tab_read_only_enabled", False)

    def missing_scope(self, method: str, *, is_direct: bool) -> str | None:
        """The scope that a Web API call needs and the app hasn't, or None; `is_direct` says what channel it names."""
        kind = _SCOPES_BY_CHANNEL.get(method)
        needed = f"{'im' if is_direct else 'channels'}:{kind}" if kind else _SCOPES.get(method)
        return needed if needed and self.scopes is not None and needed not in self.scopes else None

    @property
    def scopes(self) -> list[str] | None:
        """The bot's scopes, or None where the manifest says nothing of any."""
        given = self.given.get("oauth_config", {}).get("scopes", {})
        return [*given["bot"], *given.get("bot_optional", ())] if "bot" in given else None

    @property
    def events(self) -> list[str]:
        """What the app is notified of."""
        subscribed = self.given.get("settings", {}).get("event_subscriptions", {}).get("bot_events", ())
        return [event for event in subscribed if self._may_hear(event)]

    def _may_hear(self, event: str) -> bool:
        needed = _SCOPES_OF_EVENTS.get(event)
        return needed is None or self.scopes is None or needed in self.scopes

    @property
    def _features(self) -> Json:
        features: Json = self.given.get("features", {})
        return features
