# ruff: noqa: INP001 - a script beside the documents, not a package
"""Takes the pictures of docs/images."""

from __future__ import annotations

from pathlib import Path

from tests.support.browser import Visitor

IMAGES = Path(__file__).parent / "images"
PEOPLE = {"en": ("sam", "en-GB"), "nb": ("kari", "nb-NO")}
"""Whose page it is in which language, and the locale they read."""


class Camera:
    """Takes pictures of one person's page; their names begin with the language and the kind of screen."""

    def __init__(self, person: Visitor, prefix: str) -> None:
        self._person = person
        self._prefix = prefix

    def at(self, person: Visitor) -> Camera:
        """The same at somebody else's page."""
        return Camera(person, self._prefix)

    async def take(self, name: str) -> None:
        """One picture, of the page as it is."""
        await self._person.page.mouse.move(0, 0)
        await self._person.page.screenshot(path=IMAGES / f"{self._prefix}-{name}.png")
