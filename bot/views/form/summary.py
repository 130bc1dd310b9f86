"""The summary: every value as stored, what was assumed, where it goes. Create here is the only thing that sends."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.views.approval.asked import asked_by_rule
from bot.views.approval.broken_rules import breach_texts
from bot.views.as_json import drawn_once
from bot.views.form.files import files_summary
from bot.views.form.offer import line_texts, total_texts
from bot.views.form.photos import needs_photos, photos_summary
from bot.views.ids import Action, Callback, Metadata
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_TITLE, channel, context, plain, section, sections, user
from bot.views.order_buttons import details_button
from bot.views.orders.cards import linked_number
from bot.views.orders.refusal import edit_button, refusal_blocks
from flows.address.rules import place_line
from flows.catalog import Catalog, Workflow
from flows.draft import FORM_STEPS, Address, Client, Draft, Job, Offer, Position, Step
from flows.form.field import StepContext
from flows.form.form_context import FormContext
from flows.form.from_text import notes_of_text
from flows.form.remarks import Remark, remarks
from flows.form.summary_warnings import Earlier, repeats, warnings
from flows.i18n.language import Language
from flows.i18n.texts import Country, Markup, Text, _, _n, shaped, verbatim
from flows.names import order_name
from flows.offer.currencies import offer_currency
from flows.offer.rules import approval_rule
from flows.offer.totals import totals
from flows.order import Order, State
from flows.readers import show_phone, show_position
from flows.screens import SCREENS
from flows.screens.custom import shown_answer
from flows.screens.offer import OPERATOR


def summary_view(
    order: Order,
    form_context: FormContext,
    channel_id: str | None,
    notice: Text | None = None,
    earlier: Sequence[Earlier] = (),
) -> View:
    """The order as it will be sent, section by section, each with an Edit button; `earlier` are orders like it."""
    draft, language = order.draft, form_context.language
    named = (
        refusal_blocks(order, form_context, edit_button(language)) if order.state is State.REJECTED else []
    )
    rule = approval_rule(draft, form_context.catalog)
    approvers = asked_by_rule(rule, form_context.catalog, order.origin.user) if rule else None
    heeded = [*([notice] if notice else []), *warnings(draft, form_context)]
    top = [
        *([] if order.state is State.REJECTED else _sent_back(order)),
        *(shaped("⚠️ {warning}", warning=warning) for warning in heeded),
        *breach_texts(draft, form_context),
        *notes_of_text(draft, form_context),
        *photos_summary(draft, form_context),
    ]
    blocks: list[Block] = [
        *([section(language, _refusal(order, named))] if order.state is State.REJECTED else []),
        *named,
        *sections(language, *top),
        *_repeats(draft, earlier, language),
        *_remarks(draft, language),
        *section_blocks(draft, form_context),
        DividerBlock(),
        context(
            language, *_destination(channel_id, approvers, needs_photos=needs_photos(draft, form_context))
        ),
    ]
    return View(
        type="modal",
        callback_id=Callback.SUMMARY,
        private_metadata=Metadata.of(order, rule.approvers if rule else None).dump(),
        title=plain(language, _("Check the order"), LONGEST_TITLE),
        submit=plain(language, _("Ask for approval") if rule else _("Create order"), LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        notify_on_close=True,
        blocks=blocks,
    )


def _repeats(draft: Draft, earlier: Sequence[Earlier], language: Language) -> Sequence[Block]:
    """Orders like it, each with the button that opens it."""
    return [
        section(
            language,
            shaped("⚠️ {warning}", warning=text),
            accessory=details_button(one.order.id, language),
        )
        for one, text in repeats(draft, earlier, linked_number)
    ]


def _remarks(draft: Draft, language: Language) -> Sequence[Block]:
    """What looks wrong, each with the button that corrects it where one tap can."""
    return [
        section(language, shaped("⚠️ {remark}", remark=remark.text), accessory=_correction(remark, language))
        for remark in remarks(draft)
    ]


def _correction(remark: Remark, language: Language) -> ButtonElement | None:
    if remark.correction is None or remark.button is None:
        return None
    return ButtonElement(
        text=plain(language, remark.button, LONGEST_BUTTON),
        action_id=f"{Action.CORRECT}.{remark.correction}",
        value=remark.correction.value,
    )


def _refusal(order: Order, named: Sequence[Block]) -> Text:
    if named:
        return _("⚠️ The order system refused it. Change what it names below and create it again.")
    if not order.refusal:
        return _("⚠️ The order system refused it and gave no reason. Change it and create it again.")
    return _("⚠️ The order system refused it: “{words}”. Change it and create it again.", words=order.refusal)


def _sent_back(order: Order) -> list[Text]:
    if not (order.decided_by and order.comment):
        return []
    by, comment = user(order.decided_by), order.comment
    return [_("↩️ {user} sent it back: “{comment}”. Change it and go on.", user=by, comment=comment)]


def _destination(channel_id: str | None, approvers: Text | None, *, needs_photos: bool) -> Sequence[Text]:
    """What the button does first, and where the order goes then."""
    if approvers is not None:
        return [_asks(approvers, needs_photos=needs_photos), _then(channel_id)]
    if needs_photos:
        asks = _("“Create order” asks you for the missing photos. Nothing is sent until they are there.")
        return [asks, _then(channel_id)]
    if channel_id is None:
        return [_("“Create order” sends it to Installer.com. It can't be deleted there afterwards.")]
    return [
        _(
            "“Create order” sends it to Installer.com and posts it in {channel}. It can't be deleted there afterwards.",
            channel=channel(channel_id),
        )
    ]


def _asks(approvers: Text, *, needs_photos: bool) -> Text:
    if needs_photos:
        return _(
            "“Ask for approval” asks you for the missing photos, and then {group}. "
            "Nothing is sent until one of them approves.",
            group=approvers,
        )
    return _("“Ask for approval” asks {group}. Nothing is sent until one of them approves.", group=approvers)


def _then(channel_id: str | None) -> Text:
    if channel_id is None:
        return _("Then it goes to Installer.com, where it can't be deleted.")
    return _(
        "Then it goes to Installer.com, where it can't be deleted, and is posted in {channel}.",
        channel=channel(channel_id),
    )


def section_blocks(draft: Draft, form_context: FormContext, *, is_editable: bool = True) -> Sequence[Block]:
    """Every value as stored, section by section; each with an Edit button where it `is_editable`."""
    language = form_context.language
    blocks: list[Block] = [
        block
        for step in FORM_STEPS
        if step is not Step.OFFER and draft.section(step) is not None
        for block in sections(
            language,
            *_about(step, draft, form_context),
            accessory=_edit(step, language) if is_editable else None,
        )
    ]
    edit_files = _edit(Step.JOB, language, "files") if is_editable else None
    files = files_summary(draft, form_context, edit_files)
    offer = _offer(draft, draft.offer, form_context, is_editable=is_editable) if draft.offer else []
    return [*blocks, *files, *offer]


@functools.cache
def _edit(step: Step, language: Language, part: str = "") -> ButtonElement:
    return drawn_once(
        ButtonElement(
            text=plain(language, _("Edit"), LONGEST_BUTTON),
            action_id=f"{Action.EDIT}.{part or step}",
            value=step.value,
        )
    )


def _about(step: Step, draft: Draft, form_context: FormContext) -> Sequence[Text]:
    answers = _answers(step, draft, form_context)
    match draft.section(step):
        case Client() as client:
            return [*_client(client), *answers]
        case Address() as address:
            return [*_address(address), *answers, *_position(address)]
        case Job() as job:
            return job_texts(draft, job, form_context)
        case _:
            return [shaped("*{title}*", title=SCREENS[step].title), *answers]


def _answers(step: Step, draft: Draft, form_context: FormContext) -> Sequence[Text]:
    """What a step's fields show below its section's first lines."""
    screen, step_context = SCREENS[step], StepContext(draft, form_context)
    values = screen.initial_values(step_context)
    shown = [field.on_summary(values.get(field.key)) for field in screen.fields(step_context)]
    return [text for text in shown if text is not None]


def _client(client: Client) -> Sequence[Text]:
    return [
        shaped("*{name}*", name=client.contact_person),
        verbatim(show_phone(client.phone)),
        verbatim(client.email),
    ]


def _address(address: Address) -> Sequence[Text]:
    line = shaped("*{street}, {place}*", street=address.street, place=place_line(address))
    return [
        _("{address} (city from the postal code)", address=line) if address.city_found else line,
        shaped("{country}", country=Country(address.country)),
    ]


def _position(address: Address) -> Sequence[Text]:
    if address.position:
        return [_("Position: {position}", position=_on_map(address.position))]
    if address.found:
        return [_("Position: {position} (from geocoder)", position=_on_map(address.found.position))]
    return []


def _on_map(position: Position) -> Markup:
    """A link to look at: figures alone tell nobody whether they are right."""
    lat, lon = position.latitude, position.longitude
    url = f"https://www.openstreetmap.org/?mlat={lat}&amp;mlon={lon}#map=17/{lat}/{lon}"
    return Markup(f"<{url}|{show_position(position)}>")


def job_texts(draft: Draft, job: Job, form_context: FormContext, *, named: bool = True) -> Sequence[Text]:
    """The job with everything that was answered about it, and the order's name, which may hold the client's."""
    catalog = form_context.catalog
    workflow = catalog.workflow(job.workflow)
    if workflow is None:
        return [_("The job is no longer in the catalog. Press “Edit” and choose another.")]
    name = _("Order name: {name}", name=order_name(draft, workflow, catalog))
    return [
        shaped("*{workflow}*", workflow=workflow.name),
        *([name] if named else []),
        *_custom_fields(job, workflow),
        *_installers(job, workflow, catalog),
        *_answers(Step.JOB, draft, form_context),
    ]


def _custom_fields(job: Job, workflow: Workflow) -> Sequence[Text]:
    return [
        shaped(
            "{label}: {value}", label=custom.label, value=shown_answer(custom, job.custom_fields[custom.key])
        )
        for custom in workflow.fields
        if custom.key in job.custom_fields
    ]


def _installers(job: Job, workflow: Workflow, catalog: Catalog) -> Sequence[Text]:
    return [
        shaped("{label}: {value}", label=actor.label, value=organization.name)
        for actor in workflow.actors
        if (organization := catalog.organization(job.installers.get(actor.slug, "")))
    ]


def _offer(draft: Draft, offer: Offer, form_context: FormContext, *, is_editable: bool) -> Sequence[Block]:
    language = form_context.language
    head = [
        _n("*Offer · {count} line*", "*Offer · {count} lines*", count=len(draft.lines)),
        *_about_offer(draft, offer),
        *_answers(Step.OFFER, draft, form_context),
    ]
    lines = sections(language, *(text for line in draft.lines for text in line_texts(line, form_context)))
    sums = totals(draft.lines, offer_currency(draft, form_context))
    total = (
        [section(language, *total_texts(sums, sees_payout=form_context.sees_payout))] if draft.lines else []
    )
    edit = _edit(Step.OFFER, language) if is_editable else None
    return [section(language, *head, accessory=edit), *lines, *total]


def _about_offer(draft: Draft, offer: Offer) -> Sequence[Text]:
    if draft.lines:
        name = [_("Offer name: {name}", name=offer.offer_name)] if offer.offer_name else []
        return [*name, _("Paid by us") if offer.payer == OPERATOR else _("Paid by the client")]
    if offer.offer_name:
        return [
            _(
                "The offer name “{name}” isn't sent: an offer is sent with its lines. Add a line to send it.",
                name=offer.offer_name,
            )
        ]
    return []
