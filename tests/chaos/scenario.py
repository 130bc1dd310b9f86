"""What a run does: how many orders and kills, and what the Orders API answers. Every choice comes from the seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sandbox.orders_api.faults import PostFault
from tests.chaos.periods import Access, ListState, access_troubles, always_sound, list_troubles

CHANNEL = "C0ORDERS"
"""Where created orders are posted."""
OPERATOR = "olga"
OPERATOR_ID = "U0OLGA"
OPERATORS_CHANNEL = "C0OPERATORS"
"""Who settles stuck orders, and where they are asked to."""

Answers = Callable[[str, int], PostFault | None]
"""What the n-th POST (from 1) with a key meets; None: it is taken as it should be."""

MIX: dict[PostFault | None, int] = {
    None: 44,
    PostFault.UNAVAILABLE: 5,
    PostFault.BAD_GATEWAY_AFTER_CREATING: 5,
    PostFault.STALL_BEFORE_CREATING: 5,
    PostFault.STALL_AFTER_CREATING: 5,
    PostFault.RATE_LIMITED: 5,
    PostFault.RESET_BEFORE_CREATING: 5,
    PostFault.RESET_AFTER_CREATING: 5,
    PostFault.MAINTENANCE_PAGE: 2,
    PostFault.MAINTENANCE_PAGE_AFTER_CREATING: 2,
    PostFault.QUOTA_EXCEEDED: 2,
    PostFault.QUOTA_EXCEEDED_AFTER_CREATING: 2,
    PostFault.NO_CONTENT: 2,
    PostFault.NO_CONTENT_AFTER_CREATING: 2,
    PostFault.NO_ID: 1,
    PostFault.NO_ID_AFTER_CREATING: 2,
    PostFault.WORKFLOW_LOCKED: 3,
    PostFault.PLAN_USED_UP: 3,
}
"""Per cent."""

MOST_FAULTS = 3
"""An order that has met so many is taken: its back-off would otherwise outlast the run."""


@dataclass(frozen=True)
class Scenario:
    """One run. Times are in seconds.

    `window` is how long the API takes between looking for a key and creating the order; a stalled POST is taken
    up after `stall`. The quiet period must exceed the time-out, a stall and a window together, with some time
    for a busy machine.
    `mutant` breaks the bots in one way: its run ends when it has told something false.
    `hurried` shortens waits on which nothing depends.
    """

    seed: int
    orders: int
    kills: int
    answers: Answers
    store: str = "sqlite"
    serving: int = 2
    """How many processes serve; on PostgreSQL as many work besides."""
    mutant: str | None = None
    hurried: bool = False
    timeout: float = 0.4
    quiet_period: float = 3.0
    window: float = 0.2
    stall: float = 0.8
    list_delay: float = 0.0
    list_faults: float = 0.05
    """The share of look-ups that are answered with a 503."""
    list_state: ListState = always_sound
    access: Access = always_sound
    lookup_limit: float = 6.0
    """How long the bots wait for a list that can't tell before an order goes out again."""
    life: float = 1.5
    """A bot that is ready is killed within so many seconds."""
    patience: float = 900.0
    """How long the orders may take to settle after the last kill, on a machine that does other things too."""

    @property
    def longest_processing(self) -> float:
        """How long after a POST arrived its order may come into being."""
        return self.stall + self.window

    def random(self, *what: object) -> Random:
        """The chances of one thing, the same in every run with this seed."""
        return Random(" ".join(map(str, (self.seed, *what))))  # noqa: S311 - chaos, not secrets


def mixed(seed: int) -> Answers:
    """Everything that can go wrong, in the shares of MIX."""

    def answer(key: str, attempt: int) -> PostFault | None:
        if attempt > MOST_FAULTS:
            return None
        chances = Random(f"{seed} answer {key} {attempt}")  # noqa: S311 - chaos, not secrets
        return chances.choices([*MIX], [*MIX.values()])[0]

    return answer


def first(fault: PostFault | None) -> Answers:
    """The first POST of every order meets this, later ones nothing."""
    return lambda _key, attempt: fault if attempt == 1 else None


def chaos(store: str, seed: int, orders: int, kills: int, mutant: str | None = None) -> Scenario:
    """The whole mix."""
    return Scenario(
        seed,
        orders,
        kills,
        mixed(seed),
        store,
        mutant=mutant,
        list_state=list_troubles(seed),
        access=access_troubles(seed),
    )
