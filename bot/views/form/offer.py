"""The offer's lines inside the fourth step, paged, with what they add up to."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    ExternalDataSelectElement,
    ImageElement,
    InteractiveElement,
    Option,
    OverflowMenuElement,
)

from bot.views.as_json import drawn_once
from bot.views.form.offered_products import offered_products
from bot.views.ids import LESS, MORE, Action, LineChoice, block_id
from bot.views.mrkdwn import LONGEST_ALT_TEXT, LONGEST_BUTTON, LONGEST_OPTION, context, cut, plain, section
from flows.caching import CACHE_SIZE
from flows.draft import Draft, Line
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import Money, Parameter, Rate, Text, _, _n, shaped
from flows.offer.currencies import offer_currency
from flows.offer.prices import new_price
from flows.offer.totals import Totals, full_price, saving, totals
from flows.offer.whole_discount import can_be_discounted
from flows.readers import MOST_QUANTITY

LINES_ON_A_PAGE = 20
"""Each takes two of the 100 blocks Slack allows a view, and a thumb has to pass them all."""
LONGEST_NAME_IN_LIST = 150
LONGEST_REASON_IN_LIST = 75


def offer_blocks(draft: Draft, form_context: FormContext) -> list[Block]:
    """Search, the lines of the page that is open, and the totals."""
    language = form_context.language
    search, free, paste, discount = _ways_to_add(language)
    # The search forgets what was picked: its id changes with the lines.
    rotation = ",".join(f"{line.id}x{line.quantity}" for line in draft.lines) or "none"
    elements = [
        *([search] if form_context.catalog.products else []),
        free,
        paste,
        *([discount] if can_be_discounted(draft, form_context) else []),
    ]
    add = ActionsBlock(block_id=block_id("offer", "add", rotation), elements=elements)
    return [
        add,
        *offered_products(draft, form_context),
        *_page(draft, form_context),
        *_sum(draft, form_context),
        DividerBlock(),
    ]


@functools.cache
def _ways_to_add(language: Language) -> tuple[InteractiveElement, ...]:
    """The search, a free line, pasting, and the offer's discount."""
    buttons = {
        Action.FREE_LINE: _("+ Free line"),
        Action.PASTE: _("Paste lines"),
        Action.DISCOUNT: _("Discount"),
    }
    search = ExternalDataSelectElement(
        action_id=Action.PRODUCT,
        min_query_length=0,
        placeholder=plain(language, _("Add from catalog"), LONGEST_BUTTON),
    )
    return drawn_once(search), *(
        drawn_once(ButtonElement(text=plain(language, text, LONGEST_BUTTON), action_id=action))
        for action, text in buttons.items()
    )


def _page(draft: Draft, form_context: FormContext) -> list[Block]:
    language = form_context.language
    if not draft.lines:
        return [section(language, _("No lines yet. Search the catalog or add a free line."))]
    pages = _pages(draft)
    page = min(draft.lines_page, pages - 1)
    shown = draft.lines[page * LINES_ON_A_PAGE : (page + 1) * LINES_ON_A_PAGE]
    lines: list[Block] = [block for line in shown for block in _line(line, form_context)]
    return lines if pages == 1 else [*lines, *_turn_pages(page, pages, language)]


