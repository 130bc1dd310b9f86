"""The arguments of an ack to a submitted view: https://docs.slack.dev/surfaces/modals#updating_response."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from bot.views.inputs import without_filetypes

Ack = dict[str, Any]


def updated(view: View) -> Ack:
    """The view in the place of the one submitted; what Slack refuses here it tells nobody."""
    return {"response_action": "update", "view": without_filetypes(view)}


def pushed(view: View) -> Ack:
    """The view on top of the one submitted, which stays as it is."""
    return {"response_action": "push", "view": without_filetypes(view)}


def with_errors(errors: Mapping[str, str]) -> Ack:
    """The submitted view again, with errors at its inputs, by block id."""
    return {"response_action": "errors", "errors": dict(errors)}
