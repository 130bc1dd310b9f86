"""The words that head a table's columns in English, Norwegian, Swedish, Danish and German, as `fold` leaves them."""

from __future__ import annotations

from flows.search import word_set

HEADS = {
    "name": "name product item article line service what navn produkt vare varenavn artikkel linje tekst post "
    "benevnelse betegnelse varetekst varebeskrivelse produktnavn artikkelnavn tjeneste vare_tjeneste hva "
    "produkt_tjeneste product_name item_name product_service namn artikel benamning vara tjanst vara_tjanst "
    "produktnamn artikelnamn text varetext varebetegnelse varenavn_tekst ydelse bezeichnung produktname leistung "
    "artikelbezeichnung artikelname ware produktbezeichnung line_item",
    "external_id": "external_id id sku external_number item_no item_number article_no article_number product_id "
    "product_no product_number part_no part_number item_code product_code varenr varenummer vare_nr artikkelnr "
    "artikkelnummer artikkel_nr produktnr produktnummer produkt_nr prod_nr ekstern_id elnr el_nr elnummer el_nummer "
    "nobb nobb_nr artikelnr artikel_nr artikelnummer art_nr artnr art_no externt_id externe_id e_nummer bestellnummer "
    "bestell_nr",
    "quantity": "quantity qty count pcs number amount_of antall antal ant stk st mengde menge anzahl anz stuck "
    "kvantum kvantitet stuckzahl stueckzahl bestellmenge stycketal stykantal "
    "quantity_ordered qty_ordered antall_stk antal_st antal_stk",
    "unit_price": "price unit_price price_each each rate unit_cost cost pris enhetspris enh_pris stykkpris stk_pris "
    "a_pris styckpris st_pris stykpris enhedspris preis einzelpreis stuckpreis ep e_preis vk vk_preis",
    "vat_rate": "vat vat_rate tax tax_rate mva mva_sats mvasats moms momssats moms_sats mwst mwst_satz ust ust_satz "
    "steuersatz",
    "discount_source": "reason campaign kampanje kampanj kampagne arsak grunn discount_reason rabattgrunn "
    "rabatt_grunn kampanjekode rabattkode",
    "description": "description details beskrivelse detaljer beskrivning beschreibung merknad note notes comment "
    "comments kommentar kommentarer anmerkung bemerkung anmarkning spesifikasjon specification specifikation",
    "unit": "unit units enhet enh enhed einheit uom me",
    "currency": "currency valuta wahrung valutta curr",
}
KEYS = {head.replace("_", " "): key for key, heads in HEADS.items() for head in heads.split()}

PRICE = word_set("price pris preis cost rate prise")
COST = word_set(
    "innpris innkjopspris kostpris selvkost inkopspris indkobspris kostpreis einkaufspreis ek purchase "
    "buying purchasing netcost cost_price"
)
AMOUNT = word_set(
    "sum sums total totals totalt amount belop belopp belob betrag summa summe linjesum linjebelop "
    "linjepris radsumma radbelopp linjetotal totalpris totalsum totalpreis totalprice gesamtpreis "
    "gesamtbetrag zeilensumme radpris nettobelop bruttobelop nettosum bruttosum nettobetrag bruttobetrag "
    "gesamt subtotal delsum positionspreis sumpris"
)
"""Heads of columns with the amount of a whole row."""
PRICE_KINDS = word_set(
    "list sale sales selling retail standard normal ordinary regular ordinaer ordinaert ordinarie var our your veil "
    "veiledende anbefalt customer kunde katalog catalog catalogue gjeldende vejledende empfohlener regulaer"
)
"""Words beside a price that leave it the price of one."""
IN_ALL = word_set(
    "total totalt alt ialt all sum sums row line linje rad belop belopp belob amount betrag gesamt zeile "
    "samlet summe summa tot"
)
"""Words that say an amount is for the whole row."""
DISCOUNT = word_set(
    "discount discounts disc rab rabatt rabat nachlass avslag fradrag reduction rebate rabattsats rabattbelop "
    "rabattbelopp unit_discount"
)
CHANGES_PRICE = word_set(
    "surcharge fee fees shipping freight extra addition markup deposit tillegg tillag palegg paslag frakt "
    "gebyr avgift toll miljoavgift tillaegg fragt zuschlag aufschlag versand gebuhr fracht pant depositum "
    "price pris preis cost pricing kr discount rabatt gratis ekstra"
)
"""Heads of columns that would change the price."""
BEFORE = word_set("before for fore innan inden vor")
"""Of a price: before its discount."""
PER = word_set("per pr pro each a")
FILLERS = word_set("i in of for the av pa og and und or unit enhet enh enhed einheit item")
SHARE = word_set("percent prosent procent prozent pct sats rate_percent")
HARMLESS = word_set(
    "nr no pos posisjon position linje line linjenr linjenummer rad row zeile lnr id ean gtin barcode vekt weight "
    "gewicht dato date datum uke week leverandor supplier lieferant produsent brand merke"
)
"""What heads figures that have nothing to do with the price."""
