"""What a message takes back is never filled in; what it puts right is, where it is clear."""

from __future__ import annotations

import pytest

from flows.form.from_text import PRODUCTS
from flows.intake import TextReading, read_text
from tests.support.drafts import CHARGER
from tests.support.messages import here

OLD, NEW = "999 00 111", "999 00 112"


def read(said: str, given: str = f"{OLD}, ola@example.no, Storgata 12, 0365 Oslo") -> TextReading:
    return read_text(f"Kunde: Ola Nordmann, {given}. {said}", here())


@pytest.mark.parametrize(
    "said",
    [
        f"Wrong number, it is {NEW}",
        f"It's the wrong number - the right number is {NEW}",
        f"Feil nummer, riktig er {NEW}",
        f"Feil nummer!\nRiktig nummer er {NEW}",
        f"Telefonnummeret {OLD} er feil, det skal være {NEW}",
        f"{OLD} er feil, riktig er {NEW}",
        f"Feil mobilnr {OLD}. Rett: {NEW}",
        f"Fel nummer, rätt är {NEW}",
        f"Forkert nummer, det rigtige er {NEW}",
        f"Die Telefonnummer stimmt nicht, richtig ist {NEW}",
        f"Ring {NEW}, ikke {OLD}",
        f"Ikke {OLD}, men {NEW}",
    ],
)
def test_a_number_that_is_put_right_is_the_new_one(said: str) -> None:
    assert read(said).values["phone"] == NEW


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("Feil nummer.", (OLD,)),
        ("Phone number above is wrong", (OLD,)),
        ("Telefon er feil, riktig kommer senere", (OLD,)),
        ("Nummeret slutter på 112, ikke 111", (OLD,)),
        (f"Nummeret over er feil. Bruk {NEW}", (OLD, NEW)),
        (f"Feil nummer, det er Kari sitt {NEW}", (OLD, NEW)),
        (f"Feil nummer, det er butikken sitt {NEW}", (OLD, NEW)),
        (f"{OLD} er feil. Bruk {NEW}", (OLD, NEW)),
        (f"Tidligere fikk dere feil nummer {NEW}", (OLD, NEW)),
        (f"Wrong number, it is {NEW} or 401 23 456", (NEW, "401 23 456", OLD)),
    ],
)
def test_where_it_is_not_clear_which_number_is_right_a_person_chooses(
    said: str, offered: tuple[str, ...]
) -> None:
    reading = read(said)
    assert "phone" not in reading.values
    assert reading.candidates["phone"] == offered


@pytest.mark.parametrize(
    "said", ["The order number is wrong", "Serienummeret er feil", "Nummeret er ikke feil", "Feil på laderen"]
)
def test_what_is_wrong_with_something_else_takes_no_number_back(said: str) -> None:
    assert read(said).values["phone"] == OLD


def test_whoever_had_a_wrong_number_and_gives_theirs_is_believed() -> None:
    assert read(f"Dere har visst feil nummer til meg, jeg er på {NEW}", "").values["phone"] == NEW


def test_a_number_in_the_signature_below_is_not_sure_to_be_the_right_one() -> None:
    reading = read("Feil nummer.\n\nMvh\nOla Nordmann\nTlf 401 23 456")
    assert "phone" not in reading.values
    assert reading.candidates["phone"] == (OLD, "401 23 456")


@pytest.mark.parametrize(
    ("said", "email"),
    [
        ("E-posten er feil", None),
        ("Feil e-post, riktig er ola.n@example.no", "ola.n@example.no"),
        ("Mailadressen är fel, rätt är ola.n@example.no", "ola.n@example.no"),
        ("Adressen er feil", "ola@example.no"),
    ],
)
def test_an_email_address_is_taken_back_as_a_number_is(said: str, email: str | None) -> None:
    assert read(said).values.get("email") == email


@pytest.mark.parametrize(
    "said",
    [
        "Not 12 but 14 Storgata",
        "Ikke 12, men 14",
        "Husnummeret er 14, ikke 12",
        "Sorry, Storgata 14",
        "Beklager, skal være Storgata 14",
        "Nei vent, nummer 14",
        "Sorry I meant 14",
    ],
)
def test_of_a_house_number_that_is_taken_back_both_streets_are_offered(said: str) -> None:
    reading = read(said)
    assert "street" not in reading.values
    assert reading.candidates["street"] == ("Storgata 12", "Storgata 14")
    assert reading.values["city"] == "Oslo"


@pytest.mark.parametrize(
    "said",
    [
        "Feil adresse, riktig er Storgata 14",
        "Adressen er feil, det er nummer 14",
        "Postnummeret er 0366, ikke 0365",
        "Feil postnummer, riktig er 0366",
        "Storgata 12 er feil, riktig er Storgata 14",
        "Ikke Oslo, men Bergen",
    ],
)
def test_an_address_that_is_wrong_is_only_offered(said: str) -> None:
    reading = read(said)
    assert not {"street", "postal_code", "city"} & reading.values.keys()
    assert reading.candidates["street"] == ("Storgata 12, 0365 Oslo",)


@pytest.mark.parametrize(
    "said",
    [
        "Ring etter kl 14, ikke 12",
        "Sikring 2 er feil dimensjonert",
        "Feil i Storgata 1",
        "Sorry, kabelen er 10 m",
        "Beklager, 2 dager for sent",
    ],
)
def test_what_is_said_of_something_else_takes_no_street_back(said: str) -> None:
    assert read(said, "Storgata 1, 0365 Oslo").values["street"] == "Storgata 1"


def test_a_whole_address_that_puts_one_right_is_taken() -> None:
    values = read("Feil adresse, riktig er Lillegata 4, 7010 Trondheim").values
    assert (values["street"], values["city"]) == ("Lillegata 4", "Trondheim")


@pytest.mark.parametrize("said", ["Navnet er feil", "Ikke Ola, men Per", "Name is wrong, it's Ole Nordmann"])
def test_a_name_that_is_wrong_is_only_offered(said: str) -> None:
    reading = read(said)
    assert "contact_person" not in reading.values
    assert reading.candidates["contact_person"] == ("Ola Nordmann",)


@pytest.mark.parametrize(
    "said",
    [
        "2 x EV Charger X. Rettelse: 3 stk",
        "2 x EV Charger X. Antallet er 3, ikke 2",
        "2 x EV Charger X, nei vent, 3",
        "2 x EV Charger X, make that 3",
    ],
)
def test_a_product_whose_quantity_is_taken_back_is_only_offered(said: str) -> None:
    reading = read(said)
    assert reading.lines == ()
    assert reading.candidates[PRODUCTS] == (CHARGER.key,)


@pytest.mark.parametrize("said", ["Ikke 2, men 3 EV Charger X", "3 EV Charger X, ikke 2"])
def test_a_product_with_the_quantity_that_is_right_is_ordered(said: str) -> None:
    assert [line.quantity for line in read(said).lines] == [3]
