"""The circuit spares an API that is down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.outbox.circuit_breaker import FAILURES, FIRST_PAUSE, LONGEST_PAUSE, Circuit


class Hand:
    """A clock's hand that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def opened() -> tuple[Circuit, Hand]:
    hand = Hand()
    circuit = Circuit(hand)
    for _ in range(FAILURES):
        circuit.failed()
    return circuit, hand


def test_it_stays_closed_until_several_failures_in_a_row() -> None:
    circuit = Circuit(Hand())
    for _ in range(FAILURES - 1):
        circuit.failed()
    circuit.answered()
    circuit.failed()
    assert circuit.pause() is None
    assert not circuit.is_open


def test_open_it_pauses_and_after_the_pause_lets_one_ask() -> None:
    circuit, hand = opened()
    assert circuit.pause() == FIRST_PAUSE
    hand.now += FIRST_PAUSE
    assert circuit.pause() is None
    assert circuit.pause() == FIRST_PAUSE


def test_pauses_grow_up_to_the_longest() -> None:
    circuit, hand = opened()
    for _ in range(10):
        circuit.failed()
    pause = circuit.pause()
    assert pause == LONGEST_PAUSE
    hand.now += timedelta(seconds=1)
    assert circuit.pause() == LONGEST_PAUSE - timedelta(seconds=1)


def test_an_answer_closes_it() -> None:
    circuit, _hand = opened()
    circuit.answered()
    assert circuit.pause() is None
    assert circuit.down_since is None


def test_a_clock_set_back_an_hour_keeps_it_open_no_longer() -> None:
    circuit, hand = opened()
    hand.now -= timedelta(hours=1)
    assert circuit.pause() is None
