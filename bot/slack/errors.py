"""What a failed call to Slack says."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError


def reason_of(error: SlackApiError) -> str:
    """Slack's word for it; a gateway in front of Slack answers with a page, which has none."""
    data = getattr(error.response, "data", None)
    return str(data.get("error")) if isinstance(data, dict) else "no answer of Slack's"
