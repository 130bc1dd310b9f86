"""Settings: each by its name in the environment, each mistake named, no value ever repeated."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import load_catalog, orders_client
from bot.settings import ClientInChannel, LogLevel, Settings, SettingsError, read_settings

REQUIRED = {"SLACK_BOT_TOKEN": "xoxb-made-up", "ORDERS_API_TOKEN": "t0ken", "CATALOG": "catalog.toml"}

WORKING: dict[str, tuple[str, object]] = {
    "SLACK_BOT_TOKEN": ("xoxb-1", SecretStr("xoxb-1")),
    "SLACK_SIGNING_SECRET": ("0a1b", SecretStr("0a1b")),
    "SLACK_APP_TOKEN": ("xapp-1", SecretStr("xapp-1")),
    "SLACK_API_URL": ("http://127.0.0.1:9/api", "http://127.0.0.1:9/api/"),
    "DATABASE_URL": ("sqlite:////var/orders.db", "sqlite:////var/orders.db"),
    "HOST": ("0.0.0.0", "0.0.0.0"),  # noqa: S104 - read, never bound
    "PORT": ("8080", 8080),
    "LOG_LEVEL": ("WARNING", LogLevel.WARNING),
    "DRAFT_DAYS": ("30", 30),
    "DRAFT_REMINDER_MINUTES": ("45", 45),
    "WAITING_DAYS": ("3", 3),
    "ORDERS_API_URL": ("https://orders.example.com", "https://orders.example.com"),
    "ORDERS_API_TOKEN": ("secret", SecretStr("secret")),
    "ORDERS_TIMEOUT": ("2.5", 2.5),
    "ORDERS_LONGEST_PROCESSING": ("20", 20.0),
    "ORDERS_QUIET_PERIOD": ("90", 90.0),
    "ORDERS_LOOKUP_LIMIT": ("900", 900.0),
    "ORDERS_BARE_INTEGERS": ("true", True),
    "ORDERS_RICH_DESCRIPTION": ("true", True),
    "ORDERS_PRODUCT_PRICES": ("true", True),
    "QUIET_SAVING": ("false", False),
    "ORDERS_STATUS_NAMES": ('{"0": "Created", "4": "Completed"}', {"0": "Created", "4": "Completed"}),
    "ORDERS_UPLOAD_PATH": ("/api/v1/file", "/api/v1/file"),
    "ORDERS_UPLOAD_TIMEOUT": ("90", 90.0),
    "FILES": ("false", False),
    "FILE_TYPES": (".JPG, pdf", frozenset({"jpg", "pdf"})),
    "FILE_MEGABYTES": ("25", 25),
    "CHANNEL_FILES": ("false", False),
    "ORDERS_CHANNEL": ("C0123ABC", "C0123ABC"),
    "CATALOG": ("/etc/catalog.toml", Path("/etc/catalog.toml")),
    "GEOCODER": ("photon", "photon"),
    "GEOCODER_URL": ("https://photon.example.com", "https://photon.example.com"),
    "GEOCODER_KEY": ("key", SecretStr("key")),
    "DEFAULT_COUNTRY": ("se", "SE"),
    "DEFAULT_LOCALE": ("nb-NO", "nb-NO"),
    "ORDER_USERS": ("U1, U2 U3", frozenset({"U1", "U2", "U3"})),
    "LIST_USERS": ("U1", frozenset({"U1"})),
    "OPERATORS_CHANNEL": ("C0OPS", "C0OPS"),
    "OPERATOR_USERS": ("U1", frozenset({"U1"})),
    "SEPARATE_WORKERS": ("true", True),
    "PRICE_USERS": ("U1", frozenset({"U1"})),
    "PAYOUT_USERS": ("*", frozenset({"*"})),
    "CLIENT_USERS": ("U1 U2", frozenset({"U1", "U2"})),
    "PERSONAL_DATA_USERS": ("S1, C2", frozenset({"S1", "C2"})),
    "EXPORT_USERS": ("U1", frozenset({"U1"})),
    "CHANNEL_CLIENT": ("none", ClientInChannel.NONE),
}

WRONG = {
    "SLACK_BOT_TOKEN": " ",
    "SLACK_API_URL": "slack.example.com",
    "DATABASE_URL": "mysql://kari:hunter2@db/orders",
    "HOST": "",
    "PORT": "http",
    "LOG_LEVEL": "chatty",
    "DRAFT_DAYS": "-1",
    "DRAFT_REMINDER_MINUTES": "soon",
    "WAITING_DAYS": "-1",
    "ORDERS_API_TOKEN": "",
    "ORDERS_TIMEOUT": "-1",
    "ORDERS_QUIET_PERIOD": "inf",
    "ORDERS_LOOKUP_LIMIT": "nan",
    "ORDERS_BARE_INTEGERS": "perhaps",
    "ORDERS_RICH_DESCRIPTION": "nicely",
    "ORDERS_PRODUCT_PRICES": "some",
    "QUIET_SAVING": "now and then",
    "ORDERS_STATUS_NAMES": "0=Created",
    "ORDERS_UPLOAD_PATH": "https://evil.example/upload",
    "FILE_TYPES": "image/png",
    "FILE_MEGABYTES": "1000000",
    "ORDERS_CHANNEL": "#orders",
    "OPERATORS_CHANNEL": "#operators",
    "GEOCODER_URL": "http://photon.example.com",
    "DEFAULT_COUNTRY": "Norge",
    "DEFAULT_LOCALE": "klingon!",
    "CHANNEL_CLIENT": "some",
    "SLACK_APP_TOKEN": "xapp-1 with a blank",
    "SLACK_SIGNING_SECRET": "a-secret\n",
    "GEOCODER_KEY": "clé",
    "ORDER_USERS": "u0123",
    "LIST_USERS": "kari, sam",
    "PAYOUT_USERS": "@kari",
    "OPERATOR_USERS": "everyone",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment with the required settings only, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    for name, value in REQUIRED.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_every_setting_stands_in_the_table_below_its_name() -> None:
    assert WORKING.keys() == {field.upper() for field in Settings.model_fields}


@pytest.mark.parametrize("name", WORKING)
def test_a_setting_is_read_by_its_name(environment: pytest.MonkeyPatch, name: str) -> None:
    written, read = WORKING[name]
    environment.setenv(name, written)
    assert getattr(read_settings(), name.lower()) == read


@pytest.mark.usefixtures("environment")
def test_the_rest_has_defaults() -> None:
    settings = read_settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.orders_api_url == "https://api.installer.com"
    assert settings.database_url == "sqlite:///orderdesk.db"
    assert settings.quiet_period == timedelta(seconds=60)
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert settings.order_users == {"*"}
    assert settings.payout_users == frozenset()


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_setting_that_is_missing_is_named_and_explained(
    environment: pytest.MonkeyPatch, name: str
) -> None:
    environment.delenv(name)
    with pytest.raises(SettingsError, match=rf"^{name} is not set\. It is: .+\.$"):
        read_settings()


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_named_and_not_repeated(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.setenv(name, WRONG[name])
    with pytest.raises(SettingsError, match=rf"^{name}\b[^\n]+$") as refused:
        read_settings()
    assert not WRONG[name].strip() or WRONG[name] not in str(refused.value)


def test_all_wrong_values_are_told_at_once(environment: pytest.MonkeyPatch) -> None:
    for name, value in WRONG.items():
        environment.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    named = [line.split()[0].rstrip(":") for line in str(refused.value).splitlines()]
    assert sorted(named) == sorted(WRONG)


def test_a_refusal_shows_no_secret(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("PORT", "x")
    environment.setenv("SLACK_SIGNING_SECRET", "s1gning")
    environment.setenv("SLACK_APP_TOKEN", "xapp-s3cret")
    environment.setenv("DATABASE_URL", "mysql://kari:hunter2@db/orders")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    for secret in ("xoxb-made-up", "t0ken", "s1gning", "xapp-s3cret", "hunter2"):
        assert secret not in str(refused.value)
        assert secret not in repr(refused.value)


def test_settings_show_no_secret_when_printed(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SLACK_SIGNING_SECRET", "s1gning")
    shown = repr(read_settings()) + str(read_settings())
    assert not any(secret in shown for secret in ("xoxb-made-up", "t0ken", "s1gning"))


@pytest.mark.parametrize(
    "name",
    [
        "SLACK_SIGNING_SECRET",
        "SLACK_APP_TOKEN",
        "ORDERS_CHANNEL",
        "OPERATORS_CHANNEL",
        "DEFAULT_COUNTRY",
        "DEFAULT_LOCALE",
    ],
)
def test_a_blank_is_as_good_as_unset(environment: pytest.MonkeyPatch, name: str) -> None:
    """An empty signing secret would accept what anybody signs with it."""
    environment.setenv(name, "")
    assert getattr(read_settings(), name.lower()) is None


@pytest.mark.parametrize(("timeout", "quiet"), [("20", "50"), ("90", None)])
def test_the_quiet_period_must_outlast_the_time_out(
    environment: pytest.MonkeyPatch, timeout: str, quiet: str | None
) -> None:
    environment.setenv("ORDERS_TIMEOUT", timeout)
    if quiet:
        environment.setenv("ORDERS_QUIET_PERIOD", quiet)
    with pytest.raises(SettingsError, match="ORDERS_QUIET_PERIOD must exceed ORDERS_TIMEOUT"):
        read_settings()


def test_a_status_name_that_is_no_text_is_refused(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ORDERS_STATUS_NAMES", '{"0": 1}')
    with pytest.raises(SettingsError, match=r"^ORDERS_STATUS_NAMES: "):
        read_settings()


def test_an_order_users_list_left_empty_lets_nobody_in(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ORDER_USERS", "")
    assert read_settings().order_users == frozenset()


def test_a_file_named_dot_env_is_read(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.delenv("SLACK_BOT_TOKEN")
    (tmp_path / ".env").write_text(
        'SLACK_BOT_TOKEN=xoxb-file\nPORT=4000\n# a comment\nORDERS_CHANNEL="C0FILE"\nOTHER=1\n',
        encoding="utf-8",
    )
    settings = read_settings()
    assert settings.slack_bot_token.get_secret_value() == "xoxb-file"
    assert (settings.port, settings.orders_channel) == (4000, "C0FILE")


def test_the_environment_counts_before_the_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\n", encoding="utf-8")
    environment.setenv("PORT", "5000")
    assert read_settings().port == 5000


def test_a_file_that_is_no_text_is_named(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.delenv("SLACK_BOT_TOKEN")
    (tmp_path / ".env").write_bytes(b"SLACK_BOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"^\.env isn't UTF-8 text$"):
        read_settings()


def test_a_name_without_a_value_in_the_file_is_as_good_as_not_there(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.delenv("PORT", raising=False)
    (tmp_path / ".env").write_text("PORT\n", encoding="utf-8")
    assert read_settings().port == 3000


@pytest.mark.usefixtures("environment")
def test_what_else_the_environment_holds_is_no_setting() -> None:
    """A mistyped name isn't refused: an environment is full of others' variables."""
    assert set(read_settings().model_dump()) == set(Settings.model_fields)


@pytest.mark.parametrize("url", ["http://api.installer.com", "api.installer.com", ""])
def test_an_orders_api_address_that_would_leak_the_token_is_named(
    environment: pytest.MonkeyPatch, url: str
) -> None:
    environment.setenv("ORDERS_API_URL", url)
    with pytest.raises(SettingsError, match="ORDERS_API_URL"):
        orders_client(read_settings())


def test_a_catalog_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"CATALOG: .*none\.toml can't be read: No such file"):
        load_catalog(tmp_path / "none.toml")


def test_a_catalog_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"CATALOG: .*catalog\.toml isn't UTF-8 text"):
        load_catalog(tmp_path / "catalog.toml")


def test_a_catalog_with_mistakes_tells_them_all(tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_text(
        '[defaults]\ncountry = "Norge"\nchannel = "orders"\n', encoding="utf-8"
    )
    with pytest.raises(SettingsError, match=r"(?s)CATALOG: .*has mistakes:.*country.*channel"):
        load_catalog(tmp_path / "catalog.toml")
