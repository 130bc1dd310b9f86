"""Blocks and markup as a person reads them."""

from __future__ import annotations

import pytest

from sandbox.script.screens import Screen, key_of
from sandbox.slack.element_state import carried_over
from sandbox.slack.person.rendering import mrkdwn, readable_lines
from sandbox.slack.person.transcript import draw
from sandbox.slack.views import Json, Surface, View, with_ids

NAMES = {"U0KARI": "@kari", "C0ORDERS": "#orders", "S0LEADS": "@leads"}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def shown(*blocks: Json) -> list[str]:
    placed = with_ids(list(blocks))
    return readable_lines(Surface(placed, carried_over(placed, {})), NAMES)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("*Ola* _and_ ~not~ `code`", "Ola and not code"),
        ("2 * 3 * 4, order_id_2, a*b", "2 * 3 * 4, order_id_2, a*b"),
        ("<@U0KARI> in <#C0ORDERS> for <!subteam^S0LEADS>", "@kari in #orders for @leads"),
        ("<@U0NOBODY>", "@U0NOBODY"),
        ("<!channel> <!here>", "@channel @here"),
        ("&lt;!channel&gt; &amp; co", "<!channel> & co"),
        ("<https://example.com|the order>", "the order"),
        ("<https://example.com>", "https://example.com"),
        ("<mailto:ola@example.no|ola@example.no> <tel:+4799900111|99900111>", "ola@example.no 99900111"),
        ("<!date^1700000000^{date_short}|today>", "today"),
        ("<!date^0^{_}|*>Ola<!date^0^{_}|*> <!date^0^{_}|&amp;>", "*Ola* &amp;"),
        ("*<!date^0^{_}|*>Ola* :zap: :not an emoji:", "*Ola (emoji zap) :not an emoji:"),
        ("21\u00a0099,00\u202fkr", "21 099,00 kr"),
    ],
)
def test_markup_reads_as_slack_shows_it(source: str, read: str) -> None:
    assert mrkdwn(source, NAMES) == read


def test_plain_text_is_shown_as_it_stands() -> None:
    assert shown({"type": "header", "text": plain("*Ola* <@U0KARI>")}) == ["*Ola* <@U0KARI>"]


def test_a_plain_texts_emoji_names_are_emoji_unless_it_says_otherwise() -> None:
    text = plain(":zap: on")
    assert shown({"type": "header", "text": text}) == ["(emoji zap) on"]
    assert shown({"type": "header", "text": {**text, "emoji": False}}) == [":zap: on"]


def test_each_block_has_its_lines() -> None:
    image = {"type": "image", "image_url": "https://example.com", "alt_text": "A fuse"}
    button = {"type": "button", "text": plain("Edit")}
    overflow = {"type": "overflow", "options": [{"text": plain("Remove"), "value": "r"}]}
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U0KARI"}]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "emoji", "name": "zap"}]}],
            },
        ],
    }
    assert shown(
        {
            "type": "section",
            "text": plain("Ola"),
            "fields": [plain("One"), plain("Two")],
            "accessory": button,
        },
        {"type": "actions", "elements": [button, overflow]},
        {"type": "context", "elements": [image, plain("by us")]},
        {"type": "divider"},
        rich,
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]]},
    ) == ["Ola", "One", "Two", "[Edit]", "[Edit] [⋯ Remove]", "(A fuse) by us", "@kari", "• :zap:", "a | b"]


@pytest.mark.parametrize(
    ("block_id", "key"),
    [
        ("client.contact_person", "contact_person"),
        ("job.field.main-fuse~2", "field.main-fuse"),
        ("plain", "plain"),
        ("plain~3", "plain"),
    ],
)
def test_the_key_stands_between_the_first_dot_and_the_tilde(block_id: str, key: str) -> None:
    assert key_of(block_id) == key


def form() -> View:
    fuse = {"text": plain("25 A"), "value": "a25"}
    blocks = with_ids(
        [
            {
                "type": "input",
                "block_id": "client.name",
                "label": plain("Name"),
                "hint": plain("As on the door"),
                "element": {"type": "plain_text_input", "action_id": "typed", "initial_value": "Ola"},
            },
            {
                "type": "input",
                "block_id": "job.fuse~2",
                "label": plain("Main fuse"),
                "element": {"type": "static_select", "action_id": "fuse", "options": [fuse]},
            },
            {
                "type": "input",
                "block_id": "job.parts",
                "label": plain("Parts"),
                "element": {
                    "type": "checkboxes",
                    "action_id": "parts",
                    "options": [fuse],
                    "initial_options": [fuse],
                },
            },
        ]
    )
    definition = {
        "type": "modal",
        "title": plain("New order"),
        "submit": plain("Next"),
        "close": plain("Cancel"),
    }
    errors = {"client.name": "Write a name, for example Ola."}
    return View(blocks, carried_over(blocks, {}), definition=definition, errors=errors)


def test_a_screen_tells_what_stands_where() -> None:
    screen = Screen(form(), NAMES)
    assert screen.title == "New order"
    assert screen.labels == ["Name", "Main fuse", "Parts"]
    assert screen.keys == ["name", "fuse", "parts"]
    assert screen.block_ids == ["client.name", "job.fuse~2", "job.parts"]
    assert (screen.value("name"), screen.value("Main fuse"), screen.value("parts")) == ("Ola", None, ["25 A"])
    assert screen.options("fuse") == ["25 A"]
    assert screen.errors == {"name": "Write a name, for example Ola."}
    assert screen.has("typed")
    assert not screen.has("phone")


def test_a_screen_reads_from_top_to_bottom() -> None:
    assert Screen(form(), NAMES).text.splitlines() == [
        "New order",
        "Name",
        "Ola",
        "As on the door",
        "Write a name, for example Ola.",
        "Main fuse",
        "Parts",
        "(x) 25 A",
        "[Cancel] [Next]",
    ]


def test_a_screen_stays_as_it_was_when_the_view_changes() -> None:
    view = form()
    screen = Screen(view, NAMES)
    view.answers["client.name"]["typed"]["value"] = "Kari"
    assert screen.value("name") == "Ola"


def test_a_missing_input_is_named_with_those_there_are() -> None:
    with pytest.raises(LookupError, match="no input 'phone' here; there are: name, fuse, parts"):
        Screen(form(), NAMES).value("phone")


def test_a_drawn_screen_is_a_box_of_even_lines() -> None:
    lines = draw(form(), NAMES).splitlines()
    assert lines[0].startswith("  ┌─ New order ─")
    assert len({len(line) for line in lines}) == 1
    drawn = "\n".join(lines)
    for words in ("[Ola ", "⚠ Write a name", "(x) 25 A", "[Cancel] [Next] │"):
        assert words in drawn
