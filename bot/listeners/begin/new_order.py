"""Every way to begin an order, and to go on with one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from slack_bolt.async_app import AsyncAck
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.background.files import bring_files
from bot.listeners.begin.read_text import read_into
from bot.listeners.open_modal import open_loading, open_ready, shown_in
from bot.listeners.outdated import opened_in
from bot.middleware.access import why_not
from bot.middleware.context import Interaction
from bot.middleware.lazy import LOADING_VIEW, ack_then, acknowledge
from bot.middleware.membership import learned_rights
from bot.middleware.routes import Routes
from bot.notify.show_draft import instead, redraw, screen, update
from bot.notify.show_home import home_of, resume_of
from bot.service.errors import NotEditable
from bot.slack.payloads import Window
from bot.views.as_json import as_json
from bot.views.form.resume import unfinished
from bot.views.ids import Action
from bot.views.orders.notices import refusal_view
from bot.views.written_to_bot import unfinished_message
from flows.draft import Draft
from flows.form.dialog import StepResult
from flows.offer.lines import edit_at
from flows.order import Order
from flows.rights import Right
from storage import MessageKind

Change = Callable[[Draft], StepResult]


def register(routes: Routes) -> None:
    """New order, Continue, Discard and Take back, wherever their buttons are."""
    routes.action(Action.TAKE_BACK)(ack_then(take_back, go_on))
    routes.action(Action.NEW_ORDER)(ack_then(acknowledge, new_order))
    routes.action(Action.BEGIN)(ack_then(acknowledge, begin_here))
    routes.action(Action.CONTINUE)(ack_then(acknowledge, go_on))
    routes.action(Action.START_OVER)(ack_then(acknowledge, discard))
    routes.action(Action.MEND)(ack_then(acknowledge, mend))
    # A link is opened by Slack itself and only reported.
    routes.action(Action.OPEN_ORDER)(acknowledge)


async def new_order(interaction: Interaction, client: AsyncWebClient) -> None:
    """A new order, for those who may take one."""
    view_id = _modal(interaction)
    if view_id is None:
        await open_ready(interaction, client, _first_screen(interaction, client, interaction.channel))
    elif refusal := await order_refusal(interaction, client):
        await update(client, view_id, refusal)
    else:
        await _show_new(interaction, client, view_id)


async def go_on(interaction: Interaction, client: AsyncWebClient) -> None:
    """The order where it was left."""
    order_id = interaction.value
    await _go_on(interaction, client, order_id, lambda draft: StepResult(draft.opened_again()))


async def mend(interaction: Interaction, client: AsyncWebClient) -> None:
    """The order at the step where something must be changed."""
    order_id, _colon, place = interaction.value.partition(":")
    step = place.partition(":")[0]
    await _go_on(interaction, client, order_id, lambda draft: StepResult(edit_at(draft.opened_again(), step)))


async def _go_on(interaction: Interaction, client: AsyncWebClient, order_id: str, change: Change) -> None:
    """The order in this window, or a new one, and in no other any more; or what has become of it."""
    service, person = interaction.service, interaction.person
    window, result = Window(await _view(interaction, client)), None
    await interaction.dependencies.quiet_saving.write_now(order_id)
    with suppress(NotEditable):
        order, result = await service.revise(order_id, person, change)
        if order.draft.unread:  # What it was begun with was kept, and nobody has read it yet.
            order, result = await read_into(interaction, client, order)
        window = window._replace(openings=order.draft.openings)
        await opened_in(interaction, client, window.view_id, order_id)
    service.wake()
    await redraw(service, client, person, order_id, window, result)
    interaction.context.pop(LOADING_VIEW, None)
    await bring_files(interaction, client, order_id, window)


async def discard(interaction: Interaction, client: AsyncWebClient) -> None:
    """Throw a draft away. What is left is shown where the button was; in the form, where nothing is, a new order."""
    service, person = interaction.service, interaction.person
    try:
        await service.discard(interaction.value, person)
    except NotEditable as gone:
        view = await instead(service, gone, await interaction.language())
        await update(client, await _view(interaction, client), view)
        return
    service.wake()
    view_id = _modal(interaction)
    if interaction.message_ts is not None:
        await _show_rest(interaction, interaction.message_ts)
    elif view_id is None:
        await client.views_publish(user_id=person.user, view=as_json(await home_of(service, person)))
    elif left := await resume_of(service, person, interaction.channel, await interaction.form_context()):
        await update(client, view_id, left)
    else:
        await _show_new(interaction, client, view_id)


async def _show_rest(interaction: Interaction, message_ts: str) -> None:
    """What is left, in the message's place; the one about drafts that were left is edited by itself."""
    store = interaction.service.store
    order = await store.get_own(interaction.value, interaction.person)
    asked_in = order.draft.asked_in if order else None
    asking = await store.messages.of(asked_in.order_id, MessageKind.LEFT) if asked_in else ()
    if any(one.ts == message_ts for one in asking):
        return
    drafts = unfinished(await store.editable(interaction.person))
    told = unfinished_message(drafts, await interaction.form_context())
    await interaction.respond(replace_original=True, **told.arguments())


