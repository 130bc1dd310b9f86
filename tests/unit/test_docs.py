"""The documents match the tree: settings, dependencies, folders and modules, decisions, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.support.recipes import CONTRIBUTING, check_places, recipe

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PACKAGES = ("bot", "storage", "flows", "orders", "sandbox", "benchmarks")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", requirement)[0] for requirement in requirements}


def documented(heading: str) -> set[str]:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    part = page.partition(f"## {heading}")[2].partition("\n## ")[0]
    return {
        name for name in re.findall(r"^\| ([\w.-]+) \|", part, re.MULTILINE) if name not in {"package", "---"}
    }


def test_every_dependency_has_its_reason() -> None:
    assert documented("In service") == names(PROJECT["project"]["dependencies"])
    extras = PROJECT["project"]["optional-dependencies"].values()
    assert documented("Optional") == names([requirement for extra in extras for requirement in extra])
    assert documented("For tests and checks") == names(PROJECT["dependency-groups"]["dev"])


def test_every_setting_stands_in_the_example_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == {
        name.upper() for name in Settings.model_fields
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def map_of_the_modules(part: str) -> str:
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    return page.partition(f"# {part}\n")[2].partition("\n##")[0]


def test_every_module_that_the_map_names_exists() -> None:
    named = re.findall(r"`([\w./-]+/[\w-]+\.\w+)`", map_of_the_modules("Where to look"))
    assert len(named) > len(PACKAGES)
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_the_map_describes_every_folder_and_no_other() -> None:
    described = re.findall(r"^\| `([\w/]+)/` \|", map_of_the_modules("The folders"), re.MULTILINE)
    assert [name for name in described if not (ROOT / name).is_dir()] == []
    folders = {module.parent for package in PACKAGES for module in (ROOT / package).rglob("*.py")}
    assert {str(folder.relative_to(ROOT)) for folder in folders} - set(described) == set()


def test_the_readme_describes_every_package() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| \[`(\w+)/`\]", readme, re.MULTILINE)) == {*PACKAGES, "tests"}


def test_decisions_are_numbered_without_gaps() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(page.name.partition("-")[0]) for page in decisions]
    assert numbers == list(range(1, len(decisions) + 1))
    for number, page in zip(numbers, decisions, strict=True):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. ")


def test_decisions_that_the_code_names_are_there() -> None:
    modules = [module for package in PACKAGES for module in (ROOT / package).rglob("*.py")]
    named = {
        name
        for module in modules
        for name in re.findall(r"docs/decisions/[\w-]+\.md", module.read_text(encoding="utf-8"))
    }
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("heading", re.findall(r"^## (Add .+)$", CONTRIBUTING, re.MULTILINE))
def test_the_lines_that_a_recipe_names_are_there(heading: str) -> None:
    """`make test-release` follows the whole recipe."""
    for block in recipe(heading):
        check_places(block)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_files_pin_what_is_asked_for_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
    asked = names(PROJECT["project"]["dependencies"])
    asked |= names(PROJECT["dependency-groups"]["dev"]) if lock == "requirements-dev.txt" else set()
    assert asked <= pinned
    assert "://" not in text


def test_no_test_imports_another() -> None:
    """What several tests need is in tests/support, once."""
    tests = sorted((ROOT / "tests").rglob("*.py"))
    imports = re.compile(r"^\s*(?:from|import) tests\b.*\b(?:test_\w+|conftest)\b", re.MULTILINE)
    found = {str(test.relative_to(ROOT)): imports.findall(test.read_text(encoding="utf-8")) for test in tests}
    assert {test: lines for test, lines in found.items() if lines} == {}


def test_what_tests_share_imports_no_folder_of_tests() -> None:
    others = re.compile(r"^\s*(?:from|import) tests\.(?!support\b).*", re.MULTILINE)
    shared = (ROOT / "tests" / "support").rglob("*.py")
    assert [line for one in shared for line in others.findall(one.read_text(encoding="utf-8"))] == []
