"""`LocalSlack`: the workspace, the Web API and the delivery of payloads in one process on 127.0.0.1."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.limits import Refusal
from sandbox.slack.app_manifest import AppManifest
from sandbox.slack.delivery.delivery import Courier, Delivery
from sandbox.slack.delivery.interactions import Interactions
from sandbox.slack.delivery.response_urls import ResponseUrls
from sandbox.slack.delivery.socket_mode import SocketMode
from sandbox.slack.delivery.triggers import Triggers
from sandbox.slack.faults import Faults
from sandbox.slack.files import Files
from sandbox.slack.modals import Modals
from sandbox.slack.person.conversation import Conversation
from sandbox.slack.person.transcript import Transcript
from sandbox.slack.views import Json
from sandbox.slack.web_api.server import Call, WebApi
from sandbox.slack.web_api.services import Services
from sandbox.slack.workspace import Channel, Workspace

ACK_SECONDS = 3.0
LOOPBACK = "127.0.0.1"


class LocalSlack:
    """A Slack workspace for one app. Use it as `async with LocalSlack() as slack:`.

    Give the app `api_url`, `bot_token` and either `signing_secret` (and set `request_url`) or `app_token`.
    `clock` gives seconds, for trigger ids and response URLs; `ack_seconds` is how long acks are waited for.
    `application` may be given more routes before it starts.
    """

    def __init__(
        self, port: int = 0, *, clock: Callable[[], float] = time.monotonic, ack_seconds: float = ACK_SECONDS
    ) -> None:
        self.port = port
        self.signing_secret = secrets.token_hex(16)
        self.bot_token = f"xoxb-local-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-local-{secrets.token_hex(12)}"
        self.refusals: list[Refusal] = []
        self.workspace = Workspace()
        self.files = Files(self.workspace.files, self.bot_token, lambda: f"{self.origin}/files")
        self.triggers = Triggers(clock)
        self.modals = Modals(self.triggers, self.workspace.activity, self.workspace.pictures)
        self.socket_mode = SocketMode(self.workspace.activity)
        self.courier = Courier(self.signing_secret, self.socket_mode, self.workspace.activity, ack_seconds)
        self.response_urls = ResponseUrls(self.workspace, clock, self.refusals)
        services = Services(self.workspace, self.modals, self.socket_mode, self.files)
        self.web_api = WebApi(services, self.bot_token, self.app_token, self.refusals)
        self.interactions = Interactions(
            self.workspace, self.modals, self.triggers, self.courier, self.response_urls, self.refusals
        )
        self.application = self._application()
        self._runner = web.AppRunner(self.application, access_log=None, shutdown_timeout=1)
        self._conversations: dict[str, Conversation] = {}
        for person in self.workspace.people.values():
            if not person.is_bot:
                self._converse(person.id)

    @property
    def api_url(self) -> str:
        """Where the Web API is, with a trailing slash."""
        return f"{self.origin}/api/"

    @property
    def origin(self) -> str:
        """The server's scheme, host and port."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def request_url(self) -> str | None:
        """Where payloads go while no Socket Mode connection is open."""
        return self.courier.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self.courier.request_url = url

    @property
    def faults(self) -> Faults:
        """Faults of the Web API to switch on."""
        return self.web_api.faults

    @property
    def calls(self) -> list[Call]:
        """Every Web API call so far."""
        return self.web_api.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Every payload sent to the app so far, with its ack."""
        return self.courier.deliveries

    def person(self, name: str) -> Conversation:
        """The conversation of a person, by name or id."""
        person = self.workspace.person(name)
        if person is None:
            raise LookupError(
                f"Nobody is called {name!r}; add them: slack.add_person({name!r}, 'en-US', 'Etc/UTC')."
            )
        return self._conversations[person.id]

    def add_person(self, name: str, locale: str, tz: str, **what: str | bool) -> Conversation:
        """Add someone: locale as an IETF tag, time zone as an IANA name; see `Workspace.add_person`."""
        return self._converse(self.workspace.add_person(name, locale, tz, **what).id)  # type: ignore[arg-type] # by name

    def channel(self, name: str) -> Channel:
        """A channel by id, name or #name."""
        channel = self.workspace.channel(name)
        if channel is None:
            raise LookupError(f"There is no channel {name!r}.")
        return channel

    def install(self, manifest: Json) -> None:
        """Install the app as its manifest says; until then it may do everything, and has no commands to complete."""
        self.workspace.manifest = AppManifest(manifest)

    def reset(self) -> None:
        """Forget what was said, shown, uploaded and recorded, and switch all faults off; people and channels stay."""
        for person, device in list(self.modals.stacks):
            self.modals.clear(person, device)
        for channel in self.workspace.channels.values():
            channel.messages.clear()
        self.workspace.ephemerals.clear()
        self.files.clear()
        self.modals.homes.clear()
        self.interactions.troubles.clear()
        self.faults.clear()
        for record in (self.calls, self.deliveries, self.refusals):
            record.clear()

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, LOOPBACK, self.port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        self.response_urls.origin = self.origin
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.socket_mode.close()
        await self._runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=10 * 1024**2)
        application.router.add_route("*", "/api/{method}", self.web_api.serve)
        application.router.add_get("/files/{id}/{name}", self.files.give)
        application.router.add_post("/upload/{ticket}", self.files.take)
        application.router.add_get("/link/", self.socket_mode.serve)
        application.router.add_post("/response/{team}/{key}", self.response_urls.serve)
        return application

    def _converse(self, person_id: str) -> Conversation:
        person = self.workspace.people[person_id]
        transcript = Transcript(person, self.workspace)
        conversation = Conversation(
            person,
            self.workspace,
            self.modals,
            self.interactions,
            transcript,
            self.channel("#orders"),
            files=self.files,
        )
        return self._conversations.setdefault(person_id, conversation)
