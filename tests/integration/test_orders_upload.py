"""Uploading a file to the Orders API: in pieces, and what each answer means."""

from __future__ import annotations

import io
import tempfile
import tracemalloc
from uuid import UUID

import pytest
from pydantic import SecretStr

from orders import (
    FileRefused,
    Forbidden,
    Misconfigured,
    OrdersClient,
    OrdersError,
    RateLimited,
    Unauthorised,
    UploadFailed,
)
from sandbox.orders_api.faults import UploadFault
from sandbox.orders_api.server import LocalOrders
from sandbox.orders_api.uploads import UPLOAD_PATH

SIZE = 8 * 1024**2
HEADER_IN_A_TYPE = "image/png\r\nX-Evil: 1"


async def upload(api: LocalOrders, content: bytes, mimetype: str = "image/png", seconds: float = 5) -> str:
    async with OrdersClient(api.url, SecretStr(api.token), timeout=1) as client:
        return await client.upload_file(
            UPLOAD_PATH, 'Åses "box".png', mimetype, io.BytesIO(content), timeout=seconds
        )


async def test_a_file_arrives_under_its_name_and_type() -> None:
    async with LocalOrders() as api:
        file_id = await upload(api, b"picture")
        file = api.uploads.files[file_id]
        assert (file.content, file.mimetype) == (b"picture", "image/png")
        assert file.name.startswith("Åses")
        assert str(UUID(file_id)) == file_id


async def test_a_type_that_is_none_can_add_no_header() -> None:
    async with LocalOrders() as api:
        file = api.uploads.files[await upload(api, b"picture", HEADER_IN_A_TYPE)]
        assert file.mimetype == "application/octet-stream"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (UploadFault.TOO_LARGE, FileRefused),
        (UploadFault.WRONG_TYPE, FileRefused),
        (UploadFault.UNAUTHORISED, Unauthorised),
        (UploadFault.FORBIDDEN, Forbidden),
        (UploadFault.RATE_LIMITED, RateLimited),
        (UploadFault.UNAVAILABLE, UploadFailed),
        (UploadFault.RESET, UploadFailed),
        (UploadFault.NO_ID, UploadFailed),
    ],
)
async def test_every_refusal_is_told_apart(fault: UploadFault, error: type[OrdersError]) -> None:
    async with LocalOrders() as api:
        api.faults.every_upload = fault
        with pytest.raises(error) as refused:
            await upload(api, b"picture")
        assert type(refused.value) is error
        assert "box" not in str(refused.value)


async def test_a_wrong_path_names_the_setting() -> None:
    async with LocalOrders() as api:
        api.faults.every_upload = UploadFault.NOT_FOUND
        with pytest.raises(Misconfigured, match="check ORDERS_UPLOAD_PATH"):
            await upload(api, b"picture")


async def test_an_upload_has_a_time_out_of_its_own() -> None:
    async with LocalOrders() as api:
        api.faults.slow = 1.5
        assert await upload(api, b"picture", seconds=5)
        with pytest.raises(UploadFailed):
            await upload(api, b"picture", seconds=0.2)


async def test_a_file_is_never_held_in_memory_whole() -> None:
    async with LocalOrders() as api, OrdersClient(api.url, SecretStr(api.token), timeout=1) as client:
        api.faults.largest_upload = 1024  # what the API keeps must not be counted
        with tempfile.TemporaryFile() as content:
            content.truncate(SIZE)
            tracemalloc.start()
            try:
                with pytest.raises(OrdersError):
                    await client.upload_file(UPLOAD_PATH, "film.png", "image/png", content, timeout=20)
                _now, peak = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
        assert peak < SIZE / 2
