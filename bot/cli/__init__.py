"""The `orderdesk` command."""

import gc

gc.disable()  # What is imported stays: looking through it for garbage meanwhile is a twentieth of a start.
from bot.cli.main import main  # noqa: E402

gc.enable()

__all__ = ["main"]
