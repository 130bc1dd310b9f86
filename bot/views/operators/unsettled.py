"""What operators hear of orders whose fate or number isn't known, and the person of a number that wasn't found."""

from __future__ import annotations

from bot.views.mrkdwn import user
from bot.views.operators.stuck_orders import settled_text
from bot.views.orders.cards import Message, headline, message
from flows.i18n.language import Language
from flows.i18n.texts import Text, _
from flows.order import Occasion, Order, State


def operators_note(order: Order, text: Text, language: Language, name: str) -> Message:
    """To the operators; `name` is what they may read of the order, its key tells them which it is."""
    head = _(
        "*{name}* · taken by {user} · key `{key}`",
        name=name or _("Order"),
        user=user(order.origin.user),
        key=order.id,
    )
    return message(language, [head, text])


def operators_text(occasion: Occasion, order: Order) -> Text | None:
    """What has happened and what they can do; None where it is over."""
    match occasion:
        case Occasion.NO_ID:
            return _(
                "⚠️ The order system answered with success, but without an order number that we can read. We look for "
                "the order in its list, and nobody is told that it is created before it is found. If this comes with "
                "every order, its answers have changed, or something else answers at ORDERS_API_URL."
            )
        case Occasion.UNSETTLED if order.state is State.SENDING:
            return _(
                "⏳ We can't tell whether the order system has this order: its list of orders can't be read, or "
                "doesn't show our key. We keep looking; other orders go out as usual. Check that the token of "
                "ORDERS_API_TOKEN may read the list."
            )
        case Occasion.NUMBER_NOT_FOUND if order.upstream_id is None:
            return _(
                "⚠️ The order system has this order, but for a day its number could not be found in the list. We don't "
                "look for it any more. Look for it there, and check that the list shows each order's metadata."
            )
    return None


def outcome_text(order: Order) -> Text:
    """What has become of an order that the list didn't show."""
    if order.state is State.STUCK:
        return _("⚠️ We can't tell whether the order system has it; somebody must look")
    return settled_text(order)


def receipt_number_not_found(order: Order, language: Language) -> Message:
    """To the person: it exists, and they will have to look for its number themselves."""
    return message(
        language,
        [
            _(
                "⚠️ *{headline}* is created, but for a day we could not find its number in the order system. Look for "
                "it there by the client's name; if it isn't there, ask your admin before you create it again.",
                headline=headline(order),
            )
        ],
    )
