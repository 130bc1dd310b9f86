"""Countries by their ISO 3166-1 code, as a select menu gives them."""

from __future__ import annotations

import pycountry

from flows.i18n.texts import Country, InputError, _
from flows.readers.plain import tidy


def read_country(code: str) -> str:
    """The ISO 3166-1 alpha-2 code in upper case; raises InputError for any other text."""
    text = tidy(code)
    # ASCII first: ß in upper case is SS, which is South Sudan.
    country = pycountry.countries.get(alpha_2=text.upper()) if text.isascii() and text else None
    if country is None:
        raise InputError(_("Choose a country from the list, for example {country}.", country=Country("NO")))
    return str(country.alpha_2)
