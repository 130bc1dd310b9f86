"""A window from which its draft was gone on with in another one."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, cut, plain
from bot.views.orders.notices import notice_view
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, shaped

LONGEST_HELD = 1000
"""Characters shown of one input: a description may be three times as long."""


def outdated_view(order_id: str, language: Language, held: Sequence[tuple[str, str]] = ()) -> View:
    """Why nothing can be done here, what was in the window and isn't in the draft, and a way to go on here.

    `held` has a label and what was filled in, for each input.
    """
    here = ButtonElement(
        text=plain(language, _("Continue here"), LONGEST_BUTTON),
        action_id=Action.CONTINUE,
        value=order_id,
        style="primary",
    )
    texts = [
        _(
            "This order was continued on another device or in another window, so it can't be changed from here."
        ),
        *_held_texts(held),
    ]
    return notice_view(language, _("Continued elsewhere"), texts, [here])


def _held_texts(held: Sequence[tuple[str, str]]) -> list[Text]:
    if not held:
        return []
    listed = [
        shaped("• {label}: {value}", label=label, value=cut(value, LONGEST_HELD)) for label, value in held
    ]
    return [_("This was filled in here and isn't in the order:"), *listed]
