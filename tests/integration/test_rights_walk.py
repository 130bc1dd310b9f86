"""Every listener, tried by somebody without a right: found from the registry, so that a new one is tried too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from bot.listeners import routes_of
from bot.manifest import manifest
from bot.middleware import required_rights
from bot.views.ids import Action, Callback
from flows.i18n.command_words import TEXT, WORDS
from flows.order import State
from flows.person import KnownMembership, Membership, Person
from flows.rights import Right
from tests.support.sending import Sending, outbox
from tests.support.thorough import one_in
from tests.support.walk import Body, Walk, tells

PHONE = "+4799900111"
CLOSED = {right.lower(): "U0LENA" for right in Right}
"""Settings under which Sam may nothing."""

SHOWS_NO_CLIENT = [Right.ORDER, Right.LIST, Right.PRICE, Right.PAYOUT, Right.OPERATE]


def test_every_id_has_its_entry_in_the_table_of_rights() -> None:
    assert required_rights.ACTIONS.keys() == set(Action)
    assert required_rights.VIEWS.keys() == set(Callback)
    shortcuts = manifest(None)["features"]["shortcuts"]
    assert required_rights.SHORTCUTS.keys() == {shortcut["callback_id"] for shortcut in shortcuts}
    assert required_rights.COMMANDS.keys() == {"", TEXT, *WORDS}


async def walk_of(sending: Sending) -> Walk:
    """As Sam, who is known to be a full member, through an order of Kari's."""
    await sending.store.keep_membership(
        Person("T0LOCAL", "U0SAM"), KnownMembership(Membership.FULL, sending.clock())
    )
    return Walk(sending.product, "U0SAM", await sending.reaches(await sending.confirm(), State.CREATED))


def sampled(walk: Walk) -> Iterator[Body]:
    """All that can be sent, or one of each and of the rest one in three."""
    yield from walk.one_of_each()
    yield from islice(walk.bodies(), 0, None, one_in(3))


async def test_every_listener_is_reached_by_the_walk(tmp_path: Path) -> None:
    async with outbox(tmp_path) as sending:
        walk = await walk_of(sending)
        routes = routes_of(sending.product.bot.app.listener_runner)
        reached = {routes.route_of(body) for body in walk.bodies()}
        assert set(routes) - reached == set(), "not in the tables of bot/middleware/required_rights.py"


async def test_without_a_right_to_clients_no_way_leads_to_a_phone(tmp_path: Path) -> None:
    """With all the other rights."""
    settings = {**CLOSED, **{right.lower(): "U0SAM" for right in SHOWS_NO_CLIENT}}
    async with outbox(tmp_path, **settings) as sending:
        walk = await walk_of(sending)
        if tells(await walk.send(*sampled(walk)), PHONE):
            assert [body for body in walk.bodies() if tells(await walk.send(body), PHONE)] == []


async def test_without_any_right_everything_is_refused_naming_the_setting_and_whom_to_ask(
    tmp_path: Path,
) -> None:
    async with outbox(tmp_path, **CLOSED) as sending:
        walk = await walk_of(sending)
        assert not tells(await walk.send(*sampled(walk)), PHONE)
        for body in walk.one_of_each():
            if needs := required_rights.needs_of(body):
                shown = await walk.send(body)
                assert any(right.value in shown for right in needs), body
                assert "U0LENA" in shown, body


@pytest.mark.parametrize("right", [Right.ORDER, Right.LIST])
async def test_who_lacks_one_right_is_refused_what_needs_it_alone(tmp_path: Path, right: Right) -> None:
    everything = {one.lower(): "U0SAM U0LENA" for one in Right}
    async with outbox(tmp_path, **{**everything, right.lower(): "U0LENA"}) as sending:
        walk = await walk_of(sending)
        of_it = [body for body in walk.one_of_each() if required_rights.needs_of(body) == {right}]
        for body in [of_it[0], of_it[-1]]:
            assert right.value in await walk.send(body), body
