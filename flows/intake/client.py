"""Whose order a message begins: the client's name, phone, e-mail and address, each where there is just one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from flows.form.form_context import FormContext
from flows.intake.candidates import Choice, Found, Place, beside, choose, of_the_client
from flows.intake.client_address import ClientAddress, address_of, whole_addresses
from flows.intake.finding.corrections import gives_way, is_said_wrong, taken_back, without_wrong
from flows.intake.finding.emails import emails, is_firm, organisation
from flows.intake.finding.names.email_names import matches_email
from flows.intake.finding.names.owners import persons
from flows.intake.finding.names.people import (
    names,
    signed,
    the_name,
    writes_of_another,
)
from flows.intake.finding.names.speakers import speaks_for_itself
from flows.intake.finding.names.unannounced import beside_contacts, only_one
from flows.intake.finding.phones import phones
from flows.intake.mail import Mail
from flows.intake.mail_sides import Sender, Sides, is_shared
from flows.intake.parts import all_parts
from flows.intake.words import Label
from flows.search import fold

_FOUR_FIGURES = re.compile(r"(?<![\w./-])[1-9]\d{3} [A-ZÄÖÜ][a-zäöüß]{2,}")
_MOST_NAMES = _MOST_EMAILS = 30
_FEWEST_OF_A_PHONE = 3
"""Its last digits, where it is told by those."""


@dataclass(frozen=True)
class Client:
    """What was found of the client."""

    name: Choice
    phone: Choice
    email: Choice
    address: ClientAddress

    @property
    def values(self) -> Mapping[str, str]:
        """Inputs as they are typed, by field key."""
        contacts = {key: choice.one.text for key, choice in self._contacts.items() if choice.one}
        return {**contacts, **self.address.values}

    @property
    def candidates(self) -> Mapping[str, tuple[str, ...]]:
        """Those among which a person chooses, by field key."""
        several = {key: choice.candidates for key, choice in self._contacts.items() if choice.candidates}
        return {**several, **self.address.candidates}

    @property
    def offered(self) -> Mapping[str, tuple[str, ...]]:
        """Values and candidates, where nothing says that any of it is a client's."""
        single = {key: (choice.one.text,) for key, choice in self._contacts.items() if choice.one}
        return {
            **single,
            **(whole_addresses([self.address.one]) if self.address.one else {}),
            **self.candidates,
        }

    @property
    def _contacts(self) -> Mapping[str, Choice]:
        return {"contact_person": self.name, "phone": self.phone, "email": self.email}


def client_in(sides: Sides, countries: Sequence[str], sender: Sender, form_context: FormContext) -> Client:
    """The client of the mails; numbers and addresses are read as those countries' first."""
    address = address_of(sides, countries, form_context)
    near = tuple(dict.fromkeys((address.country, *countries))) if address.one else countries
    words = _words_of_the_client(sides)
    phone = choose(of_the_client(_phones(sides, near, form_context.country), words))
    email = choose(of_the_client(islice(_emails(sides), _MOST_EMAILS), words))
    if not address.one and _is_of_another_country(phone, sides):
        phone = Choice(candidates=(phone.one.text,) if phone.one else ())
    name = _name(sides, phone, email, sender)
    if name.one and any(_is_replaced(name.one.text, mail.body) for mail in sides.mails):
        name = Choice(candidates=(name.one.text,))
    named = [
        one.words for mail in sides.mails for line in mail.body for one in persons(line) if len(one.words) > 1
    ]
    phone, email = (beside(one, name, named) for one in (phone, email))
    return Client(name, phone, email if name.one else _of_a_person(email), address)


def _is_replaced(name: str, lines: Sequence[str]) -> bool:
    """Whether a name is said to be wrong, or another is named instead: `ikke Ola, men Per`."""
    return is_said_wrong(name, lines, Label.NAME) or any(gives_way(word, lines) for word in name.split())


def _is_of_another_country(phone: Choice, sides: Sides) -> bool:
    """A national number in German may be Austrian or Swiss where four figures stand before a city."""
    if phone.one is None or not phone.one.same.startswith("+49"):
        return False
    return any(_FOUR_FIGURES.search(line) for mail in sides.mails for line in mail.body)


def _of_a_person(email: Choice) -> Choice:
    """A firm's mailbox, without anybody who reads it, is only offered."""
    if email.one and is_shared(email.one.same):
        return Choice(candidates=(email.one.text,))
    return email


def _phones(sides: Sides, countries: Sequence[str], usual: str) -> Iterator[Found]:
    old = taken_back(line for mail in sides.mails for line in mail.body)
    ends = tuple(figure for figure in old if len(figure) >= _FEWEST_OF_A_PHONE)
    for lines, place in without_wrong(all_parts(sides), Label.PHONE):
        for one in phones(lines, place, countries, usual):
            yield replace(one, place=Place.ASIDE) if one.same.endswith(ends) else one


def _emails(sides: Sides) -> Iterator[Found]:
    for lines, place in without_wrong(all_parts(sides), Label.EMAIL):
        yield from (one for one in emails(lines, place) if not sides.is_ours(one.same))
    for mail in sides.mails:
        if mail.sender and mail in sides.clients and not writes_of_another(mail):
            yield from (one for one in emails([mail.sender], Place.HEADER) if not sides.is_ours(one.same))


def _words_of_the_client(sides: Sides) -> frozenset[str]:
    """The words of the names that are said to be the client's; none where nothing says so."""
    said = (one for mail in sides.mails for one in names(mail) if one.place is Place.BODY)
    return frozenset(word for one in said for word in one.same.split())


def _name(sides: Sides, phone: Choice, email: Choice, sender: Sender) -> Choice:
    given = [
        one for mail in sides.mails for one in names(mail) if one.place is Place.BODY or mail in sides.clients
    ]
    is_answer = any(mail.is_ours and mail.sender for mail in sides.mails)
    given += [
        Found(name, fold(name), Place.SIGNATURE)
        for mail in sides.clients
        if (name := signed(mail)) and (is_answer or _is_clients(name, mail, phone, email))
    ]
    if not given:
        lines = [line for mail in sides.clients for line in (*mail.body, *mail.signature)]
        given = list(beside_contacts(lines, email.one.same if email.one else None)) or list(
            only_one([line for mail in sides.mails for line in mail.body])
        )
    own = set(fold(sender.name).split())
    firms = {organisation(address) for address in (email.one.same if email.one else "", *email.candidates)}
    different = {
        (one.same, one.place): one
        for one in given
        if not (own and set(one.same.split()) <= own) and not is_firm(one.text, firms)
    }
    return the_name(list(different.values())[:_MOST_NAMES])


def _is_clients(name: str, mail: Mail, phone: Choice, email: Choice) -> bool:
    """Whether a signature is the client's: the mail has a sender, or what is the client's is signed so."""
    if mail.sender or speaks_for_itself(mail.body):
        return True
    taken = [one for one in (phone.one, email.one) if one]
    if any(one.place is Place.SIGNATURE for one in taken):
        return all(one.place is Place.SIGNATURE for one in taken)
    return email.one is not None and matches_email(name, email.one.same)
