"""Ids that views carry, and words as Slack takes them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.views.ids import Metadata, block_id, field_key
from bot.views.mrkdwn import LONGEST_SECTION, cut, escape, link, marked, moment, sections
from bot.views.orders.cards import message
from flows.draft import Step
from flows.i18n.language import language
from flows.i18n.texts import Markup, Text, shaped, verbatim
from sandbox.slack.person.rendering import mrkdwn
from tests.support.drafts import NOW, filled_to
from tests.support.views import ENGLISH, drawn


@given(st.sampled_from(["client", "line"]), st.text(min_size=1), st.text())
def test_a_fields_key_is_found_in_its_inputs_id(screen: str, key: str, rotation: str) -> None:
    rotated = block_id(screen, key, rotation or "x")
    assert field_key(rotated) == key
    if "~" not in key:
        assert field_key(block_id(screen, key)) == key


@pytest.mark.parametrize("block", ["navigation", "line_1", "draft_7", "lines_pages", "", "client."])
def test_blocks_that_are_no_inputs_have_no_field(block: str) -> None:
    assert not field_key(block)


@given(st.text())
def test_metadata_that_is_not_ours_is_none_of_ours(text: str) -> None:
    assert Metadata.load(text) is None


@pytest.mark.parametrize(
    "forged",
    ["{}", "null", "[]", '{"draft": 7, "version": 1}', '{"draft": "7"}', '{"draft": "7", "version": "x"}'],
)
def test_forged_metadata_is_refused(forged: str) -> None:
    assert Metadata.load(forged) is None


def test_metadata_comes_back_as_it_was() -> None:
    metadata = Metadata(order_id="7", edition=3)
    assert Metadata.load(metadata.dump()) == metadata


def test_metadata_of_a_view_that_was_opened_under_the_former_names_is_read() -> None:
    former = '{"draft": "7", "version": 3, "approvers": "Leads"}'
    assert Metadata.load(former) == Metadata(order_id="7", edition=3, approvers="Leads")


@settings(deadline=None)
@given(st.text(max_size=50), st.integers(1, 40))
def test_what_is_cut_fits_and_says_so(words: str, longest: int) -> None:
    shown = cut(words, longest)
    assert len(shown) <= longest
    assert shown == words if len(words) <= longest else shown.endswith("…")


input = st.text(st.sampled_from("*_~`:<>&|aøB3 -+!@#＊'"), max_size=12).map(str.strip)


@settings(deadline=None, max_examples=200)
@given(st.lists(input, min_size=1, max_size=3))
@example(["3 * 3"])
def test_what_people_type_is_shown_as_typed_also_in_bold_and_beside_others(words: list[str]) -> None:
    lines = marked(ENGLISH, *(shaped("*{word}* · {word} ({word})", word=word) for word in words if word))
    assert mrkdwn(lines, {}) == "\n".join(f"{word} · {word} ({word})" for word in words if word)


@pytest.mark.parametrize(
    "words",
    [
        "*Ola*",
        "_a_ and __b__",
        "~500~",
        "`code`",
        "```code```",
        ":zap:",
        "12:30:45",
        "a:b:c",
        "*_x_*",
        "＊x＊",
    ],
)
def test_marks_and_emoji_names_are_escaped(words: str) -> None:
    assert mrkdwn(words, {}) != words or words == "a:b:c"
    assert mrkdwn(escape(words), {}) == words


@pytest.mark.parametrize("words", ["ola_nordmann@example.com", "cable_10_m", "kl. 12:30", "C:\\x"])
def test_marks_that_mean_nothing_cost_no_room(words: str) -> None:
    assert escape(words) == words


def test_marks_at_the_ends_of_lines_are_escaped_too() -> None:
    assert mrkdwn(escape("* a\n* b*\n_c\nd_"), {}) == "* a\n* b*\n_c\nd_"


def test_words_in_a_link_are_no_marks_either() -> None:
    assert str(link("https://x.no/a_b", "*P1_2*|").source) == "<https://x.no/a_b|∗P1ˍ2∗¦>"


texts = st.lists(
    st.builds(
        lambda piece, count: piece * count,
        st.sampled_from(["x", "&", "<!channel>", "é ", "*", "_ ", ":a:"]),
        st.integers(1, 3500),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=40)
@given(texts)
def test_sections_show_every_text_and_each_fits(words: list[str]) -> None:
    shown = [block.to_dict()["text"]["text"] for block in sections(ENGLISH, *map(verbatim, words))]
    assert all(0 < len(text) <= LONGEST_SECTION for text in shown)
    lines = "\n".join(shown).split("\n") if shown else []
    assert len(lines) == len(words)
    for line, word in zip(lines, words, strict=True):
        whole = escape(word)
        assert line == whole or (
            len(whole) > LONGEST_SECTION and line.endswith("…") and len(line) > LONGEST_SECTION // 2
        )


def test_only_the_first_of_several_sections_has_the_button() -> None:
    button = drawn(filled_to(Step.SUMMARY))["blocks"][0]["accessory"]
    long = [verbatim("x" * 2000), verbatim("y" * 2000)]
    assert ["accessory" in block.to_dict() for block in sections(ENGLISH, *long, accessory=button)] == [
        True,
        False,
    ]


def test_a_mention_survives_and_a_cut_one_does_not_ping() -> None:
    mention = shaped("{who}", who=Markup("<@U0KARI>"))
    assert marked(ENGLISH, mention) == "<@U0KARI>"
    assert "<" not in marked(ENGLISH, shaped("{words} {who}", words="x" * 2995, who=Markup("<@U0KARI>")))


def test_a_message_has_words_for_notifications_too() -> None:
    sent = message(ENGLISH, [verbatim("<!here> hi"), Text("there")])
    assert sent.text == "&lt;!here&gt; hi\nthere"


@pytest.mark.parametrize(
    ("code", "tokens"),
    [("en", "{date_short_pretty} {time}"), ("nb", "{date_num} {time}"), ("sv", "{date_num} {time}")],
)
def test_a_time_is_in_figures_where_slack_would_write_today_in_another_language(
    code: str, tokens: str
) -> None:
    saved = Text("{when}", {"when": moment(NOW)})
    assert language(code).say(saved) == f"<!date^1795521600^{tokens}|2026-11-24 12:00 UTC>"
