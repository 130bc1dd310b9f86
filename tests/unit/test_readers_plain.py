import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import read_line, read_paragraph, tidy

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("input", "line"),
    [
        ("Ola Nordmann", "Ola Nordmann"),
        ("  Ola \t Nordmann\n", "Ola Nordmann"),
        ("Ola\u00a0Nordmann", "Ola Nordmann"),
        ("Ola\u202fNordmann", "Ola Nordmann"),
        ("Storgata 1\r\n0365 Oslo", "Storgata 1 0365 Oslo"),
        ("<tel:+4799900111|99900111>", "99900111"),
        ("<tel:+4799900111>", "+4799900111"),
        ("<mailto:a@b.no|a@b.no>", "a@b.no"),
        ("<mailto:a@b.no|Ola>", "a@b.no"),
        ("<mailto:a@b.no>", "a@b.no"),
        ("see <https://x.no/a|our page>", "see https://x.no/a"),
        ("<http://x.no>", "http://x.no"),
        ("Fjord &amp; Fjell", "Fjord & Fjell"),
        ("&lt;b&gt;", "<b>"),
        ("&amp;lt;", "<"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("<!channel>", "<!channel>"),
        ("3 < 4 > 2", "3 < 4 > 2"),
        ("e\u0301", "\u00e9"),
        ("A\u030angstro\u0308m", "\u00c5ngstr\u00f6m"),
        ("Ola\x00Nordmann", "OlaNordmann"),
        ("\u202aOla\u202c \u200bNord\u00admann\ufeff", "Ola Nordmann"),
        ("a \u200b b", "a b"),
        ("a\ud800b", "ab"),
        ("Fam \U0001f468\u200d\U0001f469\u200d\U0001f467", "Fam \U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("\U0001f3f3\ufe0f\u200d\U0001f308", "\U0001f3f3\ufe0f\u200d\U0001f308"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\u200dOla \u200c Nord\u200d\u200dmann\u200d", "Ola Nordmann"),
        ("Ola\U000e0067", "Ola"),
        ("\u00d8stby \u2764\ufe0f", "\u00d8stby \u2764\ufe0f"),
    ],
)
def test_a_line_loses_what_slack_and_keyboards_wrap_around_it(input: str, line: str) -> None:
    assert read_line(input) == line


@pytest.mark.parametrize(
    ("input", "paragraph"),
    [
        ("one\ntwo", "one\ntwo"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\n\none\n\n\n\n\ntwo\n", "one\n\ntwo"),
        ("  one   two  \n  three", "one two\nthree"),
        ("one\u2028two", "one\ntwo"),
        ("one\x00\u200b", "one"),
        ("call <tel:+4799900111|999 00 111>\n&amp; ask", "call 999 00 111\n& ask"),
    ],
)
def test_a_paragraph_keeps_its_line_ends(input: str, paragraph: str) -> None:
    assert read_paragraph(input) == paragraph


def test_a_text_of_just_the_longest_length_fits() -> None:
    assert read_line("x" * 255) == "x" * 255
    assert read_paragraph("x" * 3000) == "x" * 3000
    assert read_line("x" * 10 + "\u200b", longest=10) == "x" * 10


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (11, "The text has 11 characters and at most 10 fit. Shorten it by 1 character."),
        (15, "The text has 15 characters and at most 10 fit. Shorten it by 5 characters."),
    ],
)
def test_a_text_too_long_is_told_by_how_much(length: int, words: str) -> None:
    for read in (read_line, read_paragraph):
        with pytest.raises(InputError) as caught:
            read("x" * length, longest=10)
        assert language("en").say(caught.value.text) == words


@pytest.mark.parametrize("input", ["", " ", "\n\t", "\u200b", "\x00", "\u202e \u2066"])
def test_a_text_without_a_visible_character_is_no_text(input: str) -> None:
    for read in (read_line, read_paragraph):
        with pytest.raises(InputError) as caught:
            read(input)
        assert "only spaces" in language("en").say(caught.value.text)


@settings(max_examples=120, deadline=None)
@given(ANY_TEXT)
def test_what_is_read_is_composed_visible_and_can_be_stored(input: str) -> None:
    for read in (read_line, read_paragraph):
        try:
            text = read(input)
        except InputError:
            continue
        assert unicodedata.is_normalized("NFC", text)
        assert text == text.strip() != ""
        assert "  " not in text
        assert not {unicodedata.category(character) for character in text.replace("\n", "")} & {
            "Cc",
            "Cf",
            "Cs",
        }
        assert "\n" not in text or read is read_paragraph
        text.encode()


@pytest.mark.parametrize(
    ("input", "kept"),
    [
        ("0365\ufe0f", "0365"),
        ("\u3164", ""),
        ("\u115f\u1160\uffa0\u2800", ""),
        ("a\u034fb\U000e0100", "ab"),
        ("a\u200db", "ab"),
        (
            "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
            "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
        ),
        ("\u2764\ufe0f 1\ufe0f\u20e3", "\u2764\ufe0f 1\ufe0f\u20e3"),
        ("\U0001f468\U0001f3fd\u200d\U0001f527", "\U0001f468\U0001f3fd\u200d\U0001f527"),
    ],
)
def test_what_nobody_sees_goes_and_an_emoji_of_several_parts_arrives_whole(input: str, kept: str) -> None:
    assert tidy(input) == kept
