"""From text to draft, kind by kind: what is read of an address, a number or a name, and what is left alone."""

from __future__ import annotations

import pytest

from flows.intake import read_text
from flows.intake.forms import with_fields_labelled
from tests.support.drafts import EXAMPLE
from tests.support.messages import here


def read(text: str, field: str) -> str | None:
    return read_text(text, here()).values.get(field)


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("E-post: ola [at] firma [punktum] no", "ola@firma.no"),
        ("Nå meg på kari.nordmann (krøllalfa) firma.dk", "kari.nordmann@firma.dk"),
        ("mejl nils(punkt)vandermeer(at)firma.se", "nils.vandermeer@firma.se"),
        ("mail an max.muster (ät) firma (Punkt) de", "max.muster@firma.de"),
        ("e-mail: ola{at}mail{dot}firma{dot}co{dot}uk", "ola@mail.firma.co.uk"),
        ("e-mail:ola_nordmann@example.no,tlf:99900111", "ola_nordmann@example.no"),
        ("Ola Nordmann. ola@example.no", "ola@example.no"),
        ("Kontakt: ola nordmann (at) firma.no", None),
        ("ola at firma dot no", None),
        ("E-post: ola.nordmann-\nolsen@example.no", None),
        ("e-post: ola. nordmann@example.no", None),
        ("nils punkt vandermeer@example.se", None),
        ("Mail ola&kari@example.no", None),
        ("E-post ola/kari@example.no", None),
        ("ola@example.no/kari@example.no", None),
        ("mail: ola@example.co .uk", None),
        ("epost ola@example.noTlf 99900111", None),
        ("epost ola@example.notlf: 99900111", None),
        ("Send til ola@example.no.Ring meg", None),
        ("Her own electrician, Tor Egil (916 40 255, tor.egil@example.no), pulled the cable", None),
    ],
)
def test_an_address_is_read_whole_or_not_at_all(text: str, email: str | None) -> None:
    assert read(text, "email") == email


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("BIC DEUTDEFF 37040044", None),
        ("PO 45001827, WO 99900111", None),
        ("Medlemsnr. i NAF er 99900111", None),
        ("Kundenummer hos Visma: 99900111", None),
        ("Mobilnr. er 99900111", "99900111"),
        ("Best number is 999 00 111", "999 00 111"),
        ("Alarmkode 99900111, nøkkelboks: 99900112, WiFi passord 99900113", None),
        ("Anbud nr 2026/99900112. Ring 99900111", "99900111"),
        ("Depositum 41234567", None),
        ("Handy 0151 23409876", None),
        ("Tlf: 41234567 (jobb 41234568)", "41234567"),
        ("Rørlegger Per Moe 41234568 er allerede der", None),
        ("📞 9 9 9 0 0 1 1 1", "9 9 9 0 0 1 1 1"),
        ("Fastnett 22 33 44 55, mobil 999 00 111", "999 00 111"),
        ("Ring ikke 22 33 44 55 (virker ikke), bruk 999 00 111", "999 00 111"),
        ("Gammelt nummer 22 33 44 55, nytt: 999 00 111", "999 00 111"),
        ("Vi snakket med selger Espen (tlf. 988 14 203, 22 33 44 55). Ring meg på 999 00 111", "999 00 111"),
        ("A heat pump (her landlord said yes). 999 00 111", "999 00 111"),
        ("Nabo Knut, tlf. 924 60 583, har nøkkel", None),
        ("Kontaktperson er vaktmester Knut Moe, tlf. 924 60 583", "924 60 583"),
        ("Kontaktperson: Ola Nordmann, nabo Knut 924 60 583 har nøkkel", None),
    ],
)
def test_a_number_is_a_phone_of_the_client(text: str, phone: str | None) -> None:
    assert read(text, "phone") == phone


TABLE_ACROSS = """
| Navn         | Telefon  | Adresse    | Postnr | Sted |
|--------------|----------|------------|--------|------|
| Ola Nordmann | 99900111 | Storgata 1 | 0365   | Oslo |
"""
TABLE_DOWN = """
| Felt      | Verdi      |
|-----------|------------|
| Fornavn   | Ola        |
| Etternavn | Nordmann   |
| Mobil     | 99900111   |
| Gate      | Storgata 1 |
| Postnr    | 0365       |
| Sted      | Oslo       |
| Målernr   | 99900112   |
"""
LABELLED = {
    "contact_person": "Ola Nordmann",
    "phone": "99900111",
    "street": "Storgata 1",
    "postal_code": "0365",
    "city": "Oslo",
}


