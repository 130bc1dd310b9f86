"""What a catalog asks of an offer: rules that warn, or that have somebody approve an order before it is sent."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from flows.catalog.tables import Table, refuse_repeats
from flows.catalog.values import Flag, Label, Name, Rate, Reference, UserId, broken_rule, wrong_value

CONDITIONS = ("discount_above", "margin_below", "missing_product")


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

    @model_validator(mode="after")
    def _exactly_one_condition(self) -> Self:
        given = [name for name in CONDITIONS if getattr(self, name) is not None]
        if not given:
            raise broken_rule(f"has no condition: add one of {', '.join(CONDITIONS)}")
        if len(given) > 1:
            raise broken_rule(f"has {len(given)} conditions ({', '.join(given)}): make a [[rules]] of each")
        return self
