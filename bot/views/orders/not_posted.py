"""A created order that its channel hasn't heard of: why, what to do, and that it is posted after all."""

from __future__ import annotations

from collections.abc import Mapping

from bot.views.mrkdwn import channel
from bot.views.orders.cards import Message, message
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, verbatim

_INVITE = _(
    "The app isn't in that channel, or the channel is gone. Invite it there with `/invite @Order Desk`, or set another "
    "one in ORDERS_CHANNEL or the catalog."
)
_ARCHIVED = _("The channel is archived. Unarchive it, or set another one in ORDERS_CHANNEL or the catalog.")
_RESTRICTED = _(
    "Only some may post in that channel. Let the app post there in the channel's settings, or set another one in "
    "ORDERS_CHANNEL or the catalog."
)
_SCOPE = _("The app lacks a permission in Slack. Install it again with what `orderdesk manifest` prints.")
_TOKEN = _(
    "Slack doesn't accept the app's token. Put a valid one into SLACK_BOT_TOKEN and start Order Desk again."
)
_TOO_LONG = _(
    "Slack doesn't take this message, so it isn't tried again. Tell the team yourself, and your admin."
)

CURES: Mapping[str, Text] = {
    "not_in_channel": _INVITE,
    "channel_not_found": _INVITE,
    "is_archived": _ARCHIVED,
    "restricted_action": _RESTRICTED,
    "restricted_action_read_only_channel": _RESTRICTED,
    "restricted_action_thread_only_channel": _RESTRICTED,
    "restricted_action_non_threadable_channel": _RESTRICTED,
    "ekm_access_denied": _RESTRICTED,
    "team_access_not_granted": _RESTRICTED,
    "access_denied": _RESTRICTED,
    "missing_scope": _SCOPE,
    "no_permission": _SCOPE,
    "not_allowed_token_type": _SCOPE,
    "invalid_auth": _TOKEN,
    "not_authed": _TOKEN,
    "account_inactive": _TOKEN,
    "token_revoked": _TOKEN,
    "token_expired": _TOKEN,
    "org_login_required": _TOKEN,
    "msg_too_long": _TOO_LONG,
    "msg_blocks_too_long": _TOO_LONG,
    "invalid_blocks": _TOO_LONG,
    "invalid_blocks_format": _TOO_LONG,
    "no_text": _TOO_LONG,
    "metadata_too_large": _TOO_LONG,
    "too_many_attachments": _TOO_LONG,
}
"""Waiting mends none of these: https://docs.slack.dev/reference/methods/chat.postMessage."""

NEVER_TAKEN = frozenset(reason for reason, cure in CURES.items() if cure is _TOO_LONG)


def not_posted(order: Text, channel_id: str, reason: str, language: Language) -> Message:
    """To the person and the operators; `order` is what they may read of it, `reason` Slack's word for it."""
    head = _("⚠️ *{order}* is created, but not posted in {channel}.", order=order, channel=channel(channel_id))
    cure = CURES.get(reason) or _(
        "Slack doesn't take the message now ({reason}). Nothing to do yet: it is tried again for a day.",
        reason=verbatim(reason),
    )
    waits = CURES.get(reason) is not None and reason not in NEVER_TAKEN
    follows = [_("The post follows by itself then.")] if waits else []
    return message(language, [head, cure, *follows])


def posted_after_all(order: Text, channel_id: str, language: Language) -> Message:
    """In its place, once the channel has heard."""
    return message(
        language,
        [_("✅ *{order}* is created, and posted in {channel}.", order=order, channel=channel(channel_id))],
    )
