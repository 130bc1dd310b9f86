"""Names of people in a message, only where something says that one is the client's: a label, a header, a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.intake.found import Choice, Found, Place, choose
from flows.intake.mail import Mail
from flows.intake.words import CLOSING, Label, any_of, labelled
from flows.search import fold, word_set

_PARTICLES = word_set("von van der den de di da la le bin al av af zu zur ter ten dos du")
_NO_NAMES = word_set(
    "as asa ab aps a/s gmbh ltd kg inc llc ag hb ba sa enk oy plc borettslag sameiet elektro bygg kommune hei "
    "hej hello hallo hi dear kjaere kundeservice kunde kunden kund customer client team teamet salg sales "
    "support kontakt kontor adresse telefon epost mobil e-post mandag tirsdag onsdag torsdag fredag lordag "
    "sondag januar februar mars april mai juni juli august september oktober november desember takk tack tak "
    "danke thanks ja nei nej no yes ok oslo bergen ny new neu haster urgent lead leads henvendelse ingen none "
    "ukjent unknown test leder styreleder daglig sjef elbillader laddbox ladestander wallbox varmepumpe "
    "varmepump charger ev cable kabel heat pump adress address anschrift street gate vei avdeling installasjon "
    "montering installation hilsen regards med venlig vennlig best sendt sent iphone ring call vil har er og "
    "and och und i jeg jag ich we vi the den det en ett han hun hon er sie her his she he "
)
_CUT = re.compile(
    r"[,;(|/<\[\t]|\s[-–—]\s|\d|@|\s+(?:tlf|tel|mob|mobil|telefon|phone|e-?post|e-?mail|på|pa|on|at)\b.*$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:herr|frau|hr|fru|frk|mr|mrs|ms|miss|dr|fr|familien?|familjen|fam)\.? (?=\S)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’´-]*(?:[-.'’´][^\W\d_]+)*\.?")
_MOST_WORDS = 5
_LONGEST_LINE = 1000
_MOST_WORDS_ALONE = 3
_SHORTEST_NAME = 2
"""Letters."""
_SEGMENTS = re.compile(r"[,;:\t|]\s*|\s[-–—/]\s")
_CONTACT = re.compile(
    r"c/o\b|(?:(?:tlf|tel|mob|mobil|telefon|phone|mobile|tfn|e-?post|e-?mail)\b\W{0,3})?"
    r"(?:[+(]?\d[\d ()-]{6,}|[\w.+-]+@)"
    r"|[A-ZÆØÅÄÖÜ][^\d,]{2,40} \d{1,4} ?[A-Za-z]?(?:,|$)",
    re.IGNORECASE,
)
_SURNAME_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?)$")

_CAPITAL = r"[A-ZÆØÅÄÖÜÉÁ](?:\.|[\w'’-]*)"
_FULL = rf"(?P<name>{_CAPITAL}(?: (?:{_CAPITAL}|von|van|de|der|den|av|af))*(?: {_CAPITAL}))"
_ONE_OF_TWO = re.compile(r"[A-ZÆØÅÄÖÜ][\w'’-]* (?:og|och|and|und|&|eller|oder|or) $")
_FULL_BEFORE_NUMBER = re.compile(
    _FULL
    + r"[ ,(]{1,2}(?:(?i:på|at|on|tlf|tel|mob|mobil|telefon|phone|mobile|tfn)\b\W{0,3})?(?=[+(]?\d[\d ()/-]{6,})"
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
    "jeg_hedder ich_heiße mein_name_ist kunden_heter kundens_navn_er han_heter hun_heter hon_heter i'm hier_spricht"
)
_TITLED = any_of("herr frau mr\\.? mrs\\.? ms\\.? fru hr\\.?")
_SAID = re.compile(rf"\b(?i:{_CLIENT_IS}{_CALLED}:? |{_MY_NAME_IS} )(?i:{_TITLED} )?{_FULL}")
_WISH = any_of(
    "(?:jeg|vi)_(?:onsker|vil|trenger|vurderer|skal|lurer|tenker|har_kjopt|har_nettopp|kunne|ville|bor|haper|har_lyst) "
    "(?:jeg|vi)_(?:har_bestilt|skulle) skal_bruge "
    "(?:i|we)_(?:would|want|need|am_looking|are_looking|have_bought|live|just|d_like|have_an?) i'd_like i'm we'd_like "
    "(?:jag|vi)_(?:vill|onskar|behover|skulle|undrar|funderar|har_kopt|bor|vore) "
    "(?:ich|wir)_(?:mochten?|hatten?|brauchen?|suchen?|wurden?|interessieren?|wohnen?|haben?|bin|sind|wollen|will|planen?)"
)
_OURS = any_of(
    "min_adresse mitt_nummer hos_(?:meg|oss|mig) (?:ring|kontakta?|na|til|gi)_(?:meg|oss|mig) var_adresse? "
    "adressen_(?:min|var) huset_(?:mitt|vart) min_adress mit_nummer ring_til_mig min_bolig vores_(?:hus|bolig|adresse) "
    "my_(?:address|number|phone|house|home|place) our_(?:address|house|home) (?:call|reach|contact|email)_(?:me|us) "
    "meine?_(?:adresse|nummer|telefonnummer|anschrift) bei_(?:mir|uns) mich_(?:erreichen|an) "
    "unser(?:e|em|en)?_(?:haus|adresse)"
)
_SELF = re.compile(rf"\b(?:{_WISH}|{_OURS})\b")
_OF_A_CLIENT = re.compile(r"\b(?:kunden?|kunder|customers?|clients?|lead|kund)\b")


def names(mail: Mail) -> Iterator[Found]:
    """The client's names in one mail, where a label, a sentence or its header says that they are."""
    yield from _labelled(mail.body, Place.BODY)
    for line in mail.body:
        for said in _SAID.finditer(line[:_LONGEST_LINE]):
            if name := readable_name(said["name"]):
                yield Found(name, fold(name), Place.BODY)
    if mail.sender and not mail.is_ours and (name := _of_sender(mail.sender)):
        yield Found(name, fold(name), Place.HEADER)


