"""What operators read of the Orders API and of user groups: what is wrong, what to do, and when it is over."""

from __future__ import annotations

from collections.abc import Mapping

from bot.views.mrkdwn import moment
from bot.views.orders.cards import Message, message
from flows.i18n.language import Language
from flows.i18n.texts import Text, _
from flows.sending.outages import OutageKind
from storage.outages import Outage

WAIT = _("Orders are still taken and saved, and sent by themselves afterwards.")

TEXTS: Mapping[OutageKind, Text] = {
    OutageKind.UNAUTHORISED: _(
        "🛑 The order system doesn't accept our token (401), so no order is sent. Put a valid token into "
        "ORDERS_API_TOKEN and start Order Desk again."
    ),
    OutageKind.FORBIDDEN: _(
        "🛑 The order system doesn't let us create orders (403), so none is sent. Give the user of ORDERS_API_TOKEN "
        "the role for it there, or set ORDERS_API_TOKEN to the token of a user who has it and start Order Desk again."
    ),
    OutageKind.WRONG_ADDRESS: _(
        "🛑 What answers at ORDERS_API_URL isn't the order system, so no order is sent. Set ORDERS_API_URL to the "
        "address in its documentation and start Order Desk again; if it is right, ask whoever runs the proxy."
    ),
}


def outage_began(outage: Outage, language: Language) -> Message:
    """What is wrong, and the cure."""
    return message(language, _began(outage))


def outage_over(outage: Outage, language: Language) -> Message:
    """It works again."""
    since = moment(outage.since)
    if outage.kind is OutageKind.LIST:
        return message(
            language, [_("✅ The list of orders can be read again; it couldn't since {when}.", when=since)]
        )
    if outage.kind is OutageKind.USER_GROUPS:
        return message(language, [_("✅ Slack tells again who is in the user groups that have rights here.")])
    return message(
        language,
        [_("✅ The order system takes orders again. Those saved since {when} are being sent.", when=since)],
    )


def _began(outage: Outage) -> list[Text]:
    match outage.kind:
        case OutageKind.NO_ANSWER:
            text = _(
                "🛑 The order system has answered no order since {when}: {reason} Check whether it is "
                "down, and whether this machine reaches ORDERS_API_URL.",
                when=moment(outage.since),
                reason=outage.reason,
            )
        case OutageKind.LIST:
            return [
                _(
                    "⚠️ The list of orders hasn't told us anything since {when}: {reason} Orders are sent as usual, but "
                    "one whose answer gets lost waits longer, or has to be looked for by a person. Check that the user "
                    "of ORDERS_API_TOKEN may read the list, and that it shows each order's metadata.",
                    when=moment(outage.since),
                    reason=outage.reason,
                )
            ]
        case OutageKind.USER_GROUPS:
            return [
                _(
                    "⚠️ Slack doesn't tell who is in the user groups that have rights here: {reason}. Their last known "
                    "members keep them for an hour, then nobody in them has any. Give the app the scope "
                    "usergroups:read and install it again, and check the group ids in the settings.",
                    reason=outage.reason,
                )
            ]
        case kind:
            text = TEXTS[kind]
    return [text, WAIT]
