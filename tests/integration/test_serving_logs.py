"""What the log of a whole order holds, with everything going wrong on the way: nothing of a client, and no token."""

from __future__ import annotations

import json

from sandbox.orders_api.faults import ListFault, PostFault
from tests.support.clock import StillClock
from tests.support.logs import real_logs
from tests.support.product import OpenProduct, Product
from tests.support.sending import QUIET, TIMEOUT, Sending
from tests.support.walkthrough import ADDRESS, CLIENT, begin, to_summary

TYPED = [*CLIENT.values(), ADDRESS["street"], "Basement garage", "+4799900111", "99900111", "Nordmann"]
WORDS = ("Ola Nordmann at Storgata 1 is not known, call 999 00 111",)


async def live_through_everything(sending: Sending) -> None:
    """Mistakes, a refusal, an unknown outcome, a lost list, a channel that is gone, and a Slack that breaks."""
    kari, product = sending.product.person("kari"), sending.product
    faults = product.api.faults
    await begin(kari)
    await kari.fill(contact_person="Ola Nordmann", phone="999 00 111", email="ola.nordmann@")
    await kari.next()
    assert kari.errors
    await kari.close()
    await kari.slash("/order")
    await kari.sees("Unfinished order")
    await kari.press("Discard")
    await kari.sees("Step 1 of 4")
    await kari.close()
    await to_summary(kari)
    faults.invalid_words = WORDS
    faults.next_posts.extend([PostFault.INVALID, PostFault.UNAVAILABLE, PostFault.UNAUTHORISED])
    await kari.next()
    await kari.hears("The order system refused")
    product.slack.channel("#ev-team").members.remove("U0BOT")
    sending.clock.advance(1)
    await kari.sees("Ola Nordmann at Storgata 1 is not known")
    product.slack.faults.crash("chat.postMessage", times=2)
    await kari.next()
    await until_attempts(sending, 1)
    faults.list_fault = ListFault.UNAVAILABLE
    sending.clock.advance(QUIET)
    await sending.ticks()
    await kari.slash("/order list")
    await kari.hears("isn't answering")
    faults.list_fault = None
    sending.clock.advance(60)
    await until_attempts(sending, 2)
    sending.clock.advance(60)
    await kari.until(lambda: product.api.orders, "the order")
    await sending.ticks()
    sending.clock.advance(60)
    await kari.hears("Created")
    await break_a_listener(product)


async def until_attempts(sending: Sending, attempts: int) -> None:
    """Wait until the only order that is under way has been sent so often and waits."""
    key = sending.product.api.received[0]["idempotencyKey"]
    kari = sending.product.person("kari")
    await kari.until(lambda: len(sending.product.api.received) >= attempts + 1, "the POST")
    order = await sending.store.get(key)
    assert order is not None
    await sending.until(order, lambda now: now.is_delayed and now.attempts == attempts)


async def break_a_listener(product: Product) -> None:
    """Slack fails in a lazy function, with the client's name in its answer."""
    kari = product.person("kari")
    product.slack.faults.fail("views.open", "Ola Nordmann")
    await kari.close()
    await kari.slash("/order")
    await kari.hears("Something went wrong on our side")


async def test_the_log_of_an_order_holds_nothing_of_the_client_and_no_token(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    with real_logs() as lines:
        async with open_product(clock=clock, orders_timeout=TIMEOUT, orders_quiet_period=QUIET) as product:
            await live_through_everything(Sending(product, clock))
            secrets = [
                product.slack.bot_token,
                product.slack.app_token,
                product.slack.signing_secret,
                product.api.token,
            ]
        events = [line["event"] for line in lines()]
        written = json.dumps(lines(), ensure_ascii=False)
    for event in ("order sent", "order not created", "look-up failed", "not told", "lazy function failed"):
        assert event in events
    assert "check ORDERS_API_TOKEN" in written
    for private in (*TYPED, *secrets):
        assert private not in written
