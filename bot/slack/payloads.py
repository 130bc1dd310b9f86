"""What Slack tells of something a person did in a view: https://docs.slack.dev/reference/interaction-payloads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from bot.slack.files import shown_files
from bot.views.ids import Begun, Callback, Metadata, field_key
from flows.draft import Draft, Input, OrderFile
from flows.files import take
from flows.form.field import CHECKED
from flows.readers import typed_rich_text
from flows.waiting.photos import photo_of

Body = Mapping[str, Any]

_TIMESTAMP = re.compile(r"\d{10}\.\d{6}")


class Window(NamedTuple):
    """A view in which a draft is shown; `openings` are the draft's when it was opened, None where that isn't known."""

    view_id: str
    openings: int | None = None

    def shows(self, draft: Draft) -> bool:
        """Whether the draft wasn't gone on with in another one since."""
        return self.openings in {None, draft.openings}


@dataclass(frozen=True)
class ViewPayload:
    """The view a person acted in: which, as of which edition, and what was in its inputs."""

    view_id: str
    root_view_id: str
    callback_id: str
    metadata: Metadata | None
    inputs: Mapping[str, Input]
    """By field key."""
    blocks: Mapping[str, str]
    """The ids of its input blocks, by field key."""
    files: Mapping[str, tuple[OrderFile, ...]] = field(default_factory=dict)
    """What was in its file inputs, by block id."""

    def taken(self, draft: Draft) -> Draft:
        """The draft with the files that were in this view."""
        for block, chosen in self.files.items():
            photo = photo_of(field_key(block))
            draft = take(draft, [file.model_copy(update={"photo": photo}) for file in chosen], block)
        return draft

    @property
    def window(self) -> Window:
        """The view itself."""
        return Window(self.view_id, self.metadata.openings if self.metadata else None)

    @property
    def window_below(self) -> Window:
        """The one that all others lie on: itself where it is alone."""
        return self.window._replace(view_id=self.root_view_id)

    @property
    def screen(self) -> str:
        """A step of the form, or what lies on the offer."""
        return self.callback_id.removeprefix("screen.").partition(".")[0]

    @property
    def line_id(self) -> str | None:
        """The line, if the view is a line's editor."""
        head, _, line_id = self.callback_id.partition(".")
        return line_id if head == Callback.LINE else None

    @classmethod
    def of(cls, body: Body) -> Self:
        """From a payload with a view in it."""
        view = body["view"]
        values: Mapping[str, Mapping[str, Body]] = (view.get("state") or {}).get("values") or {}
        return cls(
            view_id=view["id"],
            root_view_id=view.get("root_view_id") or view["id"],
            callback_id=view["callback_id"],
            metadata=Metadata.load(view.get("private_metadata") or ""),
            files={
                block: shown_files(element.get("files"), block)
                for block, inputs in values.items()
                for element in inputs.values()
                if element["type"] == "file_input"
            },
            inputs={key: _input(inputs) for block, inputs in values.items() if (key := field_key(block))},
            blocks={
                key: block["block_id"]
                for block in view["blocks"]
                if block["type"] == "input" and (key := field_key(block["block_id"]))
            },
        )


def _input(inputs: Mapping[str, Body]) -> Input:
    """The value of a block's only input, by https://docs.slack.dev/reference/views#state."""
    element = next(iter(inputs.values()))
    match element:
        case {"type": "checkboxes", "selected_options": ticked}:
            return CHECKED if ticked else None
        case {"selected_options": list() as chosen}:
            return tuple(option["value"] for option in chosen)
        case {"type": "file_input"}:
            return tuple(file.id for file in shown_files(element.get("files"), "")) or None
        case {"selected_option": chosen}:
            return chosen["value"] if chosen else None
        case {"rich_text_value": block}:
            return typed_rich_text(block)
        case {"selected_user": user}:
            return str(user) if user else None
        case {"selected_date": day}:
            return str(day) if day else None
        case _:
            value = element.get("value")
            return str(value) if value else None


def acting_team(body: Body) -> str | None:
    """The team in which a person acts; with an organisation-wide install a payload may have none but the person's."""
    team, user, view = (body.get(part) for part in ("team", "user", "view"))
    found = (
        team.get("id") if isinstance(team, dict) else team,
        body.get("team_id"),
        user.get("team_id") if isinstance(user, dict) else None,
        view.get("team_id") if isinstance(view, dict) else None,
    )
    return next((str(one) for one in found if one), None)


def channel_of(body: Body) -> str | None:
    """The channel of the command or message, or of where the view was opened from; None where there was none."""
    channel, container = body.get("channel"), body.get("container")
    given = (
        body.get("channel_id"),
        channel.get("id") if isinstance(channel, dict) else None,
        container.get("channel_id") if isinstance(container, dict) else None,
    )
    found = next((str(one) for one in given if one), None)
    return found or Begun.load(private_metadata_of(body)).begun_in


def order_named(body: Body) -> str | None:
    """The order that the view shows or the button is about, by its id; whose it is, is not said by that."""
    if metadata := Metadata.load(private_metadata_of(body)):
        return metadata.order_id
    values = [chosen(action) for action in body.get("actions", ())]
    seen = [Metadata.load(value) for value in values]
    ids = [one.order_id if one else value.partition(":")[0] for one, value in zip(seen, values, strict=True)]
    return next((one for one in ids if is_order_id(one)), None)


def private_metadata_of(body: Body) -> str:
    """What we put into the view; empty outside one."""
    return str((body.get("view") or {}).get("private_metadata") or "")


def is_order_id(text: str) -> bool:
    """Whether it can be one of ours: RFC 9562."""
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None


def pressed_at(action: Body) -> str:
    """When Slack had it: seconds with a fraction, which sort as text; empty where it doesn't say so.

    https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """
    at = action.get("action_ts")
    return at if isinstance(at, str) and _TIMESTAMP.fullmatch(at) else ""


def chosen(action: Body) -> str:
    """The value of what was pressed or chosen; empty where it has none."""
    option = action.get("selected_option") or {}
    return str(option.get("value") or action.get("value") or "")
