"""`orderdesk serve` as it is installed in service: structlog imports rich where checks have brought it along."""

from __future__ import annotations

import sys

ONLY_FOR_CHECKS = ("rich",)

if __name__ == "__main__":
    for name in ONLY_FOR_CHECKS:
        sys.modules[name] = None  # type: ignore[assignment] # so that importing it fails
    from bot.cli import main

    sys.argv[1:] = ["serve"]
    main()
