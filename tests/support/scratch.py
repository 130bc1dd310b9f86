"""A copy of the source tree to change and to run commands in, as a person would in a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TOOLS = Path(sys.executable).parent
LEFT_OUT = (".git", ".venv", "*.db", "*.db-*", "node_modules", "images", ".hypothesis", "dist", "build")
OF_THIS_RUN = ("MAKE", "MFLAGS", "ARGS", "PYTEST", "COV", "VIRTUAL_ENV", "THOROUGH")


@dataclass
class Shell:
    """A folder and the environment in which commands run there."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, command: str, **environment: str) -> str:
        """What a command prints on standard output; it must succeed."""
        done = self._done(command, environment)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def tried(self, command: str, **environment: str) -> tuple[int, str]:
        """The exit code of a command that may fail, and all that it prints."""
        done = self._done(command, environment)
        return done.returncode, done.stdout + done.stderr

    def _done(self, command: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - commands of our own documents
            ["/bin/bash", "-eo", "pipefail", "-c", command],
            cwd=self.folder,
            env={**persons_environment(), **self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )


def persons_environment() -> dict[str, str]:
    """The environment as a person's shell has it, also where `make test ARGS=…` runs this test.

    What pip installs is compiled as it is imported: most of it never is.
    """
    persons = {name: value for name, value in os.environ.items() if not name.startswith(OF_THIS_RUN)}
    return {**persons, "PIP_NO_COMPILE": "1"}


def copied_tree(folder: Path) -> Path:
    """A copy of the source tree, without an environment and what tools and Python keep."""
    ignored = shutil.ignore_patterns(*LEFT_OUT, "__pycache__", ".*_cache")
    return Path(shutil.copytree(ROOT, folder / "tree", ignore=ignored))


def scratch_tree(folder: Path) -> Shell:
    """A copy of the source tree, with what is compiled, that runs its own modules with this run's environment."""
    ignore = shutil.ignore_patterns(*LEFT_OUT)

    def ignored(inside: str, names: list[str]) -> set[str]:
        # What mypy knows already goes along: finding it out again takes half a minute.
        return set() if ".mypy_cache" in Path(inside).parts else ignore(inside, names)

    tree = Path(shutil.copytree(ROOT, folder / "tree", ignore=ignored))
    for name in ("pyproject.toml", "requirements.txt", "requirements-dev.txt"):
        os.utime(tree / name, (0, 0))  # `make` has no reason to set the environment up again.
    (tree / ".venv").symlink_to(TOOLS.parent)
    path = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    return Shell(tree, {"PYTHONPATH": str(tree), "PATH": path})
