"""Lazy functions: calls to Slack and the Orders API, after the ack; whatever goes wrong in one is caught here.

Bolt itself would only log the exception with its text, which may repeat what a person typed; and it would parse and
copy the request once more for each of them. docs/decisions/0023-lazy-functions.md says how they are begun instead.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress

import aiohttp
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncBoltRequest
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.middleware.context import INTERACTION, Interaction
from bot.middleware.routes import AckFunction
from bot.slack.errors import reason_of
from bot.slack.message_words import words_in
from bot.slack.token_check import is_refused
from bot.views.as_json import as_json
from bot.views.mrkdwn import marked
from bot.views.not_kept import not_kept_message
from bot.views.not_opened import again_message, begin_button, trouble_message
from bot.views.orders.cards import Message
from bot.views.orders.notices import token_refused_text, trouble_text, trouble_view
from flows.i18n.texts import Text
from storage.sql import deadline

FAILED = "failed"
"""Where the context tells the lazy functions that their ack function failed: the reference in the log."""

LOADING_VIEW = "loading_view"
"""Where the context keeps the view that would stay “One moment…” for ever if something failed."""

_LAZY = "lazy"
"""Where the context keeps a listener's lazy functions while its ack function runs."""

NOT_TAKEN = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)
"""What a call to Slack raises."""

PAUSES = (0.5, 2.0)
"""Seconds before the next attempt to draw over “One moment…”."""

FINISH_SECONDS = 5
"""How long lazy functions under way may take when the service is told to stop."""

LazyFunction = Callable[[Interaction, AsyncWebClient], Awaitable[None]]

logger = log(__name__)


class NotOpened(Exception):
    """Slack didn't open the window: its trigger has expired, or no answer came."""


def new_reference() -> str:
    """A short id that a person can read out and an operator can find in the log."""
    return secrets.token_hex(4)


async def acknowledge(ack: AsyncAck, _interaction: Interaction) -> None:
    """The ack function of what is done lazily alone."""
    await ack()


def ack_then(answer: AckFunction, *functions: LazyFunction) -> AckFunction:
    """A listener: what answers Slack, and what is done once it is answered."""

    async def listener(ack: AsyncAck, interaction: Interaction) -> None:
        interaction.context[_LAZY] = functions
        await answer(ack, interaction)

    return listener


class LazyFunctions(AsyncListenerCompletionHandler):
    """Begins a listener's lazy functions when its ack function has ended, well or not: Bolt's hook for that moment."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:  # noqa: ARG002 - Bolt's
        """Begin them; they run once Bolt lets go of the loop, which it does when the answer is on its way."""
        context = request.context
        # Each holds the other: all that Slack sent would stay until the next collection of garbage.
        interaction: Interaction = context.pop(INTERACTION)
        for function in context.get(_LAZY, ()):
            task = asyncio.create_task(_run(function, interaction, context.client))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        """Wait for those under way, but not for ever."""
        if self._under_way:
            _done, late = await asyncio.wait(self._under_way, timeout=FINISH_SECONDS)
            for task in late:
                task.cancel()


async def _run(function: LazyFunction, interaction: Interaction, client: AsyncWebClient) -> None:
    """Run it, and notify the person when it fails."""
    deadline.lift()  # Slack has its ack.
    if reference := interaction.context.get(FAILED):
        await _say_failed(interaction, client, str(reference))
        return
    try:
        await function(interaction, client)
    except NotOpened:
        logger.warning("a window didn't open in time", function=function.__name__)
        actions = interaction.body.get("actions") or [None]
        again = again_message(actions[0], await interaction.language_if_known())
        await say_privately(interaction, client, again)
    except Exception as error:
        reference = new_reference()
        logger.exception("lazy function failed", function=function.__name__, reference=reference)
        text = token_refused_text() if is_refused(error) else trouble_text(reference)
        await _notify(interaction, client, text)


async def _say_failed(interaction: Interaction, client: AsyncWebClient, reference: str) -> None:
    """Nothing was done, so there is nothing to show; commands and submissions were answered in the ack."""
    if interaction.body.get("type") == "block_actions":
        await _notify(interaction, client, trouble_text(reference))
    elif (words := words_in(interaction.body)) and "command" not in interaction.body:
        told = not_kept_message(words, await interaction.language_if_known(), reference)
        await say_privately(interaction, client, told)


async def say_privately(interaction: Interaction, client: AsyncWebClient, said: Message) -> None:
    """To the person alone, beside what they did; where Slack gives no way back there, in a direct message."""
    if interaction.can_respond:
        with suppress(*NOT_TAKEN):
            await interaction.respond(response_type="ephemeral", replace_original=False, **said.arguments())
            return
    try:
        await client.chat_postMessage(channel=interaction.person.user, **said.arguments())
    except NOT_TAKEN:
        logger.exception("the person could not be notified")


async def _notify(interaction: Interaction, client: AsyncWebClient, text: Text) -> None:
    """In the view that would stay “One moment…”, else directly; where Slack takes neither, by the way back."""
    language, loading = await interaction.language_if_known(), interaction.context.get(LOADING_VIEW)
    try:
        if isinstance(loading, str):
            await _replace(client, loading, trouble_view(language, text, [begin_button(language)]))
        else:
            told = trouble_message(text, language)
            await client.chat_postMessage(channel=interaction.person.user, **told.arguments())
    except NOT_TAKEN:
        logger.exception("the person could not be notified in Slack's usual way")
        await _respond(interaction, marked(language, text))


async def _replace(client: AsyncWebClient, view_id: str, view: View) -> None:
    """Put it in the place of “One moment…”, which must not stay: tried several times."""
    for pause in PAUSES:
        try:
            await client.views_update(view_id=view_id, view=as_json(view))
        except NOT_TAKEN as error:
            if isinstance(error, SlackApiError) and reason_of(error) == "not_found":
                raise
            await asyncio.sleep(pause)
        else:
            return
    await client.views_update(view_id=view_id, view=as_json(view))


async def _respond(interaction: Interaction, text: str) -> None:
    """By the response_url, which needs no token."""
    if not interaction.can_respond:
        return
    try:
        await interaction.respond(text=text, response_type="ephemeral", replace_original=False)
    except NOT_TAKEN:
        logger.exception("the person could not be notified")
