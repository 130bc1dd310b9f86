"""Words that messages use around what is looked for, in our languages, folded (see `flows.search.fold`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from flows.search import fold


def any_of(patterns: str) -> str:
    """One pattern for any of those, which are parted by blanks and have `_` for a blank of their own."""
    return "(?:" + "|".join(pattern.replace("_", " ") for pattern in patterns.split()) + ")"


_SENTENCE_END = re.compile(
    r"(?<!\b[Tt]el)(?<!\b[Tt]lf)(?<!\b[Tt]fn)(?<!\b[Mm]ob)(?<!\b[Ff]am)(?<!\b[Aa]tt)(?<!\b[Aa]dr)(?<!\b[Ee]tg)(?<!\b[Ss]tr)"
    r"(?:(?<=[^\W\d_]{3})[)\]\"'’”]?|(?<=[^\W\d_]{2})[)\]]|(?<=\d{3})(?=\. [^\W\d_]))[.;!?]+\s"
)
"""Behind a word or a long number, not behind `Tlf.`, an initial or the number of a floor."""


def last_sentence(text: str) -> str:
    """What a text ends with: the sentence that goes on."""
    return _SENTENCE_END.split(text)[-1]


class Label(StrEnum):
    """What stands before a colon in a form's mail, and says what follows."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    CLIENT = "client"
    PHONE = "phone"
    EMAIL = "email"
    STREET = "street"
    HOUSE_NUMBER = "house number"
    POSTAL_CODE = "postal code"
    CITY = "city"
    PRODUCT = "product"
    QUANTITY = "quantity"
    OURS = "ours"
    BILLING = "billing"
    SITE = "site"


_LABELS: Mapping[Label, str] = {
    Label.NAME: "navn name namn kontakt kontaktperson kontakt_person contact contact_person contact_name your_name "
    "ditt_navn fullt_navn full_name ansprechpartner ansprechpartnerin fulde_navn dit_navn vor-_und_nachname "
    "for-_og_etternavn for-_och_efternamn fornavn_og_etternavn vorname_und_nachname kontaktnavn kontaktnamn "
    "kontaktperson_pa_stedet kontaktperson_pa_plass kontaktperson_pa_plats ansprechpartner_vor_ort "
    "ansprechpartnerin_vor_ort ansprechpartner_im_objekt on-site_contact_person contact_person_on_site "
    "kontaktperson_hos_kunde kontaktperson_hos_kunden kontaktperson_pa_adressen "
    "styreleder ordforande "
    "styreformand kundens_navn kundnamn kundenavn customer_name client_name kundenname bestiller besteller "
    "ditt_namn ihr_name "
    "first_and_last_name navn_pa_kunde kontakt_hos_kunde beboer",
    Label.FIRST_NAME: "fornavn fornamn first_name vorname given_name",
    Label.LAST_NAME: "etternavn efternavn efternamn last_name nachname surname family_name",
    Label.CLIENT: "kunde kund customer client kunden kundeinfo",
    Label.PHONE: "telefon tlf tel telefonnummer telefonnr phone phone_number phone_no mobil mobilnummer mobilnr "
    "mobile mobile_number mob mobiltelefon tfn tlf._nr tlfnr tlf_nr tel._nr handy handynummer cell telefon_mobil "
    "mobile_phone ditt_telefonnummer t m rufnummer telephone telefon/mobil contact_number kontakttelefon "
    "kundens_telefon",
    Label.EMAIL: "epost e-post e-postadresse epostadresse email e-mail mail email_address e-mail_address e_mail "
    "e-postadress epostadress e-mailadresse mailadresse e-mail-adresse e e-mailadress emailadresse your_email "
    "din_e-post",
    Label.STREET: "adresse adress address gateadresse gatuadress vejnavn street street_address gate gata strasse "
    "str strasse_und_hausnummer strasse_und_nr strasse/nr anschrift adr your_address din_adresse gate/vei "
    "street_and_number vej vejnavn_og_nummer gatuadress_och_nummer strasse,_hausnummer bostedsadresse hjemmeadresse "
    "bostadsadress postadresse postadress boligadresse address_line_1 veiadresse gatenavn gade "
    "strasse/hausnummer strasse/hausnr strasse,_nr strasse_nr strasse_&_hausnummer gate/husnr gade/nr vej/nr "
    "gade/vej adresse/nr gatenavn_og_nummer gatenavn_og_husnummer",
    Label.HOUSE_NUMBER: "husnummer husnr hausnummer hausnr hus_nr house_number house_no gatenummer nr",
    Label.POSTAL_CODE: "postnr postnummer postkode postcode postal_code zip zip_code plz postleitzahl post_code "
    "postnr. zip/postal_code zip/postcode",
    Label.CITY: "poststed sted by ort stad postort city town wohnort stadt bynavn place postnr/sted "
    "postnummer_og_sted postnr_og_sted postnr._og_sted postnummer_och_ort postnr_og_by plz_ort plz/ort plz_und_ort "
    "postnr/poststed postnummer/sted postnr./sted post_code_and_city postnummer_og_by postnummer/ort postnr/ort "
    "zip_and_city postnummer_og_poststed postnr/by postnr._/_ort zip/city city/town kommune postal_code_and_city",
    Label.PRODUCT: "produkt produkter product products vare varer artikel item items vara varor bestilling "
    "bestallning bestellung order ordre onsker wants modell model",
    Label.QUANTITY: "antall antal anzahl quantity qty menge stk number_of_units",
    Label.BILLING: "fakturaadresse fakturaadress fakturering faktura billing_address invoice_address invoice "
    "rechnungsadresse rechnungsanschrift rechnung faktureringsadresse faktureringsadress fakturaadr bill_to billing",
    Label.SITE: "monteringsadresse installasjonsadresse leveringsadresse anleggsadresse arbeidsadresse arbeidssted "
    "installation_address job_address site_address site delivery_address installationsadress leveransadress "
    "installationsadresse leveringsadresse montageadresse montageort einbauort einsatzort lieferadresse "
    "montering installasjon installation montage einbau levering leverans lieferung "
    "monteringsadress oppdragsadresse monteringssted arbetsplats monteres_pa installation_site",
    Label.OURS: "til to an till cc kopi kopia bcc sendt sent gesendet skickat dato date datum emne subject betreff "
    "amne saksbehandler selger salgskonsulent our_reference var_referanse var_referens vores_reference "
    "unser_zeichen kundebehandler var_ref sales_rep saljare saelger verkaufer",
}


