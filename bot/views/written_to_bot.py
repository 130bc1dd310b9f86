"""Answers to what people write to the bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock

from bot.settings import ClientInChannel
from bot.views.form.resume import MOST_SHOWN, draft_blocks, how_many, new_button
from bot.views.order_buttons import details_button
from bot.views.orders.cards import Message, dotted, message, public_name
from bot.views.orders.progress import state_text
from flows.catalog import Catalog
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import _, shaped, verbatim
from flows.order import Order


def status_message(
    order: Order, catalog: Catalog, language: Language, now: datetime, *, is_whole: bool
) -> Message:
    """Where an order stands; with `is_whole` its name and the API's words, which may hold the client's, are told."""
    shows = ClientInChannel.FULL if is_whole else ClientInChannel.NONE
    told = order if is_whole else replace(order, refusal=None)
    name = public_name(order, catalog, shows)
    parts = [verbatim(part) for part in (order.display_id, name) if part]
    texts = [
        *([shaped("*{headline}*", headline=dotted(parts))] if parts else []),
        state_text(told, catalog, now),
    ]
    return message(
        language, texts, ActionsBlock(block_id="status", elements=[details_button(order.id, language)])
    )


def unfinished_message(drafts: Sequence[Order], form_context: FormContext) -> Message:
    """The person's drafts, and a button that begins another order."""
    language = form_context.language
    said = how_many(drafts) if drafts else _("You have no unfinished order.")
    begin = ActionsBlock(block_id="resume", elements=[new_button(language)])
    return message(language, [said], *draft_blocks(drafts[:MOST_SHOWN], form_context), begin)


def begun_message(order: Order, form_context: FormContext) -> Message:
    """An order was begun with what the person wrote."""
    said = _("I've begun an order with what you wrote. Check it and go on:")
    return message(form_context.language, [said], *draft_blocks([order], form_context))
