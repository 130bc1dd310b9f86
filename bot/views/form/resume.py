"""`/order` while drafts are unfinished: continue one, discard it, or begin another."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject
from slack_sdk.models.views import View

from bot.views.ids import Action, Begun, Callback
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_TITLE, cut, moment, plain, section, user
from bot.views.orders.cards import dotted
from flows.address.rules import city_line
from flows.draft import Draft, Step
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import Money, Text, _, _n, shaped, verbatim
from flows.offer.currencies import offer_currency
from flows.offer.totals import totals
from flows.order import Order, State
from flows.screens import SCREENS
from flows.screens.job import chosen_workflow

MOST_SHOWN = 10
LONGEST_PART = 100


def resume_view(
    orders: Sequence[Order],
    form_context: FormContext,
    under_way: Sequence[Block] = (),
    channel_id: str | None = None,
) -> View:
    """The person's orders under way, then their drafts, the latest first, and a button to begin another.

    `channel_id` is where `/order` was typed.
    """
    language = form_context.language
    drafts = [section(language, how_many(orders))] if orders else []
    return View(
        type="modal",
        callback_id=Callback.RESUME,
        private_metadata=Begun(begun_in=channel_id).dump() if channel_id else None,
        title=plain(language, _title(len(orders)), LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        blocks=[
            *under_way,
            *drafts,
            *draft_blocks(orders, form_context),
            ActionsBlock(block_id="resume", elements=[new_button(language)]),
        ],
    )


def unfinished(editable: Sequence[Order]) -> list[Order]:
    """The drafts among a person's editable orders: nobody has refused them, and there is something in them."""
    return [order for order in editable if order.state is State.OPEN and not order.draft.is_empty]


def _title(count: int) -> Text:
    return _n("Unfinished order", "Unfinished orders", count=count) if count else _("Your orders")


def how_many(orders: Sequence[Order]) -> Text:
    """Unfinished."""
    return _n("You have {count} unfinished order.", "You have {count} unfinished orders.", count=len(orders))


def draft_blocks(orders: Sequence[Order], form_context: FormContext) -> list[Block]:
    """The latest drafts, each with what is in it, Continue and Discard."""
    return [block for order in orders[:MOST_SHOWN] for block in _draft(order, form_context)]


def _draft(order: Order, form_context: FormContext) -> list[Block]:
    language = form_context.language
    go_on = ButtonElement(
        text=plain(language, _("Continue"), LONGEST_BUTTON),
        action_id=Action.CONTINUE,
        value=order.id,
        style="primary",
    )
    return [
        section(language, *_texts(order, form_context)),
        ActionsBlock(block_id=f"draft_{order.id}", elements=[go_on, discard_button(order, language)]),
    ]


def discard_button(order: Order, language: Language) -> ButtonElement:
    """Throws a draft away, once that is confirmed."""
    return ButtonElement(
        text=plain(language, _("Discard"), LONGEST_BUTTON),
        action_id=Action.START_OVER,
        value=order.id,
        style="danger",
        confirm=ConfirmObject(
            title=plain(language, _("Discard this draft?"), LONGEST_BUTTON),
            text=plain(language, _("What you entered in it can't be brought back."), LONGEST_BUTTON),
            confirm=plain(language, _("Discard"), LONGEST_TITLE),
            deny=plain(language, _("Keep it"), LONGEST_TITLE),
            style="danger",
        ),
    )


def _texts(order: Order, form_context: FormContext) -> list[Text]:
    """A draft in three lines: who and where; which job and what it costs; how far it is and when it was saved."""
    refused = [_("⚠️ The order system refused it.")] if order.state is State.REJECTED else []
    if order.decided_by and order.comment:
        refused = [
            _("↩️ {user} sent it back: “{comment}”", user=user(order.decided_by), comment=order.comment)
        ]
    return [
        shaped("*{draft}*", draft=draft_name(order.draft)),
        *refused,
        *_job_and_sum(order.draft, form_context),
        dotted(
            [
                SCREENS[order.draft.step].title if order.draft.step in SCREENS else _("Ready to be created"),
                _("Saved {when}", when=moment(order.updated_at)),
            ]
        ),
    ]


def _job_and_sum(draft: Draft, form_context: FormContext) -> list[Text]:
    workflow = chosen_workflow(draft, form_context) if draft.job or draft.inputs.get(Step.JOB) else None
    sums = totals(draft.lines, offer_currency(draft, form_context))
    parts = [
        *([verbatim(workflow.name)] if workflow else []),
        *([shaped("{sum}", sum=Money(sums.gross, sums.currency))] if draft.lines else []),
    ]
    return [dotted(parts)] if parts else []


def draft_name(draft: Draft) -> Text | str:
    """Who and where, as far as that is known."""
    who = draft.client.contact_person if draft.client else _first_typed(draft)
    where = f"{draft.address.street}, {city_line(draft.address)}" if draft.address else ""
    return " · ".join(cut(part, LONGEST_PART) for part in (who, where) if part) or _("New order")


def _first_typed(draft: Draft) -> str:
    input = [value for screen in draft.inputs.values() for value in screen.values() if isinstance(value, str)]
    return " ".join(next(iter(input), "").split())


def new_button(language: Language) -> ButtonElement:
    """Begins a new order."""
    return ButtonElement(text=plain(language, _("New order"), LONGEST_BUTTON), action_id=Action.NEW_ORDER)
