"""The line editor: one line of the offer, pushed on top of it."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import ActionsBlock, ButtonElement
from slack_sdk.models.views import View

from bot.views.ids import Action, Callback, Metadata
from bot.views.inputs import NO_ERRORS, input_block, warnings
from bot.views.words import LONGEST_BUTTON, LONGEST_TITLE, plain, section
from flows.draft import Line
from flows.field import Situation
from flows.lines import line_in_hand
from flows.order import Order
from flows.screens.line import SCREEN, line_fields, line_standing
from flows.texts import Text, _, shaped


def line_callback(line: Line) -> str:
    """The editor's callback id, which tells the line: the editor may be submitted when another is in hand."""
    return f"{Callback.LINE}.{line.id}"


def line_view(order: Order, situation: Situation, errors: Mapping[str, Text] = NO_ERRORS) -> View:
    """The editor of the line in hand, pushed on top of the offer."""
    draft, language = order.draft, situation.language
    line = line_in_hand(draft, situation)
    details = draft.line_in_hand is not None and draft.line_in_hand.details
    typed = line_standing(draft, line, situation)
    fields = line_fields(line, situation, details=details)
    inputs = [input_block(SCREEN, field, typed.get(field.key), language) for field in fields]
    more = ButtonElement(
        text=plain(language, _("Fewer details") if details else _("More details"), LONGEST_BUTTON),
        action_id=Action.LINE_DETAILS,
    )
    name = [section(language, shaped("*{name}*", name=line.name))] if line.product_id else []
    unfold = [] if line.product_id else [ActionsBlock(block_id="details", elements=[more])]
    is_new = draft.line(line.id) is None
    return View(
        type="modal",
        callback_id=line_callback(line),
        private_metadata=Metadata(draft=draft.id, version=order.version).dump(),
        title=plain(language, _("New line") if is_new else _("Change line"), LONGEST_TITLE),
        submit=plain(language, _("Add line") if is_new else _("Save line"), LONGEST_TITLE),
        close=plain(language, _("Back"), LONGEST_TITLE),
        blocks=[*warnings(errors, fields, None, language), *name, *inputs, *unfold],
    )
