"""The list narrowed by words and in its window, orders made elsewhere, what was known before an outage, and exports."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from click.testing import CliRunner

from bot.cli.main import main
from bot.views.ids import ELSEWHERE
from flows.audit import AuditEntry, Deed
from flows.draft import Client
from flows.order import Order, State
from flows.rights import Right
from sandbox.orders_api.faults import ListFault
from sandbox.slack.messages import Message
from sandbox.slack.person.conversation import Conversation
from storage import SqliteStore
from storage.listing.found_orders import FoundOrders
from tests.support.clock import StillClock
from tests.support.examples import confirmed_order
from tests.support.product import OpenProduct
from tests.support.sending import Sending
from tests.support.stores import NOON

LIV = Client(
    contact_person="Liv Ullmann",
    phone="+4741234567",
    phone_typed="412 34 567",
    phone_country="NO",
    email="liv@example.com",
)


def numbers(message: Message) -> list[str]:
    return [line.split(" · ")[0] for line in message.text.splitlines() if line.startswith("P1-")]


def _begins(message: Message, heading: str) -> bool:
    return message.text.startswith(heading)


async def two_orders(sending: Sending) -> None:
    """Of Ola, P1-1, and an hour later of Liv, P1-2; both Kari's."""
    await sending.reaches(await sending.confirm(), State.CREATED)
    sending.clock.advance(3600)
    await sending.reaches(await sending.confirm(client=LIV), State.CREATED)


async def test_a_text_is_looked_for_and_one_that_is_nowhere_is_said(open_product: OpenProduct) -> None:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        await two_orders(Sending(product, clock))
        kari = product.person("kari")
        for typed, found in (("4567", ["P1-2"]), ("storgata", ["P1-2", "P1-1"]), ("mine p1-1", ["P1-1"])):
            await kari.slash(f"/order list {typed}")
            assert numbers(await kari.hears(f"“{typed.split()[-1]}”")) == found
        await kari.slash("/order list nobody")
        said = await kari.hears("No order has “nobody” in its number, client")
        assert "I also know these words: mine, all, today, waiting" in said.text
        await kari.slash("/order lits")
        await kari.hears("I don't know “lits”.")


async def test_others_clients_are_found_by_those_alone_who_see_personal_data(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock, personal_data_users="U0LENA") as product:
        await two_orders(Sending(product, clock))
        sam, lena = product.person("sam"), product.person("lena")
        await lena.slash("/order list 4567")
        assert "P1-2 · Liv Ullmann · " in (await lena.hears("P1-2")).text
        await lena.press("Share in channel", message=await lena.hears("P1-2"))
        previewed = await lena.sees("will read this")
        assert "P1-2 · Liv U. · " in previewed.text
        assert "4567" not in previewed.text
        await lena.close()
        await sam.slash("/order list 4567")
        said = await sam.hears("Words were looked for in the orders that you took, and numbers in all.")
        assert numbers(said) == []
        assert "PERSONAL_DATA_USERS" in said.text
        await sam.slash("/order list P1-2")
        assert "P1-2 · Liv U. · " in (await sam.hears("P1-2 · ")).text


