from __future__ import annotations

import json
import string
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from flows.catalog import Catalog, FieldType, read_catalog
from flows.catalog.answers import CHOSEN
from flows.catalog.reading.locator import KeyLines
from orders.models import Payer
from tests.support.thorough import one_in

AMOUNTS = {"unit_price", "payout"}
RATES = {"vat", "discount_above", "margin_below"}

Tables = st.SearchStrategy[list[dict[str, Any]]]


def to_toml(catalog: Catalog) -> str:
    """The catalog as a file would write it, a key a line."""
    return "\n".join(_lines("", catalog))


def _lines(header: str, model: BaseModel) -> Iterator[str]:
    tables: list[str] = []
    for name, value in model:
        path = f"{header}.{name}".lstrip(".")
        match value:
            case None | dict() if not value:
                continue
            case dict():
                tables += [
                    f"[{path}]",
                    *(f"{json.dumps(key)} = {_value(key, one)}" for key, one in value.items()),
                ]
            case BaseModel():
                tables += [f"[{path}]", *_lines(path, value)]
            case (BaseModel(), *_):
                for table in value:
                    tables += [f"[[{path}]]", *_lines(path, table)]
            case _:
                yield f"{name} = {_value(name, value)}"
    yield from tables


def _value(name: str, value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() if name in AMOUNTS | RATES:
            sign = " %" if name in RATES and 0 < value < 100 else ""
            return f'"{value // 100}.{value % 100:02}{sign}"'
        case tuple():
            return f"[{', '.join(_value(name, item) for item in value)}]"
        case timedelta():
            return f'"{value // timedelta(minutes=1)}m"'
        case Decimal():
            return f'"{value}"'
        case int():
            return str(value)
        case StrEnum() | UUID() | str():
            return json.dumps(str(value), ensure_ascii=False)
        case _:
            raise AssertionError(name)


def texts(longest: int = 75, shortest: int = 1) -> st.SearchStrategy[str]:
    letters = st.characters(exclude_categories=("Cc", "Cs"))
    return st.text(letters, max_size=longest).map(str.strip).filter(lambda text: len(text) >= shortest)


names = texts()
flags = st.booleans()
durations = st.builds(lambda number, unit: f"{number}{unit}", st.integers(1, 30), st.sampled_from("mhd"))
amounts = st.integers(0, 9_999_999_999).map(lambda hundredths: f"{hundredths // 100}.{hundredths % 100:02}")
rates = st.integers(0, 10_000).map(lambda hundredths: f"{hundredths // 100}.{hundredths % 100:02} %")
uuids = st.uuids().map(str)
channels = st.text(string.ascii_uppercase + string.digits, min_size=8, max_size=11).map("C".__add__)
currencies = st.sampled_from(["NOK", "SEK", "DKK", "EUR", "GBP", "USD"])
identities = st.one_of(
    st.builds(lambda id_: {"id": id_}, uuids), st.builds(lambda id_: {"custom_id": id_}, names)
)


def tables(shape: st.SearchStrategy[dict[str, Any]], *unique: str, least: int = 0) -> Tables:
    """Up to three tables, no two with the same value of any of these keys."""
    keys = tuple(lambda table, key=key: table.get(key, id(table)) for key in unique)
    return st.lists(shape, min_size=least, max_size=3, unique_by=keys)


def identified(shape: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda identity, table: identity | table, identities, shape)


questions = identified(
    st.one_of(
        st.fixed_dictionaries(
            {"label": texts(150), "type": st.sampled_from(sorted(set(FieldType) - set(CHOSEN)))},
            optional={"required": flags, "hint": texts(150)},
        ),
        st.fixed_dictionaries(
            {"label": texts(150), "type": st.just(FieldType.NUMBER), "default": st.sampled_from([7, "7.5"])},
            optional={
                "unit": texts(20),
                "minimum": st.sampled_from([-3, "-3.5"]),
                "maximum": st.sampled_from([8, "8.25"]),
                "decimals": st.integers(2, 6),
            },
        ),
        st.fixed_dictionaries(
            {
                "label": texts(150),
                "type": st.just(FieldType.CHOICE),
                "options": st.lists(names, min_size=2, max_size=4, unique=True),
            }
        ),
        st.fixed_dictionaries(
            {
                "label": texts(150),
                "type": st.just(FieldType.CHOICES),
                "options": st.just(["Attic", "Cellar", "Stairs"]),
            },
            optional={"fewest": st.integers(1, 2), "most": st.integers(2, 3)},
        ),
    )
)
groups = st.fixed_dictionaries(
    {"name": names, "label": names, "users": st.just(["U0LEAD", "W0BOSS"])}, optional={"self_approval": flags}
)
listed = st.fixed_dictionaries({"id": uuids, "name": names})
products = st.one_of(
    st.fixed_dictionaries(
        {"external_id": names, "name": names, "unit_price": amounts, "vat": rates},
        optional={
            "description": texts(300, 0),
            "image_url": st.just("https://example.com/cable.png"),
            "currency": currencies,
            "tax_inclusive": flags,
            "payout": amounts,
            "paid": flags,
        },
    ),
    st.fixed_dictionaries({"id": uuids, "name": names}, optional={"external_id": names, "vat": rates}),
)


def rules(
    workflows: list[dict[str, Any]], approving: list[dict[str, Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    """Rules that name what is listed."""
    keys = [workflow.get("custom_id") or workflow["id"] for workflow in workflows]
    more = {
        "text": texts(150),
        "workflows": st.lists(st.sampled_from(keys), min_size=1, max_size=1),
    }
    conditions = st.one_of(
        st.fixed_dictionaries({"discount_above": rates}, optional=more),
        st.fixed_dictionaries({"margin_below": rates}, optional=more),
    )
    if not approving:
        return conditions
    context = st.sampled_from([group["name"] for group in approving]).map(
        lambda name: {"then": "approve", "approvers": name}
    )
    follow_up = st.fixed_dictionaries({}, optional={"remind_after": durations}) | st.fixed_dictionaries(
        {"escalate_to": st.sampled_from(["C0LEADS", "U0BOSS"]), "escalate_after": durations}
    )
    context = st.builds(lambda asks, follows: asks | follows, context, follow_up)
    return st.builds(lambda rule, then: rule | then, conditions, st.just({}) | context)


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    organizations = draw(tables(listed, "id"))
    ids = [organization["id"] for organization in organizations]
    some = {"organizations": st.lists(st.sampled_from(ids), min_size=1, unique=True)} if ids else {}
    actors = st.fixed_dictionaries({"slug": names, "label": texts(150)}, optional=some)
    workflow = identified(
        st.fixed_dictionaries(
            {"name": names},
            optional={
                "channel": channels,
                "lines_required": flags,
                "fields": tables(questions, "id", "custom_id"),
                "actors": tables(actors, "slug"),
            },
        )
    )
    defaults = st.fixed_dictionaries(
        {},
        optional={
            "country": st.sampled_from(["NO", "SE", "GB"]),
            "currency": currencies,
            "locale": st.sampled_from(["nb-NO", "sv", "en-GB", "de_CH"]),
            "channel": channels,
            "payer": st.sampled_from(Payer),
        },
    )
    workflows, approving = draw(tables(workflow, "id", "custom_id", least=1)), draw(tables(groups, "name"))
    return Catalog.model_validate(
        {
            "defaults": draw(defaults),
            "workflows": workflows,
            "organizations": organizations,
            "tags": draw(tables(listed, "id")),
            "products": draw(tables(products, "id", "external_id")),
            "approver_groups": approving,
            "rules": draw(st.lists(rules(workflows, approving), max_size=3)),
        }
    )


@settings(deadline=None, max_examples=50 // one_in(3))
@given(catalogs())
def test_a_catalog_written_as_toml_reads_back(catalog: Catalog) -> None:
    assert read_catalog(to_toml(catalog)) == catalog


@settings(deadline=None, max_examples=50 // one_in(3))
@given(catalogs())
@pytest.mark.thorough
def test_every_key_of_a_catalog_is_found_at_its_line(catalog: Catalog) -> None:
    source = to_toml(catalog)
    lines = KeyLines(source)
    rows = source.split("\n")
    for place, workflow in enumerate(catalog.workflows):
        assert rows[lines.line_of(("workflows", place)) - 1] == "[[workflows]]"
        assert (
            rows[lines.line_of(("workflows", place, "name")) - 1] == f"name = {_value('name', workflow.name)}"
        )
        for row, actor in enumerate(workflow.actors):
            line = lines.line_of(("workflows", place, "actors", row, "slug"))
            assert rows[line - 1] == f"slug = {_value('slug', actor.slug)}"
