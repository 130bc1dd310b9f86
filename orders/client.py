"""Talking to the Orders API over HTTP; the only module that uses httpx."""

from __future__ import annotations

import asyncio
import functools
import os
import re
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime
from types import TracebackType
from typing import BinaryIO, Self

import httpx
from pydantic import SecretStr

from orders import listing, responses
from orders.addresses import is_loopback
from orders.bounded import ENCODINGS, BeyondBounds, read_text
from orders.connections import Connections
from orders.errors import Ambiguous, ListUnavailable, OrdersError, Unreachable, UploadFailed
from orders.listed import CreatedOrder, ListedOrder, LookUp, OrderPage

PATH = "/api/v1/order"
MIMETYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
HOST = re.compile(r"[\w.:-]+")
LONGEST_CONNECT = 5.0
MOST_CONNECTIONS = 20
"""Sixteen orders may be sent at once, beside what people look up."""
ITS_OWN = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=5.0)

OWN_AUTHORITIES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""Variables that name others to trust than certifi does; httpx reads them."""

Build = Callable[[httpx.AsyncClient], httpx.Request]


class OrdersClient:
    """The Orders API at one address, for one token. Use it as an async context manager.

    `timeout`, in seconds, bounds each request as a whole. A ValueError names the setting (ORDERS_API_URL,
    ORDERS_API_TOKEN, ORDERS_TIMEOUT, or one of OWN_AUTHORITIES) that can't be used. Redirects aren't followed:
    they would carry the token away.
    """

    def __init__(self, base_url: str, token: SecretStr, *, timeout: float) -> None:
        if not timeout > 0:
            raise ValueError("ORDERS_TIMEOUT is a number of seconds above 0, for example 10.")
        self._url = _checked_url(base_url)
        self._timeout = timeout
        if any(map(os.environ.get, OWN_AUTHORITIES)):
            read_authorities()  # A start tells what is wrong with them. Certifi's aren't wrong, and may wait.
        headers = {
            "Authorization": f"Bearer {_checked_token(token)}",
            "Accept": "application/json",
            "Accept-Encoding": ENCODINGS,
        }
        # Whole, since httpx would put it together and read it again with each request.
        self._orders = httpx.URL(str(self._url).rstrip("/") + PATH)
        self._connections = Connections(lambda: _http(self._url, headers, timeout), MOST_CONNECTIONS)

    def __repr__(self) -> str:
        return f"OrdersClient({self._url.host!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._connections.aclose()

    async def create_order(self, body: str) -> CreatedOrder:
        """Send the body once, byte for byte.

        Raises:
            Duplicate: it is said to exist already.
            Refused: this request created nothing; see its subclasses.
            Unreachable: nothing was sent.
            Ambiguous: the order may or may not exist now; `NoOrderId` after a success that names none.
        """
        content, headers = body.encode(), {"Content-Type": "application/json"}
        return responses.created_order(
            await self._answer(
                lambda http: http.build_request("POST", self._orders, content=content, headers=headers),
                Ambiguous,
            )
        )

    async def upload_file(
        self,
        path: str,
        name: str,
        mimetype: str,
        content: BinaryIO,
        *,
        timeout: float,  # noqa: ASYNC109 - httpx takes it
    ) -> str:
        """Upload a file from where it is, in pieces, as the part `file` of a form; gives its id, a uuid.

        `path` is the upload endpoint's; `timeout`, in seconds, bounds the whole request.

        Raises:
            Refused: this file isn't taken (`FileRefused`), or none is; see the subclasses.
            Unreachable: nothing was sent.
            UploadFailed: anything else; it may be uploaded again.
        """
        mimetype = mimetype if MIMETYPE.fullmatch(mimetype) else "application/octet-stream"
        files = {"file": (name, content, mimetype)}
        return responses.uploaded_file(
            await self._answer(
                lambda http: http.build_request("POST", path, files=files, timeout=timeout),
                UploadFailed,
                timeout,
            )
        )

    async def list_orders(self, page: int = 0, page_size: int = listing.PAGE_SIZE) -> OrderPage:
        """One page of all orders, in the API's own order; pages count from 0 and hold 1 to 500 orders.

        Raises:
            Refused: `Unauthorised`, `Forbidden`, `RateLimited` or `Misconfigured`.
            Unreachable: nothing was sent.
            ListUnavailable: anything else.
        """
        params = {"page": page, "pageSize": page_size}
        answer = await self._answer(
            lambda http: http.build_request("GET", self._orders, params=params), ListUnavailable
        )
        return responses.order_page(answer, page, page_size)

    async def recent_orders(self, limit: int) -> tuple[ListedOrder, ...]:
        """The newest orders, newest first, in at most 20 requests; raises as `list_orders`."""
        return await listing.recent_orders(self.list_orders, limit)

    async def find_order(self, key: str, *, since: datetime | None = None) -> LookUp:
        """Look in the list for the order whose metadata (`draftId`) or idempotency key is `key`.

        Orders created before `since` (aware; well before the first attempt, as clocks differ) needn't be
        read: without it an absence in a list of more than 2000 orders is never conclusive. At most 21
        requests; raises as `list_orders`.
        """
        return await listing.find_order(self.list_orders, key, since)

    async def _answer(
        self, build: Build, lost: Callable[[str], OrdersError], seconds: float | None = None
    ) -> responses.Answer:
        """The whole answer; `Unreachable` before any of the request was written, else what `lost` makes."""
        departure = _Departure()
        try:
            async with asyncio.timeout(seconds or self._timeout), self._connections.client() as http:
                request = build(http)
                request.extensions["trace"] = departure.watch
                return await _whole(await http.send(request, stream=True))
        except (httpx.HTTPError, OSError) as error:  # a TimeoutError is an OSError
            kind = type(error).__name__
            raise (lost(kind) if departure.happened else Unreachable(kind)) from None


class _Departure:
    """Notes the moment a request starts to leave this machine, from httpx's "trace" extension."""

    def __init__(self) -> None:
        self.happened = False

    async def watch(self, event: str, details: Mapping[str, object]) -> None:
        """Take one of httpcore's events; a proxy's CONNECT carries nothing of the order."""
        method = getattr(details.get("request"), "method", b"")
        if event.endswith("send_request_headers.started") and method != b"CONNECT":
            self.happened = True


