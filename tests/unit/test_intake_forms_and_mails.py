"""From text to draft: forms however they are laid out, and mails however they were passed on."""

from __future__ import annotations

import pytest

from flows.intake import read_text
from flows.intake.forms import with_fields_labelled
from tests.support.messages import here

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


INNER = """Fra: Ingvild Moe <ingvild@example.com>
{to}Emne: lader

Hei, jeg ønsker elbillader i Storgata 1, 0365 Oslo. Ring 999 00 111
Mvh Ingvild"""
OUTER = {
    "a forward": """Fra: Rune Bjerke <rune@bjerke.example.no>
Til: Ordre
Emne: VS: lader

Han er klar.

Mvh
Rune Bjerke""",
    "a divider": """Fra: Rune Bjerke <rune@bjerke.example.no>
Til: Ordre
Emne: lader

Hei, se nedenfor

Mvh
Rune Bjerke
M: 952 08 114

-----Oprindelig meddelelse-----""",
    "a client spoken of": """Från: Rune Bjerke [mailto:rune@bjerke.example.se]
Till: Laddteamet
Ämne: lader

Kunden nedan skrev till oss
/Rune

Rune Bjerke | Säljare | 952 08 114""",
    "a wish of a colleague": """FYI, can someone book this? I'm on leave.

Best,
Rune Bjerke
rune@bjerke.example.no | 952 08 114
Beddingen 8, 7042 Trondheim""",
}


@pytest.mark.parametrize("outer", OUTER.values(), ids=OUTER)
@pytest.mark.parametrize("to", ["", "Til: Rune Bjerke\n"])
def test_of_a_mail_and_the_one_below_it_the_inner_sender_is_the_client(outer: str, to: str) -> None:
    values = read_text(f"{outer}\n\n{INNER.format(to=to)}", here()).values
    assert (values["contact_person"], values["email"]) == ("Ingvild Moe", "ingvild@example.com")
    assert (values["phone"], values["street"]) == ("999 00 111", "Storgata 1")


def test_a_signature_below_two_dashes_is_no_clients_who_is_named_above() -> None:
    text = "Kunde: Torhild Moe\nTlf: 999 00 111\n--\nMarius Dahl | Selger | marius@example.no | 922 10 387"
    assert read_text(text, here()).values == {"contact_person": "Torhild Moe", "phone": "999 00 111"}


@pytest.mark.parametrize(
    "text",
    [
        "Automatische Antwort: AW: Auftrag\n\nBitte an Frau Sabine Klein, Tel. 040 5551 2087.\n\nMfG\nMalte Kurz",
        "Automatic reply: order\n\nI am away, call 999 00 111",
        "Your invoice is available. Call 21 49 80 05\nSveavägen 44, 111 34 Stockholm\nYou receive this as you pay.",
    ],
)
def test_in_what_a_machine_answers_nobody_is_a_client(text: str) -> None:
    assert read_text(text, here()).is_empty


def test_a_forms_mail_that_says_why_one_gets_it_is_read() -> None:
    text = "Navn: Ola Nordmann\nTelefon: 99900111\n\nYou receive this mail because a form was filled in. Unsubscribe"
    assert read_text(text, here()).values == {"contact_person": "Ola Nordmann", "phone": "99900111"}


def test_who_sends_a_clients_data_is_not_the_client() -> None:
    mail = "Fra: Ola Berg <ola@nettside.no>\nTil: Per Lund <per@example.no>\n\nKunde: Kari Moe, 41234567\n\nOla Berg"
    assert read_text(mail, here()).values == {"contact_person": "Kari Moe", "phone": "41234567"}


def test_who_signs_for_a_client_is_not_the_client() -> None:
    text = "Kontaktperson: Ivar Moe, tlf. 999 00 111\n\nMvh\ni. A. Kari Berg\nkari@example.no"
    assert read_text(text, here()).values == {"contact_person": "Ivar Moe", "phone": "999 00 111"}
