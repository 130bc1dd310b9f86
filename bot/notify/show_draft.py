"""Showing a draft: in an ack, or drawn again in the open modal."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.notify.posting import posting
from bot.service.errors import NotEditable
from bot.service.order_service import OrderService
from bot.slack.errors import reason_of
from bot.slack.payloads import Window
from bot.views.approval.approval_waiting import awaiting_view
from bot.views.as_json import as_json
from bot.views.form.line import line_view
from bot.views.form.photos import waiting_for_photos_view
from bot.views.form.screens import draft_view
from bot.views.inputs import without_filetypes
from bot.views.orders.notices import gone_view, outcome_view
from flows.draft import Step
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.form.summary_warnings import Earlier
from flows.i18n.language import Language
from flows.i18n.texts import Text, _
from flows.offer.lines import line_in_hand
from flows.order import Order, State
from flows.person import Person
from storage import KeptMessage

logger = log(__name__)

MOST_REDRAWS = 3

VIEW_IS_CLOSED = "not_found"
VIEW_IS_REFUSED = "invalid_arguments"


async def screen(
    service: OrderService,
    order: Order,
    form_context: FormContext,
    result: StepResult | None = None,
    earlier: Sequence[Earlier] | None = None,
) -> View:
    """The screen the draft is at, with what the result says must be mended; only our own store is read for it.

    `earlier` are the orders like it, where they have been looked for.
    """
    result = result or StepResult(order.draft)
    if earlier is None:
        earlier = await service.earlier(order) if order.draft.step is Step.SUMMARY else ()
    channel = service.channel_of(order.draft)
    return draft_view(order, form_context, channel, result.errors, result.notice, earlier=earlier)


async def instead(service: OrderService, gone: NotEditable, language: Language) -> View:
    """What to show of a draft that can't be filled in any more."""
    if gone.order is None:
        return gone_view(language)
    return await outcome(service, gone.order, language)


async def outcome(
    service: OrderService,
    order: Order,
    language: Language,
    messages: Sequence[KeptMessage] | None = None,
) -> View:
    """What has become of an order that is out of the person's hands; see `outcome_view`.

    `messages` are those about the order, where they have been read.
    """
    if order.state is State.AWAITING:
        return awaiting_view(order, service.catalog, language, service.clock())
    if order.state is State.AWAITING_PHOTOS:
        return waiting_for_photos_view(order, service.catalog, language)
    waits_long = order.waits_long(service.clock())
    waiting = await service.store.waiting(order.origin.team) if waits_long else 1
    post = await posting(service, order, messages)
    return outcome_view(order, language, post, waits_long=waits_long, waiting=waiting)


def elsewhere() -> Text:
    """The draft isn't where the person left it."""
    return _("This order was changed in another window. This is how it is now; check it and go on.")


async def redraw(
    service: OrderService,
    client: AsyncWebClient,
    person: Person,
    order_id: str,
    window: Window,
    result: StepResult | None = None,
    *,
    saved: tuple[Order, FormContext] | None = None,
) -> None:
    """Draw the draft as it is now in the open modal, once more if it changed while that was under way.

    `saved` is the order as it was saved a moment ago, and what its form was filled from, where they are known.
    Nothing is drawn in a window that the draft was gone on without.
    """
    drawn: int | None = None
    order_saved, form_context = saved or (None, await service.form_context(person))
    for attempt in range(MOST_REDRAWS):
        try:
            order = (not attempt and order_saved) or await service.get_own(order_id, person)
        except NotEditable as gone:
            await update(client, window.view_id, await instead(service, gone, form_context.language))
            return
        if order.version == drawn or not window.shows(order.draft):
            return
        await update(client, window.view_id, await screen(service, order, form_context, result))
        drawn = order.version


async def redraw_line(
    service: OrderService,
    client: AsyncWebClient,
    person: Person,
    order_id: str,
    window: Window,
) -> None:
    """Draw the line editor again, with its picture where Slack can fetch that; see `redraw`."""
    form_context = await service.form_context(person)
    try:
        order = await service.get_own(order_id, person)
    except NotEditable as gone:
        await update(client, window.view_id, await instead(service, gone, form_context.language))
        return
    if not window.shows(order.draft):
        return
    if line_in_hand(order.draft, form_context).picture is not None:
        try:
            await client.views_update(
                view_id=window.view_id, view=as_json(line_view(order, form_context, pictured=True))
            )
        except SlackApiError as error:
            logger.info("a line is shown without its picture", reason=reason_of(error))
        else:
            return
    await update(client, window.view_id, line_view(order, form_context))


async def update(client: AsyncWebClient, view_id: str, view: View) -> None:
    """Put a view in the place of an open one; that it has been closed meanwhile is no error.

    One that Slack refuses may be refused for its file types: it is drawn again without them.
    """
    drawn = as_json(view)
    try:
        await client.views_update(view_id=view_id, view=drawn)
    except SlackApiError as error:
        if reason_of(error) == VIEW_IS_CLOSED:
            return
        unrestricted = without_filetypes(view)
        if reason_of(error) != VIEW_IS_REFUSED or unrestricted == drawn:
            raise
        logger.info("a view is shown without its file types", reason=reason_of(error))
        await client.views_update(view_id=view_id, view=unrestricted)
