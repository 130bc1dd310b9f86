"""The message about a draft that its person left, as it is at first and as it is edited later."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock

from bot.views.form.resume import draft_blocks, draft_name
from bot.views.order_buttons import details_button
from bot.views.orders.cards import Message, message
from flows.form.form_context import FormContext
from flows.i18n.texts import Text, _, shaped
from flows.order import Order, State


def left_message(order: Order, form_context: FormContext) -> Message:
    """Whether to go on, as long as it is a draft; then what became of it, without the buttons that would do nothing."""
    language, name = form_context.language, shaped("*{draft}*", draft=draft_name(order.draft))
    match order.state:
        case State.OPEN if order.is_left:
            return message(language, [_asks(order)], *draft_blocks([order], form_context))
        case State.OPEN:
            return message(
                language, [_("Saved. You have gone on with it.")], *draft_blocks([order], form_context)
            )
        case State.DISCARDED:
            return message(language, [name, _("You discarded this draft.")])
        case State.EXPIRED:
            return message(
                language, [name, _("Nobody went on with this draft for long, so it was given up.")]
            )
        case _:
            button = ActionsBlock(block_id="left", elements=[details_button(order.id, language)])
            return message(language, [name, _("You have finished this order.")], button)


def _asks(order: Order) -> Text:
    if order.draft.unread:
        return _("What you wrote is saved. I was interrupted before I could read it. Continue?")
    return _("Saved. Continue?")
