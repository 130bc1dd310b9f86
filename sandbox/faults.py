"""Faults to switch on: a Web API method that is busy, broken or says no."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.surfaces import Json


@dataclass
class Fault:
    """What a method answers instead of doing its work; `times` None means until cleared."""

    method: str
    status: int
    body: Json
    headers: dict[str, str]
    times: int | None


class Faults:
    """The faults that are on, looked through in the order they were added; `*` stands for every method."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def rate_limit(self, method: str, retry_after: int = 1, times: int | None = 1) -> None:
        """Answer 429 with `Retry-After` in seconds."""
        body = {"ok": False, "error": "ratelimited"}
        self._faults.append(Fault(method, 429, body, {"Retry-After": str(retry_after)}, times))

    def fail(self, method: str, error: str, times: int | None = 1) -> None:
        """Answer `{"ok": false, "error": error}`, such as `channel_not_found`."""
        self._faults.append(Fault(method, 200, {"ok": False, "error": error}, {}, times))

    def crash(self, method: str, status: int = 500, times: int | None = 1) -> None:
        """Answer with a 5xx."""
        self._faults.append(Fault(method, status, {"ok": False, "error": "internal_error"}, {}, times))

    def clear(self) -> None:
        """Switch all faults off."""
        self._faults.clear()

    def take(self, method: str) -> Fault | None:
        """The fault that hits this call, if any; counts it."""
        fault = next((each for each in self._faults if each.method in (method, "*")), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self._faults.remove(fault)
        return fault
