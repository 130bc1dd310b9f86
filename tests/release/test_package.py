"""The package as it is installed: by its wheel alone, into an environment and a folder with nothing else in them."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.scratch import ROOT, TOOLS, Shell

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    Shell(ROOT).run(f"'{TOOLS}/uv' build --quiet --wheel --out-dir '{folder}'")
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_what_the_product_reads_and_no_test(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("flows/locales/nb.po", "sandbox/page/static/index.html", "sandbox/catalog.example.toml"):
        assert needed in names
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {
        "bot",
        "flows",
        "orders",
        "sandbox",
        "storage",
    }


def test_the_demo_runs_from_an_empty_folder_with_nothing_but_the_wheel(wheel: Path, tmp_path: Path) -> None:
    environment, empty = tmp_path / "environment", tmp_path / "empty"
    empty.mkdir()
    uv, python = TOOLS / "uv", environment / "bin" / "python"
    Shell(empty).run(f"'{uv}' venv --quiet --python '{sys.executable}' '{environment}'")
    locked = f"--constraint '{ROOT}/requirements.txt'"
    Shell(empty).run(f"'{uv}' pip install --quiet --python '{python}' {locked} '{wheel}'")
    told = Shell(empty).run(f"'{environment}/bin/orderdesk' sandbox --demo")
    assert "✅ P1-1 · EV charger installation" in told
    assert "Ordren" in Shell(empty).run(
        f"'{python}' -c 'from flows.i18n.language import language; from flows.i18n.texts import _;"
        ' print(language("nb").say(_("Order created")))\''
    )
    assert list(empty.iterdir()) == []
