"""The button that opens an order, wherever it is named."""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, plain
from flows.i18n.language import Language
from flows.i18n.texts import _


def details_button(order_id: str, language: Language) -> ButtonElement:
    """Opens the order, from wherever it is named."""
    text = plain(language, _("Details"), LONGEST_BUTTON)
    return ButtonElement(text=text, action_id=f"{Action.ORDER_DETAILS}.{order_id[:8]}", value=order_id)
