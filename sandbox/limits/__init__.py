"""Slack's documented limits as tables of rules, and functions that check against them."""

from sandbox.limits.payloads import is_too_large, options_refusals, refusals, view_refusals
from sandbox.limits.rules import Refusal

__all__ = ["Refusal", "is_too_large", "options_refusals", "refusals", "view_refusals"]
