"""Faults to switch on: a Web API method that is busy, broken, slow or says no."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.slack.views import Json


@dataclass
class Fault:
    """What a method answers; `times` None means until cleared.

    `channel` is the one whose calls it hits, None for all. `is_done` says that the work is done all the same and only
    the answer lost, `seconds` how long the answer takes; without a body it is the method's own.
    """

    method: str
    status: int = 200
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    times: int | None = 1
    channel: str | None = None
    is_done: bool = False
    seconds: float = 0


class Faults:
    """The faults that are on, looked through in the order they were added; `*` stands for every method."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def rate_limit(self, method: str, retry_after: int = 1, times: int | None = 1) -> None:
        """Answer 429 with `Retry-After` in seconds."""
        body = {"ok": False, "error": "ratelimited"}
        self._faults.append(Fault(method, 429, body, {"Retry-After": str(retry_after)}, times))

    def fail(self, method: str, error: str, times: int | None = 1, *, channel: str | None = None) -> None:
        """Answer `{"ok": false, "error": error}`, such as `channel_not_found`, in all channels or one."""
        self._faults.append(Fault(method, body={"ok": False, "error": error}, times=times, channel=channel))

    def crash(self, method: str, status: int = 500, times: int | None = 1, *, is_done: bool = False) -> None:
        """Answer with a 5xx, without doing the work or after it."""
        body = {"ok": False, "error": "internal_error"}
        self._faults.append(Fault(method, status, body, times=times, is_done=is_done))

    def slow(self, method: str, seconds: float, times: int | None = 1) -> None:
        """Answer as ever, but only after so long."""
        self._faults.append(Fault(method, times=times, is_done=True, seconds=seconds))

    @property
    def are_on(self) -> bool:
        """Any that a call may still hit."""
        return bool(self._faults)

    def clear(self) -> None:
        """Switch all faults off."""
        self._faults.clear()

    def take(self, method: str, channel: object = None) -> Fault | None:
        """The fault that hits this call, if any; counts it."""
        hits = (
            each for each in self._faults if each.method in (method, "*") and each.channel in (None, channel)
        )
        fault = next(hits, None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self._faults.remove(fault)
        return fault
