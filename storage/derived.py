"""What rows are found by, derived from the drafts of orders that were kept before it was.

Read from JSON and not through `Draft`: a draft kept by an older version must do.
"""

from __future__ import annotations

import json
from typing import Any

from flows.clients import folded_place


def phone_and_place(draft: str) -> tuple[str | None, str | None]:
    """An order's phone and folded address; None for what isn't filled in."""
    kept: dict[str, Any] = json.loads(draft)
    client, address = kept.get("client"), kept.get("address")
    place = address and folded_place(address["street"], address["postal_code"], address["country"])
    return client and client["phone"], place
