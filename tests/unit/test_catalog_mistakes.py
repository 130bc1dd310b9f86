from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.catalog import CatalogError, CatalogMistake, read_catalog

EXAMPLE = (Path(__file__).parents[2] / "catalog.example.toml").read_text(encoding="utf-8")
FJORD = "3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11"
WORKFLOW = '[[workflows]]\nname = "Survey"\ncustom_id = "survey"\n'
PRODUCT = f'{WORKFLOW}[[products]]\nexternal_id = "cable"\nname = "Cable"\n'
PRICED = f'{PRODUCT}unit_price = "1299.00"\nvat = "25"\n'
FIELD = f'{WORKFLOW}[[workflows.fields]]\ncustom_id = "fuse"\nlabel = "Fuse"\n'
ACTOR = f'{WORKFLOW}[[workflows.actors]]\nslug = "electrician"\nlabel = "Electrician"\n'
NUMBER = f'{FIELD}type = "number"\n'
CHOICES = f'{FIELD}type = "choices"\noptions = ["Attic", "Cellar", "Hall"]\n'
TANK = '[[workflows.fields]]\ncustom_id = "tank"\nlabel = "Tank"\ntype = "yes_no"\n'
HEATING = FIELD.replace("fuse", "heating") + 'type = "choice"\noptions = ["Oil", "Wood"]\n'
MINIMUM, DEFAULT = "workflows[0].fields[0].minimum", "workflows[0].fields[0].default"
LISTED = f'[[organizations]]\nid = "{FJORD}"\nname = "Fjord"\n'
GROUP = '[[approver_groups]]\nname = "leads"\nlabel = "Leads"\n'
LEADS = f'{GROUP}users = ["U0LEAD"]\n'
OTHERS = LEADS.replace("leads", "others")
APPROVED = 'then = "approve"\napprovers = "leads"\n'
RULE = f'{PRICED}[[rules]]\nmissing_product = "cable"\n'

