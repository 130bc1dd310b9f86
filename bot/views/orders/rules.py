"""What a person is told of the catalog's rules that their order breaks."""

from __future__ import annotations

from flows.catalog import Consequence
from flows.draft import Draft
from flows.form.field import Situation
from flows.i18n.texts import Text, _, shaped
from flows.offer.rules import Breach, breaches


def breach_texts(draft: Draft, situation: Situation) -> list[Text]:
    """One line for each; they keep nobody from going on."""
    return [shaped("⚠️ {breach}", breach=_told(one, situation)) for one in breaches(draft, situation.catalog)]


def _told(breach: Breach, situation: Situation) -> Text:
    words = breach.said(sees_payout=situation.sees_payout)
    if breach.rule.then is Consequence.WARN:
        return words
    return _("{breach} This needs approval.", breach=words)
