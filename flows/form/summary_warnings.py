"""Warnings that a person sees before creating; none of them blocks."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from flows.address.places import is_one_of
from flows.clients import place_of
from flows.draft import Address, Client, Draft
from flows.form.form_context import FormContext
from flows.i18n.texts import Country, InputError, Parameter, Text, _, _n, verbatim
from flows.order import Order, State
from flows.readers import read_phone, show_phone

REPEATED_WITHIN = timedelta(days=30)
"""How long ago an order with the same phone or address is worth a warning."""

MOST_REPEATS = 3
MOST_CITIES = 3


class Earlier(NamedTuple):
    """Another order of the workspace with the same phone or address, and how long ago it was confirmed."""

    order: Order
    ago: timedelta


def number_of(order: Order) -> Text:
    """How people know an order: by its number, where it has one yet."""
    if order.display_id:
        return verbatim(order.display_id)
    match order.state:
        case State.CREATED:
            return _("its number isn't known yet")
        case State.AWAITING:
            return _("it awaits approval")
        case State.AWAITING_PHOTOS:
            return _("it waits for photos")
        case _:
            return _("it is on its way")


def warnings(
    draft: Draft,
    form_context: FormContext,
    earlier: Sequence[Earlier] = (),
    named: Callable[[Order], Parameter] = number_of,
) -> tuple[Text, ...]:
    """All warnings about a draft, for its summary.

    `earlier` are like it, the latest first; `named` says how the reader's screen names an order.
    """
    return (
        *(text for _one, text in repeats(draft, earlier, named)),
        *(_phone_of_elsewhere(draft.client, form_context.country) if draft.client else ()),
        *(_code_of_elsewhere(draft.address, form_context) if draft.address else ()),
    )


def repeats(
    draft: Draft, earlier: Sequence[Earlier], named: Callable[[Order], Parameter] = number_of
) -> Sequence[tuple[Earlier, Text]]:
    """The latest orders like it, each with its warning."""
    found = ((one, _repeat(draft, one, named(one.order))) for one in earlier[:MOST_REPEATS])
    return [(one, text) for one, text in found if text]


def _repeat(draft: Draft, earlier: Earlier, number: Parameter) -> Text | None:
    other, age = earlier.order.draft, _age(earlier.ago)
    same_phone = bool(draft.client and other.client and draft.client.phone == other.client.phone)
    same_place = bool(draft.address and other.address and place_of(draft.address) == place_of(other.address))
    match same_phone, same_place:
        case True, True:
            return _("Ordered {age} for this phone and address: {order}", age=age, order=number)
        case True, False:
            return _("Ordered {age} for this phone: {order}", age=age, order=number)
        case False, True:
            return _("Ordered {age} at this address: {order}", age=age, order=number)
        case _:
            return None


def _age(ago: timedelta) -> Text:
    hours = ago // timedelta(hours=1)
    if hours < 1:
        return _("less than an hour ago")
    if ago.days < 1:
        return _n("{count} hour ago", "{count} hours ago", count=hours)
    return _n("{count} day ago", "{count} days ago", count=ago.days)


def _phone_of_elsewhere(client: Client, home: str) -> tuple[Text, ...]:
    """A number without a country code, read as one abroad, that is also one at home.

    At home nothing is said: most Norwegian numbers are Danish ones too, and it would be on every summary.
    """
    assumed = client.phone_country
    if assumed is None or assumed == home:
        return ()
    try:
        here = show_phone(read_phone(client.phone_typed, home).e164)
    except InputError:
        return ()
    return (
        _(
            "The phone is read as a number in {country}, but it is valid in {home} too. "
            "If it is from there, press “Edit” and write {example}.",
            country=Country(assumed),
            home=Country(home),
            example=here,
        ),
    )


def _code_of_elsewhere(address: Address, form_context: FormContext) -> tuple[Text, ...]:
    """A typed city that isn't the postal code's, as far as that is known."""
    cities = form_context.places.cities(address.country, address.postal_code)
    if not cities or not address.city or is_one_of(address.city, cities):
        return ()
    return (
        _(
            "By our list, the postal code {code} is {city}, but the city here is {typed}. If one is "
            "wrong, press “Edit”.",
            code=address.postal_code,
            city=", ".join(cities[:MOST_CITIES]),
            typed=address.city,
        ),
    )
