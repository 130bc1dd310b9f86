"""What a person sees of their own orders that wait for approval, were approved, or came back."""

from __future__ import annotations

from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, ButtonElement
from slack_sdk.models.views import View

from bot.views.approval.asked import asked_text, group_name, people
from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, moment, plain, user
from bot.views.orders.cards import Message, message, sent_name
from bot.views.orders.notices import notice_view
from flows.catalog import Catalog
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, _n, shaped
from flows.order import Order
from flows.waiting.approval import NEVER


def awaiting_view(order: Order, catalog: Catalog, language: Language, now: datetime) -> View:
    """In the modal, as long as nobody has decided."""
    texts = [
        _("⏳ Waiting for approval by {group}.", group=asked_text(order, catalog, now)),
        _("Nothing is sent until then. I'll tell you in a direct message; you can close this."),
    ]
    return notice_view(language, _("Waiting for approval"), texts, [take_back_button(order, language)])


def receipt_awaiting(order: Order, catalog: Catalog, language: Language, now: datetime) -> Message:
    """To the person: who was asked, and the way to change it meanwhile."""
    texts = [
        _(
            "⏳ *{name}* waits for approval by {group}.",
            name=sent_name(order),
            group=asked_text(order, catalog, now),
        ),
        _("Nothing is sent until then. I'll tell you here."),
    ]
    return message(
        language, texts, ActionsBlock(block_id="receipt", elements=[take_back_button(order, language)])
    )


def receipt_stand_in(order: Order, catalog: Catalog, language: Language) -> Message | None:
    """To the person: those in whose place nobody decided, and who is asked now; None where it was they at once."""
    planned = order.follow_up or NEVER
    stand_in = catalog.approver_group(planned.stand_in)
    if stand_in is None or planned.stand_in_at == order.confirmed_at or not stand_in.asked(order.origin.user):
        return None
    texts = [
        _(
            "⏳ Nobody in {group} has decided about *{name}* yet. I've asked {stand_in} too.",
            group=group_name(order.approvers, catalog),
            name=sent_name(order),
            stand_in=people(stand_in, order.origin.user),
        ),
        _("Nothing is sent until then. I'll tell you here."),
    ]
    return message(
        language, texts, ActionsBlock(block_id="receipt", elements=[take_back_button(order, language)])
    )


def receipt_approved(order: Order, language: Language) -> Message:
    """To the person: on its way."""
    by = user(order.decided_by or "")
    return message(
        language, [_("✅ {user} approved *{name}*. It is on its way.", user=by, name=sent_name(order))]
    )


def receipt_sent_back(order: Order, language: Language) -> Message:
    """To the person: why, and the way back into the form."""
    go_on = ButtonElement(
        text=plain(language, _("Continue"), LONGEST_BUTTON),
        action_id=Action.CONTINUE,
        value=order.id,
        style="primary",
    )
    texts = [
        _(
            "↩️ {user} sent *{name}* back: “{comment}”",
            user=user(order.decided_by or ""),
            name=sent_name(order),
            comment=order.comment or "",
        ),
        _("Nothing was sent, and what you entered is saved. Change the order and ask again."),
    ]
    return message(language, texts, ActionsBlock(block_id="receipt", elements=[go_on]))


def waiting_for(order: Order, catalog: Catalog, now: datetime) -> Text:
    """Whom it waits for, and how long."""
    asked_at = order.confirmed_at or order.updated_at
    waits = _("Waiting for approval by {group}", group=asked_text(order, catalog, now))
    if days := (now - asked_at).days:
        since = _n(
            "since {when}, {count} day ago", "since {when}, {count} days ago", days, when=moment(asked_at)
        )
    else:
        since = _("since {when}", when=moment(asked_at))
    return shaped("⏳ {waits} {since}", waits=waits, since=since)


def take_back_button(order: Order, language: Language) -> ButtonElement:
    """As long as nobody has decided."""
    return ButtonElement(
        text=plain(language, _("Take back and change"), LONGEST_BUTTON),
        action_id=Action.TAKE_BACK,
        value=order.id,
    )
