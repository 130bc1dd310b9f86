"""Files of a draft: what is attached stays until it is taken off, and what failed is linked, never lost in silence."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.files import SlackFile, SlackFiles
from bot.views.orders.cards import files_text
from flows.draft import Draft, FileProblem, OrderFile
from flows.files import (
    MOST_FILES,
    failed,
    files_field,
    give_up,
    linked,
    links,
    remove_file,
    retry_files,
    settle,
    take,
    uploaded,
    uploaded_ids,
    waiting,
)
from flows.form.field import StepContext
from flows.form.form_context import FileRules
from flows.i18n.language import language
from orders import with_files
from tests.support.drafts import form_context

RULES = FileRules(("jpg",), 1000, uploads=True)
IDS = ("6f1c1c3e-8a2f-4f0d-9f43-1f2f6d7c0001", "6f1c1c3e-8a2f-4f0d-9f43-1f2f6d7c0002")


def file(number: int, taken_from: str = "job.files") -> OrderFile:
    return OrderFile(
        id=f"F{number}", name="x.jpg", taken_from=taken_from, permalink=f"https://a.slack.com/{number}"
    )


def names(draft: Draft) -> list[str]:
    return [each.id for each in draft.files]


def test_what_an_input_holds_takes_the_place_of_what_it_held_and_of_nothing_else() -> None:
    draft = take(Draft(id="1"), [file(1), file(2)], "job.files")
    draft = take(draft, [file(3, "message.1")], "message.1")
    draft = take(draft, [file(2), file(4)], "job.files")
    assert names(draft) == ["F2", "F3", "F4"]


def test_a_file_chosen_twice_is_attached_once() -> None:
    draft = take(Draft(id="1"), [file(1)], "job.files")
    assert names(take(draft, [file(1, "job.files~2")], "job.files~2")) == ["F1"]


def test_the_input_begins_anew_after_every_file_and_asks_for_no_more_than_there_is_room_for() -> None:
    draft, seen = Draft(id="1"), set()
    here = form_context(files=RULES)
    for number in range(MOST_FILES):
        (field,) = files_field(StepContext(draft, here))
        assert field.most == MOST_FILES - number
        seen.add(field.rotation)
        draft = take(draft, [file(number)], f"input {number}")
    assert len(seen) == MOST_FILES
    assert files_field(StepContext(draft, here)) == ()
    (field,) = files_field(StepContext(remove_file(draft, "F1"), here))
    assert field.rotation not in seen


def test_ids_and_links_keep_the_files_order() -> None:
    draft = take(Draft(id="1"), [file(1), file(2), file(3), file(4)], "job.files")
    settled = (
        uploaded(file(1), IDS[0]),
        failed(file(2), FileProblem.TOO_LARGE),
        failed(file(3), FileProblem.UNSEEN),
        linked(file(4)),
    )
    for each in settled:
        draft = settle(draft, each)
    assert waiting(draft) == ()
    assert uploaded_ids(draft) == (IDS[0],)
    assert links(draft) == {"slackFile2": "https://a.slack.com/2", "slackFile4": "https://a.slack.com/4"}
    assert [each.id for each in waiting(retry_files(draft))] == ["F2", "F3"]


def test_a_file_that_arrives_after_it_was_taken_off_stays_off() -> None:
    draft = remove_file(take(Draft(id="1"), [file(1), file(2)], "job.files"), "F1")
    assert settle(draft, uploaded(file(1), IDS[0])) == draft


def test_a_frozen_body_gets_files_and_links_and_nothing_else_changes() -> None:
    body = '{"name":"Ærlig","metadata":{"draftId":"7"},"offer":{"lines":[{"vatRate":"2500"}]}}'
    assert with_files(body, (), {}) == body
    assert with_files(body, IDS[:1], {"slackFile2": "https://a.slack.com/2"}) == (
        '{"name":"Ærlig","metadata":{"draftId":"7","slackFile2":"https://a.slack.com/2"},'
        f'"offer":{{"lines":[{{"vatRate":"2500"}}]}},"fileIds":["{IDS[0]}"]}}'
    )


@pytest.mark.parametrize(
    ("url", "may_have_the_token"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/x.jpg", True),
        ("https://acme.enterprise.slack.com/files/x.jpg", True),
        ("http://files.slack.com/files-pri/T1-F1/download/x.jpg", False),
        ("https://files.slack.com.evil.example/x.jpg", False),
        ("https://evilslack.com/x.jpg", False),
        ("https://files.slack.com@evil.example/x.jpg", False),
        ("http://127.0.0.1:9999/x.jpg", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_the_bot_token_goes_to_slacks_own_hosts_only(url: str, may_have_the_token: bool) -> None:
    files = SlackFiles(AsyncWebClient(token="xoxb-made-up"), 1)
    assert files.is_slacks(url) is may_have_the_token


def test_the_sandbox_on_this_machine_is_slack_only_where_the_setting_names_it() -> None:
    files = SlackFiles(AsyncWebClient(token="xoxb-made-up", base_url="http://127.0.0.1:8001/api/"), 1)
    assert files.is_slacks("http://127.0.0.1:8001/files/F1/x.jpg")
    assert not files.is_slacks("http://127.0.0.1:8002/files/F1/x.jpg")


def test_a_file_that_lives_outside_slack_has_nothing_to_download() -> None:
    outside = {
        "id": "F1",
        "name": "x",
        "is_external": True,
        "url_private_download": "https://drive.example/x",
    }
    assert SlackFile.of(outside).download is None


def test_a_file_settled_by_another_process_stays_as_it_is() -> None:
    draft = settle(take(Draft(id="1"), [file(1)], "job.files"), uploaded(file(1), IDS[0]))
    assert settle(draft, failed(file(1), FileProblem.UNREACHABLE)) == draft


def test_giving_up_is_no_write_of_its_own_so_that_an_edition_never_comes_twice() -> None:
    draft = take(Draft(id="1"), [file(1), file(2), file(3)], "job.files")
    draft = settle(draft, uploaded(file(1), IDS[0]))
    given_up = give_up(draft)
    assert given_up.file_writes == draft.file_writes
    assert [each.problem for each in given_up.files] == [None, *[FileProblem.UNREACHABLE] * 2]
    assert uploaded_ids(given_up) == (IDS[0],)


def test_a_link_in_a_channel_is_without_the_files_name() -> None:
    text = language("en").say(files_text(["https://firm.slack.com/files/U1/F1/ola_nordmanns_fuse_box.jpg"]))
    assert "https://firm.slack.com/files/U1/F1|" in text
    assert "ola" not in text
