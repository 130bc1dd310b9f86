"""Lines pasted as a table: where they are pasted, and what will be added before it is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock, SectionBlock
from slack_sdk.models.views import View

from bot.views.form.offer import line_texts, total_texts
from bot.views.ids import Action, Callback, Metadata
from bot.views.inputs import input_blocks
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_TITLE, cut, plain, section, sections
from flows.draft import Draft
from flows.form.form_context import FormContext
from flows.i18n.texts import Text, _, _n, shaped
from flows.offer.currencies import offer_currency
from flows.offer.totals import totals
from flows.order import Order
from flows.pasting.pasted import SCREEN, Pasted, pasted_text, table_field

MOST_ERRORS = 10
LONGEST_ERROR = 250
MOST_REMARKS = 15


def paste_view(order: Order, form_context: FormContext, pasted: Pasted | None = None) -> View:
    """Where lines are pasted, with what must be mended on top; the text stays as it was pasted."""
    draft, language = order.draft, form_context.language
    blocks: list[Block] = [
        *(_mending(pasted, form_context) if pasted else []),
        *input_blocks(SCREEN, (table_field(),), draft.inputs.get(SCREEN, {}), form_context),
    ]
    return View(
        type="modal",
        callback_id=Callback.PASTE,
        private_metadata=Metadata.of(order).dump(),
        title=plain(language, _("Paste lines"), LONGEST_TITLE),
        submit=plain(language, _("Check"), LONGEST_TITLE),
        close=plain(language, _("Back"), LONGEST_TITLE),
        blocks=blocks,
    )


def _mending(pasted: Pasted, form_context: FormContext) -> list[SectionBlock]:
    errors = section(form_context.language, *_errors(pasted.errors, form_context))
    return [errors, *_serious(pasted, form_context), *_remarks(pasted, form_context)]


def _errors(errors: Sequence[Text], form_context: FormContext) -> list[Text]:
    shown = [
        shaped("⚠️ {error}", error=cut(form_context.language.say(error), LONGEST_ERROR))
        for error in errors[:MOST_ERRORS]
    ]
    more = len(errors) - MOST_ERRORS
    unsaid = [_n("{count} more like these.", "{count} more like these.", count=more)] if more > 0 else []
    return [*shown, *unsaid, _("Nothing has been added. Correct the text below and check it again.")]


def preview_callback(draft: Draft) -> str:
    """The preview's callback id, which tells what was pasted when it was drawn: that alone is added."""
    return f"{Callback.PASTE_PREVIEW}.{zlib.crc32(pasted_text(draft).encode('utf-8', 'replace')):x}"


def preview_view(order: Order, form_context: FormContext, pasted: Pasted) -> View:
    """What will be added, and what it adds up to."""
    draft, language = order.draft, form_context.language
    sums = totals(pasted.lines, offer_currency(pasted.draft, form_context))
    texts = [text for line in pasted.lines for text in line_texts(line, form_context)]
    change = ButtonElement(
        text=plain(language, _("Change the text"), LONGEST_BUTTON), action_id=Action.PASTE_CHANGE
    )
    count = len(pasted.lines)
    return View(
        type="modal",
        callback_id=preview_callback(draft),
        private_metadata=Metadata.of(order).dump(),
        title=plain(language, _("Paste lines"), LONGEST_TITLE),
        submit=plain(language, _n("Add {count} line", "Add {count} lines", count=count), LONGEST_TITLE),
        close=plain(language, _("Back"), LONGEST_TITLE),
        blocks=[
            *_serious(pasted, form_context),
            *sections(language, *texts),
            DividerBlock(),
            section(language, *total_texts(sums, sees_payout=form_context.sees_payout)),
            *_remarks(pasted, form_context),
            ActionsBlock(block_id="paste_change", elements=[change]),
        ],
    )


def _serious(pasted: Pasted, form_context: FormContext) -> list[SectionBlock]:
    """What may make the price another than the table's comes first, and is no small print."""
    texts = [shaped("⚠️ {remark}", remark=remark) for remark in pasted.serious]
    return [*sections(form_context.language, *_few(texts))] if texts else []


def _remarks(pasted: Pasted, form_context: FormContext) -> list[SectionBlock]:
    return [*sections(form_context.language, *_few(pasted.remarks))] if pasted.remarks else []


def _few(texts: Sequence[Text]) -> list[Text]:
    more = len(texts) - MOST_REMARKS
    unsaid = [_n("{count} more like these.", "{count} more like these.", count=more)] if more > 0 else []
    return [*texts[:MOST_REMARKS], *unsaid]
