"""A workflow's own question: how it is asked, when, what may be answered, and its first value."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import Field, ValidationInfo, field_validator

from flows.catalog.answers import CHOSEN, SEPARATOR, Answer, FieldType, read_default, read_wanted
from flows.catalog.tables import OneOfTwoIds, refuse_repeats
from flows.catalog.values import (
    Count,
    Decimals,
    Flag,
    Label,
    Name,
    PlainNumber,
    Unit,
    broken_rule,
    wrong_value,
)
from flows.readers import MOST_DECIMALS, NumberRule

FEWEST_OPTIONS = 2
MOST_OPTIONS = 100
"""Slack's limit for a select."""

_OF_A_TYPE: Mapping[str, tuple[FieldType, ...]] = {
    "options": CHOSEN,
    "unit": (FieldType.NUMBER,),
    "minimum": (FieldType.NUMBER,),
    "maximum": (FieldType.NUMBER,),
    "decimals": (FieldType.NUMBER,),
    "fewest": (FieldType.CHOICES,),
    "most": (FieldType.CHOICES,),
}
"""The keys that only some types have."""


class CustomField(OneOfTwoIds):
    """A workflow's own question; `options` are there for a choice and choices, and only then.

    `shown_if` holds the answers, by the key of an earlier field, with which it is asked. `default` is an answer as it
    is sent. `fewest` and `most` count the choices of an answer.
    """

    label: Label = Field(examples=['label = "Main fuse"'])
    type: FieldType = Field(examples=['type = "choice"'])
    options: tuple[Name, ...] = Field(
        default=(), validate_default=True, examples=['options = ["25 A", "35 A"]']
    )
    required: Flag = Field(default=False, examples=["required = true"])
    hint: Label | None = Field(default=None, examples=['hint = "Printed on the fuse box door"'])
    shown_if: Mapping[str, tuple[Answer, ...]] = Field(
        default={}, examples=['shown_if = { main-fuse = ["35 A", "63 A"] }']
    )
    unit: Unit | None = Field(default=None, examples=['unit = "m²"'])
    minimum: PlainNumber | None = Field(default=None, examples=['minimum = "0.5"'])
    maximum: PlainNumber | None = Field(default=None, examples=['maximum = "500"'])
    decimals: Decimals | None = Field(default=None, examples=["decimals = 1"])
    fewest: Count | None = Field(default=None, examples=["fewest = 2"])
    most: Count | None = Field(default=None, examples=["most = 3"])
    default: Answer | None = Field(default=None, examples=['default = "25 A"'])

    @property
    def rule(self) -> NumberRule:
        """Which numbers may be answered."""
        return _rule(dict(self))

    @field_validator(*_OF_A_TYPE)
    @classmethod
    def _only_for_its_type(cls, value: object, info: ValidationInfo) -> object:
        kind, kinds = info.data.get("type"), _OF_A_TYPE[str(info.field_name)]
        if kind not in {*kinds, None} and value not in {None, ()}:
            raise broken_rule(
                f'is only for a field of type "{kinds[0]}": remove it, or write type = "{kinds[0]}" instead of "{kind}"'
            )
        return value

    @field_validator("options")
    @classmethod
    def _some_options(cls, options: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        kind = info.data.get("type")
        if kind in CHOSEN and not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
            raise wrong_value(
                f"must list from {FEWEST_OPTIONS} to {MOST_OPTIONS} options, not {len(options)}"
            )
        torn = next((option for option in options if SEPARATOR in option), None)
        if kind == FieldType.CHOICES and torn is not None:
            raise broken_rule(
                f'"{torn}" has a comma and a blank in it, which is what separates several choices: '
                "write it without"
            )
        refuse_repeats(options)
        return options

    @field_validator("shown_if", mode="before")
    @classmethod
    def _condition(cls, written: object) -> object:
        return read_wanted(written)

    @field_validator("minimum", "maximum")
    @classmethod
    def _in_order(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        minimum = info.data.get("minimum")
        if value is not None and minimum is not None and value < minimum:
            raise broken_rule(f"is below the minimum, {minimum}, so nothing could be answered: swap the two")
        return value

    @field_validator("decimals")
    @classmethod
    def _fine_enough(cls, value: int | None, info: ValidationInfo) -> int | None:
        for key in ("minimum", "maximum"):
            bound = info.data.get(key)
            if value is not None and bound is not None and not NumberRule(decimals=value).is_fine(bound):
                raise broken_rule(f"is fewer than the {key}, {bound}, has: round that, or allow more")
        return value

    @field_validator("fewest", "most")
    @classmethod
    def _can_be_chosen(cls, value: int | None, info: ValidationInfo) -> int | None:
        fewest, options = info.data.get("fewest"), info.data.get("options")
        if value is not None and options and value > len(options):
            raise broken_rule(f"is more than the {len(options)} options there are")
        if value is not None and fewest is not None and value < fewest:
            raise broken_rule(f"is less than fewest, {fewest}: swap the two")
        return value

    @field_validator("default", mode="before")
    @classmethod
    def _answer(cls, written: object, info: ValidationInfo) -> object:
        kind = info.data.get("type")
        return written if kind is None else read_default(kind, info.data.get("options", ()), written)

    @field_validator("default")
    @classmethod
    def _fits(cls, answer: Answer | None, info: ValidationInfo) -> Answer | None:
        """A default that couldn't be accepted would stop everybody who leaves it alone."""
        data = info.data
        if data.get("type") == FieldType.NUMBER:
            number, rule = Decimal(str(answer)), _rule(data)
            if not (rule.holds(number) and rule.is_fine(number)):
                raise broken_rule("can't be answered: it must fit minimum, maximum and decimals")
        if data.get("type") == FieldType.CHOICES:
            count = len(str(answer).split(SEPARATOR))
            if not (data.get("fewest") or 0) <= count <= (data.get("most") or count):
                raise broken_rule("can't be answered: it must fit fewest and most")
        return answer


def _rule(data: Mapping[str, Any]) -> NumberRule:
    decimals = data.get("decimals")
    return NumberRule(
        data.get("minimum"),
        data.get("maximum"),
        MOST_DECIMALS if decimals is None else decimals,
        data.get("unit") or "",
    )
