"""Web API: auth, people, conversations, user groups and files. Source: https://docs.slack.dev/reference/methods."""

from __future__ import annotations

import math

from sandbox.slack.errors import ApiError
from sandbox.slack.messages import Message
from sandbox.slack.views import APP, BOT, TEAM, TEAM_DOMAIN, Json
from sandbox.slack.web_api.arguments import is_true, number, page
from sandbox.slack.web_api.services import Method, Services
from sandbox.slack.workspace import BOT_USER, Channel, Person, UserGroup


def auth_test(services: Services, _arguments: Json) -> Json:
    """Who the token is."""
    organisation = services.workspace.organisation
    return {
        **({"enterprise_id": organisation.id} if organisation else {}),
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": "Local",
        "team_id": TEAM,
        "user": "orderdesk",
        "user_id": BOT_USER,
        "bot_id": BOT,
        "app_id": APP,
        "is_enterprise_install": organisation is not None,
    }


def auth_teams_list(services: Services, arguments: Json) -> Json:
    """The workspaces that an app of the whole organisation may act in; a workspace's own token has its own alone."""
    organisation = services.workspace.organisation
    ids = organisation.teams if organisation else (TEAM,)
    teams, cursor = page([{"id": team, "name": "Local"} for team in ids], arguments)
    return {"teams": teams, **_next(cursor)}


def conversations_open(services: Services, arguments: Json) -> Json:
    """The direct message with one person."""
    users = str(arguments.get("users") or "").split(",")
    if len(users) != 1:
        raise ApiError("method_not_supported_for_channel_type")
    person = services.person(users[0])
    return {"channel": {"id": services.channel(person.id).id}}


def conversations_info(services: Services, arguments: Json) -> Json:
    """One channel."""
    return {"channel": _channel(services.channel(arguments.get("channel")))}


def conversations_list(services: Services, arguments: Json) -> Json:
    """The channels of the wanted types; public ones if no types are given."""
    types = str(arguments.get("types") or "public_channel").split(",")
    wanted = [
        _channel(channel)
        for channel in services.workspace.channels.values()
        if ("im" if channel.is_direct else "public_channel") in types
    ]
    channels, cursor = page(wanted, arguments)
    return {"channels": channels, **_next(cursor)}


def conversations_members(services: Services, arguments: Json) -> Json:
    """The ids of a channel's members."""
    channel = services.channel(arguments.get("channel"))
    members, cursor = page([{"id": member} for member in channel.members], arguments)
    return {"members": [member["id"] for member in members], **_next(cursor)}


def conversations_history(services: Services, arguments: Json) -> Json:
    """A channel's messages outside threads, newest first, between `oldest` and `latest`."""
    channel = _readable(services, arguments)
    return _messages([each for each in reversed(channel.messages) if not each.thread_ts], arguments)


def conversations_replies(services: Services, arguments: Json) -> Json:
    """A thread, its first message first."""
    channel = _readable(services, arguments)
    ts = str(arguments.get("ts"))
    if channel.message(ts) is None:
        raise ApiError("thread_not_found")
    return _messages([each for each in channel.messages if ts in (each.ts, each.thread_ts)], arguments)


def users_info(services: Services, arguments: Json) -> Json:
    """One person."""
    person, organisation = services.person(arguments.get("user")), services.workspace.organisation
    more = organisation.user(person.id) if organisation else {}
    return {"user": {**_person(person, arguments), **more}}


def users_list(services: Services, arguments: Json) -> Json:
    """Everyone, the bot too."""
    members, cursor = page(
        [_person(each, arguments) for each in services.workspace.people.values()], arguments
    )
    return {"members": members, **_next(cursor)}


def usergroups_list(services: Services, arguments: Json) -> Json:
    """The user groups."""
    is_here = _team_meant(services, arguments) == TEAM
    groups = services.workspace.groups.values() if is_here else ()
    return {"usergroups": [_group(each, is_true(arguments.get("include_users"))) for each in groups]}


def usergroups_users_list(services: Services, arguments: Json) -> Json:
    """The ids of a user group's members."""
    group = services.workspace.groups.get(str(arguments.get("usergroup")))
    team = _team_meant(services, arguments)
    if group is None or team != TEAM:
        raise ApiError("no_such_subteam")
    return {"users": list(group.members)}


def _team_meant(services: Services, arguments: Json) -> str:
    """Which workspace's groups; an organisation's token says which, a workspace's need not, and isn't heard."""
    if services.workspace.organisation is None:
        return TEAM
    if not arguments.get("team_id"):
        raise ApiError("missing_argument", argument="team_id")
    return str(arguments["team_id"])


def files_info(services: Services, arguments: Json) -> Json:
    """A file that someone put into the app's file input, or that was shared where the bot is a member."""
    file = services.workspace.shown_to_app(str(arguments.get("file")))
    if file is None:
        raise ApiError("file_not_found")
    return {"file": file}


def _readable(services: Services, arguments: Json) -> Channel:
    channel = services.channel(arguments.get("channel"))
    if BOT_USER not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _messages(messages: list[Message], arguments: Json) -> Json:
    with_metadata = is_true(arguments.get("include_all_metadata"))
    oldest, latest = number(arguments, "oldest", 0), number(arguments, "latest", math.inf)
    inside = [each for each in messages if _between(float(each.ts), oldest, latest, arguments)]
    shown, cursor = page([each.as_json(with_metadata=with_metadata) for each in inside], arguments, most=999)
    return {"messages": shown, "has_more": bool(cursor), **_next(cursor)}


def _between(ts: float, oldest: float, latest: float, arguments: Json) -> bool:
    return oldest < ts < latest or (is_true(arguments.get("inclusive")) and ts in (oldest, latest))


def _next(cursor: str) -> Json:
    return {"response_metadata": {"next_cursor": cursor}}


def _channel(channel: Channel) -> Json:
    common = {"id": channel.id, "is_archived": False, "is_im": channel.is_direct}
    if channel.is_direct:
        return {**common, "user": channel.person}
    return {
        **common,
        "name": channel.name,
        "is_channel": True,
        "is_private": False,
        "is_member": BOT_USER in channel.members,
    }


def _person(person: Person, arguments: Json) -> Json:
    locale = {"locale": person.locale} if is_true(arguments.get("include_locale")) else {}
    return {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "real_name": person.real_name,
        "tz": person.tz,
        "deleted": False,
        "is_bot": person.is_bot,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        **({"is_stranger": True} if person.team != TEAM else {}),
        "profile": {"real_name": person.real_name, "display_name": person.name},
        **locale,
    }


def _group(group: UserGroup, with_users: bool) -> Json:
    users = {"users": list(group.members)} if with_users else {}
    return {"id": group.id, "team_id": TEAM, "handle": group.handle, "name": group.name, **users}


METHODS: dict[str, Method] = {
    "auth.test": auth_test,
    "auth.teams.list": auth_teams_list,
    "conversations.open": conversations_open,
    "conversations.info": conversations_info,
    "conversations.list": conversations_list,
    "conversations.members": conversations_members,
    "conversations.history": conversations_history,
    "conversations.replies": conversations_replies,
    "users.info": users_info,
    "users.list": users_list,
    "usergroups.list": usergroups_list,
    "usergroups.users.list": usergroups_users_list,
    "files.info": files_info,
}
