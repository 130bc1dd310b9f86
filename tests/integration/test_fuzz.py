"""A short run of changed requests on either database; `make fuzz` is the long one."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from tests.fuzz.recorded import catalog_in, record
from tests.fuzz.requests import requests
from tests.fuzz.run import exceptions, send_all
from tests.support.logs import real_logs
from tests.support.postgres import database_of
from tests.support.product import bot_on


@pytest.mark.thorough
@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
async def test_no_request_gives_a_server_error_or_an_exception(store: str, tmp_path: Path) -> None:
    with real_logs() as lines, database_of(store, tmp_path) as database:
        async with (
            LocalSlack() as slack,
            LocalOrders() as api,
            bot_on(slack, api, tmp_path, database_url=database, catalog=catalog_in(tmp_path)) as product,
        ):
            asked = requests(
                await record(slack),
                slack.signing_secret,
                Random(store),  # noqa: S311 - the same requests each time
                signed_ones=150,
                unsigned_ones=50,
            )
            answers = await send_all(f"{product.url}/slack/events", asked)
        assert not exceptions(lines())
    assert not answers.wrong
    assert answers.signed[200] > 0
    assert answers.signed[400] > 0
