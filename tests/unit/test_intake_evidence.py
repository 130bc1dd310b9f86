"""From text to draft: what is needed before anything is filled in, and what is only offered without."""

from __future__ import annotations

import pytest

from flows.form.from_text import PRODUCTS
from flows.intake import read_text
from flows.intake.finding.address.streets import street_at_end
from tests.support.drafts import CABLE, CHARGER, EXAMPLE
from tests.support.messages import here

SITE = "Lillegata 4, 7010 Trondheim"


def read(text: str, field: str) -> str | None:
    return read_text(text, here()).values.get(field)


@pytest.mark.parametrize(
    "text",
    [
        "Høstkampanje! Kjøp EV Charger X for kun 8 990,- Klikk her. Volt AS, Storgata 1, 0365 Oslo, 21 60 44 00",
        "Newsletter abbestellen: hier klicken. Vor-Ort-Besichtigung buchen: Michael Brandt, 040 22 33 44 10",
        "Tak for din mail. Jeg er på barsel. Kontakt Line Kjær på 31 22 44 90, hvis det haster.\n\nMvh\nSofie",
        "I am currently travelling with limited access to email. For urgent matters call Thomas Eide, +47 911 22 333",
        "Kære kunde, din pakke med EV Charger X er på vej. Afhentes hos Netto, Vestergade 10, 4600 Køge, 70 12 34 56",
        "Hei, dette er en påminnelse om time hos Smil, Storgata 14, 2000 Lillestrøm. Avbestilling på 63 80 00 11",
    ],
)
def test_what_a_machine_or_a_firm_sends_to_many_has_nothing_in_it(text: str) -> None:
    assert read_text(text, here()).is_empty


@pytest.mark.parametrize(
    "text",
    [
        "FAKTURA 2025-1188\nTil: Fjord AS v/ Per Lunde, Sjøgata 3, 8006 Bodø\n3 stk EV Charger X\nForfall 20.06.2025",
        "FÖLJESEDEL 448812\nMottagare: Lager, Hamngatan 8, 452 30 Strömstad\n1 st EV Charger X",
        "Lieferschein 77\nAnsprechpartner: Dirk Hansen, 0461 909112\n10 Stk. EV Charger X",
        "Prisliste 2025\nEV Charger X | 10 000\nKabel 10 m | 1 299\nSpørsmål: Rune Tangen, 48 11 22 33",
        "Tilbudsforespørsel – parkhus\nOppdragsgiver: Skien kommune, Kari Støle, 35 58 10 00\n24 ladere monteres",
        "Bewerbung als Servicetechniker Wärmepumpe\nTimo Harms, Norderstraße 14, 24939 Flensburg, 0160 5556677",
        "Søknad på stilling: jeg heter Marius Tveiten, har fagbrev og har montert elbilladere. 452 11 778",
        "Leveransen fra grossisten er forsinket, 12 stk EV Charger X kommer torsdag. Sjåføren: Ola Berg 466 77 889",
        "Vi på Offertify förmedlar laddbox-jobb i hela Sverige. Boka en demo med Elin Ståhl, 08-50 33 22 11",
        "Selges: brukt EV Charger X, 5 000 kr. Hentes i Lillestrøm. Ring Kent Moe 977 66 554",
        "Møte med Elvia tirsdag kl 10, Smalvollveien 65, 0667 Oslo. Spør etter Marte Lind i resepsjonen, 991 88 776",
        "👍 supert, takk Per Olav! ringer deg på 922 33 445 etter møtet",
        "Hei! Jag är er nya säljare. Vi har EV Charger X i lager. Vänligen, Patrik Sjöberg, 0703-55 66 77",
        "Fra: Kristin Vik <kristin@voltnord.no>\nTil: <alle@voltnord.no>\n\nLegg inn ferie. Ring meg på 900 12 345",
    ],
)
def test_of_what_is_no_order_nothing_is_filled_in(text: str) -> None:
    reading = read_text(text, here())
    assert (reading.values, reading.lines) == ({}, ())


