"""Which parts of the mails are read for the client, and how likely what is in each is the client's."""

from __future__ import annotations

from collections.abc import Iterator

from flows.intake.candidates import Place
from flows.intake.finding.corrections import Part
from flows.intake.finding.names.people import is_signed_for_another
from flows.intake.mail import Mail
from flows.intake.mail_sides import Sides, is_answered


def all_parts(sides: Sides) -> Iterator[Part]:
    """What is read of all mails, with where each part of them stands."""
    for mail in sides.mails:
        yield from _read_parts(mail, sides)


def _read_parts(mail: Mail, sides: Sides) -> Iterator[Part]:
    """What is read of a mail: its body, and the signature of whoever may be the client.

    What a client answers to has our own numbers and addresses as likely as theirs.
    """
    yield mail.body, _of_body(mail, sides)
    if mail in sides.clients and not is_signed_for_another(mail):
        yield mail.signature, Place.SIGNATURE


def _of_body(mail: Mail, sides: Sides) -> Place:
    """What a client wrote comes before what others say in passing it on; what a client answers to is none of theirs."""
    if is_answered(mail, sides):
        return Place.ASIDE
    has_clients_own = mail not in sides.clients and any(one.sender for one in sides.clients)
    return Place.SIGNATURE if has_clients_own else Place.BODY
