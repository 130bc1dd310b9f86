"""The photos that an order waits for: the window that takes them, and going on without."""

from __future__ import annotations

from contextlib import suppress

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.background.files import bring_files
from bot.listeners.open_modal import open_view, push_view
from bot.listeners.submissions import submitted
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import Routes
from bot.notify.show_draft import instead, outcome, update
from bot.service.errors import NotEditable
from bot.slack.acks import Ack, updated, with_errors
from bot.slack.nice_to_have import nice_to_have
from bot.views.form.photos import photos_message, photos_view
from bot.views.ids import Action, Callback, Metadata
from flows.form.form_context import FormContext
from flows.i18n.texts import _
from flows.order import State


def register(routes: Routes) -> None:
    """The two buttons of the message, and the window behind the first."""
    routes.action(Action.ADD_PHOTOS)(ack_then(acknowledge, ask))
    routes.action(Action.WITHOUT_PHOTOS)(ack_then(go_without, show_outcome))
    routes.view(Callback.PHOTOS)(ack_then(submitted(_add), bring))


async def ask(interaction: Interaction, client: AsyncWebClient) -> None:
    """The window; in its place what has become of an order that waits for no photos any more."""
    form_context = await interaction.form_context()
    try:
        order = await interaction.dependencies.photos.waiting(interaction.value, interaction.person)
        view = photos_view(order, form_context)
    except NotEditable as gone:
        view = await instead(interaction.service, gone, form_context.language)
    if _in_modal(interaction):
        await push_view(interaction, client, view)
    else:
        await open_view(interaction, client, view)


async def go_without(ack: AsyncAck, interaction: Interaction) -> None:
    """Let the order go on as it is; one that has moved on stays as it is."""
    with suppress(NotEditable):
        await interaction.dependencies.photos.go_without(interaction.value, interaction.person)
    await ack()


async def show_outcome(interaction: Interaction, client: AsyncWebClient) -> None:
    """In the modal or message that has the button: what has become of the order."""
    service = interaction.service
    order = await service.store.get_own(interaction.value, interaction.person)
    if order is None:
        return
    language = await interaction.language()
    if _in_modal(interaction):
        await update(client, interaction.view.view_id, await outcome(service, order, language))
    elif interaction.can_respond and order.state is not State.AWAITING_PHOTOS:
        over = photos_message(order, service.catalog, language, still_asks=False)
        with nice_to_have("an answer in a message that asks for photos"):  # The notifier edits it too.
            await interaction.respond(replace_original=True, **over.arguments())


async def bring(interaction: Interaction, client: AsyncWebClient) -> None:
    """The photos that were chosen."""
    if interaction.order_id:
        await bring_files(interaction, client, interaction.order_id, interaction.view.window)


async def _add(interaction: Interaction, metadata: Metadata, form_context: FormContext) -> Ack:
    view = interaction.view
    if not any(view.files.values()) and view.blocks:
        missing = form_context.language.say(_("Add this photo, or close the window to do it later."))
        return with_errors({next(iter(view.blocks.values())): missing})
    order = await interaction.dependencies.photos.add(metadata.order_id, interaction.person, view.taken)
    return updated(await outcome(interaction.service, order, form_context.language))


def _in_modal(interaction: Interaction) -> bool:
    return (interaction.body.get("view") or {}).get("type") == "modal"
