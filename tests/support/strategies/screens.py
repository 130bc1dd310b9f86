"""What can be typed and chosen on each screen so that it is accepted."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import phonenumbers
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from flows.address.rules import address_rules
from flows.catalog import Catalog, CustomField, FieldType, Workflow
from flows.draft import Input, Inputs
from flows.form.field import CHECKED
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import InputError
from flows.readers import (
    postal_code_example,
    postal_code_required,
    read_phone,
    show_amount_input,
    show_number_input,
    show_rate_input,
)
from flows.screens.custom import CUSTOM_FIELD, NO, YES
from flows.screens.job import INSTALLER
from tests.support.strategies.texts import amounts, maybe, one_line, paragraph, rates

ONE = 100
"""One unit of a currency, in hundredths."""


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
