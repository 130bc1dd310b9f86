"""A message read for an order: what it surely says, what it may say, and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.form.form_context import FormContext
from flows.intake.client import Client, client_in
from flows.intake.kind.automatic import is_automatic
from flows.intake.kind.order_or_not import is_a_list_of_clients, is_no_order, is_somebodys_wish
from flows.intake.mail import mails
from flows.intake.mail_sides import NOBODY, Sender, Sides, is_answered, sides_of
from flows.intake.message_text import message_text
from flows.intake.region import likely_countries
from flows.intake.wanted_order import FoundLine, Wanted, wanted_in

_WORDS_OF_A_PRODUCT = 3
"""As many name one, on the average, with how many of it."""


@dataclass(frozen=True)
class TextReading:
    """What was read. `values` are inputs as they are typed, by field key, each accepted by its field's reader.

    `candidates` are those among which a person chooses, by field key, where the message has several, or where nothing
    says that they are a client's.
    """

    values: Mapping[str, str] = field(repr=False)
    candidates: Mapping[str, tuple[str, ...]] = field(repr=False)
    lines: tuple[FoundLine, ...]
    description: str = field(repr=False)
    """The message as people read it."""

    @property
    def is_empty(self) -> bool:
        """Nothing was found in it; it can still be the description of an order."""
        return not (self.values or self.candidates or self.lines)


def read_text(text: str, form_context: FormContext, sender: Sender = NOBODY) -> TextReading:
    """A message, a mail or a typed text, as Slack sends it, read for an order. Never raises.

    Its first 20,000 characters are read. Addresses are read where the postal codes of their country are known.
    """
    plain = message_text(text)
    if is_automatic(plain):
        return TextReading({}, {}, (), plain)
    sides = sides_of(mails(plain), sender)
    body = tuple(line for mail in sides.mails for line in (mail.subject, *mail.body))
    answered = {line for mail in sides.mails if is_answered(mail, sides) for line in mail.body}
    client = client_in(sides, likely_countries(plain, form_context.country), sender, form_context)
    wanted = wanted_in(body, answered, form_context.catalog)
    if not _is_an_order(sides, body, client, wanted):
        return TextReading({}, {**client.offered, **wanted.offered}, (), plain)
    return TextReading(
        values={**client.values, **wanted.values},
        candidates={**client.candidates, **wanted.candidates},
        lines=wanted.lines,
        description=plain,
    )


def _is_an_order(sides: Sides, body: Sequence[str], client: Client, wanted: Wanted) -> bool:
    """Whether something says that somebody in it is a client: else what was found is anybody's."""
    if is_no_order(body) or any(is_a_list_of_clients(mail.body) for mail in sides.mails):
        return False
    if any(is_answered(mail, sides) for mail in sides.mails):
        return True
    is_internal = not sides.clients and any(mail.sender for mail in sides.mails)
    found = [*client.values.values(), *(one for several in client.candidates.values() for one in several)]
    data = sum(len(value.split()) for value in found) + _WORDS_OF_A_PRODUCT * len(wanted.named)
    return is_somebodys_wish(body, data, is_of_our_trade=bool(wanted.named), is_internal=is_internal)
