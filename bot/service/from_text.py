"""A new order from what somebody wrote: kept before it is read, then laid into the draft that holds it."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.logs import log
from bot.service.order_service import OrderService
from flows.clients import KnownClient
from flows.draft import Draft, OrderFile, UnreadText
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.form.unread_text import holding, without_text
from flows.i18n.texts import InputError
from flows.order import Order, State
from flows.person import Person
from flows.readers import read_phone
from flows.screens.job import with_usual_job
from flows.sending.compiling import Origin
from storage import Conflict, StoreError

if TYPE_CHECKING:
    from flows.intake import Sender, TextReading

MOST_OF_A_PHONE = 3
"""Addresses of one phone that are looked at: more than one is a company's, and nobody's in particular."""

ORDERS_OF_MESSAGES = uuid.UUID("5a0f2f6e-9b8e-4f0b-8b57-3f6a1f0c2d11")
"""The namespace of ids that are made from a message: Slack may send one twice, and one order comes of it."""

logger = log(__name__)


def order_id_of(message: str) -> str:
    """The id of the order that comes of what was written, by what tells that from all else."""
    return str(uuid.uuid5(ORDERS_OF_MESSAGES, message))


async def keep_text(
    service: OrderService,
    person: Person,
    channel: str | None,
    order_id: str,
    unread: UnreadText,
    files: Sequence[OrderFile] = (),
) -> Order | None:
    """The draft that holds it until it is read; None where it was sent before, and read. Raises StoreError."""
    origin = Origin(person.team, channel, person.user)
    order = Order(holding(Draft(id=order_id), unread, files), origin, State.OPEN, service.clock())
    if await service.store.add_unread(order):
        return order
    before = await service.store.get_own(order_id, person)
    return before if before and before.state is State.OPEN and before.draft.unread else None


async def forget_text(service: OrderService, order: Order | None) -> None:
    """Nothing is ordered with it: the draft leaves the lists, and its words aren't kept."""
    if order is None:
        return
    nothing = replace(order, draft=Draft(id=order.id), state=State.DISCARDED, updated_at=service.clock())
    try:
        with suppress(Conflict):  # Its person has opened or discarded it meanwhile.
            await service.store.update(order, nothing)
    except StoreError as error:
        logger.warning("a text that says nothing stays a draft", order=order.id, reason=str(error))


async def read_written(text: str, form_context: FormContext, sender: Sender | None = None) -> TextReading:
    """What it says of an order, beside what is its sender's own."""
    # Not at start: its libraries take a tenth of a second to load, and many bots are never written to.
    from flows.intake import NOBODY, read_text

    # A thread: a long mail may take a second, in which others' acks are due.
    return await asyncio.to_thread(read_text, text, form_context, sender or NOBODY)


async def fill_from(
    service: OrderService, order: Order, reading: TextReading, link: str | None, form_context: FormContext
) -> tuple[Order, StepResult]:
    """The draft filled in as far as its text goes, on the first screen that needs something; once. Raises NotEditable.

    `link` leads to the message, where it is one.
    """
    from flows.intake import begin_with

    person = order.person
    last = await service.store.last_created(person)
    known = await _known_client(service, person, reading, form_context)

    def fill(draft: Draft) -> StepResult:
        if draft.unread is None:
            return StepResult(draft)
        empty = with_usual_job(without_text(draft), last.draft.job if last else None)
        return begin_with(empty.with_(message_link=link), reading, form_context, known)

    return await service.revise(order.id, person, fill, as_read=order)


async def _known_client(
    service: OrderService, person: Person, reading: TextReading, form_context: FormContext
) -> KnownClient | None:
    """The one client who has the phone in the text; None for whoever may not find clients."""
    phone = reading.values.get("phone")
    if not (phone and form_context.finds_clients):
        return None
    try:
        number = read_phone(phone, reading.values.get("country") or form_context.country).e164
    except InputError:
        return None
    found = await service.known_clients(person, number, MOST_OF_A_PHONE)
    same = [one for one in found.clients if one.client.phone == number]
    return same[0] if len(same) == 1 else None
