"""An order that waits for approval, and those who were asked."""

from __future__ import annotations

from uuid import uuid4

from flows.draft import Draft, Line, Step
from flows.order import Order, State
from flows.sending.compiling import Origin
from sandbox.slack.messages import Message
from tests.support.examples import HEAT_PUMP, confirmed_order
from tests.support.sending import Sending

RULES = """
[[products]]
external_id = "survey"
name = "Survey"
unit_price = "1000.00"
vat = "0"
payout = "900.00"

[[approver_groups]]
name = "sales-leads"
label = "Sales leads"
users = ["U0LENA", "U0SAM"]

[[rules]]
margin_below = "20"
text = "Little is left of this."
then = "approve"
approvers = "sales-leads"
"""

FOLLOW_UP = """
remind_after = "4h"
stand_in = "managers"
stand_in_after = "1d"
escalate_to = "C0ORDERS"
escalate_after = "2d"

[[approver_groups]]
name = "managers"
label = "Managers"
users = ["U0VERA", "U0SAM", "U0KARI"]
"""
"""After RULES: what happens while nobody decides. Vera is nobody's until she is added."""


CATALOG = f"""
[[workflows]]
name = "Heat pump survey"
id = "{HEAT_PUMP}"
{RULES}
"""


LITTLE_LEFT = Line(id="1", name="Survey", unit_price=100_000, payout=90_000, currency="NOK", vat_rate=0)
ASKED = "asks for your approval"


async def at_summary(sending: Sending, line: Line = LITTLE_LEFT) -> Order:
    """Kari's order with that line, its summary open before her."""
    draft: Draft = confirmed_order(sending.clock(), lines=(line,)).draft
    order = Order(
        draft.with_(id=str(uuid4()), step=Step.SUMMARY),
        Origin("T0LOCAL", "C0ORDERS", "U0KARI"),
        State.OPEN,
        sending.clock(),
    )
    await sending.store.add(order)
    kari = sending.product.person("kari")
    await kari.slash("/order")
    await kari.sees("Unfinished order")
    await kari.press("Continue")
    await kari.sees("Check the order")
    return order


async def asked(sending: Sending) -> tuple[Order, Message, Message]:
    """Kari's order before her approvers, and Lena's and Sam's card."""
    order = await at_summary(sending)
    kari = sending.product.person("kari")
    await kari.next()
    await kari.sees("Waiting for approval by Sales leads (@lena, @sam)")
    return order, await card(sending, "lena"), await card(sending, "sam")


async def card(sending: Sending, name: str) -> Message:
    return await sending.product.person(name).hears(ASKED)
