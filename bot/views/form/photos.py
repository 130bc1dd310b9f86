"""The photos that a job needs: on the summary, in the window that asks for them, and in the person's messages."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, ConfirmObject, InteractiveElement
from slack_sdk.models.views import View

from bot.views.approval.approval_waiting import take_back_button
from bot.views.ids import Action, Callback, Metadata
from bot.views.inputs import input_blocks
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_TITLE, plain, section, user
from bot.views.orders.cards import Message, message, sent_name
from bot.views.orders.notices import notice_view
from flows.catalog import Catalog
from flows.draft import Draft
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, _n, shaped
from flows.order import EDITABLE, Order, State
from flows.waiting.photos import asked_fields, missing_photos, photos_of_job, photos_there

SCREEN = "photos"


def photos_summary(draft: Draft, form_context: FormContext) -> list[Text]:
    """Which of the job's photos are there, and what becomes of those that are missing."""
    asked = photos_of_job(draft, form_context.catalog)
    if form_context.files is None or not asked:
        return []
    there, missing = photos_there(draft), missing_photos(draft, form_context.catalog)
    texts = [_("✅ Photos: {photos}", photos=", ".join(one for one in asked if one in there))]
    if missing:
        ask = _(
            "📷 Missing photos: {photos}. After Create I'll ask you for them; the order is sent once they are there.",
            photos=", ".join(missing),
        )
        return [*(texts if there else []), ask]
    return texts


def needs_photos(draft: Draft, form_context: FormContext) -> bool:
    """Whether the order waits for photos once it is confirmed."""
    return form_context.files is not None and bool(missing_photos(draft, form_context.catalog))


def photos_view(order: Order, form_context: FormContext) -> View:
    """The window that takes the missing photos."""
    language, fields = form_context.language, asked_fields(order.draft, form_context)
    ask = _("Add what you have; I'll ask again for the rest.")
    return View(
        type="modal",
        callback_id=Callback.PHOTOS,
        private_metadata=Metadata(order_id=order.id, edition=order.edition).dump(),
        title=plain(language, _("Photos"), LONGEST_TITLE),
        submit=plain(language, _("Add"), LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        blocks=[section(language, ask), *input_blocks(SCREEN, fields, {}, form_context)],
    )


def waiting_for_photos_view(order: Order, catalog: Catalog, language: Language) -> View:
    """In the modal after Create."""
    texts = [_waits(order, catalog), _("I've written to you: add them there when you have them.")]
    return notice_view(language, _("Waiting for photos"), texts, photo_buttons(order, catalog, language))


def photos_message(order: Order, catalog: Catalog, language: Language, *, still_asks: bool) -> Message:
    """To the person: what is missing, and the three ways on; once it isn't asked for any more, why."""
    if not still_asks:
        return message(language, [_over(order, catalog)])
    there = photos_there(order.draft)
    got = [_("✅ Photos: {photos}", photos=", ".join(sorted(there)))] if there else []
    buttons = ActionsBlock(block_id="photos", elements=photo_buttons(order, catalog, language))
    return message(language, [_waits(order, catalog), *got], buttons)


def _waits(order: Order, catalog: Catalog) -> Text:
    missing = missing_photos(order.draft, catalog)
    if not missing:
        return shaped("*{name}* · {text}", name=sent_name(order), text=waiting_text(order, catalog))
    return _n(
        "📷 *{name}* waits for {count} photo: {photos}. It is sent once that is there.",
        "📷 *{name}* waits for {count} photos: {photos}. It is sent once they are there.",
        count=len(missing),
        name=sent_name(order),
        photos=", ".join(missing),
    )


def _over(order: Order, catalog: Catalog) -> Text:
    name, missing = sent_name(order), missing_photos(order.draft, catalog)
    if order.state in EDITABLE | {State.AWAITING_PHOTOS, State.DISCARDED, State.EXPIRED}:
        if order.decided_by:
            by = user(order.decided_by)
            return _(
                "{user} gave you *{name}* back. Its photos are asked for again when you create it.",
                user=by,
                name=name,
            )
        return _("You took *{name}* back. Its photos are asked for again when you create it.", name=name)
    if missing:
        return _n(
            "*{name}* goes on without this photo: {photos}.",
            "*{name}* goes on without these photos: {photos}.",
            count=len(missing),
            name=name,
            photos=", ".join(missing),
        )
    return _("✅ *{name}* has all its photos and goes on.", name=name)


def waiting_text(order: Order, catalog: Catalog) -> Text:
    """Where the order stands, in a list; the catalog may have changed since."""
    if missing := missing_photos(order.draft, catalog):
        return _("📷 Waiting for photos: {photos}", photos=", ".join(missing))
    return _("📷 No photo is missing any more. “Create without them” sends the order.")


def photo_buttons(order: Order, catalog: Catalog, language: Language) -> list[InteractiveElement]:
    """Add them, do without, or change the order."""
    add = ButtonElement(
        text=plain(language, _("Add photos"), LONGEST_BUTTON),
        action_id=Action.ADD_PHOTOS,
        value=order.id,
        style="primary",
    )
    without = without_button(order, catalog, language, Action.WITHOUT_PHOTOS)
    return [add, without, take_back_button(order, language)]


def without_button(order: Order, catalog: Catalog, language: Language, action: Action) -> ButtonElement:
    """Creates the order without them, once that is confirmed."""
    missing = len(missing_photos(order.draft, catalog))
    return ButtonElement(
        text=plain(language, _n("Create without it", "Create without them", missing), LONGEST_BUTTON),
        action_id=action,
        value=order.id,
        confirm=ConfirmObject(
            title=plain(
                language,
                _n("Create without the photo?", "Create without the photos?", missing),
                LONGEST_BUTTON,
            ),
            text=plain(
                language,
                _n(
                    "It can't be added to the order afterwards.",
                    "They can't be added to the order afterwards.",
                    missing,
                ),
                LONGEST_BUTTON,
            ),
            confirm=plain(language, _("Create without"), LONGEST_TITLE),
            deny=plain(language, _n("Wait for it", "Wait for them", missing), LONGEST_TITLE),
        ),
    )
