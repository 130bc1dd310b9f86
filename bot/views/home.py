"""Draft → Home tab."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    Option,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.views.form.resume import draft_blocks
from bot.views.ids import Action, Callback
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_OPTION, plain, section
from flows.form.form_context import FormContext
from flows.i18n.language import Language, language, shipped_languages
from flows.i18n.texts import Text, _, verbatim
from flows.order import Order


def home_view(drafts: Sequence[Order], form_context: FormContext, under_way: Sequence[Block] = ()) -> View:
    """The person's orders under way, a button to begin another, their drafts, and their language."""
    reader = form_context.language
    begin = ButtonElement(
        text=plain(reader, _("New order"), LONGEST_BUTTON), action_id=Action.NEW_ORDER, style="primary"
    )
    blocks: list[Block] = [
        *([*under_way, DividerBlock()] if under_way else []),
        section(reader, _("*Order Desk* takes installation orders in four short screens.")),
        ActionsBlock(block_id="begin", elements=[begin]),
        *([section(reader, _("Unfinished orders"))] if drafts else []),
        *draft_blocks(drafts, form_context),
        DividerBlock(),
        section(reader, _("Language"), accessory=_languages(reader), block_id="language"),
    ]
    return View(type="home", callback_id=Callback.HOME, blocks=blocks)


def refusal_home(reader: Language, refusal: Text) -> View:
    """For somebody who may not take orders: why, and whom to ask."""
    return View(type="home", callback_id=Callback.HOME, blocks=[section(reader, refusal)])


def _languages(reader: Language) -> StaticSelectElement:
    options = {
        code: Option(text=plain(reader, verbatim(_own_name(code)), LONGEST_OPTION), value=code)
        for code in shipped_languages()
    }
    return StaticSelectElement(
        action_id=Action.LANGUAGE, options=list(options.values()), initial_option=options.get(reader.code)
    )


def _own_name(code: str) -> str:
    return str(language(code).locale.get_display_name(code)).capitalize()
