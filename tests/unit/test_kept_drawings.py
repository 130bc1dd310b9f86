"""What is kept from one drawing for the next: readers see what they would see if nothing had been drawn before.

Each reader differs from the first in one thing, and all have the same drafts: whatever a cache's key leaves out shows.
"""

from __future__ import annotations

import functools
import gc
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.integrations.postal_codes import PostalPlaces
from bot.views.as_json import as_json
from bot.views.form.line import line_view
from bot.views.form.screens import draft_view
from bot.views.inputs import NO_ERRORS
from flows.catalog import read_catalog
from flows.draft import FORM_STEPS, Draft, Inputs, Step
from flows.form.dialog import save
from flows.form.form_context import FileRules, FormContext
from flows.i18n.language import language
from flows.i18n.texts import Text
from flows.offer.lines import edit_line
from tests.support.drafts import filled_to, form_context, order_of

EXAMPLE_TOML = (Path(__file__).parents[2] / "catalog.example.toml").read_text(encoding="utf-8")
RENAMED = read_catalog(re.sub(r'\b(name|label|hint) = "', r'\1 = "Other ', EXAMPLE_TOML))
"""The same jobs, questions, tags and products by their keys; each has another name."""

WRONG: dict[Step, Inputs] = {
    Step.CLIENT: {"contact_person": "", "phone": "123", "email": "ola@"},
    Step.ADDRESS: {"postal_code": "0365", "city": ""},
    Step.JOB: {},
    Step.OFFER: {"currency": "JPY"},
}


def places_of(town: str) -> PostalPlaces:
    """One postal code is known, and this is its town."""
    return PostalPlaces(lambda _country: [{"code": "0365", "localityName": town}])


def readers() -> Sequence[FormContext]:
    """Made again for each drawing: what is made for all who fill the form from one of them is kept in it."""
    uploaded, linked = (FileRules(("jpg",), 10, uploads=uploads) for uploads in (True, False))
    first = form_context("en", files=uploaded)
    return (
        first,
        *(replace(first, language=language(tag)) for tag in ("nb", "de", "sv")),
        *(replace(first, country=country) for country in ("SE", "US", "JP")),
        replace(first, catalog=RENAMED),
        replace(first, sees_payout=False, sets_prices=False),
        replace(first, files=linked),
        replace(first, files=uploaded._replace(types=("png",))),
        replace(first, files=None),
        replace(first, saves_quietly=False),
        *(replace(first, places=places_of(town)) for town in ("Oslo", "Bergen")),
        replace(first, offered=language("nb")),
    )


EMPTY = Draft(id="7", unfolded=FORM_STEPS)
FILLED = filled_to(Step.SUMMARY)


def drawn(draft: Draft, reader: FormContext, errors: Mapping[str, Text] = NO_ERRORS) -> str:
    """As it is sent to Slack."""
    return json.dumps(as_json(draft_view(order_of(draft), reader, "C0ORDERS", errors)))


def seen_by(reader: FormContext) -> Sequence[str]:
    """All that is drawn of an empty draft, of one that was filled in wrongly, and of a finished one."""
    wrong = [(EMPTY.with_(step=step), save(EMPTY, step, WRONG[step], reader)) for step in FORM_STEPS]
    line = edit_line(FILLED, FILLED.lines[0].id)
    return [
        *(drawn(draft, reader) for draft, _result in wrong),
        *(drawn(result.draft.with_(step=draft.step), reader, result.errors) for draft, result in wrong),
        *(drawn(FILLED.with_(step=step), reader) for step in (*FORM_STEPS, Step.SUMMARY)),
        json.dumps(as_json(line_view(order_of(line), reader))),
    ]


def forget() -> None:
    """Whatever functions of ours have kept."""
    kept = type(functools.cache(forget))
    for one in gc.get_objects():
        if isinstance(one, kept) and one.__module__.startswith(("bot.", "flows.")):
            one.cache_clear()


def seen_alone(place: int) -> Sequence[str]:
    forget()
    return seen_by(readers()[place])


def test_nobody_is_shown_what_was_drawn_for_a_reader_who_differs_in_one_thing() -> None:
    alone = [seen_alone(place) for place in range(len(readers()))]
    assert all(seen != alone[0] for seen in alone[1:]), "each of them has something of their own"
    forget()
    for place in (*range(len(alone)), *reversed(range(len(alone)))):
        assert seen_by(readers()[place]) == alone[place]
