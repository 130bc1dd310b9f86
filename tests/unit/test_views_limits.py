"""Every view and message for orders at their limits: Slack takes it, and no person's words act as markup."""

from __future__ import annotations

import functools
import gettext
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from babel import Locale
from slack_sdk.models.views import View

from bot.settings import ClientInChannel
from bot.views.approval import approval_cards
from bot.views.approval.approval_cards import (
    approval_card,
    decided_card,
    escalation_note,
    may_not_decide_text,
    send_back_view,
)
from bot.views.approval.approval_waiting import (
    awaiting_view,
    receipt_approved,
    receipt_awaiting,
    receipt_sent_back,
    receipt_stand_in,
)
from bot.views.approval.asked import asking_text
from bot.views.as_json import as_json
from bot.views.form.line import line_view
from bot.views.form.offer_discount import discount_view
from bot.views.form.paste_lines import paste_view, preview_view
from bot.views.form.photos import photos_message, photos_view, waiting_for_photos_view
from bot.views.form.resume import resume_view
from bot.views.form.screens import draft_view
from bot.views.help import help_message, language_message
from bot.views.home import OwnOrders, home_view
from bot.views.operators.stuck_orders import decided_text, sent_again_text, stuck_card, which_order_view
from bot.views.orders.cards import Message, channel_card, headline, message, receipt_created, receipt_rejected
from bot.views.orders.details import Shown, details_elsewhere_view, details_view, no_such_order_view
from bot.views.orders.list_windows import ListMetadata, filter_view, share_view
from bot.views.orders.not_posted import not_posted, posted_after_all
from bot.views.orders.notices import (
    given_up_text,
    gone_view,
    loading_view,
    open_button,
    outcome_view,
    posted,
    token_refused_text,
    trouble_text,
    trouble_view,
)
from bot.views.orders.order_list import list_message, shared_list_message
from bot.views.orders.progress import receipt_waiting, under_way_blocks
from bot.views.rights import may_not
from flows.audit import AuditEntry, Deed
from flows.catalog import ApproverGroup, Consequence, FieldType, Rule
from flows.draft import (
    MAXIMUM_LINES,
    Address,
    Client,
    Draft,
    FileProblem,
    FileState,
    Job,
    Line,
    LineInHand,
    Offer,
    OrderFile,
    Step,
)
from flows.files import MOST_FILES, linked
from flows.form.field import StepContext
from flows.form.form_context import FileRules, FormContext
from flows.form.summary_warnings import MOST_REPEATS, Earlier
from flows.i18n.language import Language, language, shipped_languages
from flows.i18n.texts import Money, Text, shaped, verbatim
from flows.listing.order_list import Entry, Listing, Source
from flows.listing.page import LONGEST_TEXT, Filters, ListPage, Period, Stage
from flows.listing.query import Position
from flows.offer.lines import unfold_details
from flows.offer.rules import nobody_to_ask
from flows.order import UNDER_WAY, Doubt, Occasion, Order, State, Trouble
from flows.pasting.paste import read_pasted
from flows.pasting.pasted import SCREEN as PASTE
from flows.pasting.pasted import TABLE
from flows.rights import Right
from flows.screens import SCREENS
from flows.screens.line import line_fields
from flows.sending.compiling import compile_order
from flows.waiting.follow_up import FollowUp
from sandbox.limits import refusals
from tests.support.catalogs import BIG, long_name
from tests.support.drafts import NOW, ORIGIN, changed_catalog, filled_to, form_context, order_of
from tests.support.thorough import one_in

Json = dict[str, Any]

CHANNEL = "C0ORDERS"
OURS = re.compile(r"<@U0(KARI|LENA)\d*>|<#C0ORDERS>|<!date\^\d+\^[^|<>]+\|[^<>]+>|<https://x\.no/1\|[^<>|]+>")
"""Mentions of who took it and of approvers, the channel, times, links to orders: the only markup there is."""


class LongestWords(gettext.NullTranslations):
    """Of every text the translation that is longest, whichever language it is in."""

    def gettext(self, message: str) -> str:
        return max((words.gettext(message) for words in SPOKEN), key=len)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return max((words.ngettext(msgid1, msgid2, n) for words in SPOKEN), key=len)


