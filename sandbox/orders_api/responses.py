"""What the local Orders API answers with: orders, refusals, and connections that end early."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from aiohttp import web

from sandbox.orders_api.faults import CreatedStyle, Envelope, Faults, ListDetail, ListFault, PostFault

TOO_MANY_REQUESTS = 429
GIANT_MEGABYTES = 1000
REFUSALS = {
    PostFault.INVALID: 400,
    PostFault.UNAUTHORISED: 401,
    PostFault.FORBIDDEN: 403,
    PostFault.NOT_FOUND: 404,
    PostFault.REDIRECT: 302,
    PostFault.REQUEST_TIMEOUT: 408,
    PostFault.RATE_LIMITED: TOO_MANY_REQUESTS,
    PostFault.UNAVAILABLE: 503,
}
LIST_REFUSALS = {
    ListFault.UNAUTHORISED: 401,
    ListFault.FORBIDDEN: 403,
    ListFault.NOT_FOUND: 404,
    ListFault.RATE_LIMITED: TOO_MANY_REQUESTS,
    ListFault.UNAVAILABLE: 503,
    ListFault.BROKEN: 500,
}


@dataclass(frozen=True)
class LocalOrder:
    """An order the local API holds: its ids, when it was created (UTC), and the body it was created from."""

    number: int
    id: str
    client_url: str
    created_at: datetime
    body: dict[str, Any]

    @property
    def display_id(self) -> str:
        """The number people know the order by, such as `P1-1`."""
        return f"P1-{self.number}"

    def listed(self, detail: ListDetail, *, with_metadata: bool) -> object:
        """The order as the list shows it."""
        match detail:
            case ListDetail.BARE_ID:
                return self.id
            case ListDetail.ID:
                return {"id": self.id}
            case ListDetail.WHOLE:
                return self._whole(with_metadata=with_metadata)

    def _whole(self, *, with_metadata: bool) -> dict[str, object]:
        shown = ("name", "contactPersonName", "address", "city", "postalCode")
        metadata = {"metadata": self.body.get("metadata", {})} if with_metadata else {}
        return {
            "id": self.id,
            "displayId": self.display_id,
            "clientUrl": self.client_url,
            "status": 0,
            "createdAt": self.created_at.isoformat().replace("+00:00", "Z"),
            **{name: self.body.get(name) for name in shown},
            **metadata,
        }


def created(order: LocalOrder, faults: Faults) -> web.Response:
    """The answer to the POST that created the order."""
    status = faults.created_status
    ids = {"displayId": order.display_id, "clientUrl": order.client_url}
    match faults.created_style:
        case CreatedStyle.VALUE:
            return web.json_response({"value": order.id, **ids}, status=status)
        case CreatedStyle.ID:
            return web.json_response({"id": order.id, "displayId": order.display_id}, status=status)
        case CreatedStyle.WRAPPED:
            return web.json_response({"success": True, "data": {"id": order.id, **ids}}, status=status)
        case CreatedStyle.NUMBER:
            return web.json_response({"id": order.number}, status=status)
        case CreatedStyle.BARE_ID:
            return web.json_response(order.id, status=status)
        case CreatedStyle.TEXT:
            return web.Response(text="Created", status=status)
        case CreatedStyle.EMPTY:
            return web.Response(status=status)


def duplicate(order: LocalOrder, faults: Faults) -> web.Response:
    """The answer to a POST whose key the order has."""
    ids = {"orderId": order.id, "displayId": order.display_id} if faults.duplicate_ids else {}
    message = "An order with this idempotencyKey already exists"
    body = {"statusCode": faults.duplicate_status, "message": message, **ids}
    return web.json_response(body, status=faults.duplicate_status)


def order_list(orders: list[object], total: int, envelope: Envelope) -> web.Response:
    """A page of the list in its envelope."""
    match envelope:
        case Envelope.VALUES:
            return web.json_response({"values": orders, "count": total})
        case Envelope.BARE:
            return web.json_response(orders)
        case Envelope.DATA:
            return web.json_response({"data": orders})


def endless_page(size: int, envelope: Envelope) -> web.Response:
    """A page of others' orders, none of which was ever listed before."""
    orders: list[object] = [{"id": str(uuid4()), "metadata": {"source": "web"}} for _ in range(size)]
    return order_list(orders, 1_000_000, envelope)


