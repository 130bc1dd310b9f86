"""The list of orders as a message: one row an order, ten to a page."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock

from bot.views.ids import ELSEWHERE, Action
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_SECTION, context, marked, moment, plain, section, user
from bot.views.order_buttons import details_button
from bot.views.orders.cards import LONGEST_FALLBACK, Message, dotted
from flows.catalog import Catalog
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, listed, shaped, verbatim
from flows.listing.order_list import Entry, Listing, Source
from flows.listing.page import Filters, ListPage, Period, Stage

STAGES: dict[Stage, Text] = {
    Stage.WAITING: _("waiting"),
    Stage.APPROVAL: _("waiting for approval"),
    Stage.STUCK: _("needs a look"),
    Stage.REFUSED: _("refused"),
    Stage.CREATED: _("created"),
}
PERIODS: dict[Period, Text] = {
    Period.TODAY: _("today"),
    Period.WEEK: _("the last 7 days"),
    Period.MONTH: _("the last 30 days"),
    Period.YEAR: _("this year"),
}


def list_message(
    listing: Listing, catalog: Catalog, language: Language, notes: Sequence[Text] = ()
) -> Message:
    """To one person, with buttons; `notes` say what of it they don't see, and whom to ask."""
    blocks = [*_blocks(listing, catalog, language, opens=True), _footer(listing, language, notes)]
    return _message(listing, catalog, language, [*blocks, _buttons(listing, language)])


def shared_list_message(listing: Listing, catalog: Catalog, language: Language, shared_by: str) -> Message:
    """To the channel, without."""
    head = _("{user} shares orders.", user=user(shared_by))
    blocks = [section(language, head), *shared_blocks(listing, catalog, language)]
    return _message(_without_text(listing), catalog, language, blocks, head)


def shared_blocks(listing: Listing, catalog: Catalog, language: Language) -> list[Block]:
    """What is shared, for the message and for its preview."""
    shared = _without_text(listing)
    return [*_blocks(shared, catalog, language, opens=False), _footer(shared, language)]


def _without_text(listing: Listing) -> Listing:
    """What was looked for may be a client's whole name or phone."""
    filters = listing.page.filters.model_copy(update={"text": ""})
    return listing._replace(page=listing.page.model_copy(update={"filters": filters}), looked_to=None)


def _message(
    listing: Listing, catalog: Catalog, language: Language, blocks: Sequence[Block], *head: Text
) -> Message:
    lines = [text for _entry, text in _rows(listing, catalog)]
    return Message(marked(language, *head, *lines, longest=LONGEST_FALLBACK), blocks)


def _blocks(listing: Listing, catalog: Catalog, language: Language, *, opens: bool) -> list[Block]:
    """A row with a button is a section of its own; rows without are put together."""
    rows = _rows(listing, catalog)
    if opens:
        return [
            section(language, text, accessory=_details(entry, language) if entry else None)
            for entry, text in rows
        ]
    blocks: list[list[Text]] = [[]]
    for _entry, text in rows:
        if len(marked(language, *blocks[-1], text)) >= LONGEST_SECTION:
            blocks.append([])
        blocks[-1].append(text)
    return [section(language, *texts) for texts in blocks if texts]


def _rows(listing: Listing, catalog: Catalog) -> list[tuple[Entry | None, Text]]:
    """Headings have no entry."""
    asked = asked_for(listing.page.filters, catalog)
    rows: list[tuple[Entry | None, Text]] = []
    if asked:
        rows.append((None, shaped("*{heading}*", heading=asked)))
    if listing.waiting:
        rows.append((None, _("*Waiting: not in the order system yet*")))
        rows += [(entry, _line(entry)) for entry in listing.waiting]
        if listing.more_waiting:
            rows.append((None, _("… and more: `/order list waiting` shows them.")))
        rows.append((None, _("*The latest orders*")))
    rows += [(entry, _line(entry)) for entry in listing.entries]
    if listing.looked_to:
        rows.append((None, _looked_to(listing.looked_to)))
    elif not listing.entries:
        rows.append((None, _none_found(listing, is_empty=not listing.waiting)))
    return rows


