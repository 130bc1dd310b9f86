"""How the client connects: which addresses it takes, and what it tells when no connection is made."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path

import pytest
from pydantic import SecretStr

from orders import Ambiguous, ListUnavailable, OrdersClient, Unreachable
from sandbox.orders_api.server import LocalOrders

TOKEN = SecretStr("a-secret-token")
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(serve: Serve) -> AsyncIterator[int]:
    """A bare TCP server on the loopback interface; gives its port. It ends when its clients have left."""
    serving: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await serve(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.ensure_future(connected(reader, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await asyncio.gather(*serving)


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Take what comes and never answer."""
    await reader.read()


async def trickling(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer a byte at a time, without an end, until the client leaves."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 1000000\r\n\r\n")
    left = asyncio.ensure_future(reader.read())
    while not left.done():
        writer.write(b" ")
        await asyncio.wait({left}, timeout=0.01)
    left.result()


@pytest.mark.parametrize(
    "address",
    [
        "https://api.installer.com",
        "https://api.installer.com/",
        "https://api.installer.com:8443/proxy",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://127.8.9.10:1",
        "http://[::1]:8080",
    ],
)
async def test_https_anywhere_and_http_on_this_machine_are_taken(address: str) -> None:
    async with OrdersClient(address, TOKEN, timeout=1) as client:
        assert TOKEN.get_secret_value() not in repr(client)


@pytest.mark.parametrize(
    "address",
    [
        "http://api.installer.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://0.0.0.0:8080",
        "http://10.0.0.1",
        "HTTP://api.installer.com",
        "api.installer.com",
        "ftp://127.0.0.1",
        "https://",
        "",
        "https://[",
        "https://api.installer.com:port",
        "https://user:pass@api.installer.com",
        "https://api.installer.com?token=secret",
        "https://api.installer.com#order",
    ],
)
def test_any_other_address_is_refused_by_the_settings_name(address: str) -> None:
    with pytest.raises(
        ValueError, match=r"ORDERS_API_URL .*(https://api\.installer\.com|http://127\.0\.0\.1)"
    ):
        OrdersClient(address, TOKEN, timeout=1)


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "bjørn"])
def test_a_token_that_cannot_travel_in_a_header_is_refused_without_showing_it(token: str) -> None:
    with pytest.raises(ValueError, match="ORDERS_API_TOKEN") as refused:
        OrdersClient("http://127.0.0.1", SecretStr(token), timeout=1)
    assert not token or token not in str(refused.value)


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_a_time_out_that_is_none_is_refused(timeout: float) -> None:
    with pytest.raises(ValueError, match="ORDERS_TIMEOUT"):
        OrdersClient("http://127.0.0.1", TOKEN, timeout=timeout)


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_authorities_that_the_environment_names_and_nobody_can_read_are_refused_at_start(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "authorities.pem"
    if content:
        file.write_text(content, encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(ValueError, match=r"SSL_CERT_FILE or SSL_CERT_DIR can't be used: .*(No such|no cert)"):
        OrdersClient("https://api.installer.com", TOKEN, timeout=1)


async def test_the_client_shows_its_host_only() -> None:
    async with OrdersClient("https://api.installer.com/path", TOKEN, timeout=1) as client:
        assert repr(client) == "OrdersClient('api.installer.com')"


async def test_where_nobody_listens_nothing_is_sent() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        async with OrdersClient(address, TOKEN, timeout=20) as client:
            with pytest.raises(Unreachable, match="ConnectError"):
                await client.create_order("{}")
            with pytest.raises(Unreachable):
                await client.list_orders()


async def test_a_connection_that_is_not_taken_in_time_sends_nothing() -> None:
    with ExitStack() as sockets:
        full = sockets.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(3):
            waiting = sockets.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(full.getsockname())
        async with OrdersClient(f"http://127.0.0.1:{full.getsockname()[1]}", TOKEN, timeout=0.25) as client:
            with pytest.raises(Unreachable):
                await client.create_order("{}")


async def test_an_encryption_that_is_not_agreed_sends_nothing() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async with (
        listening(plain) as port,
        OrdersClient(f"https://127.0.0.1:{port}", TOKEN, timeout=20) as client,
    ):
        with pytest.raises(Unreachable, match="ConnectError"):
            await client.create_order("{}")


async def test_a_silent_server_leaves_the_outcome_unknown() -> None:
    async with (
        listening(silent) as port,
        OrdersClient(f"http://127.0.0.1:{port}", TOKEN, timeout=0.25) as client,
    ):
        with pytest.raises(Ambiguous):
            await client.create_order("{}")
        with pytest.raises(ListUnavailable):
            await client.list_orders()


async def test_the_whole_call_is_bounded_where_each_byte_comes_in_time() -> None:
    async with (
        listening(trickling) as port,
        OrdersClient(f"http://127.0.0.1:{port}", TOKEN, timeout=0.25) as client,
    ):
        with pytest.raises(Ambiguous, match="TimeoutError"):
            await client.create_order("{}")


async def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with LocalOrders() as api, OrdersClient(api.url, SecretStr(api.token), timeout=20) as client:
        assert (await client.list_orders()).orders == ()


async def test_a_proxy_that_refuses_sends_nothing_of_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    async def refusing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    async with listening(refusing) as port:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        async with OrdersClient("https://orders.invalid", TOKEN, timeout=20) as client:
            with pytest.raises(Unreachable, match="ProxyError"):
                await client.create_order("{}")
    assert len(asked) == 1
    assert asked[0].startswith(b"CONNECT orders.invalid:443")
    assert TOKEN.get_secret_value().encode() not in asked[0]


async def test_connections_are_used_again() -> None:
    connections = 0

    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while await reader.readline():
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")

    async with (
        listening(answering) as port,
        OrdersClient(f"http://127.0.0.1:{port}", TOKEN, timeout=20) as client,
    ):
        for _ in range(3):
            await client.list_orders()
    assert connections == 1


MOST_STEPS = 30
"""More than a request on loopback takes of the event loop."""


async def test_requests_that_are_given_up_at_any_step_leave_room_for_others() -> None:
    """httpcore keeps a connection busy for ever whose request is cancelled in some of its steps."""
    async with (
        LocalOrders(token=TOKEN.get_secret_value()) as api,
        OrdersClient(api.url, TOKEN, timeout=2) as client,
    ):
        for steps in range(MOST_STEPS):
            requests = [asyncio.ensure_future(client.list_orders()) for _ in range(10)]
            for _ in range(steps):
                await asyncio.sleep(0)
            for request in requests:
                request.cancel()
            await asyncio.wait(requests)
        await asyncio.gather(*(client.list_orders() for _ in range(20)))
