"""Clients who have ordered before: who is the same one, where, and the words they are found by."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from flows.draft import Address, Client, Draft, Step
from flows.order import Order
from flows.readers import dialled_as, one_form, show_phone, tidy
from flows.search import fold

LONGEST_WORD = 100
"""Characters of a word that are compared: the index compares only so many."""
MOST_WORDS = 6
"""Words of a search that are looked for; more narrow nothing down."""

_PIECE = re.compile(r"[^\W_]+")
_NOT_A_WORD = re.compile(r"[\W_]+")
_LETTER_OF_A_HOUSE = re.compile(r"(?<=\d) (?=[^\W\d]\b)")
_DIALLED = re.compile(r"[+\d()./-]*\d[\d()./-]*|[+()]+")


@dataclass(frozen=True)
class KnownClient:
    """A client at an address, as of their latest order there. The id says nothing about either."""

    id: str
    client: Client = field(repr=False)
    address: Address = field(repr=False)
    ordered_at: datetime


class FoundClients(NamedTuple):
    """Those that a search has found, the latest first; there may be others where it hasn't looked at all."""

    clients: Sequence[KnownClient] = ()
    looked_at_all: bool = True


def known_from(order: Order) -> KnownClient | None:
    """The client of a confirmed order; None where it lacks what to know them by."""
    client, address = order.draft.client, order.draft.address
    if client is None or address is None or order.confirmed_at is None:
        return None
    return known_client(order.id, client, address, order.confirmed_at)


def known_client(identity: str, client: Client, address: Address, ordered_at: datetime) -> KnownClient:
    """A client as filled in on an order that was confirmed then."""
    # With its country code it stays the same number, whatever country the next address is in.
    sure = client.model_copy(update={"phone_typed": show_phone(client.phone), "phone_country": None})
    return KnownClient(identity, sure, address, ordered_at)


def taken_up(new: KnownClient, known: Iterable[KnownClient]) -> Sequence[KnownClient]:
    """The rows to keep after one more order; each replaces the row with its id.

    `known` are the workspace's with the same phone or e-mail. The latest order's data of a client count, at their
    other addresses too.
    """
    same = [one for one in known if _is_same(one, new)]
    here = next((one for one in same if _place(one) == _place(new)), None)
    if here is None:
        latest = new
    elif here.ordered_at > new.ordered_at:
        return []
    else:
        latest = replace(new, id=here.id)
    elsewhere = (one for one in same if _place(one) != _place(new) and one.ordered_at <= new.ordered_at)
    return [latest, *(replace(one, client=new.client) for one in elsewhere if one.client != new.client)]


def known_after(orders: Iterable[KnownClient]) -> Sequence[KnownClient]:
    """All known clients after these orders, which are given oldest first."""
    known: dict[str, KnownClient] = {}
    ids_by: defaultdict[str, set[str]] = defaultdict(set)
    for new in orders:
        found = ids_by[new.client.phone] | ids_by[fold(new.client.email)]
        for one in taken_up(new, [known[key] for key in sorted(found)]):
            known[one.id] = one
            ids_by[one.client.phone].add(one.id)
            ids_by[fold(one.client.email)].add(one.id)
    return list(known.values())


def fill_in(draft: Draft, known: KnownClient) -> Draft:
    """The draft for this client at this address; all else stays as it is."""
    filled = draft.with_(client=known.client, address=known.address, is_known=True)
    for step in (Step.CLIENT, Step.ADDRESS):
        filled = filled.with_inputs(step, None).unmarked(step)
    return filled


def words_of(known: KnownClient) -> frozenset[str]:
    """What the client is found by: the beginning of any part of the name, of the e-mail, of the phone's digits."""
    client = known.client
    return client_words(client.contact_person, client.phone, client.email)


def client_words(name: str, phone: str, email: str) -> frozenset[str]:
    """The parts of a name, of a phone's digits and of an e-mail, folded; `phone` is E.164, or empty."""
    name, email = fold(name), fold(email)
    joined = (_NOT_A_WORD.sub("", word) for word in name.split())
    parts = [*_PIECE.findall(name), *joined, email, *_PIECE.findall(email.partition("@")[0])]
    digits = dialled_as(phone) if phone else ()
    return frozenset(part[:LONGEST_WORD] for part in [*parts, *digits] if part)


def search_words(input: str, fewest_dialled: int = 0) -> Sequence[str]:
    """What a client's words must begin with, each with one of these; the longest first.

    Digits belong to one number, however they are grouped and whether it starts with + or 00; with fewer than
    `fewest_dialled` of them 00 isn't dialled, but part of it.
    """
    tokens = fold(one_form(tidy(input))).split()
    number = "".join(token for token in tokens if _DIALLED.fullmatch(token))
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if len(digits) >= fewest_dialled:
        digits = digits.removeprefix("00")
    words = [word for token in tokens if not _DIALLED.fullmatch(token) for word in _words(token)]
    looked_for = {word[:LONGEST_WORD] for word in [*words, digits] if word}
    return sorted(looked_for, key=lambda word: (-len(word), word))[:MOST_WORDS]


def place_of(address: Address) -> str:
    """The street, postal code and country, folded for comparison."""
    return folded_place(address.street, address.postal_code, address.country)


def folded_place(street: str, postal_code: str, country: str) -> str:
    """An address as compared with others: `Storgata 1 B` and `storgata 1b,` with one postal code are one place."""
    words = _NOT_A_WORD.sub(" ", fold(street)).strip()
    code = _NOT_A_WORD.sub("", fold(postal_code))
    return "|".join([_LETTER_OF_A_HOUSE.sub("", words), code, country])


def _words(token: str) -> Sequence[str]:
    return [token] if "@" in token else _PIECE.findall(token)


def _place(known: KnownClient) -> str:
    return place_of(known.address)


def _is_same(one: KnownClient, other: KnownClient) -> bool:
    """One phone or e-mail is one client's, unless another name gives it from another address: a switchboard's."""
    is_namesake = fold(one.client.contact_person) == fold(other.client.contact_person)
    if one.client.phone == other.client.phone:
        return is_namesake or _place(one) == _place(other)
    return is_namesake and fold(one.client.email) == fold(other.client.email)