def _looked_to(when: datetime) -> Text:
    return _(
        "So many orders have these words that I've looked through those since {when} only. Older ▶ looks "
        "further; the order's number or the client's phone finds it at once.",
        when=moment(when),
    )


def _none_found(listing: Listing, *, is_empty: bool) -> Text:
    filters = listing.page.filters
    if filters.text and is_empty:
        return _(
            "No order has “{text}” in its number, client, phone, e-mail, street or external id. After "
            "`/order list` I also know these words: {words}.",
            text=filters.text,
            words=_known_words(),
        )
    if filters != Filters():
        return _("No orders like that.") if is_empty else _("No others.")
    if listing.source is Source.NOTHING:
        return _(
            "⚠️ The order system isn't answering, and none of our own records is of a created order, "
            "so we can't tell whether there are any. Try again in a few minutes."
        )
    return _("No orders yet. `/order` takes the first one.") if is_empty else _("No others.")


def _known_words() -> Text:
    words = (_("mine"), _("all"), _("today"), _("waiting"))
    return listed(shaped("`{word}`", word=word) for word in words)


def asked_for(filters: Filters, catalog: Catalog) -> Text | None:
    """What the list was narrowed to, in words; None for everything."""
    workflow = catalog.workflow(filters.workflow) if filters.workflow else None
    parts = [
        STAGES[filters.stage] if filters.stage else None,
        shaped("{user}", user=user(filters.person)) if filters.person else None,
        verbatim(workflow.name) if workflow else None,
        PERIODS[filters.period] if filters.period else None,
        shaped("“{text}”", text=filters.text) if filters.text else None,
    ]
    given = [part for part in parts if part]
    return _("Orders: {filters}", filters=dotted(given)) if given else None


def _line(entry: Entry) -> Text:
    parts = [
        shaped("*{number}*", number=entry.number) if entry.number else _("*no number yet*"),
        entry.client,
        verbatim(entry.place) if entry.place else None,
        verbatim(entry.job) if entry.job else None,
        entry.sum,
        entry.state,
        shaped("{when}", when=moment(entry.at)) if entry.at else None,
    ]
    return dotted([part for part in parts if part is not None])


def _details(entry: Entry, language: Language) -> ButtonElement:
    if entry.order_id is not None:
        return details_button(entry.order_id, language)
    value = f"{ELSEWHERE}{entry.upstream_id}"
    return ButtonElement(
        text=plain(language, _("Details"), LONGEST_BUTTON),
        action_id=f"{Action.ORDER_DETAILS}.{zlib.crc32(value.encode()):x}",
        value=value,
    )


def _footer(listing: Listing, language: Language, notes: Sequence[Text] = ()) -> ContextBlock:
    page = _("Page {page} · as of {when}", page=listing.page.number + 1, when=moment(listing.as_of))
    source = {
        Source.CURRENT: None,
        Source.EARLIER: _(
            "⚠️ The order system isn't answering. States and orders made elsewhere are as of {when}.",
            when=moment(listing.as_of),
        ),
        Source.NOTHING: _(
            "⚠️ The order system isn't answering. These are the orders taken here, from our own records."
        ),
    }[listing.source]
    says_so = source if listing.entries or listing.waiting else None
    return context(language, *([says_so] if says_so else []), page, *notes)


def _buttons(listing: Listing, language: Language) -> ActionsBlock:
    def button(text: Text, action_id: str, page: ListPage) -> ButtonElement:
        return ButtonElement(
            text=plain(language, text, LONGEST_BUTTON), action_id=action_id, value=page.dump()
        )

    page, turn = listing.page, Action.LIST_PAGE
    elements = [button(_("◀ Newer"), f"{turn}.newer", listing.newer)] if listing.newer else []
    elements += [button(_("Older ▶"), f"{turn}.older", listing.older)] if listing.older else []
    elements += [button(_("Refresh"), f"{turn}.refresh", page), button(_("Filter"), Action.LIST_FILTER, page)]
    if listing.entries or listing.waiting:
        elements.append(button(_("Share in channel"), Action.LIST_SHARE, page))
    return ActionsBlock(block_id="list", elements=elements)
