"""Answers to searching selects, from what we have ourselves: never slow, never over Slack's limit."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.desk import Desk, NotEditable
from bot.interaction import Body, Seen
from bot.listeners.context import person_in
from bot.services import Services
from bot.views.ids import Action, field_key
from bot.views.inputs import slack_option
from bot.views.known_clients import known_client_option
from bot.views.words import LONGEST_OPTION, cut
from flows.catalog import Bundle, Product, search_catalog
from flows.field import Asking, Option, Situation
from flows.screens import SCREENS
from flows.search import search
from flows.texts import Money, _, _n, shaped, verbatim
from storage import Person

MOST_OPTIONS = 100
KEEP_TYPING = "…"
"""The value of the last row when there is more; it is no product's and no option's."""


def register(app: AsyncApp, services: Services) -> None:
    """Products, known clients, and every choice too long for a plain select."""
    desk = services.desk

    async def suggest(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        person = person_in(context)
        situation = await desk.situation(person)
        if body["action_id"] == Action.PRODUCT:
            options = _products(situation, body["value"])
        elif body["action_id"] == Action.KNOWN_CLIENT:
            found = await desk.known_clients(person, body["value"], MOST_OPTIONS + 1)
            options = tuple(known_client_option(known) for known in found)
        else:
            options = await _options(desk, person, body, situation)
        await ack(options=[slack_option(option, situation.language).to_dict() for option in _capped(options)])

    app.options(re.compile(rf"^({Action.PRODUCT}|{Action.KNOWN_CLIENT}|{Action.TYPED})$"))(suggest)


def _products(situation: Situation, words: str) -> tuple[Option, ...]:
    found = search_catalog(situation.catalog, words, MOST_OPTIONS + 1)
    return tuple(
        _bundle_option(one, situation) if isinstance(one, Bundle) else _product_option(one, situation)
        for one in found
    )


def _bundle_option(bundle: Bundle, situation: Situation) -> Option:
    lines = situation.language.say(_n("{count} product", "{count} products", count=len(bundle.products)))
    name = cut(bundle.name, LONGEST_OPTION - len(lines) - 3)
    return Option(bundle.key, shaped("{name} · {lines}", name=name, lines=lines))


def _product_option(product: Product, situation: Situation) -> Option:
    currency = product.currency or situation.catalog.defaults.currency
    if product.unit_price is None or currency is None:
        return Option(product.key, verbatim(product.name))
    price = situation.language.show(Money(product.unit_price, currency))
    name = cut(product.name, LONGEST_OPTION - len(price) - 3)
    return Option(product.key, shaped("{name} · {price}", name=name, price=price))


async def _options(desk: Desk, person: Person, body: Body, situation: Situation) -> tuple[Option, ...]:
    seen, key = Seen.of(body), field_key(body["block_id"])
    if seen.metadata is None:
        return ()
    try:
        order = await desk.own(seen.metadata.draft, person)
    except NotEditable:
        return ()
    step = order.draft.step
    if step not in SCREENS:
        return ()
    asking = Asking(order.draft, situation, {**order.draft.typed.get(step, {}), **seen.typed} or None)
    asked = next((field for field in SCREENS[step].fields(asking) if field.key == key), None)
    return _matching(asked.options, body["value"], situation) if asked else ()


def _matching(options: tuple[Option, ...], words: str, situation: Situation) -> tuple[Option, ...]:
    return search(options, words, lambda option: (situation.language.say(option.label), option.value))


def _capped(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if len(options) <= MOST_OPTIONS:
        return options
    return (*options[: MOST_OPTIONS - 1], Option(KEEP_TYPING, _("More match. Keep typing…")))
