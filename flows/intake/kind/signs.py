"""Words that say what a text is: a document of another kind, or somebody's wish; folded, in our languages."""

from __future__ import annotations

import re

from flows.intake.words import any_of


def _words(patterns: str) -> re.Pattern[str]:
    return re.compile(any_of(patterns).join((r"\b", r"\b")))


DOCUMENT = _words(
    "faktura(?!_(?:til|till|skal|ska|sendes|skickas|gar|for)) fakturakopi kreditnota kreditfaktura gutschrift "
    "invoice(?!_to) rechnung(?!_(?:an|bitte|geht)) kvittering kvitto receipt quittung purring betalingspaminnelse "
    r"betalningspaminnelse rykker mahnung zahlungserinnerung reminder inkasso\w* inkassovarsel kontoutskrift "
    "folgeseddel folgjesetel foljesedel pakkseddel pakkeseddel packsedel fraktbrev fraktsedel fragtbrev lieferschein "
    r"frachtbrief delivery_note packing_(?:slip|list) consignment_note prisliste\w* prislista\w* preisliste\w* "
    r"price_?list\w* priskatalog tilbudsforesporsel anbud(?!_nr)(?:sinnbydelse|skonkurranse|sforesporsel)? "
    r"forfragningsunderlag anbudsforfragan upphandling\w* udbud\w* ausschreibung\w* (?:invitation_to_)?tender(?:s)? "
    "konkurransegrunnlag minikonkurranse (?:jobb)?soknad(?:_pa)? jobbansokan ansokan(?:_om)? (?:jobb?)?ansogning "
    "bewerbung job_application application_for cv lebenslauf vakanse stellenanzeige initiativbewerbung praktikplats "
    "larling referat motereferat protokoll agenda dagsorden tagesordnung minutes_of"
)
"""What a heading calls a document that no client writes to order anything."""
NEW = re.compile(
    r"^(?:ny[ett]{0,2}|oppdaterte?|uppdaterad\w*|opdateret|our|new|updated|var|vores|neue[rs]?|unsere?|aktuelle) "
)
PAYMENT = _words(
    r"forfall(?:sdato|er)? forfallodag forfallodatum forfaldsdato fallig(?:keit)?\w* zahlbar due_date amount_due "
    r"a_betale att_betala at_betale zu_zahlen zahlungsziel kid bankgiro plusgiro ocr iban fik sum_eks\w* "
    r"netto_?sum\w* summa_ex\w* nettobetrag mwst mva_25 moms_25 betalingsfrist betalningsvillkor fakturanummer "
    r"fakturanr fakturadato fakturadatum rechnungsnummer rechnungsdatum invoice_(?:no|number|date) inkasso\w* "
    "purregebyr"
)
TENDER = _words(
    r"anbud\w* tilbudsfrist innlevering(?:sfrist)? oppdragsgiver upphandl\w* forfragningsunderlag entreprenad "
    r"anbudstid udbud\w* tilbudsgiver ausschreibung\w* vergabe\w* bieter\w* angebotsfrist submission\w* tender\w* "
    "bidders? konkurransegrunnlag kvalifikasjonskrav doffin ted_europa"
)
APPLICATION = _words(
    "s[oø]ker_jobb soker_arbete suche_arbeit jobb_som job_som erfarenhet erfaring med_erfaring berufserfahrung "
    "work_experience stilling(?:en)? tjansten (?:jobb?)?ansokan jobsogning ansogning bewerbe bewerbung position_as "
    "cv lebenslauf fagbrev yrkesbevis referanser? arbetsgivare arbeidsgiver jobbsoker vitnemal zeugnisse? laerling "
    "larling vacancy hiring apply_for soknad arbeidserfaring arbetslivserfarenhet"
)
GOODS = _words(
    "kolli colli lossa(?:t|ts|d) lastet avsandare avsender mottagare mottatt_av modtaget_af mottaget_av empfanger "
    "absender received_by sporing(?:snummer)? kollinummer sendungsnummer tracking_?(?:no|number)? hentested postnord "
    r"bring dhl leveret_\d\S* pallplats palle[rt]?"
)
OFFERS = _words(
    "selges saljes saelges til_salgs till_salu til_salg zu_verkaufen for_sale utleie til_leie uthyres uthyrning "
    "udlejes til_leje zu_vermieten for_rent ledig(?:t)? hentes avhentes hamtas afhentes abzuholen "
    "(?:vi|we|wir)_(?:hjelper|hjalper|hjaelper|help|helfen|tilbyr|erbjuder|tilbyder|offer|bieten|formidler|formedlar) "
    r"(?:er_nya?|din_nye|jeres_nye|your_new|ihre?_neuer?)_\w+ vill_du vil_du vil_i mochten_sie would_you "
    r"hela_sverige hele_(?:norge|landet|danmark) demo 15_min\w* samarbeid\w* samarbete\w* samarbejd\w* partnership "
    r"kooperation plattform\w* platform\w* leads book_a_call salgsmote nettverkstreff messe(?:n)?_(?:i|pa)"
)
"""Of somebody who has something to sell or let."""
LOGISTICS = _words(
    r"forsinke[tlr]\w* forsen\w* delay\w* verspat\w* leveransen leverancen leverandor\w* leverantor\w* lieferant\w* "
    r"suppliers? grossist\w* grosshandel\w* lager(?:et|n)? warehouse innkjop\w* inkop\w* indkob\w* einkauf "
    r"rekvisisjon\w* rekvisition\w* restordre restnot\w* henter hamtar afhenter abgeholt sjafor\w* chauffor\w* "
    "fahrer pakken paketet pakke hentekode posten postnord kjorer_ut pa_vei_inn varemottak truck palle[rt]? "
    "auftragsbestatigung ordrebekreftelse orderbekraftelse ordrebekraeftelse order_confirmation"
)
EVENTS = _words(
    r"kurs(?:et|en)? schulung opplaering\w* utbildning\w* training seminar webinar pamelding\w* anmalan "
    r"tilmelding\w* anmeldung\w* invitasjon inbjudan invitation einladung deltak\w* deltag\w* teilnehm\w*"
)
PRICES = _words(
    r"priser_gjelder veil(?:\.|edende)? partnerpris innkjopspris inkopspris netto listepris listpris listenpreis uvp "
    r"pauschal kampanje\w* kampanj\w* kampagne\w* rabatt\w* rabat gultig_(?:ab|bis) gyldig_til galler_till "
    "lagerstatus pa_lager i_lager auf_lager in_stock"
)
CLIENTS = _words(
    r"kund\w{0,4} customers? clients? lead bestill(?!ingsfrist)\w* bestall\w* \w*bestell\w* order(?:s|ed|ing)? "
    r"ordre[rn]? oppdrag(?:et)? uppdrag(?:et)? opgave[rn]? auftrag(?:s)? beauftrag\w* henvendelse foresporsel "
    r"forfragan forfragning foresporgsel anfrage e?n?quiry inquiry tips beboer\w* leietaker\w* lejer(?:en)? "
    r"hyresgast\w* mieter(?:in)? bor bosatt lives wohnt wohnen wohnhaft hytte(?:eier|n|a)? stuga(?:n)? sommerhus\w* "
    r"ferienhaus cabin tomt(?:en)? byggegrund nybygg\w* grundstuck att attn"
)
"""Of somebody who is told of as a client, or lives somewhere."""
WISHES = _words(
    r"after_an? name_s best_number install_one befaring\w* besiktning\w* platsbesok\w* besigtigelse\w* "
    r"\w*besichtigung\w* begehung survey\w* site_visit install\w* \w*monter(?!ing_as)\w* montage einbau\w* "
    r"eingebaut\w* opsaet\w* opsat uppsatt\w* satt?_opp sette?_opp satta_upp satte_op stille_op "
    r"s[ae]tter_(?:ni|dere|i|man)_opp satter_(?:ni|man)_upp interess\w* vil_ha vill_(?:\w+_)?ha vil_have vil_gjerne "
    r"vil_gerne vill_garna skal_(?:ha|have|bruge) ska_(?:ha|fa) [oy]nsk\w* trenger behover mangler mochten? "
    r"hatten?_gern\w* braucht brauchen? will_ eine? wunsch\w* wants? needs? (?:would|d)_like looking_for wish\w* "
    r"tilbud_pa offert_pa angebot_fur quote_for pris_pa service reparas\w* reparat\w* repair\w* garanti\w* warranty "
    r"felanmalan feilmelding fejlmelding reklamas\w* reklamat\w* misfornoyd missnojd utilfreds unzufrieden kaputt "
    r"defekt\w* odelagt trasig virker funker fungerer funkar fungerar kranglet\w* flyttet flyttat umgezogen moved "
    r"avlys\w* avbestill\w* cancel\w* stornier\w*"
)
"""Of somebody who wants something done."""
OWN = _words(
    "ring(?:a|e|er)?_(?:til_)?(?:meg|mig) (?:call|reach|contact|email|mail)_(?:me|us) "
    "(?:mich|uns)_(?:erreichen|anrufen) rufen_sie_(?:mich|uns)? "
    r"(?:mitt|mit|min|my|mein|meine|his|her|hans|hennes)_(?:nummer|number|nr|mobil\w*|mobile|telefon|phone|handy\w*|adress\w*|address|epost|e-post|mail|mejl|email)"
)
"""Of somebody who gives their number, in a mail as a colleague does."""
THOUGHTS = _words(
    r"(?<!noen_)lurer fundera\w* undra\w* asks? asked spor spurte vurder\w* consider\w* uberleg\w* konstig\w* se_pa "
    r"komme_forbi kom_forbi vorbeikommen come_(?:by|over|and) replace\w* bytt\w* byt\w* ersett\w* erstatt\w* "
    r"austausch\w* tausch\w* erneuer\w* skift\w* gjelder(?!_fra) galler(?!_(?:fran|till)) gaelder(?!_fra) betrifft "
    r"regarding ja_til akzeptier\w* aksepter\w* accept\w*"
)
"""Of somebody who may want something, where what is spoken of is our trade."""
TALK = _words(
    r"takk tack tak thanks danke supert super schulung kurs opplaering utbildning training anmeld\w* pamelding "
    r"anmalan tilmeld\w* kollegen deg dig dich you dere jer euch mote mode meeting lunsj lunch bilen varebilen "
    "verksted ferie urlaub semester husk reminder kommer_pa velkommen alle_sammen folkens"
)
"""Of colleagues among each other."""
