import pycountry
import pytest

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import read_country


@pytest.mark.parametrize(("input", "code"), [("NO", "NO"), ("no", "NO"), (" Se ", "SE"), ("SJ", "SJ")])
def test_a_code_is_given_in_upper_case(input: str, code: str) -> None:
    assert read_country(input) == code


def test_every_country_of_iso_3166_is_known() -> None:
    for country in pycountry.countries:
        assert read_country(country.alpha_2.lower()) == country.alpha_2


@pytest.mark.parametrize(
    "input", ["", "UK", "XK", "EU", "ZZ", "Norway", "NOR", "\u00df", "\u0131e", "N\u200b", "12"]
)
def test_anything_else_is_sent_back_to_the_list(input: str) -> None:
    with pytest.raises(InputError) as caught:
        read_country(input)
    assert language("en").say(caught.value.text) == "Choose a country from the list, for example Norway."
    assert language("nb").show(caught.value.text.parameters["country"]) == "Norge"