async def take_back(ack: AsyncAck, interaction: Interaction) -> None:
    """An order that waits for approval is the person's again; decided meanwhile, what became of it is shown."""
    with suppress(NotEditable):
        await interaction.dependencies.approvals.take_back(interaction.value, interaction.person)
    await ack()


async def begin(interaction: Interaction, client: AsyncWebClient, channel: str | None) -> None:
    """Open the form: on the person's orders under way and unfinished if there are any, else on a new one."""
    await open_ready(interaction, client, _beginning(interaction, client, channel))


async def begin_here(interaction: Interaction, client: AsyncWebClient) -> None:
    """The same by a button, in the modal it is in."""
    if view_id := _modal(interaction):
        view = await _beginning(interaction, client, interaction.channel)
        await update(client, view_id, view)
        await shown_in(interaction, client, view_id, view)
    else:
        await begin(interaction, client, interaction.channel)


async def _beginning(interaction: Interaction, client: AsyncWebClient, channel: str | None) -> View:
    is_new = await _is_newcomer(interaction)
    if refusal := await order_refusal(interaction, client):
        return refusal
    form_context = await interaction.form_context()
    resume = await resume_of(interaction.service, interaction.person, channel, form_context)
    return resume or await new_screen(interaction, await _new(interaction, channel), is_new=is_new)


def _modal(interaction: Interaction) -> str | None:
    """The modal the button was pressed in; None where it was in a message or on Home."""
    view = interaction.body.get("view") or {}
    return str(view["id"]) if view.get("type") == "modal" else None


async def _view(interaction: Interaction, client: AsyncWebClient) -> str:
    """That modal, or a new one."""
    return _modal(interaction) or await open_loading(interaction, client)


async def _first_screen(interaction: Interaction, client: AsyncWebClient, channel: str | None) -> View:
    """A new order's, or why the person may not."""
    is_new = await _is_newcomer(interaction)
    if refusal := await order_refusal(interaction, client):
        return refusal
    return await new_screen(interaction, await _new(interaction, channel), is_new=is_new)


async def _is_newcomer(interaction: Interaction) -> bool:
    """Whether this is the first that is seen of the person, which is asked before Slack is asked about them."""
    return (await interaction.profile()).membership.asked_at is None


async def _show_new(interaction: Interaction, client: AsyncWebClient, view_id: str) -> None:
    """A new order in the place of what the modal shows."""
    order = await _new(interaction, interaction.channel)
    # What is still to be shown of the order that this modal showed before isn't drawn over the new one.
    await opened_in(interaction, client, view_id, order.id)
    await update(client, view_id, await new_screen(interaction, order))


async def _new(interaction: Interaction, channel: str | None) -> Order:
    """A new order; one that was opened and left empty is taken up again."""
    return await interaction.service.begin(interaction.person, channel)


async def new_screen(
    interaction: Interaction, order: Order, result: StepResult | None = None, *, is_new: bool = False
) -> View:
    """A newcomer is asked for their language, once."""
    form_context = await interaction.form_context()
    if is_new:
        offered = interaction.service.language_offered(await interaction.profile())
        form_context = replace(form_context, offered=offered)
    return await screen(interaction.service, order, form_context, result)


async def order_refusal(interaction: Interaction, client: AsyncWebClient) -> View | None:
    """What to show where the person may not go on, once Slack has said what they are."""
    rights = await learned_rights(interaction, client)
    if rights.may(Right.ORDER):
        return None
    await interaction.denied(Right.ORDER)
    return refusal_view(await interaction.language(), why_not(rights, Right.ORDER))
