"""What a catalog asks of an offer: rules that warn, or that have somebody approve an order before it is sent."""

from datetime import timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from flows.catalog.tables import Table, refuse_repeats
from flows.catalog.values import (
    Duration,
    Flag,
    Label,
    Name,
    Rate,
    Reference,
    UserId,
    broken_rule,
    wrong_value,
)

CONDITIONS = ("discount_above", "margin_below", "missing_product")
WHOM_AFTER = {"stand_in_after": "stand_in", "escalate_after": "escalate_to"}


class Consequence(StrEnum):
    """What follows where a rule is broken."""

    WARN = "warn"
    APPROVE = "approve"


class ApproverGroup(Table):
    """Who may approve: Slack user ids. With `self_approval` also an order of one's own."""

    name: Name = Field(examples=['name = "sales-leads"'])
    label: Name = Field(examples=['label = "Sales leads"'])
    users: tuple[UserId, ...] = Field(examples=['users = ["U0LEAD"]'])
    self_approval: Flag = Field(default=False, examples=["self_approval = true"])

    @field_validator("users")
    @classmethod
    def _somebody_once(cls, users: tuple[str, ...]) -> tuple[str, ...]:
        if not users:
            raise broken_rule("is empty, so nobody could approve: list the ids of Slack users")
        refuse_repeats(users)
        return users

    def may_decide(self, user: str, taken_by: str) -> bool:
        """Whether this user may decide about an order that the other one took."""
        return user in self.users and (user != taken_by or self.self_approval)

    def asked(self, taken_by: str) -> tuple[str, ...]:
        """Those who are asked about an order of that user's."""
        return tuple(user for user in self.users if self.may_decide(user, taken_by))


class Rule(Table):
    """One condition, and what follows where an order meets it.

    `discount_above` and `margin_below` are in hundredths of a percent: of any one line's price, and of the net sum.
    `missing_product` names a product by id or external id; `with_product` narrows it to offers with that one.
    While nobody of the `approvers` decides, they are reminded, the group `stand_in` is asked too, and `escalate_to` is
    told: a channel or a person by their Slack id, or a group by its name. Each once, so long after the approvers were
    asked; None means never.
    """

    discount_above: Rate | None = Field(default=None, examples=['discount_above = "15"'])
    margin_below: Rate | None = Field(default=None, examples=['margin_below = "20"'])
    missing_product: Reference | None = Field(default=None, examples=['missing_product = "cable-10m"'])
    with_product: Reference | None = Field(default=None, examples=['with_product = "charger-x"'])
    workflows: tuple[Reference, ...] | None = Field(default=None, examples=['workflows = ["ev-charger"]'])
    text: Label | None = Field(default=None, examples=['text = "A charger needs a cable."'])
    then: Consequence = Field(default=Consequence.WARN, examples=['then = "approve"'])
    approvers: Name | None = Field(
        default=None, validate_default=True, examples=['approvers = "sales-leads"']
    )
    remind_after: Duration | None = Field(default=None, examples=['remind_after = "4h"'])
    stand_in: Name | None = Field(default=None, examples=['stand_in = "managers"'])
    stand_in_after: Duration | None = Field(
        default=None, validate_default=True, examples=['stand_in_after = "1d"']
    )
    escalate_to: Name | None = Field(default=None, examples=['escalate_to = "C0LEADS"'])
    escalate_after: Duration | None = Field(
        default=None, validate_default=True, examples=['escalate_after = "2d"']
    )

    @field_validator("with_product")
    @classmethod
    def _beside_a_missing_one(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("missing_product", value) is None:
            raise broken_rule("is only for missing_product: remove it")
        return value

    @field_validator("workflows")
    @classmethod
    def _some_once(cls, keys: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if keys == ():
            raise broken_rule("is empty, so the rule would never hold: list jobs, or remove the key for all")
        refuse_repeats(keys or ())
        return keys

    @field_validator("approvers")
    @classmethod
    def _where_one_approves(cls, value: str | None, info: ValidationInfo) -> str | None:
        then = info.data.get("then")
        if value is None and then is Consequence.APPROVE:
            raise wrong_value("is missing: name the group that is asked")
        if value is not None and then is Consequence.WARN:
            raise broken_rule('is only for then = "approve": write that too, or remove approvers')
        return value

    @field_validator("remind_after", "stand_in", "escalate_to")
    @classmethod
    def _while_approvers_are_asked(cls, value: object, info: ValidationInfo) -> object:
        if value is not None and info.data.get("then") is Consequence.WARN:
            raise broken_rule('is only for then = "approve": write that too, or remove it')
        return value

    @field_validator("stand_in")
    @classmethod
    def _somebody_else(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and value == info.data.get("approvers"):
            raise broken_rule("is the group that is asked already: name another one")
        return value

    @field_validator("stand_in_after", "escalate_after")
    @classmethod
    def _beside_whom(cls, value: timedelta | None, info: ValidationInfo) -> timedelta | None:
        whom = WHOM_AFTER[str(info.field_name)]
        if value is None and info.data.get(whom) is not None:
            raise wrong_value(f"is missing beside {whom}: say how long after the approvers that is")
        if value is not None and whom in info.data and info.data[whom] is None:
            raise broken_rule(f"is only for {whom}: name that too, or remove it")
        return value

    @model_validator(mode="after")
    def _exactly_one_condition(self) -> Self:
        given = [name for name in CONDITIONS if getattr(self, name) is not None]
        if not given:
            raise broken_rule(f"has no condition: add one of {', '.join(CONDITIONS)}")
        if len(given) > 1:
            raise broken_rule(f"has {len(given)} conditions ({', '.join(given)}): make a [[rules]] of each")
        return self
