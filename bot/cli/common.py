"""What every command does alike: read the settings, and say why it can't go on."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from bot.settings import Settings, SettingsError, read_settings


def settings_or_fail() -> Settings:
    """The settings; the command ends here if they can't be used, each mistake named."""
    try:
        return read_settings()
    except SettingsError as error:
        fail(str(error))


def fail(words: str) -> NoReturn:
    """End the command with a reason."""
    click.echo(words, err=True)
    sys.exit(2)
