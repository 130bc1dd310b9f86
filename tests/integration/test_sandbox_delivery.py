"""How payloads reach the app: signatures, Socket Mode's envelopes, acks that are late, wrong or missing."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import parse_qsl

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, web
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.views import Json
from tests.support.sandbox_bots import NAME, bolt_app, button, form, over_http

Answer = Callable[[web.Request], Awaitable[web.Response]]


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@contextlib.asynccontextmanager
async def a_server(slack: LocalSlack, answer: Answer) -> AsyncIterator[None]:
    """A bare HTTP server in the app's place."""
    application = web.Application()
    application.router.add_post("/", answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        yield
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def a_socket(slack: LocalSlack) -> AsyncIterator[ClientWebSocketResponse]:
    """A bare Socket Mode connection; its hello has been read."""
    opened = await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
    async with ClientSession() as session, session.ws_connect(opened["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        yield socket


async def receive(socket: ClientWebSocketResponse) -> Json:
    envelope: Json = await socket.receive_json()
    return envelope


async def test_a_command_is_a_signed_form_with_every_field() -> None:
    received: list[tuple[bytes, dict[str, str]]] = []

    async def answer(request: web.Request) -> web.Response:
        received.append((await request.read(), dict(request.headers)))
        return web.Response()

    async with LocalSlack() as slack, a_server(slack, answer):
        await slack.person("kari").slash("/order list all")
        [(body, headers)] = received
        assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)
        assert not SignatureVerifier("other").is_valid_request(body, headers)
        fields = dict(parse_qsl(body.decode()))
        assert (fields["command"], fields["text"], fields["user_name"]) == ("/order", "list all", "kari")
        assert {"token", "team_id", "team_domain", "channel_id", "channel_name"} <= fields.keys()
        assert {"user_id", "response_url", "trigger_id", "api_app_id"} <= fields.keys()


async def test_interactions_come_as_payload_and_events_as_json() -> None:
    received: list[Json] = []

    async def answer(request: web.Request) -> web.Response:
        if request.content_type == "application/json":
            received.append(await request.json())
        else:
            received.append(json.loads((await request.post())["payload"]))  # type: ignore[arg-type]
        return web.Response()

    async with LocalSlack() as slack, a_server(slack, answer):
        await slack.person("sam").shortcut("start")
        await slack.person("sam").open_home()
    shortcut, opened = received
    assert (shortcut["type"], shortcut["callback_id"], shortcut["user"]["id"]) == (
        "shortcut",
        "start",
        "U0SAM",
    )
    assert shortcut["team"] == {"id": "T0LOCAL", "domain": "local"}
    assert opened["type"] == "event_callback"
    assert (opened["event"]["type"], opened["event"]["tab"]) == ("app_home_opened", "home")
    assert opened["event"]["channel"] == "D0SAM"


async def test_no_ack_in_time_is_an_operation_timeout() -> None:
    gate = asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        await gate.wait()
        return web.Response()

    async with LocalSlack(ack_seconds=0.05) as slack, a_server(slack, answer):
        kari = slack.person("kari")
        await kari.slash("/order")
        gate.set()
        assert kari.trouble == '/order failed with the error "operation_timeout"'
        assert (await kari.hears("operation_timeout")).author == "USLACKBOT"
        assert slack.deliveries[-1].status is None


@pytest.mark.parametrize("status", [404, 500])
async def test_an_ack_that_is_not_200_is_trouble(status: int) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status)

    async with LocalSlack() as slack, a_server(slack, answer):
        kari = slack.person("kari")
        await kari.slash("/order")
        assert kari.trouble == '/order failed with the error "dispatch_failed"'
        await kari.shortcut("start")
        assert kari.trouble == "We had some trouble connecting. Try again?"
        assert "⚠ Slack: We had some trouble connecting" in kari.transcript
        assert slack.deliveries[-1].status == status
        await kari.open_home()
        assert kari.trouble is None


async def test_an_app_that_is_not_there_is_trouble() -> None:
    async with LocalSlack() as slack:
        kari = slack.person("kari")
        await kari.slash("/order")
        assert kari.trouble == '/order failed with the error "dispatch_failed"'


async def test_an_ack_with_words_beyond_the_limits_is_recorded() -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response({"text": "x" * 40_001})

    async with LocalSlack() as slack, a_server(slack, answer):
        kari = slack.person("kari")
        await kari.slash("/order")
        assert kari.trouble == '/order failed with the error "msg_too_long"'
        assert [refusal.pointer for refusal in slack.refusals] == ["/text"]


@pytest.mark.parametrize(
    ("ack", "pointer"),
    [
        (web.json_response({"response_action": "erors"}), "/response_action"),
        (web.json_response({"response_action": "errors"}), "/errors"),
        (web.json_response({"response_action": "errors", "errors": {"form.name": ""}}), "/errors/form.name"),
        (web.json_response({"response_action": "update"}), ""),
        (web.Response(text="thanks"), ""),
    ],
)
async def test_an_ack_of_a_submission_that_slack_does_not_understand(ack: web.Response, pointer: str) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return ack

    async with LocalSlack() as slack, a_server(slack, answer):
        slack.modals.open(slack.triggers.new("U0KARI"), form(NAME))
        await slack.person("kari").fill(name="Ola")
        await slack.person("kari").next()
        assert slack.person("kari").screens == 1
        assert [refusal.pointer for refusal in slack.refusals] == [pointer]


@pytest.mark.parametrize(
    "ack", [web.Response(status=500), web.Response(text="{", content_type="application/json")]
)
async def test_a_submission_that_fails_keeps_the_modal_and_what_was_typed(ack: web.Response) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return ack

    async with LocalSlack() as slack, a_server(slack, answer):
        kari = slack.person("kari")
        slack.modals.open(slack.triggers.new(kari.id), form(NAME))
        await kari.fill(name="Ola")
        await kari.next()
        assert kari.trouble == "We had some trouble connecting. Try again?"
        assert kari.screen.value("name") == "Ola"


async def test_too_many_suggestions_show_none_and_are_recorded() -> None:
    choices = [{"text": {"type": "plain_text", "text": "x"}, "value": str(number)} for number in range(101)]
    select = {"type": "external_select", "action_id": "found", "min_query_length": 0}
    asking = {"type": "input", "label": {"type": "plain_text", "text": "Found"}, "element": select}

    async def answer(_request: web.Request) -> web.Response:
        return web.json_response({"options": choices})

    async with LocalSlack() as slack, a_server(slack, answer):
        slack.modals.open(slack.triggers.new("U0KARI"), form(asking))
        assert await slack.person("kari").suggestions("found", "x") == []
        assert [refusal.message for refusal in slack.refusals] == ["no more than 100 items allowed"]


async def test_a_modal_cannot_be_updated_while_its_submission_awaits_the_ack() -> None:
    async with LocalSlack() as slack:
        app = bolt_app(slack)
        errors: list[str] = []

        @app.view("form")
        async def submitted(ack: AsyncAck, view: Json, client: AsyncWebClient) -> None:
            try:
                await client.views_update(view_id=view["id"], view=form(NAME, title="Too early"))
            except SlackApiError as error:
                errors.append(error.response["error"])
            await ack(response_action="update", view=form(NAME, title="In time"))

        async with over_http(slack, app):
            kari = slack.person("kari")
            slack.modals.open(slack.triggers.new(kari.id), form(NAME))
            await kari.fill(name="Ola")
            await kari.next()
        assert errors == ["not_found"]
        assert kari.screen.title == "In time"


async def test_an_answer_to_a_modal_that_was_closed_meanwhile_is_dropped() -> None:
    async with LocalSlack() as slack, a_socket(slack) as socket:
        kari = slack.person("kari")
        slack.modals.open(slack.triggers.new(kari.id), form(NAME))
        await kari.fill(name="Ola")
        submitting = asyncio.create_task(kari.next())
        envelope = await receive(socket)
        await kari.close()
        ack = {"response_action": "push", "view": form(NAME)}
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": ack})
        await submitting
        assert kari.screens == 0
        assert kari.trouble is None


async def test_a_press_in_an_ephemeral_brings_no_message_but_a_response_url() -> None:
    async with LocalSlack() as slack, a_socket(slack) as socket:
        kari = slack.person("kari")
        url = slack.response_urls.new(kari.id, "C0ORDERS")
        blocks = [{"type": "actions", "elements": [button("Continue")]}]
        await post(url, {"text": "Continue?", "blocks": blocks})
        pressing = asyncio.create_task(kari.press("Continue", message=kari.ephemerals[0]))
        envelope = await receive(socket)
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await pressing
        assert envelope["payload"]["container"]["is_ephemeral"] is True
        assert "message" not in envelope["payload"]
        assert (await post(envelope["payload"]["response_url"], {"delete_original": True}))[0] == 200
        assert kari.ephemerals == []


async def test_several_sockets_share_the_load() -> None:
    async with LocalSlack() as slack, a_socket(slack) as one, a_socket(slack) as other:
        sending = [asyncio.create_task(slack.person("kari").shortcut(name)) for name in ("a", "b")]
        envelopes = [await receive(one), await receive(other)]
        assert {envelope["payload"]["callback_id"] for envelope in envelopes} == {"a", "b"}
        assert all(envelope["accepts_response_payload"] for envelope in envelopes)
        for socket, envelope in zip((one, other), envelopes, strict=True):
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await asyncio.gather(*sending)
        assert [delivery.over for delivery in slack.deliveries] == ["socket", "socket"]
        assert all(delivery.is_acked for delivery in slack.deliveries)


async def test_an_envelopes_ack_brings_its_answer() -> None:
    async with LocalSlack() as slack, a_socket(slack) as socket:
        sending = asyncio.create_task(slack.person("kari").slash("/order"))
        envelope = await receive(socket)
        assert (envelope["type"], envelope["payload"]["command"]) == ("slash_commands", "/order")
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Here"}})
        await sending
        assert [message.text for message in slack.person("kari").ephemerals] == ["Here"]


async def test_an_event_accepts_no_answer() -> None:
    async with LocalSlack() as slack, a_socket(slack) as socket:
        sending = asyncio.create_task(slack.person("kari").open_home())
        envelope = await receive(socket)
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await sending


async def test_a_socket_that_closes_before_the_ack_is_trouble() -> None:
    async with LocalSlack() as slack, a_socket(slack) as socket:
        sending = asyncio.create_task(slack.person("kari").slash("/order"))
        await receive(socket)
        await socket.close()
        await sending
        assert slack.person("kari").trouble == '/order failed with the error "dispatch_failed"'


async def test_a_disconnect_is_announced() -> None:
    async with LocalSlack() as slack, a_socket(slack) as socket:
        await slack.socket_mode.ping()
        disconnecting = asyncio.create_task(slack.socket_mode.disconnect("warning"))
        said = await receive(socket)
        assert (said["type"], said["reason"]) == ("disconnect", "warning")
        assert await socket.receive()
        await disconnecting
        await slack.person("kari").until(lambda: not slack.socket_mode.connections, "the socket to go")


async def test_a_socket_needs_a_fresh_ticket_and_an_app_token() -> None:
    async with LocalSlack() as slack:
        with pytest.raises(SlackApiError, match="not_allowed_token_type"):
            await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.bot_token)
        ticket = slack.socket_mode.ticket()
        async with ClientSession() as session:
            async with session.ws_connect(f"{slack.origin}/link/?ticket={ticket}") as socket:
                assert (await socket.receive_json())["type"] == "hello"
            for stale in (ticket, "made-up"):
                async with session.get(f"{slack.origin}/link/?ticket={stale}") as answer:
                    assert answer.status == 404


