"""Drafts that are kept with their JSON."""

from __future__ import annotations

from flows.draft import Draft
from storage.sql.kept_drafts import KeptDrafts


def test_what_was_written_is_read_as_the_same_draft() -> None:
    drafts, draft = KeptDrafts(), Draft(id="1", lines_made=3)
    assert drafts.draft_of(drafts.text_of(draft)) is draft


def test_what_was_read_is_written_as_it_was() -> None:
    drafts, text = KeptDrafts(), Draft(id="1").model_dump_json(indent=1)
    assert drafts.text_of(drafts.draft_of(text)) is text


def test_the_oldest_are_forgotten() -> None:
    drafts, draft = KeptDrafts(most=2), Draft(id="0")
    text = drafts.text_of(draft)
    for number in range(1, 4):
        drafts.text_of(Draft(id=str(number)))
    assert drafts.draft_of(text) == draft
    assert drafts.draft_of(text) is not draft


def test_of_two_equal_drafts_each_keeps_its_text() -> None:
    drafts, one, other = KeptDrafts(), Draft(id="1"), Draft(id="1")
    assert drafts.text_of(one) == drafts.text_of(other) == drafts.text_of(one)
