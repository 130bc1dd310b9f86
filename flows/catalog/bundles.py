"""Products that are sold together: one pick, several lines."""

import zlib

from pydantic import Field, field_validator

from flows.catalog.tables import Table
from flows.catalog.values import Name, Quantity, Reference, broken_rule


class BundledProduct(Table):
    """One product of a bundle, by id or external id, and how many."""

    product: Reference = Field(examples=['product = "cable-10m"'])
    quantity: Quantity = Field(default=1, examples=["quantity = 2"])


class Bundle(Table):
    """What is put on an offer together; its products keep their own prices."""

    name: Name = Field(examples=['name = "EV charging package"'])
    products: tuple[BundledProduct, ...] = Field(
        examples=['products = [{product = "cable-10m", quantity = 2}]']
    )

    @property
    def key(self) -> str:
        """What the bundle is picked by; no longer than Slack's options take, whatever its name."""
        return f"bundle.{zlib.crc32(self.name.encode()):08x}"

    @field_validator("products")
    @classmethod
    def _something(cls, products: tuple[BundledProduct, ...]) -> tuple[BundledProduct, ...]:
        if not products:
            raise broken_rule(
                "is empty, so the bundle would add nothing: list a product, or remove the bundle"
            )
        return products
