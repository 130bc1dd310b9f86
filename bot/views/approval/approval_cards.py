"""What approvers see: the card with the order, the window for a comment, and what was decided."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock, SectionBlock
from slack_sdk.models.views import View

from bot.settings import ClientInChannel
from bot.views.approval.asked import asked_text
from bot.views.approval.broken_rules import breach_texts
from bot.views.form.offer import line_texts, total_texts
from bot.views.form.summary import job_texts
from bot.views.ids import Action, Callback, CardMetadata, Metadata
from bot.views.inputs import input_block
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_TITLE, marked, moment, plain, section, sections, user
from bot.views.orders.cards import (
    LONGEST_FALLBACK,
    Message,
    client_texts,
    dotted,
    message,
    sent_name,
)
from flows.catalog import Catalog
from flows.draft import Draft
from flows.form.field import Field, Kind
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import Parameter, Text, _, _n, shaped, verbatim
from flows.offer.currencies import offer_currency
from flows.offer.totals import totals
from flows.order import Order, State
from flows.readers import read_paragraph

SCREEN = "send_back"
LONGEST_COMMENT = 1000
LONGEST_JOB = 6000
MOST_LINES = 20
"""A message holds 50 blocks (https://docs.slack.dev/reference/methods/chat.postMessage) of some 12,000 characters."""

COMMENT = Field(
    "comment",
    _("What should be changed"),
    Kind.PARAGRAPH,
    read=lambda input: read_paragraph(input, longest=LONGEST_COMMENT),
    missing=_("Write what should be changed, for example “At most 15 % on the charger”."),
    hint=_("The person who took the order will see this."),
)


def approval_card(order: Order, form_context: FormContext, shows: ClientInChannel, ask: Text) -> Message:
    """What is asked, the order as its summary shows it, of the client what the setting allows, and the two decisions.

    `form_context` is the approver's: payouts and margins are there only if they may see them.
    """
    language, draft = form_context.language, order.draft
    blocks: list[Block] = [
        *sections(language, ask, *breach_texts(draft, form_context), *_who_and_where(draft, shows)),
        *_job(draft, form_context, named=shows is ClientInChannel.FULL),
        DividerBlock(),
        *_offer(draft, form_context),
        ActionsBlock(block_id="approval", elements=_decisions(order, language)),
    ]
    return Message(marked(language, ask, longest=LONGEST_FALLBACK), blocks)


def _who_and_where(draft: Draft, shows: ClientInChannel) -> list[Text]:
    city = [verbatim(draft.address.city)] if draft.address else []
    known = [*client_texts(draft, shows), *city]
    return [dotted(known)] if known else []


def _job(draft: Draft, form_context: FormContext, *, named: bool) -> list[SectionBlock]:
    if draft.job is None:
        return []
    language = form_context.language
    blocks = sections(language, *job_texts(draft, draft.job, form_context, named=named))
    shown = [
        block
        for block, so_far in zip(blocks, accumulate(map(_length, blocks)), strict=True)
        if so_far <= LONGEST_JOB
    ]
    if len(shown) < len(blocks):
        shown.append(section(language, _("The rest is left out; the message got too long for Slack.")))
    return shown


def _length(block: SectionBlock) -> int:
    return len(block.text.text) if block.text else 0


def _offer(draft: Draft, form_context: FormContext) -> list[Block]:
    language = form_context.language
    texts = [_n("*Offer · {count} line*", "*Offer · {count} lines*", count=len(draft.lines))]
    texts += [text for line in draft.lines[:MOST_LINES] for text in line_texts(line, form_context)]
    if more := len(draft.lines[MOST_LINES:]):
        texts.append(
            _n(
                "… and {count} more line, which is in the sum",
                "… and {count} more lines, which are in the sum",
                more,
            )
        )
    if not draft.lines:
        return [*sections(language, *texts)]
    sums = totals(draft.lines, offer_currency(draft, form_context))
    total = section(language, *total_texts(sums, sees_payout=form_context.sees_payout))
    return [*sections(language, *texts), total]


def _decisions(order: Order, language: Language) -> list[ButtonElement]:
    seen = Metadata(order_id=order.id, edition=order.edition).dump()
    return [
        ButtonElement(
            text=plain(language, _("Approve"), LONGEST_BUTTON),
            action_id=Action.APPROVE,
            value=seen,
            style="primary",
        ),
        ButtonElement(
            text=plain(language, _("Send back"), LONGEST_BUTTON), action_id=Action.SEND_BACK, value=seen
        ),
    ]


def send_back_view(order: Order, language: Language, channel: str, ts: str, name: str) -> View:
    """Asks for the comment; the card it was opened from is in that channel at that timestamp.

    `name` is what approvers may see of the order.
    """
    seen = CardMetadata(order_id=order.id, edition=order.edition, channel=channel, ts=ts)
    who = _(
        "*{name}* goes back to {user}, who can change it and ask again.",
        name=name or _("Order"),
        user=user(order.origin.user),
    )
    return View(
        type="modal",
        callback_id=Callback.SEND_BACK,
        private_metadata=seen.dump(),
        title=plain(language, _("Send back"), LONGEST_TITLE),
        submit=plain(language, _("Send back"), LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        blocks=[section(language, who), input_block(SCREEN, COMMENT, None, language)],
    )


def escalation_note(order: Order, catalog: Catalog, language: Language, now: datetime, name: str) -> Message:
    """To who is told that nobody decides: the order, who was asked and since when; its reader may decide nothing."""
    since = _(
        "It has waited for approval by {group} since {when}, and nobody has decided.",
        group=asked_text(order, catalog, now),
        when=moment(order.confirmed_at or order.updated_at),
    )
    ways_on = _("Remind one of them, or ask {user} to take it back.", user=user(order.origin.user))
    return message(
        language, [shaped("⚠️ {order}", order=_taken_by(name or _("Order"), order)), since, ways_on]
    )


def decided_card(order: Order, language: Language, text: Text, name: str | None = None) -> Message:
    """In the card's place, once there is nothing more to decide on it; `name` is how its reader knows the order."""
    shown = sent_name(order) if name is None else name or _("Order")
    return message(language, [_taken_by(shown, order), text])


def _taken_by(name: Parameter, order: Order) -> Text:
    return _("*{name}* · taken by {user}", name=name, user=user(order.origin.user))


def decided_text(order: Order) -> Text:
    """What has become of an order that an approver was asked about."""
    if order.state is State.AWAITING:
        return _("It was changed, and you were asked again. Decide in the newer message.")
    if order.decided_by and order.comment:
        return _("↩️ {user} sent it back: “{comment}”", user=user(order.decided_by), comment=order.comment)
    if order.decided_by:
        return _("✅ {user} approved it. It is on its way; nothing more to do.", user=user(order.decided_by))
    return _("{user} took it back. There is nothing left to decide here.", user=user(order.origin.user))


def may_not_decide_text() -> Text:
    """To somebody a card was forwarded to."""
    return _(
        "You can't decide about this order: that is for those who were asked, in their own message from me."
    )
