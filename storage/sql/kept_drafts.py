"""Drafts and their JSON, kept: one that was written or read a moment ago is what the next request reads."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from flows.draft import Draft

MOST = 128
"""Some kilobytes each; a person at work has two or three."""


class KeptDrafts:
    """The latest drafts by their JSON, for any thread.

    A draft is never changed, so the text that was made of it is read as that very draft.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._drafts: OrderedDict[str, Draft] = OrderedDict()
        self._texts: dict[int, str] = {}
        """By the identity of a draft that is kept, which no other has meanwhile."""
        self._lock = Lock()

    def text_of(self, draft: Draft) -> str:
        """The draft as JSON."""
        with self._lock:
            known = self._texts.get(id(draft))
        return known or self._keep(draft.model_dump_json(), draft)

    def draft_of(self, text: str) -> Draft:
        """The draft that the JSON is of. Raises ValidationError."""
        with self._lock:
            known = self._drafts.get(text)
            if known is not None:
                self._drafts.move_to_end(text)
                return known
        draft = Draft.model_validate_json(text)
        self._keep(text, draft)
        return draft

    def _keep(self, text: str, draft: Draft) -> str:
        with self._lock:
            self._forget(self._drafts.pop(text, None))
            self._drafts[text] = draft
            self._texts[id(draft)] = text
            if len(self._drafts) > self._most:
                _text, oldest = self._drafts.popitem(last=False)
                self._forget(oldest)
        return text

    def _forget(self, draft: Draft | None) -> None:
        self._texts.pop(id(draft), None)
