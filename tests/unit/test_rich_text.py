"""Rich text: read as it is typed, kept as it is documented, sent as plain text or as a document."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.slack.payloads import ViewPayload
from flows.draft import Draft, Job, Step
from flows.i18n.texts import InputError
from flows.readers import editor_block, read_rich_text, show_rich_text, typed_rich_text
from flows.rich_text.contentful import document
from flows.rich_text.model import RichText, is_formatted
from flows.rich_text.plain import plain_text
from flows.screens.job import LONGEST_DESCRIPTION
from flows.sending.compiling import compile_order
from sandbox.limits.rich_text import RICH_TEXT
from tests.support.drafts import ORIGIN, filled_to, form_context
from tests.support.rich_texts import LEAVES, Json, block, listed, random_block, section, words
from tests.support.thorough import one_in

LISTS = block(
    section("Bring:\n"),
    listed("ladder", section("cable\n10 m")),
    listed("Type 2", indent=1),
    listed("gloves"),
    listed("drill", "pull", style="ordered"),
    listed("test", style="ordered", offset=2),
)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(max_size=4) | st.just("\ud800"),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "elements", "style", "text", "url", "indent"]), inside, max_size=3
        )
    ),
    max_leaves=8,
)
KINDS = st.sampled_from([leaf["type"] for leaf in LEAVES])
MALFORMED = st.builds(
    lambda kind, fields: {**fields, "type": kind},
    KINDS,
    st.dictionaries(st.sampled_from([*{name for leaf in LEAVES for name in leaf}, "style"]), ANYTHING),
)


def read(*parts: Json) -> str | RichText | None:
    return read_rich_text(json.dumps(block(*parts)), longest=LONGEST_DESCRIPTION)


def rich(*parts: Json) -> RichText:
    value = read(*parts)
    assert isinstance(value, RichText)
    return value


def plain(*parts: Json) -> str | None:
    value = read(*parts)
    return plain_text(value) if value else None


def outline(node: Any) -> Any:
    """A document as nested lists: paragraphs as their words, with the marks behind a slash."""
    match node:
        case {"nodeType": "text", "value": value, "marks": marks}:
            return "/".join([value, *(mark["type"] for mark in marks)])
        case {"nodeType": "hyperlink", "data": {"uri": uri}, "content": content}:
            return f"{''.join(map(outline, content))}->{uri}"
        case {"nodeType": "paragraph", "content": content}:
            return "+".join(map(outline, content))
        case {"nodeType": kind, "content": content}:
            return {kind: [outline(each) for each in content]}


def sent_as_document(*parts: Json) -> Any:
    return outline(document(rich(*parts)))["document"]


@pytest.mark.parametrize(
    ("leaf", "said"),
    list(
        zip(
            LEAVES,
            [
                "https://example.com/a?b=1&c=2",
                "The\nhouse (https://example.com)",
                "ola@example.com",
                "999 00 111 (+4799900111)",
                "Slack (slack://open)",
                "⚡",
                "👋🏽",
                ":our_logo:",
                "@U0KARI",
                "@S0FITTERS",
                "#C0ORDERS",
                "T0LOCAL",
                "@here",
                "1 January",
                "2026-01-01 00:00 UTC",
                "#405765",
                "Drawing of the house",
                "Ticket 7",
                None,
            ],
            strict=True,
        )
    ),
    ids=lambda leaf: leaf["type"] if isinstance(leaf, dict) else None,
)
def test_every_element_has_its_words_in_plain_text(leaf: Json, said: str | None) -> None:
    assert plain(section(leaf)) == said


def test_lists_quotes_and_code_are_readable_in_plain_text() -> None:
    assert plain(*LISTS["elements"]) == (
        "Bring:\n• ladder\n• cable\n  10 m\n    • Type 2\n• gloves\n1. drill\n2. pull\n3. test"
    )
    quoted = section("Ring first.\n\nTwice.", kind="rich_text_quote")
    code = section("if x:\n    y()", kind="rich_text_preformatted")
    assert plain(section("Said:"), quoted, code) == "Said:\n> Ring first.\n>\n> Twice.\nif x:\n    y()"


def test_lists_nest_in_the_document_and_go_on_after_what_is_nested() -> None:
    assert sent_as_document(*LISTS["elements"]) == [
        "Bring:",
        {
            "unordered-list": [
                {"list-item": ["ladder"]},
                {"list-item": ["cable", "10 m", {"unordered-list": [{"list-item": ["Type 2"]}]}]},
                {"list-item": ["gloves"]},
            ]
        },
        {"ordered-list": [{"list-item": ["drill"]}, {"list-item": ["pull"]}, {"list-item": ["test"]}]},
    ]


def test_a_list_may_begin_deep_and_come_back_to_where_none_was() -> None:
    assert sent_as_document(listed("b", indent=3), listed("a"), listed("1", style="ordered", indent=2)) == [
        {"unordered-list": [{"list-item": ["b"]}]},
        {"unordered-list": [{"list-item": ["a", {"ordered-list": [{"list-item": ["1"]}]}]}]},
    ]


def test_marks_links_quotes_and_code_stand_in_the_document() -> None:
    link = {"type": "link", "url": "https://example.com", "text": "the\nhouse", "style": {"bold": True}}
    other = {"type": "link", "url": "javascript:alert(1)", "text": "x"}
    assert sent_as_document(
        section(words("Careful", "bold", "strike"), " at ", link, "\n\nnow", other),
        section("Ring", words("!", "underline", "italic"), kind="rich_text_quote"),
        section("a\n\nb\n", kind="rich_text_preformatted"),
    ) == [
        "Careful/bold/strikethrough+ at +the house/bold->https://example.com",
        "now+x (javascript:alert(1))",
        {"blockquote": ["Ring+!/italic/underline"]},
        "a/code",
        "",
        "b/code",
    ]


@pytest.mark.parametrize(
    "empty",
    [
        {},
        section(),
        section(" \n"),
        section("\u200b"),
        section(words("  ", "bold")),
        listed(section(), section()),
        section(kind="rich_text_quote"),
        {"type": "something_new"},
    ],
)
def test_nothing_written_is_nothing(empty: Json) -> None:
    assert read(*([empty] if empty else [])) is None
    assert typed_rich_text(block(*([empty] if empty else []))) is None


def test_a_text_without_formatting_is_kept_as_the_plain_text_it_is() -> None:
    assert read(section("Ring  first.\n"), section("Fjord &amp; Sønn")) == "Ring first.\nFjord & Sønn"


@pytest.mark.parametrize("input", ["Call first. ", '{"type":"rich', '["x"]', "7", '{"type":"rich_text"}'])
def test_what_was_typed_without_the_editor_is_plain_text(input: str) -> None:
    assert read_rich_text(input) == input.strip()
    assert editor_block(input) == block(section(input))


def test_a_text_that_is_too_long_or_too_richly_formatted_is_refused() -> None:
    fits = [words("x" * 1500, "bold"), words("y" * 1500, "italic")]
    assert plain(section(*fits)) == "x" * 1500 + "y" * 1500
    with pytest.raises(InputError, match="at most") as caught:
        read(section(*fits, "zz"))
    assert caught.value.text.parameters["count"] == 2
    letters = [words("x", *(("bold", "italic", "code") if n % 2 else ("strike",))) for n in range(2000)]
    with pytest.raises(InputError, match="more formatting here than fits"):
        read(section(*letters))
    assert editor_block(json.dumps(block(section(*letters)))) == block(section("x" * 2000))


def test_formatting_is_what_plain_text_can_not_show() -> None:
    assert not is_formatted(rich(section("Hi ", LEAVES[8], " ", LEAVES[0])))
    for part in (listed("x"), section(words("x", "code")), section(LEAVES[1])):
        assert is_formatted(rich(part))


def test_whatever_the_editor_gives_can_be_put_into_it_again_and_reads_the_same() -> None:
    random = Random(5)  # noqa: S311 - the same texts every time
    for _count in range(300):
        given = random_block(random)
        input = typed_rich_text(given)
        value = read_rich_text(input) if input else None
        assert (value is None) == (input is None)
        if value is None or input is None:
            continue
        drawn = editor_block(input)
        assert list(RICH_TEXT(drawn, "")) == []
        assert read_rich_text(json.dumps(drawn)) == value
        assert read_rich_text(show_rich_text(value)) == value
        kept = Job(workflow="any", description=value)
        assert Job.model_validate_json(kept.model_dump_json()) == kept


def with_description(description: str | RichText) -> Draft:
    draft = filled_to(Step.SUMMARY)
    assert draft.job
    return draft.with_(job=draft.job.model_copy(update={"description": description}))


def test_a_document_is_sent_where_the_setting_asks_for_it_and_something_is_formatted() -> None:
    catalog = form_context().catalog

    def sent(description: str | RichText, *, rich: bool) -> object:
        draft = with_description(description)
        return compile_order(draft, catalog, ORIGIN, rich_description=rich).description

    formatted = rich(section(words("Now", "bold")))
    assert sent(formatted, rich=False) == "Now"
    assert sent(formatted, rich=True) == document(formatted)
    mention = rich(section("Ask ", LEAVES[8]))
    assert sent(mention, rich=True) == sent(mention, rich=False) == "Ask @unknown person"
    assert sent("As it was.", rich=True) == "As it was."


def test_what_stands_in_the_editor_is_taken_from_slacks_state_and_an_empty_one_is_nothing() -> None:
    def seen(value: Json | None) -> object:
        state = {"job.description": {"typed": {"type": "rich_text_input", "rich_text_value": value}}}
        view = {"id": "V1", "callback_id": "screen.job", "blocks": [], "state": {"values": state}}
        inputs = ViewPayload.of({"view": view}).inputs["description"]
        return json.loads(inputs) if isinstance(inputs, str) else inputs

    assert seen(None) is None
    assert seen(block(section())) is None
    assert seen(LISTS) == LISTS


def test_a_formatted_text_is_in_no_representation() -> None:
    assert "Careful" not in repr(rich(section(words("Careful", "bold"))))


@settings(deadline=None, max_examples=150 // one_in(3))
@given(
    st.lists(
        ANYTHING
        | st.builds(
            lambda kind, elements, indent: {
                "type": kind,
                "elements": elements,
                "indent": indent,
                "style": indent,
            },
            st.sampled_from(
                ["rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"]
            ),
            st.lists(MALFORMED | ANYTHING, max_size=4) | ANYTHING,
            ANYTHING,
        ),
        max_size=3,
    )
    | ANYTHING
)
@example([{"type": "rich_text_list", "elements": [["0"]], "indent": False}])
def test_whatever_an_editor_sends_gives_words_and_never_an_exception(parts: Any) -> None:
    input = typed_rich_text({"type": "rich_text", "elements": parts})
    if input is None:
        return
    input.encode()
    kept = read_rich_text(input, longest=LONGEST_DESCRIPTION)
    if isinstance(kept, RichText):
        assert plain_text(kept)
        assert document(kept)
        assert list(RICH_TEXT(editor_block(input), "")) == []
    assert read_rich_text(show_rich_text(kept or "x"), longest=LONGEST_DESCRIPTION) == (kept or "x")


@pytest.mark.parametrize("seconds", [10**20, -(10**20), 2**63])
def test_a_date_that_no_calendar_has_is_its_fallback_or_its_number(seconds: int) -> None:
    date = {"type": "date", "timestamp": seconds, "format": "{date}"}
    assert plain(section({**date, "fallback": "some day"})) == "some day"
    assert str(seconds)[:4] in (plain(section(date)) or "")


def test_text_nested_without_end_in_a_plain_input_is_text() -> None:
    assert read_rich_text("[" * 2000, longest=LONGEST_DESCRIPTION) == "[" * 2000
