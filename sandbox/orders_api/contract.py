"""The contract that the local Orders API holds every POST to, and the words it refuses with.

Written apart from the models in `orders`, so that a mistake there shows. Unknown fields are refused, which
the real API may not do; the words are in the style of NestJS and class-validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

import phonenumbers

Check = Callable[[object, str], Iterator[str]]

REQUIRED = ("address", "city", "postalCode", "countryCode", "email", "phoneNumber", "contactPersonName")


def complaints(body: object, *, bare_integers: bool) -> list[str]:
    """Everything the contract has against the body; an empty list if nothing."""
    if not isinstance(body, dict):
        return ["body must be an object"]
    missing = [f"{name} should not be empty" for name in REQUIRED if body.get(name) in (None, "")]
    both = {"workflowId", "workflowCustomId"} <= body.keys()
    twice = ["workflowId and workflowCustomId must not both be given"] if both else []
    checks = {**ORDER, "offer": _offer(_integer if bare_integers else _quoted)}
    return [*missing, *twice, *_fields(checks, body, "")]


def _fields(checks: Mapping[str, Check], fields: object, place: str) -> Iterator[str]:
    if not isinstance(fields, dict):
        yield f"{place.rstrip('.')} must be an object"
        return
    for name, value in fields.items():
        if name in checks:
            yield from checks[name](value, f"{place}{name}")
        else:
            yield f"property {place}{name} should not exist"


def _text(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{place} must be a string"


def _boolean(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{place} must be a boolean value"


def _integer(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        yield f"{place} must be an integer number not less than 0"


def _quoted(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]+", value):
        yield f"{place} must be an integer string"


def _quantity(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        yield f"{place} must be an integer number not less than 1"


def _number(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield f"{place} must be a number"


def _uuid(value: object, place: str) -> Iterator[str]:
    try:
        canonical = isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        canonical = False
    if not canonical:
        yield f"{place} must be a UUID"


def _email(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, str) or not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        yield f"{place} must be an email"


def _phone(value: object, place: str) -> Iterator[str]:
    try:
        valid = isinstance(value, str) and phonenumbers.is_possible_number(phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        valid = False
    if not valid:
        yield f"{place} must be a valid phone number"


def _country(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{2}", value):
        yield f"{place} must be a valid ISO31661 Alpha2 code"


def _payer(value: object, place: str) -> Iterator[str]:
    if value not in ("client", "operator"):
        yield f"{place} must be one of the following values: client, operator"


def _description(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, str) and not (isinstance(value, dict) and value.get("nodeType") == "document"):
        yield f"{place} must be a string or a rich text document"


def _answer(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, str | bool):
        yield f"{place} must be a string or a boolean value"


def _texts(value: object, place: str) -> Iterator[str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        yield f"{place} must be an object of strings"


def _list_of(check: Check) -> Check:
    def each(value: object, place: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{place} must be an array"
            return
        for number, item in enumerate(value):
            yield from check(item, f"{place}.{number}")

    return each


def _object(checks: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    def all_fields(value: object, place: str) -> Iterator[str]:
        yield from _fields(checks, value, f"{place}.")
        if isinstance(value, dict):
            yield from (f"{place}.{name} should not be empty" for name in required if name not in value)

    return all_fields


def _custom_field(value: object, place: str) -> Iterator[str]:
    yield from _object({"customId": _text, "id": _uuid, "value": _answer}, ("value",))(value, place)
    if isinstance(value, dict) and ("customId" in value) == ("id" in value):
        yield f"{place} must have one of customId and id"


def _offer(amount: Check) -> Check:
    line = {
        "productId": _uuid,
        "externalId": _text,
        "imageUrl": _text,
        "name": _text,
        "description": _text,
        "quantity": _quantity,
        "currencyCode": _text,
        "isTaxInclusive": _boolean,
        "isPaid": _boolean,
        "vatRate": amount,
        "payerUnitAmount": amount,
        "discountUnitAmount": amount,
        "discountSourceType": _text,
        "installerPayoutUnitAmount": amount,
    }
    return _object({"name": _text, "payer": _payer, "lines": _list_of(_object(line, ("quantity",)))})


ORDER: Mapping[str, Check] = {
    "name": _text,
    "description": _description,
    "workplace": _text,
    "address": _text,
    "city": _text,
    "postalCode": _text,
    "countryCode": _country,
    "latitude": _number,
    "longitude": _number,
    "email": _email,
    "phoneNumber": _phone,
    "contactPersonName": _text,
    "fileIds": _list_of(_uuid),
    "orderTagIds": _list_of(_uuid),
    "metadata": _texts,
    "workflowId": _uuid,
    "workflowCustomId": _text,
    "customFields": _list_of(_custom_field),
    "idempotencyKey": _text,
    "actorAssignments": _list_of(
        _object({"actorSlug": _text, "organizationId": _uuid}, ("actorSlug", "organizationId"))
    ),
}
