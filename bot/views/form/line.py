"""The line editor: one line of the offer, pushed on top of it."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, ImageBlock
from slack_sdk.models.views import View

from bot.views.ids import Action, Callback, Metadata
from bot.views.inputs import NO_ERRORS, error_blocks, input_blocks
from bot.views.mrkdwn import LONGEST_ALT_TEXT, LONGEST_BUTTON, LONGEST_TITLE, cut, plain, section
from flows.draft import Line
from flows.form.form_context import FormContext
from flows.i18n.texts import Money, Rate, Text, _, shaped
from flows.offer.lines import line_in_hand
from flows.order import Order
from flows.screens.line import SCREEN, is_relevant, line_fields, line_initial


def line_callback(line: Line) -> str:
    """The editor's callback id, which tells the line: the editor may be submitted when another is in hand."""
    return f"{Callback.LINE}.{line.id}"


def line_view(
    order: Order, form_context: FormContext, errors: Mapping[str, Text] = NO_ERRORS, *, pictured: bool = False
) -> View:
    """The editor of the line in hand, pushed on top of the offer; `pictured` with the line's image at its end.

    Slack refuses a whole view whose image it can't fetch, so only one that can be drawn again may be pictured.
    """
    draft, language = order.draft, form_context.language
    line = line_in_hand(draft, form_context)
    details = draft.line_in_hand is not None and draft.line_in_hand.details
    values = line_initial(line, form_context, draft.inputs.get(SCREEN, {}))
    fields = line_fields(line, form_context, details=details)
    inputs = input_blocks(SCREEN, fields, values, form_context)
    more = ButtonElement(
        text=plain(language, _("Fewer details") if details else _("More details"), LONGEST_BUTTON),
        action_id=Action.LINE_DETAILS,
    )
    fixed = fixed_texts(line, form_context)
    about = [section(language, *fixed)] if fixed else []
    own = ButtonElement(
        text=plain(language, _("Make it a line of our own"), LONGEST_BUTTON), action_id=Action.MAKE_OWN
    )
    unfold = [ActionsBlock(block_id="details", elements=[own if line.product_id else more])]
    is_new = draft.line(line.id) is None
    return View(
        type="modal",
        callback_id=line_callback(line),
        private_metadata=Metadata.of(order).dump(),
        title=plain(language, _("New line") if is_new else _("Change line"), LONGEST_TITLE),
        submit=plain(language, _("Add line") if is_new else _("Save line"), LONGEST_TITLE),
        close=plain(language, _("Back"), LONGEST_TITLE),
        blocks=[
            *error_blocks(errors, fields, None, language),
            *about,
            *inputs,
            *unfold,
            *(_picture(line) if pictured else ()),
        ],
    )


def _picture(line: Line) -> list[ImageBlock]:
    if line.picture is None:
        return []
    return [
        ImageBlock(
            block_id=f"picture_{line.id}", image_url=line.picture, alt_text=cut(line.name, LONGEST_ALT_TEXT)
        )
    ]


def fixed_texts(line: Line, form_context: FormContext) -> list[Text]:
    """What the person may know of the line and not change: of the vendor's product all, of another the price."""
    if is_relevant(line, "unit_price", form_context):
        return []
    texts = [] if is_relevant(line, "name", form_context) else [shaped("*{name}*", name=line.name)]
    if line.product_id:
        texts.append(_("Price and discount are the order system's; only the quantity is sent."))
    if line.unit_price is not None:
        texts.append(_("Unit price: {amount}", amount=Money(line.unit_price, line.currency)))
    if line.vat_rate is not None:
        included = _("VAT {rate}, included in the price", rate=Rate(line.vat_rate))
        texts.append(
            included if line.tax_inclusive else _("VAT {rate}, added to the price", rate=Rate(line.vat_rate))
        )
    if line.discount:
        texts.append(_("Discount per unit: {amount}", amount=Money(line.discount, line.currency)))
    if line.product_id and line.payout is not None and form_context.sees_payout:
        texts.append(_("Payout per unit: {amount}", amount=Money(line.payout, line.currency)))
    return texts