SPOKEN = [language(code)._words for code in shipped_languages()]
LONGEST = Language(Locale.parse("nb"))
LONGEST._words = LongestWords()
READ = {"the longest of all": LONGEST, "en": language("en"), "nb": language("nb")}
LANGUAGES = pytest.mark.parametrize("spoken", [*READ.values()][:: one_in(3)], ids=[*READ][:: one_in(3)])


def hostile(length: int) -> str:
    """So many characters that ping, link, quote and escape where they are let."""
    return ("<!channel> <@U0EVIL> &&&& <https://evil.example|x> *_`~ {name} " * length)[:length]


TEXT = hostile(2000)
EMOJI = "\U0001f642" * 2000
EVERYTHING = BIG.workflows[0]
FOLLOW_UP = FollowUp(stand_in="stand-in", stand_in_at=NOW)
SHORT_ANSWERS: Mapping[FieldType, str | bool] = {
    FieldType.YES_NO: True,
    FieldType.NUMBER: "-999999999999.999999",
    FieldType.DATE: "2026-11-24",
    FieldType.CHOICE: long_name(99),
}
STRICT = changed_catalog(
    of=BIG,
    approver_groups=(
        ApproverGroup(name="leads", label=hostile(75), users=("U0LENA", *(f"U0KARI{n}" for n in range(20)))),
        ApproverGroup(name="stand-in", label=hostile(75), users=tuple(f"U0KARI{n}" for n in range(20, 40))),
    ),
    rules=(
        *(Rule(margin_below="100", text=hostile(150), then=Consequence.APPROVE, approvers="leads"),) * 20,
        Rule(discount_above="0"),
    ),
)
"""Everything breaks its rules."""
ANSWERS = {field.key: SHORT_ANSWERS.get(field.type, hostile(3000)) for field in EVERYTHING.fields}


def line(number: int, words: str = TEXT) -> Line:
    """A line in the largest figures and the longest words."""
    return Line(
        id=str(number),
        name=words,
        description=hostile(3000),
        external_id=words,
        image_url="https://example.com/" + "x" * 2980,
        quantity=9999,
        unit_price=9_999_999_999,
        currency="NOK",
        vat_rate=number * 100 + 1,
        discount=9_999_999_998,
        discount_source=words,
        payout=9_999_999_999,
    )


def draft(words: str = TEXT, *, lines: int = MAXIMUM_LINES) -> Draft:
    """An order with everything in it, as long as it can be."""
    return Draft(
        id="0b8e6f1e-6f0e-4f57-9d53-0c2f60d7b001",
        client=Client(
            contact_person=words,
            phone="+4799900111",
            phone_typed=words[:255],
            phone_country="NO",
            email="a@b.no",
        ),
        address=Address(country="GS", street=words, postal_code="SIQQ 1ZZ", city=words, workplace=words),
        job=Job(
            workflow=EVERYTHING.key,
            custom_fields=ANSWERS,
            installers={actor.slug: str(BIG.organizations[0].id) for actor in EVERYTHING.actors},
            tags=tuple(str(tag.id) for tag in BIG.tags[:10]),
            order_name=words,
            description=hostile(3000),
        ),
        offer=Offer(offer_name=words),
        lines=tuple(line(number, words) for number in range(lines)),
    )


def inputs(fields: tuple[Any, ...]) -> dict[str, str]:
    return {field.key: field.options[0].value if field.options else hostile(3000) for field in fields}


def half_typed(step: Step, here: FormContext) -> Draft:
    """The step's inputs full of what can't be accepted."""
    asked = SCREENS[step].fields(StepContext(draft(), here, {"workflow": EVERYTHING.key}))
    return draft().with_(step=step).with_inputs(step, inputs(asked))


def errors(fields: tuple[Any, ...]) -> dict[str, Text]:
    return {field.key: verbatim(hostile(500)) for field in fields}


def order(state: State = State.OPEN, of: Draft | None = None, **more: Any) -> Order:
    """The row of an order with the longest words from everywhere."""
    return order_of(
        of or draft(),
        state,
        body=body_as_sent(),
        refusal=hostile(5000),
        display_id=hostile(100),
        client_url="https://x.no/1",
        **more,
    )


