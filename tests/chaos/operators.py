"""Who settles stuck orders, and where they are asked to."""

from __future__ import annotations

OPERATOR = "olga"
OPERATOR_ID = "U0OLGA"
OPERATORS_CHANNEL = "C0OPERATORS"
