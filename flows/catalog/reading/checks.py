"""What only shows when tables are compared: names taken twice, and ids that nothing is listed under.

Works on the file's plain tables, so these mistakes are found beside those the models find.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from uuid import UUID

from flows.catalog.conditions import unmet_conditions
from flows.catalog.mistakes import Path, path_name
from flows.catalog.naming import unknown_placeholders
from flows.catalog.plain import Finding, TableData, listed_in, tables
from flows.catalog.values import is_slack_id
from flows.search import compared as same_words


def compared(data: TableData) -> Iterator[Finding]:
    """Every mistake between the tables: where it is, and how to mend it."""
    yield from _taken_twice(data, (), "workflows", ("custom_id", "id"))
    yield from _taken_twice(data, (), "organizations", ("id",))
    yield from _taken_twice(data, (), "tags", ("id",))
    yield from _taken_twice(data, (), "products", ("id", "external_id"))
    yield from _taken_twice(data, (), "approver_groups", ("name",))
    yield from _taken_twice(data, (), "bundles", ("name",))
    yield from _shared_aliases(data, "products")
    yield from _shared_aliases(data, "workflows")
    yield from _mistaken_bundles(data)
    yield from _unknown_in_rules(data)
    yield from unknown_placeholders(data)
    listed = {_uuid(table.get("id")) for _, table in tables(data, (), "organizations")}
    for path, workflow in tables(data, (), "workflows"):
        yield from _taken_twice(workflow, path, "fields", ("custom_id", "id"))
        yield from _taken_twice(workflow, path, "actors", ("slug",))
        yield from unmet_conditions(list(tables(workflow, path, "fields")))
        for actor_path, actor in tables(workflow, path, "actors"):
            yield from _unlisted(actor, actor_path, listed)


def _taken_twice(parent: TableData, path: Path, name: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    owners: dict[str, Path] = {}
    for (table_path, table), key in itertools.product(tables(parent, path, name), keys):
        identity = _identity(table.get(key))
        if identity is None:
            continue
        owner = owners.setdefault(identity, table_path)
        if owner != table_path:
            yield (*table_path, key), f'"{identity}" is taken by {path_name(owner)}: give each its own'


def _shared_aliases(data: TableData, name: str) -> Iterator[Finding]:
    """An alias that is another table's name or alias would find both, and so neither."""
    owners: dict[str, Path] = {}
    all_of_them = list(tables(data, (), name))
    called = [
        *((path, table.get("name")) for path, table in all_of_them),
        *((path, alias) for path, table in all_of_them for alias in listed_in(table.get("aliases"))),
    ]
    for path, written in called:
        if isinstance(written, str):
            owners.setdefault(same_words(written), path)
    for path, table in all_of_them:
        for place, alias in enumerate(listed_in(table.get("aliases"))):
            owner = owners.get(same_words(alias)) if isinstance(alias, str) else None
            if owner is not None and owner != path:
                mend = "give each its own, or remove it where it means both"
                yield (*path, "aliases", place), f'"{alias}" is what {path_name(owner)} is called too: {mend}'


def _unlisted(actor: TableData, path: Path, listed: set[str | None]) -> Iterator[Finding]:
    if actor.get("required") is True and "organizations" not in actor and not listed:
        yield (*path, "required"), "nobody could be picked: list at least one [[organizations]] table"
    for place, written in enumerate(listed_in(actor.get("organizations"))):
        id_ = _uuid(written)
        if id_ is not None and id_ not in listed:
            mend = "add an [[organizations]] table with this id and a name, or remove it"
            yield (*path, "organizations", place), f'"{id_}" isn\'t listed: {mend}'


def _mistaken_bundles(data: TableData) -> Iterator[Finding]:
    products = _identities(data, "products", ("id", "external_id"))
    for path, bundle in tables(data, (), "bundles"):
        for product_path, bundled in tables(bundle, path, "products"):
            place = (*product_path, "product")
            yield from _unknown(bundled.get("product"), place, products, "a product's id or external_id")
        currencies = sorted(_currencies(data, bundle))
        if len(currencies) > 1:
            mixed = " and ".join(currencies)
            yield (*path, "products"), f"mixes {mixed}: an offer has one currency, so make a bundle for each"


def _currencies(data: TableData, bundle: TableData) -> set[str]:
    defaults = data.get("defaults")
    usual = defaults.get("currency") if isinstance(defaults, dict) else None
    named = {_identity(bundled.get("product")) for _, bundled in tables(bundle, (), "products")} - {None}
    written = {
        product.get("currency", usual)
        for _, product in tables(data, (), "products")
        if named & {_identity(product.get("id")), _identity(product.get("external_id"))}
    }
    return {currency for currency in written if isinstance(currency, str)}


def _unknown_in_rules(data: TableData) -> Iterator[Finding]:
    products = _identities(data, "products", ("id", "external_id"))
    for path, rule in tables(data, (), "rules"):
        for key in ("missing_product", "with_product"):
            yield from _unknown(rule.get(key), (*path, key), products, "a product's id or external_id")
        for place, name in enumerate(listed_in(rule.get("workflows"))):
            known = _identities(data, "workflows", ("custom_id", "id"))
            yield from _unknown(name, (*path, "workflows", place), known, "a workflow's custom_id or id")
        groups = _identities(data, "approver_groups", ("name",))
        for key in ("approvers", "stand_in"):
            yield from _unknown(rule.get(key), (*path, key), groups, "an approver group's name")
        whom = rule.get("escalate_to")
        if not (isinstance(whom, str) and is_slack_id(whom.strip())):
            what = "the id of a channel or of a person in Slack, or an approver group's name"
            yield from _unknown(whom, (*path, "escalate_to"), groups, what)


def _identities(data: TableData, name: str, keys: tuple[str, ...]) -> set[str | None]:
    return {_identity(table.get(key)) for _, table in tables(data, (), name) for key in keys}


def _unknown(written: object, path: Path, known: set[str | None], what: str) -> Iterator[Finding]:
    name = _identity(written)
    if name is not None and name not in known:
        yield path, f'"{name}" isn\'t listed: write {what} exactly as in this file'


def _identity(value: object) -> str | None:
    """What a table goes by, so that a UUID in capitals is the same one; None for what isn't a name."""
    return _uuid(value) or (value.strip() or None if isinstance(value, str) else None)


def _uuid(value: object) -> str | None:
    try:
        return str(UUID(value.strip())) if isinstance(value, str) else None
    except ValueError:
        return None
