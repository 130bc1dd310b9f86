"""Clients with a connection each, so that a request costs the same however many others are idle or under way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """A client with a connection of its own."""

    async def aclose(self) -> None:
        """Close it."""


Client = TypeVar("Client", bound=Closable)


class Connections(Generic[Client]):
    """So many clients at most, each for one request at a time; which was used last is used next, and stays connected.

    Where one client has many connections, httpcore 1.0.9 asks the system about every idle one as each request begins
    and ends. It also keeps a connection busy for ever whose request was cancelled, as a time-out does, while the
    connection was made or given back: so one whose request fails is closed.
    """

    def __init__(self, make: Callable[[], Client], most: int) -> None:
        self._make = make
        self._places = asyncio.Semaphore(most)
        self._free: list[Client] = []
        self._clients: set[Client] = set()

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        """For one request, as soon as there is one."""
        async with self._places:
            client = self._free.pop() if self._free else self._made()
            try:
                yield client
            except BaseException:
                self._clients.discard(client)
                await client.aclose()
                raise
            self._free.append(client)

    async def aclose(self) -> None:
        """Close every connection."""
        for client in self._clients:
            await client.aclose()

    def _made(self) -> Client:
        client = self._make()
        self._clients.add(client)
        return client
