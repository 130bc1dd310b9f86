"""Reading a list whose order, times and keys are not as hoped."""

from datetime import UTC, datetime, timedelta

from orders.listed import ListedOrder, OrderPage
from orders.listing import Fetch, find_order, recent_orders

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def order(name: str, minute: int | None, **fields: object) -> ListedOrder:
    """An order created at a minute past noon, or at a time that couldn't be read."""
    moment = None if minute is None else NOON + timedelta(minutes=minute)
    return ListedOrder.model_validate({"id": name, "createdAt": moment, "metadata": {"of": name}} | fields)


def pages(*each: tuple[ListedOrder, ...], count: int | None = None) -> Fetch:
    """A list with these pages, and empty ones after them."""

    async def fetch(number: int) -> OrderPage:
        return OrderPage(each[number] if number < len(each) else (), more=number + 1 < len(each), count=count)

    return fetch


async def ids(fetch: Fetch, limit: int) -> list[str]:
    return [order.id for order in await recent_orders(fetch, limit)]


async def test_our_order_is_found_by_its_idempotency_key_too() -> None:
    listed = order("ours", 1, metadata=None, idempotencyKey="draft-1")
    assert (await find_order(pages((order("other", 2), listed)), "draft-1", None)).order == listed


async def test_a_key_that_is_shown_makes_an_absence_conclusive() -> None:
    listed = order("other", 1, metadata=None, idempotencyKey="draft-2")
    assert (await find_order(pages((listed,)), "draft-1", None)).conclusive


async def test_an_empty_metadata_tells_nothing() -> None:
    listed = order("other", 1, metadata={})
    assert not (await find_order(pages((listed,)), "draft-1", None)).conclusive


async def test_an_older_order_with_a_key_tells_that_newer_ones_would_have_theirs() -> None:
    recent = (order("a", 9, metadata=None), order("b", 3, metadata=None))
    since = NOON + timedelta(minutes=5)
    assert (await find_order(pages(recent, (order("c", 1),)), "draft-1", since)).conclusive
    assert not (await find_order(pages(recent, (order("c", 1, metadata=None),)), "draft-1", since)).conclusive


async def test_a_list_in_no_order_is_read_on_though_it_has_older_orders() -> None:
    ours = order("ours", 8, idempotencyKey="draft-1")
    fetch = pages((order("a", 3), order("b", 9), order("c", 1)), (ours,))
    assert (await find_order(fetch, "draft-1", NOON + timedelta(minutes=5))).order == ours


async def test_a_list_with_a_time_that_cannot_be_read_is_read_on() -> None:
    ours = order("ours", 8, idempotencyKey="draft-1")
    fetch = pages((order("a", 9), order("b", None), order("c", 1)), (ours,))
    assert (await find_order(fetch, "draft-1", NOON + timedelta(minutes=5))).order == ours


async def test_recent_orders_are_sorted_and_those_without_a_time_come_last() -> None:
    fetch = pages((order("a", 3), order("b", 9), order("c", None)), (order("d", 8),))
    assert await ids(fetch, 5) == ["b", "d", "a", "c"]
    assert await ids(fetch, 2) == ["b", "d"]


async def test_orders_without_times_keep_the_lists_order() -> None:
    fetch = pages((order("a", None), order("b", None)), (order("c", None),))
    assert await ids(fetch, 2) == ["a", "b"]


async def test_an_order_that_moved_to_the_next_page_is_counted_once() -> None:
    fetch = pages((order("a", 9), order("b", 8)), (order("b", 8), order("c", 7)))
    assert await ids(fetch, 5) == ["a", "b", "c"]


async def test_a_total_that_is_never_reached_leaves_an_absence_open() -> None:
    fetch = pages((order("a", 9), order("b", 8)), count=3)
    assert not (await find_order(fetch, "draft-1", None)).conclusive


async def test_a_total_is_reached_though_pages_are_smaller_than_asked_for() -> None:
    fetch = pages((order("a", 1), order("b", 2)), (order("c", 3), order("d", 4)), (order("e", 5),), count=5)
    assert await ids(fetch, 2) == ["e", "d"]
    assert (await find_order(fetch, "draft-1", None)).conclusive


def other_list_from(request: int, before: Fetch, after: Fetch) -> Fetch:
    """One list up to that request, counted from 1, and another from then on, as when an outage begins or ends."""
    made = 0

    async def fetch(number: int) -> OrderPage:
        nonlocal made
        made += 1
        return await (after if made >= request else before)(number)

    return fetch


OURS = order("ours", 2, idempotencyKey="draft-1")
OTHERS = (order("a", 9), order("b", 8))
NOT_OURS = pages(OTHERS, (order("c", 7), order("d", 6)), (order("e", 5),), count=5)


async def test_an_end_that_another_list_has_proves_nothing_of_the_first() -> None:
    endless, sound = pages((order("x", None), order("y", None))), pages((OURS,), count=1)
    assert (await find_order(other_list_from(2, endless, sound), "draft-1", None)).order == OURS
    for request in (2, 3):
        fetch = other_list_from(request, endless, pages(OTHERS))
        assert not (await find_order(fetch, "draft-1", None)).conclusive


async def test_a_page_of_another_list_between_two_of_ours_proves_nothing() -> None:
    missed = pages(OTHERS, (OURS, order("d", 6)), (order("e", 5),), count=5)
    for count in (None, 1_000_000):
        foreign = pages(
            (), *[(order(f"x{number}", None), order(f"y{number}", None)) for number in (1, 2)], count=count
        )
        fetch = other_list_from(2, missed, other_list_from(3, foreign, missed))
        assert not (await find_order(fetch, "draft-1", None)).conclusive


async def test_keys_that_are_shown_for_a_part_of_the_reading_only_prove_nothing() -> None:
    hidden = order("ours", 7, metadata=None)
    without = pages(tuple(order(one.id, 9, metadata=None) for one in OTHERS), (hidden,), count=3)
    with_keys = pages(OTHERS, (OURS,), count=3)
    assert not (await find_order(other_list_from(2, with_keys, without), "draft-1", None)).conclusive


async def test_an_order_that_went_while_the_list_was_read_leaves_an_absence_open() -> None:
    shorter = pages((order("b", 8), order("c", 7)), (order("d", 6), order("e", 5)), count=4)
    assert not (await find_order(other_list_from(4, NOT_OURS, shorter), "draft-1", None)).conclusive


async def test_an_order_that_came_while_the_list_was_read_changes_nothing() -> None:
    longer = pages(
        (order("new", 10), order("a", 9)),
        (order("b", 8), order("c", 7)),
        (order("d", 6), order("e", 5)),
        count=6,
    )
    for request in (2, 3, 4):
        assert (await find_order(other_list_from(request, NOT_OURS, longer), "draft-1", None)).conclusive
