"""How often a form finds out the same: what a screen asks, what a phone may mean, which mail provider was meant."""

from __future__ import annotations

from flows.draft import FORM_STEPS, Step
from flows.form.dialog import edit, forward, initial, save
from flows.readers import likely_email, read_phone
from flows.readers.phone import _parsed
from flows.screens import SCREENS
from flows.search import one_slip_apart
from tests.support.calls import counted
from tests.support.drafts import EXAMPLE_ORDER, filled_to, form_context

HERE = form_context()


def test_next_finds_out_what_a_screen_asks_once_and_what_all_four_do_before_the_summary() -> None:
    draft = filled_to(Step.OFFER)
    with counted() as calls:
        assert forward(draft, Step.OFFER, EXAMPLE_ORDER[Step.OFFER], HERE).accepted
    # Before the summary each screen is asked as the draft has it, and read with what that gave.
    assert calls(SCREENS[Step.OFFER].fields) == 1 + 2 * len(FORM_STEPS)


def test_a_draft_is_the_same_one_where_nothing_in_it_changes() -> None:
    summary = filled_to(Step.SUMMARY)
    for step in FORM_STEPS:
        assert save(summary, step, initial(summary, step, HERE), HERE).draft is summary
    assert edit(summary, Step.JOB) is not summary


def test_a_phone_that_can_be_dialled_in_one_way_is_parsed_once() -> None:
    with counted() as calls:
        read_phone("999 00 111", "NO")
    assert calls(_parsed) == 1


def test_the_addresses_of_a_domain_are_compared_with_known_ones_once() -> None:
    likely_email("ola@gmial.com")
    with counted() as calls:
        assert likely_email("kari@gmial.com") == "kari@gmail.com"
    assert calls(one_slip_apart) == 0
