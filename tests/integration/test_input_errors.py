"""Whatever is mistyped is answered at its own field, in the person's language, and nothing typed is lost."""

from __future__ import annotations

import pytest

from sandbox.slack.person.conversation import Conversation
from tests.support.product import OpenProduct, Product
from tests.support.walkthrough import (
    ADDRESS,
    CLIENT,
    begin,
    fill_address,
    fill_client,
    fill_job,
    type_address,
    unfold,
)

Case = tuple[str, str, str, str]

CLIENT_CASES: list[Case] = [
    ("contact_person", " ", "Write the client's name", "Skriv kundens navn"),
    ("phone", "999 00 11", "phone number", "telefonnummer"),
    ("phone", "23.11.2026", "phone number", "telefonnummer"),
    ("phone", " ", "Write the client's phone number", "Skriv kundens telefonnummer"),
    ("email", "ola", "@", "@"),
    ("email", " ", "Write the client's e-mail", "Skriv kundens e-postadresse"),
]
ADDRESS_CASES: list[Case] = [
    ("street", " ", "Write the street", "Skriv gate og nummer"),
    ("postal_code", "036", "4 digits", "4 sifre"),
    ("postal_code", " ", "Write the postal code", "Skriv postnummeret"),
    ("position", "Storgata 1", "Write latitude and longitude", "Skriv bredde- og lengdegrad"),
]
LINE_CASES: list[Case] = [
    ("name", " ", "Write what the line is for", "Skriv hva linjen gjelder"),
    ("quantity", "2,5", "whole number", "helt tall"),
    ("unit_price", " ", "Write the price of one", "Skriv prisen for én"),
    ("unit_price", "mye", "amount", "beløp"),
    ("vat_rate", "hundre", "percent", "prosent"),
    ("discount", "2000", "more than the price", "høyere enn prisen"),
]
LINE = {"name": "Cable", "quantity": "1", "unit_price": "1000", "vat_rate": "25"}

LOCALES = pytest.mark.parametrize("locale", ["en-GB", "nb-NO"])


async def refused(person: Conversation, good: dict[str, str], case: Case, locale: str) -> None:
    key, inputs, english, norwegian = case
    await person.fill({**good, key: inputs})
    await person.next()
    assert list(person.errors) == [key], person.transcript
    assert (english if locale == "en-GB" else norwegian).lower() in person.errors[key].lower(), person.errors
    for other, value in {**good, key: inputs}.items():
        assert person.screen.value(other) == value


@LOCALES
async def test_on_the_client_screen(open_product: OpenProduct, locale: str) -> None:
    async with open_product(default_locale=locale) as product:
        kari = product.person("kari")
        await kari.slash("/order")
        await kari.until(lambda: kari.screen.labels, "the first screen")
        for case in CLIENT_CASES:
            await refused(kari, CLIENT, case, locale)


@LOCALES
async def test_on_the_address_screen(open_product: OpenProduct, locale: str) -> None:
    async with open_product(default_locale=locale) as product:
        kari = product.person("kari")
        await kari.slash("/order")
        await kari.until(lambda: kari.screen.labels, "the first screen")
        await kari.fill(CLIENT)
        await kari.next()
        await unfold(kari, "workplace")
        for case in ADDRESS_CASES:
            await refused(kari, ADDRESS, case, locale)


@LOCALES
async def test_in_the_line_editor(open_product: OpenProduct, locale: str) -> None:
    async with open_product(default_locale=locale) as product:
        kari = product.person("kari")
        await to_offer(kari)
        await kari.press("free_line")
        await kari.until(lambda: kari.screens == 2, "the line editor")
        for case in LINE_CASES:
            await refused(kari, LINE, case, locale)
        await kari.press("line_details")
        await kari.until(lambda: "payout" in str(kari.screen.block_ids), "the details")
        assert kari.screen.value("name") == "Cable"


async def to_offer(kari: Conversation) -> None:
    """The fourth screen, whatever the language."""
    await kari.slash("/order")
    await kari.until(lambda: kari.screen.labels, "the first screen")
    await kari.fill(CLIENT)
    await kari.next()
    await type_address(kari)
    await kari.next()
    await kari.fill(workflow="ev-charger")
    await kari.sees("Main fuse")
    await kari.fill({"Main fuse": "25 A"})
    await kari.next()


async def test_a_required_custom_field_left_empty_is_asked_for(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await kari.fill(workflow="EV charger installation")
    await kari.sees("Main fuse")
    await kari.next()
    assert kari.errors == {"field.main-fuse": "Please complete this required field."}, "Slack's own words"


async def test_a_job_without_its_lines_says_how_to_add_one(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await fill_job(kari)
    await kari.fill(offer_name="Package")
    await kari.next()
    screen = await kari.sees("This job needs at least one line")
    assert screen.value("offer_name") == "Package"


async def test_a_phone_stays_the_number_it_was_accepted_as_whatever_country_follows(product: Product) -> None:
    """The address turns out to be in Germany: the summary remarks on it, and nobody is thrown back."""
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await kari.fill(country="Germany")
    await kari.sees("For example 26133")
    await type_address(kari, postal_code="10115", city="Berlin")
    await kari.next()
    await fill_job(kari)
    await kari.fill(product="EV Charger X")
    await kari.sees("1 × EV Charger X")
    await kari.next()
    summary = await kari.sees("Create order")
    assert "+47 99 90 01 11" in summary.text
    assert "Germany" in summary.text
