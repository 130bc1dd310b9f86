"""What a person can do in the workspace: each act is delivered to the app and its ack carried out."""

from __future__ import annotations

import asyncio

from sandbox.limits import Refusal, options_refusals
from sandbox.slack.activity import Acted, Trouble, ViewShown
from sandbox.slack.delivery import payloads
from sandbox.slack.delivery.client_checks import complaints
from sandbox.slack.delivery.delivery import Courier, Delivery, Kind
from sandbox.slack.delivery.response_urls import ResponseUrls
from sandbox.slack.delivery.triggers import Triggers
from sandbox.slack.element_state import answer, value_of
from sandbox.slack.errors import ApiError, Refused
from sandbox.slack.messages import Message
from sandbox.slack.modals import Modals
from sandbox.slack.views import Json, Placed, View
from sandbox.slack.workspace import BOT_USER, Channel, Person, Workspace

CONNECTING = "We had some trouble connecting. Try again?"
SLACKBOT = "USLACKBOT"


class Interactions:
    """People's acts. `refused` collects what the app answered beyond Slack's limits.

    `troubles` holds Slack's last error message to each person, by id, until they act again.
    """

    def __init__(
        self,
        workspace: Workspace,
        modals: Modals,
        triggers: Triggers,
        courier: Courier,
        response_urls: ResponseUrls,
        refused: list[Refusal],
    ) -> None:
        self._workspace = workspace
        self._modals = modals
        self._triggers = triggers
        self._courier = courier
        self._response_urls = response_urls
        self._refused = refused
        self.troubles: dict[str, str] = {}
        self.at_home: set[str] = set()

    def acts(self, person: Person, text: str) -> None:
        """Record what a person does, in words; earlier error messages are cleared."""
        self.troubles.pop(person.id, None)
        self._workspace.activity.publish(Acted(person.id, text))

    async def slash(self, person: Person, channel: Channel, typed: str) -> Delivery:
        """A slash command; what the ack says is shown to the person or, with `in_channel`, to all."""
        trigger_id = self._trigger(person)
        url = self._response_urls.new(person.id, channel.id)
        payload = payloads.slash_command(person, channel, typed, trigger_id, url)
        delivery = await self._deliver("slash_commands", payload)
        if delivery.problem:
            self._slackbot_says(person, channel, delivery.name, delivery.problem)
        elif delivery.body:
            said = delivery.body if isinstance(delivery.body, dict) else {"text": delivery.body}
            try:
                self._response_urls.respond(person.id, channel.id, said)
            except ApiError as error:
                self._note(error)
                self._slackbot_says(person, channel, delivery.name, error.code)
        return delivery

    async def shortcut(self, person: Person, callback_id: str) -> Delivery:
        """A global shortcut."""
        payload = payloads.shortcut(person, callback_id, self._trigger(person))
        return await self._interactive(person, payload)

    async def message_shortcut(self, person: Person, callback_id: str, message: Message) -> Delivery:
        """A message shortcut."""
        channel = self._workspace.channels[message.channel]
        url = self._response_urls.new(person.id, channel.id, message)
        trigger_id = self._trigger(person)
        payload = payloads.message_action(person, callback_id, message, channel, trigger_id, url)
        return await self._interactive(person, payload)

    async def open_home(self, person: Person) -> Delivery:
        """The person looks at the app's home tab."""
        return await self._open_tab(person, "home", self._modals.homes.get(person.id))

    async def open_messages(self, person: Person) -> Delivery:
        """The person looks at the app's messages."""
        return await self._open_tab(person, "messages", None)

    async def posted(self, person: Person, message: Message) -> Delivery | None:
        """What a person has written, which the app hears where it asked to; None where it doesn't."""
        channel = self._workspace.channels[message.channel]
        names_the_bot = f"<@{BOT_USER}>" in message.notification
        event = "message.im" if channel.is_direct else "app_mention"
        is_heard = channel.is_direct or names_the_bot
        if not is_heard or event not in self._workspace.manifest.events:
            return None
        self._workspace.activity.publish(Acted(person.id, f"writes: {message.notification}"))
        return await self._deliver("events_api", payloads.message_posted(message, channel))

    async def _open_tab(self, person: Person, tab: str, view: View | None) -> Delivery:
        payload = payloads.app_home_opened(person, self._workspace.direct(person.id), tab, view)
        return await self._deliver("events_api", payload)

    async def choose(
        self, person: Person, surface: View | Message, placed: Placed, value: object
    ) -> Delivery | None:
        """Put a value into an element; sends block_actions if the element does so, else gives None."""
        state = answer(placed.kind, value)
        if placed.kind == "file_input":
            self._workspace.hand_in(person, value_of(state))
        surface.answers[placed.block_id][placed.action_id] = state
        return await self.act(person, surface, placed, state) if placed.dispatches else None

    async def act(self, person: Person, surface: View | Message, placed: Placed, what: Json) -> Delivery:
        """Send block_actions; `what` is the action's own part, such as `selected_option`."""
        action: Json = {
            "action_id": placed.action_id,
            "block_id": placed.block_id,
            **{key: placed.element[key] for key in ("text", "value", "style") if key in placed.element},
            **what,
            "type": placed.kind,
            "action_ts": payloads.action_ts(),
        }
        if isinstance(surface, Message):
            return await self._interactive(person, self._action_in_message(person, surface, action))
        trigger_id = self._trigger(person, None if surface.is_home else surface.id)
        return await self._interactive(
            person, payloads.block_actions_in_view(person, surface, action, trigger_id)
        )

    async def suggest(
        self, person: Person, surface: View | Message, placed: Placed, typed: str
    ) -> list[Json]:
        """The options the app offers for what was typed; none if its answer was beyond the limits."""
        payload = payloads.block_suggestion(person, placed, typed, surface)
        delivery = await self._deliver("interactive", payload)
        if not delivery.is_acked or not isinstance(delivery.body, dict):
            return []
        found = options_refusals(delivery.body)
        self._refused.extend(found)
        if found:
            return []
        grouped = [each for group in delivery.body.get("option_groups", ()) for each in group["options"]]
        return [*delivery.body.get("options", ()), *grouped]

    async def submit(self, person: Person, view: View, times: int = 1) -> None:
        """Press submit, so many times at once; the client's own complaints keep it from being sent."""
        view.errors = complaints(view)
        if view.errors:
            self._workspace.activity.publish(ViewShown(view))
            return
        await asyncio.gather(*(self._submit(person, view) for _ in range(times)))

    async def close(self, person: Person, view: View) -> None:
        """Close a modal; with `clear_on_close` all of them. Those that asked for it send view_closed."""
        is_cleared = bool(view.definition.get("clear_on_close"))
        closed = self._modals.clear(view.person, view.device) if is_cleared else [view]
        if not is_cleared:
            self._modals.close(view)
        for each in closed:
            if each.definition.get("notify_on_close"):
                payload = payloads.view_closed(person, each, is_cleared=is_cleared)
                await self._deliver("interactive", payload)

    async def _submit(self, person: Person, view: View) -> None:
        view.unanswered += 1
        try:
            payload = payloads.view_submission(person, view, self._trigger(person, view.id))
            delivery = await self._deliver("interactive", payload)
        finally:
            view.unanswered -= 1
        if not delivery.is_acked:
            self._trouble(person)
        elif self._modals.is_open(view):
            try:
                self._carry_out(view, delivery.body or {})
            except ApiError as error:
                self._note(error)
                self._trouble(person)

    async def _deliver(self, kind: Kind, payload: Json) -> Delivery:
        organisation = self._workspace.organisation
        return await self._courier.send(kind, organisation.payload_of(payload) if organisation else payload)

    def _carry_out(self, view: View, ack: Json | str) -> None:
        if isinstance(ack, str):
            raise Refused("invalid_arguments", [Refusal("", "must be empty or JSON")])
        match ack.get("response_action"):
            case None:
                self._modals.close(view)
            case "clear":
                self._modals.clear(view.person, view.device)
            case "update":
                self._modals.update_in_answer(view, ack.get("view"))
            case "push":
                self._modals.push_onto(view, ack.get("view"))
            case "errors":
                self._show_errors(view, ack.get("errors") or {})
            case unknown:
                raise Refused(
                    "invalid_arguments", [Refusal("/response_action", f"unknown action: {unknown}")]
                )

    def _show_errors(self, view: View, errors: dict[str, str]) -> None:
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        found = [
            Refusal(f"/errors/{key}", "no input block has this id") for key in errors if key not in inputs
        ]
        found += [Refusal(f"/errors/{key}", "must be a text") for key, text in errors.items() if not text]
        if found or not errors:
            self._refused.extend(found or [Refusal("/errors", "must have at least 1 items")])
            return
        view.errors = dict(errors)
        self._workspace.activity.publish(ViewShown(view))

    async def _interactive(self, person: Person, payload: Json) -> Delivery:
        delivery = await self._deliver("interactive", payload)
        if not delivery.is_acked:
            self._trouble(person)
        return delivery

    def _action_in_message(self, person: Person, message: Message, action: Json) -> Json:
        channel = self._workspace.channels[message.channel]
        url = self._response_urls.new(person.id, channel.id, message)
        trigger_id = self._trigger(person)
        return payloads.block_actions_in_message(person, message, channel, action, trigger_id, url)

    def _trigger(self, person: Person, view_id: str | None = None) -> str:
        return self._triggers.new(person.id, view_id, person.device)

    def _note(self, error: ApiError) -> None:
        found = error.refusals if isinstance(error, Refused) else [Refusal("", error.code)]
        self._refused.extend(found)

    def _trouble(self, person: Person, text: str = CONNECTING) -> None:
        self.troubles[person.id] = text
        self._workspace.activity.publish(Trouble(person.id, text))

    def _slackbot_says(self, person: Person, channel: Channel, command: str, problem: str) -> None:
        text = f'{command} failed with the error "{problem}"'
        self._workspace.post(
            Message(
                channel=channel.id, author=SLACKBOT, notification=text, visible_to=person.id, from_bot=False
            )
        )
        self._trouble(person, text)