@functools.cache
def body_as_sent() -> str:
    """No view shows anything of it."""
    return compile_order(draft(), BIG, ORIGIN).body()


def form_views(here: FormContext) -> Iterator[View]:
    second_page = draft(lines=21).with_(lines_page=1, returning=True)
    for step in Step:
        for drawn in (draft(), draft(EMOJI), second_page, Draft(id="7")):
            yield draft_view(order_of(drawn.with_(step=step)), here, CHANNEL)
    for step in SCREENS:
        drawn = half_typed(step, here)
        asked = SCREENS[step].fields(StepContext(drawn, here, drawn.inputs[step]))
        yield draft_view(order_of(drawn), here, None, errors(asked), verbatim(hostile(500)))
    rejected = order_of(draft().with_(step=Step.SUMMARY), State.REJECTED, refusal=hostile(5000))
    earlier = [Earlier(order(State.CREATED), timedelta(days=29))] * MOST_REPEATS
    yield draft_view(rejected, here, CHANNEL, notice=verbatim(TEXT), earlier=earlier)
    yield draft_view(order_of(Draft(id="7")), replace(here, finds_clients=True), None)


def deciding_views(here: FormContext) -> Iterator[View]:
    yield which_order_view(order(State.STUCK), here.language, hostile(500))


def approval_views(here: FormContext) -> Iterator[View]:
    strict = replace(here, catalog=STRICT)
    yield send_back_view(order(State.AWAITING), here.language, CHANNEL, "1764000000.000100", hostile(500))
    for step in (Step.OFFER, Step.SUMMARY):
        back = order(of=draft().with_(step=step), decided_by="U0LENA", comment=hostile(1000))
        yield draft_view(back, strict, CHANNEL)
        yield draft_view(back, strict, None)
    for approvers in ("leads", "gone"):
        yield awaiting_view(
            order(State.AWAITING, approvers=approvers, follow_up=FOLLOW_UP), STRICT, here.language, NOW
        )
    waits = [order(State.AWAITING, draft().with_(id=f"draft-{n}"), approvers="leads") for n in range(11)]
    later = NOW + timedelta(days=3)
    yield home_view(OwnOrders("U0KARI", under_way_blocks(waits, STRICT, here.language, later)), here, later)
    for trouble in (None, Trouble.NO_ACCESS):
        rows = [
            order(state, draft().with_(id=state.value), confirmed_at=NOW, trouble=trouble)
            for state in sorted(UNDER_WAY)
        ]
        yield resume_view([], here, under_way_blocks(rows, STRICT, here.language, later))
        yield from (outcome_view(row, here.language, None, waits_long=True, waiting=3) for row in rows)


def line_views(here: FormContext) -> Iterator[View]:
    product = line(1).model_copy(update={"product_id": str(BIG.products[2].id), "unit_price": None})
    for of in (line(1), product, line(1).model_copy(update={"unit_price": None, "vat_rate": None})):
        opened = draft().with_(lines=(of,), line_in_hand=LineInHand(line=of.id))
        asked = line_fields(of, here, details=True)
        for drawn in (opened, unfold_details(opened, inputs(asked)), opened.with_(line_in_hand=LineInHand())):
            yield line_view(order_of(drawn), here)
            yield line_view(order_of(drawn), here, errors(asked))


def paste_views(here: FormContext) -> Iterator[View]:
    """As many lines as an order holds, in the longest words the catalog has, and as many mistakes."""
    keys = [product.key for product in BIG.products if product.currency in {None, "NOK"}]
    products = "\n".join(keys * MAXIMUM_LINES)[:3000].rpartition("\n")[0]  # as much as the input holds
    heads = "Name;" + hostile(300).replace("\n", "") + ";Price"
    for text in (
        products,
        f"{heads}\n{hostile(200)};;1",
        "\n".join([hostile(25)] * MAXIMUM_LINES),
        hostile(3000),
    ):
        drawn = Draft(id="7").with_inputs(PASTE, {TABLE: text})
        pasted = read_pasted(drawn, here)
        yield paste_view(order_of(drawn), here, pasted)
        yield preview_view(order_of(drawn), here, pasted)
        yield discount_view(order_of(pasted.draft), here)
    assert read_pasted(Draft(id="7").with_inputs(PASTE, {TABLE: products}), here).lines