BROKEN: dict[str, tuple[str, int, str, str]] = {
    "an alias that is another's name": (
        f'{PRICED}aliases = ["Rope"]\n[[products]]\nexternal_id = "rope"\nname = "rope"\nunit_price = 1\nvat = 25',
        9,
        "products[0].aliases[0]",
        "products[1] is called too",
    ),
    "an alias twice": (f'{WORKFLOW}aliases = ["Lader", "lader"]', 4, "workflows[0].aliases", "twice"),
    "an alias of signs": (f'{WORKFLOW}aliases = ["!"]', 4, "workflows[0].aliases", "no letter or digit"),
    "too many aliases": (
        f"{WORKFLOW}aliases = {[f'a{number}' for number in range(51)]}",
        4,
        "workflows[0].aliases",
        "keep the 50",
    ),
    "a rule without a condition": (
        f'{WORKFLOW}[[rules]]\ntext = "Ask Lena"',
        4,
        "rules[0]",
        "add one of discount_above, margin_below, missing_product",
    ),
    "a rule with two conditions": (
        f'{RULE}margin_below = "20"',
        9,
        "rules[0]",
        "has 2 conditions (margin_below, missing_product): make a [[rules]] of each",
    ),
    "a limit beyond all": (
        f'{WORKFLOW}[[rules]]\ndiscount_above = "101"',
        5,
        "rules[0].discount_above",
        "100",
    ),
    "a rule about an unknown product": (
        f'{WORKFLOW}[[rules]]\nmissing_product = "rope"',
        5,
        "rules[0].missing_product",
        "write a product's id or external_id",
    ),
    "a companion that is unknown": (f'{RULE}with_product = "rope"', 11, "rules[0].with_product", '"rope"'),
    "a companion of a discount": (
        f'{PRICED}[[rules]]\ndiscount_above = "15"\nwith_product = "cable"',
        11,
        "rules[0].with_product",
        "only for missing_product",
    ),
    "a rule for an unknown job": (f'{RULE}workflows = ["s"]', 11, "rules[0].workflows[0]", "custom_id or id"),
    "a rule for no job": (f"{RULE}workflows = []", 11, "rules[0].workflows", "would never hold"),
    "a near miss of a consequence": (f'{RULE}then = "approved"', 11, "rules[0].then", '"approve"?'),
    "an approval by nobody": (
        f'{RULE}then = "approve"',
        9,
        "rules[0].approvers",
        "name the group that is asked",
    ),
    "an approval by strangers": (
        f'{RULE}then = "approve"\napprovers = "lords"',
        12,
        "rules[0].approvers",
        "write an approver group's name",
    ),
    "a photo listed twice": (
        f'{WORKFLOW}photos = ["Fuse box", "Fuse box"]',
        4,
        "workflows[0].photos",
        'lists "Fuse box" twice',
    ),
    "more photos than a screen asks for": (
        f"{WORKFLOW}photos = {json.dumps([str(number) for number in range(7)])}",
        4,
        "workflows[0].photos",
        "lists 7 photos: keep 6 at most",
    ),
    "required photos that aren't listed": (
        f"{WORKFLOW}photos_required = true",
        4,
        "workflows[0].photos_required",
        "is only for photos: list them too, or remove it",
    ),
    "a stand-in who is a stranger": (
        f'{RULE}{APPROVED}stand_in = "lords"\nstand_in_after = "1d"\n{LEADS}',
        13,
        "rules[0].stand_in",
        "write an approver group's name",
    ),
    "a stand-in who is asked already": (
        f'{RULE}{APPROVED}stand_in = "leads"\nstand_in_after = "1d"\n{LEADS}',
        13,
        "rules[0].stand_in",
        "name another one",
    ),
    "a stand-in at no time": (
        f'{RULE}{APPROVED}stand_in = "others"\n{LEADS}{OTHERS}',
        9,
        "rules[0].stand_in_after",
        'is missing beside stand_in: say how long after the approvers that is, for example stand_in_after = "1d"',
    ),
    "a time without a stand-in": (
        f'{RULE}{APPROVED}stand_in_after = "1d"\n{LEADS}',
        13,
        "rules[0].stand_in_after",
        "is only for stand_in: name that too, or remove it",
    ),
    "an escalation to a channel's name": (
        f'{RULE}{APPROVED}escalate_to = "#leads"\nescalate_after = "1d"\n{LEADS}',
        13,
        "rules[0].escalate_to",
        "the id of a channel or of a person in Slack, or an approver group's name",
    ),
    "a reminder after a bare number": (
        f"{RULE}{APPROVED}remind_after = 4\n{LEADS}",
        13,
        "rules[0].remind_after",
        'must be a time from "1m" to "30d" in quotes: minutes (m), hours (h) or days (d)',
    ),
    "a reminder after a season": (
        f'{RULE}{APPROVED}remind_after = "31d"\n{LEADS}',
        13,
        "rules[0].remind_after",
        'from "1m" to "30d"',
    ),
    "a reminder of a warning": (
        f'{RULE}remind_after = "4h"',
        11,
        "rules[0].remind_after",
        'only for then = "approve"',
    ),
    "approvers of a warning": (
        f'{RULE}approvers = "leads"\n{GROUP}users = ["U0LEAD"]',
        11,
        "rules[0].approvers",
        'only for then = "approve"',
    ),
    "a group of nobody": (
        f"{WORKFLOW}{GROUP}users = []",
        7,
        "approver_groups[0].users",
        "nobody could approve",
    ),
    "a group with a name for an id": (
        f'{WORKFLOW}{GROUP}users = ["@lena"]',
        7,
        "approver_groups[0].users[0]",
        "Copy member ID",
    ),
    "a group twice": (
        WORKFLOW + 2 * f'{GROUP}users = ["U0LEAD"]\n',
        9,
        "approver_groups[1].name",
        "taken by approver_groups[0]",
    ),
    "nothing at all": ("", 1, "workflows", "add a [[workflows]] table"),
    "one bracket too few": (
        '[workflows]\nname = "S"',
        1,
        "workflows",
        "must be a list, written [[workflows]]",
    ),
    "a value for a table": (
        f"defaults = 1\n{WORKFLOW}",
        1,
        "defaults",
        "must be a table, written [defaults]",
    ),
    "a text for a table": ('workflows = ["S"]', 1, "workflows[0]", "must be a table, written [[workflows]]"),
    "a near miss of a key": (
        f"{WORKFLOW}line_required = true",
        4,
        "workflows[0].line_required",
        "did you mean lines_required?",
    ),
    "an unknown key": (f'{LISTED}web = ""\n{WORKFLOW}', 4, "organizations[0].web", "use one of id, name"),
    "an unknown table": (f"{WORKFLOW}[[product]]", 4, "product", "did you mean products?"),
    "a key that needs quotes": (f'{WORKFLOW}"x y" = 1', 4, 'workflows[0]."x y"', "remove it"),
    "no name": (
        '[[workflows]]\ncustom_id = "s"',
        1,
        "workflows[0].name",
        'is missing: add it, for example name = "EV',
    ),
    "an empty name": ('[[workflows]]\ncustom_id = "s"\nname = " "', 3, "workflows[0].name", "is empty"),
    "a name that isn't text": (
        '[[workflows]]\ncustom_id = "s"\nname = 7',
        3,
        "workflows[0].name",
        'must be text in quotes, for example name = "',
    ),
    "a name too long for a select": (
        f'[[workflows]]\ncustom_id = "s"\nname = "{"x" * 76}"',
        3,
        "workflows[0].name",
        "is 76 characters long: shorten it to 75",
    ),
    "a name on two lines": (
        '[[workflows]]\ncustom_id = "s"\nname = """a\nb"""',
        3,
        "workflows[0].name",
        "line break",
    ),
    "no id": ('[[workflows]]\nname = "S"', 1, "workflows[0].id", "add either custom_id or id"),
    "two ids": (f'{WORKFLOW}id = "{FJORD}"', 4, "workflows[0].id", "keep exactly one"),
    "half a uuid": ('[[workflows]]\nname = "S"\nid = "8b1f"', 3, "workflows[0].id", "all 36 characters"),
    "a number for a uuid": ('[[workflows]]\nname = "S"\nid = 8', 3, "workflows[0].id", "an id in quotes"),
    "a quoted truth": (f'{WORKFLOW}lines_required = "no"', 4, "workflows[0].lines_required", "true or false"),
    "a channel's name": (f'{WORKFLOW}channel = "#orders"', 4, "workflows[0].channel", "details in Slack"),
    "a person's conversation": (f'{WORKFLOW}channel = "D0ORDERS"', 4, "workflows[0].channel", '"C0EVTEAM"'),
    "a workflow twice": (f"{WORKFLOW}{WORKFLOW}", 6, "workflows[1].custom_id", "taken by workflows[0]"),
    "a country's name": (f'{WORKFLOW}[defaults]\ncountry = "Norway"', 5, "defaults.country", '"NO"'),
    "a country that isn't one": (
        f'{WORKFLOW}[defaults]\ncountry = "XX"',
        5,
        "defaults.country",
        "ISO 3166-1",
    ),
    "an unknown language": (f'{WORKFLOW}[defaults]\nlocale = "klingon"', 5, "defaults.locale", '"nb-NO"'),
    "a currency without decimals": (f'{WORKFLOW}[defaults]\ncurrency = "ISK"', 5, "defaults.currency", "NOK"),
    "an unknown payer": (
        f'{WORKFLOW}[defaults]\npayer = "me"',
        5,
        "defaults.payer",
        "one of client, operator",
    ),
    "a near miss of a payer": (
        f'{WORKFLOW}[defaults]\npayer = "CLIENT"',
        5,
        "defaults.payer",
        'did you mean "client"?',
    ),
    "a field without a type": (FIELD, 4, "workflows[0].fields[0].type", 'for example type = "choice"'),
    "an unknown type": (f'{FIELD}type = "bool"', 7, "workflows[0].fields[0].type", "yes_no"),
    "a choice of nothing": (f'{FIELD}type = "choice"', 4, "workflows[0].fields[0].options", "from 2 to 100"),
    "a choice of too much": (
        f'{FIELD}type = "choice"\noptions = {[str(n) for n in range(101)]}',
        8,
        "workflows[0].fields[0].options",
        "from 2 to 100 options, not 101",
    ),
    "a choice twice": (
        f'{FIELD}options = ["A", "B", "A"]\ntype = "choice"',
        7,
        "workflows[0].fields[0].options",
        'lists "A" twice',
    ),
    "a long option on its own line": (
        f'{FIELD}type = "choice"\noptions = [\n  "A", # [\n  "{"x" * 76}",\n]',
        10,
        "workflows[0].fields[0].options[1]",
        "to 75",
    ),
    "options for a date": (
        f'{FIELD}type = "date"\noptions = ["A", "B"]',
        8,
        "workflows[0].fields[0].options",
        'type = "choice" instead of "date"',
    ),
    "a field twice": (
        f'{FIELD}type = "text"\n[[workflows.fields]]\ncustom_id = "fuse"\nlabel = "F"\ntype = "text"',
        9,
        "workflows[0].fields[1].custom_id",
        "taken by workflows[0].fields[0]",
    ),
    "a long hint": (
        f'{FIELD}type = "text"\nhint = "{"x" * 151}"',
        8,
        "workflows[0].fields[0].hint",
        "shorten it to 150",
    ),
    "a condition on a field that comes later": (
        f"{HEATING}shown_if = {{ tank = true }}\n{TANK}",
        9,
        "workflows[0].fields[0].shown_if",
        '"tank" isn\'t asked earlier in this workflow: name an earlier field (none), or move it up',
    ),
    "a condition on a text": (
        f'{FIELD}type = "text"\n{TANK}shown_if.fuse = "25 A"',
        12,
        "workflows[0].fields[1].shown_if",
        "only a choice, choices, yes_no can decide",
    ),
    "a condition on an answer that can't be given": (
        f'{HEATING}{TANK}shown_if = {{ heating = ["Oil", "Gas"] }}',
        13,
        "workflows[0].fields[1].shown_if",
        '"Gas" isn\'t one of the options of "heating"',
    ),
    "a condition that waits for a word of a yes or no": (
        f'{WORKFLOW}{TANK}[[workflows.fields]]\ncustom_id = "x"\nlabel = "X"\ntype = "text"\nshown_if.tank = "yes"',
        12,
        "workflows[0].fields[1].shown_if",
        'wait for true or false, without quotes, not for "yes"',
    ),
    "a condition that names nothing": (
        f'{HEATING}{TANK}shown_if = "Oil"',
        13,
        "workflows[0].fields[1].shown_if",
        "must name an earlier field",
    ),
    "a condition without an answer": (
        f"{HEATING}{TANK}shown_if = {{ heating = [] }}",
        13,
        "workflows[0].fields[1].shown_if",
        "waits for no answer to heating",
    ),
    "a condition on a number": (
        f"{HEATING}{TANK}shown_if = {{ heating = 1 }}",
        13,
        "workflows[0].fields[1].shown_if",
        "must have answers to heating in quotes",
    ),
    "a unit of a text": (
        f'{FIELD}type = "text"\nunit = "A"',
        8,
        "workflows[0].fields[0].unit",
        'type = "number" instead of "text"',
    ),
    "a count of a choice": (
        f"{HEATING}most = 1",
        9,
        "workflows[0].fields[0].most",
        'type = "choices" instead of "choice"',
    ),
    "a smallest number that isn't exact": (f"{NUMBER}minimum = 0.5", 8, MINIMUM, "write it in quotes"),
    "a smallest number that isn't one": (f'{NUMBER}minimum = "a few"', 8, MINIMUM, "must be a number from"),
    "a smallest number that is true": (f"{NUMBER}minimum = true", 8, MINIMUM, "must be a number in quotes"),
    "a range the wrong way round": (
        f"{NUMBER}minimum = 9\nmaximum = 8",
        9,
        "workflows[0].fields[0].maximum",
        "is below the minimum, 9",
    ),
    "too many decimals": (
        f"{NUMBER}decimals = 7",
        8,
        "workflows[0].fields[0].decimals",
        "must be a whole number from 0 to 6",
    ),
    "a range finer than its numbers": (
        f'{NUMBER}decimals = 0\nminimum = "0.5"',
        8,
        "workflows[0].fields[0].decimals",
        "is fewer than the minimum, 0.5, has",
    ),
    "a default out of the range": (f"{NUMBER}minimum = 9\ndefault = 8", 9, DEFAULT, "must fit minimum"),
    "a default too fine": (f'{NUMBER}decimals = 0\ndefault = "8.5"', 9, DEFAULT, "must fit minimum"),
    "a default that isn't a number": (f'{NUMBER}default = "A"', 8, DEFAULT, "default = 40"),
    "a default that isn't an option": (f'{HEATING}default = "Gas"', 9, DEFAULT, "copy one of them"),
    "a default that isn't a day": (
        f'{FIELD}type = "date"\ndefault = "2026-02-30"',
        8,
        DEFAULT,
        "default = 2026-11-24",
    ),
    "a default that isn't yes or no": (
        f'{FIELD}type = "yes_no"\ndefault = "yes"',
        8,
        DEFAULT,
        "default = true",
    ),
    "an empty default": (f'{FIELD}type = "text"\ndefault = " "', 8, DEFAULT, 'default = "Attic"'),
    "a default of no choice": (f"{CHOICES}default = []", 9, DEFAULT, "must list some of the options"),
    "a default of too few choices": (
        f'{CHOICES}fewest = 2\ndefault = ["Hall"]',
        10,
        DEFAULT,
        "must fit fewest and most",
    ),
    "an option that looks like two": (
        f'{FIELD}type = "choices"\noptions = ["Hall, stairs", "Attic"]',
        8,
        "workflows[0].fields[0].options",
        "comma and a blank",
    ),
    "more choices than there are": (
        f"{CHOICES}most = 4",
        9,
        "workflows[0].fields[0].most",
        "more than the 3 options",
    ),
    "counts the wrong way round": (
        f"{CHOICES}fewest = 3\nmost = 2",
        10,
        "workflows[0].fields[0].most",
        "is less than fewest, 3",
    ),
    "an unknown placeholder": (
        f'{WORKFLOW}order_name = "{{workflow}} {{kontact}}"',
        4,
        "workflows[0].order_name",
        "{kontact} isn't known here: use {workflow}, {contact}, {street}, {city}, {postal_code}",
    ),
    "a field of a workflow in everybody's name": (
        f'{FIELD}type = "text"\n[defaults]\norder_name = "{{fuse}}"',
        9,
        "defaults.order_name",
        "{fuse} isn't known here",
    ),
    "a yes or no in a name": (
        f'{WORKFLOW}order_name = "{{tank}}"\n{TANK}',
        4,
        "workflows[0].order_name",
        "{tank} isn't known here",
    ),
    "half a placeholder": (
        f'{WORKFLOW}order_name = "{{workflow"',
        4,
        "workflows[0].order_name",
        "brace without its other half",
    ),
    "an actor twice": (
        f'{ACTOR}[[workflows.actors]]\nlabel = "E"\nslug = "electrician"\n',
        9,
        "workflows[0].actors[1].slug",
        "taken by workflows[0].actors[0]",
    ),
    "an organization that isn't listed": (
        f'{ACTOR}organizations = [\n"{FJORD}"]',
        8,
        "workflows[0].actors[0].organizations[0]",
        "add an [[organizations]] table with this id",
    ),
    "an organization twice for an actor": (
        f'{LISTED}{ACTOR}organizations = ["{FJORD}", "{FJORD.upper()}"]',
        10,
        "workflows[0].actors[0].organizations",
        "twice",
    ),
    "an actor nobody may be": (
        f"{ACTOR}organizations = []",
        7,
        "workflows[0].actors[0].organizations",
        "remove the key to offer all",
    ),
    "a required actor where nobody is listed": (
        f"{ACTOR}required = true",
        7,
        "workflows[0].actors[0].required",
        "at least one [[organizations]]",
    ),
    "an organization twice": (
        f"{WORKFLOW}{LISTED}{LISTED.replace(FJORD, FJORD.upper())}",
        8,
        "organizations[1].id",
        "taken by organizations[0]",
    ),
    "a tag without an id": (f'{WORKFLOW}[[tags]]\nname = "Rush"', 4, "tags[0].id", 'for example id = "'),
    "a tag twice": (
        f'{WORKFLOW}[[tags]]\nid = "{FJORD}"\nname = "A"\n[[tags]]\nid = "{FJORD}"\nname = "A"\n',
        8,
        "tags[1].id",
        "taken by tags[0]",
    ),
    "a product without any id": (
        f'{WORKFLOW}[[products]]\nname = "P"\nunit_price = 1\nvat = 25',
        4,
        "products[0].external_id",
        "an external_id of your own",
    ),
    "a product twice": (
        f"{PRICED}{PRICED.removeprefix(WORKFLOW)}",
        10,
        "products[1].external_id",
        "taken by products[0]",
    ),
    "a product of our own without a price": (
        f'{PRODUCT}vat = "25"',
        4,
        "products[0].unit_price",
        'for example unit_price = "10000.00"',
    ),
    "a product of our own without VAT": (f"{PRODUCT}unit_price = 1", 4, "products[0].vat", 'vat = "25"'),
    "a price as a float": (f"{PRODUCT}unit_price = 1299.0\nvat = 25", 7, "products[0].unit_price", "exactly"),
    "a grouped price": (
        f'{PRODUCT}unit_price = "1 299.00"\nvat = 25',
        7,
        "products[0].unit_price",
        "nothing else",
    ),
    "a price with a comma": (
        f'{PRODUCT}vat = 25\nunit_price = "1299,00"',
        8,
        "products[0].unit_price",
        "a dot",
    ),
    "a price with three decimals": (
        f'{PRODUCT}unit_price = "1.999"\nvat = 25',
        7,
        "products[0].unit_price",
        "at most two decimals",
    ),
    "a price below nothing": (f"{PRODUCT}unit_price = -1\nvat = 25", 7, "products[0].unit_price", "from 0"),
    "a price beyond all": (
        f"{PRODUCT}unit_price = 100000000\nvat = 25",
        7,
        "products[0].unit_price",
        "99999999.99",
    ),
    "a price of thousands of digits": (
        f"{PRODUCT}unit_price = 0x{'f' * 5000}\nvat = 25",
        7,
        "products[0].unit_price",
        "99999999.99",
    ),
    "a payout that is a truth": (f"{PRICED}payout = true", 9, "products[0].payout", "an amount in quotes"),
    "VAT as a spreadsheet's fraction": (
        f'{PRODUCT}unit_price = 1\nvat = "0.25"',
        8,
        "products[0].vat",
        'may be 25 % or 0.25 %: write "25", or "0.25 %"',
    ),
    "VAT with another sign": (f'{PRODUCT}unit_price = 1\nvat = "25 ‰"', 8, "products[0].vat", "a percentage"),
    "VAT above all": (f"{PRODUCT}unit_price = 1\nvat = 101", 8, "products[0].vat", "from 0 to 100"),
    "a price in yen": (f'{PRICED}currency = "JPY"', 9, "products[0].currency", "two decimals"),
    "an image that isn't on the web": (
        f'{PRICED}image_url = "cable.png"',
        9,
        "products[0].image_url",
        "begins with https://",
    ),
    "an image elsewhere": (f'{PRICED}image_url = "ftp://x.no/a"', 9, "products[0].image_url", "https://"),
    "a long description": (
        f'{PRICED}description = "{"x" * 3001}"',
        9,
        "products[0].description",
        "shorten it to 3000",
    ),
    "no closing quote": (f'{WORKFLOW}name = "S', 4, "", "this isn't TOML"),
    "a key twice": (f'{WORKFLOW}name = "S"\n[[tags]]', 4, "", "this isn't TOML"),
    "an end too early": ('[[workflows]]\nname = """S\n\n', 3, "", "this isn't TOML"),
}


