"""A new order from what somebody wrote: read, and laid into a draft, with its client for those who may find them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.service.order_service import OrderService
from flows.clients import KnownClient
from flows.draft import Draft, OrderFile
from flows.files import take
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.i18n.texts import InputError
from flows.order import Order
from flows.person import Person
from flows.readers import read_phone
from flows.screens.job import with_usual_job

if TYPE_CHECKING:
    from flows.intake import Sender, TextReading

MOST_OF_A_PHONE = 3
"""Addresses of one phone that are looked at: more than one is a company's, and nobody's in particular."""


@dataclass(frozen=True)
class Written:
    """What somebody wrote, with the files beside it; `link` leads to the message, where it is one.

    `author` is the Slack user id of who wrote it, None for a program. `order_id` is the order's that comes of it, where
    that is not a new id each time.
    """

    text: str = field(repr=False)
    files: Sequence[OrderFile] = ()
    link: str | None = None
    order_id: str | None = None
    author: str | None = None


async def read_written(text: str, form_context: FormContext, sender: Sender | None = None) -> TextReading:
    """What it says of an order, beside what is its sender's own."""
    # Not at start: its libraries take a tenth of a second to load, and many bots are never written to.
    from flows.intake import NOBODY, read_text

    # A thread: a long mail may take a second, in which others' acks are due.
    return await asyncio.to_thread(read_text, text, form_context, sender or NOBODY)


async def open_from(
    service: OrderService,
    person: Person,
    channel: str | None,
    reading: TextReading,
    written: Written,
    form_context: FormContext,
) -> tuple[Order, StepResult]:
    """A new order of the person's, filled in as far as the text goes, on the first screen that needs something."""
    from flows.intake import begin_with

    last = await service.store.last_created(person)
    known = await _known_client(service, person, reading, form_context)

    def begun(empty: Draft) -> StepResult:
        draft = with_usual_job(empty, last.draft.job if last else None).with_(message_link=written.link)
        files = written.files
        return begin_with(
            take(draft, files, files[0].taken_from if files else ""), reading, form_context, known
        )

    return await service.open_as(person, channel, begun, written.order_id)


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
    same = [one for one in found if one.client.phone == number]
    return same[0] if len(same) == 1 else None
