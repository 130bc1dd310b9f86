"""The Bolt app: which of Bolt's own work is done for a request, and which we do ourselves."""

from __future__ import annotations

import logging

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.lazy import LazyFunctions


def bolt_app(slack: AsyncWebClient, lazy_functions: LazyFunctions) -> AsyncApp:
    """The app without its listeners."""
    app = AsyncApp(
        name="order-desk",  # Else Bolt looks for one on the call stack, for a tenth of a second.
        logger=logging.getLogger("slack_bolt"),  # Else Bolt gives its loggers the root's level.
        client=slack,
        authorize=_Authorized(slack.token),
        # `bot.web.guard` checks both before Bolt; Socket Mode has neither.
        request_verification_enabled=False,
        ssl_check_enabled=False,
        attaching_function_token_enabled=False,
        # The ack function runs to its end before Slack is answered; see docs/decisions/0002-ack.md.
        process_before_response=True,
    )
    app.listener_runner.listener_completion_handler = lazy_functions
    return app


class _Authorized(AsyncAuthorize):
    """Lets every request through, with the bot's token.

    Bolt itself asks auth.test before a request is answered, and tells people to reinstall the app if that fails. For a
    function it gathers all that its arguments might name, for each request.
    """

    def __init__(self, token: str | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._token = token

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002 - Bolt's
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002 - Bolt's
        actor_enterprise_id: str | None = None,  # noqa: ARG002 - Bolt's
        actor_team_id: str | None = None,  # noqa: ARG002 - Bolt's
        actor_user_id: str | None = None,  # noqa: ARG002 - Bolt's
    ) -> AuthorizeResult:
        """For the workspace that the request is of."""
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=self._token)