def signed(mail: Mail) -> str | None:
    """The name below a farewell, or beside it."""
    if mail.is_ours or not mail.signature:
        return None
    rest = _farewell(mail.signature[0])
    for line in (rest, *mail.signature[1:4]):
        if line.strip() and _farewell(line):
            return readable_name(line)
    return None


def _farewell(line: str) -> str:
    """What follows the farewell in its line."""
    words = line.split(" ")
    for length in range(len(words), 0, -1):
        farewell = fold(" ".join(words[:length])).strip(" ,.!-–—")
        if CLOSING.fullmatch(farewell) or farewell in {"", "--"}:
            return " ".join(words[length:]).strip(" ,.-–—:")
    return line


def beside_contacts(lines: Sequence[str], email: str | None) -> Iterator[Found]:
    """Names that nothing announces: one that the e-mail address is made of, or with a number or address following."""
    for at, line in enumerate(lines):
        yield from (
            Found(name, fold(name), Place.SIGNATURE) for name in _before_a_number(line[:_LONGEST_LINE])
        )
        segments = _SEGMENTS.split(line[:_LONGEST_LINE])
        following = [*segments[1:], *(lines[at + 1 : at + 2] if len(segments) == 1 else [])]
        for segment, after in zip(segments, [*following, ""], strict=False):
            name = readable_name(segment) if not any(sign.isdecimal() for sign in segment) else None
            if (
                name is None
                or not 1 < len(name.split()) <= _MOST_WORDS_ALONE
                or len(segment.split()) > len(name.split())
            ):
                continue
            if (email and matches_email(name, email)) or _CONTACT.match(after.strip()):
                yield Found(name, fold(name), Place.SIGNATURE)


