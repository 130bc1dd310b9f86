"""Catalogs, people's situations and random orders, shared by the tests of the form and its views."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import phonenumbers
import pycountry
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from flows.address.rules import address_rules
from flows.catalog import Catalog, CustomField, FieldType, Workflow, read_catalog
from flows.compiling import Origin
from flows.draft import Draft, Input, Inputs, Step
from flows.form.dialog import forward
from flows.form.field import CHECKED, FileRules, FormContext
from flows.i18n.language import Language, language
from flows.i18n.texts import InputError
from flows.lines import add_product, edit_line, keep_line
from flows.offer.currencies import offer_currency
from flows.order import Order, State
from flows.readers import (
    postal_code_example,
    postal_code_required,
    read_line,
    read_paragraph,
    read_phone,
    show_amount_input,
    show_number_input,
    show_rate_input,
)
from flows.screens.custom import CUSTOM_FIELD, NO, YES
from flows.screens.job import INSTALLER

LANGUAGES = ("nb", "en-US", "en-GB", "de", "sv")
EXAMPLE = read_catalog((Path(__file__).parents[2] / "catalog.example.toml").read_text(encoding="utf-8"))
ORIGIN = Origin("T0LOCAL", "C0ORDERS", "U0KARI")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHARGER, CABLE = EXAMPLE.products
COUNTRIES = tuple(country.alpha_2 for country in pycountry.countries)

PIECES = (
    *("Ola", "Nordmann", "Storgata 1", "x", "12", "1.000", "0,5", " ", "  ", "\n", "\t", "\u00a0"),
    *(
        "<!channel>",
        "<@U0KARI>",
        "&",
        "<",
        ">",
        "&amp;",
        "&lt;",
        "&gt;",
        "|",
        "*",
        "_",
        "`",
        "{",
        "}",
        "{name}",
    ),
    *(
        "&amp;lt;",
        "&lt;tel:5&gt;",
        "<tel:+4799900111|999 00 111>",
        "<mailto:a@b.no|",
        "<https://x.no/a?b=1&c>",
        "tel:",
        "%",
    ),
    *(
        "\u00e6\u00f8\u00e5",
        "e\u0301",
        "\u200b",
        "\u202e",
        "\x00",
        "\ud800",
        "\U0001f642",
        "\u2212",
        "\uff19",
    ),
)

any_text = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
)
"""Whatever a person, a keyboard or Slack may put into an input."""


def is_line(input: str) -> bool:
    """Whether it may stand in any one-line input of the form."""
    with suppress(InputError):
        return bool(read_line(input, longest=200))
    return False


def is_paragraph(input: str) -> bool:
    with suppress(InputError):
        return bool(read_paragraph(input))
    return False


one_line = any_text.filter(is_line)
paragraph = any_text.filter(is_paragraph)
amounts = st.integers(0, 9_999_999_999)
rates = st.integers(0, 10_000)
ONE = 100
"""One unit of a currency, in hundredths."""


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    """An input that may be left empty."""
    return st.none() | strategy


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


def identity(name: str) -> str:
    """A UUID of one's own for anything."""
    return str(uuid5(UUID(int=0), name))


def big_catalog() -> Catalog:
    """150 workflows, the first of which asks for everything, in the longest words a catalog may hold."""
    organizations = [{"id": identity(f"o{n}"), "name": long_name(n)} for n in range(12)]
    everything = [question(kind, required=required) for kind in FieldType for required in (True, False)]
    actors = [{"slug": f"actor {n}", "label": "&" * 150, "required": n == 0} for n in range(2)]
    first = {"custom_id": "everything", "name": long_name(0), "fields": everything, "actors": actors}
    others = [
        {"custom_id": f"job-{n}", "name": long_name(n), "lines_required": n % 2 == 0} for n in range(1, 150)
    ]
    return Catalog.model_validate(
        {
            "workflows": [first, *others],
            "organizations": organizations,
            "tags": [{"id": identity(f"t{n}"), "name": long_name(n)} for n in range(101)],
            "products": [
                {"external_id": "no-vat", "name": "Book & <!here>", "unit_price": "0.01", "vat": 0},
                {"external_id": "swedish", "name": "Kabel", "unit_price": 7, "vat": 25, "currency": "SEK"},
                *({"id": identity(f"p{n}"), "name": long_name(n)} for n in range(20)),
            ],
        }
    )


def long_name(number: int) -> str:
    """75 characters, the longest a catalog's name may be."""
    return f"<!channel> & <@U{number}> ".ljust(75, "&")


def question(kind: FieldType, *, required: bool) -> dict[str, object]:
    asked = {
        "custom_id": f"{kind}~{required}",
        "label": "&" * 150,
        "hint": "<!here>" * 20,
        "type": kind,
        "required": required,
    }
    return asked | (
        {"options": [long_name(n) for n in range(100 if required else 3)]}
        if kind in {FieldType.CHOICE, FieldType.CHOICES}
        else {}
    )


BIG = big_catalog()
CATALOGS = (EXAMPLE, BIG)


class Filled:
    """An order filled in to the summary, and by whom."""

    def __init__(self, draft: Draft, form_context: FormContext) -> None:
        self.draft = draft
        self.form_context = form_context

    def __repr__(self) -> str:
        """Without the catalog, which would fill the screen."""
        who = f"{self.form_context.language.tag} in {self.form_context.country}"
        return f"{who}: {self.draft.model_dump(exclude_defaults=True)}"


