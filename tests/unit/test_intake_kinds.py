"""From text to draft, kind by kind: what is read of an address, a number or a name, and what is left alone."""

from __future__ import annotations

import pytest

from flows.intake import read_text
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
        ("Kunde AS v/Gro Moe, faktura@example.no", None),
        ("Rechnung an: Haus GmbH, post@example.de\nKontakt: kari@example.no", "kari@example.no"),
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
        ("Trond (99887766) i Parkveien", "99887766"),
        ("lead_id=71204455; phone: 99900111", "99900111"),
        ("nr e 99 900 11 1 (skrev ned i farta)", "99 900 11 1"),
        ("Hausverwaltung Sievers, 22 33 44 55. Kundin: 999 00 111", "999 00 111"),
        ("22 33 44 55 (kun for nøkkel), 999 00 111", "999 00 111"),
        (
            "Bestilling. Faktura til Lars Holm, mob 22 33 44 55. Ring kona Kari Moe på 999 00 111",
            "999 00 111",
        ),
        ("Ring vaktmester Knut Moe på 22 33 44 55 for nøkkel", None),
        ("Styreleder: Randi Moe, tlf. 999 00 111", "999 00 111"),
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
        ("ikke længere Storgata 1, 0365 Oslo, men Fjordgata 3, 7010 Trondheim", "Fjordgata 3"),
        (
            "Fjordgata 3, 7010 Trondheim. Hemma bor han på Storgata 1, 0365 Oslo men dit ska vi INTE",
            "Fjordgata 3",
        ),
        ("Fjordgata 3, 3. OG links, 7010 Trondheim", "Fjordgata 3, 3. OG links"),
        ("Fjordgata 3 lgh 1203, 7010 Trondheim", "Fjordgata 3 lgh 1203"),
        ("Stadsing. Dahls gate 47, 7015 Trondheim", "Stadsing. Dahls gate 47"),
        ("Bestiller v/Gro Moe, faktura@example.no, Fjordgata 3, 7010 Trondheim", "Fjordgata 3"),
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
        ("Kontakta helst min fru Annika Westin på 073-618 45 20, jag svarar inte.", "Annika Westin"),
        ("det er lejeren Nanna Friis Dam, I skal aftale tid med: 42 19 60 73", "Nanna Friis Dam"),
        ("Ring Hege Torgersen enten på 480 12 377 eller 95 03 61 14", "Hege Torgersen"),
        ("Hr. Detlef Hansen, Installation Wallbox", "Detlef Hansen"),
        ("Lead from the fair Yusuf Demirci, yusuf@example.de", "Yusuf Demirci"),
        ("new order from Oskar Lindqvist: 2 x EV Charger X. oskar@lindqvist.no", "Oskar Lindqvist"),
        ("Ved spørsmål ring Kari Moe", None),
        ("Namn Lars Öberg\nMobil 0708-123456", "Lars Öberg"),
        ("Kontaktperson Solbakken Hageby v/Kari Moe 41234567", "Kari Moe"),
        ("Ellers Kari Nordmann 41234567", "Kari Nordmann"),
        ("Ring Ola Nordmann. Eller Kari Nordmann 41234567", None),
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
        ("Värmepumpen hos Kerstin Moe larmar, felkod 711", None),
        ("He asked about a cable and maybe a heat pump at some point", None),
        ("Dit ska vi INTE. Platsbesök inför värmepump.", "Heat pump survey"),
        ("3 stk EV Charger X skal installeres på parkeringen", "EV charger installation"),
        ("Han fikk EV Charger X montert i fjor", None),
        ("Avlys befaring varmepumpe hos Gro Moe", None),
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


def test_a_product_that_does_not_work_is_not_ordered() -> None:
    assert read_text("Laderen virker ikke. Han fikk EV Charger X montert i fjor", here()).lines == ()


def test_a_stair_and_a_flat_are_part_of_a_finnish_street() -> None:
    text = "Street: Mannerheimintie 84 B 23\nPostcode/City: 00250 Helsinki"
    assert read(text, "street") == "Mannerheimintie 84 B 23"