@pytest.mark.parametrize(("source", "line", "key", "gist"), BROKEN.values(), ids=BROKEN.keys())
def test_a_mistake_is_told_with_its_line_and_key(source: str, line: int, key: str, gist: str) -> None:
    (mistake,) = mistakes_in(source)
    assert (mistake.line, mistake.key) == (line, key)
    assert gist in mistake.words


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    source = f"""
[defaults]
country = "Norge"

[[workflows]]
name = "Survey"
custom_id = "survey"
fields = [
  {{ custom_id = "a", label = "A", type = "chioce" }},
  {{ custom_id = "a", label = "A", type = "text" }},
]
  [[workflows.actors]]
  slug = "electrician"
  label = "Electrician"
  organizations = ["{FJORD}"]

[[products]]
name = "Cable"
unit_price = 1.5
"""
    assert [(mistake.line, mistake.key) for mistake in mistakes_in(source)] == [
        (3, "defaults.country"),
        (9, "workflows[0].fields[0].type"),
        (10, "workflows[0].fields[1].custom_id"),
        (15, "workflows[0].actors[0].organizations[0]"),
        (17, "products[0].external_id"),
        (17, "products[0].vat"),
        (19, "products[0].unit_price"),
    ]


def test_an_error_lists_its_mistakes_one_a_line() -> None:
    with pytest.raises(CatalogError) as caught:
        read_catalog(f'{WORKFLOW}lines_required = 1\n[[tags]]\nid = "{FJORD}"')
    assert str(caught.value) == (
        "line 4, workflows[0].lines_required: must be true or false, without quotes, "
        "for example lines_required = false\n"
        'line 5, tags[0].name: is missing: add it, for example name = "Rush"'
    )


@pytest.mark.parametrize(
    "value", ["1", "1.5", "true", '""', '"\\u0000"', "[]", "[1]", "{}", "2026-11-23", '["x"]']
)
def test_a_wrong_value_anywhere_is_told_in_our_words(value: str) -> None:
    lines = EXAMPLE.splitlines()
    for place, line in enumerate(lines):
        key, equals, _ = line.partition("#")[0].partition("=")
        changed = [*lines[:place], f"{key} = {value}", *lines[place + 1 :]] if equals else lines
        for mistake in mistakes_if_any("\n".join(changed)):
            assert mistake.line > 0
            assert mistake.key
            assert "Input should" not in mistake.words


def mistakes_if_any(source: str) -> tuple[CatalogMistake, ...]:
    try:
        read_catalog(source)
    except CatalogError as error:
        return error.mistakes
    return ()


def mistakes_in(source: str) -> tuple[CatalogMistake, ...]:
    with pytest.raises(CatalogError) as caught:
        read_catalog(source)
    return caught.value.mistakes
