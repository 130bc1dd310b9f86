"""Plain requests to the bot's web server."""

from __future__ import annotations

import json

import aiohttp

from tests.support.product import Product


async def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer to a form."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=form | headers) as answer,
    ):
        return answer.status


async def get(url: str) -> tuple[int, str]:
    """The status and text of an answer."""
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def readiness(product: Product) -> tuple[int, bool, list[str]]:
    """The status, whether it is ready, and the reasons why not."""
    status, text = await get(f"{product.url}/readyz")
    told = json.loads(text)
    return status, told["ready"], told["problems"]
