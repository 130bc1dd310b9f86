"""Step 2: where the work is done."""

from __future__ import annotations

from flows.address_rules import address_rules
from flows.address_words import area_label, city_label, postal_code_label
from flows.draft import Address, Draft, Step
from flows.field import Asking, Field, Kind, Option
from flows.readers import (
    POSITION_EXAMPLE,
    postal_code_example,
    postal_code_required,
    read_country,
    read_line,
    read_position,
    read_postal_code,
    show_position,
)
from flows.screen import Screen, Values
from flows.texts import Country, Text, _, verbatim

LONGEST = 200


def address_fields(asking: Asking) -> tuple[Field, ...]:
    """Country first, since the postal code is read as that country writes it."""
    country = _country(asking)
    return (
        Field(
            "country",
            _("Country"),
            Kind.CHOICE,
            read=read_country,
            missing=_("Choose the country of the address."),
            options=tuple(Option(code, verbatim(name)) for code, name in asking.situation.language.countries),
            updates=True,
        ),
        Field(
            "street",
            _("Street and number"),
            Kind.LINE,
            read=_line,
            missing=_("Write the street and number, for example Storgata 1."),
        ),
        _postal_code(country),
        Field(
            "city",
            city_label(country),
            Kind.LINE,
            read=_line,
            required=address_rules(country).needs_city,
            absent="",
            missing=_("Write the city, for example Oslo."),
        ),
        *_area(country),
        Field(
            "workplace",
            _("Workplace"),
            Kind.LINE,
            read=_line,
            required=False,
            hint=_("Where on the site, for example Basement garage"),
        ),
        Field(
            "position",
            _("Position on the map"),
            Kind.LINE,
            read=read_position,
            show=show_position,
            required=False,
            hint=_("For example {example}, or a link copied from a map", example=POSITION_EXAMPLE),
        ),
    )


def _postal_code(country: str) -> Field:
    example = postal_code_example(country)
    return Field(
        "postal_code",
        postal_code_label(country),
        Kind.LINE,
        read=lambda typed: read_postal_code(typed, country),
        required=postal_code_required(country),
        absent="",
        missing=_missing_postal_code(example),
        hint=_("For example {example}", example=example) if example else None,
    )


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
        ),
    )


def _missing_postal_code(example: str | None) -> Text:
    if example:
        return _("Write the postal code, for example {example}.", example=example)
    return _("Write the postal code.")


def _country(asking: Asking) -> str:
    typed = asking.typed.get("country") if asking.typed else None
    return typed if isinstance(typed, str) else asking.country


def _line(typed: str) -> str:
    return read_line(typed, longest=LONGEST)


def _shown(asking: Asking) -> Values:
    return dict(asking.draft.address) if asking.draft.address else {"country": asking.country}


def _accept(draft: Draft, values: Values) -> Draft:
    return draft.with_(address=Address.model_validate(values))


ADDRESS = Screen(Step.ADDRESS, _("Address"), address_fields, _shown, _accept)
