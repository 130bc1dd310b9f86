import pytest

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import likely_email, read_email


@pytest.mark.parametrize(
    ("input", "address"),
    [
        ("ola@example.no", "ola@example.no"),
        ("  ola@example.no ", "ola@example.no"),
        ("OLA@EXAMPLE.NO", "OLA@example.no"),
        ("ola.nordmann+el@sub.example.no", "ola.nordmann+el@sub.example.no"),
        ("<mailto:ola@example.no|ola@example.no>", "ola@example.no"),
        ("<mailto:ola@example.no>", "ola@example.no"),
        ("mailto:ola@example.no", "ola@example.no"),
        ("MAILTO:ola@example.no", "ola@example.no"),
        ("Ola <ola@example.no>", "ola@example.no"),
        ("Ola &lt;<mailto:ola@example.no|ola@example.no>&gt;", "ola@example.no"),
        ("Nordmann, Ola <ola@example.no>", "ola@example.no"),
        ('"Nordmann, Ola" <ola@example.no>', "ola@example.no"),
        ("\u202aola@example.no\u202c\u200b", "ola@example.no"),
        ("ola\uff20example.no", "ola@example.no"),
        ("\u00f8ystein@example.no", "\u00f8ystein@example.no"),
        ("ola@xn--blbr-roah.no", "ola@xn--blbr-roah.no"),
        ("ola@bl\u00e5b\u00e6r.no", "ola@xn--blbr-roah.no"),
        ("ola@example.com;", "ola@example.com"),
        ("'ola@example.com'", "ola@example.com"),
        ("\u2018ola@example.com\u2019,", "ola@example.com"),
        ("(ola@example.com)", "ola@example.com"),
        ("E-post: ola@example.com", "ola@example.com"),
        ("Ola Nordmann <ola@example.com>;", "ola@example.com"),
        ("mailto:ola@example.com?subject=Tilbud", "ola@example.com"),
        ("o'brien@example.com", "o'brien@example.com"),
        ("ola@example.com.", "ola@example.com"),
        ("•ola@example.com", "ola@example.com"),
        ("- ola@example.com", "ola@example.com"),
        ("*ola@example.com*", "ola@example.com"),
        ("E-post ola@example.com", "ola@example.com"),
        ("Ola Nordmann (ola@example.com)", "ola@example.com"),
        ("ola@example.com (Ola)", "ola@example.com"),
        ("mailto:ola%2Bel@example.com", "ola+el@example.com"),
        ("_ola@example.com", "_ola@example.com"),
    ],
)
def test_an_address_is_taken_from_whatever_it_is_wrapped_in(input: str, address: str) -> None:
    assert read_email(input) == address


@pytest.mark.parametrize(
    ("input", "words"),
    [
        ("", "An e-mail address needs an @, for example ola@example.no."),
        ("ola", "An e-mail address needs an @, for example ola@example.no."),
        ("Ola <>", "An e-mail address needs an @, for example ola@example.no."),
        ("ola@@example.no", "Write one e-mail address with one @, for example ola@example.no."),
        ("ola@example.no; kari@example.no", "Write one e-mail address with one @"),
        ("ola nordmann@example.no", "There is a blank in the e-mail address."),
        ("ola@ example.no", "There is a blank in the e-mail address."),
        ("@example.no", "Something is missing before the @."),
        ("ola@", "Something is missing after the @."),
        ("ola@example", "The part after the @ needs an ending such as .no or .com"),
        ("ola@example,no", "The part after the @ needs an ending such as .no or .com"),
        ("ola@example.c", "The part after the @ needs an ending such as .no or .com"),
        ("o" * 65 + "@example.no", "At most 64 characters fit before the @, as in ola@example.no."),
        ("ola@example..no", "There is a dot too many"),
        (".ola@example.no", "There is a dot too many"),
        ("ola.@example.no", "There is a dot too many"),
        ("ola@.example.no", "There is a dot too many"),
        ("ola@example.test", "No mail can be sent to that address."),
        ("ola@printer.local", "No mail can be sent to that address."),
        ("ola@-example.no", "No mail can be sent to that address."),
        ("o(l)a@example.no", "No mail can be sent to that address."),
        ("ola@[192.0.2.1]", "No mail can be sent to that address."),
        ('"ola nordmann"@example.no', "There is a blank in the e-mail address."),
        ("o" * 250 + "@example.no", "An e-mail address has at most 254 characters, as ola@example.no has."),
    ],
)
def test_each_usual_mistake_is_told_how_to_mend(input: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_email(input)
    said = language("en").say(caught.value.text)
    assert said.startswith(words)
    assert "ola@example.no" in said


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("ola@gmial.com", "ola@gmail.com"),
        ("ola@gmail.con", "ola@gmail.com"),
        ("ola@hotmal.com", "ola@hotmail.com"),
        ("ola@outlok.com", "ola@outlook.com"),
        ("ola@online.mo", "ola@online.no"),
        ("ola@gmail.no", "ola@gmail.com"),
        ("ola@icloud.se", "ola@icloud.com"),
        ("ola@gmail.com", None),
        ("ola@mail.com", None),
        ("ola@example.com", None),
    ],
)
def test_a_slip_in_a_well_known_domain_is_found(address: str, meant: str | None) -> None:
    assert read_email(address) == address
    assert likely_email(address) == meant


def test_the_exception_itself_does_not_hold_the_address() -> None:
    with pytest.raises(InputError) as caught:
        read_email("kari.hemmelig@example..no")
    assert "hemmelig" not in str(caught.value) + repr(caught.value)
    assert caught.value.__context__ is None
