"""How much is done of what could go on for minutes: `make test` takes one case in several, `make test-release` each.

A test that takes seconds to say a little more than another is marked `thorough`: `make test` leaves it out.
"""

from __future__ import annotations

import os
from types import ModuleType

IS_THOROUGH = bool(os.environ.get("THOROUGH"))

SAMPLERS = ("one_in", "given")
"""What a module uses whose tests take fewer cases in `make test`; the latter is hypothesis's."""


def one_in(several: int) -> int:
    """The stride through the cases: each of them, or one in several."""
    return 1 if IS_THOROUGH else several


def samples(module: ModuleType) -> bool:
    """Whether some of its tests take fewer cases in `make test`."""
    return any(hasattr(module, name) for name in SAMPLERS)
