"""The largest catalog there may be."""

from __future__ import annotations

from uuid import UUID, uuid5

from flows.catalog import Catalog, FieldType
from tests.support.drafts import EXAMPLE


def identity(name: str) -> str:
    """A UUID of one's own for anything."""
    return str(uuid5(UUID(int=0), name))


def big_catalog() -> Catalog:
    """150 workflows, the first of which asks for everything, in the longest words a catalog may hold."""
    organizations = [{"id": identity(f"o{n}"), "name": long_name(n)} for n in range(12)]
    everything = [question(kind, required=required) for kind in FieldType for required in (True, False)]
    actors = [{"slug": f"actor {n}", "label": "&" * 150, "required": n == 0} for n in range(2)]
    first = {"custom_id": "everything", "name": long_name(0), "fields": everything, "actors": actors}
    others = [
        {"custom_id": f"job-{n}", "name": long_name(n), "lines_required": n % 2 == 0} for n in range(1, 150)
    ]
    return Catalog.model_validate(
        {
            "workflows": [first, *others],
            "organizations": organizations,
            "tags": [{"id": identity(f"t{n}"), "name": long_name(n)} for n in range(101)],
            "products": [
                {"external_id": "no-vat", "name": "Book & <!here>", "unit_price": "0.01", "vat": 0},
                {"external_id": "swedish", "name": "Kabel", "unit_price": 7, "vat": 25, "currency": "SEK"},
                *({"id": identity(f"p{n}"), "name": long_name(n)} for n in range(20)),
            ],
        }
    )


def long_name(number: int) -> str:
    """75 characters, the longest a catalog's name may be."""
    return f"<!channel> & <@U{number}> ".ljust(75, "&")


def question(kind: FieldType, *, required: bool) -> dict[str, object]:
    asked = {
        "custom_id": f"{kind}~{required}",
        "label": "&" * 150,
        "hint": "<!here>" * 20,
        "type": kind,
        "required": required,
    }
    return asked | (
        {"options": [long_name(n) for n in range(100 if required else 3)]}
        if kind in {FieldType.CHOICE, FieldType.CHOICES}
        else {}
    )


BIG = big_catalog()
CATALOGS = (EXAMPLE, BIG)
