"""What a run reports: its seed, what it met, how long it took, and every order that went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.chaos.ledger import Entry
from tests.chaos.scenario import Scenario
from tests.chaos.upstream import Arrival


@dataclass(frozen=True)
class Report:
    """A run that is over; times are in seconds."""

    scenario: Scenario
    entries: Sequence[Entry]
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
        return sum(len(entry.upstream) > 1 for entry in self.entries)

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
        return not self.wrong and not any(self.exit_codes)

    def __str__(self) -> str:
        scenario, faults = (
            self.scenario,
            Counter(one.fault.name.lower() for one in self.arrivals if one.fault),
        )
        again = sum(one.attempt > 1 for one in self.arrivals)
        met = ", ".join(f"{name} {count}" for name, count in sorted(faults.items()))
        lost = sum("lost" in wrong for entry in self.wrong for wrong in entry.wrongs)
        lines = [
            f"{scenario.store}, seed {scenario.seed}, {scenario.mutant or 'the product itself'}",
            f"  orders      {len(self.entries)} acknowledged, {self.presses} presses of Create",
            f"  settled as  {', '.join(f'{state} {count}' for state, count in sorted(self.states.items()))}",
            f"  kills       {self.kills}",
            f"  POSTs       {len(self.arrivals)}, of them sent again {again}, needless {self.needless}",
            f"  duplicates  {self.duplicates} caught by the API",
            f"  faults      {met or 'none'}, look-ups refused {self.list_faults} of {self.list_requests}",
            f"  time        {self.seconds:.0f} s",
            f"  lost {lost}, doubled {self.doubled}, otherwise wrong {len(self.wrong) - lost - self.doubled}",
            *([f"  exit codes  {self.exit_codes}"] if any(self.exit_codes) else []),
            *(f"  {entry}" for entry in self.wrong),
        ]
        return "\n".join(lines)