def file_views(here: FormContext) -> Iterator[View]:
    problems = [None, *FileProblem]
    files = tuple(
        OrderFile(
            id=f"F{number}",
            name=TEXT,
            taken_from="job.files",
            size=10**7,
            permalink="https://a.slack.com/" + hostile(500),
            state=FileState.FAILED if problems[number % len(problems)] else FileState.WAITING,
            problem=problems[number % len(problems)],
        )
        for number in range(MOST_FILES)
    )
    types = tuple(f"{number:020}" for number in range(100))
    for uploads in (True, False):
        taking = replace(here, files=FileRules(types, 10**8, uploads))
        for some in (files, files[:1], ()):
            for step in (Step.JOB, Step.OFFER, Step.SUMMARY):
                yield draft_view(order_of(draft().with_(files=some, step=step)), taking, CHANNEL)


def test_a_channels_links_to_files_can_not_be_broken_out_of() -> None:
    file = OrderFile(id="F1", name=TEXT, taken_from="message", permalink="https://a.slack.com/x|<!channel>&y")
    linking = draft().with_(files=(linked(file),))
    card = channel_card(order(State.CREATED, linking), BIG, language("nb"), ClientInChannel.NONE)
    sent = list(marked_up(as_sent(card)))
    assert any("<https://a.slack.com/x%7C&lt;!channel&gt;&amp;y|1>" in text for text in sent)
    assert not any("<!channel>" in text for text in sent)
    off = channel_card(
        order(State.CREATED, linking), BIG, language("nb"), ClientInChannel.NONE, links_files=False
    )
    assert "slack.com" not in str(as_sent(off))


PHOTOS = tuple(f"{number} {hostile(73)}" for number in range(6))
PICTURED = changed_catalog(of=BIG, workflows=(EVERYTHING.model_copy(update={"photos": PHOTOS}),))


def photo_orders() -> Iterator[Order]:
    """With none of the photos, with half of them, and with all."""
    for there in range(0, 7, 3):
        files = (
            OrderFile(id=photo[0], name=TEXT, taken_from="photo", photo=photo) for photo in PHOTOS[:there]
        )
        yield order(State.AWAITING_PHOTOS, draft().with_(id=f"draft-{there}", files=tuple(files)))


def photo_views(here: FormContext) -> Iterator[View]:
    pictured = replace(here, catalog=PICTURED, files=FileRules(("jpg", "pdf"), 10, uploads=True))
    for waits in photo_orders():
        yield photos_view(waits, pictured)
        yield waiting_for_photos_view(waits, PICTURED, here.language)
        for step in (Step.JOB, Step.SUMMARY):
            yield draft_view(order_of(waits.draft.with_(step=step)), pictured, CHANNEL)
    yield home_view(
        OwnOrders("U0KARI", under_way_blocks([*photo_orders()], PICTURED, here.language, NOW)), pictured, NOW
    )


def photo_messages(here: FormContext) -> Iterator[Message]:
    for waits in photo_orders():
        yield photos_message(waits, PICTURED, here.language, still_asks=True)
        for state in (State.OPEN, State.CONFIRMED):
            yield photos_message(replace(waits, state=state), PICTURED, here.language, still_asks=False)


def told_views(here: FormContext) -> Iterator[View]:
    spoken = here.language
    for state in State:
        for more in ({}, {"upstream_id": "4711"}, {"attempts": 2, "doubt": Doubt.NO_ANSWER}):
            yield outcome_view(order(state, **more), spoken, posted(CHANNEL))
    rows = [order(State.REJECTED), *[order_of(half_typed(Step.CLIENT, here))] * 15, order_of(Draft(id="7"))]
    rows = [replace(row, draft=row.draft.with_(id=f"draft-{place}")) for place, row in enumerate(rows)]
    yield resume_view(rows, here)
    yield resume_view([], here)
    yield home_view(OwnOrders("U0KARI", drafts=rows, created=rows[:5], to_approve=rows[:5]), here, NOW)
    yield home_view(OwnOrders("U0KARI"), here, NOW)
    yield from (loading_view(spoken), gone_view(spoken), trouble_view(spoken, trouble_text("4f2a")))


