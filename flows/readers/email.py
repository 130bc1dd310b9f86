"""E-mail addresses. Their form is checked, not whether the domain exists: that would need DNS."""

from __future__ import annotations

import re

from pydantic.networks import validate_email

from flows.readers.plain import one_form, tidy
from flows.texts import Mistake, Text, _

_LONGEST = 254  # RFC 5321 4.5.3.1.3 less the angle brackets
_EXAMPLE = "ola@example.no"
_NAMED = re.compile(r"[^<>]*<([^<>]+)>")  # Nordmann, Ola <ola@example.no>


def read_email(typed: str) -> str:
    """The address, its domain in lower case, without a name before it. Raises Mistake."""
    text = re.sub(r"^mailto:", "", one_form(tidy(typed)), flags=re.IGNORECASE)
    named = _NAMED.fullmatch(text)
    text = named[1].strip() if named else text
    address = _address(text)
    if address is None:
        raise Mistake(_reason(text))
    return address


def _address(text: str) -> str | None:
    try:
        return validate_email(text)[1]
    except ValueError:
        return None


def _reason(text: str) -> Text:
    """What is wrong, tried from the coarsest mistake to the finest."""
    local, _at, domain = text.rpartition("@")
    if len(text) > _LONGEST:
        return _(
            "An e-mail address has at most {longest} characters, like {example}.", **_shown, longest=_LONGEST
        )
    if not _at:
        return _("An e-mail address needs an @, for example {example}.", **_shown)
    if "@" in local:
        return _("Write one e-mail address with one @, for example {example}.", **_shown)
    if " " in text:
        return _(
            "There is a blank in the e-mail address. Write it in one piece, for example {example}.", **_shown
        )
    if not local:
        return _(
            "Something is missing before the @. Write the whole address, for example {example}.", **_shown
        )
    if not domain:
        return _(
            "Something is missing after the @. Write the whole address, for example {example}.", **_shown
        )
    if "." not in domain:
        return _("The part after the @ needs an ending such as .no or .com, for example {example}.", **_shown)
    if ".." in text or text.startswith(".") or text.endswith(".") or ".@" in text or "@." in text:
        return _("There is a dot too many in the e-mail address. Write it like {example}.", **_shown)
    return _("No mail can be sent to that address. Check the spelling; it looks like {example}.", **_shown)


_shown = {"example": _EXAMPLE}
