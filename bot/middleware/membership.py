"""What a person is in the workspace, asked of Slack once a day: in lazy functions alone, never before an ack."""

from __future__ import annotations

import asyncio

from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.context import Interaction, own_team
from bot.service.permissions import Rights
from bot.slack.nice_to_have import nice_to_have
from flows.person import KnownMembership, Locales, membership_of

LONGEST_WAIT = 3.0
"""Seconds: somebody looks at “One moment…” meanwhile."""


async def learned_rights(interaction: Interaction, client: AsyncWebClient) -> Rights:
    """What the person may do, once Slack has said what they are; a failure leaves that as it was."""
    profile = await interaction.profile()
    if profile.membership.is_due(interaction.service.clock()):
        with nice_to_have("what a person is"):
            async with asyncio.timeout(LONGEST_WAIT):
                await _learn(interaction, client)
        await interaction.read_again()
    return await interaction.rights()


async def _learn(interaction: Interaction, client: AsyncWebClient) -> None:
    service, person, context = interaction.service, interaction.person, interaction.context
    answer = await client.users_info(user=person.user, include_locale=True)
    organisation = context.enterprise_id if context.is_enterprise_install else None
    membership = membership_of(answer["user"], own_team(context), organisation)
    await service.store.keep_membership(
        person, KnownMembership(membership, service.clock()), answer["user"].get("tz")
    )
    known, locale = (await interaction.profile()).locales, answer["user"].get("locale")
    if locale and locale != known.slack:
        await service.store.keep_locales(person, Locales(chosen=known.chosen, slack=locale))
