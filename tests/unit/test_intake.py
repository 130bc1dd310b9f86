"""From text to draft: what holds for every text, and what a reading does to a draft."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.catalog import read_catalog
from flows.draft import Draft, Step
from flows.form.as_typed import keep_typed
from flows.form.dialog import forward, initial, save, shown_fields
from flows.form.field import StepContext
from flows.form.from_text import PRODUCTS, notes_of_text
from flows.intake import Sender, TextReading, begin_with, read_text
from flows.intake.finding.address.streets import street_at_end
from flows.intake.message_text import LONGEST_TEXT, message_text
from flows.offer.lines import change_quantity
from flows.screens import SCREENS
from flows.screens.job import LONGEST_DESCRIPTION
from tests.support.blanks import in_plain_blanks
from tests.support.drafts import CABLE, CHARGER, form_context
from tests.support.messages import here, messages
from tests.support.thorough import one_in

EXAMPLE_FILE = Path(__file__).parents[2] / "catalog.example.toml"
WHOLE = (
    "Kunde: Ola Nordmann, 999 00 111, ola@example.no, Storgata 1, 0365 Oslo. Varmepumpe, og 2 x EV Charger X"
)
FIELDS_OF = {
    Step.CLIENT: ("contact_person", "phone", "email"),
    Step.ADDRESS: ("street", "postal_code", "city", "country"),
    Step.JOB: ("workflow",),
}


def begun(text: str) -> Draft:
    return begin_with(Draft(id="7"), read_text(text, here()), here()).draft


def errors_in(reading: TextReading) -> dict[str, str]:
    """What our own readers say against what was filled in; in its screen, as the form reads it."""
    found = {}
    for step, keys in FIELDS_OF.items():
        given_here = {key: reading.values[key] for key in keys if key in reading.values}
        if step is Step.ADDRESS:
            given_here.setdefault("country", here().country)
        _values, errors = SCREENS[step].read(StepContext(Draft(id="7"), here(), given_here))
        found.update({key: error.source for key, error in errors.items() if key in reading.values})
    return found


PIECES = st.one_of(
    st.sampled_from([message.text for message in messages()]),
    st.text(max_size=60),
    st.from_regex(r"\+?\d[\d ./:-]{3,14}", fullmatch=True),
    st.sampled_from(
        ["Navn:", "Fra: ", "\n", "kr ", "tlf ", "0365 Oslo", "@example.no", "2 x ", "&gt; ", "<@U0KARI>"]
    ),
)


@given(st.lists(PIECES, max_size=8).map("".join))
@settings(deadline=None, max_examples=150 // one_in(3))
def test_any_text_is_read_and_what_is_filled_in_is_accepted_by_our_readers(text: str) -> None:
    assert errors_in(read_text(text, here())) == {}


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        "On ",
        "charger ",
        "Navn: Ola Nordmann\n",
        "99900111\n",
        "5000 Xyz ",
        "> ",
        "a@",
        "(",
        "Fra: \n\n",
        "a\tb\n",
        '"a,b\n',
        "Navn;Telefon\n",
    ][:: one_in(4)],
)
def test_a_text_of_any_length_is_read_as_far_as_its_first_20000_characters(piece: str) -> None:
    """Each of these once took a library or a pattern time in the square of its length, or worse."""
    text = piece * (2 * LONGEST_TEXT // len(piece))
    assert len(read_text(text, here()).description) <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (
            "<mailto:ola@example.no|ola@example.no> &amp; <tel:+4799900111|999 00 111>",
            "ola@example.no & 999 00 111",
        ),
        ("Ola &lt;<mailto:ola@example.no|ola@example.no>&gt;", "Ola <ola@example.no>"),
        ("<@U0KARI> i <#C0EV|ev-team> sa <!subteam^S1|@salg> <!here>", "i ev-team sa @salg"),
        (":telephone_receiver: *Tlf:* _999 00 111_ kl 10:30:00", "Tlf: 999 00 111 kl 10:30:00"),
        ("&gt; Navn: Ola\n&gt;&gt; 2 * kabel", "Navn: Ola\n2 * kabel"),
        ("<https://example.no/lead|Lead>  her", "https://example.no/lead her"),
        ("ola_@example.no", "ola_@example.no"),
    ],
)
def test_slacks_way_of_writing_is_undone(sent: str, read: str) -> None:
    assert message_text(sent) == read


def test_a_text_with_all_that_is_needed_leads_to_the_summary() -> None:
    draft = begun(WHOLE)
    assert draft.step is Step.SUMMARY
    assert draft.client is not None
    assert (draft.client.contact_person, draft.client.phone) == ("Ola Nordmann", "+4799900111")
    assert draft.address is not None
    assert draft.address.street == "Storgata 1"
    assert [(line.product, line.quantity) for line in draft.lines] == [(CHARGER.key, 2)]
    assert draft.job is not None
    assert draft.job.description == WHOLE


def test_a_text_leads_to_the_first_screen_that_needs_more() -> None:
    assert begun("Kunde: Ola Nordmann, 999 00 111").step is Step.CLIENT
    assert begun("Kunde: Ola Nordmann, 999 00 111, ola@example.no").step is Step.ADDRESS
    assert begun(WHOLE.replace("Varmepumpe", "Elbillader")).step is Step.JOB
    assert begun(WHOLE.replace("2 x EV Charger X", "mer")).step is Step.OFFER


def test_what_is_there_is_typed_on_the_screen_that_needs_more() -> None:
    draft = begun("Kunde: Ola Nordmann, 999 00 111")
    assert initial(draft, Step.CLIENT, here()) == {
        "contact_person": "Ola Nordmann",
        "phone": "999 00 111",
        "email": None,
    }


def test_a_text_with_nothing_in_it_begins_an_order_with_its_words() -> None:
    reading = read_text("Noen må se på porten i garasjen", here())
    assert reading.is_empty
    draft = begun("Noen må se på porten i garasjen")
    assert draft.step is Step.CLIENT
    assert draft.inputs[Step.JOB]["description"] == "Noen må se på porten i garasjen"
    assert notes_of_text(draft, here()) == ()


def test_a_long_text_is_cut_for_the_description() -> None:
    draft = begun("Varmepumpe. " + "Mye å si. " * 1000)
    description = draft.inputs.get(Step.JOB, {}).get("description") or (draft.job and draft.job.description)
    assert isinstance(description, str)
    assert len(description) == LONGEST_DESCRIPTION
    assert description.endswith("…")


def test_two_are_offered_and_none_is_taken() -> None:
    draft = begun("Ring 999 00 111 eller 412 34 567. Varmepumpe eller elbillader?")
    assert draft.offered_by_text[Step.CLIENT] == {"phone": ("999 00 111", "412 34 567")}
    hints = {field.key: field.hint for field in shown_fields(draft, Step.CLIENT, {}, here())}
    assert hints["phone"] is not None
    assert "999 00 111, 412 34 567" in here().language.say(hints["phone"])
    assert set(draft.offered_by_text[Step.JOB]["workflow"]) == {one.key for one in here().catalog.workflows}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("2 stk. EV Charger X", [2]),
        ("two EV chargers X", [2]),
        ("EV Charger X x 3", [3]),
        ("1. EV Charger X", [1]),
        ("Storgata 2, EV Charger X", [1]),
        ("EV Charger X\t2\t20 000", []),
        ("EV Charger X 2", []),
        ("2 EV Charger X, nei, 3 EV Charger X", []),
        ("De har allerede EV Charger X", []),
        ("EV Charger X i stedet for kabel 10 m", [1]),
        ("2 charger til garasjen", [2]),
        ("2 EV Charger Pro", []),
        ("2 EV Charger Y", []),
        ("2 ladekabel type 2 20 m", []),
        ("Produkt: EV Charger X\nAntall: 2", [2]),
        ("Antall ladere: 2\nEV Charger X og kabel 10 m", []),
    ],
)
def test_how_many_is_taken_where_it_is_clear(text: str, counted: list[int]) -> None:
    assert [line.quantity for line in read_text(text, here()).lines] == counted


def test_a_mail_of_our_own_side_has_no_client_in_it() -> None:
    mail = "Fra: Lise Berg <lise@fjordelektro.no>\nTil: Ola <ola@example.com>\n\nHei, se tilbudet.\n\nMvh\nLise Berg"
    colleague = Sender("Per Lund", "per@fjordelektro.no")
    assert read_text(mail, here(), colleague).is_empty


def test_a_mail_that_the_sender_signed_has_no_client_in_it() -> None:
    mail = "Hei Ola!\n\nVi kommer på torsdag.\n\nMvh\nLise Berg\nTlf 22 33 44 55\nlise@example.com"
    assert read_text(mail, here(), Sender("Lise Berg", "")).is_empty


def test_a_name_ends_with_its_sentence() -> None:
    text = "My name is Hans Müller. Please call +49 171 2345678"
    assert read_text(text, here()).values["contact_person"] == "Hans Müller"


def test_a_product_of_many_with_similar_names_is_found() -> None:
    product = '[[products]]\nexternal_id = "c{0}"\nname = "Kabel, {0} m"\nunit_price = 1\nvat = 25\n'
    workflow = '[defaults]\ncurrency = "NOK"\n[[workflows]]\nname = "Survey"\ncustom_id = "survey"\n'
    many = read_catalog(workflow + "".join(product.format(metres) for metres in range(1, 201)))
    reading = read_text("2 stk kabel 175 m, og 3 kabel 999 m", replace(here(), catalog=many))
    assert [(line.product, line.quantity) for line in reading.lines] == [("c175", 2)]


def test_of_a_couple_nobody_is_taken() -> None:
    assert "contact_person" not in read_text("Ola og Kari Nordmann, 999 00 111", here()).values


def test_a_charger_of_which_nothing_more_is_said_is_offered() -> None:
    assert read_text("They asked about the charger", here()).candidates[PRODUCTS] == (CHARGER.key,)


def test_without_postal_codes_no_address_is_read() -> None:
    reading = read_text(WHOLE, form_context("nb"))
    assert {"street", "postal_code", "city"} & reading.values.keys() == set()
    assert reading.values["phone"] == "999 00 111"


def test_the_senders_own_name_and_address_are_not_the_clients() -> None:
    text = "Hei, jeg ønsker varmepumpe hos meg.\n\nMvh\nLise Berg\nlise@fjordelektro.no"
    sender = Sender("Lise Berg", "lise@fjordelektro.no")
    assert read_text(text, here()).values["contact_person"] == "Lise Berg"
    assert read_text(text, here(), sender).values.keys() == {"workflow"}


def test_a_number_of_another_country_stays_that_countrys_number() -> None:
    draft = begun(
        "Namn: Eva Ek\nTelefon: 070-123 45 67\nE-post: eva@example.se\nStorgatan 5, 111 22 Stockholm"
    )
    assert draft.client is not None
    assert draft.client.phone == "+46701234567"
    assert draft.address is not None
    assert draft.address.country == "SE"


def test_what_came_from_the_text_is_marked_until_a_person_changes_it() -> None:
    draft = begun("Kunde: Ola Nordmann, 999 00 111")
    shown = shown_fields(draft, Step.CLIENT, initial(draft, Step.CLIENT, here()), here())
    assert [
        "From the message" in (one.hint.source + str(one.hint.parameters) if one.hint else "")
        for one in shown
    ] == [
        True,
        True,
        False,
    ]
    typed = {**initial(draft, Step.CLIENT, here()), "phone": "999 00 112", "email": "ola@example.no"}
    kept = save(draft, Step.CLIENT, typed, here()).draft
    assert kept.from_text[Step.CLIENT] == ("contact_person",)
    assert keep_typed(draft, Step.CLIENT, None, typed, here()).from_text[Step.CLIENT] == ("contact_person",)


def test_going_on_without_a_change_keeps_the_marks() -> None:
    draft = begun("Kunde: Ola Nordmann, 999 00 111")
    typed = {**initial(draft, Step.CLIENT, here()), "email": "ola@example.no"}
    gone_on = forward(draft, Step.CLIENT, typed, here()).draft
    assert gone_on.step is Step.ADDRESS
    assert gone_on.from_text[Step.CLIENT] == ("contact_person", "phone")


def test_a_line_is_marked_until_its_quantity_changes() -> None:
    draft = begun(f"2 x EV Charger X og 1 x {CABLE.name}")
    assert draft.from_text[Step.OFFER] == ("1", "2")
    assert change_quantity(draft, "1", 1).from_text[Step.OFFER] == ("2",)


def test_the_summary_names_what_came_from_the_text() -> None:
    (note,) = notes_of_text(begun(WHOLE), here())
    assert in_plain_blanks(form_context("en").language.say(note)) == (
        "From the message, check: Contact person, Phone, E-mail, Street and number, Postal code, City, Job, "
        "2 × EV Charger X"
    )


def test_the_marks_are_kept_with_the_draft_and_older_drafts_are_read() -> None:
    draft = begun(WHOLE)
    assert Draft.model_validate_json(draft.model_dump_json()) == draft
    older = draft.model_dump(exclude={"from_text", "offered_by_text"})
    assert Draft.model_validate(older).from_text == {}


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("2 x kabel 10 m à 1 200 kr", 120_000),
        ("2 kabel 10 m, 1200,- hver", 129_900),
        ("2 stk kabel 10 m @ 999", 99_900),
        ("2 kabel 10 m til 1 200 kr", 129_900),
        ("2 kabel 10 m à 1 200 kr eller à 900 kr", 129_900),
        ("2 kabel 10 m à 1 200 EUR", 129_900),
        ("2 kabel 10 m, per stk: 1250,50 kr", 125_050),
    ],
)
def test_the_price_of_one_is_taken_where_the_line_says_that_it_is_that(text: str, price: int) -> None:
    (line,) = begun(text).lines
    assert (line.quantity, line.unit_price) == (2, price)


def test_nobody_sets_a_price_by_a_message_who_may_not_set_prices() -> None:
    sets_none = replace(here(), sets_prices=False)
    draft = begin_with(Draft(id="7"), read_text("2 kabel 10 m à 1 200 kr", sets_none), sets_none).draft
    assert draft.lines[0].unit_price == CABLE.unit_price


def test_of_the_vendors_own_product_no_price_is_taken() -> None:
    assert begun("2 x EV Charger X à 9 500 kr").lines[0].unit_price == CHARGER.unit_price


def test_products_of_two_currencies_are_not_mixed() -> None:
    priced = 'unit_price = "1299.00"\ncurrency = '
    euros = EXAMPLE_FILE.read_text(encoding="utf-8").replace(f'{priced}"NOK"', f'{priced}"EUR"')
    context = replace(here(), catalog=read_catalog(euros))
    reading = read_text("2 x EV Charger X og 1 x kabel 10 m", context)
    draft = begin_with(Draft(id="7"), reading, context).draft
    assert [line.product for line in draft.lines] == [CHARGER.key]


ANSWERED = """{said}

