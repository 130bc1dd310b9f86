"""A stranger's machine: without python3-venv, with another locale, under honcho."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from sandbox.orders_api.server import LocalOrders
from sandbox.run import Plan, bot_environment, free_port, ready
from sandbox.slack.local_slack import LocalSlack
from tests.support.postgres import Server
from tests.support.scratch import ROOT, TOOLS, Shell, copied_tree, persons_environment

pytestmark = pytest.mark.timeout(600)

WITHOUT_VENV = """#!/bin/sh
# Debian's python3 without python3-venv: -m venv makes the folder, and fails when it comes to pip.
case "$*" in
  "-m venv .venv") mkdir -p .venv/bin; ln -s "$(command -v python3)" .venv/bin/python
    echo "ensurepip is not available" >&2; exit 1;;
  *) exec python3 "$@";;
esac
"""


def test_without_python3_venv_setup_names_the_package_and_leaves_nothing(tmp_path: Path) -> None:
    shell = Shell(copied_tree(tmp_path))
    python = tmp_path / "python-without-venv"
    python.write_text(WITHOUT_VENV, encoding="utf-8")
    python.chmod(0o755)
    code, said = shell.tried(f"make setup PYTHON='{python}'")
    assert code != 0
    assert "apt-get install python3-venv" in said
    assert not (shell.folder / ".venv").exists()


def test_a_half_made_environment_is_made_again(tmp_path: Path) -> None:
    shell = Shell(copied_tree(tmp_path))
    (shell.folder / ".venv" / "bin").mkdir(parents=True)
    (shell.folder / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (shell.folder / ".venv" / "bin" / "python").chmod(0o755)
    shell.run("make setup")
    assert "orderdesk" in shell.run(".venv/bin/orderdesk --version")


def test_a_test_database_is_made_where_lang_names_a_locale_that_nobody_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "xx_YY.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    server = Server()
    server.make("orderdesk")
    server.stop()


async def test_every_process_of_the_procfile_goes_on_under_honcho(tmp_path: Path) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        port = free_port()
        environment = {
            **persons_environment(),
            **bot_environment(Plan(()), slack, api, tmp_path / "orderdesk.db", port),
            "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
        }
        slack.request_url = f"http://127.0.0.1:{port}/slack/events"
        honcho = await asyncio.create_subprocess_exec(
            TOOLS / "honcho", "--env", os.devnull, "start", "--port", str(port),
            cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        assert honcho.stdout is not None
        told = ""
        while not all(word in told for word in ('"serving"', '"working"', "is up to date")):
            line = (await honcho.stdout.readline()).decode()
            assert line, told
            told += line
        while "tail" not in children(honcho.pid):
            assert honcho.returncode is None, "honcho ended all when the release was done"
            await asyncio.sleep(0.05)
        await ready(honcho, port)
        honcho.send_signal(signal.SIGTERM)
        assert "Traceback" not in told + (await honcho.stdout.read()).decode()
        await honcho.wait()


def children(process: int) -> set[str]:
    """The names of what it has started and what those have, as far as they still live."""
    names = set()
    for child in psutil.Process(process).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            names.add(child.name())
    return names


def test_the_release_phase_of_a_host_ends(tmp_path: Path) -> None:
    line = next(
        line for line in (ROOT / "Procfile").read_text("utf-8").splitlines() if line.startswith("release:")
    )
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'orderdesk.db'}", "CATALOG": "catalog.example.toml"}
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "a", "ORDERS_API_TOKEN": "b"}
    path = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    told = Shell(ROOT, {**settings, **tokens, "PATH": path}).run(line.removeprefix("release:"))
    assert "is up to date" in told
