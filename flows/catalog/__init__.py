"""The catalog: what an organisation sells and how it routes orders, read from TOML."""

from flows.catalog.answers import SEPARATOR, FieldType
from flows.catalog.bundles import Bundle, BundledProduct
from flows.catalog.custom_field import CustomField
from flows.catalog.mistakes import CatalogError, CatalogMistake
from flows.catalog.models import Catalog, Defaults, Organization, Product, Tag
from flows.catalog.naming import PLACEHOLDER
from flows.catalog.reading.reader import read_catalog
from flows.catalog.rules import ApproverGroup, Consequence, Rule
from flows.catalog.search import search_catalog
from flows.catalog.workflow import Actor, Workflow

__all__ = [
    "PLACEHOLDER",
    "SEPARATOR",
    "Actor",
    "ApproverGroup",
    "Bundle",
    "BundledProduct",
    "Catalog",
    "CatalogError",
    "CatalogMistake",
    "Consequence",
    "CustomField",
    "Defaults",
    "FieldType",
    "Organization",
    "Product",
    "Rule",
    "Tag",
    "Workflow",
    "read_catalog",
    "search_catalog",
]
