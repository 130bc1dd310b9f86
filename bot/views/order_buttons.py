"""What one can do with an order wherever it is named: open it, repeat it, begin another for its client."""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, plain
from flows.i18n.language import Language
from flows.i18n.texts import Text, _


def details_button(order_id: str, language: Language) -> ButtonElement:
    """Opens the order."""
    return _button(Action.ORDER_DETAILS, _("Details"), order_id, language)


def repeat_button(order_id: str, language: Language) -> ButtonElement:
    """Begins the same order once more."""
    return _button(Action.REPEAT, _("Repeat"), order_id, language)


def for_client_button(order_id: str, language: Language) -> ButtonElement:
    """Begins another order for the same client."""
    return _button(Action.FOR_CLIENT, _("New order for this client"), order_id, language)


def _button(action: Action, text: Text, order_id: str, language: Language) -> ButtonElement:
    return ButtonElement(
        text=plain(language, text, LONGEST_BUTTON), action_id=f"{action}.{order_id[:8]}", value=order_id
    )