def details_views(here: FormContext) -> Iterator[View]:
    entries = [AuditEntry(NOW, "T0LOCAL", deed, "U0KARI", "1", "word") for deed in Deed] * 10
    limits = (None, *ClientInChannel)
    for state in UNDER_WAY | {State.CREATED}:
        for limited_to in limits:
            asked = may_not(Right.PERSONAL_DATA, ["U0LENA"]) if limited_to else None
            yield details_view(
                Shown(
                    order(state),
                    here,
                    limited_to,
                    asked,
                    entries,
                    sees_audit=limited_to is None,
                    may_order=True,
                    now=NOW,
                )
            )
    yield no_such_order_view(here.language)
    metadata = ListMetadata(
        page=listed(1).page, response_url="https://x.example/" + "y" * 200, begun_in="C0ORDERS"
    )
    yield filter_view(metadata, BIG, here.language, sees_others=True)
    yield share_view(metadata, listed(10), BIG, here.language, here.language)
    yield details_elsewhere_view(listed(1).entries[0], "https://x.example", here.language)


def messages(here: FormContext) -> Iterator[Message]:
    spoken = here.language
    for shows in ClientInChannel:
        yield channel_card(order(State.CREATED), BIG, spoken, shows)
        yield channel_card(order(State.CREATED, draft(EMOJI, lines=0)), BIG, spoken, shows)
    for order_id in (None, "4711"):
        created = order(State.CREATED, upstream_id=order_id)
        yield receipt_created(created, spoken, open_button(created, spoken))
        yield receipt_created(created, spoken, [])
    yield receipt_rejected(order(State.REJECTED), here)
    yield receipt_rejected(replace(order(State.REJECTED), refusal=None), here)
    for reason in ("not_in_channel", "msg_too_long", hostile(100)):
        yield not_posted(headline(order(State.CREATED)), CHANNEL, reason, spoken)
    yield posted_after_all(headline(order(State.CREATED)), CHANNEL, spoken)
    yield message(spoken, [trouble_text("4f2a"), token_refused_text()])
    yield message(spoken, [given_up_text("7", hostile(500)), sent_again_text("U0KARI"), decided_text()])
    yield stuck_card(order(State.STUCK), spoken)
    yield from (help_message(spoken, may_list) for may_list in (True, False))
    yield from (language_message(spoken, changed=changed) for changed in (True, False))
    yield from approval_messages(replace(here, catalog=STRICT))
    for source in Source:
        for listing in (listed(10)._replace(source=source), listed(0)._replace(source=source)):
            yield list_message(listing, BIG, spoken, [may_not(Right.LIST, ["U0KARI"] * 9)])
            yield shared_list_message(listing, BIG, spoken, "U0KARI")


def approval_messages(here: FormContext) -> Iterator[Message]:
    spoken = here.language
    more: Json = {"approvers": "leads", "decided_by": "U0LENA", "comment": hostile(1000)}
    for shows in ClientInChannel:
        for of in (draft(), draft(EMOJI), draft(lines=0)):
            waits = order(State.AWAITING, of, approvers="leads", follow_up=FOLLOW_UP)
            for occasion in (Occasion.AWAITING, Occasion.REMINDER, Occasion.STAND_IN):
                ask = asking_text(occasion, waits, hostile(150), here)
                yield approval_card(waits, here, shows, ask)
            yield escalation_note(waits, STRICT, spoken, NOW, hostile(150))
    for state in State:
        yield decided_card(
            order(state, **more), spoken, approval_cards.decided_text(order(state, **more)), ""
        )
    yield message(spoken, [may_not_decide_text(), nobody_to_ask(STRICT.rules[-1], STRICT)])
    for trouble in (None, *Trouble):
        yield receipt_waiting(order(State.CONFIRMED, trouble=trouble), spoken)
    waits = order(State.AWAITING, **more, follow_up=FOLLOW_UP)
    yield receipt_awaiting(waits, STRICT, spoken, NOW)
    if told := receipt_stand_in(waits, STRICT, spoken):
        yield told
    yield receipt_approved(order(**more), spoken)
    yield receipt_sent_back(order(**more), spoken)


