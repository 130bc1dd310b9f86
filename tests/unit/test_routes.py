"""Which listener answers a request."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import slack_client, slack_connections
from bot.listeners import routes_of
from bot.middleware.lazy import acknowledge
from bot.middleware.routes import Routes
from bot.settings import checked_settings


@pytest.fixture
def runner() -> Any:
    """Bolt's own."""
    return AsyncApp(
        name="test", client=AsyncWebClient("xoxb-1"), request_verification_enabled=False
    ).listener_runner


@pytest.mark.parametrize(
    ("body", "route"),
    [
        ({"command": "/order"}, ("command", "/order")),
        ({"type": "block_actions", "actions": [{"action_id": "chosen"}]}, ("block_actions", "chosen")),
        ({"type": "block_actions", "actions": [{"action_id": "edit.2"}]}, ("block_actions", "edit")),
        ({"type": "block_actions", "actions": [{"action_id": "unheard_of"}]}, None),
        (
            {"type": "view_submission", "view": {"callback_id": "screen.job"}},
            ("view_submission", "screen.job"),
        ),
        ({"type": "view_submission", "view": {"callback_id": "line.3"}}, ("view_submission", "line.")),
        ({"type": "view_submission", "view": {"callback_id": "summary.3"}}, None),
        ({"type": "view_closed", "view": {"callback_id": "summary"}}, ("view_closed", "summary")),
        ({"type": "view_closed", "view": {"callback_id": "outcome"}}, None),
        ({"type": "block_suggestion", "action_id": "product"}, ("block_suggestion", "product")),
        ({"type": "shortcut", "callback_id": "new_order"}, ("shortcut", "new_order")),
        (
            {"type": "message_action", "callback_id": "new_order_from_message"},
            ("shortcut", "new_order_from_message"),
        ),
        (
            {"type": "event_callback", "event": {"type": "app_home_opened"}},
            ("event_callback", "app_home_opened"),
        ),
    ],
)
def test_a_request_is_answered_by_what_was_done_and_its_name(
    runner: Any, body: dict[str, Any], route: tuple[str, str] | None
) -> None:
    assert routes_of(runner).route_of(body) == route


def test_two_listeners_for_one_name_are_refused(runner: Any) -> None:
    routes = Routes(runner)
    routes.action("chosen")(acknowledge)
    with pytest.raises(ValueError, match="chosen"):
        routes.action("edit", "chosen")(acknowledge)


async def test_calls_to_slack_are_not_written_out_for_a_log_that_does_not_take_them() -> None:
    """slack_sdk asks the level that is set on its logger, not the one that counts."""
    settings = checked_settings(
        {
            "slack_bot_token": "xoxb-1",
            "slack_api_url": "http://127.0.0.1:1/",
            "orders_api_token": "x",
            "catalog": "catalog.toml",
        }
    )
    async with slack_connections() as connections:
        assert slack_client(settings, connections).logger.level > 0
