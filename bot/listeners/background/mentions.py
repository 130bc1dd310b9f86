"""What those are called whom a description mentions: asked of Slack after the ack, kept with the draft."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.middleware.context import Interaction
from bot.notify.show_draft import redraw
from bot.service.errors import NotEditable
from flows.draft import Draft, Step
from flows.form.dialog import StepResult
from flows.rich_text.mentions import MOST_MENTIONS, Mention, Mentioned, mentions_in

LONGEST_WAIT = 10.0
"""Seconds for all of them together."""

logger = log(__name__)


async def name_mentions(interaction: Interaction, client: AsyncWebClient) -> None:
    """Learn the names that aren't known yet; a summary that is shown meanwhile is drawn again with them."""
    service, person, order_id = interaction.service, interaction.person, interaction.order_id
    saved = interaction.saved
    if order_id is None or (saved is not None and not _unnamed(saved.draft)):
        return
    with suppress(NotEditable):
        order = await service.get_own(order_id, person)
        names = await _names(client, _unnamed(order.draft), person.team)
        if not names:
            return
        order, _result = await service.revise(order_id, person, lambda draft: StepResult(_with(draft, names)))
        if order.draft.step is Step.SUMMARY:
            await redraw(service, client, person, order_id, interaction.view.window)


def _unnamed(draft: Draft) -> Sequence[Mention]:
    mentions = mentions_in(draft.job.description if draft.job else None)
    return [mention for mention in mentions if mention.id not in draft.mentioned][:MOST_MENTIONS]


def _with(draft: Draft, names: dict[str, str]) -> Draft:
    """It stays the edition that was seen: what is ordered is the same."""
    return draft.with_(mentioned={**draft.mentioned, **names}, file_writes=draft.file_writes + 1)


async def _names(client: AsyncWebClient, mentions: Sequence[Mention], team: str) -> dict[str, str]:
    """By id, of those that Slack tells in time."""
    names: dict[str, str] = {}
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_WAIT):
            for mention in mentions:
                if name := await _name(client, mention, team):
                    names[mention.id] = name
    return names


async def _name(client: AsyncWebClient, mention: Mention, team: str) -> str | None:
    try:
        match mention.kind:
            case Mentioned.PERSON:
                return await _person_name(client, mention.id)
            case Mentioned.GROUP:
                return await _group_name(client, mention.id, team)
            case Mentioned.CHANNEL:
                found = await client.conversations_info(channel=mention.id)
                return str(found["channel"].get("name") or "") or None
            case Mentioned.WORKSPACE:
                return None  # Its name would take a scope of its own.
    except (SlackApiError, aiohttp.ClientError, OSError) as error:
        logger.info("a mention stays without a name", kind=mention.kind, reason=type(error).__name__)
        return None


async def _person_name(client: AsyncWebClient, user_id: str) -> str | None:
    user = (await client.users_info(user=user_id))["user"]
    profile = user.get("profile") or {}
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    return next((str(name) for name in names if name), None)


async def _group_name(client: AsyncWebClient, group_id: str, team: str) -> str | None:
    # An organisation's token must say of which workspace; another's isn't asked.
    groups = (await client.usergroups_list(team_id=team))["usergroups"]
    return next((str(group["handle"]) for group in groups if group["id"] == group_id), None)
