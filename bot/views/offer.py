"""The offer's lines inside the fourth step, paged, with what they add up to; and the line editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    ExternalDataSelectElement,
    Option,
    OverflowMenuElement,
)
from slack_sdk.models.views import View

from bot.views.ids import Action, Callback, LineChoice, Metadata, block_id
from bot.views.inputs import NO_ERRORS, input_block, warnings
from bot.views.words import LONGEST_BUTTON, LONGEST_OPTION, LONGEST_TITLE, context, cut, plain, section
from flows.draft import Draft, Line
from flows.field import Situation
from flows.language import Language
from flows.lines import line_in_hand, offer_currency
from flows.order import Order
from flows.screens.line import SCREEN, line_fields, line_standing
from flows.texts import Money, Rate, Text, _, _n, shaped
from flows.totals import Totals, line_total, totals

LINES_ON_A_PAGE = 20
LONGEST_NAME_IN_LIST = 150
LONGEST_REASON_IN_LIST = 75


def offer_blocks(draft: Draft, situation: Situation) -> list[Block]:
    """Search, the lines of the page that is open, and the totals."""
    language = situation.language
    search = ExternalDataSelectElement(
        action_id=Action.PRODUCT,
        min_query_length=0,
        placeholder=plain(language, _("Add from catalog"), LONGEST_BUTTON),
    )
    free = ButtonElement(text=plain(language, _("+ Free line"), LONGEST_BUTTON), action_id=Action.FREE_LINE)
    # The search forgets what was picked: its id turns with the lines.
    rotation = ",".join(f"{line.id}x{line.quantity}" for line in draft.lines) or "none"
    elements = [search, free] if situation.catalog.products else [free]
    add = ActionsBlock(block_id=block_id("offer", "add", rotation), elements=elements)
    return [add, *_page(draft, language), *_sum(draft, situation), DividerBlock()]


def _page(draft: Draft, language: Language) -> list[Block]:
    if not draft.lines:
        return [section(language, _("No lines yet. Search the catalog or add a free line."))]
    pages = _pages(draft)
    page = min(draft.lines_page, pages - 1)
    shown = draft.lines[page * LINES_ON_A_PAGE : (page + 1) * LINES_ON_A_PAGE]
    lines: list[Block] = [_line(line, language) for line in shown]
    return lines if pages == 1 else [*lines, *_turn_pages(page, pages, language)]


def _pages(draft: Draft) -> int:
    return max(1, -(-len(draft.lines) // LINES_ON_A_PAGE))


def _turn_pages(page: int, pages: int, language: Language) -> Sequence[Block]:
    earlier = ButtonElement(
        text=plain(language, _("◀ Earlier lines"), LONGEST_BUTTON),
        action_id=f"{Action.LINES_PAGE}.earlier",
        value=str(page - 1),
    )
    later = ButtonElement(
        text=plain(language, _("Later lines ▶"), LONGEST_BUTTON),
        action_id=f"{Action.LINES_PAGE}.later",
        value=str(page + 1),
    )
    buttons = [button for button, there in ((earlier, page > 0), (later, page + 1 < pages)) if there]
    return [
        context(language, _("Lines, page {page} of {pages}", page=page + 1, pages=pages)),
        ActionsBlock(block_id="lines_pages", elements=buttons),
    ]


def _line(line: Line, language: Language) -> Block:
    words = {
        LineChoice.EDIT: _("Change"),
        LineChoice.DUPLICATE: _("Duplicate"),
        LineChoice.REMOVE: _("Remove"),
    }
    menu = OverflowMenuElement(
        action_id=Action.LINE_MENU,
        options=[
            Option(text=plain(language, text, LONGEST_OPTION), value=f"{choice}:{line.id}")
            for choice, text in words.items()
        ],
    )
    return section(language, *line_texts(line), accessory=menu, block_id=f"line_{line.id}")


def line_texts(line: Line) -> list[Text]:
    """A line as lists show it: quantity, name, sum, and its discount."""
    name = cut(line.name, LONGEST_NAME_IN_LIST)
    total = line_total(line)
    if total is None:
        return [
            _(
                "{quantity} × {name} — price from the order system's catalog",
                quantity=line.quantity,
                name=name,
            )
        ]
    before = Money((line.unit_price or 0) * line.quantity, line.currency)
    texts = [shaped("{quantity} × {name} — {amount}", quantity=line.quantity, name=name, amount=before)]
    if total.discount:
        texts.append(
            shaped(
                "− {amount} {reason}",
                amount=Money(total.discount, line.currency),
                reason=cut(line.discount_source, LONGEST_REASON_IN_LIST)
                if line.discount_source
                else _("discount"),
            )
        )
    return texts


def total_texts(sums: Totals, *, sees_payout: bool) -> list[Text]:
    """The sum in bold, VAT by rate, and payout and margin for those who may see them."""
    currency = sums.currency
    texts = [_("*Sum incl. VAT {amount}*", amount=Money(sums.gross, currency))]
    texts += [
        _("of which VAT {rate}: {amount}", rate=Rate(rate), amount=Money(amount, currency))
        for rate, amount in sums.vat_by_rate.items()
    ]
    if sums.discount:
        texts.append(_("Discount: {amount}", amount=Money(sums.discount, currency)))
    if sees_payout and sums.payout:
        texts.append(
            _(
                "Payout: {payout} · Margin: {margin}",
                payout=Money(sums.payout, currency),
                margin=Money(sums.margin, currency),
            )
        )
    if sums.unpriced:
        texts.append(
            _n(
                "{count} line gets its price from the order system's catalog and is not in the sum.",
                "{count} lines get their price from the order system's catalog and are not in the sum.",
                count=sums.unpriced,
            )
        )
    return texts


def _sum(draft: Draft, situation: Situation) -> Sequence[Block]:
    if not draft.lines:
        return []
    sums = totals(draft.lines, offer_currency(draft, situation))
    return [
        DividerBlock(),
        section(situation.language, *total_texts(sums, sees_payout=situation.sees_payout)),
    ]


def line_callback(line: Line) -> str:
    """The editor's callback id, which tells the line: the editor may be submitted when another is in hand."""
    return f"{Callback.LINE}.{line.id}"


def line_view(order: Order, situation: Situation, errors: Mapping[str, Text] = NO_ERRORS) -> View:
    """The editor of the line in hand, pushed on top of the offer."""
    draft, language = order.draft, situation.language
    line = line_in_hand(draft, situation)
    details = draft.line_in_hand is not None and draft.line_in_hand.details
    typed = line_standing(draft, line, situation)
    fields = line_fields(line, situation, details=details)
    inputs = [input_block(SCREEN, field, typed.get(field.key), language) for field in fields]
    more = ButtonElement(
        text=plain(language, _("Fewer details") if details else _("More details"), LONGEST_BUTTON),
        action_id=Action.LINE_DETAILS,
    )
    name = [section(language, shaped("*{name}*", name=line.name))] if line.product_id else []
    unfold = [] if line.product_id else [ActionsBlock(block_id="details", elements=[more])]
    is_new = draft.line(line.id) is None
    return View(
        type="modal",
        callback_id=line_callback(line),
        private_metadata=Metadata(draft=draft.id, version=order.version).dump(),
        title=plain(language, _("New line") if is_new else _("Change line"), LONGEST_TITLE),
        submit=plain(language, _("Add line") if is_new else _("Save line"), LONGEST_TITLE),
        close=plain(language, _("Back"), LONGEST_TITLE),
        blocks=[*warnings(errors, fields, None, language), *name, *inputs, *unfold],
    )
