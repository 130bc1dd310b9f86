from __future__ import annotations

from flows.draft import Draft


def test_a_draft_that_an_earlier_version_kept_has_its_inputs() -> None:
    kept = Draft(id="1", inputs={"client": {"phone": "999"}}).model_dump_json().replace('"inputs"', '"typed"')
    assert Draft.model_validate_json(kept).inputs == {"client": {"phone": "999"}}