@pytest.mark.parametrize(
    "form",
    [
        "Navn;Telefon;Adresse;Postnr;Sted\nOla Nordmann;99900111;Storgata 1;0365;Oslo",
        'Navn,Telefon,Adresse,Postnr,Sted\n"Ola Nordmann",99900111,Storgata 1,0365,Oslo',
        TABLE_ACROSS,
        TABLE_DOWN,
        "Namn\tOla Nordmann\nTelefon\t99900111\nAdress\tStorgata 1\nPostnr\t0365\nOrt\tOslo",
        "Name\nOla Nordmann\nPhone\n99900111\nAddress\nStorgata 1\nPostcode / City\n0365 Oslo",
        "Navn\n\nOla Nordmann\n\nTelefon\n\n99900111\n\nAdresse\n\nStorgata 1\n\nPostnr / By\n\n0365 Oslo",
        "Navn *\nOla Nordmann\nTelefon *\n99900111\nAdresse *\nStorgata 1\nPostnr *\n0365\nSted *\nOslo",
        "Navn – Ola Nordmann\nTelefon – 99900111\nAdresse – Storgata 1, 0365 Oslo",
        "1. Navn: Ola Nordmann\n2. Telefon: 99900111\n3. Adresse: Storgata 1, 0365 Oslo",
        "Navn: Ola Nordmann Telefon: 99900111 Adresse: Storgata 1 Postnr: 0365 Sted: Oslo",
        "👤 Ola Nordmann 📞 99900111 📍 Storgata 1, 0365 Oslo",
    ],
)
def test_a_form_is_read_however_it_is_laid_out(form: str) -> None:
    assert read_text(form, here()).values == LABELLED


def test_of_a_table_of_several_people_nobody_is_taken() -> None:
    table = "| Navn | Telefon |\n| Ola Nordmann | 99900111 |\n| Kari Hansen | 99900112 |"
    assert not read_text(table, here()).values


def test_what_is_no_form_stays_as_it_is() -> None:
    lines = ["Adresse", "Vi kommer i morgen", "a | b", "", "1, 2", "3, 4"]
    assert list(with_fields_labelled(lines)) == lines


FORWARDED = """Kan dere ta denne?

Fra: Rune Bjerke <rune@bjerke.example.no>
Til: {to}
Emne: VS: lader

Vi har ikke kapasitet.

Rune Bjerke
Daglig leder | Bjerke Elektro AS | Verkstedveien 9, 3616 Kongsberg
M: 952 08 114

Fra: Ingvild Moe <ingvild@example.com>
Til: {forwarder}
Emne: lader

Jeg ønsker elbillader i Storgata 1, 0365 Oslo.

Ingvild Moe
999 00 111"""


@pytest.mark.parametrize("to", ["Salg", "salg@fjordelektro.no"])
@pytest.mark.parametrize("forwarder", ["Rune Bjerke", "rune@bjerke.example.no"])
def test_a_forwarded_clients_data_are_taken_where_the_forwarder_signs_without_a_farewell(
    to: str, forwarder: str
) -> None:
    assert read_text(FORWARDED.format(to=to, forwarder=forwarder), here()).values == {
        "contact_person": "Ingvild Moe",
        "email": "ingvild@example.com",
        "phone": "999 00 111",
        "street": "Storgata 1",
        "postal_code": "0365",
        "city": "Oslo",
        "workflow": "ev-charger",
    }


def test_who_sends_a_clients_data_is_not_the_client() -> None:
    mail = "Fra: Ola Berg <ola@nettside.no>\nTil: Per Lund <per@example.no>\n\nKunde: Kari Moe, 41234567\n\nOla Berg"
    assert read_text(mail, here()).values == {"contact_person": "Kari Moe", "phone": "41234567"}


def test_who_signs_for_a_client_is_not_the_client() -> None:
    text = "Kontaktperson: Ivar Moe, tlf. 999 00 111\n\nMvh\ni. A. Kari Berg\nkari@example.no"
    assert read_text(text, here()).values == {"contact_person": "Ivar Moe", "phone": "999 00 111"}


