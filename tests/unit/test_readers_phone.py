import functools

import phonenumbers
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import Phone, example_phone, read_phone, show_phone, takes_no_messages
from tests.support.thorough import one_in

PERSONAL = (
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.VOIP,
    PhoneNumberType.PERSONAL_NUMBER,
)
SERVICE = (
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.PAGER,
    PhoneNumberType.VOICEMAIL,
)
FORMATS = (PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)


@functools.cache
def examples(types: tuple[int, ...]) -> list[tuple[str, PhoneNumber]]:
    """Every region's example numbers of those types."""
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    pairs = [
        (region, phonenumbers.example_number_for_type(region, kind)) for region in regions for kind in types
    ]
    return [(region, number) for region, number in pairs if number is not None]


PERSONAL_EXAMPLES = st.deferred(lambda: st.sampled_from(examples(PERSONAL)))
SERVICE_EXAMPLES = st.deferred(lambda: st.sampled_from(examples(SERVICE)))
"""Made when a test takes one: there are thousands, and every process imports this module."""


def complaint(input: str, country: str) -> str:
    with pytest.raises(InputError) as caught:
        read_phone(input, country)
    return language("en").say(caught.value.text)


@pytest.mark.parametrize(
    ("input", "country", "e164", "assumed"),
    [
        ("99900111", "NO", "+4799900111", "NO"),
        ("99900111", "DK", "+4599900111", "DK"),
        ("999 00 111", "NO", "+4799900111", "NO"),
        ("(999) 00.111", "NO", "+4799900111", "NO"),
        ("+4799900111", "SE", "+4799900111", None),
        ("+47 999 00 111", "NO", "+4799900111", None),
        ("(+47) 999 00 111", "NO", "+4799900111", None),
        ("++47 999 00 111", "NO", "+4799900111", None),
        ("4799900111", "NO", "+4799900111", None),
        ("0047 999 00 111", "NO", "+4799900111", None),
        ("00 47 999 00 111", "SE", "+4799900111", None),
        ("0047 999 00 111", "US", "+4799900111", None),
        ("0011 47 999 00 111", "AU", "+4799900111", None),
        ("tel:99900111", "NO", "+4799900111", "NO"),
        ("TEL:+47-999-00-111", "NO", "+4799900111", None),
        ("<tel:+4799900111|99900111>", "NO", "+4799900111", "NO"),
        ("<tel:+4799900111>", "DK", "+4799900111", None),
        ("\uff0b\uff14\uff17 \uff19\uff19\uff19\uff10\uff10\uff11\uff11\uff11", "SE", "+4799900111", None),
        ("\u0669\u0669\u0669\u0660\u0660\u0661\u0661\u0661", "NO", "+4799900111", "NO"),
        ("\u202a+47 999 00 111\u202c\u200b", "NO", "+4799900111", None),
        ("+47\u00a0999\u202f00\u2011111", "NO", "+4799900111", None),
        ("+47 79 02 34 56", "NO", "+4779023456", None),
        ("79 02 34 56", "NO", "+4779023456", "NO"),
        ("79 02 34 56", "SJ", "+4779023456", "SJ"),
        ("070-123 45 67", "SE", "+46701234567", "SE"),
        ("701234567", "SE", "+46701234567", "SE"),
        ("+46 (0)70-123 45 67", "NO", "+46701234567", None),
        ("030/1234567", "DE", "+49301234567", "DE"),
        ("20 12 34 56", "DK", "+4520123456", "DK"),
        ("20.12.34", "NC", "+687201234", "NC"),
        ("+44 (0)20 7946 0958", "GB", "+442079460958", None),
        ("(201) 555-0123", "US", "+12015550123", "US"),
        ("+39 06 1234 5678", "NO", "+390612345678", None),
        ("+39 (0)6 1234 5678", "IT", "+390612345678", None),
        ("+47 (0) 406 12 345", "NO", "+4740612345", None),
        ("(001) 212 555 0142", "US", "+12125550142", None),
        ("(0061) 412 345 678", "AU", "+61412345678", None),
        ("(0047) 406 12 345", "SE", "+4740612345", None),
        ("Tlf: 99 41 60 48", "NO", "+4799416048", "NO"),
        ("Tlf.nr. 99 41 60 48", "NO", "+4799416048", "NO"),
        ("Mobil 99416048", "NO", "+4799416048", "NO"),
        ("mob 999 00 111", "NO", "+4799900111", "NO"),
        ("T 999 00 111", "NO", "+4799900111", "NO"),
        ("Mobile phone: 999 00 111", "NO", "+4799900111", "NO"),
        ("Tlf. privat: 999 00 111", "NO", "+4799900111", "NO"),
        ("Kontor: 22 33 44 55", "NO", "+4722334455", "NO"),
        ("Tfn 070-123 45 67", "SE", "+46701234567", "SE"),
        ("Mobilfunk: 0151 12345678", "DE", "+4915112345678", "DE"),
        ("Telefonnummer: +47 406 12 345", "SE", "+4740612345", None),
        ("+47\ufe0f 406 12 345", "NO", "+4740612345", None),
        ("010-123 45 67", "SE", "+46101234567", "SE"),
        ("020 690 700", "FI", "+35820690700", "FI"),
        ("088 123 45 67", "NL", "+31881234567", "NL"),
        ("058 123 45 67", "CH", "+41581234567", "CH"),
        ("0345 600 0723", "GB", "+443456000723", "GB"),
    ],
)
def test_a_number_is_read_however_it_is_laid_out(
    input: str, country: str, e164: str, assumed: str | None
) -> None:
    assert read_phone(input, country) == Phone(e164, assumed)


