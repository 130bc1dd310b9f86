"""What Bolt knows of a request, as we need it."""

from __future__ import annotations

from slack_bolt.async_app import AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.slack.payloads import Body, acting_team
from flows.person import Person

PERSON = "person"
"""Where the gate leaves who did it."""


def person_in(context: AsyncBoltContext) -> Person:
    """Who did it, from the signed request."""
    person: Person = context[PERSON]
    return person


def who(body: Body, context: AsyncBoltContext) -> Person:
    """Who did it, in the team in which they act.

    Bolt prefers the team in which the app is installed. That is right for somebody of another workspace who fills the
    form from a shared channel; of an organisation-wide install only views tell it, and it is no person's team.
    """
    acting, view = acting_team(body) or context.team_id or context.enterprise_id, body.get("view")
    installed = view.get("app_installed_team_id") if isinstance(view, dict) else None
    own = own_team(context)
    is_own = installed is not None and installed == own and not context.is_enterprise_install
    return Person(team=str(own if is_own else acting), user=str(context.user_id))


def own_team(context: AsyncBoltContext) -> str | None:
    """The team of the bot's own token."""
    authorized = context.authorize_result
    return authorized.team_id if authorized else None


def respond_in(context: AsyncBoltContext) -> AsyncRespond:
    """The way back to where it came from; commands and messages have one."""
    respond = context.respond
    if respond is None:
        raise RuntimeError("this request has no response_url")
    return respond
