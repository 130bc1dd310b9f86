"""Orders and catalogs that several tests begin from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from flows.draft import Address, Client, Draft, Job, Line, Offer, Step
from flows.order import Order, State, confirmed
from flows.sending.compiling import Origin, compile_order
from tests.support.drafts import EXAMPLE

HEAT_PUMP = "8b1f6a34-27d5-4c39-9d0c-5f7c1f9f2a10"


def order_at_summary(now: datetime, **changes: object) -> Order:
    """A finished order of Kari's for a heat pump survey, not confirmed yet; `changes` are to its draft."""
    draft = Draft(
        id=str(uuid4()),
        step=Step.SUMMARY,
        client=Client(
            contact_person="Ola Nordmann",
            phone="+4799900111",
            phone_typed="999 00 111",
            phone_country="NO",
            email="ola.nordmann@example.com",
        ),
        address=Address(country="NO", street="Storgata 1", postal_code="0365", city="Oslo"),
        job=Job(workflow=HEAT_PUMP),
        offer=Offer(),
        lines=(Line(id="1", name="Survey", unit_price=125_000, currency="NOK", vat_rate=2500),),
    ).with_(**changes)
    return Order(draft, Origin("T0LOCAL", "C0ORDERS", "U0KARI"), State.OPEN, now)


def confirmed_order(now: datetime, **changes: object) -> Order:
    """The same, confirmed at that moment."""
    order = order_at_summary(now, **changes)
    body = compile_order(order.draft, EXAMPLE, order.origin).body(bare_integers=False)
    return confirmed(order, body, None, now)


SURVEY = Path(__file__).parent.parent / "data" / "survey.toml"
