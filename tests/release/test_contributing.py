"""CONTRIBUTING's recipes, followed word for word on a copy of the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.recipes import CONTRIBUTING, follow, recipe
from tests.support.scratch import Shell, scratch_tree

IN_ONE_TREE = ["Add a field", "Add a listener", "Add a migration", "Add a screen"]
"""The tests of the others walk through the form without the new screen: it comes last."""
CHECK = "make check\n"

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def tree(tmp_path: Path) -> Shell:
    return scratch_tree(tmp_path)


def test_every_recipe_is_followed_here() -> None:
    headings = re.findall(r"^## (Add .+)$", CONTRIBUTING, re.MULTILINE)
    assert headings == ["Add a field", "Add a screen", "Add a listener", "Add a language", "Add a migration"]


def test_every_recipe_works_as_it_is_written(tree: Shell) -> None:
    """One after the other in one tree; what takes half a minute each time, `make check`, once for all of them."""
    for heading in IN_ONE_TREE:
        blocks = recipe(heading)
        assert any(CHECK in block.text for block in blocks), heading
        follow(tree, [block.without(CHECK) for block in blocks])
    tree.run(CHECK)


def test_a_new_language_is_offered_at_once_and_asks_to_be_completed(tree: Shell) -> None:
    *steps, check = recipe("Add a language")
    follow(tree, steps)
    assert "fi" in tree.run('python -c "from flows.i18n.language import shipped_languages as s; print(s())"')
    asked = tree.run(
        "python -c 'from flows.i18n.command_words import command_in; print(*command_in(\"suomi\"))'"
    )
    assert asked.strip() == "language fi"
    code, said = tree.tried(check.text)
    assert code == 1
    assert "test_every_text_is_translated[fi]" in said
    catalog = tree.folder / "flows" / "locales" / "fi.po"
    text = catalog.read_text(encoding="utf-8")
    translated = re.sub(r'msgid ((?:".*"\n)+)msgstr ""\n', r"msgid \1msgstr \1", text)
    plural = re.sub(
        r'msgid ("(?:.*)")\nmsgid_plural ("(?:.*)")\nmsgstr\[0\] ""\nmsgstr\[1\] ""\n',
        r"msgid \1\nmsgid_plural \2\nmsgstr[0] \1\nmsgstr[1] \2\n",
        translated,
    )
    catalog.write_text(plural, encoding="utf-8")
    tree.run(check.text)
