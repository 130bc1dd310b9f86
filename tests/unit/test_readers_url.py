import pytest

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import read_url


@pytest.mark.parametrize(
    ("input", "address"),
    [
        ("https://example.no/a.jpg", "https://example.no/a.jpg"),
        ("http://example.no:8080/a?b=c#d", "http://example.no:8080/a?b=c#d"),
        (" HTTPS://EXAMPLE.NO/A ", "https://example.no/A"),
        ("https://example.no", "https://example.no/"),
        ("<https://example.no/a?b=1&amp;copy=2|the picture>", "https://example.no/a?b=1&copy=2"),
        ("https://example.no/bl\u00e5b\u00e6r.jpg", "https://example.no/bl%C3%A5b%C3%A6r.jpg"),
    ],
)
def test_a_web_address_is_read(input: str, address: str) -> None:
    assert read_url(input) == address


@pytest.mark.parametrize(
    "input",
    [
        "",
        "www.example.no",
        "example.no/a.jpg",
        "/a.jpg",
        "https://",
        "https:/example.no",
        "https://[",
        "ftp://example.no/a",
        "javascript:alert(1)",
        "data:text/html,hei",
        "https://example.no/a b.jpg",
        "https://example.no/a.jpg https://example.no/b.jpg",
    ],
)
def test_what_is_no_whole_web_address_is_told_how_one_starts(input: str) -> None:
    with pytest.raises(InputError) as caught:
        read_url(input)
    said = language("en").say(caught.value.text)
    assert said.startswith("Write the whole web address, starting with https://, for example https://")


@pytest.mark.parametrize("input", ["https://ola:secret@example.no/a.jpg", "https://ola@example.no/a.jpg"])
def test_a_password_does_not_get_in_with_the_address(input: str) -> None:
    with pytest.raises(InputError) as caught:
        read_url(input)
    assert language("en").say(caught.value.text).startswith("Leave the user name and password out")
    assert "secret" not in repr(caught.value)


def test_the_length_is_counted_as_it_is_sent() -> None:
    start = "https://example.no/"
    assert len(read_url(start + "x" * (3000 - len(start)))) == 3000
    for inputs in (start + "x" * (3001 - len(start)), start + "\u00f8" * 600):
        with pytest.raises(InputError) as caught:
            read_url(inputs)
        assert "3,000 characters at most" in language("en").say(caught.value.text)
