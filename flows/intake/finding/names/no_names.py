"""Words of messages that are written like names and are part of no person's, folded."""

from __future__ import annotations

from flows.search import word_set

_SAID = word_set(
    "hei hej hello hallo hi dear kjaere takk tack tak danke thanks hilsen regards med venlig vennlig best mvh ja nei "
    "nej no yes ok sendt sent iphone outlook android ipad ring call vil har er og and och und i jeg jag ich we vi "
    "the den det en ett han hun hon sie her his she he eller oder or ellers etter efter efterat nach after for pa "
    "mit bei hos til fra fran from to dere ihr you when nar hvis om if wenn men but aber kun bare bara nur only "
    "dette denne this diese dies god godt gott nytt jul ny new neu haster urgent ingen none ukjent unknown test "
    "mandag tirsdag onsdag torsdag fredag lordag sondag januar februar mars september oktober november desember "
    "klokka klokken klockan uhr"
)
_ABOUT_ORDERS = word_set(
    "navn namn name kundeservice kunde kunden kund kundin customer client team teamet salg sales support kontakt "
    "kontor lead leads henvendelse befaring besiktning besigtigelse survey bestilling bestallning bestellung order "
    "onsker trenger installasjon montering installation adresse adress address anschrift telefon epost mobil mobile "
    "e-post street gate vei avdeling prosjekt projekt project etasje etg plan floor iban bic swift konto org orgnr "
    "vat cvr ust kd kd.-nr bnr gnr snr"
)
_WHO = word_set(
    "leder styreleder daglig sjef nabo granne nachbar leietaker utleier landlord vaktmester selger styret styre "
    "styrelsen vorstand datter datteren sonn sonnen sohn tochter svigersonn svigerdatter hr herr frau"
)
_ORGANISED = word_set(
    "aps a/s gmbh ltd inc llc enk oy plc borettslag borettslaget sameiet sameie brf weg hausverwaltung elektro bygg "
    "kommune bakeri bageri backerei konditori eiendom fastigheter entreprenor entreprise transport hotell hotel "
    "hotels skole skola barnehage forskola klinikk frisor restaurant kafe cafe butikk senter holding consulting "
    "invest group gruppe gruppen drift norsk svensk dansk nordisk nordic solar vvs ror rorlegger rorleggerservice "
    "anlegg handel forretning media energi energy kraft strom el elektriske elektrisk electric nett net partner "
    "partners solutions systems regnskap nettselskap nettleie widgets bakst tannlege legesenter apotek maskin "
    "trelast bil auto motor verksted hageby hotellet stiftelsen museum kirke bank forsikring advokat arkitekt "
    "arkitekter rengjoring renhold gartneri gard farm terrasse"
)
_PLACES = word_set(
    "oslo bergen sentrum centrum zentrum forum spektrum arena stadion park nedre ovre ostre nordre sondre vestre "
    "indre ytre"
)
MAKES = word_set(
    "elbillader elbilladere laddbox ladestander wallbox ladestasjon ladestolpe ladeboks laddstation laddstolpe "
    "ladestation ladesaule lader ladere elbil elbiloplader hjemmelader varmepumpe varmepump charger ev cable kabel "
    "heat pump model modell bilen car easee zaptec ensto garo chargeamps keba alfen defa amina audi bmw byd citroen "
    "cupra fiat ford hyundai jaguar kia lexus mazda mg mitsubishi nissan opel peugeot polestar porsche renault skoda "
    "subaru suzuki tesla toyota volkswagen vw volvo xpeng nio bosch buderus ctc daikin fujitsu gree hitachi ivt lg "
    "midea nibe panasonic samsung stiebel thermia toshiba vaillant viessmann"
)
"""Of cars, chargers and heat pumps, and what they are called."""
_FIRMS = word_set(
    "ads google facebook meta linkedin instagram finn dnb nordea tibber clever ikea elkjop elgiganten power clas "
    "kiwi rema coop meny spar joker thon scandic clarion circle esso shell obs lidl aldi rewe edeka netto bilka ica "
    "willys hemkop"
)
NO_NAMES = _SAID | _ABOUT_ORDERS | _WHO | _ORGANISED | _PLACES | MAKES | _FIRMS
ENDINGS = tuple(
    word_set(
        "service energi varme elektro firma gruppen senter center teknikk teknik technik foretak selskap forening "
        "verein bakeri bageri backerei schreinerei bygg skole skolan barnehage forskola kommune borettslag "
        "beteckning bezeichnung nummer"
    )
)
"""What names of organisations and numbers end with, alone or with a word before."""
FORMS = word_set("as asa ab kg ag hb ba sa")
"""Of companies, as written behind their names; `Åsa` begins one of a person."""
MONTHS = word_set("april mai may juni juli august")
"""First names as well."""
