"""Random orders filled in to the summary."""

from __future__ import annotations

import pycountry
from hypothesis import strategies as st

from flows.draft import Draft, Step
from flows.form.dialog import forward
from flows.form.form_context import FormContext
from flows.offer.currencies import offer_currency
from flows.offer.lines import add_product, edit_line, keep_line
from tests.support.catalogs import CATALOGS
from tests.support.drafts import form_context
from tests.support.strategies.screens import addresses, clients, free_lines, jobs, offers

LANGUAGES = ("nb", "en-US", "en-GB", "de", "sv")
COUNTRIES = tuple(country.alpha_2 for country in pycountry.countries)


class Filled:
    """An order filled in to the summary, and by whom."""

    def __init__(self, draft: Draft, form_context: FormContext) -> None:
        self.draft = draft
        self.form_context = form_context

    def __repr__(self) -> str:
        """Without the catalog, which would fill the screen."""
        who = f"{self.form_context.language.tag} in {self.form_context.country}"
        return f"{who}: {self.draft.model_dump(exclude_defaults=True)}"


@st.composite
def with_lines(draw: st.DrawFn, draft: Draft, form_context: FormContext) -> Draft:
    """The draft with one to three lines, from the catalog or free."""
    local = {None, offer_currency(draft, form_context)}
    products = [product for product in form_context.catalog.products[:4] if product.currency in local]
    for _count in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            draft = add_product(draft, draw(st.sampled_from(products)), form_context)
        else:
            draft, errors = keep_line(
                edit_line(draft, None), draw(free_lines(form_context.language)), form_context
            )
            assert not errors, errors
    return draft


@st.composite
def finished(draw: st.DrawFn) -> Filled:
    who = form_context(
        draw(st.sampled_from(LANGUAGES)), draw(st.sampled_from(CATALOGS)), draw(st.sampled_from(COUNTRIES))
    )
    draft = Draft(id=str(draw(st.uuids())))
    for step, screen in (
        (Step.CLIENT, clients(who.country)),
        (Step.ADDRESS, addresses(who.country)),
        (Step.JOB, jobs(who)),
        (Step.OFFER, offers),
    ):
        if step is Step.OFFER:
            draft = draw(with_lines(draft, who))
        result = forward(draft, step, draw(screen), who)
        assert result.accepted, (result.errors, result.notice)
        draft = result.draft
    return Filled(draft, who)
