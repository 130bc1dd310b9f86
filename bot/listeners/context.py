"""What Bolt knows of a request, as we need it."""

from __future__ import annotations

from slack_bolt.async_app import AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from storage import Person


def person_in(context: AsyncBoltContext) -> Person:
    """Who did it, from the signed request."""
    return Person(team=str(context.team_id or context.enterprise_id), user=str(context.user_id))


def respond_in(context: AsyncBoltContext) -> AsyncRespond:
    """The way back to where it came from; commands and messages have one."""
    respond = context.respond
    if respond is None:
        raise RuntimeError("this request has no response_url")
    return respond
