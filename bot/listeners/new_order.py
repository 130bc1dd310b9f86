"""Every way to begin an order: a view opens as the first thing while the trigger lives, then shows what is there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.files import bring_files
from bot.listeners.refusals import may_not_order
from bot.middleware.context import person_in
from bot.middleware.lazy import lazy
from bot.middleware.membership import learned_rights
from bot.notify.show_draft import instead, redraw, screen, update
from bot.notify.show_home import resume_of
from bot.service.approvals import take_back
from bot.service.dependencies import Dependencies
from bot.service.order_service import NotEditable, OrderService
from bot.slack.payloads import Body, chosen
from bot.views.ids import Action, pressed
from bot.views.orders.notices import loading_view, refusal_view
from flows.draft import OrderFile
from flows.files import MOST_FILES
from flows.form.dialog import StepResult
from flows.i18n.texts import Text, _n
from flows.lines import edit_at
from flows.person import Person

LOADING_VIEW = "loading_view"
"""Where the context keeps the view that would stay “One moment…” for ever if something failed."""


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """New order, Continue, Start over and Take back, wherever their buttons stand."""
    service = dependencies.service

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def new_order(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        view_id = await _view(service, client, context, body)
        if not await _admitted(service, client, context, view_id):
            return
        await _show_new(service, client, person_in(context), view_id, _channel(body))

    async def go_on(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        view_id = await _view(service, client, context, body)
        order_id = chosen(body["actions"][0])
        await redraw(service, client, person_in(context), order_id, view_id)
        await bring_files(dependencies, client, person_in(context), order_id, view_id)

    async def mend(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        person, view_id = person_in(context), await _view(service, client, context, body)
        order_id, _colon, place = chosen(body["actions"][0]).partition(":")
        with suppress(NotEditable):  # What has become of it is shown instead.
            step = place.partition(":")[0]
            await service.revise(order_id, person, lambda draft: StepResult(edit_at(draft, step)))
        await redraw(service, client, person, order_id, view_id)

    async def start_over(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        person = person_in(context)
        view_id = await _view(service, client, context, body)
        try:
            await service.discard(chosen(body["actions"][0]), person)
        except NotEditable as gone:
            await update(client, view_id, await instead(service, gone, await service.language_of(person)))
            return
        await _show_new(service, client, person, view_id, _channel(body))

    async def take_order_back(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        # Decided meanwhile: what became of it is shown instead.
        with suppress(NotEditable):
            await take_back(service, chosen(body["actions"][0]), person_in(context))
        await ack()

    app.action(pressed(Action.TAKE_BACK))(ack=take_order_back, lazy=[lazy(dependencies, go_on)])
    for action, function in (
        (Action.NEW_ORDER, new_order),
        (Action.CONTINUE, go_on),
        (Action.START_OVER, start_over),
        (Action.MEND, mend),
    ):
        app.action(pressed(action))(ack=acknowledge, lazy=[lazy(dependencies, function)])
    # A link is opened by Slack itself and only reported.
    app.action(pressed(Action.OPEN_ORDER))(acknowledge)


async def begin(
    service: OrderService,
    client: AsyncWebClient,
    context: AsyncBoltContext,
    trigger_id: str,
    channel: str | None,
) -> None:
    """Open the form: on the person's orders under way and unfinished if there are any, else on a new one."""
    view_id = await _open(service, client, context, trigger_id)
    person = person_in(context)
    if not await _admitted(service, client, context, view_id):
        return
    if view := await resume_of(service, person):
        await update(client, view_id, view)
    else:
        await _show_new(service, client, person, view_id, channel)


async def begin_with_files(
    service: OrderService,
    client: AsyncWebClient,
    context: AsyncBoltContext,
    body: Body,
    files: Sequence[OrderFile],
) -> None:
    """Open the form on a new order with a message's files; unfinished orders stay as they are."""
    view_id = await _open(service, client, context, body["trigger_id"])
    person = person_in(context)
    if not await _admitted(service, client, context, view_id):
        return
    if not files:
        await _show_new(service, client, person, view_id, _channel(body))
        return
    order = await service.open(person, _channel(body), files)
    left_out = len(files) - len(order.draft.files)
    result = StepResult(order.draft, notice=_left_out(left_out) if left_out else None)
    await update(client, view_id, await screen(service, order, await service.form_context(person), result))


def _left_out(count: int) -> Text:
    return _n(
        "An order takes {most} files, so {count} of the message's is left out. Mention it in the description.",
        "An order takes {most} files, so {count} of the message's are left out. Mention them in the description.",
        count=count,
        most=MOST_FILES,
    )


async def _view(service: OrderService, client: AsyncWebClient, context: AsyncBoltContext, body: Body) -> str:
    """The modal the button was pressed in, or a new one over the message or Home it stood in."""
    view = body.get("view") or {}
    if view.get("type") == "modal":
        return str(view["id"])
    return await _open(service, client, context, body["trigger_id"])


async def _open(
    service: OrderService, client: AsyncWebClient, context: AsyncBoltContext, trigger_id: str
) -> str:
    answer = await client.views_open(trigger_id=trigger_id, view=loading_view(service.workspace_language))
    view_id = str(answer["view"]["id"])
    context[LOADING_VIEW] = view_id
    return view_id


async def _show_new(
    service: OrderService, client: AsyncWebClient, person: Person, view_id: str, channel: str | None
) -> None:
    """A new order; one that was opened and left empty is taken up again."""
    empty = [order for order in await service.store.editable(person) if order.draft.is_empty]
    order = empty[0] if empty else await service.open(person, channel)
    # What is still told of the order that this modal showed before isn't drawn over the new one.
    await service.store.modals.show(view_id, order.id, service.clock())
    await update(client, view_id, await screen(service, order, await service.form_context(person)))


async def _admitted(
    service: OrderService, client: AsyncWebClient, context: AsyncBoltContext, view_id: str
) -> bool:
    """Whether the person may go on, once Slack has told what they are; otherwise the view says why not."""
    if (await learned_rights(service, client, context)).may_order:
        return True
    language = await service.language_of(person_in(context))
    await update(client, view_id, refusal_view(language, may_not_order()))
    return False


def _channel(body: Body) -> str | None:
    channel = body.get("channel") or {}
    return str(channel["id"]) if channel.get("id") else None
