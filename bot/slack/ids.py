"""Slack's ids: https://docs.slack.dev/reference/objects/conversation-object."""

from __future__ import annotations


def is_user(recipient: str) -> bool:
    """Whether it is a person's id, not a channel's."""
    return recipient.startswith(("U", "W"))
