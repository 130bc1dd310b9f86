"""3,000 rich texts, and Contentful's own validator as the judge of the documents made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, count, islice
from random import Random
from typing import Any

import pytest

from flows.readers import read_rich_text
from flows.rich_text.contentful import document
from flows.rich_text.model import RichText
from tests.support.oracles import PATIENCE, ask
from tests.support.rich_texts import LEAVES, STYLES, Json, block, listed, random_block, section, words

pytestmark = pytest.mark.timeout(PATIENCE)

MADE_BY_HAND = (
    block(section(*(words(style, style) for style in STYLES)), section(words("all", *STYLES))),
    *(block(section(leaf, words("!", "bold"))) for leaf in LEAVES),
    block(section("\n\n", words("b", "bold"), "\n")),
    block(listed("a"), listed("b", indent=8), listed("c", indent=3, style="ordered"), section("end")),
    block(listed(section("\n"), section("x\n\ny"), style="ordered", offset=4)),
    block(section("\na\n\n", kind="rich_text_preformatted"), section("> a", kind="rich_text_quote")),
    block(section(" \n ", kind="rich_text_quote"), section(words("x", "code"))),
)


def read(given: Json) -> str | RichText | None:
    return read_rich_text(json.dumps(given), longest=10_000)


def rich_texts() -> Iterator[RichText]:
    """Those made by hand, then random ones without end; plain text and nothing left out."""
    random = Random(17)  # noqa: S311 - the same texts every time
    given = chain(MADE_BY_HAND, (random_block(random) for _count in count()))
    return (text for one in given if isinstance(text := read(one), RichText))


@pytest.mark.thorough
def test_every_document_is_valid_to_contentfuls_validator() -> None:
    made = [document(text) for text in islice(rich_texts(), 3_000)]
    complaints = ask("documents", [*made, *map(without_its_data, made[:100])])
    assert [(made[n], said) for n, said in enumerate(complaints[: len(made)]) if said] == []
    assert all(complaints[len(made) :]), "the validator lets wrong documents through"


def without_its_data(valid: Any) -> Json:
    first, *others = valid["content"]
    return {**valid, "content": [{key: first[key] for key in first if key != "data"}, *others]}
