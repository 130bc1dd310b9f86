"""What the listeners can do: open, revise and confirm a person's own orders, in that person's language."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.clock import Clock, utc_now
from bot.service import acting_channel
from bot.service.errors import Changed, MayNotDecide, NotEditable
from bot.service.permissions import Permissions, Rights, nobody
from bot.service.retry_on_conflict import retry_on_conflict
from bot.settings import Settings
from bot.slack.ids import is_user
from flows.address.places import NO_PLACES, Places
from flows.audit import AuditEntry, Deed
from flows.catalog import Catalog, Rule
from flows.clients import FoundClients, KnownClient
from flows.draft import Draft
from flows.form.dialog import StepResult, review
from flows.form.form_context import FormContext
from flows.form.summary_warnings import MOST_REPEATS, REPEATED_WITHIN, Earlier
from flows.i18n.language import SOURCE_LANGUAGE, Language, language, language_of_country, shipped_languages
from flows.offer.rules import approval_rule, nobody_to_ask
from flows.order import (
    EDITABLE,
    Exists,
    Occasion,
    Order,
    Pace,
    State,
    decided_exists,
    decided_send_again,
)
from flows.person import Locales, Person, Profile
from flows.rights import Right
from flows.screens.job import with_usual_job
from flows.sending.compiling import Origin, compile_order
from flows.waiting.approval import asked_first, follow_ups, put_forward
from flows.waiting.awaiting_photos import ASKING, waiting_for_photos
from flows.waiting.photos import missing_photos
from storage import Store


def new_id() -> str:
    """A new draft's id, which becomes the order's idempotency key: RFC 9562, version 4."""
    return str(uuid.uuid4())


HandOver = Callable[[Order, Order, Sequence[Occasion]], Awaitable[Order]]
"""Writes an order over what it was before, for the dispatcher; raises what the store raises."""

Beside = Callable[[Order], None]
"""Begins what is done while an order is written."""


@dataclass(frozen=True, eq=False, repr=False)
class OrderService:
    """Settings, catalog and store, and what is done with them. Raises what the store raises."""

    settings: Settings
    catalog: Catalog
    store: Store
    wake: Callable[[], None]
    """Tells the dispatcher that there is something to send."""
    clock: Clock = utc_now
    ids: Callable[[], str] = new_id
    places: Places = NO_PLACES
    hand_over: HandOver | None = None
    """Writes a confirmed order and sends it at once where it can; where it is None, the store alone writes it."""
    members_of: Callable[[str], frozenset[str]] = nobody
    """A user group's members, as far as they are known."""
    permissions: Permissions = field(init=False)
    _form_contexts: dict[tuple[object, ...], FormContext] = field(
        init=False, default_factory=dict, repr=False
    )
    """One for all who fill the form from the same: what is made for it once serves them all."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "permissions", Permissions.of(self.settings, self.members_of))

    @property
    def workspace_locale(self) -> str | None:
        """The workspace's own language, where one is set."""
        return self.settings.default_locale or self.catalog.defaults.locale

    @property
    def workspace_language(self) -> Language:
        """The language of channel posts."""
        return language(self.workspace_locale or SOURCE_LANGUAGE)

    @property
    def country(self) -> str:
        """The country an address is in until told otherwise."""
        return self.settings.default_country or self.catalog.defaults.country or "NO"

    async def rights(self, person: Person, channel: str | None = None) -> Rights:
        """What the person may do in that channel, else where they act now, by what is known of them."""
        return self.rights_by(person, await self.store.profile(person), channel)

    def rights_by(self, person: Person, profile: Profile, channel: str | None = None) -> Rights:
        """What the person may do, by this."""
        membership = profile.membership.kind
        return Rights(self.permissions, person.user, membership, channel or acting_channel.current())

    async def language_of(self, person: Person) -> Language:
        """The person's choice, else the workspace's language, else the one Slack has for them."""
        return self.language_by(await self.store.profile(person))

    def language_by(self, profile: Profile) -> Language:
        """The person's language, by this."""
        locales = profile.locales
        return language(locales.chosen or self.workspace_locale or locales.slack or SOURCE_LANGUAGE)

    def language_offered(self, profile: Profile) -> Language | None:
        """The country's language, for who has chosen none and whose Slack isn't in another of ours.

        Slack itself isn't offered in Norwegian, so that a Slack in English says little.
        """
        locales, home = profile.locales, language_of_country(self.country)
        if home is None or locales.chosen or self.workspace_locale:
            return None
        slack = language(locales.slack or SOURCE_LANGUAGE).code
        return home if slack == SOURCE_LANGUAGE or slack not in shipped_languages() else None

    async def language_for(self, recipient: str, team: str) -> Language:
        """The language of a message to a person by their user id, or to a channel."""
        return (
            await self.language_of(Person(team, recipient)) if is_user(recipient) else self.workspace_language
        )

    async def choose_language(self, person: Person, tag: str) -> Language:
        """Keep the person's choice."""
        known = await self.store.locales(person)
        await self.store.keep_locales(person, Locales(chosen=language(tag).tag, slack=known.slack))
        return language(tag)

    async def form_context(self, person: Person, channel: str | None = None) -> FormContext:
        """Who fills the form, from what, and in which channel if that isn't where they act now."""
        return self.form_context_by(person, await self.store.profile(person), channel)

    def form_context_by(self, person: Person, profile: Profile, channel: str | None = None) -> FormContext:
        """Who fills the form, and from what, by this."""
        rights, language = self.rights_by(person, profile, channel), self.language_by(profile)
        sees_payout, sets_prices = rights.may(Right.PAYOUT), rights.may(Right.PRICE)
        finds_clients = rights.may_find_clients and profile.has_clients
        key = language, sees_payout, sets_prices, finds_clients
        if key not in self._form_contexts:
            self._form_contexts[key] = FormContext(
                catalog=self.catalog.said_in(language.code),
                language=language,
                country=self.country,
                sees_payout=sees_payout,
                places=self.places,
                sets_prices=sets_prices,
                sends_prices=self.settings.orders_product_prices,
                finds_clients=finds_clients,
                files=self.settings.file_rules if self.settings.files else None,
                saves_quietly=self.settings.quiet_saving,
            )
        return self._form_contexts[key]

    def channel_of(self, draft: Draft) -> str | None:
        """Where the order is posted once it is created: the workflow's channel, else the workspace's."""
        workflow = self.catalog.workflow(draft.job.workflow) if draft.job else None
        own = workflow.channel if workflow else None
        return own or self.settings.orders_channel or self.catalog.defaults.channel

    async def known_clients(self, person: Person, input: str, limit: int) -> FoundClients:
        """Clients of the person's workspace, by what is typed; nobody for one who may not find them."""
        if not (await self.rights(person)).may_find_clients:
            return FoundClients()
        return await self.store.clients.search(person.team, input, limit)

    async def known_client(self, person: Person, client_id: str) -> KnownClient | None:
        """A client of the person's workspace, if they may find them."""
        if not (await self.rights(person)).may_find_clients:
            return None
        return await self.store.clients.one(person.team, client_id)

    async def earlier(self, order: Order) -> Sequence[Earlier]:
        """The workspace's latest orders with the same phone or address."""
        now = self.clock()
        found = await self.store.find_similar(order, now - REPEATED_WITHIN, MOST_REPEATS)
        return [Earlier(one, now - one.confirmed_at) for one in found if one.confirmed_at]

    async def open_as(
        self,
        person: Person,
        channel: str | None,
        make: Callable[[Draft], StepResult],
        order_id: str | None = None,
    ) -> tuple[Order, StepResult]:
        """A new order of the person's, begun as `make` has it of an empty draft; its id is new if none is given."""
        result = make(Draft(id=order_id or self.ids()))
        order = Order(result.draft, Origin(person.team, channel, person.user), State.OPEN, self.clock())
        await self.store.add(order)
        return order, result

    async def _open(self, person: Person, channel: str | None, last: Order | None) -> Order:
        """The job stands there as on their last one."""
        job = last.draft.job if last else None
        order, _result = await self.open_as(
            person, channel, lambda empty: StepResult(with_usual_job(empty, job))
        )
        return order

    async def begin(self, person: Person, channel: str | None) -> Order:
        """A new order; one that was opened and left empty is taken up again, in this channel."""
        editable, last = await self.store.for_new_order(person)
        empty = [order for order in editable if order.draft.is_empty]
        if not empty:
            return await self._open(person, channel, last)
        return await retry_on_conflict(lambda: self._begin_in(channel, empty[0].id, person))

    async def _begin_in(self, channel: str | None, order_id: str, person: Person) -> Order:
        order = await self.get_own(order_id, person)
        taken_up = self._with(order, order.draft.opened_again())
        return await self.store.update(
            order, replace(taken_up, origin=order.origin._replace(channel=channel))
        )

    async def get_own(self, order_id: str, person: Person) -> Order:
        """The person's own editable order. Raises NotEditable."""
        order = await self.store.get_own(order_id, person)
        if order is None or order.state not in EDITABLE:
            raise NotEditable(order)
        return order

    async def revise(
        self,
        order_id: str,
        person: Person,
        change: Callable[[Draft], StepResult],
        as_read: Order | None = None,
        beside: Beside | None = None,
    ) -> tuple[Order, StepResult]:
        """Change the person's own draft; again where another request got in between. Raises NotEditable.

        `as_read` is the order as the request has read it already; it is read where that isn't given. `beside` is
        given the order before it is written, each time.
        """
        known = [as_read] if as_read and as_read.state in EDITABLE else []

        async def once() -> tuple[Order, StepResult]:
            order = known.pop() if known else await self.get_own(order_id, person)
            result = change(order.draft)
            if result.draft == order.draft:
                return order, result
            changed = self._with(order, result.draft)
            if beside:
                beside(changed)
            return await self.store.update(order, changed), result

        return await retry_on_conflict(once)

    async def discard(self, order_id: str, person: Person) -> None:
        """Throw the person's own draft away. Raises NotEditable."""

        async def once() -> Order:
            order = await self.get_own(order_id, person)
            discarded = replace(order, state=State.DISCARDED, updated_at=self.clock())
            return await self.store.update(order, discarded)

        await retry_on_conflict(once)

    async def confirm(
        self,
        order_id: str,
        person: Person,
        seen_edition: int,
        modal: str | None,
        seen_approvers: str | None = None,
        *,
        as_read: Order | None = None,
        form_context: FormContext | None = None,
    ) -> tuple[Order, StepResult]:
        """Freeze the order as the person saw it, and let the dispatcher have it or those who must approve it.

        Pressed twice, the second finds the order on its way: NotEditable. A draft that changed since the summary was
        drawn raises Changed; one that needs mending stays editable, with the result that says what. `as_read` is as
        for `revise`; the form's context is made where it isn't given.
        """
        known = [as_read] if as_read and as_read.state in EDITABLE else []

        async def once() -> tuple[Order, StepResult]:
            order = known.pop() if known else await self.get_own(order_id, person)
            rule = approval_rule(order.draft, self.catalog)
            if order.edition != seen_edition or (rule.approvers if rule else None) != seen_approvers:
                raise Changed(order)
            context = form_context or await self.form_context(person)
            return await self._confirm(order, context, rule, modal)

        return await retry_on_conflict(once)

    async def _confirm(
        self, order: Order, form_context: FormContext, rule: Rule | None, modal: str | None
    ) -> tuple[Order, StepResult]:
        result = review(order.draft, form_context)
        if not result.accepted:
            return await self.store.update(order, self._with(order, result.draft)), result
        if result.draft != order.draft:
            # A catalog or country that has changed made it another order than the one on the summary.
            raise Changed(await self.store.update(order, self._with(order, result.draft)))
        if rule and asked_first(rule, self.catalog, order.origin.user) is None:
            return order, StepResult(order.draft, notice=nobody_to_ask(rule, self.catalog))
        return await self._freeze(order, rule, modal), result

    async def _freeze(self, order: Order, rule: Rule | None, modal: str | None) -> Order:
        """The order as it will be sent: on its way, before those who approve it, or waiting for its photos."""
        body, now, waits = self.body_of(order), self.clock(), self.settings.waiting_time
        if self.settings.files and missing_photos(order.draft, self.catalog):
            after: Order = waiting_for_photos(order, body, modal, now, waits)
            tell: tuple[Occasion, ...] = (*ASKING, *follow_ups(after))
        else:
            after, tell = put_forward(order, body, modal, rule, self.catalog, now, operators_after=waits)
        frozen = await (self.hand_over or self.store.update)(order, after, tell)
        if frozen.state is not State.SENDING:
            self.wake()  # Else what is told begins when the order was sent.
        return frozen

    def body_of(self, order: Order) -> str:
        """The order as it is sent, as JSON."""
        request = compile_order(
            order.draft,
            self.catalog,
            order.origin,
            rich_description=self.settings.orders_rich_description,
            product_prices=self.settings.orders_product_prices,
            speaks=self.workspace_language,
        )
        return request.body(bare_integers=self.settings.orders_bare_integers)

    async def audit(
        self, person: Person, deed: Deed, order_id: str | None = None, detail: str | None = None
    ) -> None:
        """Keep what the person did, where no change of an order goes with it."""
        await self.store.audit.add(AuditEntry(self.clock(), person.team, deed, person.user, order_id, detail))

    async def to_decide(
        self, order_id: str, person: Person, states: frozenset[State] = frozenset({State.STUCK})
    ) -> Order:
        """An order in one of these states, about which the person may decide. Raises MayNotDecide, NotEditable."""
        order = await self.store.get(order_id)
        if order is None or order.origin.team != person.team:
            raise MayNotDecide(None)
        if order.origin.user != person.user and not (await self.rights(person)).may(Right.OPERATE):
            await self.audit(person, Deed.DENIED, order_id, Right.OPERATE.value)
            raise MayNotDecide(order)
        if order.state not in states:
            raise NotEditable(order)
        return order

    async def exists(self, order_id: str, person: Person, exists: Exists) -> None:
        """A person found the stuck order upstream. Raises MayNotDecide, NotEditable."""

        async def once() -> Order:
            order = await self.to_decide(order_id, person)
            pace = Pace(self.settings.quiet_period)
            moved = decided_exists(order, person.user, exists, self.clock(), pace)
            return await self.store.update(order, moved.order, moved.occasions)

        await retry_on_conflict(once)

    async def send_again(self, order_id: str, person: Person) -> None:
        """A person found that the stuck order doesn't exist. Raises MayNotDecide, NotEditable."""

        async def once() -> Order:
            order = await self.to_decide(order_id, person)
            return await self.store.update(order, decided_send_again(order, person.user, self.clock()))

        await retry_on_conflict(once)
        self.wake()

    def _with(self, order: Order, draft: Draft) -> Order:
        return replace(order, draft=draft, updated_at=self.clock())
