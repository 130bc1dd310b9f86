"""Orders while the bots are killed again and again: `python -m tests.chaos`; see docs/design.md, “Rules of sending”."""
