"""Draft → Home tab."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    Option,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.settings import ClientInChannel
from bot.views.form.resume import draft_blocks
from bot.views.ids import Action, Callback
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_OPTION, plain, section, sections, user
from bot.views.order_buttons import details_button
from bot.views.orders.cards import client_texts, dotted, sum_text
from bot.views.orders.progress import state_text
from flows.address.rules import city_line
from flows.form.form_context import FormContext
from flows.i18n.language import Language, language, shipped_languages
from flows.i18n.texts import Country, Text, _, shaped, verbatim
from flows.order import Order


class OwnOrders(NamedTuple):
    """What Home has of a person, by their Slack user id: orders under way as blocks, drafts, latest created orders.

    `to_approve` are others' that wait for their approval.
    """

    user: str
    under_way: Sequence[Block] = ()
    drafts: Sequence[Order] = ()
    created: Sequence[Order] = ()
    to_approve: Sequence[Order] = ()

    @property
    def is_none(self) -> bool:
        """Of a newcomer."""
        return not (self.under_way or self.drafts or self.created)


def home_view(orders: OwnOrders, form_context: FormContext, now: datetime) -> View:
    """What is under way and what waits for the person, a button to begin, what they took, and their language."""
    reader = form_context.language
    begin = ButtonElement(
        text=plain(reader, _("New order"), LONGEST_BUTTON), action_id=Action.NEW_ORDER, style="primary"
    )
    urgent = [
        *orders.under_way,
        *_listed(_("*Waiting for your approval*"), orders.to_approve, orders.user, form_context, now),
    ]
    blocks: list[Block] = [
        *([*urgent, DividerBlock()] if urgent else []),
        section(reader, _("*Order Desk* takes installation orders in four short screens.")),
        *(sections(reader, *_first_help()) if orders.is_none else []),
        ActionsBlock(block_id="begin", elements=[begin]),
        *([section(reader, _("*Unfinished orders*"))] if orders.drafts else []),
        *draft_blocks(orders.drafts, form_context),
        *_listed(_("*Your latest orders*"), orders.created, orders.user, form_context, now),
        DividerBlock(),
        section(reader, _("Language"), accessory=_languages(reader), block_id="language"),
        section(reader, _country(form_context.country)),
    ]
    return View(type="home", callback_id=Callback.HOME, blocks=blocks)


def _first_help() -> Sequence[Text]:
    return (
        _(
            "• Press *New order*, or write `/order` in any channel. Close the window whenever you like: it is saved."
        ),
        _("• Write or paste what you know, also here under *Messages*: I fill in what it says."),
        _("• `/order list` shows the latest orders, `/order help` all there is."),
    )


def _listed(
    title: Text, orders: Sequence[Order], user_id: str, form_context: FormContext, now: datetime
) -> Sequence[Block]:
    """A line each, with a button that opens the order."""
    reader = form_context.language
    rows = [
        section(reader, _line(order, user_id, form_context, now), accessory=details_button(order.id, reader))
        for order in orders
    ]
    return [section(reader, title), *rows] if rows else []


def _line(order: Order, user_id: str, form_context: FormContext, now: datetime) -> Text:
    """Number, client, place, job, sum, state: of somebody else's no more than a channel may see."""
    draft, is_own = order.draft, order.origin.user == user_id
    workflow = form_context.catalog.workflow(draft.job.workflow) if draft.job else None
    amount = sum_text(draft)
    parts = [
        *([shaped("*{number}*", number=order.display_id)] if order.display_id else []),
        *client_texts(draft, ClientInChannel.FULL if is_own else ClientInChannel.NONE),
        *([verbatim(city_line(draft.address))] if draft.address else []),
        *([verbatim(workflow.name)] if workflow else []),
        *([amount] if amount else []),
        state_text(order, form_context.catalog, now) if is_own else _taken_by(order),
    ]
    return dotted(parts)


def _country(code: str) -> Text:
    return _(
        "Country: {country}. New orders begin with it; another can be chosen on an order's address screen.",
        country=Country(code),
    )


def _taken_by(order: Order) -> Text:
    return _("taken by {user}", user=user(order.origin.user))


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
