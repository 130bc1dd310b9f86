"""The catalog's models: frozen, made by `read_catalog` from a file's tables.

Amounts are in hundredths of a currency unit and rates in hundredths of a percent. The models take what the
file takes ("10000.00", "25"), so one isn't made again from its own numbers. A field's example is TOML, shown
in mistakes.
"""

import functools
from collections.abc import Mapping
from typing import Self
from uuid import UUID

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator

from flows.catalog.bundles import Bundle
from flows.catalog.rules import ApproverGroup, Rule
from flows.catalog.tables import Table
from flows.catalog.values import (
    Aliases,
    Amount,
    ChannelId,
    CountryCode,
    CurrencyCode,
    Description,
    Flag,
    Label,
    LocaleTag,
    Name,
    Rate,
    WebAddress,
    broken_rule,
    wrong_value,
)
from flows.catalog.workflow import Actor, Workflow
from orders.models import Payer


class Defaults(Table):
    """What holds where nothing nearer says otherwise; None where the file says nothing.

    `country` is ISO 3166-1 alpha-2, `currency` ISO 4217, `locale` an IETF tag, `channel` a Slack id.
    """

    country: CountryCode | None = Field(default=None, examples=['country = "NO"'])
    currency: CurrencyCode | None = Field(default=None, examples=['currency = "NOK"'])
    locale: LocaleTag | None = Field(default=None, examples=['locale = "nb-NO"'])
    channel: ChannelId | None = Field(default=None, examples=['channel = "C0ORDERS"'])
    payer: Payer = Field(default=Payer.CLIENT, examples=['payer = "client"'])
    thumbnails: Flag = Field(default=False, examples=["thumbnails = true"])
    order_name: Label = Field(
        default="{workflow} – {contact}", examples=['order_name = "{workflow} – {contact}"']
    )


class Organization(Table):
    """A company that can be given work."""

    id: UUID = Field(examples=['id = "3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11"'])
    name: Name = Field(examples=['name = "Fjord Elektro AS"'])


class Tag(Table):
    """An order tag."""

    id: UUID = Field(examples=['id = "c3b0a1de-54c2-4d0f-9a3e-6a1c7f4f2b77"'])
    name: Name = Field(examples=['name = "Rush"'])


