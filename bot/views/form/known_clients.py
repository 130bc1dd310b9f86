"""Finding a client who has ordered before: the search on the first screen, and the rows it offers."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ExternalDataSelectElement

from bot.views.ids import Action, block_id
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_OPTION, cut, plain, section
from flows.clients import KnownClient
from flows.draft import Draft, Step, any_typed
from flows.form.field import Option
from flows.form.form_context import FormContext
from flows.i18n.texts import _, shaped

FEWEST_LETTERS = 2
LONGEST_NAME = 30
LONGEST_CITY = 16
LAST_DIGITS = 4


def known_client_blocks(draft: Draft, form_context: FormContext) -> Sequence[Block]:
    """The search, for those who may see clients and where there are any; what is picked fills two screens."""
    if draft.step is not Step.CLIENT or not form_context.finds_clients:
        return []
    language = form_context.language
    search = ExternalDataSelectElement(
        action_id=Action.KNOWN_CLIENT,
        min_query_length=FEWEST_LETTERS,
        placeholder=plain(language, _("Name, phone or e-mail"), LONGEST_BUTTON),
        focus_on_load=begins_in_search(draft) or None,
    )
    # It forgets what was picked when the screen is filled: whoever is picked next is a change again.
    rotation = "filled" if draft.client else ""
    known = block_id(Step.CLIENT, "known_client", rotation)
    return [section(language, _("*Known client*"), accessory=search, block_id=known)]


def begins_in_search(draft: Draft) -> bool:
    """Nothing is known of the client yet: once something is, the cursor belongs in what is missing."""
    return draft.client is None and not any_typed(draft.inputs.get(Step.CLIENT, {}))


def known_client_option(known: KnownClient) -> Option:
    """A row that tells two of the same name apart: name, place, the phone's last digits."""
    name = cut(known.client.contact_person, LONGEST_NAME)
    digits = f"…{known.client.phone[-LAST_DIGITS:]}"
    city = cut(known.address.city, LONGEST_CITY)
    left = LONGEST_OPTION - len(f"{name} · , {city} · {digits}")
    place = f"{cut(known.address.street, left)}, {city}"
    return Option(known.id, shaped("{name} · {place} · {digits}", name=name, place=place, digits=digits))
