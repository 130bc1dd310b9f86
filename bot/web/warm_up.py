"""What is imported and read beside the service's work, so that neither its start nor anybody later waits for it."""

from __future__ import annotations

import gc
from importlib import import_module
from threading import Thread

from bot.app import OrderDesk
from flows.i18n.command_words import load_words
from flows.i18n.locale_data import let_go_of_what_no_language_reads
from orders import read_authorities

FIRST_USED = (
    "bot.slack.shapes",
    "phonenumbers",
    "email_validator",
    "postalcheck",
    "price_parser",
    "anyio._backends._asyncio",
    "httpcore",
    "httpcore._backends.anyio",
    "flows.pasting.paste",
)
"""What the functions that need it import for themselves, in the order in which a first order needs it.

Three of them are httpx's with its first request, so the first Create would wait, and all who press anything meanwhile.
"""

NEW_OBJECTS = 10_000
"""How many objects come between two collections of garbage: a request makes some thousands, and leaves none behind."""


def begin_warming_up(desk: OrderDesk) -> None:
    """In a thread of its own, which the end of the process doesn't wait for."""
    Thread(target=_warm_up, args=(desk,), name="warming up", daemon=True).start()


def _warm_up(desk: OrderDesk) -> None:
    let_go_of_what_no_language_reads()
    for name in FIRST_USED:
        import_module(name)
    load_words()
    read_authorities()
    desk.service.places.cities(desk.service.country, "")
    _keep_what_is_there()


def _keep_what_is_there() -> None:
    """Modules, catalog and translations stay until the end: no collection of garbage looks through them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
