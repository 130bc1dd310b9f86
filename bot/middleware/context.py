"""What a person did, as the middleware hands it to every listener."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from slack_bolt.async_app import AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.service.dependencies import Dependencies
from bot.service.errors import OpenedElsewhere
from bot.service.order_service import Beside, OrderService
from bot.service.permissions import Rights
from bot.slack.payloads import (
    Body,
    ViewPayload,
    acting_team,
    channel_of,
    chosen,
    order_named,
    private_metadata_of,
)
from bot.views.ids import Action, Metadata
from flows.audit import Deed
from flows.draft import Draft
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import Text
from flows.order import Order
from flows.person import Person, Profile
from flows.rights import Right
from storage import StoreError

INTERACTION = "interaction"
"""Its key in Bolt's context, and so the name of the argument by which a listener asks for it."""

_PROFILE = "profile"
_ORDER = "order"

NEED_NO_ORDER = frozenset({Action.TYPED, Action.OPEN_ORDER})
"""Actions that are acked without a look at the order they are about."""

SAVED = "saved"
"""Where an ack function leaves the order as it saved it, for lazy functions that mostly have nothing to do."""


@dataclass(frozen=True, eq=False, repr=False)
class Interaction:
    """What was done (pressed, chosen, submitted, commanded, Home opened), by whom, and our services.

    `refusal` says why the person may not do it. `context` is Bolt's; an ack function leaves there what its lazy
    functions need.
    """

    dependencies: Dependencies
    person: Person
    body: Body
    context: AsyncBoltContext
    refusal: Text | None = None

    @property
    def service(self) -> OrderService:
        """What can be done with orders."""
        return self.dependencies.service

    @cached_property
    def view(self) -> ViewPayload:
        """The view it was done in. Raises KeyError outside a view."""
        return ViewPayload.of(self.body)

    @property
    def order_id(self) -> str | None:
        """The order that the view shows; None where its metadata isn't ours."""
        return self.view.metadata.order_id if self.view.metadata else None

    @property
    def saved(self) -> Order | None:
        """The order as the ack function saved it; None where it didn't."""
        order = self.context.get(SAVED)
        return order if isinstance(order, Order) else None

    @property
    def action(self) -> Body:
        """What was pressed or chosen in a view or message. Raises KeyError elsewhere."""
        action: Body = self.body["actions"][0]
        return action

    @property
    def value(self) -> str:
        """Its value; empty where it has none."""
        return chosen(self.action)

    @property
    def trigger_id(self) -> str:
        """With which a view may be opened for three seconds. Raises KeyError where Slack gives none."""
        return str(self.body["trigger_id"])

    @property
    def channel(self) -> str | None:
        """The channel of the command or message, or of where the view was opened from; None elsewhere."""
        return channel_of(self.body)

    @property
    def message_ts(self) -> str | None:
        """The message whose button was pressed; None elsewhere."""
        container = self.body.get("container") or {}
        return str(container["message_ts"]) if container.get("type") == "message" else None

    @property
    def can_respond(self) -> bool:
        """Whether it came from a command or a message, to which Slack gives a way back."""
        return self.context.response_url is not None and self.context.respond is not None

    @property
    def respond(self) -> AsyncRespond:
        """The way back to where it came from. Raises RuntimeError where there is none."""
        respond = self.context.respond
        if respond is None:
            raise RuntimeError("this request has no response_url")
        return respond

    async def profile(self) -> Profile:
        """What is known of the person, read once for the ack function and its lazy functions, with the view's order."""
        known = self.context.get(_PROFILE)
        if not isinstance(known, Profile):
            known, order = await self.service.store.for_request(self.person, self._order_needed)
            self.context[_PROFILE], self.context[_ORDER] = known, order
        return known

    @property
    def order_as_read(self) -> Order | None:
        """The view's order as the middleware read it, if it is the person's; None where it wasn't read."""
        order = self.context.get(_ORDER)
        return order if isinstance(order, Order) else None

    @property
    def _order_needed(self) -> str | None:
        """The order that what was pressed or submitted will need."""
        kind = self.body.get("type")
        pressed = self.body["actions"][0]["action_id"] if kind == "block_actions" else None
        if kind not in {"view_submission", "block_actions"} or pressed in NEED_NO_ORDER:
            return None
        metadata = Metadata.load(private_metadata_of(self.body))
        return metadata.order_id if metadata else None

    async def read_again(self) -> Profile:
        """What is known of the person now that more of it was kept."""
        self.context.pop(_PROFILE, None)
        return await self.profile()

    async def give_way(self, order_id: str) -> None:
        """Before what is submitted is saved: what somebody typed elsewhere in the order is written first."""
        view = self.view
        saving, openings = self.dependencies.quiet_saving, view.window.openings
        if await saving.give_way(order_id, view.screen, view.line_id, openings):
            self.context[_ORDER] = None

    async def revise(
        self, order_id: str, change: Callable[[Draft], StepResult], beside: Beside | None = None
    ) -> tuple[Order, StepResult]:
        """Change the person's own draft, as it was read with the request where nobody else has changed it since.

        `beside` is as for `OrderService.revise`.

        Raises OpenedElsewhere, and changes nothing, where the view isn't the one in which it was last gone on with.
        """
        window = self.view.window

        def checked(draft: Draft) -> StepResult:
            if not window.shows(draft):
                raise OpenedElsewhere(draft)
            return change(draft)

        return await self.service.revise(order_id, self.person, checked, self.order_as_read, beside)

    async def rights(self) -> Rights:
        """What the person may do."""
        return self.service.rights_by(self.person, await self.profile())

    async def denied(self, right: Right) -> None:
        """Keep in the audit that the person tried what they may not. Raises StoreError."""
        order_id = order_named(self.body)
        await self.service.audit(self.person, Deed.DENIED, order_id, right.value)

    async def language(self) -> Language:
        """The person's language."""
        return self.service.language_by(await self.profile())

    async def language_if_known(self) -> Language:
        """The person's language; the workspace's where the store can't say which that is."""
        try:
            return await self.language()
        except StoreError:
            return self.service.workspace_language

    async def form_context(self) -> FormContext:
        """What the person fills the form from."""
        return self.service.form_context_by(self.person, await self.profile())


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
