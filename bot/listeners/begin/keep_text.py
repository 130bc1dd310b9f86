"""What somebody writes is kept before Slack has its ack: a command isn't sent again once it is acknowledged.

It is read afterwards, by `read_text`, or whenever the draft that holds it is opened. docs/decisions/0032-kept-texts.md
"""

from __future__ import annotations

from collections.abc import Sequence

from slack_bolt.async_app import AsyncAck

from bot.middleware.access import refusal_of
from bot.middleware.context import Interaction
from bot.middleware.required_rights import ORDER
from bot.service.from_text import keep_text, order_id_of
from bot.slack.files import message_files
from bot.slack.message_words import words_in
from bot.slack.payloads import Body
from flows.draft import OrderFile, UnreadText
from flows.files import MESSAGE
from flows.i18n.command_words import TEXT, command_in
from flows.order import Order

_KEPT = "kept_text"
"""Where an ack function leaves for the lazy ones the draft that holds the words; None where they were read before."""


def is_kept(interaction: Interaction) -> bool:
    """Whether it is a text that may be the beginning of an order, of somebody who may order."""
    return _KEPT in interaction.context


def kept_order(interaction: Interaction) -> Order | None:
    """The draft that holds it; None where there is nothing to be read, or Slack has sent it twice."""
    order = interaction.context.get(_KEPT)
    return order if isinstance(order, Order) else None


async def keep_command(ack: AsyncAck, interaction: Interaction) -> None:
    """What follows `/order`, where that is no command."""
    body = interaction.body
    word, text = command_in(words_in(body))
    if word == TEXT and not await _is_number(interaction, text):
        written = UnreadText(text=text, author=interaction.person.user)
        await _keep(interaction, interaction.channel, written, _sent_once(interaction))
    await ack()


async def keep_event(ack: AsyncAck, interaction: Interaction) -> None:
    """What is written to the bot, or where it is named."""
    event, text = interaction.body["event"], words_in(interaction.body)
    word, _rest = command_in(text)
    if (word == TEXT and not await _is_number(interaction, text)) or (not word and event.get("files")):
        channel, ts = str(event["channel"]), str(event["ts"])
        written = UnreadText(text=text, author=interaction.person.user, channel=channel, ts=ts)
        await _keep(interaction, channel, written, f"{channel} {ts}", _files(interaction, event))
    await ack()


async def keep_message(ack: AsyncAck, interaction: Interaction) -> None:
    """The message on which the shortcut is used."""
    used_on = interaction.body["message"]
    written = UnreadText(
        text=words_in(interaction.body),
        author=used_on.get("user") if "bot_id" not in used_on else None,
        channel=interaction.channel,
        ts=str(used_on["ts"]),
    )
    await _keep(
        interaction, interaction.channel, written, _sent_once(interaction), _files(interaction, used_on)
    )
    await ack()


async def _is_number(interaction: Interaction, text: str) -> bool:
    """Whether it is an order's."""
    return await interaction.service.store.id_of(text.strip(), interaction.person.team) is not None


def _sent_once(interaction: Interaction) -> str:
    """What tells this from everything else that somebody does: Slack gives each its own trigger."""
    return str(interaction.body.get("trigger_id") or interaction.service.ids())


def _files(interaction: Interaction, message: Body) -> Sequence[OrderFile]:
    return message_files(message, f"{MESSAGE}.{message['ts']}") if interaction.service.settings.files else ()


async def _keep(
    interaction: Interaction,
    channel: str | None,
    unread: UnreadText,
    sent_once: str,
    files: Sequence[OrderFile] = (),
) -> None:
    """For whoever may order, as far as that is known before Slack is asked; `sent_once` tells it from all else."""
    if await refusal_of(interaction, ORDER):
        return
    service, person = interaction.service, interaction.person
    order_id = order_id_of(f"{person.team} {sent_once}")
    counted = unread.model_copy(update={"files": len(files)})
    interaction.context[_KEPT] = await keep_text(service, person, channel, order_id, counted, files)
