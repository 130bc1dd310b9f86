"""Where the work is done, by the mails: the one address that is meant, else those among which a person chooses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.form.form_context import FormContext
from flows.intake.candidates import Place
from flows.intake.finding.address.addresses import FoundAddress, addresses
from flows.intake.finding.corrections import gives_way, meant_number, taken_back, without_wrong
from flows.intake.finding.names.people import is_of_a_firm
from flows.intake.mail_sides import Sides
from flows.intake.parts import all_parts
from flows.intake.words import Label
from flows.search import fold


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


def address_of(sides: Sides, countries: Sequence[str], form_context: FormContext) -> ClientAddress:
    """The address of the work in the mails."""
    all_of_them = [
        address
        for lines, place in without_wrong(all_parts(sides), Label.STREET)
        for address in addresses(lines, _of_address(lines, place), countries, form_context.places)
    ]
    nearest = min((one.place for one in all_of_them), default=Place.ASIDE)
    near = [one for one in all_of_them if one.place == nearest and nearest < Place.ASIDE]
    codes = {(one.country, one.code) for one in near}
    streets = dict.fromkeys(one.street for one in near if one.street)
    by_street = {fold(street): street for street in streets}
    body = [line for mail in sides.mails for line in mail.body]
    if len(codes) != 1 or _is_replaced(near, body):
        return ClientAddress(candidates=whole_addresses(near or all_of_them))
    one = next((one for one in near if one.city), near[0])
    street = next(iter(by_street.values())) if len(by_street) == 1 else None
    if street and _is_taken_back(street, sides):
        street = None
    given = {"street": street, "postal_code": one.code, "city": one.city}
    if one.country != form_context.country:
        given["country"] = one.country
    several = tuple(by_street.values())
    if street and (other := _with_other_number(street, body)):
        del given["street"]
        several = (street, other)
    offered = {"street": several} if len(several) > 1 else {}
    return ClientAddress(one, {key: value for key, value in given.items() if value}, offered)


def _is_taken_back(street: str, sides: Sides) -> bool:
    """`Strandgata 17, ikkje Strandvegen 17`."""
    taken_back = re.compile(rf"\b(?:ikke|ikkje|inte|nicht|not) {re.escape(fold(street))}")
    return any(taken_back.search(fold(line)) for mail in sides.mails for line in mail.body)


def _is_replaced(near: Iterable[FoundAddress], body: Sequence[str]) -> bool:
    """Whether another code or city is named instead: `0366, ikke 0365`, `ikke Oslo, men Bergen`."""
    old = taken_back(body)
    return any(one.code.replace(" ", "") in old or (one.city and gives_way(one.city, body)) for one in near)


def _with_other_number(street: str, body: Sequence[str]) -> str | None:
    """`Storgata 14` for Storgata 12, where 14 takes the place of 12: of the street, or of something else."""
    if meant := meant_number(street, body):
        return f"{street.partition(',')[0].rpartition(' ')[0]} {meant}"
    old = taken_back(body)
    number = next((figure for figure in old if re.search(rf"(?<![\w]){figure}(?!\w)", street)), None)
    return re.sub(rf"(?<!\w){number}(?!\w)", old[number], street, count=1) if number else None


def _of_address(lines: Sequence[str], place: Place) -> Place:
    """In a firm's signature is where its office is, not where the work is done."""
    return Place.ASIDE if place is Place.SIGNATURE and is_of_a_firm(lines) else place


def whole_addresses(found: Iterable[FoundAddress]) -> Mapping[str, tuple[str, ...]]:
    """Whole addresses, as one chooses among them."""
    whole = tuple(
        dict.fromkeys(
            ", ".join(part for part in (one.street, f"{one.code} {one.city or ''}".strip()) if part)
            for one in found
        )
    )
    return {"street": whole} if whole else {}
