"""What we read of Slack's payloads, by their types: https://docs.slack.dev/reference/interaction-payloads.

A payload that isn't so is refused before a listener sees it. What we don't read may be anything, and what Slack adds
is let through.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from bot.slack.object_shapes import (
    Attachment,
    File,
    Id,
    Message,
    Named,
    Option,
    ResponseUrl,
    Shape,
    Submitted,
    Team,
    User,
    View,
    Words,
)
from bot.slack.request_body import NotSlacks, Payload
from bot.views.ids import Action

IN_MESSAGES = frozenset(
    {
        Action.LIST_PAGE,
        Action.LIST_FILTER,
        Action.LIST_SHARE,
        Action.APPROVE,
        Action.SEND_BACK,
        Action.IT_EXISTS,
        Action.SEND_AGAIN,
        Action.GIVE_BACK,
        Action.END_WAIT,
    }
)
"""Actions that are answered in the message they are in."""

ANYWHERE = frozenset(
    {
        Action.CONTINUE,
        Action.START_OVER,
        Action.NEW_ORDER,
        Action.BEGIN,
        Action.ORDER_DETAILS,
        Action.REPEAT,
        Action.FOR_CLIENT,
        Action.FROM_TEXT,
        Action.OPEN_ORDER,
        Action.LANGUAGE,
        Action.TAKE_BACK,
        Action.MEND,
        Action.ADD_PHOTOS,
        Action.WITHOUT_PHOTOS,
    }
)
"""Actions that are found in views and in messages."""

IN_VIEWS = frozenset(Action) - IN_MESSAGES - ANYWHERE
"""Actions that read the inputs beside them."""


class _Action(Shape):
    type: str
    action_id: str
    block_id: str | None = None
    value: str | None = None
    text: Words | None = None
    selected_option: Option | None = None


class _Container(Shape):
    type: str
    channel_id: str | None = None
    message_ts: str | None = None


class _Command(Shape):
    command: str
    text: str = ""
    user_id: Id
    channel_id: Id
    trigger_id: str
    response_url: ResponseUrl


class _Interaction(Shape):
    type: str
    user: User
    team: Team | None = None
    enterprise: Named | None = None
    channel: Named | None = None


class _Shortcut(_Interaction):
    callback_id: str
    trigger_id: str


class _MessageAction(_Shortcut):
    channel: Named
    message: Message
    response_url: ResponseUrl


class _Press(_Interaction):
    trigger_id: str
    container: _Container
    actions: Annotated[list[_Action], Field(min_length=1)]
    view: View | None = None
    response_url: ResponseUrl | None = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        """In a view, or in a message, which has a way back; some are found in one of them only."""
        at = self.container
        in_message = bool(self.response_url and self.channel and at.channel_id and at.message_ts)
        pressed = self.actions[0].action_id.partition(".")[0]
        if pressed in IN_MESSAGES:
            is_there = in_message
        else:
            is_there = self.view is not None or (in_message and pressed not in IN_VIEWS)
        if not is_there:
            raise ValueError("neither in a view nor in a message")
        return self


class _Suggestion(_Interaction):
    action_id: str
    block_id: str
    value: str
    view: View


class _ViewEvent(_Interaction):
    view: Submitted


class _Event(Shape):
    type: str
    user: str | None = None
    channel: str | None = None
    tab: str | None = None
    text: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    files: list[File] | None = None
    attachments: list[Attachment] | None = None

    @model_validator(mode="after")
    def _is_answerable(self) -> Self:
        """What somebody wrote says who, where and when."""
        if self.type in {"message", "app_mention"} and not (self.user and self.channel and self.ts):
            raise ValueError("a message of nobody, or nowhere")
        return self


class _Authorization(Shape):
    enterprise_id: str | None = None
    team_id: str | None = None


class _EventCallback(Shape):
    type: str
    team_id: str | None = None
    authorizations: list[_Authorization] | None = None
    event: _Event


class _UrlVerification(Shape):
    type: str
    challenge: str


_SHAPES: Mapping[str, type[Shape]] = {
    "shortcut": _Shortcut,
    "message_action": _MessageAction,
    "block_actions": _Press,
    "block_suggestion": _Suggestion,
    "view_submission": _ViewEvent,
    "view_closed": _ViewEvent,
    "event_callback": _EventCallback,
    "url_verification": _UrlVerification,
}

READ_EVENTS = frozenset({"app_home_opened", "app_mention", "message"})
READ_SUBTYPES = frozenset({"file_share"})
"""Of messages that have one; the others are edits, deletions, and what programs and Slack itself write."""


EVENTS = ("event_callback", "app_rate_limited")


class _Kind(Shape):
    type: Literal["event_callback", "app_rate_limited"]
    event: dict[str, Any] = Field(default_factory=dict)


def is_unread_event(payload: Payload) -> bool:
    """An event that we didn't ask for; Slack sends it again, and ends all events, unless it is acknowledged."""
    if payload.get("type") not in EVENTS:  # Most are none.
        return False
    try:
        kind = _Kind.model_validate(payload)
    except ValidationError:
        return False
    if kind.type == "app_rate_limited":
        return True
    match kind.event.get("type"):
        case "message" | "app_mention":
            return not _is_written_to_us(kind.event)
        case str(name):
            return name not in READ_EVENTS
        case _:
            return False


def _is_written_to_us(event: Mapping[str, Any]) -> bool:
    """By a person, in the bot's direct message or with its name."""
    subtype = event.get("subtype")
    by_program = event.get("bot_id") or (isinstance(subtype, str) and subtype not in READ_SUBTYPES)
    return not by_program and (event["type"] == "app_mention" or event.get("channel_type") == "im")


def check_shape(payload: Payload) -> None:
    """Raises NotSlacks, with our own names of the fields on the way to the first that is wrong."""
    kind = payload.get("type")
    shape = _Command if "command" in payload else _SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise NotSlacks("of no type we know")
    try:
        shape.model_validate(payload)
    except ValidationError as error:
        raise NotSlacks(f"{_name(shape)}: {_place(error)}") from None


def _name(shape: type[Shape]) -> str:
    return next((name for name, each in _SHAPES.items() if each is shape), "command")


def _place(error: ValidationError) -> str:
    """The path without keys that the payload brought, which may hold anything."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return (
        ".".join(part for part in first["loc"] if isinstance(part, str) and part in _FIELDS) or "lacks a part"
    )


def _all_shapes(shape: type[Shape]) -> Iterator[type[Shape]]:
    yield shape
    for narrower in shape.__subclasses__():
        yield from _all_shapes(narrower)


_FIELDS = frozenset(name for shape in _all_shapes(Shape) for name in shape.model_fields)
