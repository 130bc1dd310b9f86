"""The other Pythons that Order Desk promises to run with, where this machine has them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.scratch import TOOLS, Shell, copied_tree

VERSIONS = ["3.11", "3.12", "3.13"]
PYENV = Path("~/.pyenv/versions").expanduser()
QUICK = (
    "tests/unit/test_names.py tests/unit/test_catalog.py tests/unit/test_catalog_mistakes.py tests/unit/test_dialog.py"
    " tests/unit/test_logs.py tests/unit/test_rules.py tests/unit/test_settings.py tests/unit/test_slack_limits.py"
    " tests/unit/test_translations.py tests/unit/test_views.py tests/unit/test_readers_*.py"
    " tests/integration/test_an_order.py tests/integration/test_guard.py tests/integration/test_store.py"
    " -k 'not postgres and not of_any_region and not damaged_in_any_way'"
)
"""Of each layer something: what differs between Pythons shows when a module is imported, or in its first test.

Thousands of telephone numbers say nothing of a Python. Root's PostgreSQL runs as another user, who can't read what is
installed in a test's folder.
"""
A_STRANGERS = {"LANG": "xx_YY.UTF-8", "TZ": "Pacific/Kiritimati"}

pytestmark = pytest.mark.timeout(900)


def interpreter(version: str) -> str | None:
    """A Python of that version: on the path, or one of pyenv's."""
    installed = [str(path) for path in sorted(PYENV.glob(f"{version}.*/bin/python3"))]
    for found in [shutil.which(f"python{version}"), *installed]:
        # pyenv puts a command on the path for each version that it knows, and most of them fail.
        if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:  # noqa: S603
            return found
    return None


@pytest.mark.parametrize("version", [one for one in VERSIONS if one != f"3.{sys.version_info.minor}"])
def test_the_quick_tests_and_the_demo_pass(version: str, tmp_path: Path) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"there is no python{version} here")
    shell = Shell(copied_tree(tmp_path), A_STRANGERS)
    shell.run(f"'{TOOLS}/uv' venv --quiet --python '{python}' .venv")
    shell.run(f"'{TOOLS}/uv' pip sync --quiet --require-hashes requirements-dev.txt")
    shell.run(f"'{TOOLS}/uv' pip install --quiet --no-deps --no-build-isolation --editable .")
    # In one process: a second would take longer to compile everything once more than it would save.
    shell.run(f".venv/bin/pytest -q {QUICK}")
    assert "✅ P1-1 · EV charger installation" in shell.run(".venv/bin/orderdesk sandbox --demo")
