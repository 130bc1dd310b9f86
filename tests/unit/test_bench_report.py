"""What `make bench` writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler

from benchmarks.load import memory
from benchmarks.load.apps.played import Share
from benchmarks.load.apps.recording import INTERACTIONS, InputAndOutput, Recording
from benchmarks.load.apps.store_calls import STATEMENTS
from benchmarks.load.measure import Load, Turn, Turns, beside_bare, run
from benchmarks.load.memory import Look, PatientSalesperson, memory_table
from benchmarks.load.people import BareUser, Salesperson
from benchmarks.load.recorded import Floor
from benchmarks.load.report import Comparison, Measured, as_table, floor_lines, served
from benchmarks.load.servers import Server
from benchmarks.load.signed_http import SlackRequests
from benchmarks.load.stand_ins import StandIns
from benchmarks.load.waiting import Waiting
from benchmarks.markdown import write_report
from storage.sqlite.writer import SqliteTransaction

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


def test_the_report_goes_into_its_place_on_the_page_each_time(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    before = PAGE.read_text(encoding="utf-8")
    page.write_text(before, encoding="utf-8")
    write_report(page, "| first |")
    write_report(page, "| second \\1 |")
    text = page.read_text(encoding="utf-8")
    assert "| second \\1 |" in text
    assert "first" not in text.split("<!-- report -->")[1].split("<!-- end of report -->")[0]
    assert text.startswith(before.split("<!-- report -->")[0])
    assert text.endswith(before.split("<!-- end of report -->")[1])


def _answering(handler: Handler) -> web.Application:
    application = web.Application()
    application.router.add_post("/slack/events", handler)
    return application


def load(people: int, interactions_a_second: float, ack_longest: float) -> Load:
    return Load(people, 150, 1350, 5.0, interactions_a_second, 10.0, 20.0, ack_longest, 90.0)


async def test_what_people_did_is_counted_whatever_an_order_took_them() -> None:
    """Some orders have an interaction more than nine: the form offers an order first that is still on its way."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response()

    class Clicker(BareUser):
        async def take_order(self) -> None:
            for _click in range(10):
                await self._requests.command({})

    async with TestServer(_answering(answer)) as server:
        measured = Server(str(server.make_url("")).rstrip("/"), os.getpid(), 0.1)
        taken, _crowd = await run(measured, StandIns(), Clicker, people=2, orders=4)
    assert (taken.orders, taken.interactions) == (4, 40)


async def test_both_are_used_turn_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """What else the machine does, and how fast it is for a while, then meets both."""
    used: list[str] = []

    def noting(name: str) -> web.Application:
        async def answer(_request: web.Request) -> web.Response:
            used.append(name)
            return web.Response()

        return _answering(answer)

    async def click(person: BareUser) -> None:
        await person._requests.command({})

    monkeypatch.setattr(BareUser, "take_order", click)
    async with TestServer(noting("ours")) as ours, TestServer(noting("bare")) as bare:
        addresses = [str(server.make_url("")).rstrip("/") for server in (ours, bare)]
        one, other = (Server(address, os.getpid(), 0.1) for address in addresses)
        turns = Turns(3, people=2, orders=4, bare_orders=8)
        taken = await beside_bare(StandIns(), one, BareUser, other, turns)
    assert [(name, len([*uses])) for name, uses in groupby(used)] == [("ours", 4), ("bare", 8)] * 3
    assert (taken.load.orders, taken.load.interactions, taken.load.people) == (12, 12, 2)
    assert (taken.bare.orders, taken.bare.interactions, taken.bare.people) == (24, 24, 2)


def test_runs_are_summed_up_as_one() -> None:
    slow, quick = Turn(16, 1, [0.3, 0.1], 0.02, 0.4, 90.0), Turn(16, 1, [0.1, 0.1], 0.01, 0.1, 91.0)
    load = Load.of([slow, quick])
    assert (load.orders, load.interactions, load.ack_longest, load.resident_megabytes) == (2, 4, 300.0, 91.0)
    assert load.cpu_an_interaction == pytest.approx(7.5)
    assert load.interactions_a_second == pytest.approx(8.0)


def test_the_report_says_how_many_people_are_served_in_time() -> None:
    in_time, too_late = load(16, 103.4, 274.0), load(64, 110.0, 1400.0)
    assert "within a second: 16." in served([load(1, 67.0, 55.0), in_time, too_late])
    assert "103 interactions a second, as many as 1030 people" in served([in_time, too_late])
    assert served([too_late]) == "However few there were, an ack took more than a second."


