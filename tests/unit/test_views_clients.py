"""Known clients on the first screen, and orders like this one on the summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views.form.screens import draft_view
from bot.views.ids import field_key
from flows.draft import Draft, Step
from flows.form.summary_warnings import Earlier
from flows.order import State
from tests.support.drafts import filled_to, form_context, order_of
from tests.support.views import as_sent, drawn, words_in


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (
            "https://app.example.com/o?a=1&b=<2>|3",
            "<https://app.example.com/o?a=1&amp;b=&lt;2&gt;%7C3|P1-31>",
        ),
        ("http://app.example.com/o", "P1-31"),
        ("javascript:alert(1)", "P1-31"),
        (None, "P1-31"),
    ],
)
def test_the_warning_of_an_earlier_order_leads_to_it_where_there_is_a_safe_link(
    url: str | None, number: str
) -> None:
    draft = filled_to(Step.SUMMARY)
    before = order_of(draft, State.CREATED, display_id="P1-31", client_url=url)
    here = form_context("en")
    view = as_sent(draft_view(order_of(draft), here, None, earlier=[Earlier(before, timedelta(days=12))]))
    first = view["blocks"][0]["text"]["text"]
    assert first == f"⚠️ Ordered 12 days ago for this phone and address: {number}"
    assert "⚠️" not in words_in(as_sent(draft_view(order_of(draft), here, None)))


@pytest.mark.parametrize("finds_clients", [True, False])
def test_the_search_for_known_clients_is_on_the_first_screen_for_those_who_may(finds_clients: bool) -> None:
    here = replace(form_context("en"), finds_clients=finds_clients)
    first, second = (drawn(Draft(id="7", step=step), here) for step in (Step.CLIENT, Step.ADDRESS))
    assert ("*Known client*" in words_in(first)) is finds_clients
    assert "*Known client*" not in words_in(second)


def test_a_client_of_whom_something_is_known_begins_in_what_is_missing() -> None:
    here = replace(form_context("en"), finds_clients=True)
    read = {"contact_person": "Ola Nordmann", "phone": "999 00 111"}
    for inputs, focused in (({}, None), (read, "email"), ({**read, "email": "o@example.com"}, None)):
        blocks = drawn(Draft(id="7").with_inputs(Step.CLIENT, inputs), here)["blocks"]
        in_focus = [block for block in blocks if block.get("element", {}).get("focus_on_load")]
        assert [field_key(block["block_id"]) for block in in_focus] == ([focused] if focused else [])
        searching = [block for block in blocks if block.get("accessory", {}).get("focus_on_load")]
        assert bool(searching) is (not inputs)


def test_the_search_forgets_who_was_picked() -> None:
    here = replace(form_context("en"), finds_clients=True)
    ids = {
        drawn(draft, here)["blocks"][1]["block_id"]
        for draft in (Draft(id="7"), filled_to(Step.ADDRESS).with_(step=Step.CLIENT))
    }
    assert len(ids) == 2
