"""Slack's signed requests: read, checked, and given to Bolt."""

from __future__ import annotations

from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.responses import PlainTextResponse, Response

from bot.logs import log
from bot.slack.request_body import NotSlacks, Payload, read_payload

FROM_PAYLOAD = ("user_id", "team_id", "enterprise_id", "channel_id", "response_url")
"""What Bolt finds in a payload, in whichever of its many places, that listeners take for a text."""

logger = log(__name__)


class SlackEvents:
    """Answers signed bodies through a Bolt app."""

    def __init__(self, app: AsyncApp) -> None:
        self._app = app

    async def answer(self, body: bytes, content_type: str) -> Response:
        """What Bolt answers; 400 where the body is no payload of Slack's."""
        from bot.slack.shapes import (
            check_shape,
            is_unread_event,
        )  # Forty classes, which a start has no need of.

        try:
            payload = read_payload(body, content_type)
            if is_unread_event(payload):
                return Response()
            check_shape(payload)
            request = bolt_request(payload)
        except NotSlacks as refused:
            logger.warning("payload refused", reason=str(refused))
            return PlainTextResponse("this is no payload of Slack's", status_code=400)
        return to_starlette_response(await self._app.async_dispatch(request))


def bolt_request(payload: Payload) -> AsyncBoltRequest:
    """The payload as Bolt takes it, without the sender's headers. Raises NotSlacks.

    It is parsed already, and Bolt takes that only as what comes over Socket Mode.
    """
    try:
        request = AsyncBoltRequest(body=payload, mode="socket_mode")
    except (AttributeError, KeyError, TypeError, ValueError):
        raise NotSlacks("Bolt can't read whom it is about") from None
    found = [request.context.get(name) for name in FROM_PAYLOAD]
    if any(value is not None and not isinstance(value, str) for value in found):
        raise NotSlacks("an id that is no text")
    if request.context.user_id and not (request.context.team_id or request.context.enterprise_id):
        raise NotSlacks("a person of no workspace")
    return request