def _in_one_form(label: str) -> str:
    return re.sub(r" ?/ ?", "/", " ".join(label.replace(".", " ").split()))


_KNOWN = {
    _in_one_form(word.replace("_", " ")): label for label, words in _LABELS.items() for word in words.split()
}
_BEGINNINGS = {
    Label.QUANTITY: ("antall", "antal", "anzahl", "quantity", "number of"),
    Label.BILLING: ("faktura", "invoice", "billing", "rechnung"),
    Label.SITE: ("monterings", "installasjons", "installations", "montage", "leverings", "einbau"),
}
_LABELLED = re.compile(
    r"^\W{0,4}(?:\d{1,2}[.)] ?)?(?P<label>[^\W\d](?:[^:=@\d]{0,38}?[^\W\d])?(?:[ "
    r"_-]?1)?[.)*]{0,3})\s*(?P<sign>[:=])\s*(?P<value>.*)$"
)
_TOGETHER = {
    Label.CITY: {Label.POSTAL_CODE, Label.CITY},
    Label.STREET: {Label.STREET, Label.HOUSE_NUMBER},
    Label.NAME: {Label.FIRST_NAME, Label.LAST_NAME},
}
_AND = re.compile(r" ?[/,&+] ?| (?:og|och|and|und) ")
_BESIDE = re.compile(r"\s*(?:\(.*\)|\*)\s*$")


def _of_both(words: str) -> Label | None:
    """`PLZ, Stadt` has the city in it, `Gate og husnummer` the street."""
    parts = {_KNOWN.get(part.strip()) for part in _AND.split(words)}
    return next((label for label, both in _TOGETHER.items() if len(parts) > 1 and parts <= both), None)


def labelled(line: str) -> tuple[Label, str] | None:
    """What a line such as `Telefon: 999 00 111` is labelled as, and what follows; None for any other line."""
    found = _LABELLED.match(line)
    if found is None:
        return None
    words = _in_one_form(fold(_BESIDE.sub("", found["label"])).replace("_", " ")).strip(" *1")
    label = (
        _KNOWN.get(words)
        or next((kind for kind, starts in _BEGINNINGS.items() if words.startswith(starts)), None)
        or _of_both(words)
    )
    return (label, found["value"].strip()) if label else None


def with_values_beside(lines: Sequence[str]) -> Sequence[str]:
    """The lines, with the value of `Adresse:` beside it where it is on the next line."""
    joined: list[str] = []
    is_label = False
    for line in lines:
        if is_label and line.strip() and labelled(line) is None:
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
            is_label = False
            continue
        joined.append(line)
        found = labelled(line)
        is_label = found is not None and not found[1]
    return joined


CLOSING = re.compile(
    any_of(
        "(?:med_)?(?:venn?lig|bedst|best|varm|hjertelig|vanlig|hjartlig)(?:e|a|st)?,?_?"
        "(?:hils(?:en|ner)|hals(?:n|ning|ningar)) "
        r"hils(?:en|ner)(?:_fra)? helsing(?:ar)?(?:_fra)? med_hilsen halsning(?:ar)? mvh m\.?v\.?h\.? vht? kh dbh bh "
        "de_bedste_hilsner (?:best|kind|warm|many)?_?(?:regards|wishes) all_the_best$ best$ "
        "yours_(?:sincerely|faithfully|truly) sincerely cheers br rgds "
        "(?:mit_)?(?:freundliche|beste|viele|liebe|herzliche)[nr]?_gruss?en? gruss?e? mfg lg vg "
        "(?:tusen_|mange_)?takk(?:_pa_forhand|_og_hilsen)? (?:mange_|pa_forhand_)?tak tack(?:_pa_forhand)? "
        "(?:vielen_)?dank(?:_im_voraus)? (?:many_)?thanks(?:_in_advance|_and_regards)? thank_you "
        "(?:sendt|skickat|sent|gesendet|von_meinem)_(?:fra|fran|from|von).{0,40}"
    )
    + r"(?![^\W_])"
)
"""A farewell, at the beginning of a folded line; a name may follow."""
