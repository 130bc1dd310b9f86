"""What `orderdesk doctor` says of the channels and people that messages go to: whether the app can write to each."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import slack_client, slack_connections
from bot.settings import Settings
from bot.slack.errors import reason_of
from bot.slack.ids import is_channel, is_user
from flows.catalog import Catalog

LONGEST_WAIT = 10.0
"""Seconds for one answer of Slack's."""


async def unreachable(settings: Settings, catalog: Catalog) -> Sequence[str]:
    """A line for each that can't be written to, one for all where each can, and none where none is named."""
    named = recipients(settings, catalog)
    if not named:
        return []
    try:
        async with slack_connections() as connections:
            slack = slack_client(settings, connections)
            reasons = {one: await _reason(slack, one) for one in named}
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return [f"Channels and people: Slack can't be asked ({type(error).__name__}). Check the network."]
    wrong = [
        f"{one} ({', '.join(named[one])}): {_advice(one, reason)}"
        for one, reason in reasons.items()
        if reason
    ]
    return wrong or ["Channels and people: fine."]


def recipients(settings: Settings, catalog: Catalog) -> Mapping[str, Sequence[str]]:
    """The channels and people that are written to, by Slack's ids, each with where it is named."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for identifier, where in (*_of_settings(settings), *_of_catalog(catalog)):
        named[identifier].append(where)
    return named


def _of_settings(settings: Settings) -> Iterator[tuple[str, str]]:
    for name in ("orders_channel", "operators_channel"):
        if channel := getattr(settings, name):
            yield channel, name.upper()


def _of_catalog(catalog: Catalog) -> Iterator[tuple[str, str]]:
    if catalog.defaults.channel:
        yield catalog.defaults.channel, "defaults.channel"
    for number, workflow in enumerate(catalog.workflows):
        if workflow.channel:
            yield workflow.channel, f"workflows[{number}].channel"
    for number, group in enumerate(catalog.approver_groups):
        yield from ((user, f"approver_groups[{number}].users") for user in group.users)
    for number, rule in enumerate(catalog.rules):
        if rule.escalate_to and catalog.approver_group(rule.escalate_to) is None:
            yield rule.escalate_to, f"rules[{number}].escalate_to"


async def _reason(slack: AsyncWebClient, identifier: str) -> str | None:
    """Slack's word for why it can't be written to; None where it can. Raises what says that Slack isn't there."""
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            if is_user(identifier):
                user = (await slack.users_info(user=identifier))["user"]
                return "account_inactive" if user.get("deleted") else None
            # Only members may read, and whoever may read may write; it needs no scope beyond those the app has.
            await slack.conversations_history(channel=identifier, limit=1)
            return await _archived(slack, identifier)
    except SlackApiError as error:
        return reason_of(error)


async def _archived(slack: AsyncWebClient, channel: str) -> str | None:
    """Of a private channel the app isn't told."""
    try:
        found = await slack.conversations_info(channel=channel)
    except SlackApiError:
        return None
    return "is_archived" if found["channel"].get("is_archived") else None


def _advice(identifier: str, reason: str) -> str:
    match reason:
        case "not_in_channel":
            return "the app isn't in this channel. Write /invite @Order Desk there."
        case "channel_not_found":
            return (
                "there is no such channel, or it is private and the app isn't in it. Compare the id with that in the "
                "channel's details, and write /invite @Order Desk there."
            )
        case "is_archived":
            return "this channel is archived. Unarchive it, or name another."
        case "user_not_found" | "account_inactive":
            return (
                "nobody uses this account. Name somebody else; the id is in their profile, “Copy member ID”."
            )
        case "missing_scope":
            return "the app may not look. Update it from `orderdesk manifest`, and reinstall it."
        case _:
            what = "channel" if is_channel(identifier) else "person"
            return f"Slack doesn't tell of this {what} ({reason}). Check SLACK_BOT_TOKEN, and run this again."