async def test_a_search_among_very_many_orders_says_how_far_it_looked_and_goes_on_both_ways(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        store = product.bot.store
        store.found = FoundOrders(store.database, most_looked_at=2)
        for hours in range(6):
            order = confirmed_order(NOON + timedelta(hours=hours))
            taker = order.origin if hours in {0, 5} else order.origin._replace(user="U0SAM")
            state = replace(order, origin=taker, state=State.CREATED, due_at=None, display_id=f"P1-{hours}")
            await store.add(state)
        kari = product.person("kari")
        await kari.slash("/order list mine nordmann")
        pages = [(await kari.hears("looked through those since")).text]
        for turn in ["Older ▶"] * 2 + ["◀ Newer"] * 3:
            await kari.press(turn, message=kari.ephemerals[-1])
            await kari.until(partial(_is_other, kari, pages[-1]), "another page")
            pages.append(kari.ephemerals[-1].text)
        assert ["P1-5" in page for page in pages] == [True, *[False] * 4, True]
        assert ["P1-0" in page for page in pages] == [False, False, True, *[False] * 3]
        assert ["looked through" in page for page in pages] == [True, True, *[False] * 4]
        assert ["Newer" in page for page in pages] == [False, *[True] * 4, False]


def _is_other(person: Conversation, shown: str) -> bool:
    return person.ephemerals[-1].text != shown


async def test_the_window_narrows_the_list_in_its_place(open_product: OpenProduct) -> None:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        await two_orders(Sending(product, clock))
        kari = product.person("kari")
        await kari.slash("/order list")
        message = await kari.hears("Page 1 · ")
        for filled, heading, found in (
            (
                {"text": "ullmann", "stage": "created", "person": "kari"},
                "Orders: created · @kari · “ullmann”",
                ["P1-2"],
            ),
            ({"text": None, "stage": "waiting"}, "Orders: waiting · @kari", []),
            ({"stage": None, "person": "sam"}, "Orders: @sam", []),
            (
                {"person": None, "period": "today", "workflow": "Heat pump survey"},
                "Orders: Heat pump survey · today",
                ["P1-2", "P1-1"],
            ),
        ):
            await kari.press("Filter", message=message)
            await kari.sees("Filter orders")
            await kari.fill(filled)
            await kari.next()
            await kari.until(partial(_begins, message, heading), "the list to change")
            assert numbers(message) == found
        assert len(kari.ephemerals) == 1


async def test_rows_open_their_orders_and_what_was_made_elsewhere_shows_what_the_list_says(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        await two_orders(Sending(product, clock))
        clock.advance(3600)
        product.api.create({"name": "Survey", "contactPersonName": "Per Hansen", "city": "Bergen"}, clock())
        sam = product.person("sam")
        await sam.slash("/order list")
        message = await sam.hears("Page 1 · ")
        assert numbers(message) == ["P1-3", "P1-2", "P1-1"]
        await sam.press("Details", nth=1, message=message)
        assert "Liv U." in (await sam.sees("P1-2 · Heat pump survey")).text
        await sam.close()
        await sam.press("Details", nth=0, message=message)
        shown = await sam.sees("It wasn't made here")
        assert "P1-3" in shown.text
        assert "Hansen" not in shown.text
        await sam.close()


async def test_while_the_api_is_down_its_last_answer_is_shown_with_its_time(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        product.api.create({"name": "Survey", "contactPersonName": "Per Hansen", "city": "Bergen"}, clock())
        sam = product.person("sam")
        await sam.slash("/order list")
        message = await sam.hears("Page 1 · ")
        product.api.faults.list_fault = ListFault.UNAVAILABLE
        clock.advance(timedelta(hours=1).total_seconds())
        await sam.press("Refresh", message=message)
        await sam.hears("The order system isn't answering. States and orders made elsewhere are as of")
        assert numbers(message) == ["P1-1"]
        clock.advance(timedelta(days=1).total_seconds())
        await sam.press("Refresh", message=message)
        await sam.hears("so we can't tell whether there are any")


async def test_an_order_of_ours_that_only_the_api_knows_to_be_there_is_listed_once(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        order = replace(confirmed_order(clock()), state=State.STUCK, due_at=None)
        product.api.create({"name": "Survey", "metadata": {"draftId": order.id}, "city": "Oslo"}, clock())
        await product.bot.store.add(order)
        kari = product.person("kari")
        await kari.slash("/order list")
        said = await kari.hears("Page 1 · ")
        assert said.text.count("Oslo") == 1


async def test_an_export_comes_as_a_file_holds_what_its_reader_may_see_and_is_in_the_audit(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock, export_users="U0SAM U0KARI") as product:
        await two_orders(Sending(product, clock))
        texts = {}
        for name in ("kari", "sam"):
            person = product.person(name)
            await person.slash("/order export")
            await person.until(partial(_files, person), "the file")
            (file,) = _files(person)
            texts[name] = product.slack.files.content(file["id"]).decode("utf-8-sig")
            head, *rows = csv.reader(io.StringIO(texts[name], newline=""))
            assert [row[head.index("Number")] for row in rows] == ["P1-2", "P1-1"]
            entries = await product.bot.store.audit.find(person=person.id)
            exported = [entry.detail for entry in entries if entry.deed is Deed.EXPORTED]
            assert exported == ["/order export, 2 orders"]
        assert "(+47) 41 23 45 67" in texts["kari"]
        assert not [word for word in ("Ullmann", "41 23 45 67", "liv@", "Storgata") if word in texts["sam"]]
        assert "Liv U." in texts["sam"]
        lena = product.person("lena")
        await lena.slash("/order export")
        await lena.hears("You may not export orders here. Ask your admin to add you to EXPORT_USERS.")


def _files(person: Conversation) -> list[dict[str, str]]:
    return [file for message in person.direct_messages for file in message.files]


async def test_without_the_scope_for_files_the_command_line_is_named(open_product: OpenProduct) -> None:
    async with open_product(export_users="*") as product:
        product.slack.faults.fail("files.getUploadURLExternal", "missing_scope", times=None)
        kari = product.person("kari")
        await kari.slash("/order export")
        await kari.hears("run orderdesk orders --csv where Order Desk runs")
        product.slack.faults.clear()


async def _kept(path: Path, *orders: Order) -> Sequence[AuditEntry]:
    """The audit, with these orders added."""
    store = await SqliteStore(path).open()
    for order in orders:
        await store.add(order)
    entries = await store.audit.find()
    await store.close()
    return entries


def test_the_command_line_writes_every_workspaces_orders_whole_and_says_so_in_the_audit(
    tmp_path: Path,
) -> None:
    asyncio.run(_kept(tmp_path / "orderdesk.db", confirmed_order(NOON)))
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-made-up",
        "ORDERS_API_TOKEN": "t0ken",
        "CATALOG": "catalog.example.toml",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'orderdesk.db'}",
        "DEFAULT_LOCALE": "nb-NO",
    }
    for arguments, expected in (
        (["--csv"], ";Ola Nordmann;(+47) 99 90 01 11;ola.nordmann@example.com;Storgata 1;0365;Oslo;NO;"),
        (["--json", "--raw", "--state", "waiting"], '"gross": 125000'),
        (["--csv", "--state", "created"], "\ufeffOrdrenummer;Status;Bekreftet"),
    ):
        file = tmp_path / "-".join(["orders", *arguments])
        written = CliRunner(env=environment).invoke(main, ["orders", *arguments, "--output", str(file)])
        assert (written.exit_code, written.output) == (0, "")
        assert expected in file.read_text(encoding="utf-8")
    assert "Storgata" not in (tmp_path / "orders---csv---state-created").read_text(encoding="utf-8")
    entries = asyncio.run(_kept(tmp_path / "orderdesk.db"))
    assert {(entry.person, entry.detail) for entry in entries if entry.deed is Deed.EXPORTED} == {
        (None, "orderdesk orders --csv, 1 orders"),
        (None, "orderdesk orders --json, 1 orders"),
        (None, "orderdesk orders --csv, 0 orders"),
    }


async def test_a_button_for_an_order_made_elsewhere_opens_nothing_for_who_may_not_list(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock, **{Right.LIST.lower(): "U0LENA"}) as product:
        upstream = product.api.create({"name": "Survey", "city": "Bergen"}, clock())
        lena, sam = product.person("lena"), product.person("sam")
        await lena.slash("/order list")
        message = await lena.hears("Page 1 · ")
        assert f'"{ELSEWHERE}{upstream.id}"' in str(message.blocks).replace("'", '"')
        await sam.press("Details", message=message)
        await sam.sees("There is no such order here")
