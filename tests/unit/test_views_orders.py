"""The offer, the summary, drafts and lists: every line, sum and value a person must see is there."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.views.form.line import line_view
from bot.views.form.offer import LINES_ON_A_PAGE
from bot.views.form.resume import resume_view
from bot.views.form.screens import draft_view
from bot.views.orders.order_list import list_message
from flows.catalog import Catalog, Rule
from flows.draft import FORM_STEPS, Draft, Job, Line, Offer, Step
from flows.i18n.texts import verbatim
from flows.listing.order_list import Entry, Listing
from flows.listing.page import ListPage
from flows.listing.query import Position
from flows.offer.lines import add_product, edit_line
from flows.order import State
from flows.readers import MOST_QUANTITY
from flows.screens.line import SCREEN
from sandbox.limits import refusals
from tests.support.blanks import in_plain_blanks
from tests.support.drafts import CABLE, EXAMPLE, NOW, changed_catalog, filled_to, form_context, order_of
from tests.support.views import ENGLISH, HERE, as_sent, blocks_of, drawn, seen_in, words_in


def offer_of(count: int, *, page: int = 0, words: str = "Cable") -> Draft:
    lines = (
        Line(id=str(n), name=f"{n} {words}", quantity=n, unit_price=100_000, currency="NOK", vat_rate=2500)
        for n in range(1, count + 1)
    )
    return filled_to(Step.SUMMARY).with_(lines=tuple(lines), lines_page=page)


@pytest.mark.parametrize(
    ("count", "page", "first", "shown", "turns"),
    [
        (20, 0, 1, 20, []),
        (21, 0, 1, 20, ["lines_page.later"]),
        (100, 2, 41, 20, ["lines_page.earlier", "lines_page.later"]),
        (21, 1, 21, 1, ["lines_page.earlier"]),
        (21, 9, 21, 1, ["lines_page.earlier"]),  # the last page's lines were removed
    ],
)
def test_a_long_offer_pages(count: int, page: int, first: int, shown: int, turns: list[str]) -> None:
    view = drawn(offer_of(count, page=page).with_(step=Step.OFFER))
    lines = [
        block["text"]["text"] for block in view["blocks"] if block.get("block_id", "").startswith("line_")
    ]
    assert lines[0].startswith(f"*{first} × {first} Cable* — ")
    assert len(lines) == shown <= LINES_ON_A_PAGE
    buttons = [
        each
        for block in blocks_of(view, "actions")
        if block["block_id"] == "lines_pages"
        for each in block["elements"]
    ]
    assert [button["action_id"] for button in buttons] == turns
    assert {button["value"] for button in buttons} <= {str(page) for page in range(5)}


def test_a_lines_quantity_is_stepped_by_a_tap_and_nothing_moves_under_the_thumb() -> None:
    draft = offer_of(2).with_(step=Step.OFFER)
    most = draft.lines[1].model_copy(update={"id": "3", "quantity": MOST_QUANTITY})
    rows = [
        [element.get("value", "menu") for element in block["elements"]]
        for block in blocks_of(drawn(draft.with_(lines=(*draft.lines, most))), "actions")
        if block["block_id"].startswith("act_")
    ]
    assert rows == [["more:1", "menu"], ["more:2", "less:2", "menu"], ["less:3", "menu"]]


def test_who_may_not_change_a_price_reads_it_in_the_editor() -> None:
    seller = form_context("en", sets_prices=False, sees_payout=False)
    draft = edit_line(add_product(filled_to(Step.OFFER), CABLE, seller), "2")
    shown = words_in(as_sent(line_view(order_of(draft), seller)))
    assert shown == "Unit price: 1,299.00 NOK\nVAT 25 %, included in the price"
    vendors = edit_line(draft, "1")
    assert "Payout" not in words_in(as_sent(line_view(order_of(vendors), seller)))
    assert "Payout per unit: 5,000.00 NOK" in words_in(as_sent(line_view(order_of(vendors), HERE)))


def test_a_new_price_of_the_catalog_is_told_at_the_line_and_offered_in_its_menu() -> None:
    draft = add_product(filled_to(Step.OFFER), CABLE, HERE)
    dearer = CABLE.model_copy(update={"unit_price": 139_900})
    later = form_context("en", changed_catalog(products=(EXAMPLE.products[0], dearer)))
    assert "catalog now says" not in words_in(drawn(draft))
    assert "The catalog now says 1,399.00 NOK for one, VAT 25 %." in words_in(drawn(draft, later))
    menus = [
        block["elements"][-1]["options"][0]["value"]
        for block in blocks_of(drawn(draft, later), "actions")[1:3]
    ]
    assert menus == ["edit:1", "new_price:2"]


def test_thumbnails_are_the_catalogs_own_and_shown_where_it_says_so() -> None:
    shows = form_context(
        "en", changed_catalog(defaults=EXAMPLE.defaults.model_copy(update={"thumbnails": True}))
    )
    draft = add_product(filled_to(Step.OFFER), CABLE, HERE)
    input = draft.lines[1].model_copy(update={"id": "3", "image_url": "https://example.com/mine.png"})
    draft = draft.with_(lines=(*draft.lines, input))
    sections = blocks_of(drawn(draft, shows), "section")[:3]
    assert [section.get("accessory", {}).get("image_url") for section in sections] == [
        None,
        CABLE.image_url,
        None,
    ]
    assert "accessory" not in json.dumps(drawn(draft)["blocks"])


def test_a_discount_is_indented_below_its_line_and_no_percentage_is_made_up() -> None:
    draft = offer_of(2).with_(step=Step.OFFER)
    line = draft.lines[1].model_copy(update={"discount": 10_000, "discount_source": "spring"})
    assert "*2 × 2 Cable* — 2,000.00 NOK\n\u2003− 200.00 NOK spring" in words_in(
        drawn(draft.with_(lines=(line,)))
    )


def test_the_sum_is_shown_with_its_net_its_vat_and_its_discount() -> None:
    line = offer_of(1).lines[0].model_copy(update={"discount": 20_000})
    shown = words_in(drawn(offer_of(1).with_(step=Step.OFFER, lines=(line,)))).splitlines()
    for words in ("*Sum incl. VAT 800.00 NOK*", "Sum excl. VAT: 640.00 NOK", "Discount: 200.00 NOK"):
        assert words in shown


def test_an_offer_name_without_lines_is_said_not_to_be_sent() -> None:
    draft = filled_to(Step.SUMMARY).with_(offer=Offer(offer_name="Package"))
    assert "Offer name: Package" in words_in(drawn(draft))
    shown = words_in(drawn(draft.with_(lines=())))
    assert "The offer name “Package” isn't sent" in shown
    assert "Who pays" not in shown


def test_the_product_search_forgets_what_was_picked_when_the_lines_change() -> None:
    draft = offer_of(2).with_(step=Step.OFFER)
    more = draft.with_(lines=(draft.lines[0].model_copy(update={"quantity": 2}), draft.lines[1]))
    ids = {
        block["block_id"]
        for each in (draft, more)
        for block in blocks_of(drawn(each), "actions")
        if "offer.add" in block["block_id"]
    }
    assert len(ids) == 2


def test_a_free_line_can_be_added_where_the_catalog_has_no_products() -> None:
    here = form_context("en", changed_catalog(products=()))
    (block,) = [
        each
        for each in blocks_of(drawn(offer_of(1).with_(step=Step.OFFER), here), "actions")
        if "add" in each["block_id"]
    ]
    assert [element["action_id"] for element in block["elements"]] == ["free_line", "paste_lines", "discount"]


@pytest.mark.parametrize("words", ["Cable", "x" * 2000, "& <!channel>" * 200])
def test_the_summary_shows_every_line_with_its_sum(words: str) -> None:
    """What is hidden from the one who confirms would be sent all the same."""
    view = drawn(offer_of(100, words=words))
    shown = words_in(view).splitlines()
    for number in range(1, 101):
        (line,) = [text for text in shown if text.startswith(f"*{number} × {number} ")]
        assert line.endswith(f" — {ENGLISH.amount(number * 100_000)} NOK")
    assert f"*Sum incl. VAT {ENGLISH.amount(5050 * 100_000)} NOK*" in shown
    assert refusals(view) == []


def test_the_summary_shows_every_value_as_stored() -> None:
    here = form_context("en")
    job = Job(
        workflow="ev-charger",
        custom_fields={"main-fuse": "25 A", "has-own-parking": False},
        installers={"electrician": str(EXAMPLE.organizations[0].id)},
        tags=(str(EXAMPLE.tags[0].id),),
        description="Ring first.\n" + "x" * 2900,
    )
    draft = filled_to(Step.SUMMARY).with_(job=job)
    lines = words_in(drawn(draft, here)).splitlines()
    for words in (
        "*Ola Nordmann*",
        "+47 99 90 01 11",
        "ola@example.no",
        "*Storgata 1, 0365 Oslo*",
        "Norway",
        "*EV charger installation*",
        "Order name: EV charger installation – Ola N.",
        "Main fuse: 25 A",
        "Own parking space: No",
        "Electrician: Fjord Elektro AS",
        "Tags: Rush",
        "Description: Ring first.",
        "x" * 2900,
        "*Offer · 1 line*",
        "Paid by the client",
        "*1 × EV Charger X* — 10,000.00 NOK",
        "*Sum incl. VAT 10,000.00 NOK*",
        "VAT 25 %: 2,000.00 NOK",
        "Payout: 5,000.00 NOK · Margin: 3,000.00 NOK",
    ):
        assert words in lines


def test_payout_and_margin_are_for_those_who_may_see_them() -> None:
    blind = form_context("en", sees_payout=False)
    for step in (Step.OFFER, Step.SUMMARY):
        draft = filled_to(Step.SUMMARY).with_(step=step)
        assert "Payout" in words_in(drawn(draft))
        assert "Payout" not in words_in(drawn(draft, blind))


def test_each_section_of_the_summary_can_be_edited() -> None:
    view = drawn(filled_to(Step.SUMMARY))
    buttons = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    assert [(button["action_id"], button["value"]) for button in buttons] == [
        (f"edit.{step}", step.value) for step in FORM_STEPS
    ]


def test_the_summary_says_where_the_order_goes_before_it_does() -> None:
    draft = filled_to(Step.SUMMARY)
    posted = as_sent(draft_view(order_of(draft), HERE, "C0ORDERS"))["blocks"][-1]["elements"][0]["text"]
    assert "sends it to Installer.com and posts it in <#C0ORDERS>" in posted
    silent = as_sent(draft_view(order_of(draft), HERE, None))["blocks"][-1]["elements"][0]["text"]
    assert "posts" not in silent


def test_a_rejected_order_shows_the_order_systems_words_on_top() -> None:
    rejected = order_of(filled_to(Step.SUMMARY), State.REJECTED, refusal="phoneNumber is not a <mobile>")
    first, second = as_sent(draft_view(rejected, HERE, None))["blocks"][:2]
    assert first["text"]["text"].startswith("⚠️ The order system refused it. Change what it names below")
    assert second["text"]["text"] == "*Phone*: “phoneNumber is not a &lt;mobile&gt;”"
    assert second["accessory"]["value"] == Step.CLIENT
    unnamed = as_sent(draft_view(replace(rejected, refusal="quota exceeded"), HERE, None))["blocks"][0]
    assert "refused it: “quota exceeded”" in unnamed["text"]["text"]
    wordless = as_sent(draft_view(replace(rejected, refusal=None), HERE, None))["blocks"][0]["text"]["text"]
    assert "gave no reason" in wordless


def test_a_draft_whose_job_left_the_catalog_can_still_be_seen_and_mended() -> None:
    later = form_context("en", changed_catalog(workflows=EXAMPLE.workflows[1:]))
    view = drawn(filled_to(Step.SUMMARY), later)
    assert refusals(view) == []
    assert "The job is no longer in the catalog." in words_in(view)


@pytest.mark.parametrize("kind", ["text", "number", "yes_no", "date"])
@pytest.mark.parametrize("step", [Step.JOB, Step.SUMMARY])
@pytest.mark.parametrize("is_typed", [True, False])
def test_an_answer_to_what_was_once_another_question_can_still_be_seen(
    kind: str, step: Step, *, is_typed: bool
) -> None:
    table = {"custom_id": "fuse", "label": "Fuse", "type": kind}
    here = form_context(
        "en", Catalog.model_validate({"workflows": [{"custom_id": "job", "name": "Job", "fields": [table]}]})
    )
    draft = filled_to(Step.SUMMARY).with_(step=step, job=Job(workflow="job", custom_fields={"fuse": "25 A"}))
    if is_typed:
        draft = draft.with_inputs(Step.JOB, {"workflow": "job", "field.fuse": "25 A"})
    view = drawn(draft, here)
    assert refusals(view) == []
    assert step is Step.JOB or "Fuse: 25 A" in words_in(view)


def test_the_line_editor_says_whether_it_adds_or_changes() -> None:
    draft = offer_of(1)
    new = as_sent(line_view(order_of(edit_line(draft, None)), HERE))
    assert (new["title"]["text"], new["submit"]["text"]) == ("New line", "Add line")
    old = as_sent(line_view(order_of(edit_line(draft, "1")), HERE))
    assert (old["title"]["text"], old["submit"]["text"]) == ("Change line", "Save line")
    assert seen_in(old).inputs["name"] == "1 Cable"
    assert all(block["block_id"].startswith(f"{SCREEN}.") for block in blocks_of(old, "input"))


def test_the_latest_drafts_are_offered_by_client_and_place() -> None:
    rows = [
        order_of(filled_to(Step.SUMMARY)),
        order_of(Draft(id="8").with_inputs(Step.CLIENT, {"contact_person": "<Kari>"})),
    ]
    view = as_sent(resume_view(rows, HERE))
    assert "*Ola Nordmann · Storgata 1, Oslo*" in words_in(view)
    assert "*&lt;Kari&gt;*" in words_in(view)
    assert "EV charger installation · 10,000.00 NOK\nReady to be created · Saved" in words_in(view)
    assert "*&lt;Kari&gt;*\nClient · Saved" in words_in(view)
    assert f"Saved <!date^{int(NOW.timestamp())}^" in words_in(view)
    values = [element.get("value") for block in blocks_of(view, "actions") for element in block["elements"]]
    assert values == ["7", "7", "8", "8", None]
    titles = [as_sent(resume_view(rows[:count], HERE))["title"]["text"] for count in range(3)]
    assert titles == ["Your orders", "Unfinished order", "Unfinished orders"]


def test_the_list_shows_all_ten_orders_however_long_their_names() -> None:
    entries = tuple(
        Entry(Position(NOW, f"{n}"), f"P1-{n}", verbatim("Ola N."), "Oslo", "&" * 255, upstream_id=f"{n}")
        for n in range(10)
    )
    sent = list_message(Listing(ListPage(until=NOW), entries, NOW), EXAMPLE, ENGLISH).arguments()
    shown = words_in(sent).splitlines()
    assert [line.partition("*")[2].partition("*")[0] for line in shown] == [f"P1-{n}" for n in range(10)]
    assert refusals(sent) == []


LOSS = Line(id="1", name="Work", unit_price=100_000, payout=95_000, currency="NOK", vat_rate=0)


@pytest.mark.parametrize("step", [Step.OFFER, Step.SUMMARY])
@pytest.mark.parametrize("sees_payout", [True, False])
def test_a_broken_rule_is_told_of_where_it_can_be_mended_and_before_it_is_sent(
    step: Step, sees_payout: bool
) -> None:
    strict = changed_catalog(rules=(Rule(margin_below="20"),))
    here = form_context("en", strict, sees_payout=sees_payout)
    told = words_in(drawn(offer_of(0).with_(lines=(LOSS,), step=step), here))
    assert "⚠️ The margin of this offer is lower than it should be." in told
    assert ("Margin 5 %, asked for 20 %" in in_plain_blanks(told)) is sees_payout


def test_an_offer_nothing_stands_on_yet_is_not_warned_of() -> None:
    here = form_context("en", changed_catalog(rules=(Rule(missing_product="cable-10m"),)))
    empty = offer_of(0)
    assert "is missing" not in words_in(drawn(empty.with_(step=Step.OFFER), here))
    assert "Cable, 10 m is missing" in words_in(drawn(empty, here))
