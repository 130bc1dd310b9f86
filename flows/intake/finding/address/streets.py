"""The street and number at the end of a text: `Kunden bor i Storgata 1` has Storgata 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.intake.finding.names.given_names import is_given_name
from flows.intake.finding.names.no_names import MAKES
from flows.intake.words import Label, labelled
from flows.search import fold, word_set

_SUFFIXES = word_set(
    "gata gate gaten gt veien vegen vei veg plass plassen torg torget alle alleen bakken bakke lia lien asen svingen "
    "tunet tun terrasse terrassen hagen kroken stien sti lokka brygge brygga kai kaia haugen jordet skogen marka "
    "moen myra faret ring ringen vagen vag gatan grand stigen stig backen plan vej vejen gade gaden straede have "
    "haven park parken strasse str weg platz allee damm ufer gasse steig chaussee kamp graben markt gatu leden "
    "esplanaden allen vika stranda odden neset toppen bryggen stræde torv torvet strede kleiva veita smug smauet "
    "ligga"
)
_LONG_SUFFIXES = word_set(
    "gata gate gaten veien vegen plass plassen torget alleen svingen terrasse vagen gatan grand stigen vejen gade "
    "gaden straede strasse platz allee chaussee esplanaden"
)
"""Which no surname ends with."""
_ADJECTIVES = word_set(
    "nedre ovre vestre ostre nordre sondre store lille vesle gamle nye indre ytre midtre vastra ostra norra sodra "
    "stora lilla gamla nya nedra inre yttre alte neue grosse kleine obere untere alter neuer gammel ny vester oster "
    "norre sonder gl gml st sankt"
)
_PARTICLES = word_set("av af von van der den de des dem am an the i s la du zu zum zur auf dem under vor")
_NO_STREETS = word_set(
    "er bor i pa til ved adressen adresse adress in at is address lives kunden kunde customer client the hos bo bij "
    "wohnt wohne lautet ist adressa ligger befinner finner and og och und med with har hus huset leilighet bnr gnr "
    "snr fnr lgh leil rom romnr enhet seksjon boks nr bygg blokk oppgang inngang etasje p-plass p-plads p-plats "
    "parkeringsplass parkeringsplads parkeringsplats stellplatz tlf mobil telefon uke uge vecka kl pris ca kabel "
    "lader elbillader garasje garage carport linje felt byggear byggnadsar baujahr maler zahler parsell tomt tomten "
    "grundstuck avd avdeling alder alter age antall antal anzahl sikring hovedsikring sakring huvudsakring sicherung "
    "gard hytte hytta"
)
_WORK = word_set(
    "montering monteres monteras monteret montage levering leveres lieferung installasjon installation installeres "
    "installeras installieren einbau oppdrag uppdrag auftrag jobb jobben job arbeid arbete arbejde besok befaring "
    "hjemme hemma hjem hytte hytta hytten stuga stugan huset haus haust site work monter installer flyttet"
)
"""What is done, or stands, at an address that follows."""
_BEGINNINGS = frozenset({"Am", "An", "Auf", "Bei", "Hinter", "Im", "In", "Unter", "Ved", "Vor", "Zum", "Zur"})
"""With a capital these begin a street's name: `Am Bach`, `Ved Kirken`."""
_CONTRACTED = frozenset({"Am", "Im", "Zum", "Zur"})
_NAMED_AFTER_A_PLACE = (
    "landevei",
    "landevej",
    "landsvag",
    "hovedgade",
    "hovedvej",
    "industrivej",
    "industrivei",
    "strandvej",
    "kirkevej",
    "bygade",
    "byvej",
    "stationsvej",
    "allmanvag",
    "kyrkvag",
    "landstrasse",
    "heerstrasse",
    "bahnhofstrasse",
    "dorfstrasse",
    "hauptstrasse",
    "chaussee",
    "ringvej",
)
"""Many places have one, which is called after the place."""
_ADDRESS = ("adresse", "adressen", "adress", "address", "anschrift")
_LABELS = frozenset({Label.STREET, Label.SITE, Label.BILLING, Label.CLIENT, Label.NAME})
_LONGEST_STREET = 4
"""Words, without its number."""
_LONGEST_PLAIN_STREET = 3

_LETTER = r"(?:[A-Za-z]|(?-i: (?:[A-Z]|[a-h])))(?![^\W\d_])"
_NUMBER = rf"\d{{1,4}}(?:(?-i: [A-Z]) \d{{1,3}}|{_LETTER})?(?: ?[-–/] ?\d{{1,4}}(?:{_LETTER})?)?"
_FLOOR = r"(?:,? ?(?:\d{1,2}|st|kl)\.? ?(?:sal|th|tv|mf|etg|etage)\b\.?(?: ?(?:th|tv|mf)\b\.?)?)?"
_INSIDE = (
    r"(?:[ ,]+(?:[HULK]\d{4}|(?:leil|lgh|leilighet|bolig|oppgang|inngang|apt|app|snr|wohnung|whg)\b\.?(?: ?[\w-]{1,8})?"
    r"|\d{1,2}\.? ?(?:tr|og|etg|etasje|etage|vån|våning)\b\.?(?: (?:links|rechts|mitte))?))?(?:[ ,]+c/o\b.{0,20})?"
)
_AT_END = re.compile(
    rf"^(?P<words>.*?[^\W\d_].*?) (?P<number>{_NUMBER})(?P<floor>{_FLOOR}{_INSIDE})[ ,;.|/–-]*$",
    re.IGNORECASE,
)
_SEGMENT = re.compile(
    r"[,;:|()\n\t]|(?<=[^\W\d_]{4})(?<!tadsing)(?<!apt)(?<!omm)(?<!rof)(?<!berst)[.!?] |(?<=\d)\. | [–-] | / "
)
_WORD = re.compile(r"[^\W\d_][\w.'’´/-]*")


