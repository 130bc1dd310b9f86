"""Step 1: who the order is for."""

from __future__ import annotations

import functools

from flows.caching import CACHE_SIZE
from flows.draft import Client, Draft, Step
from flows.form.field import Field, Kind, StepContext
from flows.form.screen import Screen, Values
from flows.i18n.texts import _
from flows.readers import Phone, example_phone, read_email, read_line, read_phone

LONGEST_NAME = 200


NAME = Field(
    "contact_person",
    _("Contact person"),
    Kind.LINE,
    read=lambda input: read_line(input, longest=LONGEST_NAME),
    missing=_("Write the client's name, for example Ola Nordmann."),
    hint=_("First and last name"),
    takes_focus=True,
    fills=("contactPersonName",),
)
EMAIL = Field(
    "email",
    _("E-mail"),
    Kind.LINE,
    read=read_email,
    missing=_("Write the client's e-mail address, for example ola@example.com."),
    takes_focus=True,
    fills=("email",),
)


def client_fields(context: StepContext) -> tuple[Field, ...]:
    """Contact person, phone, e-mail.

    A phone without a country code is read as one of the address's country, and stays the number it was accepted as.
    """
    client = context.draft.client
    accepted = (client.phone_typed, Phone(client.phone, client.phone_country)) if client else None
    return NAME, _phone_field(context.country, accepted), EMAIL


@functools.lru_cache(maxsize=CACHE_SIZE)
def _phone_field(country: str, accepted: tuple[str, Phone] | None) -> Field:
    example = example_phone(country)

    def read(input: str) -> tuple[str, Phone]:
        """As typed, and as read; what was accepted before isn't read again because the address is elsewhere now."""
        line = read_line(input)
        return accepted if accepted and accepted[0] == line else (line, read_phone(input, country))

    return Field(
        "phone",
        _("Phone"),
        Kind.LINE,
        read=read,
        show=lambda value: value[0],
        missing=_("Write the client's phone number, for example {example}.", example=example),
        hint=_("For example {example}, or with a country code", example=example),
        takes_focus=True,
        fills=("phoneNumber",),
    )


def _initial_values(context: StepContext) -> Values:
    client = context.draft.client
    if client is None:
        return {}
    phone = Phone(client.phone, client.phone_country)
    return {**dict(client), "phone": (client.phone_typed, phone)}


def _accept(draft: Draft, values: Values) -> Draft:
    match values["phone"]:
        case (str() as inputs, Phone(e164, country)):
            phone = {"phone": e164, "phone_typed": inputs, "phone_country": country}
            return draft.with_section(Step.CLIENT, Client.model_validate({**values, **phone}))
        case other:
            raise TypeError(type(other))


CLIENT = Screen(Step.CLIENT, _("Client"), client_fields, _initial_values, _accept)
