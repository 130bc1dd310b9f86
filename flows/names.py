"""Names as the channel may see them."""

from __future__ import annotations


def short_name(name: str) -> str:
    """First name and the last one's initial: `Ola Nordmann` is `Ola N.`."""
    first, *rest = name.split() or [""]
    return f"{first} {rest[-1][0]}." if rest else first
