"""In every test: a draft that is kept with its JSON is the one that would be read from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.draft import Draft
from storage.sql.kept_drafts import KeptDrafts


@pytest.fixture(scope="session", autouse=True)
def what_is_written_is_read_alike() -> Iterator[None]:
    """As another process reads it, which has only the JSON."""
    text_of = KeptDrafts.text_of

    def checked(drafts: KeptDrafts, draft: Draft) -> str:
        text = text_of(drafts, draft)
        assert Draft.model_validate_json(text) == draft
        return text

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KeptDrafts, "text_of", checked)
        yield
