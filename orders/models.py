"""The order as it is sent: the whole body of `POST /api/v1/order`.

The fields are those of the vendor's page "Orders": snake_case here, camelCase on the wire. Amounts are
integers in hundredths of the currency's unit, rates in hundredths of a percent. The representations of
these models show no contents, since they hold people's names, numbers and addresses.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FieldSerializationInfo,
    JsonValue,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    StrictBool,
    StrictStr,
    model_serializer,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import from_json, to_json

KEY_IN_METADATA = "draftId"
"""The metadata key under which an order carries our idempotency key, so that it can be found in the list."""


def _unquote(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


def _quote(value: int, info: FieldSerializationInfo) -> int | str:
    return value if info.context and info.context["bare_integers"] else str(value)


Hundredths = Annotated[
    int,
    Field(strict=True, ge=0),
    BeforeValidator(_unquote),
    PlainSerializer(_quote, when_used="json"),
]
Given = Annotated[str, Field(min_length=1)]


def with_files(body: str, file_ids: Sequence[str], metadata: Mapping[str, str]) -> str:
    """A body with these files, and with this metadata beside what it has; and everything else unchanged."""
    sent = from_json(body, cache_strings="keys")
    sent["metadata"] = {**sent.get("metadata", {}), **metadata}
    if file_ids:
        sent["fileIds"] = list(file_ids)
    return to_json(sent).decode()


class WireModel(BaseModel):
    """A piece of the body. What is None or an empty list isn't sent; an empty string is."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        hide_input_in_errors=True,
        defer_build=True,
        cache_strings="keys",
    )

    @model_serializer(mode="wrap")
    def _only_what_is_there(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        fields: dict[str, object] = handler(self)
        return {name: value for name, value in fields.items() if value not in (None, (), [])}

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        return []


class Payer(StrEnum):
    """Who pays the offer."""

    CLIENT = "client"
    OPERATOR = "operator"


class CustomFieldValue(WireModel):
    """An answer to a workflow's custom field, by its custom id or uuid; True stays a bare boolean."""

    custom_id: Given | None = None
    id: UUID | None = None
    value: StrictStr | StrictBool

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        if (self.custom_id is None) == (self.id is None):
            raise ValueError("name a custom field by customId or by id: one of the two")
        return self


class ActorAssignment(WireModel):
    """Which organisation (installer) takes an actor's slot in the workflow."""

    actor_slug: Given
    organization_id: UUID


class OfferLine(WireModel):
    """One line of the offer; a line of the catalog (`product_id`) needs only its quantity besides.

    Amounts are in hundredths of the currency's unit and not negative; `vat_rate` 2500 is 25 %.
    """

    product_id: UUID | None = None
    external_id: str | None = None
    image_url: str | None = None
    name: str | None = None
    description: str | None = None
    quantity: Annotated[int, Field(strict=True, ge=1)]
    currency_code: str | None = None
    is_tax_inclusive: StrictBool | None = None
    is_paid: StrictBool | None = None
    vat_rate: Hundredths | None = None
    payer_unit_amount: Hundredths | None = None
    discount_unit_amount: Hundredths | None = None
    discount_source_type: str | None = None
    installer_payout_unit_amount: Hundredths | None = None


class Offer(WireModel):
    """What is presented to the payer."""

    name: str | None = None
    payer: Payer | None = None
    lines: tuple[OfferLine, ...] = ()


class OrderRequest(WireModel):
    """The whole order. `pydantic.ValidationError` says what the contract doesn't allow.

    `description` is plain text or a rich-text document. Seven fields are required by the API; the
    idempotency key is required by us, since an order without one could be created twice.
    """

    name: str | None = None
    description: str | dict[str, JsonValue] | None = None
    workplace: str | None = None
    address: Given
    city: Given
    postal_code: Given
    country_code: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    email: Given
    phone_number: Given
    contact_person_name: Given
    file_ids: tuple[UUID, ...] = ()
    order_tag_ids: tuple[UUID, ...] = ()
    metadata: dict[str, str] = Field(default_factory=dict)
    workflow_id: UUID | None = None
    workflow_custom_id: str | None = None
    custom_fields: tuple[CustomFieldValue, ...] = ()
    idempotency_key: Given
    actor_assignments: tuple[ActorAssignment, ...] = ()
    offer: Offer | None = None

    @model_validator(mode="after")
    def _one_workflow(self) -> Self:
        if self.workflow_id is not None and self.workflow_custom_id is not None:
            raise ValueError("name the workflow by workflowId or by workflowCustomId, not both")
        return self

    def body(self, *, bare_integers: bool = False) -> str:
        """The exact JSON text to send; the same order gives the same text.

        Amounts and rates are quoted integers, as in the vendor's example; `bare_integers` sends JSON
        integers instead.
        """
        return self.model_dump_json(by_alias=True, context={"bare_integers": bare_integers})
