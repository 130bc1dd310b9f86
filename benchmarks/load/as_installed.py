"""`orderdesk serve` as installed in service: some packages that libraries import are there only for checks."""

from __future__ import annotations

import sys

ONLY_FOR_CHECKS = ("greenlet", "pygments", "rich")

if __name__ == "__main__":
    for name in ONLY_FOR_CHECKS:
        sys.modules[name] = None  # type: ignore[assignment] # so that importing it fails
    from benchmarks.load.store_calls import counted_store_calls
    from bot.cli import main

    sys.argv[1:] = ["serve"]
    with counted_store_calls():
        main()
