"""`orderdesk doctor` refuses what `orderdesk serve` refuses, in the same words."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.settings import Settings
from tests.support.product import CATALOG

WELL = {
    "SLACK_BOT_TOKEN": "xoxb-made-up",
    "SLACK_API_URL": "http://127.0.0.1:9/",
    "SLACK_SIGNING_SECRET": "s1gning",
    "ORDERS_API_TOKEN": "t0ken",
    "CATALOG": str(CATALOG),
}
REFUSED = {
    "a blank signing secret": {"SLACK_SIGNING_SECRET": " "},
    "a token with a blank": {"SLACK_BOT_TOKEN": "xoxb-made up"},
    "another token with a line end": {"ORDERS_API_TOKEN": "t0ken\r\n"},
    "an unknown geocoder": {"GEOCODER": "crystal-ball"},
    "a geocoder that lacks its key": {"GEOCODER": "opencage"},
    "names in place of user ids": {"LIST_USERS": "kari"},
    "a bot in place of a person": {"ORDER_USERS": "B0123456789"},
    "a catalog that isn't there": {"CATALOG": "nowhere.toml"},
    "an address in clear": {"ORDERS_API_URL": "http://orders.example.com"},
    "a level there is not": {"LOG_LEVEL": "chatty"},
}


def run(command: list[str], changed: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    """The command with these settings and no others."""
    monkeypatch.chdir(folder)
    unset: dict[str, str | None] = {name.upper(): None for name in Settings.model_fields}
    return CliRunner().invoke(main, command, env=unset | WELL | changed)


@pytest.mark.parametrize("changed", REFUSED.values(), ids=REFUSED)
def test_doctor_and_serve_refuse_the_same(
    changed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doctor, serve = (run([name], changed, tmp_path, monkeypatch) for name in ("doctor", "serve"))
    assert (doctor.exit_code, serve.exit_code) == (2, 2)
    assert doctor.stderr == serve.stderr != ""
    assert not (tmp_path / "orderdesk.db").exists()


def test_doctor_checks_for_socket_mode_where_it_is_asked_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = run(["doctor", "--socket"], {}, tmp_path, monkeypatch)
    assert "SLACK_APP_TOKEN is not set" in refused.stderr
    by_socket = {"SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": "xapp-1-made-up"}
    assert run(["doctor", "--socket"], by_socket, tmp_path, monkeypatch).exit_code == 0


def test_doctor_names_the_groups_that_cannot_be_read_and_what_they_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = {
        "LIST_USERS": "S0LEADS",
        "EXPORT_USERS": "U0KARI S0LEADS",
    }
    told = run(["doctor"], groups, tmp_path, monkeypatch)
    assert "User group S0LEADS: Slack doesn't tell who is in it (" in told.output
    assert "nobody has its rights (LIST_USERS, EXPORT_USERS)" in told.output
    assert "User group" not in run(["doctor"], {}, tmp_path, monkeypatch).output


def test_doctor_says_that_slack_can_t_be_asked_of_channels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = run(["doctor"], {"ORDERS_CHANNEL": "C0ORDERS"}, tmp_path, monkeypatch)
    assert told.exit_code == 0
    assert "Channels and people: Slack can't be asked (" in told.output