def _pages(draft: Draft) -> int:
    return max(1, -(-len(draft.lines) // LINES_ON_A_PAGE))


def _turn_pages(page: int, pages: int, language: Language) -> Sequence[Block]:
    earlier = ButtonElement(
        text=plain(language, _("◀ Previous lines"), LONGEST_BUTTON),
        action_id=f"{Action.LINES_PAGE}.earlier",
        value=str(page - 1),
    )
    later = ButtonElement(
        text=plain(language, _("Next lines ▶"), LONGEST_BUTTON),
        action_id=f"{Action.LINES_PAGE}.later",
        value=str(page + 1),
    )
    buttons = [button for button, there in ((earlier, page > 0), (later, page + 1 < pages)) if there]
    return [
        context(language, _("Lines, page {page} of {pages}", page=page + 1, pages=pages)),
        ActionsBlock(block_id="lines_pages", elements=buttons),
    ]


def _line(line: Line, form_context: FormContext) -> Sequence[Block]:
    """What it says, and its buttons: “more” comes first, so that nothing moves when less comes and goes."""
    language = form_context.language
    buttons = [
        _step(MORE, line, language) if line.quantity < MOST_QUANTITY else None,
        _step(LESS, line, language) if line.quantity > 1 else None,
        _menu(line, form_context),
    ]
    return [
        section(
            language,
            *line_texts(line, form_context),
            accessory=_thumbnail(line, form_context),
            block_id=f"line_{line.id}",
        ),
        ActionsBlock(block_id=f"act_{line.id}", elements=[button for button in buttons if button]),
    ]


def _thumbnail(line: Line, form_context: FormContext) -> ImageElement | None:
    """The catalog's picture of a product, where the catalog wants it shown; never one whose address a person typed."""
    product = form_context.catalog.product(line.product) if line.product else None
    if not form_context.catalog.defaults.thumbnails or product is None or product.image_url != line.image_url:
        return None
    return (
        ImageElement(image_url=line.picture, alt_text=cut(line.name, LONGEST_ALT_TEXT))
        if line.picture
        else None
    )


def _step(direction: str, line: Line, language: Language) -> ButtonElement:
    name = cut(line.name, LONGEST_BUTTON // 2)
    words = _("One more of {name}", name=name) if direction == MORE else _("One less of {name}", name=name)
    return ButtonElement(
        text=plain(language, shaped("+" if direction == MORE else "−"), LONGEST_BUTTON),
        action_id=f"{Action.LINE_QUANTITY}.{direction}",
        value=f"{direction}:{line.id}",
        accessibility_label=cut(language.say(words), LONGEST_BUTTON),
    )


def _menu(line: Line, form_context: FormContext) -> OverflowMenuElement:
    has_new_price = new_price(line, form_context.catalog) is not None
    return _menu_of(line.id, form_context.language, has_new_price=has_new_price)


@functools.lru_cache(maxsize=CACHE_SIZE)
def _menu_of(line_id: str, language: Language, *, has_new_price: bool) -> OverflowMenuElement:
    words = {
        **({LineChoice.NEW_PRICE: _("Use the new price")} if has_new_price else {}),
        LineChoice.EDIT: _("Change"),
        LineChoice.DUPLICATE: _("Duplicate"),
        LineChoice.REMOVE: _("Remove"),
    }
    options = [
        Option(text=plain(language, text, LONGEST_OPTION), value=f"{choice}:{line_id}")
        for choice, text in words.items()
    ]
    return drawn_once(OverflowMenuElement(action_id=Action.LINE_MENU, options=options))


def line_texts(line: Line, form_context: FormContext) -> list[Text]:
    """A line as lists show it: quantity, name, sum, its discount, and that the catalog has another price now."""
    return [*_figures(line), *_new_price(line, form_context)]


def _new_price(line: Line, form_context: FormContext) -> Sequence[Text]:
    price = new_price(line, form_context.catalog)
    if price is None or price.unit_price is None or price.vat_rate is None:
        return []
    now: dict[str, Parameter] = {
        "amount": Money(price.unit_price, line.currency),
        "rate": Rate(price.vat_rate),
    }
    if line.product_id:
        return [
            _(
                "⚠️ The catalog now says {amount} for one, VAT {rate}. The order system has its own "
                "price; choose the new one in the menu to see the sum with it.",
                **now,
            )
        ]
    return [
        _(
            "⚠️ The catalog now says {amount} for one, VAT {rate}. The line keeps the earlier price "
            "unless you choose the new one in its menu.",
            **now,
        )
    ]


def _figures(line: Line) -> list[Text]:
    """Amounts with VAT, so that all lines add up to the sum with VAT; a price without it comes after."""
    full = full_price(line)
    shown: dict[str, Parameter] = {"quantity": _quantity(line), "name": cut(line.name, LONGEST_NAME_IN_LIST)}
    if full is None:
        return [_("*{quantity} × {name}* — price from the order system's catalog", **shown)]
    shown["amount"] = Money(full.gross, line.currency)
    first = (
        shaped("*{quantity} × {name}* — {amount}", **shown)
        if line.tax_inclusive
        else _(
            "*{quantity} × {name}* — {amount} ({net} excl. VAT)", **shown, net=Money(full.net, line.currency)
        )
    )
    saved = saving(line)
    return [first, _discount(line, saved)] if saved else [first]


def _quantity(line: Line) -> Parameter:
    if not line.unit:
        return line.quantity
    return shaped("{quantity} {unit}", quantity=line.quantity, unit=line.unit)


def _discount(line: Line, total: int) -> Text:
    """For all its units, indented below the line it belongs to."""
    reason = cut(line.discount_source, LONGEST_REASON_IN_LIST) if line.discount_source else _("discount")
    return shaped("\u2003− {amount} {reason}", amount=Money(total, line.currency), reason=reason)


def total_texts(sums: Totals, *, sees_payout: bool) -> list[Text]:
    """The sum without VAT, VAT by rate, the sum with it in bold, and payout and margin for those who may see them."""
    currency = sums.currency
    texts = [_("Sum excl. VAT: {amount}", amount=Money(sums.net, currency))]
    texts += [
        _("VAT {rate}: {amount}", rate=Rate(rate), amount=Money(amount, currency))
        for rate, amount in sums.vat_by_rate.items()
    ]
    texts.append(_("*Sum incl. VAT {amount}*", amount=Money(sums.gross, currency)))
    if sums.discount:
        texts.append(_("Discount: {amount}", amount=Money(sums.discount, currency)))
    if sees_payout and sums.payout:
        texts += _margin(sums)
    if sums.unpriced:
        texts.append(
            _n(
                "{count} line gets its price from the order system's catalog and is not in the sum.",
                "{count} lines get their price from the order system's catalog and are not in the sum.",
                count=sums.unpriced,
            )
        )
    return texts


def _margin(sums: Totals) -> list[Text]:
    """Of the lines whose payout is known; what it is left of is said where that isn't the whole offer."""
    known: dict[str, Parameter] = {
        "payout": Money(sums.payout, sums.currency),
        "margin": Money(sums.margin, sums.currency),
    }
    if not sums.without_payout:
        return [_("Payout: {payout} · Margin:\u00a0{margin}", **known)]
    left_out = _n(
        "{count} line whose price or payout isn't known is left out.",
        "{count} lines whose price or payout isn't known are left out.",
        count=sums.without_payout,
    )
    of = _(
        "Payout: {payout} · Margin:\u00a0{margin} of {net}",
        **known,
        net=Money(sums.margin_net, sums.currency),
    )
    return [of, left_out]


def _sum(draft: Draft, form_context: FormContext) -> Sequence[Block]:
    if not draft.lines:
        return []
    sums = totals(draft.lines, offer_currency(draft, form_context))
    return [
        DividerBlock(),
        section(form_context.language, *total_texts(sums, sees_payout=form_context.sees_payout)),
    ]