def test_what_is_found_where_nobody_orders_is_offered() -> None:
    text = "Prisliste 2025\nEV Charger X | 10 000\nSpørsmål: Rune Tangen, 48 11 22 33"
    candidates = read_text(text, here()).candidates
    assert candidates["phone"] == ("48 11 22 33",)
    assert candidates[PRODUCTS] == (CHARGER.key,)


@pytest.mark.parametrize(
    "text",
    [
        "1. Ola Berg, 911 11 222, Storgata 1, 0155 Oslo – lader\n2. Kari Dahl, 922 22 333, Torget 4, 7010 Trondheim",
        "Mo: Meier, Lindenweg 3, 24937 Flensburg, 0461 123456, EV Charger X\nDi: Jansen, 24944 Flensburg, 0461 765432",
    ],
)
def test_of_a_list_of_clients_none_is_taken(text: str) -> None:
    reading = read_text(text, here())
    assert (reading.values, reading.lines) == ({}, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bygherre Mads Friis 30 11 22 99, varmepumpe", "Mads Friis"),
        (
            "Frau Petra Lorenzen Hauptstraße 5 in 25899 Niebüll möchte Wärmepumpe, 0151 12345678",
            "Petra Lorenzen",
        ),
        (
            "Jutta Ohlsen, Am Hafen 4, 24114 Kiel. Wallbox. Energieberater Volker Stamm 0170 1231231",
            "Jutta Ohlsen",
        ),
        (
            "Ny kunde: Terje Kvalheim, 907 65 412. Taksmann Arild Moen (900 88 777) har vært der",
            "Terje Kvalheim",
        ),
        ("Kunde: Ranveig Dokken\nE-post: ranveig.dokken@example.no", "Ranveig Dokken"),
        ("Hun heter ikke det. Terje Kvalheim heter han, 907 65 412, ønsker elbillader", "Terje Kvalheim"),
        ("Sundets Marina vill ha laddstolpar, 0418-11 22 33", None),
        ("Telemark Slamell ønsker 4 stk EV Charger X, 35 11 22 33", None),
        (
            "Lejer Rasmus Lind (42 55 66 77) ønsker ladestander. Ejer Knud Lauritsen (20 30 40 50) betaler",
            None,
        ),
        (
            "Hyresgäst: Eva Thorell, 073-998 87 76. Värd: ref Jonas Frid 013-20 85 00. Platsbesök värmepump",
            None,
        ),
        ("Thea og Jonas Winther trenger elbillader", None),
        ("Reminder: van to Bob's Autos on Station Rd, 01632 960 145", None),
    ],
)
def test_a_name_that_nothing_announces_begins_with_a_given_name(text: str, name: str | None) -> None:
    assert read(text, "contact_person") == name


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        (
            "Kunde Ola Nordmann, 999 00 111. Elbillader. Taksmann Arild Moen (900 88 777) har vært der",
            "999 00 111",
        ),
        ("Kunde: Kari Nordmann\nVarmepumpe. Taksmann Arild Moen 900 88 777 har vært der", None),
        (
            "Lejer Rasmus Lind (42 55 66 77) ønsker ladestander. Ejer Knud Lauritsen (20 30 40 50) betaler",
            None,
        ),
    ],
)
def test_a_number_beside_another_name_is_not_the_clients(text: str, phone: str | None) -> None:
    assert read(text, "phone") == phone


def test_an_address_beside_another_name_is_not_the_clients() -> None:
    text = "Kunde: Kari Nordmann, elbillader. Energirådgiver Arild Moen, arild@moen.no, har vært der"
    assert read(text, "email") is None


def test_a_firms_mailbox_is_offered_where_nobody_reads_it() -> None:
    reading = read_text("Fjellheimen Hotell ønsker elbilladere, kontakt@fjellheimen.no", here())
    assert "email" not in reading.values
    assert reading.candidates["email"] == ("kontakt@fjellheimen.no",)


