"""What a person reads of the catalog's rules that their order breaks."""

from __future__ import annotations

from flows.catalog import Consequence
from flows.draft import Draft
from flows.form.form_context import FormContext
from flows.i18n.texts import Text, _, shaped
from flows.offer.rules import Breach, breaches


def breach_texts(draft: Draft, form_context: FormContext) -> list[Text]:
    """One line for each; they keep nobody from going on."""
    return [
        shaped("⚠️ {breach}", breach=_told(one, form_context)) for one in breaches(draft, form_context.catalog)
    ]


def _told(breach: Breach, form_context: FormContext) -> Text:
    words = breach.said(sees_payout=form_context.sees_payout)
    if breach.rule.then is Consequence.WARN:
        return words
    return _("{breach} This needs approval.", breach=words)
