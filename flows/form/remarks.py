"""What looks wrong in what was accepted: said on the summary, where one tap corrects it, and never refused."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from flows.address.country_boxes import may_be_in, swapped
from flows.draft import Address, Client, Draft, Step
from flows.i18n.texts import Country, Text, _
from flows.readers import likely_email, phone_countries, show_phone, takes_no_messages

# Where people number their houses nearly without exception.
_NUMBERED = frozenset({"AT", "BE", "CH", "CZ", "DE", "DK", "EE", "FI", "LT", "LV", "NL", "NO", "PL", "SE"})


class Correction(StrEnum):
    """What one tap on the summary corrects."""

    EMAIL = "email"
    POSITION = "position"


class Remark(NamedTuple):
    """What is said, and the correction that is offered with the words of its button."""

    text: Text
    correction: Correction | None = None
    button: Text | None = None


def remarks(draft: Draft) -> tuple[Remark, ...]:
    """All there is to remark on an order's client and address, in the form's order."""
    return (
        *(_of_client(draft.client, draft.address) if draft.client else ()),
        *_used_anyway(draft),
        *(_of_address(draft.address) if draft.address else ()),
    )


def correct(draft: Draft, correction: str) -> Draft:
    """The draft with what a remark offers to correct; unchanged where that isn't offered any more."""
    if correction not in {remark.correction for remark in remarks(draft)}:
        return draft
    client, address = draft.client, draft.address
    if correction == Correction.EMAIL and client:
        email = likely_email(client.email) or client.email
        corrected = draft.with_(client=client.model_copy(update={"email": email}))
        return corrected.unmarked(Step.CLIENT, {"email"})
    if correction == Correction.POSITION and address and address.position:
        return draft.with_(address=address.model_copy(update={"position": swapped(address.position)}))
    return draft


def _used_anyway(draft: Draft) -> Iterator[Remark]:
    """What was doubted and typed again."""
    for step, insisted in draft.insisted.items():
        section = dict(draft.section(Step(step)) or ())
        for key, value in insisted.items():
            if section.get(key) == value:
                yield Remark(_("“{value}” looks unusual and is used as typed.", value=value))


def _of_client(client: Client, address: Address | None) -> Iterator[Remark]:
    phone = show_phone(client.phone)
    if takes_no_messages(client.phone):
        yield Remark(_("{phone} is a company's number: no text message reaches it.", phone=phone))
    if client.phone_country and address and address.country not in phone_countries(client.phone):
        yield Remark(
            _(
                "{phone} is a number in {country}, and the address is in {other}. "
                "If it is from there, press “Edit” and write it with its country code.",
                phone=phone,
                country=Country(client.phone_country),
                other=Country(address.country),
            )
        )
    if meant := likely_email(client.email):
        yield Remark(
            _("{email} looks misspelt. Is it {meant}?", email=client.email, meant=meant),
            Correction.EMAIL,
            _("Correct it"),
        )


def _of_address(address: Address) -> Iterator[Remark]:
    if address.country in _NUMBERED and not any(sign.isdecimal() for sign in address.street):
        yield Remark(_("The address has no house number."))
    if address.position is None or may_be_in(address.position, address.country) is not False:
        return
    if may_be_in(swapped(address.position), address.country):
        yield Remark(
            _(
                "The position is not in {country}. Are latitude and longitude swapped?",
                country=Country(address.country),
            ),
            Correction.POSITION,
            _("Swap them"),
        )
    else:
        yield Remark(_("The position is not in {country}.", country=Country(address.country)))