Mvh
Ola Nordmann
Mobil: 999 00 111

{header}

Hei Ola
Takk for sist, vi sees.

Mvh Jesper Lund, tlf. 22 33 44 55
Hovedgata 5, 0365 Oslo"""


@pytest.mark.parametrize("said", ["Hei,\nJeg ønsker elbillader.", "Hei Jesper,\nDa sier vi ja til tilbudet."])
@pytest.mark.parametrize(
    "header",
    [
        "Den 12. maj 2025 kl. 10.31 skrev Jesper Lund <jesper@example.dk>:",
        "Jesper Lund <jesper@example.dk> skrev den 12. maj 2025 kl. 10.31:",
        "Den tirs. 12. mai 2025 kl. 10:31 skrev\nJesper Lund <jesper@example.dk>:",
        "Am Mo., 2. Mai 2025 um 09:15 Uhr schrieb Jesper Lund <jesper@example.de>:",
        "On Mon, May 2, 2025 at 9:15 AM Jesper Lund <jesper@example.com> wrote:",
        "Den mån 2 maj 2025 kl 09:15 skrev Jesper Lund:",
        "Fra: Jesper Lund <jesper@example.no>\nSendt: mandag 12. mai\nTil: Ola",
    ],
)
def test_what_a_client_answers_to_has_nothing_of_the_client(said: str, header: str) -> None:
    values = read_text(ANSWERED.format(said=said, header=header), here()).values
    assert (values["contact_person"], values["phone"]) == ("Ola Nordmann", "999 00 111")
    assert not {"email", "street", "postal_code"} & values.keys()


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Montage bitte an der Adresse Am Mühlbach 3", "Am Mühlbach 3"),
        ("Einbauort Zum Sportplatz 12", "Zum Sportplatz 12"),
        ("Installasjonsadresse Nordre Skansen 5", "Nordre Skansen 5"),
        ("Installationsadresse Karl Johans gate 5", "Karl Johans gate 5"),
        ("Kundeadresse Nordre Skansen 5", "Nordre Skansen 5"),
        ("Site address Nordre Skansen 5", "Nordre Skansen 5"),
        ("Monteres Nordre Skansen 5", "Nordre Skansen 5"),
        ("Ved Kirken 5", "Ved Kirken 5"),
        ("In der Au 3", "In der Au 3"),
    ],
)
def test_what_a_street_is_announced_by_is_no_part_of_it(text: str, street: str) -> None:
    assert street_at_end(text) == street


@pytest.mark.parametrize(
    "text",
    [
        "Nabo Knut Evensen, 924 60 583, har nøkkel",
        "Udlejer Lars Holm, 924 60 583",
        "Vaktmester:\nNils Berg\n924 60 583",
        "his landlord is Knut Evensen 924 60 583, just for permission",
        "Der Vermieter ist Hans Maier, 924 60 583",
        "IBAN DE89 3704 0044 0532 0130 00",
        "USt-IdNr. DE123456789\nIBAN DE89 3704 0044 0532 0130 00",
        "Befaring Drammen 924 60 583",
        "Styret Solhaug ønsker tilbud, 924 60 583",
        "Elektriker Nils Berg vil ha elbillader levert, 924 60 583",
        "Hansens Rørleggerservice trenger lader, 924 60 583",
        "Nord Varme önskar bergvärme",
    ],
)
def test_what_is_somebody_elses_or_nobodys_is_not_the_clients_name(text: str) -> None:
    assert "contact_person" not in read_text(text, here()).values


@pytest.mark.parametrize(
    "text",
    [
        "Fredrik Åkesson vill ha laddstolpe på jobbet",
        "Fredrik Åkesson called, needs a charger. His landlord is Knut Evensen 924 60 583",
        "Lead: Fredrik Åkesson (svensk, bor på Grünerløkka) 924 60 583",
        "👤 Fredrik Åkesson\n📞 924 60 583",
        "Jag vill ha laddstolpe, ring mig på 924 60 583\n/Fredrik Åkesson",
        "Fredrik Åkesson ønsker varmepumpe. Svigersønnen Per Moe 924 60 583 låser opp",
        "Bestilling fra Fredrik Åkesson:\nfredrik.akesson@example.no",
        "bestilling fra fredrik åkesson, fredrik.akesson@example.no",
    ],
)
def test_a_name_is_the_clients_by_what_is_beside_it(text: str) -> None:
    assert read_text(text, here()).values["contact_person"] == "Fredrik Åkesson"


ANSWERED_TO = """

