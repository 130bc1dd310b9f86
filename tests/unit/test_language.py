"""Texts in a person's language, numbers as it writes them, and nothing a person typed taken for a text of ours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel import localedata
from babel.core import get_global
from babel.languages import get_official_languages
from hypothesis import given
from hypothesis import strategies as st

from bot.views.mrkdwn import escape
from flows.i18n.command_words import command_in
from flows.i18n.language import language, parse_tag, shipped_languages
from flows.i18n.locale_data import UNREAD, let_go_of_what_no_language_reads
from flows.i18n.texts import Country, Markup, Money, Parameter, Rate, Text, _, _n, shaped, verbatim

NEXT = _("Next")
LINES = _n("{count} line", "{count} lines", count=1)
HOSTILE = "<!channel> & {name} {0} {} } {"


def in_tag(tag: str, text: Text) -> str:
    return language(tag).say(text)


@pytest.mark.parametrize("tag", ["nb", "no", "nn", "nb-NO", "nb_NO", "no-NO", "nn-NO", "NB", " nb ", "no_NO"])
def test_norwegian_by_any_name_is_bokmal(tag: str) -> None:
    assert in_tag(tag, NEXT) == "Neste"
    assert language(tag).code == "nb"


@pytest.mark.parametrize("tag", ["en", "en-GB", "en-US", "fi", "fr-FR", "xx", "x", "", "-", "123", "nb" * 50])
def test_a_language_without_words_of_its_own_speaks_english(tag: str) -> None:
    assert in_tag(tag, NEXT) == "Next"


@pytest.mark.parametrize("tag", ["xx", "", "klingon", "??"])
def test_an_unknown_language_is_english(tag: str) -> None:
    assert parse_tag(tag) is None
    assert language(tag).code == "en"


@given(st.text(max_size=12))
def test_any_tag_gives_a_language_that_speaks(tag: str) -> None:
    assert in_tag(tag, NEXT) in {in_tag(code, NEXT) for code in shipped_languages()}


@pytest.mark.parametrize("tag", ["nb-NO", "en-GB", "de-CH", "sv", "zh-TW", "no"])
def test_a_language_is_found_again_by_the_tag_it_is_stored_by(tag: str) -> None:
    assert language(language(tag).tag).locale == language(tag).locale


def test_english_is_listed_first_of_the_languages_with_words() -> None:
    assert shipped_languages()[0] == "en"
    assert "nb" in shipped_languages()


@pytest.mark.parametrize(
    ("tag", "amount", "number", "rate"),
    [
        ("nb", "21\u00a0099,00\u00a0NOK", "-12,5", "12,5\u00a0%"),
        ("sv", "21\u00a0099,00\u00a0NOK", "-12,5", "12,5\u00a0%"),
        ("da", "21.099,00\u00a0NOK", "-12,5", "12,5\u00a0%"),
        ("de", "21.099,00\u00a0NOK", "-12,5", "12,5\u00a0%"),
        ("en-US", "21,099.00\u00a0NOK", "-12.5", "12.5\u00a0%"),
        ("en-GB", "21,099.00\u00a0NOK", "-12.5", "12.5\u00a0%"),
        ("de-CH", "21\u2019099.00\u00a0NOK", "-12.5", "12.5\u00a0%"),
    ],
)
def test_numbers_are_written_as_the_locale_does(tag: str, amount: str, number: str, rate: str) -> None:
    spoken = language(tag)
    assert spoken.show(Money(2_109_900, "NOK")) == amount
    assert spoken.show(Decimal("-12.50")) == number
    assert spoken.show(Rate(1250)) == rate


@pytest.mark.parametrize(
    ("hundredths", "shown"),
    [(0, "0,00"), (5, "0,05"), (-5, "-0,05"), (10**17 + 1, "1 000 000 000 000 000,01")],
)
def test_an_amount_keeps_each_hundredth(hundredths: int, shown: str) -> None:
    assert language("nb").amount(hundredths) == shown.replace(" ", "\u00a0")


def test_days_and_countries_are_named_in_the_language() -> None:
    both = shaped("{day} {country}", day=date(2026, 11, 24), country=Country("DE"))
    assert in_tag("nb", both) == "24. november 2026 Tyskland"
    assert in_tag("en-US", both) == "November 24, 2026 Germany"


def test_every_country_is_offered_by_its_name_in_order() -> None:
    countries = language("nb").countries
    assert ("NO", "Norge") in countries
    assert ("SJ", "Svalbard og Jan Mayen") in countries
    names = [name.casefold() for _code, name in countries]
    assert names == sorted(names)
    assert len(dict(countries)) == len(countries) > 240


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 linjer"), (1, "1 linje"), (2, "2 linjer"), (1000, "1\u00a0000 linjer")]
)
def test_a_count_chooses_the_form_in_norwegian(count: int, words: str) -> None:
    offered = _n("*Offer · {count} line*", "*Offer · {count} lines*", count=count)
    assert in_tag("nb", offered) == f"*Tilbud · {words}*"


@pytest.mark.parametrize(("count", "words"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines")])
def test_a_count_chooses_the_form_in_english(count: int, words: str) -> None:
    assert in_tag("en", _n("{count} line", "{count} lines", count=count)) == words
    assert in_tag("fi", _n("{count} line", "{count} lines", count=count)) == words


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en-GB", "24 November 2026 · Sweden · Norwegian Krone · -1,234.50\u00a0SEK"),
        ("nb", "24. november 2026 · Sverige · norske kroner · -1\u00a0234,50\u00a0SEK"),
        ("sv", "24 november 2026 · Sverige · norsk krona · -1\u00a0234,50\u00a0SEK"),
        ("da", "24. november 2026 · Sverige · norsk krone · -1.234,50\u00a0SEK"),
        ("de", "24. November 2026 · Schweden · Norwegische Krone · -1.234,50\u00a0SEK"),
    ],
)
def test_days_countries_currencies_and_signs_are_those_of_the_language(tag: str, words: str) -> None:
    spoken = language(tag)
    shown: list[Parameter] = [
        date(2026, 11, 24),
        Country("SE"),
        verbatim(spoken.currency("NOK")),
        Money(-123_450, "SEK"),
    ]
    assert " · ".join(spoken.show(value) for value in shown) == words


@pytest.mark.parametrize(
    ("code", "one", "two"),
    [
        ("sv", "*Offert · 1 rad*", "*Offert · 2 rader*"),
        ("da", "*Tilbud · 1 linje*", "*Tilbud · 2 linjer*"),
        ("de", "*Angebot · 1 Position*", "*Angebot · 2 Positionen*"),
    ],
)
def test_each_language_has_its_own_plural(code: str, one: str, two: str) -> None:
    said = [in_tag(code, _n("*Offer · {count} line*", "*Offer · {count} lines*", count=n)) for n in (1, 2)]
    assert said == [one, two]


@pytest.mark.parametrize("code", shipped_languages())
def test_each_language_is_asked_for_in_its_own_words(code: str) -> None:
    """What is needed for that is in its file alone."""
    own = str(language(code).locale.get_display_name(code)).split()[0]
    assert command_in(own) == ("language", code)
    for command, text in (("list", "list lists orders"), ("help", "help ?"), ("language", "language lang")):
        for word in in_tag(code, Text(text)).split():
            assert command_in(word) == (command, ""), word


def test_an_empty_text_is_empty_in_every_language() -> None:
    """gettext answers an empty text with its catalog's header."""
    for tag in ("en", "nb", "de"):
        assert in_tag(tag, Text("")) == ""
        assert in_tag(tag, verbatim("")) == ""


