"""The list of recent orders as a message: one line an order, ten to a page."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, ContextBlock

from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, context, moment, plain, user
from bot.views.orders.cards import Message, dotted, message
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, shaped, verbatim
from flows.listing.order_list import Entry, Listing


def list_message(listing: Listing, language: Language, under_way: Sequence[Text] = ()) -> Message:
    """To one person, with buttons; their own orders `under_way` come first, a line each."""
    own = [_("*Your orders under way*"), *under_way, _("*The latest orders*")] if under_way else []
    return message(
        language, [*own, *_lines(listing)], _footer(listing, language), _buttons(listing, language)
    )


def shared_list_message(listing: Listing, language: Language, shared_by: str) -> Message:
    """To the channel, without."""
    head = _("{user} shares the latest orders.", user=user(shared_by))
    return message(language, [head, *_lines(listing)], _footer(listing, language))


def _lines(listing: Listing) -> list[Text]:
    return [_line(entry) for entry in listing.entries] or [_no_orders(listing)]


def _no_orders(listing: Listing) -> Text:
    if listing.own_copy:
        return _(
            "⚠️ The order system isn't answering, and none of our own records is of a created order, "
            "so we can't tell whether there are any. Try again in a few minutes."
        )
    return _("No orders yet. `/order` takes the first one.")


def _line(entry: Entry) -> Text:
    parts = [
        shaped("*{number}*", number=entry.number or _("no number")),
        entry.client,
        verbatim(entry.place) if entry.place else None,
        verbatim(entry.job) if entry.job else None,
        entry.sum,
        entry.state,
        shaped("{when}", when=moment(entry.created_at, "{date_short_pretty}")) if entry.created_at else None,
    ]
    return dotted([part for part in parts if part is not None])


def _footer(listing: Listing, language: Language) -> ContextBlock:
    page = _(
        "Page {page} of {pages} · as of {when}",
        page=listing.page + 1,
        pages=listing.pages,
        when=moment(listing.as_of),
    )
    if not (listing.own_copy and listing.entries):
        return context(language, page)
    own = _("⚠️ The order system isn't answering. These are the orders taken here, from our own records.")
    return context(language, own, page)


def _buttons(listing: Listing, language: Language) -> ActionsBlock:
    def button(text: Text, action_id: str, page: int) -> ButtonElement:
        return ButtonElement(text=plain(language, text, LONGEST_BUTTON), action_id=action_id, value=str(page))

    newer = [button(_("◀ Newer"), f"{Action.LIST_PAGE}.newer", listing.page - 1)] if listing.page else []
    more = listing.page + 1 < listing.pages
    older = [button(_("Older ▶"), f"{Action.LIST_PAGE}.older", listing.page + 1)] if more else []
    share = [button(_("Share in channel"), Action.LIST_SHARE.value, listing.page)] if listing.entries else []
    again = [button(_("Refresh"), f"{Action.LIST_PAGE}.refresh", listing.page)]
    return ActionsBlock(block_id="list", elements=[*newer, *older, *again, *share])
