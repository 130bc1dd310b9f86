"""The one place where it is decided who may come in, and what those are told who may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.listeners.refusals import REFUSED, may_not_list, may_not_order
from bot.middleware.context import PERSON, who
from bot.service.dependencies import Dependencies
from bot.service.order_service import OrderService
from bot.service.permissions import Rights
from bot.slack.payloads import Body
from bot.views.ids import Action, Callback
from flows.i18n.command_words import command_in
from flows.i18n.texts import Text
from flows.person import Membership, Person, Standing
from storage import StoreError, deadline

LIST_ACTIONS = frozenset({Action.LIST_PAGE, Action.LIST_SHARE})
DECISIONS = frozenset({Action.APPROVE, Action.SEND_BACK, Action.IT_EXISTS, Action.SEND_AGAIN})
DECISION_VIEWS = frozenset({Callback.SEND_BACK, Callback.DECIDE})


WAITED_FOR = 2.0
"""Seconds a request waits for the store in all: Slack gives three (https://docs.slack.dev/interactivity)."""


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """Put the person into the context, and why they may not, where they may not."""
    service = dependencies.service

    @app.middleware
    async def gate(
        body: Body, context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        deadline.begin(WAITED_FOR)
        if context.user_id is None:
            return BoltResponse(status=200, body="")
        person = context[PERSON] = who(body, context)
        standing = await _standing(service, person)
        refusal = _refusal(body, Rights(service.permissions, person.user, standing.membership))
        asks_again = standing.is_due(service.clock()) and _asks_itself(body)
        # Only where it may turn out otherwise: for a guest of yesterday, not for who is named nowhere.
        if refusal and not (
            asks_again and _refusal(body, Rights(service.permissions, person.user, Membership.FULL)) is None
        ):
            context[REFUSED] = refusal
        await next_()
        return None


async def _standing(service: OrderService, person: Person) -> Standing:
    """Without a store nothing is known of anybody; what they want to do says then what is wrong."""
    try:
        return await service.store.standing(person)
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
