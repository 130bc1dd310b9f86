"""The card about a stuck order, and the question which order it is upstream."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, ConfirmObject
from slack_sdk.models.views import View

from bot.views.ids import Action, Callback, Metadata
from bot.views.inputs import input_block
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_TITLE, mentions, plain, section, user
from bot.views.orders.cards import Message, linked_number, message, sent_name
from bot.views.orders.notices import stuck_text
from flows.form.field import Field, Kind
from flows.i18n.language import Language
from flows.i18n.texts import Parameter, Text, _
from flows.order import Order, State
from flows.readers import read_line

SCREEN = "decide"
LONGEST_QUESTION = 300

UPSTREAM_ID = Field(
    "upstream_id",
    _("The order's id in the order system"),
    Kind.LINE,
    read=read_line,
    required=False,
    hint=_("It is on the order's page there. If empty: we keep looking for it"),
)


def stuck_card(order: Order, language: Language, name: str | None = None) -> Message:
    """What is known, and the two ways on."""
    exists = ButtonElement(
        text=plain(language, _("It exists there"), LONGEST_BUTTON), action_id=Action.IT_EXISTS, value=order.id
    )
    again = ButtonElement(
        text=plain(language, _("Send it again"), LONGEST_BUTTON),
        action_id=Action.SEND_AGAIN,
        value=order.id,
        confirm=ConfirmObject(
            title=plain(language, _("Is it really not there?"), LONGEST_BUTTON),
            text=plain(
                language,
                _(
                    "It is sent once more under the same key. If it exists there after all, it may be created twice."
                ),
                LONGEST_QUESTION,
            ),
            confirm=plain(language, _("Send it again"), LONGEST_TITLE),
            deny=plain(language, _("Not yet"), LONGEST_TITLE),
        ),
    )
    head = _("*{name}* · taken by {user}", name=known_as(order, name), user=user(order.origin.user))
    return message(language, [head, stuck_text()], ActionsBlock(block_id="stuck", elements=[exists, again]))


def known_as(order: Order, name: str | None) -> Parameter:
    """The name its reader knows it by; whoever took it knows it by the one it was sent by."""
    return sent_name(order) if name is None else name or _("Order")


def settled_card(order: Order, language: Language, name: str | None = None) -> Message:
    """In the card's place, once it is decided."""
    head = _("*{name}* · taken by {user}", name=known_as(order, name), user=user(order.origin.user))
    return message(language, [head, settled_text(order)])


def settled_text(order: Order) -> Text:
    """What has become of an order that was stuck."""
    match order.state:
        case State.CREATED if order.display_id:
            return _(
                "✅ The order system has it as {number}. Nothing more to do.",
                number=linked_number(order),
            )
        case State.CREATED:
            return _("✅ The order system has it. Nothing more to do.")
        case State.REJECTED:
            return _(
                "The order system refused it, and nothing was created. {user} can change it.",
                user=user(order.origin.user),
            )
        case _ if order.settled_by:
            return sent_again_text(order.settled_by)
        case _:
            return decided_text()


def which_order_view(order: Order, language: Language, name: str) -> View:
    """Asks for the id of the order that was found; `name` is what its reader may see of it."""
    return View(
        type="modal",
        callback_id=Callback.DECIDE,
        private_metadata=Metadata(order_id=order.id, edition=order.edition).dump(),
        title=plain(language, _("It exists there"), LONGEST_TITLE),
        submit=plain(language, _("Save"), LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        blocks=[
            section(
                language,
                _("*{name}* is then taken as created, and the team hears of it.", name=name or _("Order")),
            ),
            input_block(SCREEN, UPSTREAM_ID, None, language),
        ],
    )


def may_not_settle_text(who_may: Sequence[str]) -> Text:
    """To somebody who may not decide, with the user ids of those who may."""
    if not who_may:
        return _("You may not decide about this order. Ask your admin to add you to OPERATOR_USERS.")
    return _("You may not decide about this order. These may: {people}.", people=mentions(who_may))


def sent_again_text(decided_by: str) -> Text:
    """In the card's place."""
    return _("{user} is sending it again.", user=user(decided_by))


def decided_text() -> Text:
    """In the window, or where a card has been decided already."""
    return _("This is decided, and the order is on its way. Nothing more to do.")