@pytest.mark.parametrize(
    ("input", "country", "words"),
    [
        ("800HELLO", "NO", "Write the phone number in digits only, without words, for example 40 61 23 45."),
        ("30123456 (jobb)", "DE", "Write the phone number in digits only"),
        ("+43664123456abc", "AT", "Write the phone number in digits only"),
        ("23.11.2026", "NO", "That looks like a date. Write a phone number, for example 40 61 23 45."),
        ("23. 11. 2026", "NO", "That looks like a date."),
        ("23/11/2026", "NO", "That looks like a date."),
        ("23-11-2026", "NO", "That looks like a date."),
        ("11/23/2026", "NO", "That looks like a date."),
        ("2026-11-23", "NO", "That looks like a date."),
        ("23.11.26", "DE", "That looks like a date."),
        ("99900111 / 40612345", "NO", "Write one phone number only, for example 40 61 23 45."),
        ("99900111/40612345", "NO", "Write one phone number only"),
        ("99900111, 40612345", "NO", "Write one phone number only"),
        ("99900111; 40612345", "NO", "Write one phone number only"),
        ("99900111 or 40612345", "NO", "Write one phone number only"),
        ("+47 99900111 +47 40612345", "NO", "Write one phone number only"),
        ("0301234567/68", "DE", "Write one phone number only"),
        ("99900111 ext. 5", "NO", "Move the extension to the description and write the number alone"),
        ("99900111 x5", "NO", "Move the extension to the description"),
        ("99900111#5", "NO", "Move the extension to the description"),
        ("99900111;ext=5", "NO", "Move the extension to the description"),
        (
            "02222",
            "NO",
            "That is a service number. Write a mobile or landline number, for example 40 61 23 45.",
        ),
        ("800 12 345", "NO", "That is a service number."),
        ("815 00 000", "NO", "That is a service number."),
        ("02000", "NO", "That is a service number."),
        ("+800 1234 5678", "NO", "That is a service number."),
        ("112", "NO", "Some digits of the phone number are missing. In Norway it looks like 40 61 23 45;"),
        ("9990011", "NO", "One digit of the phone number is missing. In Norway"),
        ("999 00 11", "NO", "One digit of the phone number is missing. In Norway"),
        ("999001111", "NO", "The phone number has one digit too many. In Norway"),
        ("99900111 40612345", "NO", "Write one phone number only"),
        ("00000000", "NO", "No such phone number exists; a digit may be wrong. In Norway"),
        (
            "+46 123",
            "NO",
            "Some digits of the phone number are missing. In Sweden it looks like 070-123 45 67;",
        ),
        ("+999 1234567", "NO", "That isn't a phone number. In Norway"),
        ("", "NO", "That isn't a phone number. In Norway"),
        ("-", "NO", "That isn't a phone number. In Norway"),
        ("9" * 300, "NO", "That isn't a phone number. In Norway"),
        ("12345678", "AQ", "Start the number with + and its country code, for example +47 99 90 01 11."),
        ("12345678", "", "Start the number with + and its country code"),
    ],
)
def test_what_is_no_single_personal_number_is_told_how_to_mend_it(
    input: str, country: str, words: str
) -> None:
    assert complaint(input, country).startswith(words)


