"""The message about drafts that their person left, as it is at first and as it is edited later."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock

from bot.views.form.resume import draft_blocks, draft_name
from bot.views.order_buttons import details_button
from bot.views.orders.cards import Message, message
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, shaped
from flows.order import Order, State


def left_message(order: Order, drafts: Sequence[Order], form_context: FormContext) -> Message:
    """Whether to go on with `drafts`, as long as there are any; then what became of `order`, the first of them."""
    language = form_context.language
    if drafts:
        return message(language, _asks(drafts), *draft_blocks(drafts, form_context))
    return _over(order, language)


def _asks(drafts: Sequence[Order]) -> list[Text]:
    if len(drafts) > 1:
        return [_("You left {count} orders unfinished. They are saved. Continue?", count=len(drafts))]
    (draft,) = drafts
    if not draft.is_left:
        return [_("Saved. You have gone on with it.")]
    if draft.draft.unread:
        return [_("What you wrote is saved. I was interrupted before I could read it. Continue?")]
    return [_("Saved. Continue?")]


def _over(order: Order, language: Language) -> Message:
    """Without the buttons, which would do nothing."""
    name = shaped("*{draft}*", draft=draft_name(order.draft))
    match order.state:
        case State.DISCARDED:
            return message(language, [name, _("You discarded this draft.")])
        case State.EXPIRED:
            return message(
                language, [name, _("Nobody went on with this draft for long, so it was given up.")]
            )
        case _:
            button = ActionsBlock(block_id="left", elements=[details_button(order.id, language)])
            return message(language, [name, _("You have finished this order.")], button)
