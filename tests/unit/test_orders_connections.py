"""Clients for requests: one each, used again, and never after a request that failed."""

from __future__ import annotations

import asyncio

import pytest

from orders.connections import Connections


class Client:
    """Notes that it was closed."""

    def __init__(self) -> None:
        self.closed = False

    async def aclose(self) -> None:
        """As httpx's."""
        self.closed = True


async def test_requests_at_the_same_time_have_a_client_each() -> None:
    connections = Connections(Client, 2)
    async with connections.client() as one, connections.client() as other:
        assert one is not other


async def test_what_was_used_last_is_used_next() -> None:
    connections = Connections(Client, 2)
    async with connections.client():
        async with connections.client() as last:
            pass
        async with connections.client() as following:
            assert following is last


@pytest.mark.parametrize("failure", [OSError, asyncio.CancelledError])
async def test_a_client_whose_request_failed_is_closed_and_not_used_again(
    failure: type[BaseException],
) -> None:
    connections = Connections(Client, 1)
    with pytest.raises(failure):
        async with connections.client() as failed:
            raise failure
    assert failed.closed
    async with connections.client() as another:
        assert another is not failed


async def test_more_requests_than_there_may_be_clients_wait_for_one() -> None:
    connections = Connections(Client, 1)
    async with connections.client() as only:
        waiting = asyncio.ensure_future(connections.client().__aenter__())
        await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting is only


async def test_all_clients_are_closed_in_the_end() -> None:
    connections = Connections(Client, 2)
    async with connections.client() as under_way, connections.client() as idle:
        pass
    await connections.aclose()
    assert under_way.closed
    assert idle.closed
