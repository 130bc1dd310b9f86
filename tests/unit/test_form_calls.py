"""How often a form finds out the same: what a screen asks, what a phone may mean, which mail provider was meant."""

from __future__ import annotations

import phonenumbers
import pytest

from flows.draft import FORM_STEPS, Step
from flows.form.dialog import edit, forward, initial, save, shown_fields, unfold
from flows.form.field import Field
from flows.i18n.texts import InputError
from flows.names import assumed_name
from flows.readers import likely_email, phone_countries, read_phone, show_phone, takes_no_messages
from flows.readers.phone import _parsed
from flows.screens import SCREENS
from flows.screens.line import all_fields
from flows.search import one_slip_apart
from flows.sending.compiling import compile_order
from tests.support.calls import counted
from tests.support.drafts import EXAMPLE, EXAMPLE_ORDER, ORIGIN, filled_to, form_context

HERE = form_context()


def test_next_finds_out_what_a_screen_asks_once_and_what_all_four_do_before_the_summary() -> None:
    draft = filled_to(Step.OFFER)
    with counted() as calls:
        assert forward(draft, Step.OFFER, EXAMPLE_ORDER[Step.OFFER], HERE).accepted
    # Before the summary each screen is asked as the draft has it, and read with what that gave.
    assert calls(SCREENS[Step.OFFER].fields) == 1 + 2
    assert [calls(SCREENS[step].fields) for step in FORM_STEPS if step is not Step.OFFER] == [2, 2, 2]


def test_what_an_order_will_be_called_is_found_out_only_where_a_screen_says_it() -> None:
    draft = edit(filled_to(Step.SUMMARY), Step.JOB)
    inputs = initial(draft, Step.JOB, HERE)
    with counted() as calls:
        assert save(draft, Step.JOB, EXAMPLE_ORDER[Step.JOB], HERE).accepted
        shown_fields(draft, Step.JOB, inputs, HERE)
    assert calls(assumed_name) == 0
    with counted() as calls:
        shown_fields(unfold(draft), Step.JOB, inputs, HERE)
    assert calls(assumed_name) == 1


def test_a_draft_is_the_same_one_where_nothing_in_it_changes() -> None:
    summary = filled_to(Step.SUMMARY)
    for step in FORM_STEPS:
        assert save(summary, step, initial(summary, step, HERE), HERE).draft is summary
    assert edit(summary, Step.JOB) is not summary


def test_a_phone_that_can_be_dialled_in_one_way_is_parsed_once() -> None:
    with counted() as calls:
        read_phone("999 00 111", "NO")
    assert calls(_parsed) == 1


def test_a_phone_that_is_digits_alone_is_not_looked_through_for_another() -> None:
    with counted() as calls:
        read_phone("999 00 112", "NO")
        assert calls(phonenumbers.PhoneNumberMatcher.__init__) == 0
        with pytest.raises(InputError, match="one phone number only"):
            read_phone("999 00 112 / 999 00 113", "NO")
    assert calls(phonenumbers.PhoneNumberMatcher.__init__) == 1


def test_the_addresses_of_a_domain_are_compared_with_known_ones_once() -> None:
    likely_email("ola@gmial.com")
    with counted() as calls:
        assert likely_email("kari@gmial.com") == "kari@gmail.com"
    assert calls(one_slip_apart) == 0


def test_an_accepted_phone_is_parsed_once_for_all_that_the_summary_says_of_it() -> None:
    accepted = read_phone("999 00 113", "NO").e164
    with counted() as calls:
        assert show_phone(accepted) == "+47 99 90 01 13"
        assert "NO" in phone_countries(accepted)
        assert not takes_no_messages(accepted)
    assert calls(phonenumbers.parse) == 1


def test_no_field_is_made_again_for_another_order_that_is_asked_the_same() -> None:
    draft = filled_to(Step.SUMMARY)
    compile_order(draft, EXAMPLE, ORIGIN)
    with counted() as calls:
        compile_order(draft.with_(id="8"), EXAMPLE, ORIGIN)
    assert calls(Field.__init__) == 0


def test_what_is_asked_of_a_line_depends_on_its_currency_its_vendor_and_its_reader() -> None:
    line = filled_to(Step.OFFER).lines[0]
    asked = all_fields(line, HERE, details=True)
    assert all_fields(line.model_copy(update={"id": "9", "quantity": 5}), HERE, details=True) == asked
    others = (
        all_fields(line.model_copy(update={"currency": "SEK"}), HERE, details=True),
        all_fields(line.model_copy(update={"product_id": None}), HERE, details=True),
        all_fields(line, form_context("en"), details=True),
        all_fields(line, form_context(sees_payout=False), details=True),
    )
    assert all(other != asked for other in others)
