"""What a person reads of their own orders from the confirmation on, until they are created."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InteractiveElement

from bot.views.approval.approval_waiting import take_back_button, waiting_for
from bot.views.form.photos import photo_buttons, waiting_text
from bot.views.form.resume import discard_button
from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, plain, section
from bot.views.order_buttons import details_button
from bot.views.orders.cards import Message, dotted, message, sent_name
from flows.catalog import Catalog
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, shaped, verbatim
from flows.order import Order, State, Trouble

MOST_SHOWN = 10


def receipt_waiting(order: Order, language: Language) -> Message:
    """To the person, as long as the order waits; edited into what becomes of it."""
    name = _known_as(order)
    if order.trouble is Trouble.NO_ACCESS:
        first = _(
            "⏳ Saved: *{name}*. Our access to the order system must be restored first; your admin knows.",
            name=name,
        )
    elif order.draft.bringing_files:
        first = _("⏳ Saved: *{name}* is sent once its files are brought over.", name=name)
    else:
        first = _("⏳ Saved: *{name}* is sent when the order system answers.", name=name)
    return message(language, [first, _("Nothing more to do. This message will say what became of it.")])


def under_way_blocks(
    orders: Sequence[Order], catalog: Catalog, language: Language, now: datetime
) -> list[Block]:
    """On Home and on `/order`: each with its state in words, and what can be done about it."""
    blocks: list[Block] = [section(language, _("*Under way*"))] if orders else []
    for order in orders[:MOST_SHOWN]:
        blocks.append(section(language, *under_way_texts(order, catalog, now)))
        if buttons := _buttons(order, catalog, language):
            blocks.append(ActionsBlock(block_id=f"under_way_{order.id}", elements=buttons))
    return [*blocks, *([section(language, _more())] if orders[MOST_SHOWN:] else [])]


def under_way_texts(order: Order, catalog: Catalog, now: datetime) -> list[Text]:
    """Name and progress."""
    return [shaped("*{name}*", name=_known_as(order)), state_text(order, catalog, now)]


def _more() -> Text:
    return _("… and more: the latest {count} are shown.", count=MOST_SHOWN)


def state_text(order: Order, catalog: Catalog, now: datetime) -> Text:
    """Where a confirmed order stands."""
    match order.state:
        case State.CREATED if order.upstream_id is None:
            return _("✅ Created; its number isn't known yet")
        case State.CREATED:
            return _("✅ Created")
        case State.AWAITING:
            return waiting_for(order, catalog, now)
        case State.AWAITING_PHOTOS:
            return waiting_text(order, catalog)
        case State.STUCK:
            return _("⚠️ We can't tell whether the order system has it; somebody must look")
        case State.REJECTED if order.refusal:
            return _("⚠️ The order system refused it: “{words}”", words=order.refusal)
        case State.REJECTED:
            return _("⚠️ The order system refused it.")
        case _ if not order.waits_long(now):
            return _("⏳ Being created")
        case _ if order.trouble is Trouble.NO_ACCESS:
            return _("⏳ Saved; our access to the order system must be restored, and your admin knows")
        case _:
            return _("⏳ Saved; it is sent when the order system answers")


def _buttons(order: Order, catalog: Catalog, language: Language) -> list[InteractiveElement]:
    match order.state:
        case State.AWAITING:
            return [take_back_button(order, language), details_button(order.id, language)]
        case State.AWAITING_PHOTOS:
            return [*photo_buttons(order, catalog, language), details_button(order.id, language)]
        case State.REJECTED:
            change = plain(language, _("Change it"), LONGEST_BUTTON)
            go_on = ButtonElement(text=change, action_id=Action.CONTINUE, value=order.id, style="primary")
            return [go_on, discard_button(order, language), details_button(order.id, language)]
        case _:
            return [details_button(order.id, language)]


def _known_as(order: Order) -> Text:
    """Client and name, by which its person knows it."""
    client, name = order.draft.client, sent_name(order)
    return dotted([verbatim(one) for one in (client.contact_person if client else "", name) if one])
