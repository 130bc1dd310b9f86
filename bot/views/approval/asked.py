"""Who is asked about an order that needs approval, in words."""

from __future__ import annotations

from datetime import datetime

from bot.views.mrkdwn import mentions, user
from flows.catalog import ApproverGroup, Catalog, Rule
from flows.form.form_context import FormContext
from flows.i18n.texts import Text, _, shaped, verbatim
from flows.order import Occasion, Order
from flows.waiting.approval import asked_first, groups_asked


def people(group: ApproverGroup, taken_by: str) -> Text:
    """The group's name and those of it who are asked: `Sales leads (@lena, @sam)`."""
    asked = group.asked(taken_by)
    if not asked:
        return verbatim(group.label)
    return shaped("{group} ({people})", group=group.label, people=mentions(asked))


def asked_by_rule(rule: Rule, catalog: Catalog, taken_by: str) -> Text:
    """Those whom a rule asks at once about an order of that user's."""
    group = asked_first(rule, catalog, taken_by)
    return people(group, taken_by) if group else group_name(rule.approvers, catalog)


def asked_text(order: Order, catalog: Catalog, now: datetime) -> Text:
    """Those who may decide by now."""
    asked = [people(group, order.origin.user) for group in groups_asked(order, catalog, now)]
    match asked:
        case [first, stand_in]:
            return _("{group} or {stand_in}", group=first, stand_in=stand_in)
        case [only]:
            return only
        case _:
            return group_name(order.approvers, catalog)


def group_name(name: str | None, catalog: Catalog) -> Text:
    """What people call a group; one that is gone from the catalog by the name it had there."""
    group = catalog.approver_group(name)
    return verbatim(group.label if group else name or "")


def asking_text(occasion: Occasion, order: Order, name: str, form_context: FormContext) -> Text:
    """A card's first line: to who is asked, who is reminded, and who stands in for them."""
    who = user(order.origin.user)
    match occasion:
        case Occasion.REMINDER:
            return _("⏳ {user} still waits for your approval: *{name}*", user=who, name=name)
        case Occasion.STAND_IN:
            group = group_name(order.approvers, form_context.catalog)
            return _(
                "⏳ {user} asks for your approval, in place of {group}: *{name}*",
                user=who,
                group=group,
                name=name,
            )
        case _:
            return _("⏳ {user} asks for your approval: *{name}*", user=who, name=name)
