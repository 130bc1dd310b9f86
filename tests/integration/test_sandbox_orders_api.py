"""The local Orders API's answers that neither create an order for certain nor refuse it."""

from __future__ import annotations

import json
from pathlib import Path

import aiohttp
import pytest

from sandbox.orders_api.faults import PostFault
from sandbox.orders_api.responses import ODD_ANSWERS, ODD_ANSWERS_AFTER_CREATING
from sandbox.orders_api.server import PATH, LocalOrders

EXAMPLE = Path(__file__).parents[1] / "data" / "order-example.json"
READ_WHOLE = [fault for fault in ODD_ANSWERS if fault is not PostFault.GIANT_ANSWER]
"""The giant would fill the memory here; the product, which stops reading, is shown it in test_orders_create.py."""
BODY = json.loads(EXAMPLE.read_text(encoding="utf-8")) | {"fileIds": []}


async def answer_to(api: LocalOrders, fault: PostFault) -> tuple[int, str]:
    """Status and text of the answer to one POST that meets the fault."""
    api.faults.next_posts.append(fault)
    headers = {"Authorization": f"Bearer {api.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(api.url + PATH, json=BODY) as answer,
    ):
        return answer.status, await answer.text()


@pytest.mark.parametrize("fault", [*READ_WHOLE, *ODD_ANSWERS_AFTER_CREATING])
async def test_an_odd_answer_names_no_order_whether_one_was_created_or_not(fault: PostFault) -> None:
    async with LocalOrders() as api:
        _status, text = await answer_to(api, fault)
        assert len(api.orders) == (fault in ODD_ANSWERS_AFTER_CREATING)
        assert not any(order.id in text or order.display_id in text for order in api.orders)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (PostFault.MAINTENANCE_PAGE, 200),
        (PostFault.QUOTA_EXCEEDED, 200),
        (PostFault.NO_CONTENT, 204),
        (PostFault.NO_ID, 201),
        (PostFault.WORKFLOW_LOCKED, 409),
        (PostFault.PLAN_USED_UP, 400),
    ],
)
async def test_an_odd_answer_has_the_status_that_was_seen(fault: PostFault, status: int) -> None:
    async with LocalOrders() as api:
        assert (await answer_to(api, fault))[0] == status