def test_the_hint_says_how_to_write_a_foreign_number() -> None:
    assert complaint("123", "NO").endswith("from elsewhere it starts with + and a country code.")


def test_the_number_stays_out_of_logs() -> None:
    assert "99900111" not in repr(read_phone("99900111", "NO"))
    with pytest.raises(InputError) as caught:
        read_phone("9990011", "NO")
    assert "9990011" not in repr(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("country", "example"),
    [
        ("NO", "40 61 23 45"),
        ("SE", "070-123 45 67"),
        ("DK", "34 41 23 45"),
        ("DE", "01512 3456789"),
        ("AQ", "+47 99 90 01 11"),
    ],
)
def test_an_example_is_as_people_write_it_there(country: str, example: str) -> None:
    assert example_phone(country) == example


@pytest.mark.parametrize(
    ("e164", "shown"), [("+4799900111", "+47 99 90 01 11"), ("+46701234567", "+46 70 123 45 67")]
)
def test_a_number_is_shown_in_groups_with_its_country_code(e164: str, shown: str) -> None:
    assert show_phone(e164) == shown


def test_of_a_companys_number_it_is_known_that_no_message_reaches_it() -> None:
    assert takes_no_messages("+46101234567")
    assert not takes_no_messages("+4799900111")


@settings(max_examples=150 // one_in(3), deadline=None)
@given(PERSONAL_EXAMPLES, st.sampled_from(FORMATS))
def test_a_personal_number_of_any_region_is_read_in_every_layout(
    example: tuple[str, PhoneNumber], layout: int
) -> None:
    region, number = example
    assume(phonenumbers.is_valid_number(number))
    phone = read_phone(phonenumbers.format_number(number, layout), region)
    assert phone.e164 == phonenumbers.format_number(number, PhoneNumberFormat.E164)
    assert (phone.country_assumed == region) == (layout == PhoneNumberFormat.NATIONAL)
    assert read_phone(show_phone(phone.e164), "NO") == Phone(phone.e164, None)


@settings(max_examples=150 // one_in(3), deadline=None)
@given(SERVICE_EXAMPLES)
def test_a_service_number_of_any_region_is_refused(example: tuple[str, PhoneNumber]) -> None:
    region, number = example
    with pytest.raises(InputError):
        read_phone(phonenumbers.format_number(number, PhoneNumberFormat.E164), region)


@settings(max_examples=150 // one_in(3), deadline=None)
@given(
    PERSONAL_EXAMPLES,
    st.sampled_from(FORMATS),
    st.integers(min_value=0, max_value=20),
    st.integers(min_value=0, max_value=3),
    st.text("0123456789+-./()#,;x *\u00a0\u202a", max_size=4) | st.text(max_size=3),
)
def test_a_number_damaged_in_any_way_is_a_mistake_or_a_valid_number(
    example: tuple[str, PhoneNumber], layout: int, place: int, cut: int, put: str
) -> None:
    region, number = example
    whole = phonenumbers.format_number(number, layout)
    try:
        phone = read_phone(whole[:place] + put + whole[place + cut :], region)
    except InputError:
        return
    assert phonenumbers.is_valid_number(phonenumbers.parse(phone.e164))
    assert read_phone(phone.e164, region).e164 == phone.e164
