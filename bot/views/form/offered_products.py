"""What a message may mean of the catalog: offered on the offer's screen, with a tap to take one."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, plain, section
from flows.draft import Draft, Step
from flows.form.form_context import FormContext
from flows.form.from_text import PRODUCTS, offered
from flows.i18n.texts import Text, _, verbatim

MOST_OFFERED = 10


def offered_products(draft: Draft, form_context: FormContext) -> Sequence[Block]:
    """Nothing where the message is clear, or the person has chosen."""
    named = {key: _name(key, form_context) for key in offered(draft, Step.OFFER, PRODUCTS)}
    known = [(key, name) for key, name in named.items() if name][:MOST_OFFERED]
    if not known:
        return []
    buttons = [
        _button(f"{Action.PRODUCT}.offered{place}", verbatim(name), key, form_context)
        for place, (key, name) in enumerate(known)
    ]
    none = _button(f"{Action.PRODUCT}.none", _("None of these"), None, form_context)
    return [
        section(form_context.language, _("The message may mean one of these. Choose what is meant:")),
        ActionsBlock(block_id="offered_products", elements=[*buttons, none]),
    ]


def _name(key: str, form_context: FormContext) -> str | None:
    """None where the catalog has it no more."""
    found = form_context.catalog.product(key) or form_context.catalog.bundle(key)
    return found.name if found else None


def _button(action: str, text: Text, key: str | None, form_context: FormContext) -> ButtonElement:
    return ButtonElement(text=plain(form_context.language, text, LONGEST_BUTTON), action_id=action, value=key)
