"""A geocoder's position: looked for after the ack, shown before it is sent, dropped with the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.integrations.geocoder import is_at, open_geocoder
from bot.listeners.submissions import what_changed
from bot.settings import Settings, SettingsError, checked_settings
from flows.draft import Address, FoundPosition, Position, Step
from flows.person import Person
from sandbox.script.input_values import Upload
from sandbox.slack.person.conversation import Conversation
from tests.support.drafts import filled_to, order_of
from tests.support.nominatim import nominatim
from tests.support.product import OpenProduct
from tests.support.walkthrough import (
    ADDRESS,
    CLIENT,
    add_charger,
    begin,
    fill_client,
    fill_job,
    type_address,
    unfold,
)

TYPED = {key: value for key, value in ADDRESS.items() if key != "position"}
FOUND = "Position: 59.9135, 10.752346 (from geocoder)"


async def to_job(kari: Conversation) -> None:
    await begin(kari)
    await fill_client(kari)
    await unfold(kari, "workplace")
    await kari.fill(TYPED)
    await kari.next()


async def to_summary(kari: Conversation) -> None:
    await to_job(kari)
    await fill_job(kari)
    await add_charger(kari)
    await kari.next()
    await kari.sees("Create order")


async def test_a_position_found_is_shown_and_sent_and_goes_with_its_address(
    open_product: OpenProduct,
) -> None:
    async with (
        nominatim() as service,
        open_product(geocoder="nominatim", geocoder_url=service.url) as product,
    ):
        kari = product.person("kari")
        await to_summary(kari)
        await kari.sees(FOUND)
        assert service.asked == ["Storgata 1, 0365 Oslo, Norway"]
        service.answer = []
        await kari.press("edit.address")
        await kari.sees("Street and number")
        await kari.fill(street="Storgata 2")
        await kari.next()
        screen = await kari.sees("Storgata 2")
        assert "geocoder" not in screen.text
        service.answer = [{"lat": "59.9135", "lon": "10.7523456789", "display_name": "2, Storgata, Oslo"}]
        await kari.press("edit.client")
        await kari.sees("Contact person")
        await kari.next()
        await kari.sees(FOUND)
        await kari.next()
        await kari.sees("Order created")
        (body,) = product.api.received
        assert (body["latitude"], body["longitude"]) == (59.9135, 10.752346)
        await kari.slash("/order help")
        await kari.hears("Positions: © OpenStreetMap contributors.")


@pytest.mark.parametrize(
    "answer",
    [
        {"answer": []},
        {"answer": [{"lat": "59.9", "lon": "10.7", "display_name": "Storgata, Oslo, Norge"}]},
        {"answer": [{"lat": "591", "lon": "10.7", "display_name": "1, Storgata, Oslo, Norge"}]},
        {"answer": {"nonsense": True}},
        {"answer": [], "status": 500},
    ],
    ids=["nothing", "the street only", "nowhere", "nonsense", "an error"],
)
async def test_no_position_is_no_error_and_nothing_is_told_of_it(
    open_product: OpenProduct, answer: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    async with (
        nominatim() as service,
        open_product(geocoder="nominatim", geocoder_url=service.url) as product,
    ):
        vars(service).update(answer)
        kari = product.person("kari")
        await to_job(kari)
        await kari.until(lambda: service.asked, "the geocoder to be asked")
        await fill_job(kari)
        await add_charger(kari)
        await kari.next()
        screen = await kari.sees("Create order")
        assert "Position" not in screen.text
        await kari.next()
        await kari.sees("Order created")
        assert "latitude" not in product.api.received[0]
        assert not kari.trouble
    said = capsys.readouterr()
    assert "Storgata" not in said.out + said.err


async def test_a_position_typed_is_not_looked_for(open_product: OpenProduct) -> None:
    async with (
        nominatim() as service,
        open_product(geocoder="nominatim", geocoder_url=service.url) as product,
    ):
        kari = product.person("kari")
        await begin(kari)
        await kari.fill(CLIENT)
        await kari.next()
        await type_address(kari)
        await kari.next()
        await fill_job(kari)
        assert service.asked == []


@pytest.mark.parametrize(
    ("street", "found", "same"),
    [
        ("Storgata 1", "1, Storgata, Oslo", True),
        ("Storgata 1B", "1B, Storgata, Oslo", True),
        ("Østre gate 4", "4, Østre gate, Oslo", True),
        ("Storgata 1", "11, Storgata, Oslo", False),
        ("Storgata 1", "1, Lillegata, Oslo", False),
        ("Nordre gård", "Nordre gård, Toten", True),
        ("17", "17, Storgata", False),
    ],
)
def test_a_place_counts_only_with_the_number_and_the_street(street: str, found: str, same: bool) -> None:
    address = Address(country="NO", street=street, postal_code="0365", city="Oslo")
    assert is_at(address, found) is same


def settings_with(**given: str) -> Settings:
    return checked_settings(
        {"slack_bot_token": "x", "orders_api_token": "x", "catalog": "catalog.toml", **given}
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"geocoder": "nominatin"}, "GEOCODER isn't one of geopy's services"),
        ({"geocoder": "pelias"}, "GEOCODER pelias needs GEOCODER_URL."),
        ({"geocoder": "opencage"}, "GEOCODER opencage needs GEOCODER_KEY."),
        ({"geocoder": "here"}, "GEOCODER here can't be used with these settings"),
        ({"geocoder": "liveaddress"}, "which can't be set here"),
        ({"geocoder": "photon", "geocoder_key": "k"}, "GEOCODER_KEY is set, and photon takes none."),
        ({"geocoder": "nominatim", "geocoder_url": "http://maps.example.com"}, "must be an https address"),
    ],
)
def test_what_a_geocoder_lacks_is_named_at_start(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_geocoder(settings_with(**given))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "given", [{"geocoder": "opencage", "geocoder_key": "k"}, {"geocoder": "here", "geocoder_key": "k"}]
)
def test_a_key_goes_to_whatever_the_service_calls_it(given: dict[str, str]) -> None:
    settings = settings_with(**given)
    assert open_geocoder(settings) is not None


def test_create_pressed_before_the_position_was_drawn_says_what_is_new() -> None:
    draft = filled_to(Step.SUMMARY)
    assert draft.address is not None
    found = FoundPosition(
        position=Position(latitude="59.9", longitude="10.7"), service="nominatim", added_to=4
    )
    draft = draft.with_(address=draft.address.model_copy(update={"found": found}), file_writes=2)
    order = order_of(draft, version=7)
    assert "position was found meanwhile" in what_changed(order, 4).source
    assert "another window" in what_changed(order, 3).source
    assert "another window" in what_changed(replace(order, version=8), 4).source


async def test_a_position_found_after_files_were_written_is_kept_with_the_edition_that_people_see(
    open_product: OpenProduct,
) -> None:
    async with (
        nominatim() as service,
        open_product(geocoder="nominatim", geocoder_url=service.url) as product,
    ):
        kari, service.answer = product.person("kari"), []
        await to_job(kari)
        await unfold(kari, "files")
        await kari.fill(workflow="Heat pump survey", files=[Upload("fuse box.jpg", b"\xff\xd8")])
        await kari.next()
        await add_charger(kari)
        await kari.next()
        await kari.sees("They stay in Slack")
        await kari.until(lambda: len(service.asked) == 2, "the summary's own look")
        service.answer = [{"lat": "59.9135", "lon": "10.7523456789", "display_name": "1, Storgata, Oslo"}]
        await kari.press("edit.client")
        await kari.sees("Contact person")
        await kari.next()
        await kari.sees(FOUND)
        (order,) = await product.bot.store.editable(Person("T0LOCAL", kari.id))
        found = order.draft.address.found if order.draft.address else None
        assert order.draft.file_writes
        assert found is not None
        assert "position was found meanwhile" in what_changed(order, order.edition - 1).source
