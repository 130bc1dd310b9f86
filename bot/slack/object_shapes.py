"""The objects inside Slack's payloads, by the types of what we read of them: https://docs.slack.dev/reference."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

LARGEST_SIZE = 2**53
"""Bytes; past it a JSON number is no whole number any more."""


def _is_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ValueError("no address")
    return url


ResponseUrl = Annotated[str, Field(pattern=r"^[!-~]+$"), AfterValidator(_is_address)]


class Shape(BaseModel):
    """What we read of something in a payload; what we don't read may be anything."""

    model_config = ConfigDict(strict=True, extra="ignore", defer_build=True)


Id = Annotated[str, Field(min_length=1, max_length=255)]


class Named(Shape):
    """Anything with an id."""

    id: Id


class User(Named):
    """A person."""

    team_id: str | None = None


class Team(Named):
    """A workspace."""

    enterprise_id: str | None = None


class Words(Shape):
    """A text object: a label, or what a button or an option says."""

    text: str


class Option(Shape):
    """What was chosen."""

    value: str
    text: Words | None = None


class File(Named):
    """A file: https://docs.slack.dev/reference/objects/file-object."""

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


class RichText(Shape):
    """A rich_text block or a part of one: objects within objects."""

    type: str
    elements: "list[RichText] | None" = None


class Value(Shape):
    """What is in an input: https://docs.slack.dev/reference/views#state."""

    type: str
    value: str | None = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    selected_date: str | None = None
    selected_user: Id | None = None
    rich_text_value: RichText | None = None
    files: list[File] | None = None


class State(Shape):
    """What is in a view's inputs, by block and action id."""

    values: dict[str, Annotated[dict[str, Value], Field(min_length=1)]] | None = None


class Block(Shape):
    """A block of a view."""

    type: str
    block_id: str
    label: Words | None = None


class View(Named):
    """A view: https://docs.slack.dev/reference/views."""

    type: str
    callback_id: str
    private_metadata: str = ""
    root_view_id: str | None = None
    team_id: str | None = None
    app_installed_team_id: str | None = None
    state: State | None = None
    blocks: list[Block]


class Submitted(View):
    """A view that was submitted or closed: it has our metadata."""

    private_metadata: str


class Attachment(Shape):
    """A message that another one quotes."""

    files: list[File] | None = None


class Message(Shape):
    """A message to which a shortcut was applied."""

    ts: str
    user: str | None = None
    files: list[File] | None = None
    attachments: list[Attachment] | None = None
