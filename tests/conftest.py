"""What every test has: the fixtures of tests/support."""

from __future__ import annotations

pytest_plugins = [
    "tests.support.process",
    "tests.support.product",
    "tests.support.sending",
    "tests.support.stores",
    "tests.support.logs",
]
