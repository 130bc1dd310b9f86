import pytest

from flows.readers import currency_of_country, supported_currency

WITHOUT_HUNDREDTHS = [
    "ISK",
    "JPY",
    "KRW",
    "XAF",
    "XOF",
    "XPF",
    "KWD",
    "BHD",
    "CLF",
    "UYW",
    "AFN",
    "IQD",
    "RSD",
]
UNKNOWN = ["XXX", "XAU", "XDR", "XTS", "DEM", "QQQ", "nok", "jpy", "kr", "\u00df"]


@pytest.mark.parametrize(
    "code", ["NOK", "SEK", "DKK", "EUR", "GBP", "USD", "CHF", "PLN", "CZK", "HUF", "XCD"]
)
def test_a_currency_of_hundredths_is_supported(code: str) -> None:
    assert supported_currency(code)


@pytest.mark.parametrize("code", WITHOUT_HUNDREDTHS + UNKNOWN)
def test_a_currency_without_hundredths_or_unknown_is_not_supported(code: str) -> None:
    assert not supported_currency(code)
    assert not supported_currency("")


@pytest.mark.parametrize(
    ("country", "currency"),
    [
        ("NO", "NOK"),
        ("SJ", "NOK"),
        ("SE", "SEK"),
        ("DK", "DKK"),
        ("DE", "EUR"),
        ("HR", "EUR"),
        ("IS", "ISK"),
        ("GB", "GBP"),
        ("AQ", None),
        ("ZZ", None),
        ("", None),
    ],
)
def test_a_country_pays_with_its_currency(country: str, currency: str | None) -> None:
    assert currency_of_country(country) == currency
