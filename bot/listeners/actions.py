"""Buttons, menus and choices inside the modals: what is on the screen is saved before the ack."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from slack_bolt.async_app import AsyncAck
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.background.files import bring_files
from bot.listeners.open_modal import push_view
from bot.listeners.outdated import OUTDATED, say_outdated, show_outdated
from bot.middleware.context import SAVED, Interaction
from bot.middleware.lazy import NotOpened, ack_then
from bot.middleware.routes import Routes
from bot.notify.show_draft import elsewhere, redraw, redraw_line
from bot.service.errors import NotEditable, OpenedElsewhere
from bot.service.quiet_saving import Typed
from bot.slack.payloads import Body, ViewPayload, chosen, pressed_at
from bot.views.form.line import line_view
from bot.views.form.offer_discount import discount_view
from bot.views.form.paste_lines import paste_view
from bot.views.ids import LESS, Action, Callback, LineChoice, page_in
from bot.views.not_opened import not_opened_text
from flows.clients import KnownClient, fill_in
from flows.draft import Draft, Step
from flows.files import remove_file, retry_files
from flows.form.dialog import StepResult, back, go_on, save, unfold
from flows.form.form_context import FormContext
from flows.form.from_text import PRODUCTS, without_offered
from flows.form.remarks import correct
from flows.i18n.language import shipped_languages
from flows.i18n.texts import InputError, _
from flows.offer.lines import (
    add_bundle,
    add_product,
    change_quantity,
    duplicate_line,
    edit_at,
    edit_line,
    line_in_hand,
    make_own,
    refuse_more,
    remove_line,
    unfold_details,
)
from flows.offer.prices import take_new_price
from flows.offer.product_choice import chosen_product
from flows.order import Order

RESULT = "result"
"""Where the ack function leaves what must be mended, for the lazy function that draws."""


class Press(NamedTuple):
    """What a person did on a screen: the value pressed or chosen, all that was there, and their form's context."""

    value: str
    view: ViewPayload
    form_context: FormContext
    known: KnownClient | None = None
    """The known client that was picked."""
    at: str = ""
    """When Slack had it, as it says."""


Pushed = Callable[[Order, FormContext], View]

Change = Callable[[Draft, Press], Draft | StepResult]
"""What a press does to a draft on which the screen has been saved; raises InputError."""


def register(routes: Routes) -> None:
    """What is typed, and every other action of the form: save, change, ack; then draw again."""
    routes.action(Action.TYPED)(keep_quietly)
    routes.action(Action.RETRY_FILES)(ack_then(press, draw, bring))
    routes.action(Action.SWITCH_LANGUAGE)(ack_then(press, switch_language))
    redrawn = _changes().keys() - {Action.RETRY_FILES, Action.SWITCH_LANGUAGE}
    routes.action(*redrawn)(ack_then(press, draw))


def _changes() -> Mapping[str, Change]:
    """What each action does to the draft."""
    return {
        Action.CHOSEN: lambda draft, _press: draft,
        Action.DETAILS: lambda draft, _press: unfold(draft),
        Action.CHANGE_CLIENT: lambda draft, _press: draft.with_(step=Step.CLIENT),
        Action.SWITCH_LANGUAGE: lambda draft, _press: draft,
        Action.BACK: lambda draft, press: back(draft, draft.step, press.view.inputs, press.form_context),
        Action.EDIT: _edit,
        Action.CORRECT: lambda draft, press: correct(draft, press.value),
        Action.KNOWN_CLIENT: _take_known_client,
        Action.PRODUCT: _add,
        Action.FREE_LINE: lambda draft, _press: edit_line(draft, None),
        Action.PASTE: _paste,
        Action.LINE_MENU: _line_menu,
        Action.LINE_QUANTITY: _change_quantity,
        Action.REMOVE_FILE: lambda draft, press: remove_file(draft, press.value),
        Action.RETRY_FILES: lambda draft, _press: retry_files(draft),
        Action.LINES_PAGE: lambda draft, press: draft.with_(lines_page=page_in(press.value)),
        Action.MAKE_OWN: lambda draft, press: make_own(draft, press.view.inputs),
        Action.DISCOUNT: lambda draft, _press: draft,
        Action.LINE_DETAILS: lambda draft, press: unfold_details(draft, press.view.inputs),
    }


async def press(ack: AsyncAck, interaction: Interaction) -> None:
    """Save the screen and change the draft, before the ack."""
    change = _CHANGES[str(interaction.action["action_id"]).partition(".")[0]]
    interaction.context[RESULT] = await _press(interaction, change)
    await ack()


async def keep_quietly(ack: AsyncAck, interaction: Interaction) -> None:
    """What is being typed will be written; nothing is drawn, since that would disturb the typing."""
    order_id, view = interaction.order_id, interaction.view
    if order_id and (at := pressed_at(interaction.action)):
        openings = view.window.openings
        typed = Typed(interaction.person, view.screen, view.line_id, view.inputs, at, openings)
        interaction.dependencies.quiet_saving.put(order_id, typed)
    await ack()


async def _press(interaction: Interaction, change: Change) -> StepResult | None:
    """The draft saved and changed; None where it can't be changed any more."""
    order_id, person, service = interaction.order_id, interaction.person, interaction.service
    if order_id is None:
        return None
    picks_client = interaction.action["action_id"] == Action.KNOWN_CLIENT
    known = await service.known_client(person, interaction.value) if picks_client else None
    form_context = await interaction.form_context()
    press = Press(interaction.value, interaction.view, form_context, known, pressed_at(interaction.action))
    await interaction.give_way(order_id)
    try:
        order, result = await interaction.revise(order_id, lambda draft: _changed(draft, press, change))
    except NotEditable:
        return None
    except OpenedElsewhere as elsewhere:
        await say_outdated(interaction, elsewhere)
        return None
    interaction.context[SAVED] = order
    return result


