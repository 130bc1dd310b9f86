"""Servers as processes of their own, and the memory and processor time they use, as Linux counts them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

from benchmarks.load.signed_http import SIGNING_SECRET
from benchmarks.load.stand_ins import StandIns, free_port
from orders.client import OWN_AUTHORITIES

PROCESS_CLOCK = 2
"""CPUCLOCK_SCHED, which Linux adds to the process in the clock's number."""
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
START_SECONDS = 120
STOP_SECONDS = 30
CATALOG = Path(__file__).parents[2] / "catalog.example.toml"


@dataclass(frozen=True)
class Server:
    """A server that answers: its address, and how many seconds it took until it did."""

    url: str
    pid: int
    start_seconds: float

    def cpu_seconds(self) -> float:
        """What it has used so far, all its threads: clock_getcpuclockid(3), whose clock has no ticks."""
        return time.clock_gettime((~self.pid << 3) | PROCESS_CLOCK)

    def resident_megabytes(self) -> float:
        """What it has in memory now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * PAGE_BYTES / 1e6


@asynccontextmanager
async def product(stand_ins: StandIns, database_url: str, **settings: str) -> AsyncIterator[Server]:
    """The product, as `orderdesk serve` runs it, on that database."""
    port = free_port()
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": stand_ins.slack_url,
        "ORDERS_API_URL": stand_ins.url,
        "ORDERS_API_TOKEN": "bench",
        "ORDERS_CHANNEL": "C0BENCH",
        "DATABASE_URL": database_url,
        "CATALOG": str(CATALOG),
        "DEFAULT_LOCALE": "en-GB",
        "PORT": str(port),
        **settings,
    }
    async with _running(
        [sys.executable, "-m", "benchmarks.load.apps.as_installed"], environment, port
    ) as server:
        yield server


@asynccontextmanager
async def bare(stand_ins: StandIns) -> AsyncIterator[Server]:
    """The bare Bolt app."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.load.apps.bare", str(port)]
    async with _running(command, {"SLACK_API_URL": stand_ins.slack_url}, port) as server:
        yield server


@asynccontextmanager
async def bare_io(
    stand_ins: StandIns, database: Path, recording: Path, **settings: str
) -> AsyncIterator[Server]:
    """The bare Bolt app with the product's input and output, on a database of the product's."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.load.apps.bare_io", str(port), str(database), str(recording)]
    environment = {"SLACK_API_URL": stand_ins.slack_url, "ORDERS_API_URL": stand_ins.url, **settings}
    async with _running(command, environment, port) as server:
        yield server


@asynccontextmanager
async def bare_libraries(stand_ins: StandIns, database: Path, recording: Path) -> AsyncIterator[Server]:
    """That app with its libraries and no module of the product."""
    port = free_port()
    module, arguments = "benchmarks.load.apps.bare_libraries", [str(port), str(database), str(recording)]
    command = [sys.executable, "-m", "benchmarks.load.apps.as_installed", module, *arguments]
    environment = {"SLACK_API_URL": stand_ins.slack_url, "ORDERS_API_URL": stand_ins.url}
    async with _running(command, environment, port) as server:
        yield server


@asynccontextmanager
async def _running(
    command: Sequence[str], environment: Mapping[str, str], port: int
) -> AsyncIterator[Server]:
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: ASYNC220, S603 - it returns at once; our own commands
        command, env={**_everyones(), **environment}, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        await _until_healthy(url, process)
        yield Server(url, process.pid, time.perf_counter() - begun)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, STOP_SECONDS)


def _everyones() -> Mapping[str, str]:
    """This machine's environment without the authorities that it alone trusts: a start would read them first."""
    return {name: value for name, value in os.environ.items() if name not in OWN_AUTHORITIES}


async def _until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    async with asyncio.timeout(START_SECONDS):
        while not await asyncio.to_thread(_is_healthy, url):
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}")
            await asyncio.sleep(0.01)


def _is_healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}/healthz", timeout=1) as answer:  # noqa: S310 - on this machine
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False
