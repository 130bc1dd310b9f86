"""A short run of changed requests on either database; `make fuzz` is the long one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from bot.views.ids import Action, Callback
from sandbox.orders_api.server import LocalOrders
from tests.fuzz.recorded import SETTINGS, Recorded, patient_slack, record
from tests.fuzz.requests import requests
from tests.fuzz.run import exceptions, send_all
from tests.support.bounds import longer_bounds
from tests.support.logs import real_logs
from tests.support.postgres import database_of
from tests.support.product import bot_on
from tests.support.waiting import waiting_catalog

SENDS_NOTHING = {Callback.LOADING, Callback.RESUME, Callback.OUTCOME, Callback.DETAILS, Callback.HOME}
"""Windows without a button that submits them."""


@pytest.mark.thorough
@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
async def test_no_request_gives_a_server_error_or_an_exception(store: str, tmp_path: Path) -> None:
    with longer_bounds(), real_logs() as lines, database_of(store, tmp_path) as database:
        async with patient_slack() as slack, LocalOrders() as api:
            recorded = await record(slack, api, tmp_path, database)
            asked = requests(
                recorded,
                slack.signing_secret,
                Random(store),  # noqa: S311 - the same requests each time
                signed_ones=150,
                unsigned_ones=50,
            )
            given = {**SETTINGS, "database_url": database, "catalog": waiting_catalog(tmp_path)}
            async with bot_on(slack, api, tmp_path, **given) as product:
                answers = await send_all(f"{product.url}/slack/events", asked)
        assert not exceptions(lines())
    assert not answers.wrong
    assert answers.signed[200] > 0
    assert answers.signed[400] > 0
    assert set(Action) - set(pressed(recorded)) == set(), "play them in tests/fuzz"
    assert set(Callback) - SENDS_NOTHING - set(submitted(recorded)) == set(), "play them in tests/fuzz"


def pressed(recorded: Sequence[Recorded]) -> Iterator[str]:
    """What of our ids was pressed, chosen or typed in."""
    for one in recorded:
        for action in one.payload.get("actions", ()):
            yield action["action_id"].partition(".")[0]


def submitted(recorded: Sequence[Recorded]) -> Iterator[str]:
    """Which windows were submitted; what follows a line's id is taken off."""
    for one in recorded:
        if one.payload.get("type") == "view_submission":
            callback = one.payload["view"]["callback_id"]
            yield callback if callback in set(Callback) else callback.partition(".")[0]
