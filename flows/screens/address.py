"""Step 2: where the work is done."""

from __future__ import annotations

import functools

from flows.address.labels import area_label, city_label, postal_code_label
from flows.address.places import FoundCity
from flows.address.rules import address_rules
from flows.caching import CACHE_SIZE
from flows.draft import Address, Draft, Step
from flows.form.field import Field, Kind, Option, StepContext
from flows.form.screen import Screen, Values
from flows.i18n.language import Language
from flows.i18n.texts import Country, InputError, Text, _, verbatim
from flows.readers import (
    POSITION_EXAMPLE,
    city_beside_code,
    postal_code_example,
    postal_code_required,
    read_country,
    read_line,
    read_position,
    read_postal_code,
    show_position,
)
from flows.search import fold

LONGEST = 200
MOST_CITIES = 6


def _line(input: str) -> str:
    return read_line(input, longest=LONGEST)


STREET = Field(
    "street",
    _("Street and number"),
    Kind.LINE,
    read=_line,
    missing=_("Write the street and number, for example Storgata 1."),
    takes_focus=True,
    fills=("address",),
)
WORKPLACE = Field(
    "workplace",
    _("Place on site"),
    Kind.LINE,
    read=_line,
    required=False,
    hint=_("For example the basement garage"),
    is_detail=True,
    fills=("workplace",),
    summary=str,
)
POSITION = Field(
    "position",
    _("Position on the map"),
    Kind.LINE,
    read=read_position,
    show=show_position,
    required=False,
    hint=_("For example {example}, or a link copied from a map", example=POSITION_EXAMPLE),
    is_detail=True,
    fills=("latitude", "longitude"),
)


def address_fields(context: StepContext) -> tuple[Field, ...]:
    """In the order an address is said; the country is known mostly, and the rest is read as that country writes it."""
    country, typed = _country(context), context.inputs or {}
    city, code = typed.get("city"), typed.get("postal_code")
    return (
        STREET,
        _postal_code(country, city if isinstance(city, str) else ""),
        _city(
            country,
            _cities(country, context),
            code if isinstance(code, str) else "",
            is_covered=context.form_context.places.covers(country),
        ),
        *_area(country),
        _country_field(context.form_context.language),
        WORKPLACE,
        POSITION,
    )


@functools.cache
def _country_field(language: Language) -> Field:
    """Made once for each language: there are a quarter of a thousand countries."""
    return Field(
        "country",
        _("Country"),
        Kind.CHOICE,
        read=read_country,
        missing=_("Choose the country of the address."),
        options=tuple(Option(code, verbatim(name)) for code, name in language.countries),
        updates=True,
        fills=("countryCode",),
    )


@functools.lru_cache(maxsize=CACHE_SIZE)
def _postal_code(country: str, city: str) -> Field:
    """The city may follow the code if no other input has it."""
    example = postal_code_example(country)

    def read(input: str) -> str:
        beside = city_beside_code(input, country)
        if beside and city.strip() and fold(city) != fold(beside):
            raise InputError(
                _(
                    "The city here is {beside} and below {city}. Write only the code here.",
                    beside=beside,
                    city=city,
                )
            )
        return read_postal_code(input, country)

    return Field(
        "postal_code",
        postal_code_label(country),
        Kind.LINE,
        read=read,
        required=postal_code_required(country),
        absent="",
        missing=_missing_postal_code(example),
        hint=_("For example {example}", example=example) if example else None,
        fills=("postalCode",),
    )


@functools.lru_cache(maxsize=CACHE_SIZE)
def _city(country: str, cities: tuple[str, ...], code: str, *, is_covered: bool) -> Field:
    """Left empty, it is the postal code's where that has just one."""
    beside = city_beside_code(code, country)
    found = FoundCity(cities[0]) if len(cities) == 1 and not beside else None
    return Field(
        "city",
        city_label(country),
        Kind.LINE,
        read=_line,
        show=_typed_city,
        required=address_rules(country).needs_city and not (found or beside),
        may_stay_empty=is_covered,
        absent=found or beside or "",
        missing=_missing_city(cities),
        hint=_hint_of_city(found) if is_covered else None,
        fills=("city",),
    )


def _cities(country: str, context: StepContext) -> tuple[str, ...]:
    """The cities of the screen's postal code."""
    address = context.draft.address
    inputs = context.inputs.get("postal_code") if context.inputs else address and address.postal_code
    try:
        code = read_postal_code(inputs, country) if isinstance(inputs, str) else ""
    except InputError:
        return ()
    return context.form_context.places.cities(country, code)


def _typed_city(city: str | FoundCity) -> str | None:
    return None if isinstance(city, FoundCity) else city


def _missing_city(cities: tuple[str, ...]) -> Text:
    if not cities:
        return _("Write the city, for example Oslo.")
    initial_values = [*cities[:MOST_CITIES], *(["…"] if len(cities) > MOST_CITIES else [])]
    return _(
        "Several places have that postal code. Write which it is: {cities}.",
        cities=", ".join(initial_values),
    )


def _hint_of_city(found: FoundCity | None) -> Text:
    if found:
        return _("If empty: {city}, from the postal code", city=found.name)
    return _("If empty: taken from the postal code")


@functools.cache
def _area(country: str) -> tuple[Field, ...]:
    """The state, province or the like, where an address is incomplete without."""
    areas = address_rules(country).areas
    if not areas:
        return ()
    return (
        Field(
            "area",
            area_label(country),
            Kind.CHOICE,
            missing=_(
                "Choose one; an address in {country} isn't complete without.", country=Country(country)
            ),
            options=tuple(Option(area.written, verbatim(area.name)) for area in areas),
            rotation=country,
            fills=("city",),
        ),
    )


def _missing_postal_code(example: str | None) -> Text:
    if example:
        return _("Write the postal code, for example {example}.", example=example)
    return _("Write the postal code.")


def _country(context: StepContext) -> str:
    inputs = context.inputs.get("country") if context.inputs else None
    return inputs if isinstance(inputs, str) else context.country


def _initial_values(context: StepContext) -> Values:
    address = context.draft.address
    if address is None:
        return {"country": context.country}
    return {**dict(address), "city": FoundCity(address.city) if address.city_found else address.city}


def _accept(draft: Draft, values: Values) -> Draft:
    city = values["city"]
    found = {"city": city.name, "city_found": True} if isinstance(city, FoundCity) else {}
    address, before = Address.model_validate({**values, **found}), draft.address
    if before and before.found and address.position is None and address.place == before.place:
        address = address.model_copy(update={"found": before.found})
    return draft.with_section(Step.ADDRESS, address)


ADDRESS = Screen(Step.ADDRESS, _("Address"), address_fields, _initial_values, _accept)
