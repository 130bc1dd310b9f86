"""Mail that a machine answers or sends by itself: nobody in it is a client."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.intake.finding.names.speakers import speaks_for_itself, speaks_of_a_client
from flows.intake.words import Label, any_of, labelled

_LONGEST_HEAD = 300
"""Characters in which an answer says that it is automatic."""
_FILLED_IN = frozenset(
    {Label.NAME, Label.FIRST_NAME, Label.LAST_NAME, Label.PHONE, Label.EMAIL, Label.STREET}
)
_ABSENT = re.compile(
    any_of(
        "automati(?:c|sk|sche|skt)_(?:reply|svar|antwort|besked) auto-?(?:reply|svar) out_of_office "
        r"abwesenheits(?:notiz|assistent|meldung)\w* frånvaromeddelande\w* fravær(?:smelding|sassistent|sbesked)\w*"
    ).join((r"\b", r"\b")),
    re.IGNORECASE,
)
_AWAY = re.compile(
    any_of(
        "på_(?:ferie|permisjon|barsel|semester|föräldraledighet|tjänsteresa|reise|kurs) "
        "(?:er|är)_(?:bortreist|bortrest|på_reise) ute_av_kontoret ikke_på_kontoret inte_på_kontoret "
        "nicht_im_(?:büro|haus) im_urlaub auf_dienstreise in_elternzeit "
        r"(?:læser|leser|läser)_(?:ikke|inte)_(?:min)?_?(?:mail|mails|e-post|mejl)\w* ude_af_kontoret på_orlov "
        "föräldraledig abwesend (?:on|annual|parental|maternity)_(?:leave|holiday|vacation) currently_travell?ing "
        "away_from_(?:the|my)_office limited_access_to_(?:e-?mail|my_e-?mail) begrenset_(?:mulighet|tilgang) "
        r"begränsad_tillgång no_longer_(?:work|with)\w* (?:har_)?sluttet_i slutat_på nicht_mehr_(?:bei|für)"
    ).join((r"\b", r"\b")),
    re.IGNORECASE,
)
_BACK = re.compile(
    any_of(
        r"haster brådsk\w* akut\w* dringend\w* urgent\w* eilig\w* immediate "
        "(?:er|är|am|be|bin|wieder)_(?:tilbake|tilbage|tillbaka|back|zurück|erreichbar) tilbage_(?:igen|d) "
        "(?:min|mine|meine|meinen|my)_(?:kollega|kollegaer|kolleger|kollege|kollegen|kollegin|colleague|colleagues) "
        r"takk_for_(?:din|mailen|e-posten)\w* tak_for_din_(?:mail|henvendelse) "
        "tack_för_(?:ditt|din)_(?:mejl|mail|meddelande) vielen_dank_für_ihre_(?:nachricht|mail|e-mail) "
        "thank_you_for_your_(?:e-?mail|message) svarer_(?:deg|dig)? vender_tilbake "
        r"(?:frem|fram|till_och_med|til_og_med|bis|until|till)_\w+"
    ).join((r"\b", r"\b")),
    re.IGNORECASE,
)
_CAMPAIGN = re.compile(
    any_of(
        r"nyhe[td]s?brev\w* nyhedsbrev newsletter\w* kampanje\w* kampanj\w* kampagne\w* aktionspreis\w* rabattkod\w* "
        "(?:view|open)_in_(?:your_)?browser manage_preferences (?:klikk|klicka|klik)_(?:her|här) hier_klicken "
        r"click_here webinar\w* black_(?:friday|week) "
        r"(?:spar|spara|sparen|save)_(?:opptil|inntil|upp|bis|up|kr|\d)\w* følg_oss følg_os följ_oss folgen_sie_uns "
        "follow_us les_mer läs_mer læs_mere mehr_erfahren read_more (?:kjøp|köp|køb)_nå?u? "
        "jetzt_(?:buchen|bestellen|sichern) tilbudet_gjelder erbjudandet_gäller nå_får_du nu_får_du liebe_kundinnen "
        r"dear_(?:partner|partners) (?:this|denne)_(?:month|måneden)_(?:at|hos) \d{1,2}_?%_(?:på|rabatt|off|auf|av) "
        r"kun_\d[\d_.]*,- prenumerer\w* abonnement\w* påmelding anmäl_dig tilmeld_dig melde?n?_sie_sich"
    ).join((r"(?<!\w)", r"")),
    re.IGNORECASE,
)
_FEWEST_OF_A_CAMPAIGN = 2
_LEAD = re.compile(r"\blead\b|\bn(?:y|ew|eue[r]?) (?:kund|customer|client)", re.IGNORECASE)
"""What a campaign brings."""
_TO_A_CUSTOMER = re.compile(
    any_of(
        r"(?:kjære|kære|bästa|dear|liebe[rn]?|sehr_geehrte[rn]?)_(?:kund\w{1,6}|customers?) "
        "(?:dette|detta|this)_(?:er|är|is)_(?:en|et|ett|a)_(?:automatisk_)?(?:påminnelse|påmindelse|reminder) "
        "(?:din|ditt|your|ihr)_(?:pakke|paket|parcel|package) "
        "(?:påminnelse|påmindelse|erinnerung|reminder)_(?:om|an|about|of)"
    ).join((r"\b", r"\b")),
    re.IGNORECASE,
)
"""What a firm writes to those who buy of it."""
_FEWEST_OF_A_THREAD = 2
_HEADER = re.compile(
    r"(?m)^\W{0,3}(?:fra|from|von|från)\W{0,2}:.*@|\b(?:skrev|schrieb|wrote)\b.*@", re.IGNORECASE
)
_TO_MANY = re.compile(
    any_of(
        r"you_(?:are_)?receiv\w*_this du_mottar_denne du_får_det(?:ta|te) du_modtager_denne sie_erhalten_diese "
        r"unsubscribe avregistrer\w* avprenumerera abmelden abbestellen afmeld meld_deg_av"
    ).join((r"\b", r"\b")),
    re.IGNORECASE,
)


def is_automatic(text: str) -> bool:
    """Whether a mail says so of itself: that its sender is away, or why one gets it.

    A web form's mail may say that, too, below what a client filled in.
    """
    if _TO_A_CUSTOMER.search(text[:_LONGEST_HEAD]) and not _is_form(text.splitlines()):
        return True
    if _ABSENT.search(text[:_LONGEST_HEAD]) or (_AWAY.search(text) and _BACK.search(text) and _is_one(text)):
        return True
    if len({found[0].casefold() for found in _CAMPAIGN.finditer(text)}) >= _FEWEST_OF_A_CAMPAIGN:
        return not _is_form(text.splitlines()) and _LEAD.search(text) is None
    return _TO_MANY.search(text) is not None and not _is_of_a_client(text.splitlines())


def _is_one(text: str) -> bool:
    """Whether no other mail is below it, which its sender passes on before they leave."""
    return text.count("@") < _FEWEST_OF_A_THREAD or _HEADER.search(text) is None


def _is_form(lines: Sequence[str]) -> bool:
    return len({found[0] for line in lines if (found := labelled(line))} & _FILLED_IN) > 1


def _is_of_a_client(lines: Sequence[str]) -> bool:
    return _is_form(lines) or speaks_for_itself(lines) or speaks_of_a_client(lines)
