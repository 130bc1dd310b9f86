"""The result of a comparison, as a table for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.load.measure import Load
from benchmarks.load.recorded import Floor
from benchmarks.load.waiting import Waiting
from benchmarks.markdown import table

LONGEST_ACK = 1000
"""Milliseconds, a third of what Slack waits."""
SECONDS_APART = 10
"""Of what somebody does who reads, thinks and types."""
GOALS_BARE_CPU = 0.72
"""Milliseconds of CPU that the bare app took for an interaction where the goals in milliseconds were set."""


@dataclass(frozen=True)
class Measured:
    """One server's figures; seconds and megabytes where the name doesn't say otherwise."""

    start_seconds: float
    resident_megabytes: float
    loads: Mapping[int, Load]
    """By how many people took orders at once."""


@dataclass(frozen=True)
class Comparison:
    """The product beside the bare Bolt app, in one run on one machine."""

    product: Measured
    bare: Measured
    floor: Floor
    create_milliseconds: Mapping[str, float]
    """By store: from Create pressed until the order was recorded upstream, less the API's own time; the median."""
    calls_to_screen: int
    """Slack calls from `/order` to a usable screen, for a person who has ordered before."""
    waiting: Mapping[str, Waiting]
    """By store: 500 orders that wait, with a Slack that takes a second for each post."""


@dataclass(frozen=True)
class _Row:
    what: str
    product: float
    bare: float | None
    goal: str = ""
    unit: str = ""
    time: _Time | None = None
    """What takes so long, where the bare app has nothing like it."""

    def cells(self) -> tuple[str, ...]:
        """Of the table's columns: what, product, bare, ratio, goal."""
        bare = "" if self.bare is None else f"{self.bare:.4g}{self.unit}"
        ratio = "" if self.bare is None else f"{self.product / self.bare:.2f}"
        if self.time is not None:
            ratio = self.time.in_bare_interactions()
        return self.what, f"{self.product:.4g}{self.unit}", bare, ratio, self.goal


@dataclass(frozen=True)
class _Time:
    """Milliseconds, and those of CPU that the bare app takes for an interaction on the same machine."""

    milliseconds: float
    bare_cpu: float

    def in_bare_interactions(self) -> str:
        """The same on any machine."""
        return f"{self.milliseconds / self.bare_cpu:.1f} bare interactions"

    @classmethod
    def goal(cls, milliseconds: float) -> str:
        """A goal in milliseconds, so."""
        return cls(milliseconds, GOALS_BARE_CPU).in_bare_interactions()


def as_table(comparison: Comparison, at: int) -> str:
    """The figures as Markdown; the load's at so many people."""
    product, bare = comparison.product, comparison.bare
    ours, theirs = product.loads[at], bare.loads[at]
    rows = [
        _Row(
            f"server CPU an interaction, {at} people",
            ours.cpu_an_interaction,
            theirs.cpu_an_interaction,
            "≤ 3.5",
            " ms",
        ),
        _Row(
            f"interactions a second, {at} people",
            ours.interactions_a_second,
            theirs.interactions_a_second,
            "≥ 0.28",
        ),
        _Row(f"ack p99, {at} people", ours.ack_p99, theirs.ack_p99, "≤ 3", " ms"),
        _Row("start to /healthz", product.start_seconds, bare.start_seconds, "≤ 1.8", " s"),
        _Row(
            "resident memory after the orders",
            product.resident_megabytes,
            bare.resident_megabytes,
            "≤ 1.7",
            " MB",
        ),
        *_create_rows(comparison.create_milliseconds, theirs.cpu_an_interaction),
        _Row("Slack calls from /order to a usable screen", comparison.calls_to_screen, None, "1"),
        *_waiting_rows(comparison.waiting, theirs.cpu_an_interaction),
    ]
    summary = table(("", "product", "bare Bolt", "ratio", "goal"), [row.cells() for row in rows])
    parts = (
        summary,
        floor_lines(comparison.floor, bare),
        _by_people(product, bare),
        served(product.loads.values()),
    )
    return "\n\n".join(parts)


