"""The offer's lines: taking them from the catalog, editing, doubling, removing."""

from __future__ import annotations

from collections.abc import Mapping

from flows.catalog import Bundle, Product
from flows.draft import FORM_STEPS, MAXIMUM_LINES, Draft, Inputs, Line, LineInHand, Step, any_typed
from flows.form.dialog import edit
from flows.form.form_context import FormContext
from flows.i18n.texts import InputError, Text, _
from flows.offer.currencies import offer_currency, product_currency
from flows.offer.prices import listed_price
from flows.readers import MOST_QUANTITY
from flows.screens.line import SCREEN, line_fields, read_line_typed


def add_product(draft: Draft, product: Product, form_context: FormContext, quantity: int = 1) -> Draft:
    """The draft with so many more of a product: on its untouched line if there is one. Raises InputError."""
    line = line_of_product(product, draft, form_context).model_copy(update={"quantity": quantity})
    return put_line(draft, line, form_context)


def add_bundle(draft: Draft, bundle: Bundle, form_context: FormContext, quantity: int = 1) -> Draft:
    """The draft with every product of so many bundles, or none of them: raises InputError."""
    for bundled in bundle.products:
        product = form_context.catalog.product_named(bundled.product)
        if product is None:
            raise InputError(
                _("{product} is no longer in the catalog. Choose another.", product=bundled.product)
            )
        draft = add_product(draft, product, form_context, min(bundled.quantity * quantity, MOST_QUANTITY))
    return draft


def put_line(draft: Draft, line: Line, form_context: FormContext) -> Draft:
    """The draft with a line more, or more of a product on the line that says the same. Raises InputError."""
    if line.currency != offer_currency(draft, form_context):
        raise InputError(_other_currency(line, draft, form_context))
    for existing in draft.lines if line.product else ():
        same = existing.model_copy(update={"id": line.id, "quantity": line.quantity}) == line
        if same and existing.quantity + line.quantity <= MOST_QUANTITY:
            return change_quantity(draft, existing.id, line.quantity)
    return _append(draft, line.model_copy(update={"id": _next_id(draft)}))


def _other_currency(line: Line, draft: Draft, form_context: FormContext) -> Text:
    offered = offer_currency(draft, form_context)
    if draft.lines:
        return _(
            "{product} is priced in {currency}, the offer in {other}. "
            "An offer has one currency; choose another product.",
            product=line.name,
            currency=line.currency,
            other=offered,
        )
    return _(
        "{product} is priced in {currency}, and {other} is chosen for the offer. "
        "Choose {currency} below, or another product.",
        product=line.name,
        currency=line.currency,
        other=offered,
    )


def change_quantity(draft: Draft, line_id: str, by: int) -> Draft:
    """The draft with so many more or less on a line, which keeps one at least."""
    line = draft.line(line_id)
    if line is None:
        return draft
    quantity = min(max(line.quantity + by, 1), MOST_QUANTITY)
    return _replace(draft, line.model_copy(update={"quantity": quantity}))


def duplicate_line(draft: Draft, line_id: str) -> Draft:
    """The draft with that line once more, last. Raises InputError when there are too many."""
    line = draft.line(line_id)
    return _append(draft, line.model_copy(update={"id": _next_id(draft)})) if line else draft


def remove_line(draft: Draft, line_id: str) -> Draft:
    """The draft without that line."""
    return draft.with_(lines=tuple(line for line in draft.lines if line.id != line_id))


def edit_line(draft: Draft, line_id: str | None) -> Draft:
    """The draft with a line, or a new free line, open in the editor. Raises InputError when there are too many."""
    if line_id is None:
        refuse_more(draft)
    if line_id is None or draft.line(line_id) is None:
        if (begun := _begun(draft)) is not None:
            return _take_in_hand(draft, begun)
        line_id = _next_id(draft)
        draft = draft.with_(lines_made=int(line_id))
    return _take_in_hand(draft, line_id)


def _begun(draft: Draft) -> str | None:
    """A new line whose editor was closed with something typed in it."""
    line_id = draft.line_in_hand.line if draft.line_in_hand else None
    is_new = line_id is not None and draft.line(line_id) is None
    return line_id if is_new and any_typed(draft.inputs.get(SCREEN, {})) else None


def edit_at(draft: Draft, place: str) -> Draft:
    """Edit from the summary: a step, or `offer:` and a line's id; what is no such place changes nothing."""
    step, _colon, line_id = place.partition(":")
    if step not in FORM_STEPS:
        return draft
    edited = edit(draft, Step(step))
    return edit_line(edited, line_id) if draft.line(line_id) else edited


def line_in_hand(draft: Draft, form_context: FormContext) -> Line:
    """The line the editor has open: one of the draft's, or a blank free line."""
    in_hand = draft.line_in_hand or LineInHand()
    line_id = in_hand.line or _next_id(draft)
    line = draft.line(line_id) or blank_line(draft, form_context).model_copy(update={"id": line_id})
    return _own_line(line, draft, form_context) if in_hand.own and line.product_id else line