3. juni 2025 kl. 14:22 skrev Ole Berg:
Hei Ola, se tilbudet.
Ole Berg, Fjordgata 3, 7010 Trondheim"""


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Bor i Storgata 1, 0365 Oslo. Faktura sendes til Fjordgata 3, 7010 Trondheim", "Storgata 1"),
        ("Faktura til Fjordgata 3, 7010 Trondheim. Monteres i Storgata 1, 0365 Oslo", "Storgata 1"),
        ("Faktura til Fjordgata 3, 7010 Trondheim", None),
        ("Flyttet fra Fjordgata 3, 7010 Trondheim til Storgata 1, 0365 Oslo", "Storgata 1"),
        ("He moved from Fjordgata 3, 7010 Trondheim to Storgata 1, 0365 Oslo", "Storgata 1"),
        (
            "Bor i Fjordgata 3, 7010 Trondheim, men pumpen skal stå på hytta: Storgata 1, 0365 Oslo",
            "Storgata 1",
        ),
        ("Bor i Fjordgata 3, 7010 Trondheim, og skal ikke monteres i Storgata 1, 0365 Oslo", None),
        ("Bor i Fjordgata 3, 7010 Trondheim, hytta Storgata 1, 0365 Oslo", None),
        ("Adresse:\nStorgata 1\n\nPostnr. og sted:\n0365 Oslo", "Storgata 1"),
        ("Fakturaadresse:\nFjordgata 3\n7010 Trondheim\n\nAdresse:\nStorgata 1\n0365 Oslo", "Storgata 1"),
        ("Faktura: Moe AS, Fjordgata 3, 7010 Trondheim\nMontering: Storgata 1, 0365 Oslo", "Storgata 1"),
        ("Hei Ole,\nAdressen er Storgata 1, 0365 Oslo.\nMvh Ola" + ANSWERED_TO, "Storgata 1"),
        ("Adresse / nr.: Storgata 1\nPostnr: 0365\nSted: Oslo", "Storgata 1"),
    ],
)
def test_the_address_is_that_of_the_work(text: str, taken: str | None) -> None:
    assert read_text(text, here()).values.get("street") == taken
