"""Names of people that a sentence introduces: `Kunden heter Ola Nordmann`, `talked to Ola Nordmann`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.intake.finding.names.given_names import from_given_name
from flows.intake.finding.names.owners import is_for_questions
from flows.intake.finding.names.readable_names import MOST_WORDS, MOST_WORDS_ALONE, readable_name
from flows.intake.finding.names.speakers import is_somebody_elses
from flows.intake.words import any_of

_UPPER = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x250)) if letter.isupper()) + "Ḁ-ỿ"
_WORD = rf"(?:[ae]l-)?[{_UPPER}](?:\.|[\w'’-]*)"
_FULL = rf"(?P<name>{_WORD}(?: (?:{_WORD}|von|van|de|der|den|da|di|dos|bin|av|af|zu|zum|zur))*(?: {_WORD}))"
_PLACE = rf"(?: (?:fra|från|from|aus|i|in|på|at) {_WORD}(?: {_WORD})?)?"
_REACHED_BY = any_of(
    "på at on tlf tel mob mobil telefon phone mobile tfn handy nr enten either entweder antingen helst direkte"
)
_NUMBER_FOLLOWS = rf"(?:(?i:{_REACHED_BY})\b\W{{0,3}}){{0,2}}(?=[+(]?\d[\d ()/-]{{6,}})"
_ONE_OF_TWO = re.compile(rf"[{_UPPER}][\w'’-]* (?:og|och|and|und|&|eller|oder|or) $")
_BEFORE_NUMBER = re.compile(rf"{_FULL}(?: \([^()\d]{{1,60}}\))?[ ,(]{{1,2}}{_NUMBER_FOLLOWS}")
_AFTER_FIGURE = re.compile(r"\d[A-Za-z]? $")
_WISHES = any_of(
    "vil_(?:gjerne_|gerne_)?(?:ha|have|bestille) vill_(?:gärna_)?(?:ha|beställa|boka) ønsker önskar trenger behøver "
    "behöver wants needs would_like möchte hätte_gern braucht wünscht called asked_about spurte frågade ringte "
    "ringde ringede ringt_inn "
    "(?:har|has|hat)_(?:kjøpt|købt|köpt|bought|bestilt|beställt|ringt|called|spurt|frågat|asked) hat_angerufen "
    "skal_(?:ha|have) ska_ha vil_(?:gjerne_|gerne_)?kjøpe will_(?:eine|ein)"
)
_BEFORE_WISH = re.compile(rf"(?:^|[:!.] ){_FULL}{_PLACE} {_WISHES}\b")
_THEN_SPOKEN_OF = re.compile(
    rf"{_FULL}(?:,| [–-])? (?:han|hun|hon|she|he|sie) "
    + any_of(
        "bor vil vill har skal ska ønsker önskar trenger behöver lives wants needs has wohnt möchte braucht hat"
    )
    + r"\b"
)
_TALKED_WITH = re.compile(
    r"\b(?i:snakket|snakka|snakkede|pratet|pratade|prata|talte|talade|talt|talked|spoke|spoken|chatted|phone|call"
    rf"|gesprochen|telefoniert|telefonat|samtale|samtal|gespräch) (?i:med|with|w/|to|mit) {_FULL}"
)
_NAMED_SO = re.compile(
    rf"(?:^|[.!?:] ){_FULL} (?:heter|hedder|heißt) (?:han|hun|hon|kunden|vedkommende|hen)\b"
)
_IS_THE_CONTACT = re.compile(
    rf"{_FULL} (?i:er|är|is|ist) (?i:(?:vår|our|unsere?|vores|vor|the|der|die) )?"
    r"(?i:kontaktperson|contact|ansprechpartner(?:in)?)\b"
)
_ORDER = any_of(
    "lead bestilling beställning henvendelse forespørsel forespørgsel förfrågan order ordre anfrage auftrag request "
    "enquiry inquiry tips"
)
_CONTACT_FOLLOWS = (
    rf"(?=[,.;:(|–-])(?=\W{{1,4}}(?i:{_REACHED_BY}|e-?post|e-?mail|mail|adr|bor|\+?\d|[\w.+-]+@))"
)
_ORDER_OF = re.compile(
    rf"\b(?i:{_ORDER})\b[^.!?:;\d]{{0,40}}? (?i:fra|från|from|von|hos|for|för|für) {_FULL}{_CONTACT_FOLLOWS}"
)
_BEFORE_EMAIL = re.compile(rf"{_FULL}[ ,(<:]{{1,3}}(?=[\w.+-]+@)")
_CALL = any_of("ringa? ringe call kontakt[ae]? contact rufen?")
_TO_BE_CALLED = re.compile(rf"\b(?i:{_CALL})(?i: opp| upp| til| helst| gjerne| gärna| gerne){{0,2}} {_FULL}")
_TITLED_NAME = re.compile(rf"\b(?:Herrn?|Frau|Hr\.?|Fru|Mr\.?|Mrs\.?|Ms\.?) {_FULL}")
_HERE = re.compile(
    r"^(?:(?i:hei|hej|hi|hello|hallo|heisann|hejsan|tjena|moin|god dag|guten tag|guten morgen)\b(?: \w+)?\W{1,3})?"
    rf"(?:{_FULL.replace('name', 'here')} (?:her|här|here|hier)\b"
    rf"|(?i:(?:det )?(?:her er|här är)|hier ist|this is|hier spricht) {_FULL})"
)
_CLIENT_IS = any_of(
    "kund(?:en?|in)? kontaktperson(?:en)? kontakt customer client contact(?:_person)? ansprechpartner(?:in)? beboer"
)
_CALLED = (
    any_of("s?_navn _name ens_navn")
    + "?"
    + any_of("_er _heter _is _är _hedder _heißt _ist s_name_is _called")
    + "?"
)
_MY_NAME_IS = any_of(
    "mitt_navn_er jeg_heter navnet_mitt_er navnet_er my_name_is i_am_called mitt_namn_är jag_heter mit_navn_er "
    "jeg_hedder ich_heiße mein_name_ist hun_het han_het name's kunden_heter kundens_navn_er han_heter hun_heter "
    "hon_heter i'm hier_spricht"
)
_NEW_ONE = any_of(
    "ny(?:tt)?_(?:kunde|kund|lead) new_(?:client|customer|lead) neuer?_(?:kundin|kunde|lead) ny_opgave"
)
_TITLED = any_of("herrn? frau mr\\.? mrs\\.? ms\\.? fru hr\\.?")
_FOR_ATTENTION = any_of("att attn attention z\\._?hd")
_FAMILY = any_of("min_fru min_mann min_kone my_wife my_husband meine_frau meinen_mann min_man kona")
_HOLDS = any_of("leietakeren lejeren hyresgästen tenant mieter mieterin")
_ARRANGE = any_of("aftale avtale kontakte ringe ringa boka call")
_MAY = any_of("skal ska should bør kan")
_TO_BE_ASKED = re.compile(
    rf"\b(?:(?i:{_CALL})(?i: helst| gjerne| gärna| gerne| til| please)? (?i:{_FAMILY}) {_FULL}"
    rf"|(?i:{_HOLDS}) {_FULL.replace('name', 'tenant')},? (?:\w+ ){{0,2}}(?i:{_MAY}) (?i:{_ARRANGE}))"
)
"""Somebody beside the writer who is to be called."""
_SAID = re.compile(
    rf"\b(?i:{_CLIENT_IS}{_CALLED}:? |{_MY_NAME_IS} |{_NEW_ONE}\W{{1,4}}|{_FOR_ATTENTION}\b[.:]{{0,2}} |v/ ?)"
    rf"(?i:{_TITLED} )?{_FULL}\b(?! ?v/)"
)


def said_to_be_the_clients(line: str) -> Iterator[str]:
    """`Kunden heter Ola Nordmann`, `att. Ola Nordmann`, `Solbakken v/ Ola Nordmann`."""
    for said in _SAID.finditer(line):
        if name := readable_name(said["name"]):
            yield name
    for said in _IS_THE_CONTACT.finditer(line):
        if name := from_given_name(said["name"]) or readable_name(said["name"]):
            yield name
    for asked in _TO_BE_ASKED.finditer(line):
        if name := readable_name(asked["name"] or asked["tenant"]):
            yield name


def before_a_number(line: str) -> Iterator[str]:
    """`kan nån ringa Johan Lindqvist 070-174 06 12`."""
    for found in _BEFORE_NUMBER.finditer(line):
        before = line[: found.start()]
        # Behind a figure it is a city: `5230 Odense M. Mobil …`.
        if _ONE_OF_TWO.search(before) or _AFTER_FIGURE.search(before):
            continue
        if is_somebody_elses(line[: found.end("name")]):
            continue
        words = found["name"].split()
        if MOST_WORDS_ALONE < len(words) <= MOST_WORDS and (whole := readable_name(found["name"])):
            yield whole
            continue
        words = words[-MOST_WORDS_ALONE:]
        named = (readable_name(" ".join(words[start:])) for start in range(len(words) - 1))
        yield from [name for name in named if name][:1]


def of_who_is_spoken_of(line: str) -> Iterator[str]:
    """`ordre fra Fredrik Åkesson, tlf. …`, `Fredrik Åkesson, han bor på …`."""
    return _named(line, (_THEN_SPOKEN_OF, _ORDER_OF, _NAMED_SO))


def of_who_wishes(line: str) -> Iterator[str]:
    """`Fredrik Åkesson vill ha laddstolpe`, `talked to Fredrik Åkesson`, where no client is spoken of otherwise."""
    calls = () if is_for_questions(line) else (_TO_BE_CALLED, _TITLED_NAME)
    return _named(line, (_BEFORE_WISH, _TALKED_WITH, *calls))


def _named(line: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[str]:
    for pattern in patterns:
        for found in pattern.finditer(line):
            if is_somebody_elses(line[: found.end("name")]):
                continue
            if (name := readable_name(found["name"])) and " " in name:
                yield name


def before_an_email(line: str) -> Iterator[str]:
    """`Lead Yusuf Demirci, yusuf@…`."""
    for found in _BEFORE_EMAIL.finditer(line):
        if name := readable_name(" ".join(found["name"].split()[-MOST_WORDS_ALONE:])):
            yield name


def of_who_writes(line: str) -> Iterator[str]:
    """`Hei, Ola Nordmann her!`."""
    found = _HERE.match(line)
    name = readable_name(found["here"] or found["name"]) if found else None
    if name:
        yield name