async def _whole(response: httpx.Response) -> responses.Answer:
    """The answer with its text as far as we take one; what is beyond bounds is left unread."""
    try:
        encoding = response.headers.get("Content-Encoding", "")
        text = await read_text(response.aiter_raw(), encoding, response.charset_encoding)
    except BeyondBounds as beyond:
        return responses.Answer(response.status_code, response.headers, "", unread=str(beyond))
    finally:
        await response.aclose()
    return responses.Answer(response.status_code, response.headers, text)


def _http(url: httpx.URL, headers: Mapping[str, str], timeout: float) -> httpx.AsyncClient:
    quick = min(timeout, LONGEST_CONNECT)
    return httpx.AsyncClient(
        base_url=url,
        headers=headers,
        timeout=httpx.Timeout(connect=quick, read=timeout, write=timeout, pool=quick),
        limits=ITS_OWN,
        verify=read_authorities(),
        follow_redirects=False,
        # A proxy named by the environment can't reach this machine's loopback interface.
        trust_env=not is_loopback(url.host),
    )


def read_authorities() -> ssl.SSLContext:
    """Whom to trust, read once: that takes some 50 ms. Raises ValueError for others, whom the environment names."""
    return _authorities(*map(os.environ.get, OWN_AUTHORITIES))


@functools.cache
def _authorities(*_named: str | None) -> ssl.SSLContext:
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise ValueError(f"{' or '.join(OWN_AUTHORITIES)} can't be used: {error.strerror}.") from error


def _checked_url(base_url: str) -> httpx.URL:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        url = httpx.URL("")
    whole = url.scheme in {"http", "https"} and HOST.fullmatch(url.host)
    if not whole or url.userinfo or url.query or url.fragment:
        raise ValueError("ORDERS_API_URL is an address such as https://api.installer.com.")
    if url.scheme == "http" and not is_loopback(url.host):
        raise ValueError(
            "ORDERS_API_URL must begin with https, since the token travels with each request; "
            "plain http is for this machine only, for example http://127.0.0.1:8080."
        )
    return url


def _checked_token(token: SecretStr) -> str:
    """The token, if a header can hold it; otherwise it would end up in an error's message."""
    secret = token.get_secret_value()
    if not secret or not all("!" <= character <= "~" for character in secret):
        raise ValueError("ORDERS_API_TOKEN is the token alone: letters, digits and signs, without blanks.")
    return secret
