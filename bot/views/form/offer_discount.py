"""A discount on the whole offer: how much, and why."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.views import View

from bot.views.ids import Callback, Metadata
from bot.views.inputs import NO_ERRORS, error_blocks, input_blocks
from bot.views.mrkdwn import LONGEST_TITLE, context, plain
from flows.form.form_context import FormContext
from flows.i18n.texts import Text, _, _n
from flows.offer.whole_discount import SCREEN, discount_fields, takes_discount
from flows.order import Order


def discount_view(order: Order, form_context: FormContext, errors: Mapping[str, Text] = NO_ERRORS) -> View:
    """Asks for the discount; on top of it what must be mended where the input isn't there any more."""
    draft, language = order.draft, form_context.language
    fields = discount_fields(draft, form_context)
    others = sum(not takes_discount(line, form_context) for line in draft.lines)
    left_out = _n(
        "{count} line takes no discount: its price isn't ours to change.",
        "{count} lines take no discount: their price isn't ours to change.",
        count=others,
    )
    return View(
        type="modal",
        callback_id=Callback.DISCOUNT,
        private_metadata=Metadata.of(order).dump(),
        title=plain(language, _("Discount"), LONGEST_TITLE),
        submit=plain(language, _("Take off"), LONGEST_TITLE),
        close=plain(language, _("Back"), LONGEST_TITLE),
        blocks=[
            *error_blocks(errors, fields, None, language),
            *input_blocks(SCREEN, fields, draft.inputs.get(SCREEN, {}), form_context),
            *([context(language, left_out)] if others else []),
        ],
    )
