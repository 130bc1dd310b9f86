"""What was written and kept is read into the draft that holds it: after the ack, or when the draft is opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.begin.sender import sender_of
from bot.middleware.context import Interaction
from bot.service.from_text import fill_from, read_written
from bot.slack.nice_to_have import nice_to_have
from flows.draft import UnreadText
from flows.files import MOST_FILES
from flows.form.dialog import StepResult
from flows.i18n.texts import Text, _n
from flows.order import Order

if TYPE_CHECKING:
    from flows.intake import TextReading


async def read(interaction: Interaction, client: AsyncWebClient, unread: UnreadText) -> TextReading:
    """What it says of an order, beside what is its author's own."""
    sender = await sender_of(client, unread.author)
    return await read_written(unread.text, await interaction.form_context(), sender)


async def read_into(
    interaction: Interaction, client: AsyncWebClient, order: Order, known: TextReading | None = None
) -> tuple[Order, StepResult]:
    """The draft filled in with what its text says, which may be `known`; as it is where it holds none.

    Raises NotEditable.
    """
    unread, form_context = order.draft.unread, await interaction.form_context()
    if unread is None:
        return order, StepResult(order.draft)
    reading = known or await read(interaction, client, unread)
    link = await _message_link(client, unread.channel, unread.ts) if unread.ts else None
    filled, result = await fill_from(interaction.service, order, reading, link, form_context)
    if left_out := unread.files - len(order.draft.files):
        result = replace(result, notice=_left_out_text(left_out))
    return filled, result


async def _message_link(client: AsyncWebClient, channel: str | None, ts: str) -> str | None:
    """Where the message is; None where Slack doesn't say: the order does without."""
    if channel is None:
        return None
    with nice_to_have("a message's link"):
        answer = await client.chat_getPermalink(channel=channel, message_ts=ts)
        return str(answer["permalink"])
    return None


def _left_out_text(count: int) -> Text:
    """Of a message with more files than an order takes."""
    return _n(
        "An order takes {most} files, so {count} of the message's is left out. Mention it in the description.",
        "An order takes {most} files, so {count} of the message's are left out. Mention them in the description.",
        count=count,
        most=MOST_FILES,
    )
