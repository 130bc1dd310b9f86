"""`/order list`, its pages, its filters, and sharing one in the channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.answering import answer
from bot.listeners.open_modal import open_view
from bot.middleware.access import why_not
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.membership import learned_rights
from bot.middleware.routes import Routes
from bot.service.listing.order_list import OrderLists
from bot.service.listing.reader import Reader
from bot.service.permissions import Rights
from bot.slack.payloads import private_metadata_of
from bot.views.ids import Action, Callback
from bot.views.mrkdwn import marked
from bot.views.orders.cards import message
from bot.views.orders.list_windows import ListMetadata, filter_view, filters_in, share_view
from bot.views.orders.order_list import list_message, shared_list_message
from flows.i18n.command_words import Asked, asked_in
from flows.i18n.texts import Text, _
from flows.listing.page import LONGEST_TEXT, Filters, ListPage, Period, Stage
from flows.rights import Right

OK = 200


def register(routes: Routes) -> None:
    """The list's buttons, and its windows."""
    routes.action(Action.LIST_PAGE)(ack_then(acknowledge, turn_page))
    routes.action(Action.LIST_FILTER)(ack_then(acknowledge, ask_filters))
    routes.action(Action.LIST_SHARE)(ack_then(acknowledge, preview))
    routes.view(Callback.LIST_FILTER)(ack_then(_close, show_filtered))
    routes.view(Callback.LIST_SHARE)(ack_then(_close, share))


async def list_orders(interaction: Interaction, client: AsyncWebClient, words: str) -> None:
    """The orders that the words after `/order list` ask for."""
    rights = await learned_rights(interaction, client)
    if await refused(interaction, client, rights, frozenset({Right.ORDER, Right.LIST})):
        return
    page = ListPage(until=interaction.service.clock(), filters=filters_of(words, interaction.person.user))
    await answer(interaction, client, await _message(interaction, rights, page))


async def refused(
    interaction: Interaction, client: AsyncWebClient, rights: Rights, needs: frozenset[Right]
) -> bool:
    """Whether the person may not, now that Slack has said what they are; they read why."""
    if rights.may_any(needs):
        return False
    await refuse(interaction, client, rights, min(needs))
    return True


async def refuse(interaction: Interaction, client: AsyncWebClient, rights: Rights, right: Right) -> None:
    """Why the person may not, and whom to ask."""
    await interaction.denied(right)
    await answer(
        interaction, client, message(await interaction.language(), [why_not(rights, right)]).arguments()
    )


def filters_of(words: str, user: str) -> Filters:
    """`mine today nordmann`: the words that we know, and what isn't one is looked for."""
    asked, text = asked_in(words)
    return Filters(
        stage=Stage.WAITING if Asked.WAITING in asked else None,
        person=user if Asked.MINE in asked else None,
        period=Period.TODAY if Asked.TODAY in asked else None,
        text=text[:LONGEST_TEXT],
    )


async def turn_page(interaction: Interaction, client: AsyncWebClient) -> None:
    """Another page in the place of the one shown; the first one anew, with what came in since."""
    page = _page_in(interaction)
    is_refreshed = str(interaction.action["action_id"]).endswith(".refresh") and page.position is None
    if is_refreshed:
        page = page.model_copy(update={"until": interaction.service.clock()})
    rights = await learned_rights(interaction, client)
    if await refused(interaction, client, rights, frozenset({Right.ORDER, Right.LIST})):
        return
    shown = await _message(interaction, rights, page)
    await interaction.respond(replace_original=True, response_type="ephemeral", **shown)


async def ask_filters(interaction: Interaction, client: AsyncWebClient) -> None:
    """The window that narrows the list."""
    language, rights = await interaction.language(), await interaction.rights()
    catalog = interaction.service.catalog.said_in(language.code)
    view = filter_view(_metadata(interaction), catalog, language, sees_others=rights.may(Right.LIST))
    await open_view(interaction, client, view)


