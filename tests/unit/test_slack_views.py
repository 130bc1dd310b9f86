"""Stacks of modals, hashes and trigger ids."""

from __future__ import annotations

import pytest

from sandbox.slack.activity import ActivityFeed
from sandbox.slack.delivery.triggers import Triggers
from sandbox.slack.errors import ApiError, Refused
from sandbox.slack.modals import Modals
from sandbox.slack.pictures import Pictures
from sandbox.slack.views import Json, View

KARI = "U0KARI"


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def modal(title: str = "New order", **more: object) -> Json:
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": [], **more}


class OrderService:
    """Modals with their triggers and clock."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.triggers = Triggers(self.clock)
        self.modals = Modals(self.triggers, ActivityFeed(), Pictures())

    def open(self, external_id: str = "") -> View:
        return self.modals.open(self.triggers.new(KARI), modal(external_id=external_id))

    def push(self, onto: View) -> View:
        return self.modals.push(self.triggers.new(KARI, onto.id), modal())

    @property
    def stack(self) -> list[str]:
        return [view.id for view in self.modals.stack(KARI)]


def test_a_trigger_is_good_for_three_seconds() -> None:
    product = OrderService()
    early, late = product.triggers.new(KARI), product.triggers.new(KARI)
    product.clock.seconds += 3.0
    assert product.triggers.use(early).person == KARI
    product.clock.seconds += 0.1
    with pytest.raises(ApiError, match="expired_trigger_id"):
        product.triggers.use(late)


def test_a_trigger_is_good_once() -> None:
    product = OrderService()
    trigger_id = product.triggers.new(KARI)
    product.triggers.use(trigger_id)
    with pytest.raises(ApiError, match="exchanged_trigger_id"):
        product.triggers.use(trigger_id)


@pytest.mark.parametrize("unknown", [None, "", "1.2.3"])
def test_a_made_up_trigger_is_invalid(unknown: object) -> None:
    with pytest.raises(ApiError, match="invalid_trigger_id"):
        OrderService().triggers.use(unknown)


def test_a_view_beyond_the_limits_does_not_use_up_the_trigger() -> None:
    product = OrderService()
    trigger_id = product.triggers.new(KARI)
    with pytest.raises(Refused, match="invalid_arguments"):
        product.modals.open(trigger_id, modal("x" * 25))
    assert product.modals.open(trigger_id, modal()).title == "New order"


def test_three_modals_may_be_stacked_and_no_fourth() -> None:
    product = OrderService()
    first = product.open()
    second = product.push(first)
    third = product.push(second)
    assert (third.root_view_id, third.previous_view_id) == (first.id, second.id)
    with pytest.raises(ApiError, match="push_limit_reached"):
        product.push(third)
    assert product.stack == [first.id, second.id, third.id]


def test_opening_from_a_command_starts_a_new_stack() -> None:
    product = OrderService()
    product.push(product.open())
    fresh = product.open()
    assert product.stack == [fresh.id]
    assert (fresh.root_view_id, fresh.previous_view_id) == (fresh.id, None)


def test_opening_from_within_a_modal_stacks() -> None:
    product = OrderService()
    first = product.open()
    second = product.modals.open(product.triggers.new(KARI, first.id), modal())
    assert product.stack == [first.id, second.id]


def test_pushing_needs_a_trigger_from_an_open_modal() -> None:
    product = OrderService()
    gone = product.open()
    product.modals.close(gone)
    with pytest.raises(ApiError, match="not_found"):
        product.push(gone)
    with pytest.raises(ApiError, match="invalid_trigger_id"):
        product.modals.push(product.triggers.new(KARI), modal())


def test_an_update_with_an_old_hash_conflicts() -> None:
    product = OrderService()
    view = product.open()
    old = view.hash
    product.modals.update(modal("Second"), view.id, None, old)
    with pytest.raises(ApiError, match="hash_conflict"):
        product.modals.update(modal("Third"), view.id, None, old)
    assert product.modals.update(modal("Fourth"), view.id, None, None).title == "Fourth"


def test_a_closed_view_is_not_found() -> None:
    product = OrderService()
    view = product.open()
    product.modals.close(view)
    with pytest.raises(ApiError, match="not_found"):
        product.modals.update(modal(), view.id, None, None)


def test_a_view_is_found_by_its_external_id_which_nobody_else_may_have() -> None:
    product = OrderService()
    view = product.open(external_id="mine")
    assert product.modals.update(modal(external_id="mine"), None, "mine", None) is view
    with pytest.raises(ApiError, match="duplicate_external_id"):
        product.modals.open(product.triggers.new("U0SAM"), modal(external_id="mine"))


def test_an_update_names_the_view_by_one_id_exactly() -> None:
    product = OrderService()
    view = product.open(external_id="mine")
    for view_id, external_id in ((None, None), (view.id, "mine")):
        with pytest.raises(ApiError, match="invalid_arguments"):
            product.modals.update(modal(), view_id, external_id, None)


def test_a_home_tab_keeps_its_id_when_published_again() -> None:
    product = OrderService()
    home = {"type": "home", "blocks": []}
    first = product.modals.publish(KARI, home, None)
    known = first.hash
    again = product.modals.publish(KARI, home, known)
    assert again.id == first.id
    with pytest.raises(ApiError, match="hash_conflict"):
        product.modals.publish(KARI, home, known)


def test_a_modal_cannot_be_published_as_a_home_tab() -> None:
    with pytest.raises(ApiError, match="invalid_arguments"):
        OrderService().modals.publish(KARI, modal(), None)
