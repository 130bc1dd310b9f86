"""Slack's ids: https://docs.slack.dev/reference/objects/conversation-object."""

from __future__ import annotations


def is_user(recipient: str) -> bool:
    """Whether it is a person's id, not a channel's."""
    return recipient.startswith(("U", "W"))


def is_group(identifier: str) -> bool:
    """Whether it is a user group's id: https://docs.slack.dev/reference/objects/usergroup-object."""
    return identifier.startswith("S")


def is_channel(identifier: str) -> bool:
    """Whether it is a channel's id; private ones from before 2021 begin with a G."""
    return identifier.startswith(("C", "G"))