def floor_lines(floor: Floor, bare: Measured) -> str:
    """What of the product's figures is its input, its output and its libraries alone."""
    ours, theirs = floor.load, floor.bare_load
    rows = [
        _Row("CPU an interaction", ours.cpu_an_interaction, theirs.cpu_an_interaction, unit=" ms"),
        _Row("interactions a second", ours.interactions_a_second, theirs.interactions_a_second),
        _Row("ack p99", ours.ack_p99, theirs.ack_p99, unit=" ms"),
        _Row("start to /healthz", floor.start_seconds, bare.start_seconds, unit=" s"),
        _Row(
            "resident memory after the orders", floor.resident_megabytes, bare.resident_megabytes, unit=" MB"
        ),
    ]
    head = ("bare app with the product's input and output", "", "bare Bolt", "ratio")
    return f"{table(head, [row.cells()[:4] for row in rows])}\n\n{_counts(floor)}"


def _counts(floor: Floor) -> str:
    """For nine interactions, of both: a comparison of unlike things would say nothing."""
    done, played = floor.product, floor.bare
    rows = [
        *((name, done.store[name], played.store.get(name, 0)) for name in sorted(done.store)),
        *((name, done.calls[name], played.calls.get(name, 0)) for name in sorted(done.calls)),
        ("views acked", done.views_acked, played.views_acked),
    ]
    cells = [(name, f"{product:.1f}", f"{bare:.1f}") for name, product, bare in rows]
    return table(("nine interactions make", "product", "that bare app"), cells)


def served(loads: Iterable[Load]) -> str:
    """How many people one process serves while each ack comes within a second."""
    within = [load for load in loads if load.ack_longest < LONGEST_ACK]
    if not within:
        return "However few there were, an ack took more than a second."
    most = max(within, key=lambda load: load.people)
    thinking = round(most.interactions_a_second * SECONDS_APART, -1)
    return (
        f"Most people at once, none of whom pauses, whose acks all came within a second: {most.people}. That is "
        f"{most.interactions_a_second:.0f} interactions a second, as many as {thinking:.0f} people make who do "
        f"something every {SECONDS_APART} seconds."
    )


def _create_rows(milliseconds: Mapping[str, float], bare_cpu: float) -> Sequence[_Row]:
    goals = {"SQLite": f"≤ 6 ms, {_Time.goal(6)}"}
    return [
        _Row(
            f"Create pressed to recorded, above the API's time, {store}",
            one,
            None,
            goals.get(store, "printed"),
            " ms",
            _Time(one, bare_cpu),
        )
        for store, one in milliseconds.items()
    ]


def _waiting_rows(waiting: Mapping[str, Waiting], bare_cpu: float) -> Sequence[_Row]:
    goals = {"SQLite": 250, "PostgreSQL": 150}
    return [
        row
        for store, one in waiting.items()
        for row in (
            _Row(
                f"orders posted a second, 500 waiting, {store}; an order",
                one.posted_a_second,
                None,
                f"≥ {goals[store]}, {_Time.goal(1000 / goals[store])}",
                time=_Time(1000 / one.posted_a_second, bare_cpu),
            ),
            _Row(
                f"Create to recorded behind their notifications, Slack at 1 s, {store}",
                one.create_milliseconds,
                None,
                "as above",
                " ms",
                _Time(one.create_milliseconds, bare_cpu),
            ),
        )
    ]


def _by_people(product: Measured, bare: Measured) -> str:
    head = (
        "people",
        "interactions/s",
        "CPU each",
        "ack median",
        "ack p99",
        "longest ack",
        "bare: p99",
        "bare: /s",
    )
    rows = [
        (
            str(people),
            f"{ours.interactions_a_second:.0f}",
            f"{ours.cpu_an_interaction:.2f} ms",
            f"{ours.ack_median:.1f} ms",
            f"{ours.ack_p99:.1f} ms",
            f"{ours.ack_longest:.0f} ms",
            f"{bare.loads[people].ack_p99:.1f} ms",
            f"{bare.loads[people].interactions_a_second:.0f}",
        )
        for people, ours in product.loads.items()
    ]
    return table(head, rows)