@pytest.mark.parametrize(
    ("text", "street"),
    [
        (
            "Registrert på Storgata 1, 0365 Oslo, men det er gammel adresse. Nå bor vi i Fjordgata 3, 7010 Trondheim",
            "Fjordgata 3",
        ),
        ("Storgata 1, 0365 Oslo (gammel adresse), Fjordgata 3, 7010 Trondheim", "Fjordgata 3"),
        ("Bor i Fjordgata 3, 7010 Trondheim (tidligere Storgata 1, 0365 Oslo)", "Fjordgata 3"),
        ("wohnt Fjordgata 3, 7010 Trondheim (vorher Storgata 1, 0365 Oslo)", "Fjordgata 3"),
        ("Jag flyttar den 1/9 från Storgata 1, 0365 Oslo till Fjordgata 3, 7010 Trondheim", "Fjordgata 3"),
        ("Selv bor vi i Storgata 1, 0365 Oslo. Den skal til Fjordgata 3, 7010 Trondheim.", "Fjordgata 3"),
        (
            "Vi bor i Storgata 1, 0365 Oslo, men har hytte: Fjordgata 3, 7010 Trondheim. Der vil vi ha elbillader",
            "Fjordgata 3",
        ),
        (
            "Ferienhaus: Fjordgata 3, 7010 Trondheim. Wir selbst wohnen in Storgata 1, 0365 Oslo",
            "Fjordgata 3",
        ),
        ("Storgata 1, 0365 Oslo, og Fjordgata 3, 7010 Trondheim", None),
        ("Nøkkel hos nabo i Storgata 1, 0365 Oslo. Kunden bor i Fjordgata 3, 7010 Trondheim", "Fjordgata 3"),
        ("Gnr 12 Bnr 345, 0365 Oslo", None),
        ("Tesla Model 3, 0365 Oslo", None),
        ("Hovedsikring 63, 0365 Oslo", None),
    ],
)
def test_of_two_addresses_the_one_of_the_work_is_taken(text: str, street: str | None) -> None:
    assert read(text, "street") == street


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("got off the phone w/ Priya Raghunathan in Stavanger, she wants a charger", "Priya Raghunathan"),
        ("Snakket med Kari Hansen i Bergen, hun ønsker varmepumpe", "Kari Hansen"),
        ("Øystein Fjeldheim fra Moss har kjøpt hytte", "Øystein Fjeldheim"),
        ("Nytt lead från mässan, Mohammed al-Rashid, han bor på landet", "Mohammed al-Rashid"),
        ("Ny bestilling fra Nguyễn Thị Hồng Nhung. Tlf 46 91 73 50", "Nguyễn Thị Hồng Nhung"),
        ("Hej, kund: Åsa Nordenfelt. Ring henne", "Åsa Nordenfelt"),
        ("Ny kunde!! Bjarne Østergård Pihl", "Bjarne Østergård Pihl"),
        ("6 stk. til Autohuset, att. Torben Riis", "Torben Riis"),
        ("Hei, Tuva Brekke Nilsen her! Jeg ønsker elbillader", "Tuva Brekke Nilsen"),
        ("Felanmälan: laddaren hos Ewa-Britt Zetterqvist, ewabritt.z@example.se", "Ewa-Britt Zetterqvist"),
        ("Ansprechpartner im Objekt: Hausmeister Ivo Marković", "Ivo Marković"),
        ("Mai Britt Hansen 99900111", "Mai Britt Hansen"),
        ("Kontaktperson Solbakken Hageby v/Kari Moe 41234567", "Kari Moe"),
        ("Ring Ola Nordmann. Eller Kari Nordmann 41234567", "Kari Nordmann"),
        ("Navn: Ola Nordmann / Kari Nordmann", None),
        ("Kia Niro 41234567", None),
        ("Daikin Perfera 41234567", None),
        ("Møtte Ola på Stavanger Forum, 41234567", None),
        ("Thon Hotels ønsker elbillader", None),
        ("Talked to the electrician Tor Egil Berg, 999 00 111", None),
        ("Jeg snakket med Lise Berg. Jeg ønsker elbillader", None),
        ("Storgata 1, 5230 Odense M. Mobil 30 71 55 48", None),
        ("Fjord Nordlys, 22 33 44 55, post@fjordnordlys.no", None),
        ("Bestilling fra Fjord Solar, 22 33 44 55", None),
        ("Nordavind Equinor ASA 22 33 44 55", None),
    ],
)
def test_a_name_is_taken_where_a_sentence_says_whose_it_is(text: str, name: str | None) -> None:
    assert read(text, "contact_person") == name


@pytest.mark.parametrize(
    ("text", "workflow"),
    [
        ("Hon vill boka service på sin värmepump", None),
        ("Service på varmepumpe ønskes", None),
        ("Wartung der Wärmepumpe", None),
        ("Elbilladeren virker ikke", None),
        ("Felanmälan: laddstolpe", None),
        ("Service required: Heat pump survey", "Heat pump survey"),
        ("Gammel varmepumpe er ødelagt, ønsker befaring for ny varmepumpe", "Heat pump survey"),
    ],
)
def test_what_is_to_be_mended_is_no_new_one(text: str, workflow: str | None) -> None:
    key = read(text, "workflow")
    found = EXAMPLE.workflow(key) if key else None
    assert (found.name if found else None) == workflow


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("EV Charger X x 1 + kabel 10 m x 2", [1, 2]),
        ("1 EV Charger X & 2 kabel 10 m", [1, 2]),
        ("2 x EV Charger X x 3", []),
        ("1-2 stk EV Charger X", []),
        ("2 eller 3 EV Charger X", []),
        ("et par EV Charger X", []),
        ("EV Charger X, to stykker", [2]),
        ("EV Charger X og kabel 10 m, 2 av hver", []),
        ("2 x EV Charger X, 1 x kabel 10 m", [2, 1]),
    ],
)
def test_a_number_counts_what_it_stands_beside(text: str, counted: list[int]) -> None:
    assert [line.quantity for line in read_text(text, here()).lines] == counted


def test_a_stair_and_a_flat_are_part_of_a_finnish_street() -> None:
    text = "Street: Mannerheimintie 84 B 23\nPostcode/City: 00250 Helsinki"
    assert read(text, "street") == "Mannerheimintie 84 B 23"
