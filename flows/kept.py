"""How much is kept of what pure functions give: a form reads the same few words again with every screen."""

from __future__ import annotations

KEPT = 256
"""Answers of a function."""
