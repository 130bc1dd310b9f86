"""Windows that a draft was gone on without: nothing is done from them, and each says so."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.middleware.context import Interaction
from bot.notify.show_draft import update
from bot.service.errors import OpenedElsewhere
from bot.slack.filled_inputs import filled_inputs
from bot.slack.nice_to_have import nice_to_have
from bot.views.form.outdated import outdated_view
from flows.draft import FORM_STEPS, Draft, Step
from flows.form.dialog import initial
from flows.form.form_context import FormContext
from storage import StoreError

logger = log(__name__)

OUTDATED = "outdated"
"""Where an ack function leaves the view that says so, for the lazy functions."""


async def say_outdated(interaction: Interaction, elsewhere: OpenedElsewhere) -> View:
    """To be shown in the window's place; what was filled in there is repeated."""
    form_context = await interaction.form_context()
    held = _held(interaction, elsewhere.draft, form_context)
    view = outdated_view(elsewhere.draft.id, form_context.language, held)
    interaction.context[OUTDATED] = view
    return view


async def show_outdated(interaction: Interaction, client: AsyncWebClient) -> bool:
    """Put it in the place of all the window's views; gives whether the window is outdated."""
    view = interaction.context.get(OUTDATED)
    if not isinstance(view, View):
        return False
    for view_id in dict.fromkeys((interaction.view.view_id, interaction.view.root_view_id)):
        await update(client, view_id, view)
    return True


async def opened_in(interaction: Interaction, client: AsyncWebClient, view_id: str, order_id: str) -> None:
    """The draft is in this window from now on, and the windows that had it before say so.

    Only where all that is typed is saved by then: else it stays in sight until something is pressed there.
    """
    service = interaction.service
    try:
        others = await service.store.modals.show(view_id, order_id, service.clock())
    except StoreError as error:
        # It is open all the same, and what is done in it says what is wrong.
        logger.warning("it isn't kept which window shows a draft", reason=str(error))
        return
    if not (others and service.settings.quiet_saving):
        return
    outdated = outdated_view(order_id, await interaction.language())
    for other in others:
        with nice_to_have("a window that a draft was gone on without"):
            await update(client, other, outdated)


def _held(interaction: Interaction, draft: Draft, form_context: FormContext) -> Sequence[tuple[str, str]]:
    """Label and value of what was filled in and is another in the draft, or isn't there."""
    view, filled = interaction.view, filled_inputs(interaction.body["view"])
    is_step = view.screen in FORM_STEPS
    now = initial(draft, Step(view.screen), form_context) if is_step else {}
    differing = [
        view.blocks[key] for key, input in view.inputs.items() if input != now.get(key) and key in view.blocks
    ]
    return [filled[block] for block in differing if block in filled]
