"""What every test has: the fixtures of tests/support."""

from __future__ import annotations

import gc
import signal

import hypothesis
import pytest

from tests.support import postgres
from tests.support.scratch import ROOT
from tests.support.thorough import IS_THOROUGH, one_in, samples

# A suite that is started in the background ignores Ctrl-C, and so would every process that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run: what is found is found by whoever made the change, not by the next one.
# New ones are looked for with: make test ARGS=--hypothesis-profile=search
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, max_examples=100 // one_in(4))
hypothesis.settings.register_profile("search", deadline=None, print_blob=True)
hypothesis.settings.load_profile("steady")

pytest_plugins = [
    "tests.support.process",
    "tests.support.product",
    "tests.support.sending",
    "tests.support.stores",
    "tests.support.logs",
    "tests.support.local_slack",
    "tests.support.kept_drafts",
    "tests.support.written_rows",
]


RELEASE = ROOT / "tests" / "release"
LONG = 300
"""Seconds: a test whose time-out is no shorter takes a good part of a minute."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`make test` leaves `thorough` out; `make test-release` takes `release`: what `make test` doesn't take whole."""
    for item in items:
        module = item.getparent(pytest.Module)
        if item.path.is_relative_to(RELEASE) or (module is not None and samples(module.obj)):
            item.add_marker("release")
        if item.get_closest_marker("thorough"):
            item.add_marker("release")
    if not IS_THOROUGH:
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
    items.sort(key=_takes_minutes, reverse=True)


def _takes_minutes(item: pytest.Item) -> bool:
    """What may take long begins first: begun last, it would go on alone."""
    bound = item.get_closest_marker("timeout")
    return bound is not None and bound.args[0] >= LONG


def pytest_collection_finish() -> None:
    """What has been imported stays: it isn't gone through again whenever garbage is looked for."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Before the process is told to end: one that takes long over it is killed, and would leave its server behind."""
    if postgres.server.cache_info().currsize:
        postgres.server().stop()
