"""Whose order a message begins: the client's name, phone, e-mail and address, each where there is just one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from flows.form.form_context import FormContext
from flows.intake.candidates import Choice, Found, Place, beside, choose, of_the_client
from flows.intake.finding.address.addresses import FoundAddress, addresses
from flows.intake.finding.emails import emails, is_firm, organisation
from flows.intake.finding.names.email_names import matches_email
from flows.intake.finding.names.owners import persons
from flows.intake.finding.names.people import (
    is_of_a_firm,
    is_signed_for_another,
    names,
    signed,
    the_name,
    writes_of_another,
)
from flows.intake.finding.names.speakers import speaks_for_itself
from flows.intake.finding.names.unannounced import beside_contacts, only_one
from flows.intake.finding.phones import phones
from flows.intake.mail import Mail
from flows.intake.mail_sides import Sender, Sides, is_answered, is_shared
from flows.search import fold

_FOUR_FIGURES = re.compile(r"(?<![\w./-])[1-9]\d{3} [A-ZÄÖÜ][a-zäöüß]{2,}")
_MOST_NAMES = _MOST_EMAILS = 30


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
    address = _address_of(sides, countries, form_context)
    near = tuple(dict.fromkeys((address.country, *countries))) if address.one else countries
    words = _words_of_the_client(sides)
    phone = choose(of_the_client(_phones(sides, near, form_context.country), words))
    email = choose(of_the_client(islice(_emails(sides), _MOST_EMAILS), words))
    if not address.one and _is_of_another_country(phone, sides):
        phone = Choice(candidates=(phone.one.text,) if phone.one else ())
    name = _name(sides, phone, email, sender)
    named = [
        one.words for mail in sides.mails for line in mail.body for one in persons(line) if len(one.words) > 1
    ]
    phone, email = (beside(one, name, named) for one in (phone, email))
    return Client(name, phone, email if name.one else _of_a_person(email), address)


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


@dataclass(frozen=True)
class ClientAddress:
    """The address of the work: the inputs that it fills in, else those among which a person chooses."""

    one: FoundAddress | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def country(self) -> str:
        """Of the address; empty where there is none."""
        return self.one.country if self.one else ""


def _address_of(sides: Sides, countries: Sequence[str], form_context: FormContext) -> ClientAddress:
    all_of_them = [
        address
        for mail in sides.mails
        for lines, place in _read_parts(mail, sides)
        for address in addresses(lines, _of_address(lines, place), countries, form_context.places)
    ]
    nearest = min((one.place for one in all_of_them), default=Place.ASIDE)
    near = [one for one in all_of_them if one.place == nearest and nearest < Place.ASIDE]
    codes = {(one.country, one.code) for one in near}
    streets = dict.fromkeys(one.street for one in near if one.street)
    by_street = {fold(street): street for street in streets}
    if len(codes) != 1:
        return ClientAddress(candidates=whole_addresses(near or all_of_them))
    one = next((one for one in near if one.city), near[0])
    street = next(iter(by_street.values())) if len(by_street) == 1 else None
    if street and _is_taken_back(street, sides):
        street = None
    given = {"street": street, "postal_code": one.code, "city": one.city}
    if one.country != form_context.country:
        given["country"] = one.country
    offered = {"street": tuple(by_street.values())} if len(by_street) > 1 else {}
    return ClientAddress(one, {key: value for key, value in given.items() if value}, offered)


def _is_taken_back(street: str, sides: Sides) -> bool:
    """`Strandgata 17, ikkje Strandvegen 17`."""
    taken_back = re.compile(rf"\b(?:ikke|ikkje|inte|nicht|not) {re.escape(fold(street))}")
    return any(taken_back.search(fold(line)) for mail in sides.mails for line in mail.body)


def whole_addresses(found: Iterable[FoundAddress]) -> Mapping[str, tuple[str, ...]]:
    """Whole addresses, as one chooses among them."""
    whole = tuple(
        dict.fromkeys(
            ", ".join(part for part in (one.street, f"{one.code} {one.city or ''}".strip()) if part)
            for one in found
        )
    )
    return {"street": whole} if whole else {}


def _read_parts(mail: Mail, sides: Sides) -> Iterator[tuple[Sequence[str], Place]]:
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


def _of_address(lines: Sequence[str], place: Place) -> Place:
    """In a firm's signature is where its office is, not where the work is done."""
    return Place.ASIDE if place is Place.SIGNATURE and is_of_a_firm(lines) else place


def _phones(sides: Sides, countries: Sequence[str], usual: str) -> Iterator[Found]:
    for mail in sides.mails:
        for lines, place in _read_parts(mail, sides):
            yield from phones(lines, place, countries, usual)


def _emails(sides: Sides) -> Iterator[Found]:
    for mail in sides.mails:
        for lines, place in _read_parts(mail, sides):
            yield from (one for one in emails(lines, place) if not sides.is_ours(one.same))
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
