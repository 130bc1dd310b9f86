"""Who is spoken of: the one who writes, the client of the one who writes, or somebody beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.intake.words import any_of, last_sentence
from flows.search import fold

_SOMEBODY_ELSE = re.compile(
    any_of(
        r"vaktmester\w* vaktmastare\w* vicevaert\w* hausmeister\w* caretaker janitor kona konen mannen hustru\w* "
        r"samboer\w* sambo\w* aegtefaelle wife husband partner nabo\w* granne\w* neighbou?r nachbar\w* kollega\w* "
        "colleague "
        "(?:min|mein|meine|my|hans|hennes|ihr|ihre|var|vores)_(?:kone|mann|mand|frau|man|fru|sonn?|datter|dotter|tochter"
        "|far|mor|pappa|mamma|bror|soster|father|mother|brother|sister|sohn|vater|mutter|son|daughter) "
        r"sonnen sonen datteren kollege\w* elektriker\w* electrician rorlegger(?:en)? snekker(?:en)? tomrer(?:en)? "
        r"snickare\w* plumber carpenter builder contractor blikkenslager\w* byggeleder\w* prosjektleder\w* "
        r"projektleder\w* platschef\w* byggmester\w* entreprenor(?:en)? arkitekt(?:en)? architect architekt\w* "
        r"bauleiter\w* klempner\w* hantverkare\w* handverker\w* handvaerker\w* verge(?:n)? hausverwaltung\w* "
        r"forvalter\w* eiendomsforvalter\w* forvaltare\w* property_manager "
        r"(?:faktura|fakturan|rechnung|invoice)(?:_(?:skickas|sendes|goes|geht))?_(?:til|till|to|an) radgiver\w* "
        r"saksbehandler\w* sagsbehandler\w* handlaggare\w* sachbearbeiter\w* kundebehandler\w* selger\w* saljare\w* "
        r"saelger\w* sales_?(?:rep|person) forhandler styreleder(?!:)\w* megler\w* maklare\w* leietaker\w* "
        r"hyresgast\w* lejer\w* tenant mieter\w* utleier\w* huseier\w* landlord landlady hyresvard\w* udlejer\w* "
        r"vermieter\w* gardeier\w* fastighetsagare\w* svigerfar svigermor svarfar svarmor schwiegervater "
        r"schwiegermutter svigerson\w* svigerdatter\w* svarson svardotter schwiegersohn schwiegertochter sjef\w* "
        r"chef\w* boss montor\w* installer installator\w* kundeservice kundtjanst kundenservice customer_service "
        r"support sentralbord\w* vaxel\w* switchboard zentrale fax"
    ).join((r"\b", r"\b"))
)
"""Whose a name or number is, where it isn't the client's, folded."""
_CONTACT_IS = re.compile(
    r"\b(?:ansprechpartner(?:in)?|kontaktperson(?:en)?|contact(?: person)?)(?: \w+){0,3}(?: er| ist| is| ar|:) "
    r"(?:(?:der|die|the|our|their|var|vor|vores|unser|unsere) )?"
    + _SOMEBODY_ELSE.pattern
    + r"[^,;.]*(?:,\W*(?:\w+\W*)?)?$"
)
"""`Ansprechpartner im Objekt: Hausmeister …`: to be asked for, whoever that is."""
_TO_BE_ASKED = re.compile(
    any_of(
        r"(?:kontakta?|kontakte|ring|ringa|ringe|call|contact|reach)"
        r"(?:_(?:helst|gjerne|garna|gerne|heller|hellre|please|til))?"
        r"_(?:min|mi|my|kona|konen|meine?|sonnen|datteren|leietaker\w*|lejer\w*|hyresgast\w*|the_tenant|mieter\w*) "
        r"(?:leietaker\w*|lejer\w*|hyresgast\w*|tenant|mieter\w*)\b.{0,60}_(?:avtale|aftale|boka|arrange|vereinbaren)"
    ).join((r"\b", r"\b"))
)
"""Somebody beside the writer who is to be called."""
_ONLY_FOR_INVOICES = re.compile(
    r"\b(?:kun|endast|bare|bara|nur|only)\b\W{0,3}(?:(?:for|till?|fur) )?"
    r"\w*(?:faktura|rechnung|invoic|billing)"
)
_KEYS = re.compile(r"\b(?:nokke\w*|nyckel\w*|nogle\w*|keys?|schlussel\w*|last|laser|laasen|apner|oppnar)\b")
_CONTACT = re.compile(r"[+(]{0,2}\d[\d ()/.-]{5,}\d|\S+@\S+")
_AND = re.compile(
    r"\W*(?:(?:og|och|and|und|or|eller|oder|tlf|tel|tfn|mob|mobil|telefon|phone|e-?post|e-?mail|mail|mejl)\b\W*){0,3}"
)
_OWN = re.compile(
    any_of(
        "mitt_(?:mobil)?nummer mobilen_min nummeret_mitt mit_(?:mobil)?nummer min_(?:mobil|telefon) "
        "my_(?:number|phone|mobile|cell) meine?_(?:nummer|telefonnummer|handynummer|handy|mobilnummer) mich "
        "(?:ring|kontakta?|call|reach|na)_(?:til_)?(?:meg|mig|me)"
    ).join((r"\b", r"\b"))
)
_WISH = any_of(
    "(?:jeg|vi)_(?:onsker|vil|trenger|vurderer|skal|lurer|tenker|har_kjopt|har_nettopp|kunne|ville|bor|haper|har_lyst) "
    "(?:jeg|vi)_(?:har_bestilt|skulle) skal_bruge "
    "(?:i|we)_(?:would|want|need|am_looking|are_looking|have_bought|live|just|d_like|have_an?) i'd_like i'm "
    "we'd_like (?:jag|vi)_(?:vill|onskar|behover|skulle|undrar|funderar|har_kopt|bor|vore) "
    "(?:ich|wir)_(?:mochten?|hatten?|brauchen?|suchen?|wurden?|interessieren?|wohnen?|haben?|bin|sind|wollen|will|planen?)"
)
_OURS = any_of(
    "min_adresse mitt_nummer hos_(?:meg|oss|mig) (?:ring|kontakta?|na|til|gi)_(?:meg|oss|mig) var_adresse? "
    "adressen_(?:min|var) huset_(?:mitt|vart) min_adress mit_nummer ring_til_mig min_bolig "
    "vores_(?:hus|bolig|adresse) my_(?:address|number|phone|house|home|place) our_(?:address|house|home) "
    "(?:call|reach|contact|email)_(?:me|us) meine?_(?:adresse|nummer|telefonnummer|anschrift) bei_(?:mir|uns) "
    "mich_(?:erreichen|an) unser(?:e|em|en)?_(?:haus|adresse)"
)
_SELF = re.compile(rf"\b(?:{_WISH}|{_OURS})\b")
_OF_A_CLIENT = re.compile(
    r"(?<!\ber )(?<!\bar )(?<!\bsom )(?<!\bbin )(?<!\bam a )"
    r"\b(?:kunden?|kunder|customers?|clients?|lead|kund)\b"
)
_PASSES_ON = re.compile(
    any_of(
        "(?:se|siehe|see)_(?:nedenfor|nedan|under|unten|below) videresender vidarebefordrar "
        "(?:can|could)_(?:someone|somebody|anyone) "
        "(?:kan|kunne)_(?:noen|nogen|nan|nagon|dere|i|ni)_(?:ta|tage|booke|boka|legge|lagge|folge|ringe|ringa) "
        "er_der_en_der_kan bitte_(?:ubernehmen|anlegen|termin|kummern) zur_info fyi kan_noen_ta"
    ).join((r"\b", r"\b"))
)


def speaks_for_itself(lines: Sequence[str]) -> bool:
    """Whether the client wrote it: somebody asks for themselves, and of no client."""
    text = " ".join(fold(line) for line in lines)
    return _SELF.search(text) is not None and not speaks_of_a_client(lines)


def passes_on(lines: Sequence[str]) -> bool:
    """Whether somebody asks a colleague to take what follows."""
    return _PASSES_ON.search(" ".join(fold(line) for line in lines)) is not None


def speaks_of_a_client(lines: Sequence[str]) -> bool:
    """Whether it is about a client, by that word."""
    return any(_OF_A_CLIENT.search(fold(line)) for line in lines)


def is_somebody_elses(before: str) -> bool:
    """Whether a name or number is another's than the client's, by the words of the sentence before it."""
    sentence = fold(last_sentence(before))
    if _CONTACT_IS.search(sentence) or (_TO_BE_ASKED.search(sentence) and not _KEYS.search(sentence)):
        return False
    if _ONLY_FOR_INVOICES.search(sentence):
        return True
    others = [found.end() for found in _SOMEBODY_ELSE.finditer(sentence)]
    own = [found.end() for found in _OWN.finditer(sentence)]
    return bool(others) and not (own and own[-1] > others[-1])


def is_only_for_invoices(text: str) -> bool:
    """Whether it says so of whom it is about: `(endast fakturafrågor)`."""
    return _ONLY_FOR_INVOICES.search(fold(text)) is not None


def says_own(text: str) -> bool:
    """Whether somebody gives what is their own: `ring meg på`."""
    return _OWN.search(fold(text)) is not None


def said_of_contact(line: str, start: int) -> str:
    """What is said before a number or address at `start`, from the last of somebody else's on.

    Of several with nothing between them it is what is said before the first: all are one person's.
    """
    end = start
    for found in reversed(list(_CONTACT.finditer(line[:start]))):
        if _AND.fullmatch(fold(line[found.end() : start])) is None:
            return line[found.end() : end]
        start = found.start()
    return line[:end]
