"""Which views each person has open: stacks of modals up to three high, and one home tab."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator

from sandbox.limits import is_too_large, view_refusals
from sandbox.slack.activity import ActivityFeed, ViewClosed, ViewShown
from sandbox.slack.delivery.triggers import Triggers
from sandbox.slack.element_state import carried_over
from sandbox.slack.errors import ApiError, Refused
from sandbox.slack.pictures import Pictures
from sandbox.slack.views import Json, View, with_ids

STACK_LIMIT = 3


class Modals:
    """Opens, pushes, updates and closes views the way Slack does.

    Every method that takes a view's definition raises `Refused` for one beyond the limits and
    `ApiError` with Slack's code otherwise.
    Extensions among `refused_filetypes` cost the whole view, and so does a picture that can't be fetched.
    Source: https://docs.slack.dev/surfaces/modals.
    """

    def __init__(self, triggers: Triggers, activity: ActivityFeed, pictures: Pictures) -> None:
        self._triggers = triggers
        self._activity = activity
        self.stacks: dict[tuple[str, str], list[View]] = {}
        """By person and device: each device has its own."""
        self.homes: dict[str, View] = {}
        self.refused_filetypes: frozenset[str] = frozenset()
        self._pictures = pictures

    def stack(self, person: str, device: str = "") -> list[View]:
        """That person's modals on one device, the top one last."""
        return self.stacks.setdefault((person, device), [])

    def top(self, person: str, device: str = "") -> View | None:
        """The modal that person sees on that device, or None."""
        return next(reversed(self.stack(person, device)), None)

    def is_open(self, view: View) -> bool:
        """Whether a modal is still in its person's stack."""
        return view in self.stack(view.person, view.device)

    def open(self, trigger_id: object, definition: object) -> View:
        """views.open: a new stack; on top of the present one if the trigger came from a modal in it."""
        sound = self._sound(definition, "modal")
        trigger = self._triggers.use(trigger_id)
        if not any(view.id == trigger.view_id for view in self.stack(trigger.person, trigger.device)):
            self.clear(trigger.person, trigger.device)
        return self._place(trigger.person, trigger.device, sound)

    def push(self, trigger_id: object, definition: object) -> View:
        """views.push: on top of the modal the trigger came from."""
        sound = self._sound(definition, "modal")
        trigger = self._triggers.use(trigger_id)
        if trigger.view_id is None:
            raise ApiError("invalid_trigger_id")
        if not any(view.id == trigger.view_id for view in self.stack(trigger.person, trigger.device)):
            raise ApiError("not_found")
        return self._place(trigger.person, trigger.device, sound)

    def push_onto(self, view: View, definition: object) -> View:
        """`response_action: push`, the answer to a submission of `view`."""
        return self._place(view.person, view.device, self._sound(definition, "modal"))

    def update(self, definition: object, view_id: object, external_id: object, known_hash: object) -> View:
        """views.update, by id or external id; with a hash only if the view hasn't changed since."""
        if bool(view_id) == bool(external_id):
            raise ApiError("invalid_arguments")
        view = self._find(view_id, external_id)
        if view is None or view.unanswered:  # before a submission's ack there is nothing to update
            raise ApiError("not_found")
        sound = self._sound(definition, view.definition["type"], view)
        if known_hash and known_hash != view.hash:
            raise ApiError("hash_conflict")
        return self.replace(view, sound)

    def update_in_answer(self, view: View, definition: object) -> View:
        """`response_action: update`, the answer to a submission of `view`."""
        return self.replace(view, self._sound(definition, "modal", view))

    def publish(self, person: str, definition: object, known_hash: object) -> View:
        """views.publish: that person's home tab."""
        sound = self._sound(definition, "home")
        view = self.homes.get(person)
        if view is None:
            view = self.homes[person] = self._new(person, sound)
        elif known_hash and known_hash != view.hash:
            raise ApiError("hash_conflict")
        return self.replace(view, sound)

    def replace(self, view: View, definition: Json) -> View:
        """Show a sound definition in place of what a view showed; what was typed stays where ids stay."""
        view.definition, view.hash, view.errors = definition, _hash(), {}
        view.blocks = with_ids(definition["blocks"])
        view.answers = carried_over(view.blocks, view.answers)
        self._activity.publish(ViewShown(view))
        return view

    def close(self, view: View) -> None:
        """Take one modal off its stack."""
        if self.is_open(view):
            self.stack(view.person, view.device).remove(view)
            self._activity.publish(ViewClosed(view))
            below = self.top(view.person, view.device)
            if below is not None:
                self._activity.publish(ViewShown(below))

    def clear(self, person: str, device: str = "") -> list[View]:
        """Close all of a person's modals on one device; gives the closed ones, top first."""
        closed = list(reversed(self.stack(person, device)))
        self.stacks[person, device] = []
        for view in closed:
            self._activity.publish(ViewClosed(view))
        return closed

    def _place(self, person: str, device: str, definition: Json) -> View:
        stack = self.stack(person, device)
        if len(stack) >= STACK_LIMIT:
            raise ApiError("push_limit_reached")
        view = self._new(person, definition)
        view.device = device
        view.root_view_id = stack[0].id if stack else view.id
        view.previous_view_id = stack[-1].id if stack else None
        stack.append(view)
        return self.replace(view, definition)

    def _new(self, person: str, definition: Json) -> View:
        identifier = f"V{secrets.token_hex(5).upper()}"
        return View(id=identifier, person=person, definition=definition, root_view_id=identifier)

    def _sound(self, definition: object, kind: str, updated: View | None = None) -> Json:
        if not isinstance(definition, dict):
            raise ApiError("invalid_arguments")
        found = view_refusals(definition)
        if found:
            raise Refused("view_too_large" if is_too_large(definition) else "invalid_arguments", found)
        if self.refused_filetypes & _filetypes(definition):
            raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid filetypes"]})
        self._pictures.check(definition["blocks"], "/view/blocks", "invalid_arguments")
        if definition["type"] != kind:
            raise ApiError("invalid_arguments")
        external_id = definition.get("external_id")
        others = (view for view in self._all() if view is not updated)
        if external_id and any(view.definition.get("external_id") == external_id for view in others):
            raise ApiError("duplicate_external_id")
        return definition

    def _all(self) -> Iterator[View]:
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()

    def _find(self, view_id: object, external_id: object) -> View | None:
        for view in self._all():
            if view.id == view_id or (external_id and view.definition.get("external_id") == external_id):
                return view
        return None


def _filetypes(definition: Json) -> set[str]:
    """The extensions that file inputs are restricted to."""
    return {
        each for block in definition["blocks"] for each in block.get("element", {}).get("filetypes") or ()
    }


def _hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"