def refusal(status: int, faults: Faults) -> web.Response:
    """An answer that creates nothing."""
    match status:
        case 400:
            return problem(400, list(faults.invalid_words))
        case 401:
            return problem(401, "Invalid or expired token")
        case 302:
            return web.Response(status=302, headers={"Location": "/elsewhere"})
    answer = problem(status)
    if status == TOO_MANY_REQUESTS:
        answer.headers["Retry-After"] = faults.retry_after
    return answer


def problem(status: int, message: str | list[str] = "") -> web.Response:
    """A refusal with a body in the style of NestJS."""
    phrase = HTTPStatus(status).phrase
    return web.json_response(
        {"statusCode": status, "message": message or phrase, "error": phrase}, status=status
    )


def hang_up(request: web.Request) -> web.Response:
    """Close the connection; the answer is never written."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def maintenance_page() -> web.Response:
    """A proxy's page: it says 200, and nothing of the order."""
    return web.Response(text="<html><body>Down for maintenance</body></html>", content_type="text/html")


def quota_exceeded() -> web.Response:
    """A failure in a body that comes with 200."""
    return web.json_response({"success": False, "error": "quota exceeded"})


def no_content() -> web.Response:
    """204: nothing to read."""
    return web.Response(status=204)


def no_id() -> web.Response:
    """201 whose body has no order's id."""
    return web.json_response({"message": "Received"}, status=201)


def workflow_locked() -> web.Response:
    """A 409 that is no duplicate."""
    return problem(409, "Workflow is locked for editing")


def plan_used_up() -> web.Response:
    """A 400 whose words only sound like a duplicate's."""
    return problem(400, "You have already used all orders in your plan")


def giant_answer() -> web.Response:
    """A megabyte that unpacks to a gigabyte."""
    return web.Response(body=_giant(), content_type="application/json", headers={"Content-Encoding": "gzip"})


@functools.cache
def _giant() -> bytes:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)

    def megabyte() -> bytes:
        return packer.compress(bytes(1024**2)) + packer.flush(zlib.Z_FULL_FLUSH)

    # Flushed in full a piece depends on none before it, so it may be repeated.
    return megabyte() + megabyte() * (GIANT_MEGABYTES - 1) + packer.flush()


ODD_ANSWERS: Mapping[PostFault, Callable[[], web.Response]] = {
    PostFault.MAINTENANCE_PAGE: maintenance_page,
    PostFault.QUOTA_EXCEEDED: quota_exceeded,
    PostFault.NO_CONTENT: no_content,
    PostFault.NO_ID: no_id,
    PostFault.WORKFLOW_LOCKED: workflow_locked,
    PostFault.PLAN_USED_UP: plan_used_up,
    PostFault.GIANT_ANSWER: giant_answer,
}
"""What POSTs that created nothing may be answered with."""

ODD_ANSWERS_AFTER_CREATING: Mapping[PostFault, Callable[[], web.Response]] = {
    PostFault.MAINTENANCE_PAGE_AFTER_CREATING: maintenance_page,
    PostFault.QUOTA_EXCEEDED_AFTER_CREATING: quota_exceeded,
    PostFault.NO_CONTENT_AFTER_CREATING: no_content,
    PostFault.NO_ID_AFTER_CREATING: no_id,
}
"""The same, though the order was created."""


async def half_an_answer(request: web.Request) -> web.StreamResponse:
    """Begin to answer, then close the connection."""
    answer = web.StreamResponse(status=201, headers={"Content-Length": "100"})
    await answer.prepare(request)
    await answer.write(b'{"value": "')
    return hang_up(request)
