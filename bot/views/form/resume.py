"""`/order` while drafts are unfinished: continue, or start over."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject
from slack_sdk.models.views import View

from bot.views.ids import Action, Begun, Callback
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_TITLE, cut, moment, plain, section, user
from flows.address.rules import city_line
from flows.draft import Draft
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, _n, shaped
from flows.order import Order, State

MOST_SHOWN = 10
LONGEST_PART = 100


def resume_view(
    orders: Sequence[Order],
    language: Language,
    under_way: Sequence[Block] = (),
    channel_id: str | None = None,
) -> View:
    """The person's orders under way, then their drafts, the latest first, and a button to begin another.

    `channel_id` is where `/order` was typed.
    """
    drafts = [section(language, _how_many(orders))] if orders else []
    return View(
        type="modal",
        callback_id=Callback.RESUME,
        private_metadata=Begun(begun_in=channel_id).dump() if channel_id else None,
        title=plain(language, _("Unfinished order") if orders else _("Your orders"), LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        blocks=[
            *under_way,
            *drafts,
            *draft_blocks(orders, language),
            ActionsBlock(block_id="resume", elements=[_new(language)]),
        ],
    )


def _how_many(orders: Sequence[Order]) -> Text:
    return _n("You have {count} unfinished order.", "You have {count} unfinished orders.", count=len(orders))


def draft_blocks(orders: Sequence[Order], language: Language) -> list[Block]:
    """The latest drafts, each with Continue and Discard."""
    return [block for order in orders[:MOST_SHOWN] for block in _draft(order, language)]


def _draft(order: Order, language: Language) -> list[Block]:
    go_on = ButtonElement(
        text=plain(language, _("Continue"), LONGEST_BUTTON),
        action_id=Action.CONTINUE,
        value=order.id,
        style="primary",
    )
    return [
        section(language, *_texts(order)),
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


def _texts(order: Order) -> list[Text]:
    """A draft in two lines: who and where, and when it was saved."""
    refused = [_("⚠️ The order system refused it.")] if order.state is State.REJECTED else []
    if order.decided_by and order.comment:
        refused = [
            _("↩️ {user} sent it back: “{comment}”", user=user(order.decided_by), comment=order.comment)
        ]
    return [
        shaped("*{draft}*", draft=_name(order.draft)),
        *refused,
        _("Saved {when}", when=moment(order.updated_at)),
    ]


def _name(draft: Draft) -> Text | str:
    who = draft.client.contact_person if draft.client else _first_typed(draft)
    where = f"{draft.address.street}, {city_line(draft.address)}" if draft.address else ""
    return " · ".join(cut(part, LONGEST_PART) for part in (who, where) if part) or _("New order")


def _first_typed(draft: Draft) -> str:
    input = [value for screen in draft.inputs.values() for value in screen.values() if isinstance(value, str)]
    return next(iter(input), "")


def _new(language: Language) -> ButtonElement:
    return ButtonElement(text=plain(language, _("New order"), LONGEST_BUTTON), action_id=Action.NEW_ORDER)