def test_in_a_firms_signature_is_where_its_office_is() -> None:
    text = f"Hei, kan dere montere elbillader? Adresse kommer.\n\nMvh\nOla Nordmann\n{{firm}}\n{SITE}"
    assert read(text.format(firm="Nordmann Bygg AS"), "street") is None
    assert read(text.format(firm="999 00 111"), "street") == "Lillegata 4"


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Schwachhauser Heerstraße 211", "Schwachhauser Heerstraße 211"),
        ("Gammel Køge Landevej 250", "Gammel Køge Landevej 250"),
        ("Am Alten Sportplatz 4", "Am Alten Sportplatz 4"),
        ("Ali Rezai Rosengårdsvägen 11", "Rosengårdsvägen 11"),
        ("Ørland Storgata 5", None),
    ],
)
def test_a_street_is_read_where_it_is_clear_where_it_begins(text: str, street: str | None) -> None:
    assert street_at_end(text) == street


@pytest.mark.parametrize(
    "said",
    [
        "spør om EV Charger X kan brukes ute",
        "wants to know if the EV Charger X works outside",
        "har kjøpt EV Charger X selv på nett og vil ha hjelp",
        "fikk tilbud: vi anbefalte EV Charger X, men den var dyr",
        "schwankt zwischen EV Charger X und einer anderen",
        "vil ha EV Charger X eller en annen",
        "fikk garantisak på EV Charger X, den starter ikke",
    ],
)
def test_a_product_that_is_only_spoken_of_is_offered(said: str) -> None:
    reading = read_text(f"Kunde Ola Nordmann, 999 00 111, {said}", here())
    assert [line.product for line in reading.lines if line.product == CHARGER.key] == []
    assert CHARGER.key in reading.candidates[PRODUCTS]


@pytest.mark.parametrize(
    "said",
    [
        "bestiller EV Charger X",
        "vil ha kabel 10 m",
        "skal ha EV Charger X i stedet for den gamle",
        "EV Charger X skal monteres",
        "tar EV Charger X med en gang",
    ],
)
def test_a_product_that_is_wanted_is_filled_in(said: str) -> None:
    reading = read_text(f"Kunde Ola Nordmann, 999 00 111, {said}", here())
    assert {line.product for line in reading.lines} & {CHARGER.key, CABLE.key}


@pytest.mark.parametrize(
    ("text", "workflow"),
    [
        (
            "Vi installerade laddbox hos kunden 2023. Nu vill han ha platsbesök för värmepump.",
            "Heat pump survey",
        ),
        ("Kunden har elbil og varmepumpe fra før", None),
        ("Die von Ihnen eingebaute Wallbox schaltet ständig ab. Kundin: Claudia Wenzel", None),
        ("Garantisak: varmepumpe levert i 2023 lager ulyd. Kunde: Bjørg Hamre", None),
        ("Kunde bestiller 1x EV Charger X mit Installation", "EV charger installation"),
    ],
)
def test_what_is_there_already_is_no_job(text: str, workflow: str | None) -> None:
    key = read(text, "workflow")
    found = EXAMPLE.workflow(key) if key else None
    assert (found.name if found else None) == workflow


def test_of_an_offer_that_a_client_answers_only_what_they_order_is_taken() -> None:
    text = (
        "Von: Svea Clausen <svea@clausen-husum.de>\nAn: Dirk Hansen\nBetreff: AW: Angebot\n\n"
        "Wir bestellen 1 x EV Charger X mit Installation.\n\nViele Grüße\nSvea Clausen\n\n"
        "Am 02.06.2025 um 08:12 schrieb Dirk Hansen <dirk@elektro-husum.de>:\n"
        "> 1 x EV Charger X 890 €, 1 x Kabel 10 m 120 €. Tel. 04841 7788"
    )
    reading = read_text(text, here())
    assert [line.product for line in reading.lines] == [CHARGER.key]
    assert "phone" not in reading.values