@pytest.mark.parametrize("tag", ["en", "nb"])
def test_braces_a_person_typed_stay_as_they_are(tag: str) -> None:
    assert in_tag(tag, verbatim(HOSTILE)) == HOSTILE
    assert HOSTILE in in_tag(tag, _("Order name: {name}", name=HOSTILE))
    assert in_tag(tag, shaped("{part}", part=_("Order name: {name}", name=HOSTILE))).endswith(HOSTILE)


@given(st.text(), st.sampled_from(["en", "nb"]))
def test_whatever_a_person_typed_is_said_as_it_stands(input: str, tag: str) -> None:
    assert in_tag(tag, shaped("{before}|{typed}", before=NEXT, typed=input)).partition("|")[2] == input


@pytest.mark.parametrize("parameter", [HOSTILE, verbatim(HOSTILE), _("Order name: {name}", name=HOSTILE)])
def test_what_a_person_typed_is_escaped_once_however_deep_it_stands(parameter: Parameter) -> None:
    said = language("nb").say(shaped("{a}", a=shaped("{b}", b=parameter)), escape)
    assert said.endswith("&lt;!channel&gt; &amp; {name} {0} {} } {")


def test_our_own_words_are_not_escaped() -> None:
    assert language("en").say(_("Fish & chips <b>"), escape) == "Fish & chips <b>"


def test_markup_is_never_escaped() -> None:
    text = _("taken by {user}", user=Markup("<@U0KARI>"))
    assert language("en").say(text, escape) == "taken by <@U0KARI>"
    assert language("nb").say(shaped("{a}", a=text), escape).endswith("<@U0KARI>")


INHERITED = {"nb": "no", "en-GB": "en_001"}
"""What a language has its data from where that isn't said by its own name."""


@pytest.mark.parametrize("tag", ["de-AT", "nb", "en-GB", "zh-Hant-HK"])
def test_of_a_language_only_what_is_read_stays_in_memory(tag: str) -> None:
    assert language(tag).country("NO") != "NO"
    for name in (str(language(tag).locale), language(tag).code, INHERITED.get(tag, "root"), "root"):
        assert not localedata.load(name).keys() & set(UNREAD)


def test_of_all_languages_together_only_what_is_read_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each tag is completed as before, and each country has the official languages that it had."""
    monkeypatch.setattr("babel.core._global_data", None)  # As a start finds it; other tests get theirs back.
    whole, tags = dict(get_global("likely_subtags")), ("zh-TW", "sr", "pa-PK", "en-GB", "aaa", "no")
    before = [parse_tag(tag) for tag in tags]
    countries = list(get_global("territory_languages"))
    official = [get_official_languages(country, de_facto=True) for country in countries]
    let_go_of_what_no_language_reads()
    assert [parse_tag(tag) for tag in tags] == before
    assert [get_official_languages(country, de_facto=True) for country in countries] == official
    gone = whole.keys() - get_global("likely_subtags").keys()
    assert len(gone) > len(whole) / 2
    assert not any(localedata.exists(whole[tag].partition("_")[0]) for tag in gone)
