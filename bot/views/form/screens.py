"""Draft → modal: the form's screens, drawn from their fields."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock
from slack_sdk.models.views import View

from bot.views.approval.broken_rules import breach_texts
from bot.views.as_json import drawn_once
from bot.views.form.files import attached_files, attached_text
from bot.views.form.known_clients import begins_in_search, known_client_blocks
from bot.views.form.offer import offer_blocks
from bot.views.form.summary import summary_view
from bot.views.ids import Action, Callback, Metadata
from bot.views.inputs import NO_ERRORS, error_blocks, input_blocks
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_TITLE, context, plain, section
from bot.views.orders.cards import dotted
from flows.address.rules import city_line
from flows.draft import Draft, Step
from flows.form.dialog import asked_steps, initial, shown_fields
from flows.form.field import StepContext
from flows.form.form_context import FormContext
from flows.form.summary_warnings import Earlier
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, shaped
from flows.order import Order
from flows.screens import SCREENS


def draft_view(
    order: Order,
    form_context: FormContext,
    channel: str | None,
    errors: Mapping[str, Text] = NO_ERRORS,
    notice: Text | None = None,
    earlier: Sequence[Earlier] = (),
) -> View:
    """The modal for the step the draft is at.

    `errors` (by field key) and `notice` are on top; inside the inputs only an ack can put them. `channel` is
    where the order will be posted, `earlier` the orders like it.
    """
    if order.draft.step is Step.SUMMARY:
        return summary_view(order, form_context, channel, notice, earlier)
    return _form_view(order, form_context, errors, notice)


def _form_view(
    order: Order, form_context: FormContext, errors: Mapping[str, Text], notice: Text | None
) -> View:
    draft, language = order.draft, form_context.language
    step = draft.step
    values = initial(draft, step, form_context)
    fields = SCREENS[step].fields(StepContext(draft, form_context, values))
    shown = shown_fields(draft, step, values, form_context)
    search = known_client_blocks(draft, form_context)
    inputs = input_blocks(step, shown, values, form_context, focus=not (search and begins_in_search(draft)))
    blocks: list[Block] = [
        _where(draft, form_context),
        *error_blocks(errors, fields, notice, language),
        *_offered(form_context),
        *_picked(draft, language),
        *search,
        *(_offer(draft, form_context) if step is Step.OFFER else ()),
        *inputs,
        *(attached_files(draft, language) if step is Step.JOB else ()),
        *_navigation(draft, language, folded=len(shown) < len(fields)),
    ]
    return View(
        type="modal",
        callback_id=Callback.of(step),
        private_metadata=Metadata.of(order).dump(),
        title=plain(language, _("New order"), LONGEST_TITLE),
        submit=plain(language, _("Done") if draft.returning else _("Next"), LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        notify_on_close=True,
        blocks=blocks,
    )


def _offer(draft: Draft, form_context: FormContext) -> Sequence[Block]:
    """Lines and totals, and below them what the catalog's rules say; of an empty offer it is too early to say it."""
    texts = breach_texts(draft, form_context) if draft.lines else []
    return [*offer_blocks(draft, form_context), *([section(form_context.language, *texts)] if texts else [])]


def _where(draft: Draft, form_context: FormContext) -> Block:
    files = len(draft.files) if draft.step is not Step.JOB else 0
    asked = asked_steps(draft, form_context)
    return _place(form_context.language, draft.step, asked, files, is_empty=draft.is_empty)


@functools.cache
def _place(
    language: Language, step: Step, asked: tuple[Step, ...], files: int, *, is_empty: bool
) -> ContextBlock:
    title = SCREENS[step].title
    if step in asked:
        number, count = asked.index(step) + 1, len(asked)
        title = _("Step {number} of {count} · {title}", number=number, count=count, title=title)
    attached = [attached_text(files)] if files else []
    saved = [] if is_empty else [_("The draft is saved")]
    return drawn_once(context(language, dotted([title, *attached, *saved])))


def _offered(form_context: FormContext) -> Sequence[Block]:
    """The question whether a newcomer would rather read another language, asked in that one."""
    offered = form_context.offered
    if offered is None:
        return []
    switch = ButtonElement(
        text=plain(offered, _("Switch"), LONGEST_BUTTON), action_id=Action.SWITCH_LANGUAGE, value=offered.code
    )
    return [section(offered, _("English?"), accessory=switch, block_id="offered_language")]


def _picked(draft: Draft, language: Language) -> Sequence[Block]:
    """Whose order it is, where a known client was picked: their two screens may not have been seen."""
    if (
        not (draft.is_known and draft.client and draft.address)
        or draft.step is Step.CLIENT
        or draft.returning
    ):
        return []
    who = shaped(
        "*{name}* · {street}, {city}",
        name=draft.client.contact_person,
        street=draft.address.street,
        city=city_line(draft.address),
    )
    change = ButtonElement(text=plain(language, _("Change"), LONGEST_BUTTON), action_id=Action.CHANGE_CLIENT)
    return [section(language, who, accessory=change, block_id="picked")]


def _navigation(draft: Draft, language: Language, *, folded: bool) -> Sequence[Block]:
    goes_back = draft.step is not Step.CLIENT and not draft.returning
    return [_buttons(language, folded=folded, goes_back=goes_back)] if folded or goes_back else []


@functools.cache
def _buttons(language: Language, *, folded: bool, goes_back: bool) -> ActionsBlock:
    more = ButtonElement(text=plain(language, _("More details"), LONGEST_BUTTON), action_id=Action.DETAILS)
    back = ButtonElement(text=plain(language, _("◀ Back"), LONGEST_BUTTON), action_id=Action.BACK)
    shown = [button for button, there in ((more, folded), (back, goes_back)) if there]
    return drawn_once(ActionsBlock(block_id="navigation", elements=shown))
