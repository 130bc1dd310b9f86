"""An order whole, to read only: where it stands, what is in it, and what was done to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from slack_sdk.models.blocks import ActionsBlock, Block, DividerBlock, InteractiveElement
from slack_sdk.models.views import View

from bot.settings import ClientInChannel
from bot.views.form.summary import section_blocks
from bot.views.ids import Callback
from bot.views.mrkdwn import LONGEST_TITLE, context, moment, plain, section, sections, user
from bot.views.order_buttons import for_client_button, repeat_button
from bot.views.orders.cards import (
    client_texts,
    dotted,
    installer_texts,
    is_web_address,
    public_name,
    sum_text,
)
from bot.views.orders.history import history_texts
from bot.views.orders.notices import link_button, notice_view, open_button
from bot.views.orders.progress import state_text
from flows.address.rules import city_line
from flows.audit import AuditEntry
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, shaped, verbatim
from flows.listing.order_list import Entry
from flows.order import Order


class Shown(NamedTuple):
    """What its reader may see of an order.

    `limited_to` is how much of the client, and None for the whole order; `whom_to_ask` says then how to see more.
    """

    order: Order
    form_context: FormContext
    limited_to: ClientInChannel | None
    whom_to_ask: Text | None
    entries: Sequence[AuditEntry]
    sees_audit: bool
    may_order: bool
    now: datetime


def details_view(shown: Shown) -> View:
    """The order in a window."""
    language = shown.form_context.language
    buttons = [*open_button(shown.order, language), *_next_orders(shown)]
    blocks: list[Block] = [
        *sections(language, *_head(shown)),
        *([ActionsBlock(block_id="details", elements=buttons)] if buttons else []),
        DividerBlock(),
        *_content(shown),
        *_history(shown),
    ]
    return View(
        type="modal",
        callback_id=Callback.DETAILS,
        title=plain(language, verbatim(shown.order.display_id or language.say(_("Order"))), LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        blocks=blocks,
    )


def no_such_order_view(language: Language) -> View:
    """Not there, somebody else's draft, or another workspace's."""
    text = _(
        "There is no such order here. It may be a draft, which only who fills it in can open with /order."
    )
    return notice_view(language, _("No such order"), [text])


def details_elsewhere_view(entry: Entry, url: str | None, language: Language) -> View:
    """An order that wasn't made here: what the order system's list says of it, and the way to the rest."""
    parts = [
        entry.client,
        verbatim(entry.place) if entry.place else None,
        entry.state,
        shaped("{when}", when=moment(entry.at)) if entry.at else None,
    ]
    headline = [verbatim(text) for text in (entry.number, entry.job) if text]
    texts = [
        shaped("*{headline}*", headline=dotted(headline)),
        dotted([part for part in parts if part]),
        _("It wasn't made here, so this is all that the order system's list says of it."),
    ]
    title = verbatim(entry.number) if entry.number else _("Order")
    link = [link_button(url, language)] if url and is_web_address(url) else []
    return notice_view(language, title, texts, link, callback=Callback.DETAILS)


def _head(shown: Shown) -> list[Text]:
    order, catalog = shown.order, shown.form_context.catalog
    name = public_name(order, catalog, shown.limited_to or ClientInChannel.FULL)
    number = [verbatim(order.display_id)] if order.display_id else []
    taken = _("taken by {user}", user=user(order.origin.user))
    confirmed_at = [shaped("{when}", when=moment(order.confirmed_at))] if order.confirmed_at else []
    return [
        shaped("*{headline}*", headline=dotted([*number, verbatim(name) if name else _("Order")])),
        state_text(_as_told(shown), catalog, shown.now),
        dotted([taken, *confirmed_at]),
    ]


def _next_orders(shown: Shown) -> list[InteractiveElement]:
    """For those who may order, and see for whom."""
    if shown.limited_to is not None or not shown.may_order:
        return []
    order_id, language = shown.order.id, shown.form_context.language
    return [repeat_button(order_id, language), for_client_button(order_id, language)]


def _as_told(shown: Shown) -> Order:
    """Without the API's words of refusal where not all may be seen: they may repeat what is in the order."""
    return shown.order if shown.limited_to is None else replace(shown.order, refusal=None)


def _content(shown: Shown) -> Sequence[Block]:
    draft, language = shown.order.draft, shown.form_context.language
    if shown.limited_to is None:
        return section_blocks(draft, shown.form_context, is_editable=False)
    amount = sum_text(draft)
    parts = [
        *client_texts(draft, shown.limited_to),
        *([verbatim(city_line(draft.address))] if draft.address else []),
        *installer_texts(draft, shown.form_context.catalog),
        *([amount] if amount else []),
    ]
    seen = [section(language, dotted(parts))] if parts else []
    more = [context(language, shown.whom_to_ask)] if shown.whom_to_ask else []
    return [*seen, *more]


def _history(shown: Shown) -> Sequence[Block]:
    language = shown.form_context.language
    lines = history_texts(shown.entries, for_operators=shown.sees_audit)
    if not lines:
        return []
    title = _("*History, with everything that was done*") if shown.sees_audit else _("*History*")
    return [DividerBlock(), *sections(language, title, *lines)]