class Product(Table):
    """What can be put on an offer's line.

    With `id` the Orders API knows the product and only the quantity is sent. Without it the line is sent in
    full, so `unit_price` and `vat` are there. `currency` None means the default one.
    """

    id: UUID | None = Field(default=None, examples=['id = "5b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44"'])
    external_id: Name | None = Field(
        default=None, validate_default=True, examples=['external_id = "cable-10m"']
    )
    name: Name = Field(examples=['name = "Cable, 10 m"'])
    aliases: Aliases = Field(default=(), examples=['aliases = ["Kabel 10 m"]'])
    description: Description = Field(default="", examples=['description = "Type 2, three phase"'])
    image_url: WebAddress | None = Field(
        default=None, examples=['image_url = "https://example.com/cable.png"']
    )
    unit_price: Amount | None = Field(
        default=None, validate_default=True, examples=['unit_price = "10000.00"']
    )
    currency: CurrencyCode | None = Field(default=None, examples=['currency = "NOK"'])
    vat: Rate | None = Field(default=None, validate_default=True, examples=['vat = "25"'])
    tax_inclusive: Flag = Field(default=True, examples=["tax_inclusive = true"])
    payout: Amount | None = Field(default=None, examples=['payout = "5000.00"'])
    paid: Flag = Field(default=False, examples=["paid = false"])

    @property
    def key(self) -> str:
        """What the product is known by: its UUID, else its external id."""
        return str(self.id) if self.id else str(self.external_id)

    @field_validator("external_id")
    @classmethod
    def _known_by_something(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and "id" in info.data and info.data["id"] is None:
            raise broken_rule(
                "the product needs an id: add its id in the vendor's catalog, or an external_id of your own"
            )
        return value

    @field_validator("unit_price", "vat")
    @classmethod
    def _sent_in_full(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is None and "id" in info.data and info.data["id"] is None:
            raise wrong_value("is missing: a product without id is sent in full, so add it")
        return value


class Catalog(Table):
    """The whole file. Every key and id is unique, and every id that is named is listed."""

    defaults: Defaults = Field(default=Defaults(), examples=["[defaults]"])
    workflows: tuple[Workflow, ...] = Field(default=(), validate_default=True, examples=["[[workflows]]"])
    organizations: tuple[Organization, ...] = Field(default=(), examples=["[[organizations]]"])
    tags: tuple[Tag, ...] = Field(default=(), examples=["[[tags]]"])
    products: tuple[Product, ...] = Field(default=(), examples=["[[products]]"])
    bundles: tuple[Bundle, ...] = Field(default=(), examples=["[[bundles]]"])
    approver_groups: tuple[ApproverGroup, ...] = Field(default=(), examples=["[[approver_groups]]"])
    rules: tuple[Rule, ...] = Field(default=(), examples=["[[rules]]"])

    _said: Mapping[str, "Catalog"] = PrivateAttr(default={})

    def given_in(self, said: Mapping[str, "Catalog"]) -> Self:
        """A copy that knows itself in other languages, by their codes."""
        copy = self.model_copy()
        copy._said = said  # noqa: SLF001 - of its own class
        return copy

    def said_in(self, code: str) -> "Catalog":
        """The catalog in a language, where the file gives any of its texts in it; itself otherwise."""
        return self._said.get(code, self)

    def workflow(self, key: str) -> Workflow | None:
        """The workflow with this custom id or UUID."""
        return self._workflows_by_key.get(key)

    def organization(self, key: UUID | str) -> Organization | None:
        """The organization with this UUID, as such or written."""
        return self._organizations_by_id.get(str(key))

    def tag(self, key: UUID | str) -> Tag | None:
        """The tag with this UUID, as such or written."""
        return self._tags_by_id.get(str(key))

    def product(self, key: str) -> Product | None:
        """The product with this UUID, or this external id where it has no UUID."""
        return self._products_by_key.get(key)

    def product_named(self, name: str) -> Product | None:
        """The product with this UUID or this external id, whichever it is known by."""
        return next((one for one in self.products if name in (str(one.id), one.external_id)), None)

    def bundle(self, key: str) -> Bundle | None:
        """The bundle with this key."""
        return next((one for one in self.bundles if one.key == key), None)

    def is_approver(self, user: str) -> bool:
        """Whether this Slack user is in any approver group."""
        return any(user in group.users for group in self.approver_groups)

    def approver_group(self, name: str | None) -> ApproverGroup | None:
        """The approver group of that name."""
        return next((group for group in self.approver_groups if group.name == name), None)

    def offered_to(self, actor: Actor) -> tuple[Organization, ...]:
        """Who may be picked for an actor, in the file's order."""
        offered = actor.organizations
        return tuple(one for one in self.organizations if offered is None or one.id in offered)

    @field_validator("workflows")
    @classmethod
    def _some_workflow(cls, workflows: tuple[Workflow, ...]) -> tuple[Workflow, ...]:
        if not workflows:
            raise broken_rule(
                "there is none, so nothing could be ordered: add a [[workflows]] table with a name and an id"
            )
        return workflows

    @functools.cached_property
    def _workflows_by_key(self) -> dict[str, Workflow]:
        return {workflow.key: workflow for workflow in self.workflows}

    @functools.cached_property
    def _organizations_by_id(self) -> dict[str, Organization]:
        return {str(organization.id): organization for organization in self.organizations}

    @functools.cached_property
    def _tags_by_id(self) -> dict[str, Tag]:
        return {str(tag.id): tag for tag in self.tags}

    @functools.cached_property
    def _products_by_key(self) -> dict[str, Product]:
        return {product.key: product for product in self.products}
