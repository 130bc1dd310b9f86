"""Next, Add line and Create: what is submitted is saved before the ack, and the ack shows what follows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.background.files import bring_files
from bot.listeners.background.geocode import locate
from bot.listeners.background.mentions import name_mentions
from bot.listeners.look_beside import LookBeside
from bot.listeners.outdated import say_outdated, show_outdated
from bot.middleware.context import SAVED, Interaction
from bot.middleware.lazy import ack_then
from bot.middleware.routes import AckFunction, Routes
from bot.notify.show_draft import elsewhere, instead, outcome, redraw, screen
from bot.service.errors import Changed, NotEditable, OpenedElsewhere
from bot.slack.acks import Ack, updated, with_errors
from bot.slack.payloads import ViewPayload
from bot.views.form.line import line_view
from bot.views.ids import Callback, Metadata
from bot.views.orders.notices import gone_view
from flows.draft import FORM_STEPS, Draft, Step
from flows.form.dialog import StepResult, forward
from flows.form.form_context import FormContext
from flows.i18n.texts import Text, _
from flows.offer.lines import keep_line
from flows.order import Order

Submit = Callable[[Interaction, Metadata, FormContext], Awaitable[Ack]]
"""What a submission does to the order in the view's metadata; gives the ack's arguments, or raises NotEditable."""


def register(routes: Routes) -> None:
    """The form's screens, the line editor and the summary."""
    screens = (Callback.of(step) for step in FORM_STEPS)
    routes.view(*screens)(ack_then(submitted(_next), bring, locate, name_mentions))
    routes.view(f"{Callback.LINE}.")(ack_then(submitted(_keep_line), show_offer))
    routes.view(Callback.SUMMARY)(submitted(_create))


def submitted(submit: Submit) -> AckFunction:
    """The ack function that shows what `submit` gives, or what has become of a draft that can't be changed any more."""

    async def acknowledged(ack: AsyncAck, interaction: Interaction) -> None:
        await ack(**await _answer(interaction, submit))

    return acknowledged


async def _answer(interaction: Interaction, submit: Submit) -> Ack:
    form_context, metadata = await interaction.form_context(), interaction.view.metadata
    if metadata is None:
        return updated(gone_view(form_context.language))
    await interaction.give_way(metadata.order_id)
    try:
        return await submit(interaction, metadata, form_context)
    except NotEditable as gone:
        return updated(await instead(interaction.service, gone, form_context.language))
    except OpenedElsewhere as elsewhere:
        return updated(await say_outdated(interaction, elsewhere))


async def show_offer(interaction: Interaction, client: AsyncWebClient) -> None:
    """The offer below the view that was submitted, with what that changed."""
    order_id, below = interaction.order_id, interaction.view.window_below
    if order_id and not await show_outdated(interaction, client):
        await redraw(interaction.service, client, interaction.person, order_id, below)


async def bring(interaction: Interaction, client: AsyncWebClient) -> None:
    """The files that were chosen on the screen."""
    saved = interaction.saved
    if interaction.order_id and (saved is None or saved.draft.files):
        await bring_files(interaction, client, interaction.order_id, interaction.view.window)


async def _next(interaction: Interaction, metadata: Metadata, form_context: FormContext) -> Ack:
    view = interaction.view
    step = Step(view.callback_id.removeprefix("screen."))

    def go_on(draft: Draft) -> StepResult:
        # The same draft may have gone further in another window: that is shown then, and nothing overwritten.
        if draft.step is not step:
            return StepResult(draft, notice=elsewhere())
        return forward(view.taken(draft), step, view.inputs, form_context)

    async with LookBeside(interaction.service) as looking:
        order, result = await interaction.revise(metadata.order_id, go_on, looking.begin)
        interaction.context[SAVED] = order
        if order.draft.step is step and _fits(result, view):
            return refused(result, view, form_context)
        earlier = await looking.found(order)
    return updated(await screen(interaction.service, order, form_context, result, earlier))


async def _keep_line(interaction: Interaction, metadata: Metadata, form_context: FormContext) -> Ack:
    view = interaction.view

    def keep(draft: Draft) -> StepResult:
        return StepResult(*keep_line(draft, view.inputs, form_context, view.line_id))

    order, result = await interaction.revise(metadata.order_id, keep)
    if result.accepted:
        return {}
    if _fits(result, view):
        return refused(result, view, form_context)
    return updated(line_view(order, form_context, result.errors))


async def _create(interaction: Interaction, metadata: Metadata, form_context: FormContext) -> Ack:
    service = interaction.service
    try:
        order, result = await service.confirm(
            metadata.order_id,
            interaction.person,
            metadata.edition,
            interaction.view.view_id,
            metadata.approvers,
            as_read=interaction.order_as_read,
            form_context=form_context,
        )
    except Changed as changed:
        if changed.order.draft.openings != metadata.openings:
            raise OpenedElsewhere(changed.order.draft) from changed
        notice = what_changed(changed.order, metadata.edition)
        result = StepResult(changed.order.draft, notice=notice)
        return updated(await screen(service, changed.order, form_context, result))
    if not result.accepted:
        return updated(await screen(service, order, form_context, result))
    return updated(await outcome(service, order, form_context.language))


def what_changed(order: Order, seen_edition: int) -> Text:
    """What has changed since the summary with that edition was drawn."""
    found = order.draft.address.found if order.draft.address else None
    if found and found.added_to == seen_edition == order.edition - 1:
        return _("The address's position was found meanwhile. Look at it, then create the order.")
    return elsewhere()


def _fits(result: StepResult, view: ViewPayload) -> bool:
    """Every error has its input in the view the person sees; otherwise Slack would show nothing at all."""
    return bool(result.errors) and result.errors.keys() <= view.blocks.keys()


def refused(result: StepResult, view: ViewPayload, form_context: FormContext) -> Ack:
    """Each error inside its input."""
    return with_errors(
        {view.blocks[key]: form_context.language.say(text) for key, text in result.errors.items()}
    )
