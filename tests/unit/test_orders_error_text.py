"""The API's own words: readable for a person, and read as a duplicate only where they say so."""

import pytest

from orders.error_text import readable, says_the_order_exists, speaks_of_a_duplicate


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"message": "phoneNumber is not a mobile"}, "phoneNumber is not a mobile"),
        (
            {"statusCode": 400, "message": ["city is empty", "email is wrong"], "error": "Bad Request"},
            "city is empty; email is wrong",
        ),
        ({"error": "Bad email"}, "Bad email"),
        ({"error": {"message": "Bad email"}}, "Bad email"),
        ({"errors": [{"message": "Bad email"}, {"message": "Bad email"}]}, "Bad email"),
        ({"errors": {"phoneNumber": ["Required"]}}, "phoneNumber: Required"),
        ({"phoneNumber": ["Required"]}, "phoneNumber: Required"),
        (
            {"issues": [{"code": "invalid_type", "path": ["offer", "lines", 0], "message": "Required"}]},
            "offer.lines.0: Required",
        ),
        ({"detail": [{"loc": ["body", "city"], "msg": "field required"}]}, "body.city: field required"),
        (
            {
                "message": [
                    {
                        "target": {"city": ""},
                        "property": "city",
                        "constraints": {"isNotEmpty": "city is empty"},
                    }
                ]
            },
            "isNotEmpty: city is empty",
        ),
        ({"message": "", "error": "Bad Request"}, "Bad Request"),
        ("  Bad\n\tRequest ", "Bad Request"),
        ("<html><body>400</body></html>", ""),
        ("", ""),
        ({}, ""),
        (None, ""),
        (17, ""),
        ({"statusCode": 400}, ""),
    ],
)
def test_words_are_made_readable(body: object, words: str) -> None:
    assert readable(body) == words


def test_long_words_are_cut() -> None:
    words = readable({"message": ["x" * 300, "y" * 300]})
    assert len(words) == 500
    assert words.endswith("…")


def test_words_nested_beyond_reason_are_left_out() -> None:
    body: object = "deep"
    for _ in range(100):
        body = {"message": [body]}
    assert readable(body) == ""


@pytest.mark.parametrize(
    "body",
    [
        {"message": "An order with this idempotencyKey already exists"},
        {"message": "idempotencyKey must be unique"},
        {"message": "idempotencyKey"},
        {"message": "Idempotency key has been used with another order"},
        {"message": "idempotency-key conflict"},
        {"errors": {"idempotencyKey": ["already used"]}},
        {"errors": [{"property": "idempotencyKey", "message": "has already been taken"}]},
        {"message": ["Duplicate order"], "error": "Bad Request", "statusCode": 400},
        {"message": "Bad Request", "error": "DUPLICATE_ORDER"},
        {"message": "Bad Request", "code": "OrderAlreadyExists"},
        {"message": "Order already exists"},
        {"message": 'duplicate key value violates unique constraint "order_idempotency_key"'},
        {"error": {"code": "IDEMPOTENCY_ERROR"}},
        {"orderId": "6a1f0c55-6f0e-4a53-9d1c-2f8f8c1d9e01", "displayId": "P1-1"},
        "duplicate",
        "The order has already been created.",
    ],
)
def test_a_400_that_names_the_key_or_a_duplicate_is_one(body: object) -> None:
    assert speaks_of_a_duplicate(body)


@pytest.mark.parametrize(
    "body",
    [
        {"message": "idempotencyKey must be a string"},
        {"message": ["idempotencyKey should not be empty", "city must be a string"]},
        {"message": "property idempotencyKey should not exist"},
        {"message": "idempotencyKey must be shorter than or equal to 64 characters"},
        {"message": "Invalid idempotency key"},
        {"errors": {"idempotencyKey": ["Required"]}},
        {
            "errors": [
                {"property": "idempotencyKey", "constraints": {"isString": "idempotencyKey must be a string"}}
            ]
        },
        {"message": [{"target": {"idempotencyKey": "draft-1"}, "property": "city", "message": "is empty"}]},
        {"idempotencyKey": "draft-1", "city": ""},
        {"message": "phoneNumber must be a valid phone number"},
        {"message": "Duplicate customId in customFields"},
        {"message": "All orderTagIds's elements must be unique"},
        {"message": "A client with this email already exists"},
        {"message": "externalId already exists in the catalog, product is a duplicate"},
        {"message": 'duplicate key value violates unique constraint "UQ_client_email"'},
        {"message": "Bad Request", "error": "DUPLICATE_PRODUCT"},
        {"message": "An order with this name already exists"},
        {"message": "The token has already expired"},
        {"message": "Workflow not found"},
        {"orderId": None, "message": "Bad Request"},
        "Bad Request",
        "<html>duplicate</html>",
        "",
        None,
        [],
        {},
    ],
)
def test_any_other_400_is_not_a_duplicate(body: object) -> None:
    assert not speaks_of_a_duplicate(body)


@pytest.mark.parametrize(
    "body",
    [
        {"message": "An order with this idempotencyKey already exists"},
        {"message": 'Idempotency key "0b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44" already exists'},
        {"message": "Order with idempotencyKey 8c2d already exists"},
        {"message": "Key (idempotency_key)=(0b7f) already exists."},
        {"message": "idempotencyKey must be unique"},
        {"message": "Duplicate idempotency key"},
        {"message": "idempotencyKey is already in use"},
        {"errors": {"idempotencyKey": ["already used"]}},
        {"errors": [{"property": "idempotencyKey", "message": "has already been taken"}]},
        {"message": ["Duplicate order"], "error": "Bad Request", "statusCode": 400},
        {"message": "Bad Request", "error": "DUPLICATE_ORDER"},
        {"message": "Bad Request", "code": "OrderAlreadyExists"},
        {"message": 'duplicate key value violates unique constraint "order_idempotency_key"'},
        "The order has already been created.",
    ],
)
def test_a_few_wordings_say_that_our_order_exists(body: object) -> None:
    assert says_the_order_exists(body)
    assert speaks_of_a_duplicate(body)


@pytest.mark.parametrize(
    "body",
    [
        {"message": "You have already used all orders in your plan"},
        {"message": "Workflow is locked for editing"},
        {"message": "Idempotency key has been used with another order"},
        {"message": "A request with this idempotency key is already being processed"},
        {"message": "An order with this name already exists"},
        {"message": "Order P1-42 already exists in another workflow"},
        {"message": "Duplicate order line"},
        {"message": "No duplicate order"},
        {"message": "Order does not exist"},
        {"message": "The order is already in progress"},
        {"message": "Order has been used"},
        {"message": "idempotencyKey must be a string"},
        {"message": "idempotency-key conflict"},
        {"message": "idempotencyKey"},
        {"error": {"code": "IDEMPOTENCY_ERROR"}},
        {"orderId": "6a1f0c55-6f0e-4a53-9d1c-2f8f8c1d9e01"},
        "duplicate",
        "",
        None,
    ],
)
def test_no_other_words_do(body: object) -> None:
    assert not says_the_order_exists(body)
