"""The one place where it is decided who may do what, and why somebody may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.middleware.context import INTERACTION, Interaction, who
from bot.service.dependencies import Dependencies
from bot.service.permissions import Rights
from bot.slack.payloads import Body
from bot.views.ids import Action, Callback
from flows.i18n.command_words import command_in
from flows.i18n.texts import Text, _
from flows.person import Membership, Standing
from storage import StoreError, deadline

LIST_ACTIONS = frozenset({Action.LIST_PAGE, Action.LIST_SHARE})
DECISIONS = frozenset({Action.APPROVE, Action.SEND_BACK, Action.IT_EXISTS, Action.SEND_AGAIN})
DECISION_VIEWS = frozenset({Callback.SEND_BACK, Callback.DECIDE})


WAITED_FOR = 2.0
"""Seconds a request waits for the store in all: Slack gives three (https://docs.slack.dev/interactivity)."""


def may_not_list() -> Text:
    """Of the list of orders."""
    return _("You may not list orders here. Ask your admin to add you to LIST_USERS.")


def may_not_order() -> Text:
    """Of everything about one's own orders."""
    return _("You may not take orders here. Ask your admin to add you to ORDER_USERS.")


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """Give every listener its `Interaction`, which says why the person may not, where they may not."""

    @app.middleware
    async def access(
        body: Body, context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        deadline.begin(WAITED_FOR)
        if context.user_id is None:
            return BoltResponse(status=200, body="")
        person = who(body, context)
        interaction = Interaction(dependencies, person, body, context)
        context[INTERACTION] = replace(interaction, refusal=await _refusal_of(interaction))
        await next_()
        return None


async def _refusal_of(interaction: Interaction) -> Text | None:
    """Why the person may not do this, by what is known of them; None too where Slack is asked first what they are."""
    service, person, body = interaction.service, interaction.person, interaction.body
    standing = await _standing(interaction)
    refusal = _refusal(body, Rights(service.permissions, person.user, standing.membership))
    if refusal and standing.is_due(service.clock()) and _asks_itself(body):
        # Only where it may turn out otherwise: for a guest of yesterday, not for who is named nowhere.
        return _refusal(body, Rights(service.permissions, person.user, Membership.FULL))
    return refusal


async def _standing(interaction: Interaction) -> Standing:
    """Without a store nothing is known of anybody; what they want to do says then what is wrong."""
    try:
        return (await interaction.profile()).standing
    except StoreError:
        return Standing()


def _asks_itself(body: Body) -> bool:
    """Whether what follows asks Slack what the person is, and only then lets them in."""
    return "command" in body or body.get("type") in {"shortcut", "message_action", "event_callback"}


def _refusal(body: Body, rights: Rights) -> Text | None:
    """Why this may not be done; whether an order is theirs to decide about is asked where it is read."""
    if _about_the_list(body):
        return None if rights.may_list else may_not_list()
    if rights.may_order or _about_a_decision(body):
        return None
    return may_not_order()


def _about_the_list(body: Body) -> bool:
    if "command" in body:
        return command_in(str(body.get("text") or ""))[0] == "list"
    return any(action in LIST_ACTIONS for action in _actions(body))


def _about_a_decision(body: Body) -> bool:
    if body.get("type") == "view_submission":
        return body["view"]["callback_id"] in DECISION_VIEWS
    # A link is opened by Slack itself and only reported.
    return any(action in DECISIONS | {Action.OPEN_ORDER} for action in _actions(body))


def _actions(body: Body) -> list[str]:
    return [str(action.get("action_id", "")).split(".")[0] for action in body.get("actions", ())]
