"""Whose mails are in a text: the client's, and those of the side that the sender of the message is on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.intake.finding.emails import email_addresses, is_firm, organisation
from flows.intake.finding.names.speakers import passes_on, speaks_of_a_client
from flows.intake.mail import Mail
from flows.search import fold

_SHARED = re.compile(
    r"(?:post|firmapost|info|salg|salgs|sales|kontakt|contact|office|support|ordre?r?|order|orders|mail|service|kundeservice"
    r"|kundtjanst|booking|offert|anfrage|vertrieb|hello|hei|hej|lead|leads|bestilling|tilbud)@"
)
"""Mailboxes of an organisation."""

_RESERVED = re.compile(r"[@.]example\.\w+$")
"""RFC 2606: nobody's organisation."""


@dataclass(frozen=True)
class Sender:
    """Who sent the message in Slack: what is theirs isn't the client's."""

    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


NOBODY = Sender()


@dataclass(frozen=True)
class Sides:
    """The mails, those among them that a client may have written, and the e-mail addresses of both sides."""

    mails: tuple[Mail, ...]
    clients: tuple[Mail, ...]
    our_addresses: frozenset[str] = field(repr=False)
    their_addresses: frozenset[str] = field(repr=False)

    def is_ours(self, email: str) -> bool:
        """Whether an address is of the sender's side; a client may have one at the same domain."""
        if email in self.their_addresses:
            return False
        return email in self.our_addresses or email.rpartition("@")[2] in _domains(self.our_addresses)


def is_shared(email: str) -> bool:
    """Whether an address is an organisation's mailbox."""
    return _SHARED.match(email) is not None


def is_answered(mail: Mail, sides: Sides) -> bool:
    """Whether a client answers what somebody of our side wrote: it is below a client's mail."""
    if mail.sender is None or mail in sides.clients:
        return False
    at = sides.mails.index(mail)
    return mail.is_ours or any(one.sender and one in sides.clients for one in sides.mails[:at])


def sides_of(mails: Sequence[Mail], sender: Sender) -> Sides:
    """Ours are recipients, who passes a mail on, whoever is at their organisation, and the senders left over."""
    known = _known_as_ours(mails, sender)
    clients = [
        mail
        for mail in _by_clients(mails)
        if not _is_at(mail.sender, known) and not _is_signed_by(mail, sender)
    ]
    theirs = {one for mail in clients for one in email_addresses(mail.sender or "")}
    of_ours = [
        *(to for mail in mails for to in mail.recipients),
        *(mail.sender or "" for mail in mails if mail not in clients),
    ]
    ours = known | {address for text in of_ours for address in email_addresses(text)}
    return Sides(tuple(mails), tuple(clients), frozenset(ours - theirs), frozenset(theirs))


def _known_as_ours(mails: Sequence[Mail], sender: Sender) -> frozenset[str]:
    lines = [sender.email, *(line for mail in mails if mail.is_ours for line in mail.signature)]
    return frozenset(address for line in lines for address in email_addresses(line))


def _is_at(sender: str | None, known: frozenset[str]) -> bool:
    addresses = email_addresses(sender or "")
    return any(one in known or organisation(one) in _domains(known) for one in addresses)


def _is_signed_by(mail: Mail, sender: Sender) -> bool:
    """Whether the sender of the message wrote the mail, which is in it as they sent it."""
    name = set(fold(sender.name).split())
    return bool(name) and any(name <= set(fold(line).split()) for line in mail.signature)


def _by_clients(mails: Sequence[Mail]) -> Sequence[Mail]:
    """Not the mailbox that another mail is to.

    Of several people not those at the organisation with the shared mailbox, else not those whom others write to.
    """
    mailboxes = {_shown(to) for mail in mails for to in mail.recipients if _SHARED.search(to.lower())} - {""}
    firms = [organisation(one) for mail in mails for to in mail.recipients for one in email_addresses(to)]
    written = [
        mail
        for mail in mails
        if not mail.is_ours
        and not _is_internal(mail)
        and _shown(mail.sender or "") not in mailboxes
        and not is_firm(_shown(mail.sender or ""), firms)
    ]
    if any(mail.sender and not _passes_on(mail) for mail in written):
        written = [mail for mail in written if not _passes_on(mail)]
    senders = {address for mail in written for address in email_addresses(mail.sender or "")}
    if len(senders) <= 1:
        return written
    received = {address for mail in mails for to in mail.recipients for address in email_addresses(to)}
    shared = _domains(frozenset(one for one in received if _SHARED.match(one)))
    others = {one for one in senders if organisation(one) not in shared}
    if not shared or len(others) != 1:
        domains = _domains(frozenset(received))
        named = {_shown(to) for mail in mails for to in mail.recipients}
        received |= {
            address
            for mail in written
            if _shown(mail.sender or "") in named
            for address in email_addresses(mail.sender or "")
        }
        others = {one for one in senders if one not in received and organisation(one) not in domains}
    return [mail for mail in written if not mail.sender or others & set(email_addresses(mail.sender))]


def _is_internal(mail: Mail) -> bool:
    """Whether somebody wrote it to nobody but others of their own organisation."""
    sender, recipients = (
        {organisation(one) for text in texts for one in email_addresses(text) if not _RESERVED.search(one)}
        - {None}
        for texts in ([mail.sender or ""], mail.recipients)
    )
    return bool(sender) and sender == recipients


def _passes_on(mail: Mail) -> bool:
    """Whether its sender passes on what somebody else wrote, or tells of a client."""
    tells = passes_on(mail.body) or speaks_of_a_client(mail.body)
    return mail.sender is not None and (mail.is_forwarded or tells)


def _shown(sender: str) -> str:
    """The name before an address, folded."""
    return fold(re.split(r"[<(\[]|mailto:", sender)[0].strip(" \"'"))


def _domains(addresses: frozenset[str]) -> frozenset[str]:
    """Of organisations; a mail provider's says nothing."""
    return frozenset(domain for one in addresses if (domain := organisation(one)))
