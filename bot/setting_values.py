"""What settings hold: where their texts are found, and how each kind of value is read from its text and checked."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, SecretStr, StringConstraints

EVERYONE = "*"
"""Among users: every full member."""


FILE = Path(".env")
"""In the folder that the service is started in."""


def written_settings() -> dict[str, str]:
    """What the environment and the file say, by names in small letters; the environment counts before the file.

    Raises OSError, UnicodeDecodeError for a file that can't be read.
    """
    return {name.lower(): text for name, text in (*_in_file().items(), *os.environ.items())}


def _in_file() -> dict[str, str]:
    if not (FILE.is_file() or FILE.is_fifo()):
        return {}
    from dotenv import dotenv_values  # Only where there is such a file.

    return {name: text for name, text in dotenv_values(FILE).items() if text is not None}


def _split(value: object) -> object:
    return frozenset(value.replace(",", " ").split()) if isinstance(value, str) else value


def _split_extensions(value: object) -> object:
    return _split(value.lower().replace(".", "")) if isinstance(value, str) else value


def _blank_is_unset(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def lower(value: object) -> object:
    """A word in small letters, without blanks around it."""
    return value.strip().lower() if isinstance(value, str) else value


def _status_names(value: object) -> object:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError('must be JSON, for example {"0": "Created"}') from None


def _name_people(users: frozenset[str]) -> frozenset[str]:
    if not all(user == EVERYONE or re.fullmatch(r"[UWSCG][A-Z0-9]+", user) for user in users):
        raise ValueError(
            "must hold ids of users such as U0123456789, of user groups (S0123456789) or of channels (C0123456789),"
            " or *: a person's id is in their Slack profile, “Copy member ID”"
        )
    return users


def _is_one_word(secret: SecretStr | None) -> SecretStr | None:
    if secret is not None and not re.fullmatch(r"[!-~]+", secret.get_secret_value()):
        raise ValueError("must be one word of plain letters, digits and signs, without blanks or line ends")
    return secret


Users = Annotated[frozenset[str], BeforeValidator(_split), AfterValidator(_name_people)]
"""Slack ids of users, user groups and channels, divided by commas or blanks; `*` is every full member."""

OneWord = AfterValidator(_is_one_word)
"""A blank in a token is a slip of the hand, and breaks the header it is sent in."""

FileTypes = Annotated[
    frozenset[Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,20}$")]],
    BeforeValidator(_split_extensions),
]
"""File name extensions divided by commas or blanks, with or without the dot."""

PICTURES_AND_PDF = frozenset({"jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "pdf"})

StatusNames = Annotated[dict[str, str], BeforeValidator(_status_names)]
"""Names by the API's status numbers, as JSON."""

BlankIsUnset = BeforeValidator(_blank_is_unset)
"""`NAME=` in a .env file says that it isn't set; an empty secret would sign and open for anyone."""
