"""A draft that holds what somebody wrote until it is read: from the ack on nothing written is lost."""

from __future__ import annotations

from collections.abc import Sequence

from flows.draft import Draft, OrderFile, Step, UnreadText
from flows.files import take
from flows.readers.plain import bare
from flows.screens.job import DESCRIPTION, described


def holding(empty: Draft, unread: UnreadText, files: Sequence[OrderFile] = ()) -> Draft:
    """The draft with the words as its description, as lists show it and whatever their reading gives later."""
    draft = take(empty, files, files[0].taken_from if files else "").with_(unread=unread)
    words = bare(unread.text).strip()
    return draft.with_inputs(Step.JOB, {DESCRIPTION: described(words)}) if words else draft


def without_text(draft: Draft) -> Draft:
    """The draft as it was before it held the words, to be filled from their reading."""
    return draft.with_(unread=None).with_inputs(Step.JOB, None)
