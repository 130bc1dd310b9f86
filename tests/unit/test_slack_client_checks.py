"""What Slack's own client refuses to submit, and when it asks before it closes a form."""

from __future__ import annotations

import pytest

from sandbox.slack.delivery.client_checks import complaints, is_changed
from sandbox.slack.element_state import answer, carried_over
from sandbox.slack.views import Json, View, with_ids
from tests.support.sandbox_bots import asked


def shown(*blocks: Json) -> View:
    """A view that has just been opened."""
    placed = with_ids(list(blocks))
    return View(blocks=placed, answers=carried_over(placed, {}))


def rich(*leaves: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}


WORDS: Json = {"type": "text", "text": "Ask "}
MENTION: Json = {"type": "user", "user_id": "U0KARI"}


def editor(initial: Json) -> Json:
    return asked("story", {"type": "rich_text_input", "initial_value": initial})


@pytest.mark.parametrize(
    "leaf",
    [
        MENTION,
        {"type": "channel", "channel_id": "C0ORDERS"},
        {"type": "usergroup", "usergroup_id": "S0LEADS"},
        {"type": "broadcast", "range": "here"},
        {"type": "date", "timestamp": 1, "format": "{date}"},
        {"type": "color", "value": "#ff0000"},
    ],
)
def test_an_editor_cant_send_back_what_the_app_put_in_and_nobody_touched(leaf: Json) -> None:
    view = shown(editor(rich(WORDS, leaf)))
    assert complaints(view) == {"form.story": "This text can't be submitted as it is."}
    view.answers["form.story"]["story"] = answer("rich_text_input", rich(WORDS, leaf, WORDS))
    assert complaints(view) == {}, "typed again by the person"


def test_text_links_and_emoji_go_back_untouched() -> None:
    link, emoji = {"type": "link", "url": "https://example.com"}, {"type": "emoji", "name": "zap"}
    assert complaints(shown(editor(rich(WORDS, link, emoji)))) == {}


def test_a_form_is_changed_when_an_input_differs_from_what_the_app_put_in() -> None:
    name = asked("name", {"type": "plain_text_input", "initial_value": "Ola"})
    photo = asked("photo", {"type": "file_input"})
    view = shown(name, photo)
    assert not is_changed(view)
    view.answers["form.photo"]["photo"] = answer("file_input", [])
    assert not is_changed(view), "no file is no change, in each of the shapes Slack has for it"
    view.answers["form.name"]["name"] = answer("plain_text_input", "Ola N.")
    assert is_changed(view)
