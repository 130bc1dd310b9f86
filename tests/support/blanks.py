"""Texts as tests compare them, without the signs that nobody sees."""

from __future__ import annotations


def in_plain_blanks(text: str) -> str:
    """The text with a plain blank where one keeps a figure together, or a figure and its unit."""
    return text.replace("\u00a0", " ")
