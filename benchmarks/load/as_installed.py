"""`orderdesk serve` as installed in service: some packages that libraries import are there only for checks."""

from __future__ import annotations

import sys

ONLY_FOR_CHECKS = ("greenlet", "pygments", "rich")

if __name__ == "__main__":
    for name in ONLY_FOR_CHECKS:
        sys.modules[name] = None  # type: ignore[assignment] # so that importing it fails
    from bot.cli import main  # First, as in service: it sets how all else is imported.

    sys.argv[1:] = ["serve"]
    from benchmarks.load.store_calls import counted_store_calls

    with counted_store_calls():
        main()
