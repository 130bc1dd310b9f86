from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from flows.catalog import CatalogError, read_catalog
from flows.catalog.reading.error_text import TABLES

DOCS = (Path(__file__).parents[2] / "docs" / "catalog.md").read_text(encoding="utf-8")
WORKED, DEPENDING, BROKEN = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
KEYS = {
    ".".join((*path, name)): str((field.examples or [""])[0])
    for path, model in TABLES.items()
    for name, field in model.model_fields.items()
}


def test_the_docs_name_every_key_and_its_example() -> None:
    rows = re.findall(r"^\| `([a-z_.]+)` \| .+ \| .+ \| `(.+)` \|$", DOCS, re.MULTILINE)
    assert dict(rows) == KEYS
    assert len(rows) == len(KEYS)


def test_every_example_writes_its_own_key() -> None:
    for key, example in KEYS.items():
        last = key.rpartition(".")[2]
        assert list(tomllib.loads(example)) == [key.partition(".")[0] if example.startswith("[") else last]


def test_the_worked_example_reads() -> None:
    catalog = read_catalog(WORKED)
    assert [workflow.key for workflow in catalog.workflows] == ["ev-charger"]
    assert [product.unit_price for product in catalog.products] == [1000000, 129900]


def test_the_depending_fields_read_within_a_workflow() -> None:
    workflow = '[[workflows]]\nname = "S"\ncustom_id = "s"\n'
    fields = read_catalog(workflow + DEPENDING).workflows[0].fields
    assert [dict(field.shown_if) for field in fields] == [{}, {"heating": ("Oil",)}, {"tank": (True,)}]


def test_the_mistakes_in_the_docs_are_what_is_reported() -> None:
    reported = re.findall(r"```text\n(.*?)\n```", DOCS, re.DOTALL)
    with pytest.raises(CatalogError) as caught:
        read_catalog(BROKEN)
    assert [str(caught.value)] == reported
