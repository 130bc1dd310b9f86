"""In which currency an offer is, and in which a product's price."""

from __future__ import annotations

from flows.catalog import Product
from flows.draft import Draft
from flows.form.form_context import FormContext
from flows.readers import currency_of_country, supported_currency

FALLBACK_CURRENCY = "EUR"


def offer_currency(draft: Draft, form_context: FormContext) -> str:
    """The one currency of the offer: its lines', else the one chosen for it, else the usual one."""
    if draft.lines:
        return draft.lines[0].currency
    chosen = draft.offer.currency if draft.offer else None
    return chosen or usual_currency(draft, form_context)


def usual_currency(draft: Draft, form_context: FormContext) -> str:
    """The catalog's currency, else the address country's, else euros where that one can't be used."""
    if form_context.catalog.defaults.currency:
        return form_context.catalog.defaults.currency
    local = local_currency(draft, form_context)
    return local if local and supported_currency(local) else FALLBACK_CURRENCY


def local_currency(draft: Draft, form_context: FormContext) -> str | None:
    """What the country of the address pays with, whether it can be used or not."""
    return currency_of_country(draft.address.country if draft.address else form_context.country)


def product_currency(product: Product, draft: Draft, form_context: FormContext) -> str:
    """What a product is priced in; one whose currency isn't given never takes on the one chosen for the offer."""
    return product.currency or usual_currency(draft, form_context)
