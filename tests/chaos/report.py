"""What a run reports: its seed, what it met, how long it took, and every order that went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.chaos.claims import Claim
from tests.chaos.ledger import Entry
from tests.chaos.scenario import Scenario
from tests.chaos.upstream import Arrival
from tests.chaos.witness import Saying


@dataclass(frozen=True)
class Report:
    """A run that is over; times are in seconds."""

    scenario: Scenario
    entries: Sequence[Entry]
    unassigned: Sequence[Saying]
    """What was told falsely of no order of the run."""
    decisions: Mapping[str, int]
    arrivals: Sequence[Arrival]
    kills: int
    presses: int
    duplicates: int
    list_requests: int
    list_faults: int
    exit_codes: Sequence[int]
    seconds: float

    @property
    def wrong(self) -> list[Entry]:
        """The orders that went wrong."""
        return [entry for entry in self.entries if entry.wrongs]

    @property
    def doubled(self) -> int:
        """Orders that exist more than once upstream."""
        return sum(entry.is_doubled for entry in self.entries)

    @property
    def lost(self) -> int:
        """Orders that don't exist upstream."""
        return sum(entry.is_lost for entry in self.entries)

    @property
    def told_falsely(self) -> int:
        """What people were told and was not so."""
        return len(self.unassigned) + sum(len(entry.falsehoods) for entry in self.entries)

    @property
    def otherwise_wrong(self) -> int:
        """Orders with which something else is wrong."""
        return sum(not (entry.is_lost or entry.is_doubled or entry.falsehoods) for entry in self.wrong)

    @property
    def stuck(self) -> int:
        """Orders of which people were told that nobody knows whether they exist."""
        return sum(any(Claim.UNSURE in one.claims for one in entry.sayings) for entry in self.entries)

    @property
    def states(self) -> Counter[str]:
        """How many orders ended in each state."""
        return Counter(entry.order.state.value for entry in self.entries)

    @property
    def needless(self) -> int:
        """POSTs whose order existed already or was under way."""
        return sum(arrival.needless for arrival in self.arrivals)

    @property
    def is_clean(self) -> bool:
        """Nothing went wrong, and the bots stopped in good order."""
        return not (self.wrong or self.unassigned or any(self.exit_codes))

    def __str__(self) -> str:
        scenario, faults = (
            self.scenario,
            Counter(one.fault.name.lower() for one in self.arrivals if one.fault),
        )
        again = sum(one.attempt > 1 for one in self.arrivals)
        met = ", ".join(f"{name} {count}" for name, count in sorted(faults.items()))
        decided = ", ".join(f"{what} {count}" for what, count in sorted(self.decisions.items()))
        lines = [
            f"{scenario.store}, seed {scenario.seed}, {scenario.mutant or 'the product itself'}",
            f"  orders      {len(self.entries)} acknowledged, {self.presses} presses of Create",
            f"  settled as  {', '.join(f'{state} {count}' for state, count in sorted(self.states.items()))}",
            f"  kills       {self.kills}",
            f"  POSTs       {len(self.arrivals)}, of them sent again {again}, needless {self.needless}",
            f"  duplicates  {self.duplicates} caught by the API",
            f"  faults      {met or 'none'}, look-ups refused {self.list_faults} of {self.list_requests}",
            f"  time        {self.seconds:.0f} s",
            f"  people      {self.stuck} orders stuck; decided: {decided or 'nothing'}",
            (
                f"  lost {self.lost}, doubled {self.doubled}, told falsely {self.told_falsely}, "
                f"otherwise wrong {self.otherwise_wrong}"
            ),
            *([f"  exit codes  {self.exit_codes}"] if any(self.exit_codes) else []),
            *(f"  {saying}" for saying in self.unassigned),
            *("\n    ".join([f"  {entry}", *entry.history]) for entry in self.wrong),
        ]
        return "\n".join(lines)