async def post(url: str, body: Json) -> tuple[int, Json]:
    async with ClientSession() as session, session.post(url, json=body) as answer:
        return answer.status, await answer.json()


async def test_a_response_url_is_good_for_five_uses() -> None:
    async with LocalSlack() as slack:
        url = slack.response_urls.new("U0KARI", "C0ORDERS")
        for _ in range(5):
            assert await post(url, {"text": "x"}) == (200, {"ok": True})
        assert await post(url, {"text": "x"}) == (404, {"ok": False, "error": "used_url"})
        assert len(slack.person("kari").ephemerals) == 5


async def test_a_response_url_is_good_for_thirty_minutes() -> None:
    clock = Clock()
    async with LocalSlack(clock=clock) as slack:
        url = slack.response_urls.new("U0KARI", "C0ORDERS")
        clock.seconds += 1800
        assert (await post(url, {"text": "x"}))[0] == 200
        clock.seconds += 1
        assert await post(url, {"text": "x"}) == (404, {"ok": False, "error": "expired_url"})


async def test_a_response_beyond_the_limits_is_refused_and_recorded() -> None:
    async with LocalSlack() as slack:
        url = slack.response_urls.new("U0KARI", "C0ORDERS")
        status, body = await post(url, {"text": "x", "blocks": [{"type": "banner"}]})
        assert (status, body["error"]) == (400, "invalid_blocks")
        assert [refusal.pointer for refusal in slack.refusals] == ["/blocks/0/type"]
        assert (await post(url, {}))[1]["error"] == "no_text"


async def test_a_response_may_be_for_all_even_where_the_bot_is_no_member() -> None:
    async with LocalSlack() as slack:
        url = slack.response_urls.new("U0KARI", "C0GENERAL")
        await post(url, {"text": "For all", "response_type": "in_channel"})
        assert [message.text for message in slack.channel("#general").messages] == ["For all"]
