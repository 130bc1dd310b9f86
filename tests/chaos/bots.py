"""The bots of a run, each a process of its own through the real command line, killed and started again."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sandbox.run import READY_SECONDS, STOP_SECONDS, BotEnded, Plan, bot_environment, free_port, ready
from sandbox.slack.local_slack import LOOPBACK, LocalSlack
from tests.chaos.progress import Progress
from tests.chaos.scenario import OPERATOR_ID, OPERATORS_CHANNEL, Scenario
from tests.chaos.upstream import ChaoticOrders
from tests.support.product import CATALOG

ROOT = CATALOG.parent
KILLED_WHILE_STARTING = 0.1
"""The share of bots that are killed before they are ready."""

WORKING = b'"event": "working"'
LOOKS_AGAIN = 0.1
"""Seconds between two looks into a log."""
LAST_WORDS = 500
"""Signs of the log of a bot that ended by itself."""


@dataclass
class Bot:
    """One process of the bot and what starts it. `mortal` ones are killed for good in the middle of the run."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    port: int | None = None
    mortal: bool = False
    process: asyncio.subprocess.Process | None = None
    _began_at: int = 0

    @property
    def url(self) -> str:
        """Where Slack's requests go."""
        return f"http://{LOOPBACK}:{self.port}/slack/events"

    async def start(self) -> None:
        """Start it, without waiting until it is ready."""
        with self.log.open("ab") as log:
            self._began_at = log.tell()
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def ready(self) -> None:
        """Wait until it serves or works. Raises BotEnded with its last words, TimeoutError."""
        assert self.process is not None
        try:
            if self.port is None:
                await self._works(self.process)
            else:
                await _ready(self.process, self.port)
        except BotEnded as ended:
            words = await asyncio.to_thread(self.log.read_text)
            raise BotEnded(f"{self.name}, {ended}: {words[-LAST_WORDS:]}") from None

    async def _works(self, process: asyncio.subprocess.Process) -> None:
        """A worker has no port to ask at; it says so in its log."""
        async with asyncio.timeout(READY_SECONDS):
            while WORKING not in (await asyncio.to_thread(self.log.read_bytes))[self._began_at :]:
                if process.returncode is not None:
                    raise BotEnded(f"exit code {process.returncode}")
                await asyncio.sleep(LOOKS_AGAIN)

    async def kill(self) -> None:
        """SIGKILL: nothing of it runs on."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    async def stop(self) -> int | None:
        """Stop it as an operator would; gives its exit code: of SIGKILL if it took too long, None if it was gone."""
        if self.process is None or self.process.returncode is not None:
            return None
        self.process.send_signal(signal.SIGTERM)
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self.process.wait()
        await self.kill()
        return self.process.returncode


class Bots:
    """All bots of a run."""

    def __init__(self, bots: Sequence[Bot], progress: Progress) -> None:
        self._bots = bots
        self._progress = progress
        self._scenario = progress.scenario

    @property
    def urls(self) -> list[str]:
        """Where Slack's requests may go, of bots that live and of bots that don't."""
        return [bot.url for bot in self._bots if bot.port is not None]

    async def run(self) -> None:
        """Kill and start again until there were kills enough, then leave them running."""
        async with asyncio.TaskGroup() as group:
            for bot in self._bots:
                group.create_task(self._torment(bot))

    async def _torment(self, bot: Bot) -> None:
        chances = self._scenario.random("kill", bot.name)
        while not (bot.mortal and self._progress.is_half_over):
            await bot.start()
            if not await self._is_killed(bot, chances):
                await bot.ready()
                return

    async def _is_killed(self, bot: Bot, chances: Random) -> bool:
        """Kill it at some moment; False if there have been kills enough by then."""
        if not self._progress.killing_is_over:
            if chances.random() >= KILLED_WHILE_STARTING:
                await bot.ready()
            await asyncio.sleep(chances.uniform(0, self._scenario.life))
            await self._progress.may_kill()
        if self._progress.killing_is_over:
            return False
        await bot.kill()
        await self._progress.killed()
        return True

    async def stop(self) -> list[int]:
        """Stop all in good order; gives the exit codes."""
        codes = await asyncio.gather(*(bot.stop() for bot in self._bots))
        return [code for code in codes if code is not None]

    async def end(self) -> None:
        """Leave no process behind."""
        for bot in self._bots:
            await bot.kill()


@asynccontextmanager
async def bots(
    progress: Progress, slack: LocalSlack, orders: ChaoticOrders, database_url: str, folder: Path
) -> AsyncIterator[Bots]:
    """The bots of the scenario, none started yet; none is left at the end."""
    scenario = progress.scenario
    environment = {
        **bot_environment(Plan((), catalog=CATALOG, locale="en-GB"), slack, orders, folder / "unused.db", 0),
        "DATABASE_URL": database_url,
        "ORDER_USERS": "*",
        "ORDERS_TIMEOUT": str(scenario.timeout),
        "ORDERS_LONGEST_PROCESSING": str(scenario.longest_processing),
        "ORDERS_QUIET_PERIOD": str(scenario.quiet_period),
        "ORDERS_LOOKUP_LIMIT": str(scenario.lookup_limit),
        "OPERATORS_CHANNEL": OPERATORS_CHANNEL,
        "OPERATOR_USERS": OPERATOR_ID,
    }
    every = Bots([_bot(name, scenario, environment, folder) for name in names(scenario)], progress)
    try:
        yield every
    finally:
        await every.end()


async def _ready(process: asyncio.subprocess.Process, port: int) -> None:
    """On a machine where everything else is started too, half a minute isn't always enough."""
    with suppress(TimeoutError):
        await ready(process, port)
        return
    await ready(process, port)


def names(scenario: Scenario) -> tuple[str, ...]:
    """Those that serve, and on PostgreSQL workers besides; the number is the host's."""
    commands = ("serve",) if scenario.store == "sqlite" else ("serve", "work")
    return tuple(f"{command} {host + 1}" for command in commands for host in range(scenario.serving))


def _bot(name: str, scenario: Scenario, environment: Mapping[str, str], folder: Path) -> Bot:
    command, number = name.split()
    serves = command == "serve"
    port = free_port() if serves else None
    return Bot(
        name=name,
        command=(sys.executable, "-m", "tests.chaos.altered", _alterations(scenario), command),
        environment={**environment, "PORT": str(port or 0)},
        log=folder / f"{command}-{number}.log",
        port=port,
        # On several hosts, the second host is lost in the middle of the run.
        mortal=scenario.store != "sqlite" and number == "2",
    )


def _alterations(scenario: Scenario) -> str:
    return ",".join(filter(None, [scenario.mutant, "hurried" if scenario.hurried else "brief"]))
