"""The catalog's rules held against an offer: what to warn of, and whose approval an order needs."""

from collections.abc import Sequence
from typing import NamedTuple

from flows.catalog import Catalog, Consequence, Rule
from flows.draft import Draft, Line
from flows.i18n.texts import Rate, Text, _, _n, shaped, verbatim
from flows.offer.totals import WHOLE_RATE, line_total


class Breach(NamedTuple):
    """A rule that an order breaks. `words` are for everybody, `figures` for those who may see payouts."""

    rule: Rule
    words: Text
    figures: Text | None = None

    def said(self, *, sees_payout: bool) -> Text:
        """What a person reads about it."""
        if self.figures is None or not sees_payout:
            return self.words
        return shaped("{words} {figures}", words=self.words, figures=self.figures)


def breaches(draft: Draft, catalog: Catalog) -> tuple[Breach, ...]:
    """The rules this order breaks, in the file's order."""
    found = (_breach(rule, draft, catalog) for rule in catalog.rules if _holds_for(rule, draft))
    return tuple(breach for breach in found if breach)


def approval_rule(draft: Draft, catalog: Catalog) -> Rule | None:
    """The rule by which this order needs approval before it is sent: the first broken one that asks for it."""
    asking = (one.rule for one in breaches(draft, catalog) if one.rule.then is Consequence.APPROVE)
    return next(asking, None)


def nobody_to_ask(rule: Rule, catalog: Catalog) -> Text:
    """The only approvers are the person who took the order."""
    group = catalog.approver_group(rule.approvers)
    return _(
        "This order needs approval by {group}. You are the only one in that group, and nobody approves "
        "their own order. Ask your admin to add somebody to it.",
        group=group.label if group else rule.approvers or "",
    )


def _holds_for(rule: Rule, draft: Draft) -> bool:
    return rule.workflows is None or (draft.job is not None and draft.job.workflow in rule.workflows)


def _breach(rule: Rule, draft: Draft, catalog: Catalog) -> Breach | None:
    if rule.discount_above is not None:
        return _discount(rule, rule.discount_above, draft.lines)
    if rule.margin_below is not None:
        return _margin(rule, rule.margin_below, draft.lines)
    if rule.missing_product is not None:
        return _missing(rule, rule.missing_product, draft.lines, catalog)
    return None


def _words(rule: Rule, usual: Text) -> Text:
    return verbatim(rule.text) if rule.text else usual


def _discount(rule: Rule, limit: int, lines: Sequence[Line]) -> Breach | None:
    """Line by line: a large discount can't hide among lines at full price."""
    worst = max(lines, key=_discount_rate, default=None)
    if worst is None or _discount_rate(worst) <= limit:
        return None
    usual = _(
        "The discount on {line} is {discount}, above {limit}.",
        line=worst.name,
        discount=Rate(_discount_rate(worst)),
        limit=Rate(limit),
    )
    return Breach(rule, _words(rule, usual))


def _discount_rate(line: Line) -> int:
    """In hundredths of a percent of the unit price, rounded up: what is above a limit never reads as the limit."""
    return -(-(line.discount or 0) * WHOLE_RATE // line.unit_price) if line.unit_price else 0


def _margin(rule: Rule, limit: int, lines: Sequence[Line]) -> Breach | None:
    """Of the lines whose price and payout are both known; the others would make it look better or worse than it is."""
    known = [total for line in lines if line.payout is not None and (total := line_total(line)) is not None]
    net, payout = sum(total.net for total in known), sum(total.payout for total in known)
    if (net - payout) * WHOLE_RATE >= limit * net:
        return None
    # Rounded down, so that what is below a limit never reads as the limit; nothing sold and something paid is no rate.
    margin = Rate((net - payout) * WHOLE_RATE // net) if net > 0 else _("below zero")
    figures = _("Margin {margin}, asked for {limit}.", margin=margin, limit=Rate(limit))
    if left_out := len(lines) - len(known):
        count = _n(
            "{count} line whose price or payout isn't known is left out.",
            "{count} lines whose price or payout isn't known are left out.",
            count=left_out,
        )
        figures = shaped("{figures} {count}", figures=figures, count=count)
    return Breach(rule, _words(rule, _("The margin of this offer is lower than it should be.")), figures)


def _missing(rule: Rule, name: str, lines: Sequence[Line], catalog: Catalog) -> Breach | None:
    if _is_among(name, lines, catalog):
        return None
    if rule.with_product is None:
        return Breach(rule, _words(rule, _("{product} is missing.", product=_name(name, catalog))))
    if not _is_among(rule.with_product, lines, catalog):
        return None
    usual = _(
        "{product} is missing; it goes with {other}.",
        product=_name(name, catalog),
        other=_name(rule.with_product, catalog),
    )
    return Breach(rule, _words(rule, usual))


def _is_among(name: str, lines: Sequence[Line], catalog: Catalog) -> bool:
    """On the offer as the catalog's product, or on a free line with its external id."""
    product = catalog.product_named(name)
    wanted = {name, product.key, product.external_id} if product else {name}
    return any({line.product, line.external_id} & (wanted - {None}) for line in lines)


def _name(name: str, catalog: Catalog) -> str:
    product = catalog.product_named(name)
    return product.name if product else name
