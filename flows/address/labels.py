"""What the parts of an address are called where it is."""

from __future__ import annotations

from flows.address.rules import address_rules
from flows.i18n.texts import Text, _

_POSTCODE = frozenset({"AU", "GB", "GG", "IM", "JE", "NZ"})
"""Countries that speak English and say so."""


def postal_code_label(country: str) -> Text:
    """What people there call their postal codes."""
    match address_rules(country).postal_code_type:
        case "zip":
            return _("ZIP code")
        case "eircode":
            return _("Eircode")
        case "pin":
            return _("PIN code")
        case _:
            return _("Postcode") if country in _POSTCODE else _("Postal code")


def city_label(country: str) -> Text:
    """What the part of the address beside the postal code is called there."""
    match address_rules(country).city_type:
        case "suburb":
            return _("Suburb")
        case "district":
            return _("District")
        case "post_town" if country in _POSTCODE:
            return _("Post town")
        case _:
            return _("City")


def area_label(country: str) -> Text:
    """What the country is divided into."""
    labels = {
        "area": _("Area"),
        "county": _("County"),
        "department": _("Department"),
        "district": _("District"),
        "do_si": _("Province or city"),
        "emirate": _("Emirate"),
        "island": _("Island"),
        "oblast": _("Oblast"),
        "parish": _("Parish"),
        "prefecture": _("Prefecture"),
        "state": _("State"),
    }
    return labels.get(address_rules(country).area_type, _("Province"))
