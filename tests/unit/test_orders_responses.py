"""What each answer of the Orders API stands for."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from orders.errors import (
    Ambiguous,
    Duplicate,
    Forbidden,
    InvalidOrder,
    ListUnavailable,
    Misconfigured,
    NoOrderId,
    OrdersError,
    RateLimited,
    Refused,
    Unauthorised,
)
from orders.listed import CreatedOrder, ListedOrder
from orders.responses import Answer, created_order, order_page, retry_after

ID = "6a1f0c55-6f0e-4a53-9d1c-2f8f8c1d9e01"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def answer(status: int, body: object = "", **headers: str) -> Answer:
    return Answer(status, headers, body if isinstance(body, str) else json.dumps(body))


LINK = "https://example.com/o"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ({"value": ID, "displayId": "P1-42", "clientUrl": LINK}, CreatedOrder(ID, "P1-42", LINK)),
        ({"id": ID}, CreatedOrder(ID)),
        ({"orderId": ID}, CreatedOrder(ID)),
        ({"value": None, "id": ID}, CreatedOrder(ID)),
        ({"value": ID, "id": "another"}, CreatedOrder(ID)),
        ({"value": "Created", "id": ID}, CreatedOrder(ID)),
        ({"id": 42, "displayId": 7}, CreatedOrder("42", "7")),
        ({"id": "42"}, CreatedOrder("42")),
        ({"data": {"id": ID, "displayId": "P1-42"}}, CreatedOrder(ID, "P1-42")),
        ({"success": True, "error": None, "data": {"orderId": ID}}, CreatedOrder(ID)),
        ({"order": {"id": 42}}, CreatedOrder("42")),
        (ID, CreatedOrder(ID)),
        (json.dumps(ID), CreatedOrder(ID)),
    ],
)
@pytest.mark.parametrize("status", [200, 201, 202])
def test_a_success_with_an_orders_id_is_created(status: int, text: object, order: CreatedOrder) -> None:
    assert created_order(answer(status, text)) == order


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Created",
        "null",
        "42",
        "<html><body>Down for maintenance</body></html>",
        "[" * 5000,
        "{}",
        [ID],
        [{"id": ID}],
        {"values": [{"id": ID}], "count": 1},
        {"success": False, "error": "quota exceeded"},
        {"success": False, "id": ID},
        {"success": "false", "id": ID},
        {"error": "quota exceeded", "value": ID},
        {"error": {"code": 17}, "value": ID},
        {"errors": ["quota exceeded"], "value": ID},
        {"data": {"success": False, "id": ID}},
        {"data": {"id": ID}, "error": "partial"},
        {"id": True},
        {"id": 0},
        {"id": -7},
        {"id": 10**30},
        {"id": "9" * 30},
        {"id": "draft"},
        {"id": ["6a1f0c55"]},
        {"value": ID * 100},
        {"value": "00000000-0000-0000-0000-000000000000"},
        {"incident": {"id": ID}},
        {"data": {"order": {"id": ID}}},
        {"status": 200, "message": "ok"},
    ],
)
@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_success_without_an_orders_id_creates_nothing(status: int, body: object) -> None:
    with pytest.raises(NoOrderId, match=str(status)):
        created_order(answer(status, body))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.com/o",
        "https://",
        "http://[",
        LINK + "o" * 2000,
        "https://x/\n",
        7,
    ],
)
def test_a_link_that_is_not_one_or_too_long_is_left_out(url: object) -> None:
    assert created_order(answer(201, {"id": ID, "clientUrl": url})).client_url is None
    assert listed(clientUrl=url).client_url is None


@pytest.mark.parametrize("display_id", ["", " ", "P" * 101, "P1\n42", ["P1"], True, 10**30])
def test_a_number_beyond_reason_is_left_out(display_id: object) -> None:
    assert created_order(answer(201, {"id": ID, "displayId": display_id})).display_id is None


def test_a_listed_id_beyond_reason_makes_the_list_unreadable() -> None:
    with pytest.raises(ListUnavailable):
        listed(id="x" * 101)
    assert listed(displayId="P" * 101).display_id is None


@pytest.mark.parametrize(
    ("status", "body", "order", "is_explicit"),
    [
        (409, {"orderId": ID, "displayId": "P1-42"}, CreatedOrder(ID, "P1-42"), False),
        (409, {"value": ID}, CreatedOrder(ID), False),
        (409, "", None, False),
        (409, {"message": "idempotencyKey must be a string"}, None, False),
        (409, {"message": "Workflow is locked for editing"}, None, False),
        (409, {"message": "Workflow is locked for editing", "id": ID}, None, False),
        (409, {"message": "Order already exists", "id": ID}, CreatedOrder(ID), True),
        (409, {"error": "Conflict", "orderId": ID}, None, False),
        (400, {"message": "Duplicate order", "orderId": ID}, CreatedOrder(ID), True),
        (400, {"message": "Bad Request", "orderId": ID}, CreatedOrder(ID), False),
        (400, {"message": "This idempotencyKey already exists"}, None, True),
        (422, {"message": "This idempotencyKey already exists"}, None, True),
        (400, {"message": "You have already used all orders in your plan"}, None, False),
    ],
)
def test_what_may_be_a_duplicate_is_told_with_the_order_it_names(
    status: int, body: object, order: CreatedOrder | None, *, is_explicit: bool
) -> None:
    with pytest.raises(Duplicate) as duplicate:
        created_order(answer(status, body))
    assert (duplicate.value.order, duplicate.value.is_explicit) == (order, is_explicit)


def test_a_duplicates_words_are_for_the_person_and_not_for_the_log() -> None:
    with pytest.raises(Duplicate) as duplicate:
        created_order(answer(409, {"message": "Ola is locked"}))
    assert duplicate.value.refusal == "Ola is locked"
    assert "Ola" not in str(duplicate.value) + repr(duplicate.value)


@pytest.mark.parametrize("status", [400, 413, 422])
def test_another_400_gives_the_person_the_apis_words(status: int) -> None:
    with pytest.raises(InvalidOrder) as invalid:
        created_order(answer(status, {"message": ["city is empty"], "id": 17}))
    assert invalid.value.refusal == "city is empty"
    assert "city" not in str(invalid.value) + repr(invalid.value)


REFUSALS: list[tuple[int, type[Refused]]] = [
    (401, Unauthorised),
    (403, Forbidden),
    (429, RateLimited),
    (404, Misconfigured),
    (405, Misconfigured),
    (415, Misconfigured),
    (301, Misconfigured),
    (308, Misconfigured),
]


@pytest.mark.parametrize(("status", "error"), REFUSALS)
def test_a_refusal_is_a_refusal_for_an_order(status: int, error: type[OrdersError]) -> None:
    with pytest.raises(error):
        created_order(answer(status, {"message": "duplicate"}))


@pytest.mark.parametrize(("status", "error"), REFUSALS)
def test_a_refusal_is_a_refusal_for_the_list(status: int, error: type[OrdersError]) -> None:
    with pytest.raises(error):
        order_page(answer(status), 0, 100)


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504, 418, 599])
def test_every_other_answer_leaves_the_outcome_unknown(status: int) -> None:
    with pytest.raises(Ambiguous, match=str(status)) as ambiguous:
        created_order(answer(status, {"message": "duplicate"}))
    assert type(ambiguous.value) is Ambiguous
    with pytest.raises(ListUnavailable, match=str(status)):
        order_page(answer(status), 0, 100)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("0", 1),
        ("86400", 3600),
        ("9" * 5000, 30),
        ("Mon, 23 Nov 2026 12:02:00 GMT", 120),
        ("Mon, 23 Nov 2026 12:02:00 -0000", 120),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 1),
        ("Mon, 23 Nov 2099 11:00:00 GMT", 3600),
        ("", 30),
        ("soon", 30),
        ("inf", 30),
        ("-5", 30),
    ],
)
def test_the_delay_is_read_from_retry_after(header: str, seconds: float) -> None:
    assert retry_after(header, NOON) == seconds


def test_a_rate_limit_carries_its_delay() -> None:
    with pytest.raises(RateLimited) as limited:
        created_order(Answer(429, {"Retry-After": "12"}, ""))
    assert limited.value.delay == 12


ROWS = [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize(
    ("body", "page", "more", "count"),
    [
        (ROWS, 0, True, None),
        (ROWS[:1], 0, False, None),
        ({"data": ROWS}, 0, True, None),
        ({"data": []}, 3, False, None),
        ({"values": ROWS, "count": 5}, 0, True, 5),
        ({"values": ROWS, "count": 5}, 1, True, 5),
        ({"values": ROWS[:1], "count": 5}, 2, False, 5),
        ({"values": ROWS, "count": 2}, 0, False, 2),
        ({"values": [], "count": 5}, 0, False, 5),
        ({"values": ROWS, "count": "many"}, 0, True, None),
    ],
)
def test_a_page_tells_whether_more_follow(body: object, page: int, more: bool, count: int | None) -> None:
    listed = order_page(answer(200, body), page, 2)
    assert (listed.more, listed.count) == (more, count)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html></html>",
        "null",
        '"orders"',
        {},
        {"values": None},
        [{"name": "no id"}],
        [["id"]],
        {"data": {}},
    ],
)
def test_what_is_not_a_list_of_orders_is_told_without_its_contents(body: object) -> None:
    with pytest.raises(ListUnavailable) as unreadable:
        order_page(answer(200, body), 0, 100)
    assert "no id" not in str(unreadable.value)
    assert unreadable.value.__suppress_context__


@pytest.mark.parametrize("body", [{"success": False, "data": []}, {"error": "quota exceeded", "values": []}])
def test_an_empty_list_that_comes_with_an_error_is_no_list(body: object) -> None:
    with pytest.raises(ListUnavailable, match="says that it failed"):
        order_page(answer(200, body), 0, 100)


def listed(**fields: object) -> ListedOrder:
    return order_page(answer(200, [{"id": ID, **fields}]), 0, 100).orders[0]


def test_a_listed_order_is_read_whole() -> None:
    order = listed(
        displayId="P1-42",
        name="EV charger",
        status=2,
        customerName="Ola",
        postalCode="0365",
        createdAt="2026-11-23T13:00:00+01:00",
        metadata={"draftId": "d"},
        installer="Fjord",
    )
    assert (order.display_id, order.status, order.contact_person_name) == ("P1-42", 2, "Ola")
    assert (order.postal_code, order.created_at, order.metadata) == ("0365", NOON, {"draftId": "d"})
    assert order.model_extra == {"customerName": "Ola", "installer": "Fjord"}


def test_only_the_id_of_a_listed_order_is_relied_on() -> None:
    names = ("displayId", "clientUrl", "name", "status", "city", "createdAt", "metadata", "idempotencyKey")
    wrong: dict[str, object] = {name: ["?"] for name in names}
    order = listed(**wrong)
    assert order == listed(**dict.fromkeys(names))
    assert (order.id, order.status, order.created_at, order.metadata) == (ID, None, None, None)
    assert listed(id=42).id == "42"


@pytest.mark.parametrize("moment", ["2026-11-23T12:00:00Z", "2026-11-23T12:00:00", "2026-11-23 12:00:00.000"])
def test_times_are_in_utc(moment: str) -> None:
    assert listed(createdAt=moment).created_at == NOON


def test_the_name_of_the_client_comes_from_either_field() -> None:
    assert listed(contactPersonName=None, customerName="Ola").contact_person_name == "Ola"
    assert listed(contactPersonName="Kari", customerName="Ola").contact_person_name == "Kari"


def test_a_listed_order_shows_only_its_ids() -> None:
    order = listed(displayId="P1-42", customerName="Ola", city="Oslo")
    assert repr(order) == f"ListedOrder(id='{ID}', display_id='P1-42')"


def test_a_time_in_another_zone_is_the_same_moment() -> None:
    moment = NOON.astimezone(timezone(timedelta(hours=-5)))
    read = listed(createdAt=moment.isoformat()).created_at
    assert read == NOON
    assert read is not None
    assert read.utcoffset() == timedelta(0)


def test_an_answer_shows_only_its_status() -> None:
    assert repr(answer(200, "Ola")) == "Answer(status=200)"


def test_pydantic_keeps_no_text_of_an_answer() -> None:
    created = answer(201, {"value": "3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11"})
    first, second = created.body(), created.body()
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert first["value"] is not second["value"]
