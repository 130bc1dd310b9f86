"""The page's switchboard: what the local Orders API, the local Slack and the way to the bot do wrong."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.orders_api.faults import Faults
from sandbox.orders_api.server import LocalOrders
from sandbox.page.orders_switches import NONE, ORDERS_SWITCHES, Switch, Value
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.views import Json

SLACK = "Slack"
BOT = "The bot"
HEARING = (
    (NONE, "acks as it does"),
    ("silent", "never acks (Slack waits 3 s)"),
    ("gone", "can't be reached"),
)
SLACK_FAULTS: dict[str, tuple[str, str, str]] = {
    "slack_busy": ("*", "429", "Every call is answered 429, try later"),
    "slack_broken": ("*", "500", "Every call is answered 500"),
    "slack_no_channel": ("chat.postMessage", "channel_not_found", "Posting: channel not found"),
    "slack_not_member": ("chat.postMessage", "not_in_channel", "Posting: the app isn't in the channel"),
    "slack_no_view": ("views.open", "expired_trigger_id", "Opening a modal: the trigger has expired"),
    "slack_gone_view": ("views.update", "not_found", "Changing a modal: it is gone"),
}


class Switchboard:
    """All switches. `silence` gives an address that takes a payload and never answers."""

    def __init__(self, slack: LocalSlack, orders: LocalOrders, silence: Callable[[], str]) -> None:
        self._slack = slack
        self._orders = orders
        self._silence = silence
        self._hearing, self._address = NONE, slack.request_url
        self._slack_on: set[str] = set()
        self._switches = {
            switch.key: switch for switch in (*ORDERS_SWITCHES, *self._of_slack(), self._of_bot())
        }

    def as_json(self) -> list[Json]:
        """Every switch's current value, as the page draws it."""
        return [self._drawn(switch, switch.read(self._faults)) for switch in self._switches.values()]

    def set(self, key: str, value: Value) -> None:
        """Set one switch.

        Raises:
            LookupError: there is no such switch, or it has no such option.
        """
        switch = self._switches[key]
        if switch.options and value not in dict(switch.options):
            raise LookupError(f"{key} has no option {value!r}")
        switch.write(self._faults, value)

    def reset(self) -> None:
        """Put every switch as it starts, and let stalled requests go."""
        for switch in self._switches.values():
            switch.write(self._faults, switch.start)
        self._orders.release()

    @property
    def _faults(self) -> Faults:
        return self._orders.faults

    def _drawn(self, switch: Switch, value: Value) -> Json:
        return {
            "key": switch.key,
            "group": switch.group,
            "label": switch.label,
            "hint": switch.hint,
            "options": [{"value": option, "label": label} for option, label in switch.options],
            "value": value,
            "isOn": value != switch.start,
        }

    def _of_slack(self) -> list[Switch]:
        calls = [self._slack_switch(key, label) for key, (_, _, label) in SLACK_FAULTS.items()]
        return [*calls, self._of_pictures()]

    def _of_pictures(self) -> Switch:
        pictures = self._slack.workspace.pictures
        return Switch(
            "slack_no_pictures",
            SLACK,
            "Pictures can't be fetched",
            lambda _faults: pictures.is_down,
            lambda _faults, value: setattr(pictures, "is_down", bool(value)),
        )

    def _slack_switch(self, key: str, label: str) -> Switch:
        return Switch(
            key,
            SLACK,
            label,
            lambda _faults: key in self._slack_on,
            lambda _faults, value: self._set_slack(key, value),
        )

    def _of_bot(self) -> Switch:
        return Switch(
            "hearing",
            BOT,
            "The bot",
            lambda _faults: self._hearing,
            lambda _faults, value: self._set_hearing(str(value)),
            HEARING,
        )

    def _set_slack(self, key: str, value: Value) -> None:
        (self._slack_on.add if value else self._slack_on.discard)(key)
        faults = self._slack.faults
        faults.clear()
        for method, error, _ in (fault for each, fault in SLACK_FAULTS.items() if each in self._slack_on):
            match error:
                case "429":
                    faults.rate_limit(method, times=None)
                case "500":
                    faults.crash(method, times=None)
                case _:
                    faults.fail(method, error, times=None)

    def _set_hearing(self, value: str) -> None:
        if self._hearing == NONE:
            self._address = self._slack.request_url
        self._hearing = value
        self._slack.request_url = {"silent": self._silence(), "gone": None}.get(value, self._address)
