import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import city_beside_code, postal_code_example, postal_code_required, read_postal_code

COUNTRIES = sorted(country.alpha_2 for country in pycountry.countries)


def complaint(input: str, country: str) -> str:
    with pytest.raises(InputError) as caught:
        read_postal_code(input, country)
    return language("en").say(caught.value.text)


@pytest.mark.parametrize(
    ("input", "country", "code"),
    [
        ("0365", "NO", "0365"),
        (" 0365 ", "NO", "0365"),
        ("N-0365", "NO", "0365"),
        ("NO-0365", "NO", "0365"),
        ("no 0365", "NO", "0365"),
        ("NO\u20130365", "NO", "0365"),
        ("\uff10\uff13\uff16\uff15", "NO", "0365"),
        ("\u202a0365\u202c", "NO", "0365"),
        ("9999", "NO", "9999"),
        ("00000", "DE", "00000"),
        ("9170", "SJ", "9170"),
        ("11122", "SE", "111 22"),
        ("111 22", "SE", "111 22"),
        ("111\u00a022", "SE", "111 22"),
        ("SE-111 22", "SE", "111 22"),
        ("S-11122", "SE", "111 22"),
        ("D-10115", "DE", "10115"),
        ("DE 10115", "DE", "10115"),
        ("DK-2100", "DK", "2100"),
        ("FI-00100", "FI", "00100"),
        ("FIN-00100", "FI", "00100"),
        ("FL-9490", "LI", "9490"),
        ("LV-1073", "LV", "LV-1073"),
        ("1073", "LV", "LV-1073"),
        ("sw1a2aa", "GB", "SW1A 2AA"),
        ("1011 ab", "NL", "1011 AB"),
        ("95014-1234", "US", "95014-1234"),
        ("PO Box 7", "AE", "PO Box 7"),
        ("0365 Oslo", "NO", "0365"),
        ("0365, Oslo", "NO", "0365"),
        ("N-0365 OSLO", "NO", "0365"),
        ("Oslo 0365", "NO", "0365"),
        ("111 22 Stockholm", "SE", "111 22"),
        ("London SW1A 2AA", "GB", "SW1A 2AA"),
        ("1011 AB Den Haag", "NL", "1011 AB"),
        ("0365\ufe0f", "NO", "0365"),
        ("0365.", "NO", "0365"),
        ("0365-Oslo", "NO", "0365"),
        ("Postnr: 0365", "NO", "0365"),
        ("95014-1234 Cupertino", "US", "95014-1234"),
    ],
)
def test_a_code_is_given_as_its_country_writes_it(input: str, country: str, code: str) -> None:
    assert read_postal_code(input, country) == code


@pytest.mark.parametrize(
    ("input", "country", "city"),
    [
        ("0365 Oslo", "NO", "Oslo"),
        ("1430 Ås", "NO", "Ås"),
        ("8610 Mo i Rana", "NO", "Mo i Rana"),
        ("0365 - Oslo", "NO", "Oslo"),
        ("0365Oslo", "NO", "Oslo"),
        ("0365 Oslo, Norge", "NO", "Oslo"),
        ("postnr 0365", "NO", None),
        ("Norway 0365", "NO", None),
        ("L-1111 Luxembourg", "LU", "Luxembourg"),
        ("0365", "NO", None),
        ("NO 0365", "NO", None),
        ("N 0365", "NO", None),
        ("36 Oslo", "NO", None),
        ("SW1A 2AA", "GB", None),
        ("1011 AB", "NL", None),
    ],
)
def test_the_city_beside_a_code_is_told_apart(input: str, country: str, city: str | None) -> None:
    assert city_beside_code(input, country) == city


@pytest.mark.parametrize(
    ("input", "country", "words"),
    [
        ("", "NO", "The postal code in Norway has 4 digits, for example 0025."),
        ("365", "NO", "The postal code in Norway has 4 digits, for example 0025."),
        ("03650", "NO", "The postal code in Norway has 4 digits, for example 0025."),
        ("D-0365", "NO", "The postal code in Norway has 4 digits, for example 0025."),
        ("03\u00b26", "NO", "The postal code in Norway has 4 digits, for example 0025."),
        ("1112", "SE", "The postal code in Sweden has 5 digits, for example 114 55."),
        ("11 122", "SE", "The postal code in Sweden has 5 digits, for example 114 55."),
        ("D-2100", "DK", "The postal code in Denmark has 4 digits, for example 8660."),
        ("SW1A2AAxyz", "GB", "The postal code in United Kingdom looks like EC1Y 8SY."),
        ("GIR 0AAXX", "GB", "The postal code in United Kingdom looks like EC1Y 8SY."),
        ("1234", "US", "The postal code in United States looks like 95014."),
        ("1111", "LI", "The postal code in Liechtenstein looks like 9496."),
    ],
)
def test_another_form_is_told_the_countrys_own(input: str, country: str, words: str) -> None:
    assert complaint(input, country) == words


def test_the_country_is_named_in_the_persons_language() -> None:
    with pytest.raises(InputError) as caught:
        read_postal_code("1", "SE")
    assert language("nb").show(caught.value.text.parameters["country"]) == "Sverige"


def test_the_exception_does_not_hold_the_code() -> None:
    with pytest.raises(InputError) as caught:
        read_postal_code("73195", "NO")
    assert "73195" not in repr(caught.value)
    assert caught.value.__context__ is None


def test_every_countrys_example_is_read_as_it_stands() -> None:
    for country in COUNTRIES:
        example = postal_code_example(country)
        if example is None:
            assert not postal_code_required(country)
            continue
        assert read_postal_code(example, country) == example
        assert read_postal_code(f"{country}-{example}".lower(), country) == example
        assert read_postal_code(example.replace(" ", "").replace("-", ""), country) == example
        assert example in complaint("?", country)


@pytest.mark.parametrize(
    ("country", "required"),
    [
        ("NO", True),
        ("SE", True),
        ("DK", True),
        ("DE", True),
        ("GB", True),
        ("US", True),
        ("IE", False),
        ("IS", False),
        ("HK", False),
        ("AE", False),
        ("UK", False),
        ("ZZ", False),
        ("", False),
    ],
)
def test_a_code_is_required_where_the_address_is_incomplete_without(country: str, required: bool) -> None:
    assert postal_code_required(country) is required


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(COUNTRIES), st.text("0123456789ABCDEFN- \u2013\u00a0", max_size=10))
def test_a_code_once_read_reads_the_same_again(country: str, input: str) -> None:
    try:
        code = read_postal_code(input, country)
    except InputError:
        return
    assert read_postal_code(code, country) == code