async def show_filtered(interaction: Interaction, client: AsyncWebClient) -> None:
    """The list again, in its place, narrowed to what was chosen."""
    metadata = ListMetadata.load(private_metadata_of(interaction.body))
    if metadata is None:
        return
    page = ListPage(until=interaction.service.clock(), filters=filters_in(interaction.view.inputs))
    shown = await _message(interaction, await interaction.rights(), page)
    await _answer(interaction, client, metadata, {"replace_original": True, **shown})


async def preview(interaction: Interaction, client: AsyncWebClient) -> None:
    """What sharing the page would post."""
    service, rights = interaction.service, await interaction.rights()
    metadata = _metadata(interaction)
    as_channel = _reader(interaction, rights).as_channel(service.settings.channel_client)
    listing = await (await _lists(interaction, rights)).page(metadata.page, as_channel)
    readers = service.workspace_language
    catalog = service.catalog.said_in(readers.code)
    view = share_view(metadata, listing, catalog, readers, await interaction.language())
    await open_view(interaction, client, view)


async def share(interaction: Interaction, client: AsyncWebClient) -> None:
    """The page to the channel, with what a channel may see."""
    metadata = ListMetadata.load(private_metadata_of(interaction.body))
    if metadata is None:
        return
    service, rights = interaction.service, await interaction.rights()
    as_channel = _reader(interaction, rights).as_channel(service.settings.channel_client)
    listing = await (await _lists(interaction, rights)).page(metadata.page, as_channel)
    readers = service.workspace_language
    catalog = service.catalog.said_in(readers.code)
    shared = shared_list_message(listing, catalog, readers, interaction.person.user).arguments()
    in_channel = {"replace_original": False, "response_type": "in_channel", **shared}
    await _answer(interaction, client, metadata, in_channel)


async def _close(ack: AsyncAck, _interaction: Interaction) -> None:
    """The window closes; what it was for follows in the message it was opened from."""
    await ack()


async def _message(interaction: Interaction, rights: Rights, page: ListPage) -> dict[str, Any]:
    language = await interaction.language()
    listing = await (await _lists(interaction, rights)).page(page)
    catalog = interaction.service.catalog.said_in(language.code)
    return list_message(listing, catalog, language, _notes(rights, page.filters)).arguments()


def _notes(rights: Rights, filters: Filters) -> Sequence[Text]:
    """What of all that there is the person doesn't see, and whom to ask."""
    if not rights.may(Right.LIST):
        return [_("These are the orders that you took."), why_not(rights, Right.LIST)]
    if filters.text and not rights.may(Right.PERSONAL_DATA):
        own = _("Words were looked for in the orders that you took, and numbers in all.")
        return [own, why_not(rights, Right.PERSONAL_DATA)]
    return []


async def _lists(interaction: Interaction, rights: Rights) -> OrderLists:
    zone = (await interaction.profile()).zone
    return OrderLists(interaction.dependencies, _reader(interaction, rights), zone)


def _reader(interaction: Interaction, rights: Rights) -> Reader:
    return Reader.of(interaction.person, rights, interaction.service.settings.channel_client)


def _page_in(interaction: Interaction) -> ListPage:
    """The page in the button; a new list for the button of an earlier version."""
    return ListPage.load(interaction.value) or ListPage(until=interaction.service.clock())


def _metadata(interaction: Interaction) -> ListMetadata:
    way_back = str(interaction.body["response_url"])
    return ListMetadata(page=_page_in(interaction), response_url=way_back, begun_in=interaction.channel)


async def _answer(
    interaction: Interaction, client: AsyncWebClient, metadata: ListMetadata, answer: dict[str, Any]
) -> None:
    """In the list's message or its channel; Slack takes that for half an hour after the button was pressed."""
    taken = await AsyncRespond(response_url=metadata.response_url)(**answer)
    if taken.status_code != OK:
        text = _("Slack no longer takes this for the list you opened. Open it again: `/order list`.")
        language = await interaction.language()
        await client.chat_postMessage(channel=interaction.person.user, text=marked(language, text))
