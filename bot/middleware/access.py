"""The one place where each request is checked: whether its person may do that, and if not, why."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware

from bot.logs import log
from bot.middleware.context import INTERACTION, Interaction, who
from bot.middleware.request_channel import acting_channel_of
from bot.middleware.required_rights import Needs, needs_of
from bot.service import acting_channel
from bot.service.dependencies import Dependencies
from bot.service.permissions import Rights
from bot.slack.payloads import Body
from bot.views.rights import may_not
from flows.i18n.texts import Text
from flows.person import KnownMembership, Membership
from flows.rights import Right
from storage import StoreError
from storage.sql import deadline

WAITED_FOR = 2.0
"""Seconds a request waits for the store in all: Slack gives three (https://docs.slack.dev/interactivity)."""


ATTEMPTS = frozenset({None, "block_actions", "view_submission", "shortcut", "message_action"})
"""What somebody does on purpose, by the payload's type, which a command has none of."""

logger = log(__name__)


def why_not(rights: Rights, right: Right) -> Text:
    """What a person reads who lacks the right."""
    permissions = rights.permissions
    is_guest = rights.membership not in {None, Membership.FULL}
    channels = () if is_guest else permissions.channels(right)
    return may_not(right, permissions.people(Right.OPERATE), channels)


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """Before every listener."""
    app.use(Access(dependencies))


class Access(AsyncMiddleware):
    """Gives every listener its `Interaction`, which says why the person may not, where they may not.

    A class: for a function Bolt gathers all that its arguments might name, for each request.
    """

    def __init__(self, dependencies: Dependencies) -> None:
        self._dependencies = dependencies

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's
    ) -> BoltResponse | None:
        """Find out who does what, and go on; nobody's request ends here."""
        body, context = req.body, req.context
        deadline.begin(WAITED_FOR)
        if context.user_id is None:
            return BoltResponse(status=200, body="")
        person = who(body, context)
        acting_channel.begin(await acting_channel_of(body, person, self._dependencies.service))
        interaction = Interaction(self._dependencies, person, body, context)
        refusal = await refusal_of(interaction, needs_of(body))
        context[INTERACTION] = replace(interaction, refusal=refusal) if refusal else interaction
        if refusal and body.get("type") in ATTEMPTS:
            await _keep_denied(interaction)
        return await next()


async def refusal_of(interaction: Interaction, needs: Needs) -> Text | None:
    """Why the person may not do this, by what is known of them; None too where Slack is asked first what they are."""
    service, person, body = interaction.service, interaction.person, interaction.body
    known = await _known(interaction)
    rights = Rights(service.permissions, person.user, known.kind, acting_channel.current())
    refusal = _refusal(rights, needs)
    if refusal and known.is_due(service.clock()) and _asks_itself(body):
        # Only where it may turn out otherwise: for a guest of yesterday, not for who is named nowhere.
        return _refusal(Rights(rights.permissions, person.user, Membership.FULL, rights.channel), needs)
    return refusal


async def _known(interaction: Interaction) -> KnownMembership:
    """Without a store nothing is known of anybody; what they want to do says then what is wrong."""
    try:
        return (await interaction.profile()).membership
    except StoreError:
        return KnownMembership()


def _asks_itself(body: Body) -> bool:
    """Whether what follows asks Slack what the person is, and only then lets them in."""
    return "command" in body or body.get("type") in {"shortcut", "message_action", "event_callback"}


def _refusal(rights: Rights, needs: Needs) -> Text | None:
    """Why this may not be done; whether an order is theirs to decide about is asked where it is read."""
    return None if rights.may_any(needs) else why_not(rights, min(needs))


async def _keep_denied(interaction: Interaction) -> None:
    """In the audit; a store that can't take it keeps nobody from reading why they may not."""
    try:
        await interaction.denied(min(needs_of(interaction.body)))
    except StoreError as error:
        logger.warning("a denied attempt could not be kept", reason=str(error))
