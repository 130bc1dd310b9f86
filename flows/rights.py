"""What a person can be allowed to do; who is, the settings say."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """Each by the setting that says who has it."""

    ORDER = "ORDER_USERS"
    """Fill in and create orders."""
    LIST = "LIST_USERS"
    """See the list of orders."""
    CLIENTS = "CLIENT_USERS"
    """Find clients of earlier orders while filling in one."""
    PERSONAL_DATA = "PERSONAL_DATA_USERS"
    """See everything of others' orders; of one's own everybody sees all."""
    EXPORT = "EXPORT_USERS"
    """Take orders out as a file; of others' clients it holds what the person may see."""
    PRICE = "PRICE_USERS"
    """Change the price, VAT and discount of the catalog's products."""
    PAYOUT = "PAYOUT_USERS"
    """See and set what the installer is paid."""
    OPERATE = "OPERATOR_USERS"
    """Decide about anybody's stuck orders, and see what was done to an order; one's own everybody may settle."""
