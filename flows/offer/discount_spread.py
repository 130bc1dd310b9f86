"""An amount spread over lines per unit, as near to it as whole hundredths per unit allow and never above."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

MOST_SLACK = 200_000
"""So many hundredths are moved between lines at most to come nearer; more would take too long."""


class Share(NamedTuple):
    """A line that takes a part: its units, what one costs, and what a discount per unit takes off in all."""

    quantity: int
    price: int
    off: Callable[[int], int]
    exact: bool = True
    """What is taken off is the discount times the quantity; else VAT is added to it and rounded."""

    @property
    def full(self) -> int:
        """All that can be taken off."""
        return self.off(self.price)


def fill_up(shares: Sequence[Share], wanted: int) -> list[int]:
    """The discount per unit of each share by what it costs; together `wanted`, or as little less as can be."""
    whole = sum(share.full for share in shares)
    each = [_proportional(share, wanted, whole) for share in shares]
    left = wanted - sum(share.off(one) for share, one in zip(shares, each, strict=True))
    exact = [place for place, share in enumerate(shares) if share.exact]
    for place in sorted(exact, key=lambda place: -shares[place].quantity):
        more = min(left // shares[place].quantity, shares[place].price - each[place])
        each[place] += more
        left -= more * shares[place].quantity
    if left and exact:
        chosen = [(shares[place].quantity, shares[place].price - each[place], each[place]) for place in exact]
        for place, change in zip(exact, _nearest(chosen, left), strict=True):
            each[place] += change
    return each


def _proportional(share: Share, wanted: int, whole: int) -> int:
    """The largest discount per unit that takes no more than the share's part."""
    if not whole:
        return 0
    part = wanted * share.full // whole
    low, high = 0, share.price
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if share.off(middle) <= part else (low, middle - 1)
    return low


def _nearest(lines: Sequence[tuple[int, int, int]], left: int) -> list[int]:
    """Changes per unit, by quantity and capacity up and down, that add up to `left` or as near below it as possible.

    Lines give some back, and all that can then be reached is a set of bits: bit n is set where n is.
    """
    given = _given_back([(quantity, down) for quantity, _up, down in lines])
    target = left + sum(back * quantity for back, (quantity, _up, _down) in zip(given, lines, strict=True))
    capacities = [(quantity, up + back) for back, (quantity, up, _down) in zip(given, lines, strict=True)]
    reached = [1]
    for quantity, capacity in capacities:
        reached.append(_reach(reached[-1], quantity, min(capacity, target // quantity), target))
    best = reached[-1].bit_length() - 1
    counts = _taken(capacities, reached, best, target)
    return [count - back for count, back in zip(counts, given, strict=True)]


def _given_back(lines: Sequence[tuple[int, int]]) -> list[int]:
    """What each line gives back per unit, by quantity and what it has: the smallest quantities first.

    The nearest sum is never further away than twice the largest quantity: of more changes than that, put in an order in
    which they add up to no more than one quantity, some cancel each other out.
    """
    enough, slack, given = 2 * max(quantity for quantity, _down in lines), MOST_SLACK, [0] * len(lines)
    for place, (quantity, down) in sorted(enumerate(lines), key=lambda each: each[1][0]):
        given[place] = min(down, enough, slack // quantity)
        slack -= given[place] * quantity
    return given


def _reach(before: int, quantity: int, count: int, target: int) -> int:
    """All sums that are reached with up to `count` times the quantity more; by doubling, so in few steps."""
    mask, reach, step = (1 << (target + 1)) - 1, before, 1
    while count > 0:
        taken = min(step, count)
        reach |= (reach << (quantity * taken)) & mask
        count -= taken
        step *= 2
    return reach


def _taken(
    capacities: Sequence[tuple[int, int]], reached: Sequence[int], best: int, target: int
) -> list[int]:
    counts = [0] * len(capacities)
    for place in range(len(capacities) - 1, -1, -1):
        quantity, capacity = capacities[place]
        most = min(capacity, target // quantity, best // quantity)
        counts[place] = next(n for n in range(most + 1) if reached[place] >> (best - n * quantity) & 1)
        best -= counts[place] * quantity
    return counts
