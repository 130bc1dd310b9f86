"""What `make bench` writes."""

from __future__ import annotations

from pathlib import Path

from benchmarks.load.measure import Load
from benchmarks.load.report import served
from benchmarks.markdown import write_report

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


def test_the_report_goes_into_its_place_on_the_page_each_time(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    before = PAGE.read_text(encoding="utf-8")
    page.write_text(before, encoding="utf-8")
    write_report(page, "| first |")
    write_report(page, "| second \\1 |")
    text = page.read_text(encoding="utf-8")
    assert "| second \\1 |" in text
    assert "first" not in text.split("<!-- report -->")[1].split("<!-- end of report -->")[0]
    assert text.startswith(before.split("<!-- report -->")[0])
    assert text.endswith(before.split("<!-- end of report -->")[1])


def load(people: int, interactions_a_second: float, ack_longest: float) -> Load:
    return Load(people, 150, 5.0, interactions_a_second, 10.0, 20.0, ack_longest, 90.0)


def test_the_report_says_how_many_people_are_served_in_time() -> None:
    in_time, too_late = load(16, 103.4, 274.0), load(64, 110.0, 1400.0)
    assert "within a second: 16." in served([load(1, 67.0, 55.0), in_time, too_late])
    assert "103 interactions a second, as many as 1030 people" in served([in_time, too_late])
    assert served([too_late]) == "However few there were, an ack took more than a second."
