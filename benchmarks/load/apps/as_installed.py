"""`orderdesk serve`, or the module that is named, as installed in service.

Some packages that libraries import are there only for checks.
"""

from __future__ import annotations

import os
import runpy
import sys

ONLY_FOR_CHECKS = ("greenlet", "pygments", "rich")


def serve() -> None:
    """The product."""
    from bot.cli import main  # First, as in service: it sets how all else is imported.

    sys.argv[1:] = ["serve"]
    from benchmarks.load.apps.store_calls import counted_store_calls

    with counted_store_calls():
        main()


def run(module: str) -> None:
    """Another program, with the arguments that follow; it has the product's setting for pydantic."""
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    del sys.argv[1]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    for name in ONLY_FOR_CHECKS:
        sys.modules[name] = None  # type: ignore[assignment] # so that importing it fails
    if sys.argv[1:]:
        run(sys.argv[1])
    else:
        serve()
