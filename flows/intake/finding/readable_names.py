"""What can be a person's name, and what can't."""

from __future__ import annotations

import re

from flows.search import fold, word_set

_PARTICLES = word_set("von van der den de di da la le bin ben ibn al el av af zu zur ter ten dos du")
_NO_NAMES = word_set(
    "aps a/s gmbh ltd inc llc enk oy plc borettslag sameiet elektro bygg kommune hei "
    "hej hello hallo hi dear kjaere kundeservice kunde kunden kund customer client team teamet salg sales "
    "support kontakt kontor adresse telefon epost mobil e-post mandag tirsdag onsdag torsdag fredag lordag "
    "sondag januar februar mars september oktober november desember takk tack tak "
    "danke thanks ja nei nej no yes ok oslo bergen ny new neu haster urgent lead leads henvendelse ingen none "
    "ukjent unknown test leder styreleder daglig sjef elbillader laddbox ladestander wallbox varmepumpe "
    "varmepump charger ev cable kabel heat pump adress address anschrift street gate vei avdeling installasjon "
    "montering installation hilsen regards med venlig vennlig best sendt sent iphone ring call vil har er og "
    "iban bic swift konto org orgnr vat cvr ust kd kd.-nr dnb nordea bakeri bageri backerei konditori eiendom "
    "fastigheter entreprenor transport hotell hotel skole skola barnehage forskola klinikk frisor restaurant kafe "
    "butikk senter holding consulting invest group gruppen drift befaring besiktning besigtigelse survey bestilling "
    "bestallning bestellung order onsker trenger nabo granne nachbar leietaker utleier landlord vaktmester selger "
    "styret styre styrelsen vorstand norsk svensk dansk nordisk nordic ladestasjon ladestolpe ladeboks laddstation "
    "laddstolpe ladestation ladesaule lader ladere elbil elbiloplader hjemmelader "
    "ads google facebook meta linkedin instagram finn tibber clever easee zaptec tesla volvo polestar "
    "ikea elkjop power clas "
    "solar vvs ror rorlegger rorleggerservice entreprise anlegg prosjekt projekt project handel "
    "forretning gruppe media "
    "energi energy kraft strom el elektriske elektrisk electric nett net partner partners solutions systems regnskap "
    "hr herr frau kundin nettselskap nettleie borettslaget sameie brf weg hausverwaltung "
    "and och und i jeg jag ich we vi the den det en ett han hun hon er sie her his she he "
)
_FORMS = word_set("as asa ab kg ag hb ba sa")
"""Of companies, as written behind their names; `Åsa` begins one of a person."""
_MONTHS = word_set("april mai may juni juli august")
"""First names as well."""
_ORGANISATIONS = tuple(
    word_set(
        "service energi varme elektro firma gruppen senter center teknikk teknik technik foretak selskap forening "
        "verein bakeri bageri backerei schreinerei bygg skole skolan barnehage forskola kommune"
    )
)
"""How their names end, alone or with a word before."""
_CUT = re.compile(
    r"[,;(|/<\[\t]|\s[-–—]\s|\d|@|\s+(?:tlf|tel|mob|mobil|telefon|phone|e-?post|e-?mail|på|pa|on|at)\b.*$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:(?:herrn?|frau|hr|fru|frk|mr|mrs|ms|miss|dr|fr|familien?|familjen|fam|hausmeister(?:in)?|vaktmester|vaktmästare|vicevært"
    r"|caretaker|styreleder|i\. ?[av]|ppa)\.? )+(?=\S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’´-]*(?:[-.'’´][^\W\d_]+)*\.?")
MOST_WORDS = 5
MOST_WORDS_ALONE = 3
"""Of a name that nothing announces."""
SHORTEST_NAME = 2
"""Letters."""
_SURNAME_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?)$")


def readable_name(text: str) -> str | None:
    """The name at the beginning of a text; None where that is none."""
    if turned := _SURNAME_FIRST.match(text.strip()):
        text = f"{turned[2]} {turned[1]}"
    text = _TITLE.sub("", _CUT.split(text.strip(" .:,;-–—*\"'"))[0].strip(" .:,;-–—*\"'"))
    words = text.split()
    if not 0 < len(words) <= MOST_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return None
    folded = [fold(word).rstrip(".") for word in words]
    if any(word in _NO_NAMES or word.endswith(_ORGANISATIONS) for word in folded):
        return None
    if any(word.rstrip(".").casefold() in _FORMS for word in words[1:]) or (
        words[0].isupper() and folded[0] in _FORMS
    ):
        return None
    if (len(words) == 1 and folded[0] in _MONTHS) or any(word in _MONTHS for word in folded[1:]):
        return None
    if not all(word[0].isupper() or _is_particle(word) for word in words) or len(words[0]) < SHORTEST_NAME:
        return None
    return " ".join(words)


def _is_particle(word: str) -> bool:
    """`von`, or `al-` before a name."""
    first, _hyphen, rest = word.partition("-")
    return fold(first) in _PARTICLES and (not rest or rest[0].isupper())


def typed_name(value: str) -> str | None:
    """A form's value may be in small letters."""
    name = readable_name(value)
    if name is None and value.islower() and 1 < len(value.split()) <= MOST_WORDS_ALONE:
        return readable_name(value.title())
    return name