def phone_in(country: str) -> str:
    """A number as people in the country write it; an international one where that can't be read."""
    for kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE):
        number = phonenumbers.example_number_for_type(country, kind)
        input = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) if number else ""
        with suppress(InputError):
            read_phone(input, country)
            return input
    return "+47 999 00 111"


def clients(country: str) -> st.SearchStrategy[Inputs]:
    """What can be accepted on the first screen."""
    return st.fixed_dictionaries(
        {
            "contact_person": one_line,
            "phone": st.sampled_from([phone_in(country), "+47 999 00 111", "tel:+46 70-174 06 05"]),
            "email": st.sampled_from(
                ["ola@example.no", "Ola <OLA@Example.NO>", "mailto:a.b+c@bl\u00e5b\u00e6r.no"]
            ),
        }
    )


def addresses(country: str) -> st.SearchStrategy[Inputs]:
    code, rules = postal_code_example(country), address_rules(country)
    codes = st.sampled_from([code]) if code else maybe(st.just("ABC 12"))
    return st.fixed_dictionaries(
        {
            "country": st.just(country),
            "street": one_line,
            "postal_code": codes if postal_code_required(country) else st.none() | codes,
            "city": one_line if rules.needs_city else maybe(one_line),
            "area": st.sampled_from([area.written for area in rules.areas]) if rules.areas else st.none(),
            "workplace": maybe(one_line),
            "position": st.sampled_from([None, "59.91, 10.75", "33°52′S 151°12′E", "geo:-0.5,179.999999"]),
        }
    )


@st.composite
def jobs(draw: st.DrawFn, form_context: FormContext) -> Inputs:
    catalog = form_context.catalog
    workflow = draw(st.sampled_from([catalog.workflows[0], catalog.workflows[-1]]))
    asked = draw(
        st.fixed_dictionaries(
            {CUSTOM_FIELD + one.key: answers(one, form_context.language) for one in workflow.fields}
        )
    )
    tags = draw(st.sets(st.sampled_from([str(tag.id) for tag in catalog.tags]), max_size=10))
    return {
        "workflow": workflow.key,
        **asked,
        **draw(installers(workflow, catalog)),
        "tags": tuple(sorted(tags)),
        "order_name": draw(maybe(one_line)),
        "description": draw(maybe(paragraph)),
    }


def installers(workflow: Workflow, catalog: Catalog) -> st.SearchStrategy[Inputs]:
    picks = {
        INSTALLER + actor.slug: st.sampled_from(
            [str(one.id) for one in catalog.organizations if one.id in (actor.organizations or (one.id,))]
        )
        for actor in workflow.actors
    }
    optional = {INSTALLER + actor.slug for actor in workflow.actors if not actor.required}
    return st.fixed_dictionaries({key: maybe(one) if key in optional else one for key, one in picks.items()})


def several(custom: CustomField) -> st.SearchStrategy[Input]:
    least = (custom.fewest or 1) if custom.required else 0
    chosen = st.lists(st.sampled_from(custom.options), min_size=least, max_size=custom.most or 5, unique=True)
    return chosen.map(tuple)


def answers(custom: CustomField, spoken: Language) -> st.SearchStrategy[Input]:
    """What may be typed or chosen for a custom field."""
    answer: st.SearchStrategy[str]
    match custom.type:
        case FieldType.TEXT:
            answer = one_line
        case FieldType.LONG_TEXT:
            answer = paragraph
        case FieldType.NUMBER:
            millionths = st.integers(-(10**18), 10**18)
            answer = millionths.map(lambda n: show_number_input(f"{Decimal(n).scaleb(-6):f}", spoken))
        case FieldType.CHOICE:
            answer = st.sampled_from(custom.options)
        case FieldType.CHOICES:
            return several(custom)
        case FieldType.YES_NO:
            answer = st.sampled_from([YES, NO])
        case FieldType.DATE:
            answer = st.dates().map(str)
    return answer if custom.required else maybe(answer)


offers = st.fixed_dictionaries(
    {"offer_name": maybe(one_line), "payer": st.sampled_from(["client", "operator"])}
)


@st.composite
def free_lines(draw: st.DrawFn, spoken: Language) -> Inputs:
    """What can be accepted in the line editor."""
    price = draw(amounts)
    # Less than one unit is taken with its currency only, which isn't known here.
    discount = draw(st.none() | st.integers(0, price))
    discount = 0 if discount and discount < ONE else discount
    ticks = st.sampled_from([CHECKED, None])
    texts = st.fixed_dictionaries(
        {
            "name": one_line,
            "tax_inclusive": ticks,
            "discount_source": maybe(one_line),
            "description": maybe(paragraph),
            "external_id": maybe(one_line),
            "image_url": st.sampled_from(
                [None, "https://example.com/cable.png?a=1&b=2", "http://bl\u00e5b\u00e6r.no"]
            ),
            "paid": ticks,
        }
    )
    payout = draw(st.none() | amounts)
    return {
        **draw(texts),
        "quantity": str(draw(st.integers(1, 9999))),
        "unit_price": show_amount_input(price, spoken),
        "vat_rate": show_rate_input(draw(rates), spoken),
        "discount": None if discount is None else show_amount_input(discount, spoken),
        "payout": None if payout is None else show_amount_input(payout, spoken),
    }


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
