"""Texts and amounts as people, keyboards and Slack give them."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import strategies as st

from flows.i18n.texts import InputError
from flows.readers import read_line, read_paragraph

PIECES = (
    *("Ola", "Nordmann", "Storgata 1", "x", "12", "1.000", "0,5", " ", "  ", "\n", "\t", "\u00a0"),
    *(
        "<!channel>",
        "<@U0KARI>",
        "&",
        "<",
        ">",
        "&amp;",
        "&lt;",
        "&gt;",
        "|",
        "*",
        "_",
        "`",
        "{",
        "}",
        "{name}",
    ),
    *(
        "&amp;lt;",
        "&lt;tel:5&gt;",
        "<tel:+4799900111|999 00 111>",
        "<mailto:a@b.no|",
        "<https://x.no/a?b=1&c>",
        "tel:",
        "%",
    ),
    *(
        "\u00e6\u00f8\u00e5",
        "e\u0301",
        "\u200b",
        "\u202e",
        "\x00",
        "\ud800",
        "\U0001f642",
        "\u2212",
        "\uff19",
    ),
)


any_text = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
)
"""Whatever a person, a keyboard or Slack may put into an input."""


def is_line(input: str) -> bool:
    """Whether it may stand in any one-line input of the form."""
    with suppress(InputError):
        return bool(read_line(input, longest=200))
    return False


def is_paragraph(input: str) -> bool:
    with suppress(InputError):
        return bool(read_paragraph(input))
    return False


one_line = any_text.filter(is_line)
paragraph = any_text.filter(is_paragraph)
amounts = st.integers(0, 9_999_999_999)
rates = st.integers(0, 10_000)


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    """An input that may be left empty."""
    return st.none() | strategy
