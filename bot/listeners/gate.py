"""The one place where it is decided who may come in."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.interaction import Body
from bot.services import Services
from bot.views.ids import Action, Callback
from bot.views.words import marked
from flows.texts import Text, _

LIST_ACTIONS = frozenset({Action.LIST_PAGE, Action.LIST_SHARE})
APPROVAL_ACTIONS = frozenset({Action.APPROVE, Action.SEND_BACK})


def register(app: AsyncApp, services: Services) -> None:
    """Put the person into the context, and let only those in who may."""
    desk = services.desk

    @app.middleware
    async def gate(
        body: Body, context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        if context.user_id is None:
            return BoltResponse(status=200, body="")
        if not _may(body, context.user_id):
            return _refuse(body)
        await next_()
        return None

    def _may(body: Body, user: str) -> bool:
        permissions = desk.permissions
        if _about_the_list(body):
            return permissions.may_list(user)
        if _about_approval(body) and desk.catalog.is_approver(user):
            return True
        return permissions.may_order(user) or permissions.may_operate(user)

    def _refuse(body: Body) -> BoltResponse:
        if "command" not in body:
            return BoltResponse(status=200, body="")
        answer = {"response_type": "ephemeral", "text": marked(desk.workspace_language, _refusal(body))}
        return BoltResponse(
            status=200, body=json.dumps(answer), headers={"content-type": ["application/json"]}
        )


def _about_the_list(body: Body) -> bool:
    if "command" in body:
        return str(body.get("text", "")).split()[:1] == ["list"]
    return any(action in LIST_ACTIONS for action in _actions(body))


def _about_approval(body: Body) -> bool:
    submitted = body.get("type") == "view_submission" and body["view"]["callback_id"] == Callback.SEND_BACK
    return submitted or any(action in APPROVAL_ACTIONS for action in _actions(body))


def _actions(body: Body) -> list[str]:
    return [str(action.get("action_id", "")).split(".")[0] for action in body.get("actions", ())]


def _refusal(body: Body) -> Text:
    if _about_the_list(body):
        return _("You may not list orders here. Ask your admin to add you to LIST_USERS.")
    return _("You may not take orders here. Ask your admin to add you to ORDER_USERS.")
