"""A geocoding service for tests: speaks Nominatim's search over loopback HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

STORGATA = {
    "lat": "59.9135",
    "lon": "10.7523456789",
    "display_name": "1, Storgata, Sentrum, Oslo, 0365, Norge",
}


@dataclass
class Nominatim:
    """What it answers with and what it was asked."""

    url: str = ""
    answer: object = field(default_factory=lambda: [STORGATA])
    status: int = 200
    asked: list[str] = field(default_factory=list)

    async def search(self, request: web.Request) -> web.Response:
        self.asked.append(request.query["q"])
        return web.json_response(self.answer, status=self.status)


@asynccontextmanager
async def nominatim() -> AsyncIterator[Nominatim]:
    """The service, listening."""
    service = Nominatim()
    app = web.Application()
    app.router.add_get("/search", service.search)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    service.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield service
    finally:
        await runner.cleanup()
