"""What rows are found by, derived from what they hold.

Read from JSON and not through the models: what an older version kept must do.
"""

from __future__ import annotations

import json
from typing import Any

from flows.clients import LONGEST_WORD, folded_place
from flows.listing.words import order_words
from flows.search import fold


def phone_and_place(draft: str) -> tuple[str | None, str | None]:
    """An order's phone and folded address; None for what isn't filled in."""
    kept: dict[str, Any] = json.loads(draft)
    client, address = kept.get("client"), kept.get("address")
    place = address and _place(address)
    return client and client["phone"], place


def name_and_place(client: str, address: str) -> dict[str, str]:
    """A known client's folded name and address as columns, as far as they fit into an index."""
    name, place = fold(json.loads(client)["contact_person"]), _place(json.loads(address))
    return {"name": name[:LONGEST_WORD], "place": place[:LONGEST_WORD]}


def workflow_and_words(draft: str) -> tuple[str | None, frozenset[str]]:
    """An order's job, by its id in the catalog, and the words it is found by."""
    kept: dict[str, Any] = json.loads(draft)
    client, address, job = (kept.get(section) or {} for section in ("client", "address", "job"))
    words = order_words(
        name=client.get("contact_person", ""),
        phone=client.get("phone", ""),
        email=client.get("email", ""),
        street=address.get("street", ""),
        city=address.get("city", ""),
        external_ids=[line["external_id"] for line in kept.get("lines", ()) if line.get("external_id")],
    )
    return job.get("workflow"), words


def _place(address: dict[str, Any]) -> str:
    return folded_place(address["street"], address["postal_code"], address["country"])
