"""The `orderdesk` command."""

import gc
import os

# Pydantic would read the metadata of every package that is installed to look for plugins; nothing here has one.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# What is imported stays: looking through it for garbage, meanwhile and once afterwards, is a tenth of a start.
gc.disable()
from bot.cli.main import main  # noqa: E402

gc.freeze()
gc.enable()

__all__ = ["main"]
