"""A message read for an order: what it surely says, what it may say, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from flows.form.form_context import FormContext
from flows.form.from_text import PRODUCTS
from flows.i18n.texts import InputError
from flows.intake.automatic import is_automatic
from flows.intake.finding.addresses import FoundAddress, addresses
from flows.intake.finding.amounts import price_of_one
from flows.intake.finding.emails import emails, organisation
from flows.intake.finding.mending import complains
from flows.intake.finding.people import (
    beside_contacts,
    is_firm,
    is_signed_for_another,
    matches_email,
    names,
    signed,
    the_name,
    writes_of_another,
)
from flows.intake.finding.phones import phones
from flows.intake.finding.products import Mentions, mentioned_products, mentioned_workflows
from flows.intake.finding.speakers import speaks_for_itself
from flows.intake.found import Choice, Found, Place, choose
from flows.intake.mail import Mail, mails
from flows.intake.message_text import message_text
from flows.intake.region import likely_countries
from flows.intake.sides import NOBODY, Sender, Sides, sides_of
from flows.intake.words import Label, labelled
from flows.readers import read_quantity
from flows.search import fold

_MOST_NAMES = _MOST_EMAILS = 30


@dataclass(frozen=True)
class FoundLine:
    """A product of the catalog by its key, and how many."""

    product: str
    quantity: int
    unit_price: str | None = None
    """As typed, where the message says what one costs."""


@dataclass(frozen=True)
class TextReading:
    """What was read. `values` are inputs as they are typed, by field key, each accepted by its field's reader.

    `candidates` are those among which a person chooses, by field key, where the message has several.
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
    found = mails(plain)
    sides = sides_of(found, sender)
    countries = likely_countries(plain, form_context.country)
    address = _address(sides, countries, form_context)
    near = (address.country, *countries) if address.one else countries
    phone = choose(_phones(sides, tuple(dict.fromkeys(near)), form_context.country))
    email = choose(islice(_emails(sides), _MOST_EMAILS))
    name = _name(sides, phone, email, sender)
    body = tuple(line for mail in found for line in (mail.subject, *mail.body))
    products = mentioned_products(body, form_context.catalog)
    if complains(body):
        products = Mentions(candidates=(*(one.key for one in products.sure), *products.candidates))
    lines = tuple(_lines(products, body))
    workflows = mentioned_workflows(products.rest, form_context.catalog)
    choices = {"contact_person": name, "phone": phone, "email": email}
    values = {key: choice.one.text for key, choice in choices.items() if choice.one}
    candidates = {key: choice.candidates for key, choice in choices.items() if choice.candidates}
    return TextReading(
        values={**values, **address.values, **_workflow(workflows)},
        candidates={**candidates, **address.candidates, **_candidates(products, lines, workflows)},
        lines=lines,
        description=plain,
    )


@dataclass(frozen=True)
class _Address:
    one: FoundAddress | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def country(self) -> str:
        return self.one.country if self.one else ""


def _address(sides: Sides, countries: Sequence[str], form_context: FormContext) -> _Address:
    all_of_them = [
        address
        for mail in sides.mails
        for lines, place in _read_parts(mail, sides)
        for address in addresses(lines, place, countries, form_context.places)
    ]
    nearest = min((one.place for one in all_of_them), default=Place.ASIDE)
    near = [one for one in all_of_them if one.place == nearest and nearest < Place.ASIDE]
    codes = {(one.country, one.code) for one in near}
    streets = dict.fromkeys(one.street for one in near if one.street)
    by_street = {fold(street): street for street in streets}
    if len(codes) != 1:
        return _Address(candidates=_several(near or all_of_them))
    one = next((one for one in near if one.city), near[0])
    street = next(iter(by_street.values())) if len(by_street) == 1 else None
    given = {"street": street, "postal_code": one.code, "city": one.city}
    if one.country != form_context.country:
        given["country"] = one.country
    offered = {"street": tuple(by_street.values())} if len(by_street) > 1 else {}
    return _Address(one, {key: value for key, value in given.items() if value}, offered)


def _several(found: Iterable[FoundAddress]) -> Mapping[str, tuple[str, ...]]:
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
    yield mail.body, Place.ASIDE if mail.is_ours and mail.sender else Place.BODY
    if mail in sides.clients and not is_signed_for_another(mail):
        yield mail.signature, Place.SIGNATURE


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
        given = list(beside_contacts(lines, email.one.same if email.one else None))
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


def _lines(products: Mentions, body: Sequence[str]) -> Iterator[FoundLine]:
    """Each with the price of one where its line has just that product."""
    labels = [found[1] for line in body if (found := labelled(line)) and found[0] is Label.QUANTITY]
    for one in products.sure:
        alone = [other for other in products.sure if other.line == one.line] == [one]
        quantity = one.quantity if one.is_said or not labels else _labelled_quantity(labels, products)
        if quantity:
            yield FoundLine(one.key, quantity, price_of_one(body[one.line]) if alone else None)


def _labelled_quantity(labels: Sequence[str], products: Mentions) -> int | None:
    """What `Antall: 2` says; None where it isn't clear of what."""
    try:
        return read_quantity(labels[0]) if len(labels) == len(products.sure) == 1 else None
    except InputError:
        return None


def _workflow(workflows: Mentions) -> Mapping[str, str]:
    return {"workflow": workflows.sure[0].key} if len(workflows.sure) == 1 else {}


def _candidates(
    products: Mentions, lines: Sequence[FoundLine], workflows: Mentions
) -> Mapping[str, tuple[str, ...]]:
    taken = {line.product for line in lines}
    unclear = [one.key for one in products.sure if one.key not in taken]
    offered = {
        PRODUCTS: tuple(dict.fromkeys([*unclear, *products.candidates])),
        "workflow": tuple(one.key for one in workflows.sure) if len(workflows.sure) > 1 else (),
    }
    return {key: keys for key, keys in offered.items() if keys}
