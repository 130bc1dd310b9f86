"""What each command, action, view, shortcut and event needs: one right of those named, or none at all.

What isn't here is refused to everybody who may not take orders; a test finds every listener that is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack.payloads import Body
from bot.views.ids import MESSAGE_SHORTCUT, SHORTCUT, Action, Callback
from flows.i18n.command_words import TEXT, command_in
from flows.rights import Right

Needs = frozenset[Right]

ANYBODY: Needs = frozenset()
"""Whether the order is theirs to decide about is asked where it is read."""
ORDER: Needs = frozenset({Right.ORDER})
LIST: Needs = frozenset({Right.LIST})
EXPORT: Needs = frozenset({Right.EXPORT})
EITHER: Needs = ORDER | LIST

COMMANDS: Mapping[str, Needs] = {
    "": ORDER,
    "list": EITHER,
    "status": EITHER,
    "export": EXPORT,
    "help": EITHER,
    TEXT: EITHER,
    "continue": ORDER,
    "language": EITHER,
}
"""By what `command_in` gives; a text may be an order's number."""

ACTIONS: Mapping[str, Needs] = {
    Action.TYPED: ORDER,
    Action.BACK: ORDER,
    Action.EDIT: ORDER,
    Action.KNOWN_CLIENT: ORDER,
    Action.PRODUCT: ORDER,
    Action.FREE_LINE: ORDER,
    Action.LINE_MENU: ORDER,
    Action.LINE_QUANTITY: ORDER,
    Action.LINES_PAGE: ORDER,
    Action.DETAILS: ORDER,
    Action.CHOSEN: ORDER,
    Action.CHANGE_CLIENT: ORDER,
    Action.SWITCH_LANGUAGE: ORDER,
    Action.LINE_DETAILS: ORDER,
    Action.PASTE: ORDER,
    Action.PASTE_CHANGE: ORDER,
    Action.CONTINUE: ORDER,
    Action.START_OVER: ORDER,
    Action.NEW_ORDER: ORDER,
    Action.BEGIN: ORDER,
    Action.REMOVE_FILE: ORDER,
    Action.RETRY_FILES: ORDER,
    Action.TAKE_BACK: ORDER,
    Action.REPEAT: ORDER,
    Action.FOR_CLIENT: ORDER,
    Action.FROM_TEXT: ORDER,
    Action.ADD_PHOTOS: ORDER,
    Action.WITHOUT_PHOTOS: ORDER,
    Action.CORRECT: ORDER,
    Action.MAKE_OWN: ORDER,
    Action.DISCOUNT: ORDER,
    Action.MEND: ORDER,
    Action.LIST_PAGE: EITHER,
    Action.LIST_FILTER: EITHER,
    Action.LIST_SHARE: LIST,
    Action.LANGUAGE: EITHER,
    Action.ORDER_DETAILS: EITHER,
    Action.APPROVE: ANYBODY,
    Action.SEND_BACK: ANYBODY,
    Action.IT_EXISTS: ANYBODY,
    Action.SEND_AGAIN: ANYBODY,
    Action.GIVE_BACK: ANYBODY,
    Action.END_WAIT: ANYBODY,
    # A link is opened by Slack itself and only reported.
    Action.OPEN_ORDER: ANYBODY,
}

VIEWS: Mapping[str, Needs] = {
    Callback.LOADING: ORDER,
    Callback.RESUME: ORDER,
    Callback.CLIENT: ORDER,
    Callback.ADDRESS: ORDER,
    Callback.JOB: ORDER,
    Callback.OFFER: ORDER,
    Callback.LINE: ORDER,
    Callback.PASTE: ORDER,
    Callback.PASTE_PREVIEW: ORDER,
    Callback.DISCOUNT: ORDER,
    Callback.SUMMARY: ORDER,
    Callback.OUTCOME: ORDER,
    Callback.HOME: ORDER,
    Callback.PHOTOS: ORDER,
    Callback.DECIDE: ANYBODY,
    Callback.SEND_BACK: ANYBODY,
    Callback.DETAILS: EITHER,
    Callback.LIST_FILTER: EITHER,
    Callback.LIST_SHARE: LIST,
}

SHORTCUTS: Mapping[str, Needs] = {
    SHORTCUT: ORDER,
    MESSAGE_SHORTCUT: ORDER,
}

EVENTS: Mapping[str, Needs] = {"app_home_opened": ORDER, "message": EITHER, "app_mention": EITHER}


def needs_of(body: Body) -> Needs:
    """What the request needs."""
    if "command" in body:
        return COMMANDS[command_in(str(body.get("text") or ""))[0]]
    match body.get("type"):
        case "event_callback":
            return EVENTS.get(str(body["event"].get("type")), ORDER)
        case "shortcut" | "message_action":
            return SHORTCUTS.get(str(body.get("callback_id")), ORDER)
        case "view_submission" | "view_closed":
            return _view(str(body["view"].get("callback_id")))
        case "block_suggestion":
            return _action(str(body.get("action_id")))
        case _:
            return frozenset().union(*(_action(str(one.get("action_id"))) for one in body.get("actions", ())))


def _action(action_id: str) -> Needs:
    return ACTIONS.get(action_id.partition(".")[0], ORDER)


def _view(callback_id: str) -> Needs:
    """A form step's callback has a dot of its own; a line's editor has the line's id after one."""
    name = callback_id if callback_id in VIEWS else callback_id.partition(".")[0]
    return VIEWS.get(name, ORDER)