def make_own(draft: Draft, inputs: Inputs) -> Draft:
    """The draft whose editor asks everything of the vendor's product in hand, to make it a line of our own."""
    in_hand = draft.line_in_hand or LineInHand()
    return type_line(draft, inputs).with_(line_in_hand=in_hand.model_copy(update={"own": True}))


def _own_line(line: Line, draft: Draft, form_context: FormContext) -> Line:
    """What is known of the vendor's product, sent in full from here on; price and VAT are ours to say."""
    rate = line.vat_rate if line.vat_rate is not None else _usual_vat_rate(draft, form_context)
    return line.model_copy(
        update={"product": None, "product_id": None, "listed": None, "payout": None, "vat_rate": rate}
    )


def blank_line(draft: Draft, form_context: FormContext) -> Line:
    """A free line with nothing in it but what is usual."""
    return Line(
        id=_next_id(draft),
        name="",
        currency=offer_currency(draft, form_context),
        vat_rate=_usual_vat_rate(draft, form_context),
    )


def unfold_details(draft: Draft, inputs: Inputs) -> Draft:
    """The draft with the editor's details folded out, or back in; what is typed is kept."""
    in_hand = draft.line_in_hand or LineInHand()
    in_hand = in_hand.model_copy(update={"details": not in_hand.details})
    return type_line(draft, inputs).with_(line_in_hand=in_hand)


def type_line(draft: Draft, inputs: Inputs) -> Draft:
    """The draft that remembers the editor's inputs; fields folded away keep what they had."""
    return draft.with_inputs(SCREEN, {**draft.inputs.get(SCREEN, {}), **inputs})


def keep_line(
    draft: Draft, inputs: Inputs, form_context: FormContext, line_id: str | None = None
) -> tuple[Draft, Mapping[str, Text]]:
    """The draft with the edited line in its place, or what is typed kept and errors by field key.

    `line_id` is the line of the editor that was submitted, where that may not be the one in hand any more: another
    window may have opened another line, or this one was submitted before. The same again changes nothing.
    """
    if line_id is not None and (draft.line_in_hand is None or draft.line_in_hand.line != line_id):
        draft = _take_in_hand(draft, line_id)
    draft = type_line(draft, inputs)
    line = line_in_hand(draft, form_context)
    edited, errors = read_line_typed(line, form_context, draft.inputs.get(SCREEN, {}))
    if edited is None:
        return _unfolded_for(errors, draft, line, form_context), errors
    done = draft.with_(line_in_hand=None).with_inputs(SCREEN, None)
    return (_replace(done, edited) if done.line(edited.id) else _append(done, edited)), {}


def _take_in_hand(draft: Draft, line_id: str) -> Draft:
    """What was typed for it and not saved, when its editor was closed, is there again."""
    before = draft.line_in_hand
    taken = draft.with_(line_in_hand=LineInHand(line=line_id))
    return taken if before and before.line == line_id else taken.with_inputs(SCREEN, None)


def _unfolded_for(errors: Mapping[str, Text], draft: Draft, line: Line, form_context: FormContext) -> Draft:
    """An error never hides behind folded details."""
    main = {field.key for field in line_fields(line, form_context, details=False)}
    in_hand = draft.line_in_hand or LineInHand()
    return (
        draft
        if errors.keys() <= main
        else draft.with_(line_in_hand=in_hand.model_copy(update={"details": True}))
    )


def line_of_product(product: Product, draft: Draft, form_context: FormContext) -> Line:
    """One of a product, with all the catalog says of it."""
    return Line(
        id=_next_id(draft),
        product=product.key,
        product_id=str(product.id) if product.id else None,
        name=product.name,
        description=product.description,
        external_id=product.external_id,
        image_url=product.image_url,
        unit_price=product.unit_price,
        currency=product_currency(product, draft, form_context),
        vat_rate=product.vat,
        tax_inclusive=product.tax_inclusive,
        payout=product.payout,
        paid=product.paid,
        listed=listed_price(product),
    )


def _usual_vat_rate(draft: Draft, form_context: FormContext) -> int | None:
    known = [line.vat_rate for line in reversed(draft.lines)] + [
        product.vat for product in form_context.catalog.products
    ]
    return next((rate for rate in known if rate is not None), None)


def _next_id(draft: Draft) -> str:
    return str(max([draft.lines_made, *(int(line.id) for line in draft.lines)]) + 1)


def _append(draft: Draft, line: Line) -> Draft:
    refuse_more(draft)
    made = max(draft.lines_made, int(line.id))
    # The list turns to its last page, where the new line is in sight.
    return draft.with_(lines=(*draft.lines, line), lines_made=made, lines_page=MAXIMUM_LINES)


def _replace(draft: Draft, line: Line) -> Draft:
    changed = draft.with_(lines=tuple(line if line.id == other.id else other for other in draft.lines))
    return changed if line in draft.lines else changed.unmarked(Step.OFFER, {line.id})


def refuse_more(draft: Draft) -> None:
    """Raises InputError where an order holds no more lines."""
    if len(draft.lines) >= MAXIMUM_LINES:
        raise InputError(_("An order holds at most {limit} lines. Remove one first.", limit=MAXIMUM_LINES))
