"""`orderdesk doctor` asks Slack of every channel and person that messages go to, and writes to none."""

from __future__ import annotations

from pathlib import Path

from bot.app import load_catalog
from bot.cli.recipients import unreachable
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from tests.support.approval import CATALOG
from tests.support.product import settings_for

ESCALATED = f'{CATALOG}escalate_to = "{{whom}}"\nescalate_after = "2d"\n'


async def told(folder: Path, whom: str, **given: str) -> list[str]:
    """What it says where a rule's escalation goes there."""
    catalog = folder / "catalog.toml"
    catalog.write_text(ESCALATED.format(whom=whom), encoding="utf-8")
    async with LocalSlack() as slack, LocalOrders() as api:
        settings = settings_for(slack, api, folder, catalog=catalog, **given)
        lines = await unreachable(settings, load_catalog(catalog))
        assert {call.method for call in slack.calls} <= {
            "conversations.history",
            "conversations.info",
            "users.info",
        }
        return list(lines)


async def test_where_the_app_can_write_to_each_that_is_all_it_says(tmp_path: Path) -> None:
    assert await told(tmp_path, "C0EVTEAM", operators_channel="C0ORDERS") == ["Channels and people: fine."]
    assert await told(tmp_path, "sales-leads") == ["Channels and people: fine."]


async def test_an_escalation_s_channel_is_named_where_the_app_cannot_post(tmp_path: Path) -> None:
    (line,) = await told(tmp_path, "C0GENERAL")
    assert line.startswith("C0GENERAL (rules[0].escalate_to): the app isn't in this channel.")
    (line,) = await told(tmp_path, "C0NOWHERE", operators_channel="C0NOWHERE")
    assert line.startswith("C0NOWHERE (OPERATORS_CHANNEL, rules[0].escalate_to): there is no such channel")


async def test_an_escalation_s_person_is_named_where_nobody_has_the_account(tmp_path: Path) -> None:
    (line,) = await told(tmp_path, "U0NOBODY")
    assert line.startswith("U0NOBODY (rules[0].escalate_to): nobody uses this account")
