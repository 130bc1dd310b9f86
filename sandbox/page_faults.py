"""The page's switches: every fault of the local Orders API and of the local Slack, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.orders_api import LocalOrders
from sandbox.orders_faults import CreatedStyle, DuplicateCheck, Envelope, ListFault, PostFault
from sandbox.slack import LocalSlack
from sandbox.surfaces import Json

Value = str | bool
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Switch:
    """One switch: on and off, or one of several options as (value, words); the first is how it starts."""

    key: str
    group: str
    label: str
    read: Callable[[], Value]
    write: Callable[[Value], None]
    options: Options = ()
    hint: str = ""

    def as_json(self) -> Json:
        """As the page draws it."""
        return {
            "key": self.key,
            "group": self.group,
            "label": self.label,
            "hint": self.hint,
            "options": [{"value": value, "label": label} for value, label in self.options],
            "value": self.read(),
            "isOn": self.read() != (self.options[0][0] if self.options else False),
        }


NONE = ""
SENDING = "Creating orders"
LISTING = "Listing orders"
ANSWERS = "How it answers"
SLACK = "Slack"
BOT = "The bot"
SPEEDS: Options = (("0", "at once"), ("2", "after 2 s"), ("4", "after 4 s"), ("8", "after 8 s"))
POST_FAULTS: Options = (
    (NONE, "nothing goes wrong"),
    (PostFault.UNAVAILABLE.name, "503 unavailable"),
    (PostFault.RATE_LIMITED.name, "429 too many requests"),
    (PostFault.INVALID.name, "400 invalid"),
    (PostFault.UNAUTHORISED.name, "401 wrong token"),
    (PostFault.FORBIDDEN.name, "403 not allowed"),
    (PostFault.NOT_FOUND.name, "404 not found"),
    (PostFault.REDIRECT.name, "302 elsewhere"),
    (PostFault.REQUEST_TIMEOUT.name, "408 time-out"),
    (PostFault.BAD_GATEWAY_AFTER_CREATING.name, "502 after creating it"),
    (PostFault.RESET_BEFORE_CREATING.name, "connection lost before creating"),
    (PostFault.RESET_AFTER_CREATING.name, "connection lost after creating"),
    (PostFault.STALL_BEFORE_CREATING.name, "no answer, and not created"),
    (PostFault.STALL_AFTER_CREATING.name, "no answer, though created"),
    (PostFault.HALF_AN_ANSWER.name, "half an answer after creating"),
)
LIST_FAULTS: Options = (
    (NONE, "nothing goes wrong"),
    (ListFault.UNAVAILABLE.name, "503 unavailable"),
    (ListFault.RATE_LIMITED.name, "429 too many requests"),
    (ListFault.UNAUTHORISED.name, "401 wrong token"),
    (ListFault.FORBIDDEN.name, "403 not allowed"),
    (ListFault.NOT_FOUND.name, "404 not found"),
    (ListFault.RESET.name, "connection lost"),
    (ListFault.STALL.name, "no answer"),
    (ListFault.NOT_JSON.name, "an HTML page"),
)
STYLES: Options = (
    (CreatedStyle.VALUE.name, "id, number and link"),
    (CreatedStyle.ID.name, "id and number"),
    (CreatedStyle.NUMBER.name, "a bare number as id"),
    (CreatedStyle.BARE_ID.name, "the id alone"),
    (CreatedStyle.TEXT.name, "the word “Created”"),
    (CreatedStyle.EMPTY.name, "an empty body"),
)
ENVELOPES: Options = (
    (Envelope.VALUES.name, "values and count"),
    (Envelope.BARE.name, "a bare list"),
    (Envelope.DATA.name, "data"),
)
OUTAGES: Options = ((NONE, "up"), ("close", "down, connections are closed"), ("503", "down, answers 503"))
HEARING: Options = (
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
    """All switches. `silence` is an address that takes a payload and never answers."""

    def __init__(self, slack: LocalSlack, orders: LocalOrders, silence: Callable[[], str]) -> None:
        self._slack = slack
        self._orders = orders
        self._silence = silence
        self._hearing, self._address = NONE, slack.request_url
        self._slack_on: set[str] = set()
        self.switches = {switch.key: switch for switch in (*self._of_orders(), *self._of_slack())}

    def set(self, key: str, value: Value) -> None:
        """Set one switch. Raises LookupError for one that doesn't exist, or an option it doesn't have."""
        switch = self.switches[key]
        if switch.options and value not in dict(switch.options):
            raise LookupError(f"{key} has no option {value!r}")
        switch.write(value)

    def reset(self) -> None:
        """Put every switch as it starts, and let stalled requests go."""
        for switch in self.switches.values():
            switch.write(switch.options[0][0] if switch.options else False)
        self._orders.release()

    def _of_orders(self) -> list[Switch]:
        return [
            self._choice(
                "orders_down", SENDING, "The Orders API is", OUTAGES, self._outage, self._set_outage
            ),
            self._choice(
                "orders_slow",
                SENDING,
                "It answers",
                SPEEDS,
                lambda: f"{self._orders.faults.slow:g}",
                self._set_slow,
                "The bot gives up waiting after 5 s.",
            ),
            self._choice(
                "next_post",
                SENDING,
                "The next order",
                POST_FAULTS,
                lambda: self._orders.faults.next_posts[0].name if self._orders.faults.next_posts else NONE,
                self._set_next_post,
                "Once; then it is off again.",
            ),
            self._choice(
                "list_fault",
                LISTING,
                "Every look at the list",
                LIST_FAULTS,
                lambda: self._orders.faults.list_fault.name if self._orders.faults.list_fault else NONE,
                lambda value: self._set("list_fault", ListFault[str(value)] if value else None),
            ),
            self._choice(
                "envelope",
                LISTING,
                "The list comes as",
                ENVELOPES,
                lambda: self._orders.faults.envelope.name,
                lambda value: self._set("envelope", Envelope[str(value)]),
            ),
            self._toggle("oldest_first", LISTING, "Oldest orders first"),
            self._toggle("paging_ignored", LISTING, "All orders on every page"),
            self._toggle("metadata_listed", LISTING, "Without our metadata", is_inverted=True),
            self._choice(
                "created_style",
                ANSWERS,
                "A created order is answered with",
                STYLES,
                lambda: self._orders.faults.created_style.name,
                lambda value: self._set("created_style", CreatedStyle[str(value)]),
            ),
            self._number("created_status", "A created order has status", ("201", "200")),
            self._number("duplicate_status", "A duplicate has status", ("400", "409")),
            self._toggle("duplicate_ids", ANSWERS, "A duplicate names the order it repeats"),
            self._choice(
                "duplicate_check",
                ANSWERS,
                "Looking for duplicates is",
                (
                    (DuplicateCheck.ATOMIC.name, "one step with creating"),
                    (DuplicateCheck.CHECK_THEN_INSERT.name, "a step before it"),
                ),
                lambda: self._orders.faults.duplicate_check.name,
                lambda value: self._set("duplicate_check", DuplicateCheck[str(value)]),
            ),
            self._toggle("bare_integers", ANSWERS, "Amounts must be bare integers"),
            self._toggle("forbidden", ANSWERS, "The token lacks the role (403)"),
        ]

    def _of_slack(self) -> list[Switch]:
        faults = [
            Switch(
                key,
                SLACK,
                label,
                lambda key=key: key in self._slack_on,  # type: ignore[misc] # bound now, not when called
                lambda value, key=key: self._set_slack(key, value),  # type: ignore[misc] # as above
            )
            for key, (_, _, label) in SLACK_FAULTS.items()
        ]
        hearing = self._choice("hearing", BOT, "The bot", HEARING, lambda: self._hearing, self._set_hearing)
        return [*faults, hearing]

    def _choice(  # noqa: PLR0917 - a row of the table
        self,
        key: str,
        group: str,
        label: str,
        options: Options,
        read: Callable[[], Value],
        write: Callable[[Value], None],
        hint: str = "",
    ) -> Switch:
        return Switch(key, group, label, read, write, options, hint)

    def _toggle(self, key: str, group: str, label: str, *, is_inverted: bool = False) -> Switch:
        return Switch(
            key,
            group,
            label,
            lambda: bool(getattr(self._orders.faults, key)) is not is_inverted,
            lambda value: self._set(key, bool(value) is not is_inverted),
        )

    def _number(self, key: str, label: str, statuses: tuple[str, ...]) -> Switch:
        return Switch(
            key,
            ANSWERS,
            label,
            lambda: str(getattr(self._orders.faults, key)),
            lambda value: self._set(key, int(value)),
            tuple((status, status) for status in statuses),
        )

    def _set(self, name: str, value: object) -> None:
        setattr(self._orders.faults, name, value)

    def _outage(self) -> Value:
        faults = self._orders.faults
        return ("503" if faults.down_answers else "close") if faults.down else NONE

    def _set_outage(self, value: Value) -> None:
        self._set("down", bool(value))
        self._set("down_answers", value == "503")

    def _set_slow(self, value: Value) -> None:
        self._set("slow", float(value))

    def _set_next_post(self, value: Value) -> None:
        self._orders.faults.next_posts.clear()
        if value:
            self._orders.faults.next_posts.append(PostFault[str(value)])

    def _set_slack(self, key: str, value: Value) -> None:
        (self._slack_on.add if value else self._slack_on.discard)(key)
        faults = self._slack.faults
        faults.clear()
        for method, error, _ in (SLACK_FAULTS[each] for each in SLACK_FAULTS if each in self._slack_on):
            match error:
                case "429":
                    faults.rate_limit(method, times=None)
                case "500":
                    faults.crash(method, times=None)
                case _:
                    faults.fail(method, error, times=None)

    def _set_hearing(self, value: Value) -> None:
        if self._hearing == NONE:
            self._address = self._slack.request_url
        self._hearing = str(value)
        self._slack.request_url = {"silent": self._silence(), "gone": None}.get(self._hearing, self._address)
