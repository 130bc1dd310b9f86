"""`/order` and its words, the shortcut, Home."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.support.product import OpenProduct, Product
from tests.support.walkthrough import begin, fill_client

TIMES = 10


@pytest.mark.parametrize("input", ["/order help", "/order what?"])
async def test_help_tells_every_word(product: Product, input: str) -> None:
    kari = product.person("kari")
    await kari.slash(input)
    answer = await kari.hears("Order Desk takes installation orders")
    for word in ("list", "language", "help"):
        assert f"/order {word}" in answer.text


async def test_a_chosen_language_is_kept_and_used_for_words_and_numbers(product: Product) -> None:
    kari = product.person("kari")
    await kari.slash("/order language nb")
    await kari.hears("Fra nå av skriver jeg norsk bokmål til deg")
    await kari.slash("/order")
    screen = await kari.sees("Trinn 1 av 4")
    assert "Kontaktperson" in screen.labels
    sam = product.person("sam")
    await begin(sam)


async def test_an_unknown_language_is_answered_with_those_there_are(product: Product) -> None:
    kari = product.person("kari")
    await kari.slash("/order language klingon")
    answer = await kari.hears("I know these languages")
    assert "nb" in answer.text
    await kari.slash("/order")
    await kari.sees("Step 1 of 4")


async def test_without_a_workspace_language_slacks_own_counts(open_product: OpenProduct) -> None:
    async with open_product(default_locale=None) as product:
        hans, sam = product.slack.add_person("hans", "de-DE", "Europe/Berlin"), product.person("sam")
        await hans.slash("/order")
        await hans.sees("Schritt 1 von 4")
        await sam.slash("/order")
        await sam.sees("Step 1 of 4")


async def test_a_newcomer_in_norway_is_asked_once_whether_they_read_norwegian(
    open_product: OpenProduct,
) -> None:
    """Nobody's Slack is in Norwegian; what was typed stays when the language changes."""
    async with open_product(default_locale=None) as product:
        sam, kari = product.person("sam"), product.person("kari")
        await sam.slash("/order")
        await sam.sees("Step 1 of 4")
        await sam.sees("Norsk?")
        await sam.fill(contact_person="Ola Nordmann")
        await sam.press("Bytt")
        await sam.sees("Trinn 1 av 4")
        assert sam.screen.value("contact_person") == "Ola Nordmann"
        assert "Norsk?" not in sam.screen.text
        await begin(kari)
        await kari.close()
        await begin(kari)
        assert "Norsk?" not in kari.screen.text


async def test_who_reads_another_of_our_languages_is_not_asked(open_product: OpenProduct) -> None:
    async with open_product(default_locale=None) as product:
        hans = product.slack.add_person("hans", "de-DE", "Europe/Berlin")
        await hans.slash("/order")
        await hans.sees("Schritt 1 von 4")
        assert "Norsk?" not in hans.screen.text


async def test_the_shortcut_begins_an_order(product: Product) -> None:
    kari = product.person("kari")
    await kari.shortcut("new_order")
    await kari.sees("Step 1 of 4")


async def test_home_begins_an_order_continues_one_and_changes_the_language(product: Product) -> None:
    kari = product.person("kari")
    await kari.open_home()
    await kari.until(lambda: "New order" in kari.home.text, "Home")
    await kari.press("New order")
    await kari.sees("Step 1 of 4")
    await fill_client(kari)
    await kari.close()
    await kari.open_home()
    await kari.until(lambda: "Ola Nordmann" in kari.home.text, "the unfinished order on Home")
    await kari.press("Continue")
    await kari.sees("Step 2 of 4")
    await kari.close()
    await kari.fill(language="nb")
    await kari.until(lambda: "Ny ordre" in kari.home.text, "Home in Norwegian")


async def test_the_first_call_to_slack_opens_the_real_screen(product: Product) -> None:
    """Where the store has answered in time, as it mostly has; on a busy machine not always."""
    kari = product.person("kari")

    def opened() -> list[str]:
        return [call.method for call in product.slack.calls if call.method.startswith("views.")]

    for _time in range(TIMES):
        before = len(opened())
        await begin(kari)
        await kari.close()
        await kari.until(partial(lambda before: len(opened()) > before, before), "Slack to have answered")
        if opened()[-1] == "views.open":
            break
    assert opened()[-1] == "views.open"


async def test_a_slow_store_costs_nobody_the_modal(product: Product, tmp_path: Path) -> None:
    """The trigger lives for three seconds: the modal is open before the store has answered."""
    kari = product.person("kari")
    with closing(sqlite3.connect(tmp_path / "orderdesk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await kari.slash("/order")
        await kari.sees("One moment")
        other.rollback()
    await kari.sees("Step 1 of")


async def test_a_failure_while_loading_replaces_one_moment_with_a_reference(product: Product) -> None:
    kari = product.person("kari")
    await product.bot.store.close()
    await kari.slash("/order")
    screen = await kari.sees("Something went wrong on our side")
    assert "reference" in screen.text


async def test_the_words_of_the_command_are_known_in_norwegian_too(product: Product) -> None:
    kari = product.person("kari")
    await kari.slash("/order norsk")
    await kari.hears("Fra nå av")
    await kari.slash("/order hjelp")
    await kari.hears("Order Desk tar imot")
    await kari.slash("/order liste")
    await kari.hears("Ingen ordrer ennå")
