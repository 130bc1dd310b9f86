"""Messages in the place of a window that Slack didn't open in time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, InputBlock
from slack_sdk.models.views import View

from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, plain
from bot.views.orders.cards import Message, message
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, verbatim

MOST_BLOCKS = 49
"""A message has 50 at most, a modal 100: https://docs.slack.dev/reference/block-kit/blocks."""


def left_draft_message(order_id: str, language: Language) -> Message:
    """The draft that would have been shown."""
    go_on = _button(language, _("Continue"), Action.CONTINUE, order_id)
    return _message(language, [not_opened_text(), _("Everything is saved. Continue here:")], go_on)


def left_view_message(view: View, language: Language) -> Message:
    """What the window would have shown, which asks nothing."""
    return message(language, [not_opened_text()], *(view.blocks or ())[:MOST_BLOCKS])


def again_message(pressed: Mapping[str, Any] | None, language: Language) -> Message:
    """The button that was pressed, once more; where it was none, one that opens the form."""
    if pressed is None or pressed.get("type") != "button" or not (said := pressed.get("text")):
        return _message(language, [not_opened_text()], begin_button(language))
    button = _button(language, verbatim(said["text"]), pressed["action_id"], pressed.get("value"))
    return _message(language, [not_opened_text(), _("Press the button once more:")], button)


def trouble_message(text: Text, language: Language) -> Message:
    """Of something that failed where no window can say so, with a way on."""
    return _message(language, [text], begin_button(language))


def begin_button(language: Language) -> ButtonElement:
    """Opens the form: on what is unfinished, else on a new order."""
    return _button(language, _("Open the form"), Action.BEGIN)


def has_inputs(view: View) -> bool:
    """Whether it asks for something that a message can't ask."""
    return any(isinstance(block, InputBlock) for block in view.blocks or ())


def not_opened_text() -> Text:
    """What happened; what to do is the button's to say, or to press the one before once more."""
    return _("The window didn't open: Slack waits three seconds for it, and the connection took longer.")


def _button(language: Language, text: Text, action: str, value: str | None = None) -> ButtonElement:
    return ButtonElement(
        text=plain(language, text, LONGEST_BUTTON), action_id=action, value=value, style="primary"
    )


def _message(language: Language, texts: list[Text], button: ButtonElement) -> Message:
    return message(language, texts, ActionsBlock(block_id="not_opened", elements=[button]))
