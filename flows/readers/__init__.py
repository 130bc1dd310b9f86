"""Readers turn what a person typed into a value, or say how to mend it.

What a `show_…_input` writes, its `read_…` reads back.
"""

from flows.readers.country import read_country
from flows.readers.currency import (
    currencies,
    currency_of_country,
    currency_words_of,
    is_currency_word,
    read_currency,
    supported_currency,
)
from flows.readers.day import read_day
from flows.readers.discount import read_discount, show_discount_input
from flows.readers.email import is_of_everybody, likely_email, read_email
from flows.readers.figure import decimal_sign_shown, with_decimal_sign
from flows.readers.money import read_amount, show_amount_input
from flows.readers.number import LARGEST_NUMBER, MOST_DECIMALS, NumberRule, read_number, show_number_input
from flows.readers.percent import read_rate, show_rate_input
from flows.readers.phone import (
    Phone,
    dialled_as,
    example_phone,
    phone_countries,
    read_phone,
    show_phone,
    takes_no_messages,
)
from flows.readers.plain import one_form, read_line, read_paragraph, tidy
from flows.readers.position import POSITION_EXAMPLE, decimal_degrees, read_position, show_position
from flows.readers.postal import city_beside_code, postal_code_example, postal_code_required, read_postal_code
from flows.readers.price import TypedPrice, read_price, show_price_input
from flows.readers.quantity import (
    MOST_QUANTITY,
    Quantity,
    read_measured_quantity,
    read_quantity,
    show_quantity_input,
)
from flows.readers.rich_text import editor_block, read_rich_text, show_rich_text, typed_rich_text
from flows.readers.url import read_url

__all__ = [
    "LARGEST_NUMBER",
    "MOST_DECIMALS",
    "MOST_QUANTITY",
    "POSITION_EXAMPLE",
    "NumberRule",
    "Phone",
    "Quantity",
    "TypedPrice",
    "city_beside_code",
    "currencies",
    "currency_of_country",
    "currency_words_of",
    "decimal_degrees",
    "decimal_sign_shown",
    "dialled_as",
    "editor_block",
    "example_phone",
    "is_currency_word",
    "is_of_everybody",
    "likely_email",
    "one_form",
    "phone_countries",
    "postal_code_example",
    "postal_code_required",
    "read_amount",
    "read_country",
    "read_currency",
    "read_day",
    "read_discount",
    "read_email",
    "read_line",
    "read_measured_quantity",
    "read_number",
    "read_paragraph",
    "read_phone",
    "read_position",
    "read_postal_code",
    "read_price",
    "read_quantity",
    "read_rate",
    "read_rich_text",
    "read_url",
    "show_amount_input",
    "show_discount_input",
    "show_number_input",
    "show_phone",
    "show_position",
    "show_price_input",
    "show_quantity_input",
    "show_rate_input",
    "show_rich_text",
    "supported_currency",
    "takes_no_messages",
    "tidy",
    "typed_rich_text",
    "with_decimal_sign",
]