def test_a_number_for_questions_is_of_whom_to_ask() -> None:
    assert read("Bestilling elbillader til Lia 4. Spørsmål til Niklas, 999 00 111", "phone") is None


def test_an_earlier_orders_product_is_not_ordered_again() -> None:
    text = "Kunde: Ola Nordmann\nTidligere ordre: 1 x EV Charger X\nNå: 2 x kabel 10 m"
    assert [line.product for line in read_text(text, here()).lines] == [CABLE.key]


def test_a_name_that_is_a_word_as_well_owns_no_number() -> None:
    assert read("Gareth Pugh wants a charger. My number is 453 09 617", "phone") == "453 09 617"


@pytest.mark.parametrize(
    "text",
    [
        "Hej! Söker jobb som elektriker. 6 års erfarenhet av laddboxar. CV bifogas. Dennis Hallgren, 073-902 44 18",
        "Vad kostar det ungefär med en laddbox?",
        "Hiermit storniere ich meine Bestellung (Wallbox X) vollständig.",
        "Wir brauchen 2 Ladestation X. Nein, nicht zwei, doch drei.",
    ],
)
def test_of_an_application_a_price_question_or_what_is_taken_back_nothing_is_taken(text: str) -> None:
    reading = read_text(text, here())
    assert (reading.values, reading.lines) == ({}, ())


def test_who_is_only_there_for_the_invoice_is_no_client() -> None:
    text = "Kontaktperson Ulrika Stenmark 076-118 27 35 (endast fakturafrågor). Installation laddstolpe"
    assert read(text, "contact_person") is None


def test_a_street_that_is_taken_back_is_not_filled_in() -> None:
    text = "Elbillader. Det skal vera Strandgata 17, ikkje Strandvegen 17.\n\nOla Nordmann, Strandvegen 17, 6150 Ørsta"
    assert read(text, "street") is None


@pytest.mark.parametrize(
    "text",
    [
        "Neste kurs i EV Charger X er i Drammen, Grønland 53, 3045 Drammen. Påmelding til Stine Moe, 991 10 220",
        "Handy 0664 3918275, Wärmepumpe, Schillerstraße 24, 8010 Graz",
    ],
)
def test_a_number_of_a_course_or_of_a_country_that_is_not_clear_is_not_taken(text: str) -> None:
    assert read(text, "phone") is None


def test_a_lead_is_read_however_its_words_are_put() -> None:
    text = "Hi there, after a home charger for our new car. Name's Daniel Whitcombe. Best number 07712 384 915, RG4 7PT"
    reading = read_text(text, here())
    assert reading.values["contact_person"] == "Daniel Whitcombe"
    assert reading.values["phone"].endswith("7712 384915")


def test_a_quoted_mail_with_nothing_but_its_sender_above_it_is_the_clients() -> None:
    text = (
        "Please see below from our tenant.\n\nRegards,\nHelena Frisk, Manager\nNordkap AB, +46 70 418 25 67\n\n"
        "> From: Tomasz Wrona <tomasz.wrona@pixelmill.se>\n> We would like 3 x EV Charger X."
    )
    assert read(text, "contact_person") == "Tomasz Wrona"
    assert read(text, "email") == "tomasz.wrona@pixelmill.se"


def test_a_mail_of_the_firm_that_is_written_to_is_no_clients() -> None:
    text = (
        "From: Gareth Holmes <gareth@example.com>\nTo: sales@nordlys.no\nSubject: Re: charger\n\n"
        "Please use 941 28 036 for the charger installation.\n\n"
        "On 19 May 2025, at 15:30, Nordlys wrote:\n> Hi Gareth, we have you at 22 33 44 55."
    )
    assert read(text, "phone") == "941 28 036"
