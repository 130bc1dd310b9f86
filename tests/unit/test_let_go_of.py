"""What clients are called isn't kept once nobody needs it: pydantic would keep thousands of the texts it reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.views.ids import Metadata
from flows.draft import Client
from orders.models import OrderRequest

ORDER = """{
  "name": "Ola Nordmann", "address": "Storgata 1", "city": "Oslo", "postalCode": "0365", "countryCode": "NO",
  "contactPersonName": "Ola Nordmann", "email": "ola@example.com", "phoneNumber": "+4799900111", "idempotencyKey": "1"
}"""
CLIENT = """{
  "contact_person": "Ola Nordmann", "phone": "+4799900111", "phone_typed": "999 00 111", "phone_country": "NO",
  "email": "ola@example.com"
}"""


READ: dict[str, Callable[[], object]] = {
    "a client": lambda: Client.model_validate_json(CLIENT).contact_person,
    "a view": lambda: Metadata.model_validate_json('{"order_id": "order-of-ola", "edition": 1}').order_id,
    "a body": lambda: OrderRequest.model_validate_json(ORDER).name,
}


@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_the_same_text_read_twice_is_two_since_none_is_kept(read: Callable[[], object]) -> None:
    first, second = read(), read()
    assert first == second
    assert first is not second
