"""What `make bench` writes."""

from __future__ import annotations

from pathlib import Path

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
