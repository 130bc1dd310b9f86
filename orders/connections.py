"""A pool of connections that a cancelled request can't use up."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """A client with connections of its own."""

    async def aclose(self) -> None:
        """Close them all."""


Client = TypeVar("Client", bound=Closable)


class Connections(Generic[Client]):
    """A client, replaced by a new one whenever a request was cancelled, as a time-out does.

    httpcore 1.0.9 keeps a connection busy for ever whose request was cancelled while the connection was made or given
    back. Twenty of them, and nothing could be sent any more until the bot is started again.
    """

    def __init__(self, make: Callable[[], Client]) -> None:
        self._make = make
        self._current = make()
        self._requests: Counter[Client] = Counter()

    @property
    def current(self) -> Client:
        """What a new request is made with."""
        return self._current

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        """For one request. One that was replaced is closed when its last request has ended."""
        client = self._current
        self._requests[client] += 1
        try:
            yield client
        except asyncio.CancelledError:
            if client is self._current:
                self._current = self._make()
            raise
        finally:
            self._requests[client] -= 1
            if not self._requests[client]:
                del self._requests[client]
                if client is not self._current:
                    await client.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        for client in {self._current, *self._requests}:
            await client.aclose()
