"""The Web API: tokens, faults, methods and a record of every call. Source: https://docs.slack.dev/apis/web-api."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.limits import Refusal
from sandbox.slack.activity import Exchanged
from sandbox.slack.errors import ApiError, Refused
from sandbox.slack.faults import Fault, Faults
from sandbox.slack.views import APP, Json
from sandbox.slack.web_api import chat, directory, uploads, views
from sandbox.slack.web_api.arguments import arguments_of
from sandbox.slack.web_api.services import Method, Services

METHODS: dict[str, Method] = {**chat.METHODS, **directory.METHODS, **uploads.METHODS, **views.METHODS}
OPEN_CONNECTION = "apps.connections.open"
OK = 200


@dataclass(frozen=True)
class Call:
    """A Web API call and how it was answered; the token isn't kept."""

    method: str
    body: Json = field(repr=False)
    answer: Json = field(repr=False)
    status: int = OK

    @property
    def is_ok(self) -> bool:
        """Whether Slack did it."""
        return bool(self.answer.get("ok"))


class WebApi:
    """Answers the methods, records `calls`, and records in `refused` what was beyond a limit."""

    def __init__(self, services: Services, bot_token: str, app_token: str, refused: list[Refusal]) -> None:
        self._services = services
        self._bot_token = bot_token
        self._app_token = app_token
        self._refused = refused
        self.faults = Faults()
        self.calls: list[Call] = []

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one HTTP request to /api/{method}."""
        method = request.match_info["method"]
        arguments = await arguments_of(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer").strip() or arguments.get(
            "token", ""
        )
        arguments.pop("token", None)
        fault = self.faults.take(method, arguments.get("channel")) or Fault(method, is_done=True)
        answer = self._answer(method, token, arguments, request.host) if fault.is_done else {}
        status, headers, answer = fault.status, fault.headers, fault.body or answer
        await asyncio.sleep(fault.seconds)
        self.calls.append(Call(method, arguments, answer, status))
        self._services.workspace.activity.publish(Exchanged())
        return web.json_response(answer, status=status, headers=headers)

    def _answer(self, method: str, token: str, arguments: Json, host: str) -> Json:
        try:
            if method == OPEN_CONNECTION:
                self._check_token(token, self._app_token)
                return {"ok": True, "url": self._link(host)}
            if method not in METHODS:
                return ApiError("unknown_method", req_method=method).as_json()
            self._check_token(token, self._bot_token)
            self._check_scope(method, arguments)
            return {"ok": True, **METHODS[method](self._services, arguments)}
        except Refused as refused:
            self._refused.extend(refused.refusals)
            return refused.as_json()
        except ApiError as error:
            return error.as_json()

    def _check_token(self, token: str, wanted: str) -> None:
        if not token:
            raise ApiError("not_authed")
        if token not in (self._bot_token, self._app_token):
            raise ApiError("invalid_auth")
        if token != wanted:
            raise ApiError("not_allowed_token_type")

    def _check_scope(self, method: str, arguments: Json) -> None:
        workspace = self._services.workspace
        channel = workspace.channel(str(arguments.get("channel")))
        is_direct = channel.is_direct if channel else arguments.get("types") == "im"
        needed = workspace.manifest.missing_scope(method, is_direct=is_direct)
        if needed:
            raise ApiError("missing_scope", needed=needed, provided=",".join(workspace.manifest.scopes or ()))

    def _link(self, host: str) -> str:
        return f"ws://{host}/link/?ticket={self._services.socket_mode.ticket()}&app_id={APP}"
