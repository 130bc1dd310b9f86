"""What the models find wrong, in plain words that say how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from flows.catalog import values
from flows.catalog.bundles import Bundle, BundledProduct
from flows.catalog.custom_field import CustomField
from flows.catalog.mistakes import Path
from flows.catalog.models import Catalog, Defaults, Organization, Product, Tag
from flows.catalog.rules import ApproverGroup, Rule
from flows.catalog.workflow import Actor, Workflow

TABLES: Mapping[tuple[str, ...], type[BaseModel]] = {
    (): Catalog,
    ("defaults",): Defaults,
    ("workflows",): Workflow,
    ("workflows", "fields"): CustomField,
    ("workflows", "actors"): Actor,
    ("organizations",): Organization,
    ("tags",): Tag,
    ("products",): Product,
    ("bundles",): Bundle,
    ("bundles", "products"): BundledProduct,
    ("approver_groups",): ApproverGroup,
    ("rules",): Rule,
}
"""Every table of the file by its name, and the model that reads it."""


def model_mistakes(error: ValidationError) -> Iterator[tuple[Path, str]]:
    """Each of the models' complaints: where, and how to mend it."""
    for details in error.errors(include_url=False):
        yield details["loc"], _words(details)


def _words(details: ErrorDetails) -> str:
    names = tuple(part for part in details["loc"] if isinstance(part, str))
    context = details.get("ctx", {})
    match details["type"]:
        case "extra_forbidden":
            return _unknown_key(names)
        case values.BROKEN_RULE:
            return str(context["words"])
        case "enum":
            return _unknown_word(str(context["expected"]), details["input"])
        case "string_too_long":
            return f"is {len(details['input'])} characters long: shorten it to {context['max_length']}"
        case kind:
            return f"{_DEMANDS[kind].format_map(context)}, {_example(names)}"


_DEMANDS = {
    values.WRONG_VALUE: "{words}",
    "missing": "is missing: add it",
    "string_type": "must be text in quotes",
    "string_too_short": "is empty: write something",
    "string_pattern_mismatch": "holds a line break or a control character: write it without",
    "bool_type": "must be true or false, without quotes",
    "uuid_type": "must be an id in quotes, as the web app shows it",
    "uuid_parsing": "isn't a whole id: copy all 36 characters from the web app",
    "tuple_type": "must be a list",
    "model_type": "must be a table",
}


def _example(names: tuple[str, ...]) -> str:
    field = TABLES[names[:-1]].model_fields[names[-1]]
    line = str((field.examples or [""])[0])
    return f"written {line}" if line.startswith("[") else f"for example {line}"


def _unknown_key(names: tuple[str, ...]) -> str:
    known = list(TABLES[names[:-1]].model_fields)
    if near := _nearest(names[-1], known):
        return f"isn't a key here: did you mean {near}?"
    return f"isn't a key here: remove it, or use one of {', '.join(known)}"


def _unknown_word(expected: str, written: object) -> str:
    known = expected.replace("'", "").replace(" or ", ", ").split(", ")
    demand = f"must be one of {', '.join(known)}"
    near = _nearest(str(written), known)
    return f'{demand}: did you mean "{near}"?' if near else f"{demand}, in quotes"


def _nearest(written: str, known: Sequence[str]) -> str | None:
    import difflib  # Only where there is a mistake.

    return next(iter(difflib.get_close_matches(written.lower(), known, n=1)), None)