def _changed(draft: Draft, press: Press, change: Change) -> StepResult:
    if not _is_shown(draft, press.view):
        return StepResult(draft, notice=elsewhere())
    saved = _saved(press.view.taken(draft), press)
    try:
        changed = change(saved, press)
    except InputError as mistake:
        return StepResult(saved, notice=mistake.text)
    return changed if isinstance(changed, StepResult) else StepResult(changed)


def _saved(draft: Draft, press: Press) -> Draft:
    if not _is_form(press.view):
        return draft
    saved = save(draft, draft.step, press.view.inputs, press.form_context).draft
    return saved.typed_until(press.at)


async def switch_language(interaction: Interaction, client: AsyncWebClient) -> None:
    """Keep the language that was offered and taken, and draw the screen in it."""
    service, person, order_id = interaction.service, interaction.person, interaction.order_id
    if interaction.value in shipped_languages():
        await service.choose_language(person, interaction.value)
    if order_id is not None and not await show_outdated(interaction, client):
        await redraw(service, client, person, order_id, interaction.view.window)


async def draw(interaction: Interaction, client: AsyncWebClient) -> None:
    """The screen again, or what the press lays on top of it."""
    service, person, view = interaction.service, interaction.person, interaction.view
    order_id, result, saved = interaction.order_id, interaction.context.get(RESULT), interaction.saved
    if order_id is None:
        return
    if await show_outdated(interaction, client):
        return
    if view.line_id is not None:
        await redraw_line(service, client, person, order_id, view.window)
    elif saved and result and result.accepted and (pushed := _pushed_by(interaction.action)):
        await _push(interaction, client, saved, pushed)
    else:
        known = (saved, await interaction.form_context()) if saved else None
        await redraw(service, client, person, order_id, view.window, result, saved=known)


async def _push(interaction: Interaction, client: AsyncWebClient, order: Order, pushed: Pushed) -> None:
    """Lay a view over the order as it was saved: discarded meanwhile, what is pressed there says so."""
    service, person, form_context = interaction.service, interaction.person, await interaction.form_context()
    try:
        view_id = await push_view(interaction, client, pushed(order, form_context))
    except NotOpened:
        late = StepResult(order.draft, notice=not_opened_text())
        await redraw(service, client, person, order.id, interaction.view.window, late)
        return
    if pushed is line_view and line_in_hand(order.draft, form_context).picture:
        await redraw_line(
            service, client, person, order.id, interaction.view.window._replace(view_id=view_id)
        )
    # The editor lies on the offer, and is closed onto it.
    if interaction.view.callback_id == Callback.SUMMARY:
        await redraw(service, client, person, order.id, interaction.view.window)


async def bring(interaction: Interaction, client: AsyncWebClient) -> None:
    """The files that failed, once more."""
    if interaction.order_id and OUTDATED not in interaction.context:
        await bring_files(interaction, client, interaction.order_id, interaction.view.window)


def _pushed_by(action: Body) -> Pushed | None:
    """What a press lays on top of the offer, if it does."""
    choice, _, line_id = chosen(action).partition(":")
    match str(action["action_id"]).partition(".")[0]:
        case Action.PASTE:
            return paste_view
        case Action.DISCOUNT:
            return discount_view
        case Action.FREE_LINE:
            return line_view
        case Action.LINE_MENU if choice == LineChoice.EDIT:
            return line_view
        case Action.EDIT if line_id:
            return line_view
        case _:
            return None


def _is_form(view: ViewPayload) -> bool:
    return view.callback_id.startswith("screen.")


def _is_shown(draft: Draft, view: ViewPayload) -> bool:
    """The view pressed in shows the step the draft is at; the line editor lies on the offer."""
    if view.line_id is not None:
        return draft.line_in_hand is not None and draft.line_in_hand.line == view.line_id
    return view.callback_id == (Callback.SUMMARY if draft.step is Step.SUMMARY else Callback.of(draft.step))


def _edit(draft: Draft, press: Press) -> Draft:
    return edit_at(draft, press.value)


def _take_known_client(draft: Draft, press: Press) -> StepResult:
    if press.known is None:
        raise InputError(_("That client can't be found any more. Search again, or fill in the client below."))
    return go_on(fill_in(draft, press.known), press.form_context)


def _add(draft: Draft, press: Press) -> Draft:
    """What was picked from the catalog, or of what the message may mean; nothing where none of that was meant."""
    key, quantity = chosen_product(press.value, press.form_context.catalog)
    draft = without_offered(draft, Step.OFFER, PRODUCTS, key or None)
    if bundle := press.form_context.catalog.bundle(key):
        return add_bundle(draft, bundle, press.form_context, quantity)
    product = press.form_context.catalog.product(key)
    return add_product(draft, product, press.form_context, quantity) if product else draft


def _paste(draft: Draft, _press: Press) -> Draft:
    refuse_more(draft)
    return draft


def _line_menu(draft: Draft, press: Press) -> Draft:
    choice, _, line_id = press.value.partition(":")
    match choice:
        case LineChoice.EDIT:
            return edit_line(draft, line_id)
        case LineChoice.DUPLICATE:
            return duplicate_line(draft, line_id)
        case LineChoice.REMOVE:
            return remove_line(draft, line_id)
        case LineChoice.NEW_PRICE:
            return take_new_price(draft, line_id, press.form_context.catalog)
        case _:
            return draft


def _change_quantity(draft: Draft, press: Press) -> Draft:
    direction, _, line_id = press.value.partition(":")
    return change_quantity(draft, line_id, -1 if direction == LESS else 1)


_CHANGES = _changes()
