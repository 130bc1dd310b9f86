"""`orderdesk sandbox`: the bot as a process of its own, with a local Slack and a local Orders API around it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket as sockets
import subprocess
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from errno import EADDRINUSE
from pathlib import Path

import aiohttp

from sandbox.orders_api.server import LocalOrders
from sandbox.orders_api.uploads import UPLOAD_PATH
from sandbox.page.orders import WatchedOrders
from sandbox.page.server import Page
from sandbox.script.demo import play
from sandbox.slack.local_slack import LOOPBACK, LocalSlack
from sandbox.slack.views import Json

READY_SECONDS = 30
STOP_SECONDS = 15
EXAMPLE_CATALOG = "catalog.example.toml"
DATABASE = Path("sandbox.db")
CHANNEL = "C0ORDERS"


class BotEnded(Exception):
    """The bot's process ended by itself."""


@dataclass(frozen=True)
class Plan:
    """How to run: the command that starts the bot, its Slack manifest, and the options of `orderdesk sandbox`."""

    bot: Sequence[str]
    port: int = 0
    demo: bool = False
    socket: bool = False
    catalog: Path | None = None
    database: Path | None = None
    locale: str = "en-GB"
    opens_page: bool = False
    manifest: Json = field(default_factory=dict)


def run(plan: Plan) -> int:
    """Run until interrupted, or until the demo has been played; gives the process's exit code."""
    try:
        asyncio.run(_run(plan))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 0
    except BotEnded as ended:
        print(f"The bot has stopped: {ended}", file=sys.stderr)
        return 1
    except OSError as error:
        reason = "it is taken" if error.errno == EADDRINUSE else error.strerror
        print(
            f"The sandbox can't start on port {plan.port}: {reason}. Free is for example --port {free_port()}.",
            file=sys.stderr,
        )
        return 1
    return 0


async def _run(plan: Plan) -> None:
    _end_in_order()
    with tempfile.TemporaryDirectory() as folder:
        database = plan.database or (Path(folder) / "demo.db" if plan.demo else DATABASE)
        slack, orders = LocalSlack(plan.port), WatchedOrders()
        slack.install(plan.manifest)
        invite_others(slack)
        page = Page(slack, orders)
        async with slack, orders:
            port = free_port()
            environment = bot_environment(plan, slack, orders, database, port)
            slack.request_url = f"http://{LOOPBACK}:{port}/slack/events"
            async with bot_process([*plan.bot, *(["--socket"] if plan.socket else [])], environment) as bot:
                await ready(bot, port)
                _say_where(page, slack, orders, port, database)
                if plan.demo:
                    await play(slack, orders)
                else:
                    if plan.opens_page and _has_screen():
                        await asyncio.to_thread(webbrowser.open, page.url)
                    await _until_interrupted(bot)


def invite_others(slack: LocalSlack) -> None:
    """Two who may nothing unless a setting names them: a guest, and somebody of another workspace."""
    slack.add_person("gil", "en-GB", "Europe/London", real_name="Gil Guest", is_restricted=True)
    slack.add_person("otto", "de-DE", "Europe/Berlin", real_name="Otto Outside", team="T0OTHER")


def bot_environment(
    plan: Plan, slack: LocalSlack, orders: LocalOrders, database: Path, port: int
) -> Mapping[str, str]:
    """The bot's settings: its own environment variables, pointing at the sandbox."""
    settings = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{database}",
        "HOST": LOOPBACK,
        "PORT": str(port),
        "ORDERS_API_URL": orders.url,
        "ORDERS_API_TOKEN": orders.token,
        "ORDERS_TIMEOUT": "5",
        "ORDERS_LONGEST_PROCESSING": "2",
        "ORDERS_QUIET_PERIOD": "10",
        "ORDERS_UPLOAD_PATH": UPLOAD_PATH,
        "ORDERS_CHANNEL": CHANNEL,
        "CATALOG": str(plan.catalog or example_catalog()),
        # By name, by user group and by channel, so that each can be tried; the guest and the outsider may nothing.
        "PAYOUT_USERS": "U0LENA",
        "PERSONAL_DATA_USERS": "S0LEADS",
        "EXPORT_USERS": "S0LEADS,C0EVTEAM",
        "DEFAULT_LOCALE": plan.locale,
        "ORDER_USERS": "*",
        "LIST_USERS": "*",
    }
    return {**os.environ, **settings}


@contextlib.asynccontextmanager
async def bot_process(
    command: Sequence[str], environment: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot, stopped as an operator would stop it."""
    # A session of its own: Ctrl-C is for the sandbox, which then stops the bot in order.
    bot = await asyncio.create_subprocess_exec(*command, env=environment, start_new_session=True)
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await bot.wait()
            except TimeoutError:
                bot.kill()
                await bot.wait()


async def ready(bot: asyncio.subprocess.Process, port: int) -> None:
    """Wait until the bot says it is ready. Raises BotEnded, TimeoutError."""
    async with asyncio.timeout(READY_SECONDS), aiohttp.ClientSession() as session:
        while True:
            if bot.returncode is not None:
                raise BotEnded(f"exit code {bot.returncode}")
            try:
                async with session.get(f"http://{LOOPBACK}:{port}/readyz") as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


def example_catalog() -> Path:
    """The example's file: beside this module where the package is installed, else at the top of the source tree."""
    installed = Path(__file__).parent / EXAMPLE_CATALOG
    return installed if installed.is_file() else installed.parent.parent / EXAMPLE_CATALOG


def free_port() -> int:
    """A port nobody listens on."""
    with sockets.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _say_where(page: Page, slack: LocalSlack, orders: LocalOrders, port: int, database: Path) -> None:
    print("The sandbox runs on this machine; nothing leaves it. Open this in a browser:")
    print(f"  the workspace     {page.url}")
    print(f"  local Slack       {slack.origin}")
    print(f"  local Orders API  {orders.url}")
    print(
        f"  the bot           http://{LOOPBACK}:{port}  (/healthz, /readyz), keeping its data in {database}"
    )
    if advice := font_advice():
        print(advice)
    print("orderdesk sandbox --demo plays a whole order. Ctrl-C stops.", flush=True)


def font_advice() -> str | None:
    """Which package is missing where fontconfig knows no font that draws ✅ and ⏳, with which messages begin."""
    tool = shutil.which("fc-list")
    if tool is None:
        return None
    found = subprocess.run([tool, ":charset=2705 23f3", "family"], capture_output=True, check=False)  # noqa: S603 - fontconfig's own
    if found.returncode or found.stdout.strip():
        return None
    return "No font here has emoji. On Debian and Ubuntu: apt-get install fonts-noto-color-emoji"


def _end_in_order() -> None:
    """Let SIGTERM end the sandbox as Ctrl-C does, so that the bot's process ends with it."""
    task = asyncio.current_task()
    with contextlib.suppress(NotImplementedError):  # Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel if task else int)


def _has_screen() -> bool:
    # Without one, the library would start a browser inside this terminal.
    return sys.platform in {"darwin", "win32"} or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


async def _until_interrupted(bot: asyncio.subprocess.Process) -> None:
    code = await bot.wait()
    raise BotEnded(f"exit code {code}")
