"""What looks like a phone number or a postal code and isn't one: dates, times, prices, other numbers."""

from __future__ import annotations

import re

from flows.intake.words import any_of

_MONTHS = (
    "jan|feb|mar|apr|mai|maj|may|mär|jun|jul|aug|sep|okt|oct|nov|des|dec|dez"
    "|januar|februar|mars|april|juni|juli|august|september|oktober|november|desember|december"
    "|januari|februari|augusti|januar|märz|dezember|marts|january|february|march|june|july|october"
)
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:19|20)\d\d|\d\d)"
_TIME = r"(?:[01]?\d|2[0-4])"
_DATES = re.compile(
    rf"(?<![\d./-])(?:{_DAY}([./-]) ?{_MONTH}\1 ?{_YEAR}|{_MONTH}(/){_DAY}\2{_YEAR}"
    rf"|(?:19|20)\d\d([./-]){_MONTH}\3{_DAY})(?![./-]?\d)"
    rf"|(?<!\d){_DAY}\.? ?(?:{_MONTHS})\b\.?(?: ?(?:19|20)\d\d)?"
    rf"|\b(?:{_MONTHS})\.? {_DAY}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?(?!\d)"
    rf"|(?<![\d./-]){_DAY}[./]{_MONTH}\.?(?=\s*(?:kl|klokka|klokken|at|um|ca|og|mellom|fra)\b)"
    rf"|\b(?:kl|klokka|klokken|klockan|um)\.? ?{_TIME}(?:[:.]?[0-5]\d)?(?: ?[-–] ?{_TIME}(?:[:.]?[0-5]\d)?)?(?!\d)"
    rf"|(?<!\d){_TIME}:[0-5]\d(?: ?[-–] ?{_TIME}:[0-5]\d)?(?!\d)"
    r"|\b(?:uke|vecka|uge|week|kw) ?\d{1,2}(?!\d)",
    re.IGNORECASE,
)
_UNDIVIDED_DATE = re.compile(
    r"(?<![\d+])(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])20[0-4]\d|20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
)
_CURRENCY = any_of("kr kroner kronor nok sek dkk eur euro usd gbp chf [€$£]")
_FIGURE = r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_SUM = any_of(
    "depositum forskudd anzahlung handpenning deposit pris prisen totalpris price preis sum totalt? total beløp "
    "belopp beløb betrag budsjett budget budjett"
)
_COSTS = any_of("kostet koster kostar kosten kosta costs? betalt paid for fra ca til")
_VAT = any_of("inkl incl eks ekskl exkl excl ex med uten")
_PRICES = re.compile(
    rf"(?<![^\W\d_]){_CURRENCY}\.? ?(?:{_FIGURE})(?:[,.:]-|,–)?"
    rf"|(?<![\d+])(?:{_FIGURE})(?: ?(?:[,.:]-|,–)(?!\d)| ?{_CURRENCY}(?![^\W\d_]))"
    rf"|\b{_COSTS}\b\.?:? ?(?:{_FIGURE})(?= {_VAT}\b)"
    rf"|\b{_SUM}\b(?: (?:er|på|of|is|ca|är|von|ist))?\.?:? ?(?:{_FIGURE})",
    re.IGNORECASE,
)
_NUMBER_OF = any_of(
    r"org(?:anisasjons|anisations)?\.?_?-?(?:nr|no|nummer) organisasjonsnummer orgnr foretaksnr cvr(?:[_-]?nr)? "
    r"ust-?id(?:nr)? vat(?:_no)? mva moms(?:nr)? konto(?:nr|nummer)? kto po p\.o\. purchase_order (?-i:SO|WO|INC) "
    r"rma sku hra hrb blz bankleitzahl rekv rekvisisjon rekvisition (?:bic|swift)_\w{8,11} iban kid bankgiro bg "
    "plusgiro ocr zählerstand målerstand ordre?(?:nr|nummer)? order(?:_no|_number|nummer|nr)? faktura(?:nr|nummer)? "
    "invoice(?:_no|_number)? rechnung(?:snummer|snr)? kunden?(?:nr|nummer) customer_(?:no|number|id) "
    r"saks?(?:nr|nummer)? case(?:_no|_number)? ref(?:eranse|erence|erens|erenz|\.)?(?:_?nr)? målernr målernummer "
    "målepunkt(?:-?id)? meter_?(?:no|number|id) zählernummer personnr personnummer fødselsnummer cpr(?:[_-]?nr)? "
    "serie(?:nr|nummer) serial(?:_no|_number)? tilbud(?:snr|snummer)? quote(?:_no)? offert(?:nr)? angebot(?:snr)? "
    "gnr bnr gårdsnr matrikkel fax faks telefax sentralbord sentral switchboard växel zentrale hovednummer "
    r"omstilling (?:\w+[\x5f-])?id ticket sn s/n artikkel(?:nr)? varenr part_no ean gtin avtale avtal aftale "
    "prosjekt projekt project oppdrag uppdrag auftrag vorgang booking bestilling kontrakt contract "
    r"(?<!zip_)(?<!post_)(?<!postal_)code kode(?:n)? kod(?:en)? (?!post|land|område|vor)\w+(?:kode|koden|kod|code) "
    r"passord lösenord adgangskode kennwort passwort password \w*nøkkelboks\w* nyckelskåp nøgleboks batch lot bbr "
    "pin anlegg sak sag ärende reference"
)
_OTHERS = re.compile(
    rf"\b{_NUMBER_OF}(?:\b|(?<=\.))[.:=#-]{{0,2}} {{0,2}}(?:no\.? ?|nr\.? ?|#)?(?:[A-Z]{{2}} ?)?"
    r"[+#]?\d(?:[ -]{0,3}\d|\.\d)*(?:[ -]{0,3}MVA)?",
    re.IGNORECASE,
)
# Whatever else is numbered: job no 48123456, Vorgangsnummer: 01713920099.
_WITH = any_of("i in for på hos av of bei beim til från för für med with")
_IS = any_of("er is ist är lautet lyder var")
_NUMBERED = re.compile(
    r"\b(?:(?!(?:telefon|mobil|tlf|tel|handy|ruf|kontakt|phone|hus|haus|gate|privat|direkt)\w*)"
    rf"[^\W\d_]{{2,30}}-?(?:nr|nummer|number)\b\.?(?: {_WITH} [^\W\d_]+){{0,2}}(?: {_IS})?"
    r"|(?!(?:phone|mobile|telephone|cell|contact|tel|my|mobil|telefon|house|same|work|home|ring|call|on|at|is|his|her|their|the|best|good|right|correct"
    r"|new|hans|hennes|nytt|mitt|mit|meine|private?|direct|kundens|er|pa|på|sitt)\b)"
    r"[^\W\d_]{2,30} (?:no|number|nr|id)\b\.?)"
    r"[:# -]{0,3}\d(?:[ -]{0,3}\d|[/.]\d)*",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
_POSITION = re.compile(r"(?<!\d)-?\d{1,3}\.\d{4,}(?!\d)")


def without_dates(text: str) -> str:
    """The text with dates and times blanked out, everything else in its place."""
    return _DATES.sub(_blank, text)


def without_other_numbers(text: str) -> str:
    """Without prices, and numbers that are named as something else: nothing that is left is known to be no phone."""
    for pattern in (_ADDRESSES, _POSITION, _DATES, _OTHERS, _NUMBERED, _PRICES):
        text = pattern.sub(_blank, text)
    return text


def is_undivided_date(digits: str) -> bool:
    """Whether eight digits without a sign are a day of our years: 24122026, 20261224."""
    return _UNDIVIDED_DATE.fullmatch(digits) is not None


def _blank(found: re.Match[str]) -> str:
    """As long, and nothing that digits before and behind could join across."""
    return re.sub(r"[^\n]", "\N{SYMBOL FOR SPACE}", found[0])