def listed(count: int) -> Listing:
    words = hostile(255)
    position = Position(NOW, words[:100])
    entry = Entry(
        position,
        words,
        verbatim(words),
        words,
        words,
        shaped("{sum}", sum=Money(10**12, "NOK")),
        verbatim(words),
        NOW,
        order_id="7" * 36,
    )
    nothing = Entry(position, upstream_id=words[:100])
    filters = Filters(
        stage=Stage.STUCK,
        person="U0KARI",
        workflow=BIG.workflows[0].key,
        period=Period.MONTH,
        text=words[:LONGEST_TEXT],
    )
    page = ListPage(until=NOW, filters=filters).beside(position, back=False)
    return Listing(
        page,
        tuple([nothing, *[entry] * count][:count]),
        NOW,
        waiting=(entry,) * count,
        more_waiting=True,
        older=page,
        newer=page,
    )


def as_sent(shown: View | Message) -> Json:
    """As it goes over the wire."""
    payload = as_json(shown) if isinstance(shown, View) else shown.arguments()
    sent: Json = json.loads(json.dumps(payload))
    return sent


def as_drawn_by_slack_sdk(shown: View | Message) -> Json:
    if isinstance(shown, View):
        drawn: Json = shown.to_dict()
        return drawn
    return {"text": shown.text, "blocks": [block.to_dict() for block in shown.blocks]}


def marked_up(value: object) -> Iterator[str]:
    """Every text that Slack would interpret: mrkdwn objects, and the text of a message."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        if "blocks" in value and isinstance(value.get("text"), str):
            yield value["text"]
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from marked_up(inside)


def assert_sound(shown: View | Message) -> None:
    sent = as_sent(shown)
    assert sent == json.loads(json.dumps(as_drawn_by_slack_sdk(shown)))
    assert refusals(sent) == []
    for text in marked_up(sent):
        rest = OURS.sub("", text)
        assert "<" not in rest, text
        assert ">" not in rest, text
        assert not re.search("&(?!(amp|lt|gt);)", rest), text


@LANGUAGES
@pytest.mark.parametrize(
    "views",
    [
        form_views,
        line_views,
        paste_views,
        file_views,
        deciding_views,
        approval_views,
        photo_views,
        photo_messages,
        told_views,
        details_views,
        messages,
    ],
    ids=lambda views: views.__name__,
)
def test_slack_takes_it_at_its_limits_and_no_persons_words_are_markup(views: Any, spoken: Language) -> None:
    shown = list(views(replace(form_context(catalog=BIG), language=spoken)))
    assert shown
    for each in shown:
        assert_sound(each)


def test_views_carry_the_orders_id_and_edition_and_nothing_of_the_client() -> None:
    """What they carry comes back with every press, and is in logs of what was sent."""
    here = form_context(catalog=BIG)
    views = [as_sent(view) for view in (*form_views(here), *line_views(here), *deciding_views(here))]
    for sent in views:
        assert json.loads(sent["private_metadata"]).keys() == {"order_id", "edition"}
        for value in ids_in(sent):
            assert "+47" not in value
            assert "a@b.no" not in value
            assert TEXT[:40] not in value
    assert not any(as_sent(view).get("private_metadata") for view in told_views(here))


def test_a_view_carries_its_own_edition() -> None:
    view = draft_view(replace(order_of(Draft(id="7")), version=12), form_context(), None)
    assert json.loads(as_sent(view)["private_metadata"]) == {"order_id": "7", "edition": 12}


def ids_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (value[key] for key in ("block_id", "action_id", "value", "callback_id") if key in value)
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from ids_in(inside)


@pytest.mark.parametrize("shows", ClientInChannel)
def test_a_channel_sees_of_the_client_what_the_setting_allows_and_of_the_place_the_city(
    shows: ClientInChannel,
) -> None:
    plain = filled_to(Step.SUMMARY)
    row = order_of(plain, State.CREATED, display_id="P1-42")
    sent = json.dumps(
        channel_card(row, form_context().catalog, language("nb"), shows).arguments(), ensure_ascii=False
    )
    assert ("Ola Nordmann" in sent) is (shows is ClientInChannel.FULL)
    assert ("Ola N." in sent) is (shows is ClientInChannel.SHORT)
    assert "Oslo" in sent
    for hidden in ("999", "ola@example.no", "Storgata", "0365"):
        assert hidden not in sent
