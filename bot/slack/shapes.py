"""What we read of Slack's payloads, by their types: https://docs.slack.dev/reference/interaction-payloads.

A payload that isn't so is refused before a listener sees it. What we don't read may be anything, and what Slack adds
is let through.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.slack.request_body import NotSlacks, Payload
from bot.views.ids import Action

LARGEST_SIZE = 2**53
"""Bytes; past it a JSON number is no whole number any more."""


IN_MESSAGES = frozenset(
    {
        Action.LIST_PAGE,
        Action.LIST_SHARE,
        Action.APPROVE,
        Action.SEND_BACK,
        Action.IT_EXISTS,
        Action.SEND_AGAIN,
    }
)
"""Actions that are answered in the message they stand in."""

IN_VIEWS = frozenset(
    {
        Action.TYPED,
        Action.BACK,
        Action.EDIT,
        Action.KNOWN_CLIENT,
        Action.PRODUCT,
        Action.FREE_LINE,
        Action.LINE_MENU,
        Action.LINE_QUANTITY,
        Action.LINES_PAGE,
        Action.LINE_DETAILS,
        Action.PASTE,
        Action.PASTE_CHANGE,
        Action.REMOVE_FILE,
        Action.RETRY_FILES,
    }
)
"""Actions that read the inputs beside them."""


def _is_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ValueError("no address")
    return url


_ResponseUrl = Annotated[str, Field(pattern=r"^[!-~]+$"), AfterValidator(_is_address)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


_Id = Annotated[str, Field(min_length=1, max_length=255)]


class _Named(_Shape):
    id: _Id


class _User(_Named):
    team_id: str | None = None


class _Team(_Named):
    enterprise_id: str | None = None


class _Option(_Shape):
    value: str


class _File(_Named):
    name: str | None = None
    title: str | None = None
    filetype: str | None = None
    mimetype: str | None = None
    mode: str | None = None
    size: Annotated[int, Field(ge=0, le=LARGEST_SIZE)] | None = None
    user: str | None = None
    permalink: str | None = None
    url_private_download: str | None = None
    is_external: bool | None = None


class _RichText(_Shape):
    """A rich_text block or a part of one: objects within objects."""

    type: str
    elements: list[_RichText] | None = None


class _Value(_Shape):
    """What stands in an input: https://docs.slack.dev/reference/views#state."""

    type: str
    value: str | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] | None = None
    selected_date: str | None = None
    rich_text_value: _RichText | None = None
    files: list[_File] | None = None


class _State(_Shape):
    values: dict[str, Annotated[dict[str, _Value], Field(min_length=1)]] | None = None


class _Block(_Shape):
    type: str
    block_id: str


class _View(_Named):
    type: str
    callback_id: str
    private_metadata: str = ""
    root_view_id: str | None = None
    team_id: str | None = None
    app_installed_team_id: str | None = None
    state: _State | None = None
    blocks: list[_Block]


class _Submitted(_View):
    private_metadata: str


class _Action(_Shape):
    type: str
    action_id: str
    block_id: str | None = None
    value: str | None = None
    selected_option: _Option | None = None


class _Container(_Shape):
    type: str
    channel_id: str | None = None
    message_ts: str | None = None


class _Attachment(_Shape):
    files: list[_File] | None = None


class _Message(_Shape):
    ts: str
    files: list[_File] | None = None
    attachments: list[_Attachment] | None = None


class _Command(_Shape):
    command: str
    text: str = ""
    user_id: _Id
    channel_id: _Id
    trigger_id: str
    response_url: _ResponseUrl


class _Interaction(_Shape):
    type: str
    user: _User
    team: _Team | None = None
    enterprise: _Named | None = None
    channel: _Named | None = None


class _Shortcut(_Interaction):
    callback_id: str
    trigger_id: str


class _MessageAction(_Shortcut):
    channel: _Named
    message: _Message
    response_url: _ResponseUrl


class _Press(_Interaction):
    trigger_id: str
    container: _Container
    actions: Annotated[list[_Action], Field(min_length=1)]
    view: _View | None = None
    response_url: _ResponseUrl | None = None

    @model_validator(mode="after")
    def _stood_somewhere(self) -> Self:
        """In a view, or in a message, which has a way back; some are found in one of them only."""
        at = self.container
        in_message = bool(self.response_url and self.channel and at.channel_id and at.message_ts)
        pressed = self.actions[0].action_id.partition(".")[0]
        if pressed in IN_MESSAGES:
            is_there = in_message
        else:
            is_there = self.view is not None or (in_message and pressed not in IN_VIEWS)
        if not is_there:
            raise ValueError("stood neither in a view nor in a message")
        return self


class _Suggestion(_Interaction):
    action_id: str
    block_id: str
    value: str
    view: _View


class _ViewEvent(_Interaction):
    view: _Submitted


class _Event(_Shape):
    type: str
    user: str | None = None
    channel: str | None = None
    tab: str | None = None


class _Authorization(_Shape):
    enterprise_id: str | None = None
    team_id: str | None = None


class _EventCallback(_Shape):
    type: str
    team_id: str | None = None
    authorizations: list[_Authorization] | None = None
    event: _Event


class _UrlVerification(_Shape):
    type: str
    challenge: str


_SHAPES: Mapping[str, type[_Shape]] = {
    "shortcut": _Shortcut,
    "message_action": _MessageAction,
    "block_actions": _Press,
    "block_suggestion": _Suggestion,
    "view_submission": _ViewEvent,
    "view_closed": _ViewEvent,
    "event_callback": _EventCallback,
    "url_verification": _UrlVerification,
}

READ_EVENTS = frozenset({"app_home_opened"})


class _Kind(_Shape):
    type: Literal["event_callback", "app_rate_limited"]
    event: dict[str, Any] = {}


def is_unread_event(payload: Payload) -> bool:
    """An event that we didn't ask for; Slack sends it again, and ends all events, unless it is acknowledged."""
    try:
        kind = _Kind.model_validate(payload)
    except ValidationError:
        return False
    name = kind.event.get("type")
    return kind.type == "app_rate_limited" or (isinstance(name, str) and name not in READ_EVENTS)


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


def _name(shape: type[_Shape]) -> str:
    return next((name for name, each in _SHAPES.items() if each is shape), "command")


def _place(error: ValidationError) -> str:
    """The path without keys that the payload brought, which may hold anything."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return (
        ".".join(part for part in first["loc"] if isinstance(part, str) and part in _FIELDS) or "lacks a part"
    )


_FIELDS = frozenset(
    name
    for shape in list(globals().values())
    if isinstance(shape, type) and issubclass(shape, _Shape)
    for name in shape.model_fields
)
