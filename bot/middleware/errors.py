"""The one error handler of ack functions: a form is never replaced, the trouble is laid on top of it."""

from __future__ import annotations

import json

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.logs import log
from bot.middleware.context import INTERACTION, Interaction
from bot.middleware.lazy import FAILED, new_reference
from bot.service.dependencies import Dependencies
from bot.slack.acks import Ack, pushed
from bot.slack.message_words import words_in
from bot.slack.payloads import Body
from bot.views.not_kept import not_kept_message
from bot.views.orders.cards import message
from bot.views.orders.notices import notice_view, trouble_text
from flows.i18n.language import Language
from flows.i18n.texts import Text, _
from storage import StoreError
from storage.sql import deadline

LANGUAGE_SECONDS = 0.3
"""How long to ask for the person's language, when the time for what they did may be used up."""

logger = log(__name__)


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """Answer every failed ack function."""

    @app.error
    async def answer(error: Exception, body: Body, context: AsyncBoltContext) -> BoltResponse:
        reference = context[FAILED] = new_reference()
        logger.error(
            "ack function failed", exc_info=error, reference=reference, payload=body.get("type", "command")
        )
        return _answer(error, body, await _language(context, dependencies), reference)


async def _language(context: AsyncBoltContext, dependencies: Dependencies) -> Language:
    """The person's, if it can be had in what is left of Slack's three seconds."""
    interaction: Interaction | None = context.get(INTERACTION)
    if interaction is None:
        return dependencies.service.workspace_language
    deadline.begin(LANGUAGE_SECONDS)
    return await interaction.language_if_known()


def _answer(error: Exception, body: Body, language: Language, reference: str) -> BoltResponse:
    text = _not_saved(reference) if isinstance(error, StoreError | TimeoutError) else trouble_text(reference)
    if body.get("type") == "view_submission":
        return _json(pushed(notice_view(language, _("Something went wrong"), [text])))
    if "command" in body:
        words = words_in(body)
        told = not_kept_message(words, language, reference) if words else message(language, [text])
        return _json({"response_type": "ephemeral", **told.arguments()})
    return BoltResponse(status=200, body="")


def _not_saved(reference: str) -> Text:
    return _(
        "⚠️ This could not be saved right now. Close this window: what you typed is still in the form "
        "behind it. Wait a moment and press the button again. Reference: {reference}.",
        reference=reference,
    )


def _json(answer: Ack) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": ["application/json"]})
