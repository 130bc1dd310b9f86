"""Answers to searching selects, from what we have ourselves: never slow, never over Slack's limit."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck

from bot.middleware.context import Interaction
from bot.middleware.routes import Routes
from bot.service.errors import NotEditable
from bot.views.as_json import as_json
from bot.views.form.known_clients import known_client_option
from bot.views.ids import Action, field_key
from bot.views.inputs import slack_option
from bot.views.mrkdwn import LONGEST_OPTION, cut
from flows.address.country_search import country_names
from flows.catalog import Bundle, Product, search_catalog
from flows.form.field import Field, Option, StepContext
from flows.form.form_context import FormContext
from flows.i18n.texts import Money, Text, _, _n, shaped, verbatim
from flows.offer.product_choice import quantity_and_words, with_quantity
from flows.screens import SCREENS
from flows.search import search

MOST_OPTIONS = 100
MOST_CLIENTS = 15
"""The latest, of whom a phone shows six at a time: another letter is nearer than the end of a longer list."""
KEEP_TYPING = "…"
"""The value of the last row when there is more; it is no product's and no option's."""


def register(routes: Routes) -> None:
    """Products, known clients, and every choice too long for a plain select."""
    routes.options(Action.PRODUCT, Action.KNOWN_CLIENT, Action.TYPED, Action.CHOSEN)(suggest)


async def suggest(ack: AsyncAck, interaction: Interaction) -> None:
    """The options for what is typed so far."""
    form_context, words = await interaction.form_context(), interaction.body["value"]
    if interaction.body["action_id"] == Action.PRODUCT:
        options = _products(form_context, words)
    elif interaction.body["action_id"] == Action.KNOWN_CLIENT:
        options = await _clients(interaction, words)
    else:
        options = await _options(interaction, form_context)
    await ack(options=[as_json(slack_option(option, form_context.language)) for option in _capped(options)])


async def _clients(interaction: Interaction, words: str) -> tuple[Option, ...]:
    """The latest clients found, and a last row where there are more or may be."""
    found = await interaction.service.known_clients(interaction.person, words, MOST_CLIENTS + 1)
    options = tuple(known_client_option(known) for known in found.clients)
    if len(options) <= MOST_CLIENTS and not found.looked_at_all:
        return (*options, Option(KEEP_TYPING, _("More may match. Keep typing…")))
    return _capped(options, MOST_CLIENTS)


def _products(form_context: FormContext, words: str) -> tuple[Option, ...]:
    """What the words find; where they begin with a quantity, so many of what the rest finds."""
    found = search_catalog(form_context.catalog, words, MOST_OPTIONS + 1)
    quantity, rest = quantity_and_words(words)
    if quantity > 1 and rest:
        counted = [
            one for one in search_catalog(form_context.catalog, rest, MOST_OPTIONS + 1) if one not in found
        ]
        several = (_product_option(one, form_context, quantity) for one in counted)
        return (*(_product_option(one, form_context) for one in found), *several)
    return tuple(_product_option(one, form_context) for one in found)


def _product_option(product: Product | Bundle, form_context: FormContext, quantity: int = 1) -> Option:
    """Its name and price, or how many products it brings; with a quantity the value says it too."""
    name = product.name if quantity == 1 else f"{quantity} × {product.name}"
    value = product.key if quantity == 1 else with_quantity(product.key, quantity)
    about = _about(product, form_context)
    if about is None:
        return Option(value, verbatim(cut(name, LONGEST_OPTION)))
    said = form_context.language.say(about)
    return Option(
        value, shaped("{name} · {about}", name=cut(name, LONGEST_OPTION - len(said) - 3), about=said)
    )


def _about(product: Product | Bundle, form_context: FormContext) -> Text | None:
    if isinstance(product, Bundle):
        return _n("{count} product", "{count} products", count=len(product.products))
    currency = product.currency or form_context.catalog.defaults.currency
    if product.unit_price is None or currency is None:
        return None
    return shaped("{price}", price=Money(product.unit_price, currency))


async def _options(interaction: Interaction, form_context: FormContext) -> tuple[Option, ...]:
    """Those of a field on the screen, which may depend on what else is typed there."""
    if interaction.order_id is None:
        return ()
    try:
        order = await interaction.service.get_own(interaction.order_id, interaction.person)
    except NotEditable:
        return ()
    step, key = order.draft.step, field_key(interaction.body["block_id"])
    if step not in SCREENS:
        return ()
    inputs = {**order.draft.inputs.get(step, {}), **interaction.view.inputs}
    fields = SCREENS[step].fields(StepContext(order.draft, form_context, inputs or None))
    asked = next((field for field in fields if field.key == key), None)
    return _matching(asked, interaction.body["value"], form_context) if asked else ()


def _matching(asked: Field, words: str, form_context: FormContext) -> tuple[Option, ...]:
    """By label and value; countries by what others call them too."""

    def texts(option: Option) -> tuple[str, ...]:
        more = country_names(option.value) if asked.key == "country" else ()
        return (form_context.language.say(option.label), option.value, *more)

    return search(asked.options, words, texts)


def _capped(options: tuple[Option, ...], most: int = MOST_OPTIONS) -> tuple[Option, ...]:
    if len(options) <= most:
        return options
    return (*options[: most - 1], Option(KEEP_TYPING, _("More match. Keep typing…")))
