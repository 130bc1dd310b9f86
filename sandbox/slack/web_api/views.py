"""Web API: views.* and blocks.validate. Source: https://docs.slack.dev/reference/methods."""

from __future__ import annotations

from sandbox.limits import refusals, view_refusals
from sandbox.slack.errors import ApiError
from sandbox.slack.views import Json
from sandbox.slack.web_api.services import Method, Services


def views_open(services: Services, arguments: Json) -> Json:
    """Open a modal with a trigger id."""
    return {"view": services.modals.open(arguments.get("trigger_id"), arguments.get("view")).as_json()}


def views_push(services: Services, arguments: Json) -> Json:
    """Push a modal onto the one the trigger id came from."""
    return {"view": services.modals.push(arguments.get("trigger_id"), arguments.get("view")).as_json()}


def views_update(services: Services, arguments: Json) -> Json:
    """Change an open modal."""
    target = (arguments.get("view_id"), arguments.get("external_id"), arguments.get("hash"))
    return {"view": services.modals.update(arguments.get("view"), *target).as_json()}


def views_publish(services: Services, arguments: Json) -> Json:
    """Publish someone's home tab."""
    person = services.person(arguments.get("user_id"))
    view = services.modals.publish(person.id, arguments.get("view"), arguments.get("hash"))
    return {"view": view.as_json()}


def blocks_validate(_services: Services, arguments: Json) -> Json:
    """Say what is wrong with blocks, a message or a view; nothing is shown to anyone."""
    given = [name for name in ("blocks", "message", "view") if name in arguments]
    if len(given) != 1:
        raise ApiError("invalid_arguments")
    kind, payload = given[0], arguments[given[0]]
    found = (
        view_refusals(payload)
        if kind == "view"
        else refusals({"blocks": payload} if kind == "blocks" else payload)
    )
    if found:
        errors = [
            {"pointer": each.pointer, "code": "failed_constraint", "message": each.message} for each in found
        ]
        raise ApiError(f"invalid_{kind}", errors=errors)
    return {}


METHODS: dict[str, Method] = {
    "views.open": views_open,
    "views.push": views_push,
    "views.update": views_update,
    "views.publish": views_publish,
    "blocks.validate": blocks_validate,
}
