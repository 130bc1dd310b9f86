"""The local Slack's errors: error codes of the Web API, and refusals for a broken limit."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.limits import Refusal
from sandbox.slack.views import Json


class ApiError(Exception):
    """A Web API error: `{"ok": false, "error": code}` and what else goes with it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def as_json(self) -> Json:
        """The answer's body."""
        return {"ok": False, "error": self.code, **self.details}


class Refused(ApiError):
    """A payload beyond Slack's limits; carries the refusals, which are recorded."""

    def __init__(self, code: str, refusals: Sequence[Refusal]) -> None:
        messages = [str(refusal) for refusal in refusals]
        super().__init__(
            code,
            errors=[message.removeprefix("[ERROR] ") for message in messages],
            response_metadata={"messages": messages},
        )
        self.refusals = tuple(refusals)
