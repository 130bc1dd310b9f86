"""The card about an order that has waited for approval or photos for days: a person ends that."""

from __future__ import annotations

from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.views.approval.approval_waiting import waiting_for
from bot.views.form.photos import waiting_text, without_button
from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, plain, user
from bot.views.operators.stuck_orders import known_as
from bot.views.orders.cards import Message, message
from flows.catalog import Catalog
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, _n
from flows.order import EDITABLE, Order, State


def long_wait_card(
    order: Order, catalog: Catalog, language: Language, now: datetime, name: str | None = None
) -> Message:
    """What it waits for, since when, and the ways on; `name` is what its reader may know it by."""
    for_photos = order.state is State.AWAITING_PHOTOS
    waits = waiting_text(order, catalog) if for_photos else waiting_for(order, catalog, now)
    ask = _n(
        "It has waited for {count} day, and nothing is sent by itself. Ask those it waits for, or end it here.",
        "It has waited for {count} days, and nothing is sent by itself. Ask those it waits for, or end it here.",
        count=_days(order, now),
    )
    without = without_button(order, catalog, language, Action.END_WAIT)
    buttons = [*([without] if for_photos else []), _give_back(order, language)]
    return message(
        language, [_head(order, name), waits, ask], ActionsBlock(block_id="long_wait", elements=buttons)
    )


def waited_card(order: Order, language: Language, name: str | None = None) -> Message:
    """In the card's place, once it waits no more."""
    return message(language, [_head(order, name), outcome_text(order)])


def outcome_text(order: Order) -> Text:
    """What has become of an order that waited."""
    if order.state in EDITABLE | {State.DISCARDED, State.EXPIRED}:
        return _("{user} has it back and can change it. Nothing was sent.", user=user(order.origin.user))
    return _("It doesn't wait for this any more. Nothing more to do here.")


def given_back_comment(order: Order, now: datetime) -> Text:
    """Why its person has it back."""
    return _n(
        "It waited for {count} day and nobody decided.",
        "It waited for {count} days and nobody decided.",
        count=_days(order, now),
    )


def _days(order: Order, now: datetime) -> int:
    """Whole days that it has waited; a setting may ask after less than one."""
    return max(1, (now - (order.confirmed_at or order.updated_at)).days)


def _head(order: Order, name: str | None) -> Text:
    return _("*{name}* · taken by {user}", name=known_as(order, name), user=user(order.origin.user))


def _give_back(order: Order, language: Language) -> ButtonElement:
    return ButtonElement(
        text=plain(language, _("Give it back"), LONGEST_BUTTON), action_id=Action.GIVE_BACK, value=order.id
    )
