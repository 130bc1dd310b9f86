"""The example catalog's order, filled in as far as a test wants, and by whom."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.catalog import Catalog, read_catalog
from flows.draft import Draft, Inputs, Step
from flows.form.dialog import forward
from flows.form.form_context import FileRules, FormContext
from flows.i18n.language import language
from flows.offer.lines import add_product
from flows.order import Order, State
from flows.sending.compiling import Origin

EXAMPLE = read_catalog((Path(__file__).parents[2] / "catalog.example.toml").read_text(encoding="utf-8"))
ORIGIN = Origin("T0LOCAL", "C0ORDERS", "U0KARI")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHARGER, CABLE = EXAMPLE.products


def form_context(
    tag: str = "nb",
    catalog: Catalog = EXAMPLE,
    country: str = "NO",
    *,
    sees_payout: bool = True,
    sets_prices: bool = True,
    sends_prices: bool = False,
    files: FileRules | None = None,
) -> FormContext:
    return FormContext(catalog, language(tag), country, sees_payout, sets_prices, sends_prices, files=files)


EXAMPLE_ORDER: dict[Step, Inputs] = {
    Step.CLIENT: {"contact_person": "Ola Nordmann", "phone": "999 00 111", "email": "ola@example.no"},
    Step.ADDRESS: {"country": "NO", "street": "Storgata 1", "postal_code": "0365", "city": "Oslo"},
    Step.JOB: {
        "workflow": "ev-charger",
        "field.main-fuse": "25 A",
        "field.has-own-parking": "yes",
        "installer.electrician": "3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11",
        "tags": (str(EXAMPLE.tags[0].id),),
    },
    Step.OFFER: {"payer": "client"},
}


def filled_to(step: Step, here: FormContext | None = None) -> Draft:
    """The example order, filled in as far as this step, with one product on its offer."""
    here = here or form_context()
    draft = add_product(Draft(id="7"), CHARGER, here)
    while draft.step is not step:
        result = forward(draft, draft.step, EXAMPLE_ORDER[draft.step], here)
        assert result.accepted, result
        draft = result.draft
    return draft


def changed_catalog(of: Catalog = EXAMPLE, **parts: Any) -> Catalog:
    """The example's catalog with these parts changed; a copy would keep finding what is gone."""
    return Catalog.model_construct(**{**dict(of), **parts})


def order_of(draft: Draft, state: State = State.OPEN, **more: Any) -> Order:
    """The row of a draft."""
    return Order(draft=draft, origin=ORIGIN, state=state, updated_at=NOW, **more)
