"""What a person is told of the catalog's rules that their order breaks."""

from __future__ import annotations

from flows.draft import Draft
from flows.field import Situation
from flows.rules import breaches
from flows.texts import Text, shaped


def breach_texts(draft: Draft, situation: Situation) -> list[Text]:
    """One line for each; they keep nobody from going on."""
    found = breaches(draft, situation.catalog)
    return [shaped("⚠️ {breach}", breach=one.said(sees_payout=situation.sees_payout)) for one in found]
