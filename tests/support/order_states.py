"""An order in the states after the form, without a store."""

from __future__ import annotations

from datetime import timedelta

from flows.draft import Draft
from flows.order import Exists, Order, Pace, claimed, confirmed
from tests.support.drafts import NOW, order_of

QUIET = timedelta(seconds=45)
PACE = Pace(QUIET)
BODY = '{"idempotencyKey": "7"}'
FOUND = Exists("4711", "P1-42", "https://example.com/orders/4711")
SECOND = timedelta(seconds=1)


def open_order() -> Order:
    return order_of(Draft(id="7"))


def confirmed_order() -> Order:
    return confirmed(open_order(), BODY, "V1", NOW)


def sent_order() -> Order:
    return claimed(confirmed_order(), NOW, PACE)