def _before_a_number(line: str) -> Iterator[str]:
    """`kan nån ringa Johan Lindqvist 070-174 06 12`."""
    for found in _FULL_BEFORE_NUMBER.finditer(line):
        if _ONE_OF_TWO.search(line[: found.start()]):
            continue
        words = found["name"].split()[-_MOST_WORDS_ALONE:]
        named = (readable_name(" ".join(words[start:])) for start in range(len(words) - 1))
        yield from [name for name in named if name][:1]


def speaks_for_itself(mail: Mail) -> bool:
    """Whether the client wrote it: somebody asks for themselves, and of no client."""
    text = " ".join(fold(line) for line in mail.body)
    return _SELF.search(text) is not None and _OF_A_CLIENT.search(text) is None


def the_name(found: Sequence[Found]) -> Choice:
    """As `choose`; `Ola` is the same as `Ola Nordmann`, and the fuller one is taken."""
    kept = [one for one in found if not any(_is_part_of(one, other) for other in found)]
    return choose(_at_their_likeliest(kept, found))


def _at_their_likeliest(kept: Sequence[Found], found: Sequence[Found]) -> Iterator[Found]:
    """Each at the likeliest place where any part of it was found."""
    for one in kept:
        places = [other.place for other in found if other.same == one.same or _is_part_of(other, one)]
        yield Found(one.text, one.same, min(places))


def _is_part_of(one: Found, other: Found) -> bool:
    mine, others = set(one.same.split()), set(other.same.split())
    return mine < others


def matches_email(name: str, email: str) -> bool:
    """Whether the part of an address before the @ is made of a name's words."""
    local = re.sub(r"[^a-z]", " ", fold(email.partition("@")[0]))
    parts, words = set(local.split()), [re.sub(r"[^a-z]", "", fold(word)) for word in name.split()]
    joined = "".join(words)
    return bool(parts & {word for word in words if len(word) > _SHORTEST_NAME}) or local.replace(" ", "") in {
        joined,
        words[0],
    }


def readable_name(text: str) -> str | None:
    """The name at the beginning of a text; None where that is none."""
    if turned := _SURNAME_FIRST.match(text.strip()):
        text = f"{turned[2]} {turned[1]}"
    text = _TITLE.sub("", _CUT.split(text.strip(" .:,;-–—*\"'"))[0].strip(" .:,;-–—*\"'"))
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return None
    if any(fold(word).rstrip(".") in _NO_NAMES for word in words):
        return None
    if (
        not all(word[0].isupper() or fold(word) in _PARTICLES for word in words)
        or len(words[0]) < _SHORTEST_NAME
    ):
        return None
    return " ".join(words)


def _labelled(lines: Sequence[str], place: Place) -> Iterator[Found]:
    first = last = None
    for at, line in enumerate(lines):
        found = labelled(line)
        if found is None:
            continue
        label, value = found
        if not value and label is Label.NAME and at + 1 < len(lines):
            value = lines[at + 1]
        if label is Label.FIRST_NAME:
            first = first or value
        elif label is Label.LAST_NAME:
            last = last or value
        elif label in {Label.NAME, Label.CLIENT} and (name := _typed_name(value)):
            if label is Label.CLIENT and " " not in name:
                continue  # A company's as often as a person's.
            yield Found(name, fold(name), place)
    if first and last and (name := _typed_name(f"{first} {last}")):
        yield Found(name, fold(name), place)


def _typed_name(value: str) -> str | None:
    """A form's value may be in small letters."""
    name = readable_name(value)
    if name is None and value.islower() and 1 < len(value.split()) <= _MOST_WORDS_ALONE:
        return readable_name(value.title())
    return name


def _of_sender(sender: str) -> str | None:
    shown = re.split(r"[<\[(]|mailto:", sender)[0].strip(" \"'")
    name = readable_name(shown) if "@" not in shown else None
    return name if name and len(name.split()) > 1 else None
