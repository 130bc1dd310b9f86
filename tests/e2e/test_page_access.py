"""Nobody but this machine's own page reaches the page's server."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from sandbox.page.orders import WatchedOrders
from sandbox.page.server import Page
from sandbox.slack.local_slack import LocalSlack
from tests.support.sandbox_bots import NAME, form


@pytest.fixture
def slack() -> LocalSlack:
    """A local Slack that hasn't started."""
    return LocalSlack()


@pytest.fixture
async def page(slack: LocalSlack) -> AsyncIterator[Page]:
    """Its page, served, without a bot behind it."""
    orders = WatchedOrders()
    page = Page(slack, orders)
    async with slack, orders:
        yield page


async def status(page: Page, path: str, **options: Any) -> int:
    """What a GET of a path of the page is answered."""
    async with aiohttp.ClientSession() as session, session.get(page.url + path, **options) as answer:
        return answer.status


async def test_the_page_and_its_parts_are_served(page: Page) -> None:
    for path in ("", "js/main.js", "css/tokens.css", "icon.svg"):
        assert await status(page, path) == 200


async def test_the_address_alone_leads_to_the_page(page: Page) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(page.url.removesuffix("workspace/")) as answer,
    ):
        assert str(answer.url) == page.url


async def test_a_name_of_another_website_for_this_address_is_refused(page: Page) -> None:
    assert await status(page, "", headers={"Host": "evil.example:80"}) == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
async def test_another_websites_websocket_is_refused(page: Page, origin: str) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(page.url + "live", headers={"Origin": origin})
    assert refused.value.status == 403


async def test_the_page_loads_nothing_from_elsewhere_but_pictures(page: Page) -> None:
    async with aiohttp.ClientSession() as session, session.get(page.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy
    assert "connect-src" not in policy


async def test_a_file_is_given_to_who_has_the_bots_token_only(page: Page, slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{page.url}files?name=fuse.png", data=b"picture") as answer:
            file = await answer.json()
        async with session.get(file["url_private"], allow_redirects=False) as denied:
            assert denied.status == 302
        token = {"Authorization": f"Bearer {slack.bot_token}"}
        async with session.get(file["url_private"], headers=token) as given:
            assert (await given.read(), given.content_type) == (b"picture", "image/png")


async def test_a_file_over_ten_megabytes_is_refused(page: Page) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{page.url}files?name=film.mp4", data=io.BytesIO(bytes(10 * 1024**2 + 1))) as answer,
    ):
        assert answer.status == 413


@asynccontextmanager
async def acting(page: Page) -> AsyncIterator[Callable[..., Awaitable[Any]]]:
    """Sam's page without a browser: acts are sent, and their answers given."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(page.url + "live?as=sam") as socket,
    ):

        async def act(name: str, **details: Any) -> Any:
            await socket.send_json({"id": 7, "act": name, **details})
            while (told := await socket.receive_json()).get("id") != 7:
                pass  # the page's sections, as they change
            return told["answer"]

        yield act


async def test_an_act_on_what_is_gone_says_so(page: Page) -> None:
    async with acting(page) as act:
        assert await act("submit", view="V0") == {"error": "what the act names is gone"}


async def test_a_form_with_changes_is_closed_only_once_that_is_confirmed(
    page: Page, slack: LocalSlack
) -> None:
    view = slack.modals.open(slack.triggers.new("U0SAM"), form(NAME))
    async with acting(page) as act:
        await act("type", view=view.id, block="form.name", action="name", value="Ola")
        assert await act("close", view=view.id) == {"isChanged": True}
        assert slack.modals.is_open(view)
        assert await act("close", view=view.id, discards=True) == {}
        assert not slack.modals.is_open(view)


async def test_a_form_without_changes_is_closed_at_once(page: Page, slack: LocalSlack) -> None:
    view = slack.modals.open(slack.triggers.new("U0SAM"), form(NAME))
    async with acting(page) as act:
        assert await act("close", view=view.id) == {}
        assert not slack.modals.is_open(view)