def test_what_the_bare_app_has_nothing_like_is_said_in_its_interactions() -> None:
    """250 orders a second where it takes 0.72 ms of CPU are as quick as 120 where it takes 1.5."""
    one = Measured(1.0, 60.0, {16: replace(load(16, 600.0, 40.0), cpu_an_interaction=1.5)})
    counts = InputAndOutput({}, {}, 5.0)
    floor = Floor(load(16, 300.0, 90.0), load(16, 600.0, 40.0), 1.1, 66.0, counts, counts)
    waiting = {"SQLite": Waiting(120.0, 12.5)}
    lines = as_table(Comparison(one, one, floor, {"SQLite": 12.5}, 1, waiting), 16).splitlines()
    (created,) = (line for line in lines if "Create pressed to recorded" in line)
    (posted,) = (line for line in lines if "orders posted a second" in line)
    assert created.endswith("| 12.5 ms |  | 8.3 bare interactions | ≤ 6 ms, 8.3 bare interactions |")
    assert posted.endswith("| 120 |  | 5.6 bare interactions | ≥ 250, 5.6 bare interactions |")


@pytest.mark.parametrize("of_order", [0.25, 1.0, 3.3, 23.2])
def test_the_bare_app_with_the_products_input_and_output_does_as_much_in_the_end(of_order: float) -> None:
    orders, share = 20, Share(of_order)
    taken = [share.take() for _interaction in range(orders * INTERACTIONS)]
    assert sum(taken) == round(orders * of_order)
    assert max(taken) - min(taken) <= 1


def test_the_report_says_what_the_floor_is_and_that_both_did_the_same() -> None:
    product = InputAndOutput({"reads": 23.2, "writes": 16.9}, {"views.update": 3.3}, 5.0)
    bare = InputAndOutput({"reads": 23.1, "writes": 16.9}, {"views.update": 3.3}, 5.0)
    floor = Floor(load(16, 300.0, 90.0), load(16, 600.0, 40.0), 1.1, 66.0, product, bare)
    lines = floor_lines(floor, Measured(0.7, 50.0, {}))
    assert "| interactions a second | 300 | 600 | 0.50 |" in lines
    assert "| start to /healthz | 1.1 s | 0.7 s | 1.57 |" in lines
    assert "| resident memory after the orders | 66 MB | 50 MB | 1.32 |" in lines
    assert "| reads | 23.2 | 23.1 |" in lines
    assert "| views.update | 3.3 | 3.3 |" in lines


def test_what_is_recorded_is_what_another_process_plays(tmp_path: Path) -> None:
    counts = InputAndOutput({"reads": 23.2}, {"views.update": 3.3}, 5.0)
    recording = Recording(counts, {"callback_id": "screen.client"}, {"views.update": {"view_id": "V1"}})
    recording.write(tmp_path / "recording.json")
    assert Recording.read(tmp_path / "recording.json") == recording


async def test_an_order_that_a_busy_machine_lets_fail_is_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    failures = [RuntimeError("not taken"), TimeoutError()]

    async def take_order(_person: Salesperson) -> None:
        if failures:
            raise failures.pop()

    monkeypatch.setattr(Salesperson, "take_order", take_order)
    monkeypatch.setattr(memory, "SECONDS_BETWEEN_TRIES", 0)
    person = PatientSalesperson(1, StandIns(), SlackRequests("http://127.0.0.1:9/"))
    await person.take_order()
    assert person.begun_again == 2


def test_memory_is_said_after_each_so_many_interactions() -> None:
    assert memory_table([Look(10_008, 99.96, 0)]).endswith("| 10,008 | 100.0 MB | 0 |")


def test_every_statement_of_a_transaction_is_counted() -> None:
    scheduling = {"schedule_order", "unschedule_order", "schedule_notification", "unschedule_notification"}
    public = {name for name in vars(SqliteTransaction) if not name.startswith("_")}
    assert public - {"take_turns", "rows_of"} - scheduling == {*STATEMENTS}


def test_the_floor_of_start_and_memory_has_the_libraries_and_nothing_of_the_product() -> None:
    """Else what is ours would count as the floor."""
    script = (
        "import json, sys, benchmarks.load.apps.bare_libraries;"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    imported = set(json.loads(ran.stdout))
    assert {"slack_bolt", "httpx", "pydantic", "phonenumbers", "sqlite3"} <= imported
    assert imported.isdisjoint({"bot", "flows", "orders", "storage"})
