"""Step 1: who the order is for."""

from __future__ import annotations

from flows.draft import Client, Draft, Step
from flows.form.field import Field, Kind, StepContext
from flows.form.screen import Screen, Values, remembered
from flows.i18n.texts import _
from flows.readers import Phone, example_phone, read_email, read_line, read_phone

LONGEST_NAME = 200


def client_fields(context: StepContext) -> tuple[Field, ...]:
    """Contact person, phone, e-mail.

    A phone without a country code is read as one of the address's country, and stays the number it was accepted as.
    """
    country = context.country
    return (
        Field(
            "contact_person",
            _("Contact person"),
            Kind.LINE,
            read=lambda input: read_line(input, longest=LONGEST_NAME),
            missing=_("Write the client's name, for example Ola Nordmann."),
            hint=_("First and last name"),
            takes_focus=True,
            fills=("contactPersonName",),
        ),
        Field(
            "phone",
            _("Phone"),
            Kind.LINE,
            read=lambda input: _phone(input, context),
            show=lambda value: value[0],
            missing=_(
                "Write the client's phone number, for example {example}.", example=example_phone(country)
            ),
            hint=_("For example {example}, or with a country code", example=example_phone(country)),
            takes_focus=True,
            fills=("phoneNumber",),
        ),
        Field(
            "email",
            _("E-mail"),
            Kind.LINE,
            read=read_email,
            missing=_("Write the client's e-mail address, for example ola@example.com."),
            takes_focus=True,
            fills=("email",),
        ),
    )


def _phone(input: str, context: StepContext) -> tuple[str, Phone]:
    """As typed, and as read; what was accepted before isn't read again because the address is elsewhere now."""
    line, accepted = read_line(input), context.draft.client
    if accepted and accepted.phone_typed == line:
        return line, Phone(accepted.phone, accepted.phone_country)
    return line, read_phone(input, context.country)


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
            return draft.with_(client=Client.model_validate({**values, **phone}))
        case other:
            raise TypeError(type(other))


CLIENT = Screen(Step.CLIENT, _("Client"), remembered(client_fields), _initial_values, _accept)
