"""The record of what goes in and out of a server for an order's nine interactions, as a file.

It imports nothing of the product.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

INTERACTIONS = 9
"""Of one order: command, client, address, job chosen, job, product searched, product added, offer, Create."""

CREATE = "/api/v1/order"
"""Where the Orders API takes orders."""


@dataclass(frozen=True)
class InputAndOutput:
    """How often, for as many interactions as an order has. Polls of the store are in it too."""

    store: Mapping[str, float]
    """Reads and their queries, writes and their statements."""
    calls: Mapping[str, float]
    """To Slack by method, and to the Orders API."""
    views_acked: float


@dataclass(frozen=True)
class Recording:
    """The product's counts, and one of each thing that it sends."""

    counts: InputAndOutput
    view: Json
    """Of those that were acked, the one nearest to their mean size."""
    arguments: Mapping[str, Any]
    """Of the latest call of each of Slack's methods, and the latest order's body."""

    def write(self, path: Path) -> None:
        """As JSON, for another process."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Recording:
        """What `write` has written."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{**kept, "counts": InputAndOutput(**kept["counts"])})
