"""What the Web API's methods work on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.limits import refusals
from sandbox.slack.delivery.socket_mode import SocketMode
from sandbox.slack.errors import ApiError, Refused
from sandbox.slack.files import Files
from sandbox.slack.modals import Modals
from sandbox.slack.pictures import Pictures
from sandbox.slack.views import Json
from sandbox.slack.workspace import Channel, Person, Workspace


@dataclass(frozen=True)
class Services:
    """The workspace, its views, its files and the tickets for websockets."""

    workspace: Workspace
    modals: Modals
    socket_mode: SocketMode
    files: Files

    def channel(self, name: object) -> Channel:
        """The channel a call names.

        Raises:
            ApiError: `channel_not_found`.
        """
        channel = self.workspace.channel(str(name)) if name else None
        if channel is None:
            raise ApiError("channel_not_found")
        return channel

    def person(self, identifier: object) -> Person:
        """The person a call names by id.

        Raises:
            ApiError: `user_not_found`.
        """
        person = self.workspace.people.get(str(identifier))
        if person is None:
            raise ApiError("user_not_found")
        return person


Method = Callable[[Services, Json], Json]


def check_message(payload: Json, pictures: Pictures) -> None:
    """Refuse a message beyond the limits, or with a picture that can't be fetched.

    Raises:
        ApiError: `no_text` without words and blocks, `invalid_blocks_format` if blocks aren't a list, `invalid_blocks`
            for the picture.
        Refused: `msg_too_long` or `invalid_blocks`.
    """
    blocks = payload.get("blocks")
    if blocks is not None and not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    if not blocks and not payload.get("text"):
        raise ApiError("no_text")
    found = refusals({key: payload.get(key) for key in ("text", "blocks")})
    if found:
        raise Refused("msg_too_long" if found[0].pointer == "/text" else "invalid_blocks", found)
    pictures.check(blocks or [], "/blocks", "invalid_blocks")
