"""Libraries that are imported with their first use: a start has no need of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_modules: list[str] = []


class LazyModule:
    """Stands for a module, and imports it when something in it is first asked for.

    Type checkers see the module itself: `if TYPE_CHECKING: import it`, else a `LazyModule` of the same name.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        _modules.append(name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        found = getattr(import_module(self._name), name)
        setattr(self, name, found)  # Python finds it by itself from now on.
        return found


def import_lazy_modules() -> None:
    """Import now what would be imported while somebody waits."""
    for name in _modules:
        import_module(name)
