"""What the Orders API said against an order, each sentence beside the button that leads to what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, plain, section
from flows.form.form_context import FormContext
from flows.form.refusal import Refusal, refusals
from flows.i18n.language import Language
from flows.i18n.texts import Text, _
from flows.order import Order

MOST_WITH_BUTTON = 8

Button = Callable[[str, str], ButtonElement]
"""From a mark that tells it from the others, and where it leads, to the button."""


def refusal_blocks(order: Order, form_context: FormContext, button: Button) -> list[Block]:
    """Below what says that it was refused; nothing where no sentence names a field of ours."""
    said = refusals(order, form_context)
    if not any(refusal.step for refusal in said):
        return []
    language, marked = form_context.language, said[:MOST_WITH_BUTTON]
    rest = [_text(refusal) for refusal in said[MOST_WITH_BUTTON:]]
    return [
        *(_block(refusal, button, f"refused_{place}", language) for place, refusal in enumerate(marked)),
        *([section(language, *rest)] if rest else []),
    ]


def edit_button(language: Language) -> Button:
    """In the summary: to that step, and the editor of that line."""
    return lambda mark, target: ButtonElement(
        text=plain(language, _("Edit"), LONGEST_BUTTON), action_id=f"{Action.EDIT}.{mark}", value=target
    )


def mend_button(order: Order, language: Language) -> Button:
    """In a message: opens the form there."""
    return lambda mark, target: ButtonElement(
        text=plain(language, _("Edit"), LONGEST_BUTTON),
        action_id=f"{Action.MEND}.{mark}",
        value=f"{order.id}:{target}",
    )


def refused_texts(order: Order, form_context: FormContext) -> Sequence[Text]:
    """The same without buttons, in a line each."""
    return [_text(refusal) for refusal in refusals(order, form_context)]


def _block(refusal: Refusal, button: Button, mark: str, language: Language) -> Block:
    if refusal.step is None:
        return section(language, _text(refusal))
    target = f"{refusal.step}:{refusal.line}" if refusal.line else refusal.step.value
    return section(language, _text(refusal), accessory=button(mark, target))


def _text(refusal: Refusal) -> Text:
    if refusal.label is None:
        return _("“{words}”", words=refusal.sentence)
    return _("*{label}*: “{words}”", label=refusal.label, words=refusal.sentence)