def street_at_end(text: str) -> str | None:
    """The street with its number; None where none is at the end, or where it isn't clear where it begins."""
    found = _AT_END.match(text[-200:])
    if found is None:
        return None
    words = _SEGMENT.split(found["words"])[-1].split()
    name = _name(words) if words else None
    if name is None or not all(_WORD.fullmatch(word) for word in name):
        return None
    return f"{' '.join(name)} {found['number']}{found['floor']}".rstrip(" ,")


def _name(words: Sequence[str]) -> Sequence[str] | None:
    last = fold(words[-1]).rstrip(".")
    if last in _NO_STREETS:
        return None
    if last in _SUFFIXES:
        return _with_what_it_is_named_after(words)
    if any(last.endswith(suffix) and len(last) > len(suffix) + 1 for suffix in _SUFFIXES):
        start = len(words) - 1
        start = _without_adjectives(words, start)
        if start and words[start - 1] in _CONTRACTED:
            return words[start - 1 :]
        return _with_what_is_before(words, start)
    return _plain(words)


def _with_what_is_before(words: Sequence[str], start: int) -> Sequence[str] | None:
    """`Schwachhauser Heerstraße`, `Køge Landevej`; None where a capital word before may be a part of it or none."""
    if start == 0 or not words[start - 1][0].isupper() or _is_no_part(words[start - 1]):
        return words[start:]
    before = words[start - 1]
    if any(is_given_name(word) for word in words[max(0, start - _LONGEST_STREET) : start]):
        return words[start:]
    beginning = _beginning(words[:start], max(0, start - _LONGEST_PLAIN_STREET))
    if words[beginning] in _BEGINNINGS:
        return words[beginning:]
    if before.endswith("er") or fold(words[-1]).startswith(_NAMED_AFTER_A_PLACE):
        return words[_without_adjectives(words, start - 1) :]
    return None


def _without_adjectives(words: Sequence[str], start: int) -> int:
    """Where a street begins whose name has `Nedre`, `Gammel` or the like before it."""
    while start > 0 and fold(words[start - 1]).rstrip(".") in _ADJECTIVES:
        start -= 1
    return start


def ends_like_a_street(word: str) -> bool:
    """`Hauptstraße`, `Storgata`: no surname ends so."""
    folded = fold(word).rstrip(".")
    return any(folded.endswith(suffix) and len(folded) > len(suffix) + 1 for suffix in _LONG_SUFFIXES)


def _with_what_it_is_named_after(words: Sequence[str]) -> Sequence[str] | None:
    """`Karl Johans gate`, `Am Alten Markt`."""
    start = len(words) - 1
    while start > 0 and not _is_no_part(words[start - 1]):
        start -= 1
    named = words[_beginning(words, start) :]
    while len(named) > 1 and not named[0][0].isupper() and any(word[0].isupper() for word in named):
        named = named[1:]
    return named if 1 < len(named) <= _LONGEST_STREET else None


def _may_be_of_a_name(word: str) -> bool:
    if word[0].isupper():
        return word in _BEGINNINGS or not _is_no_part(word)
    return fold(word) in _PARTICLES


def _beginning(words: Sequence[str], start: int) -> int:
    return max([start, *(at for at in range(start, len(words)) if words[at] in _BEGINNINGS)])


def _is_no_part(word: str) -> bool:
    """Whether a word speaks of the address: `Adresse Am Bach 3`, `Installasjonsadresse Nordre Skansen 5`."""
    folded = fold(word)
    if folded in _NO_STREETS | _WORK or folded.endswith(_ADDRESS):
        return True
    label = labelled(f"{word}:") if folded not in _SUFFIXES else None
    return label is not None and label[0] in _LABELS


def _plain(words: Sequence[str]) -> Sequence[str] | None:
    """A name that doesn't say that it is a street's: `Nordre Skansen`."""
    start = len(words)
    while start > 0 and _may_be_of_a_name(words[start - 1]):
        start -= 1
    named = list(words[_beginning(words, start) :])
    while named and not named[0][0].isupper():
        named = named[1:]
    if not named or fold(named[-1]) in _NO_STREETS | _PARTICLES or len(named) > _LONGEST_PLAIN_STREET:
        return None
    if any(fold(word) in MAKES for word in named):
        return None
    return named
