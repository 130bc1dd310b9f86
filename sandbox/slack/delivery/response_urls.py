"""Response URLs: five uses within thirty minutes.

Source: https://docs.slack.dev/interactivity/handling-user-interaction (response_url).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from sandbox.limits import Refusal
from sandbox.slack.errors import ApiError, Refused
from sandbox.slack.messages import Message
from sandbox.slack.views import TEAM, Json
from sandbox.slack.web_api.arguments import arguments_of, is_true
from sandbox.slack.web_api.chat import rewrite
from sandbox.slack.web_api.services import check_message
from sandbox.slack.workspace import BOT_USER, Workspace

MOST_USES = 5
LIFETIME = 1800.0


@dataclass
class ResponseUrl:
    """To whom and where an answer goes; `original` is the message acted on, if it was a message."""

    person: str
    channel: str
    born: float
    original: Message | None
    uses: int = 0


class ResponseUrls:
    """Hands out response URLs and answers what is posted to them."""

    def __init__(self, workspace: Workspace, clock: Callable[[], float], refused: list[Refusal]) -> None:
        self._workspace = workspace
        self._clock = clock
        self._refused = refused
        self._urls: dict[str, ResponseUrl] = {}
        self.origin = ""

    def new(self, person: str, channel: str, original: Message | None = None) -> str:
        """A fresh response URL."""
        key = secrets.token_urlsafe(24)
        self._urls[key] = ResponseUrl(person, channel, self._clock(), original)
        return f"{self.origin}/response/{TEAM}/{key}"

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one POST to a response URL."""
        url = self._urls.get(request.match_info["key"])
        if url is None or url.uses >= MOST_USES or self._clock() - url.born > LIFETIME:
            code = "used_url" if url and url.uses >= MOST_USES else "expired_url"
            return web.json_response({"ok": False, "error": code}, status=404)
        url.uses += 1
        try:
            self.respond(url.person, url.channel, await arguments_of(request), url.original)
        except ApiError as error:
            self._refused.extend(error.refusals if isinstance(error, Refused) else ())
            return web.json_response(error.as_json(), status=400)
        return web.json_response({"ok": True})

    def respond(self, person: str, channel: str, answer: Json, original: Message | None = None) -> None:
        """Do what an answer asks: post for one or for all, replace or delete the original message.

        Raises:
            ApiError: the message is empty or beyond the limits.
        """
        if original is not None and is_true(answer.get("delete_original")):
            self._workspace.remove(original)
            return
        check_message(answer, self._workspace.pictures)
        if original is not None and is_true(answer.get("replace_original")):
            rewrite(original, answer)
            self._workspace.changed(original)
            return
        message = Message(channel=channel, author=BOT_USER, thread_ts=answer.get("thread_ts"))
        rewrite(message, answer)
        message.is_edited = False
        message.visible_to = None if answer.get("response_type") == "in_channel" else person
        self._workspace.post(message)
