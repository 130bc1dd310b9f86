"""How much is done of what could go on for minutes: `make test` takes one case in several, `make test-release` each."""

from __future__ import annotations

import os

IS_THOROUGH = bool(os.environ.get("THOROUGH"))


def one_in(several: int) -> int:
    """The stride through the cases: each of them, or one in several."""
    return 1 if IS_THOROUGH else several
