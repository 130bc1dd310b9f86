"""The sandbox has somebody for each kind of right: a user group, a channel that grants one, a guest, an outsider."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.rights import Right
from sandbox.orders_api.server import LocalOrders
from sandbox.run import Plan, bot_environment, invite_others
from sandbox.slack.local_slack import LocalSlack
from tests.support.product import bot_on


async def test_rights_by_group_and_channel_can_be_tried_and_guest_and_outsider_may_nothing(
    tmp_path: Path,
) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        invite_others(slack)
        environment = bot_environment(Plan(()), slack, api, tmp_path / "x.db", 0)
        rights: dict[str, Any] = {
            right.lower(): environment[right] for right in Right if right in environment
        }
        async with bot_on(slack, api, tmp_path, **rights):
            for name in ("gil", "otto"):
                person = slack.person(name)
                await person.slash("/order list")
                await person.hears("Ask your admin to add you to LIST_USERS")
            sam = slack.person("sam")
            await sam.in_channel("#general").slash("/order export")
            await sam.hears(
                "You may not export orders here. Ask your admin to add you to EXPORT_USERS. In #ev-team"
            )
            await sam.in_channel("#ev-team").slash("/order export")
            await sam.until(lambda: any(message.files for message in sam.direct_messages), "the file")
            lena = slack.person("lena")
            await lena.slash("/order export")
            await lena.until(lambda: any(message.files for message in lena.direct_messages), "the file")
