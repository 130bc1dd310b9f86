"""Settings: environment variables by their conventional names, read once at start."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flows.language import parse_tag
from flows.readers import read_country
from flows.texts import Mistake

EVERYONE = "*"


def _split(value: object) -> object:
    return frozenset(value.replace(",", " ").split()) if isinstance(value, str) else value


Users = Annotated[frozenset[str], NoDecode, BeforeValidator(_split)]
"""Slack user ids divided by commas or blanks; `*` is everyone."""


class ClientInChannel(StrEnum):
    """How much of the client's name a channel sees."""

    NONE = "none"
    SHORT = "short"
    FULL = "full"


class SettingsError(ValueError):
    """Settings are missing or can't be used; the text names each, never a value."""


class Settings(BaseSettings):
    """Every setting, by the environment variable of the same name in capitals. Times in seconds."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    slack_bot_token: SecretStr = Field(description="The bot token from “OAuth & Permissions”, xoxb-…")
    slack_signing_secret: SecretStr | None = Field(
        None, description="The signing secret from “Basic information”; needed over HTTP"
    )
    slack_app_token: SecretStr | None = Field(
        None, description="An app-level token with connections:write, xapp-…; needed for Socket Mode"
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", description="Slack's Web API, with a slash at its end"
    )
    database_url: str = Field(
        "sqlite:///orderdesk.db", description="Where everything is kept: sqlite:///FILE"
    )
    host: str = Field("127.0.0.1", description="The address to listen on; 0.0.0.0 for all")
    port: int = Field(3000, ge=0, le=65535, description="The port to listen on")
    orders_api_url: str = Field("https://api.installer.com", description="The Orders API")
    orders_api_token: SecretStr = Field(description="The Orders API's bearer token")
    orders_timeout: float = Field(
        15, gt=0, le=120, description="Seconds one whole request to the Orders API may take"
    )
    orders_quiet_period: float = Field(
        60, gt=0, description="Seconds after a request of unknown outcome in which it isn't sent again"
    )
    orders_bare_integers: bool = Field(
        default=False, description="Send amounts and rates as 2500 and not as “2500”"
    )
    orders_status_names: dict[str, str] = Field(
        {}, description='What the API\'s status numbers mean, as JSON: {"0": "Created"}'
    )
    orders_channel: str | None = Field(None, description="The channel that hears of created orders: C0123…")
    catalog: Path = Field(description="The catalog file; docs/catalog.md describes it")
    default_country: str | None = Field(None, description="ISO 3166-1 alpha-2; else the catalog's, else NO")
    default_locale: str | None = Field(
        None, description="The workspace's language, such as nb-NO; else the catalog's, else what Slack tells"
    )
    order_users: Users = Field(frozenset({EVERYONE}), description="Who may take orders: user ids, or *")
    list_users: Users = Field(frozenset({EVERYONE}), description="Who may list orders: user ids, or *")
    payout_users: Users = Field(
        frozenset(), description="Who sees what the installer is paid: user ids, or *"
    )
    channel_client: ClientInChannel = Field(
        ClientInChannel.SHORT, description="The client in channel posts: none, short (Ola N.) or full"
    )

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_slash(cls, url: str) -> str:
        return url if url.endswith("/") else url + "/"

    @field_validator("database_url")
    @classmethod
    def _is_sqlite(cls, url: str) -> str:
        if not url.startswith("sqlite:///") or not url.removeprefix("sqlite:///"):
            raise ValueError("must be sqlite:///FILE, for example sqlite:///orderdesk.db")
        return url

    @field_validator("default_locale")
    @classmethod
    def _is_a_locale(cls, tag: str | None) -> str | None:
        if tag is not None and parse_tag(tag) is None:
            raise ValueError("must be a language tag, for example nb-NO")
        return tag

    @field_validator("default_country")
    @classmethod
    def _is_a_country(cls, code: str | None) -> str | None:
        try:
            return read_country(code) if code else None
        except Mistake as mistake:
            raise ValueError("must be a country's two letters, for example NO") from mistake

    @model_validator(mode="after")
    def _is_quiet_long_enough(self) -> Self:
        if self.orders_quiet_period <= self.orders_timeout:
            raise ValueError(
                "ORDERS_QUIET_PERIOD must exceed ORDERS_TIMEOUT, or an order could be sent while it is still under way"
            )
        return self

    @property
    def database_path(self) -> Path:
        """The SQLite file."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def quiet_period(self) -> timedelta:
        """`orders_quiet_period` as a duration."""
        return timedelta(seconds=self.orders_quiet_period)


def read_settings(**given: object) -> Settings:
    """The settings from the environment and `.env`, `given` before both. Raises SettingsError naming what is wrong."""
    try:
        return Settings(**given)  # type: ignore[arg-type] # pydantic checks them
    except ValidationError as error:
        # Built from locations and reasons only: pydantic's own text repeats the values, secrets too.
        problems = [
            _problem(one["loc"], one["msg"], one["type"]) for one in error.errors(include_input=False)
        ]
        raise SettingsError("\n".join(problems)) from None


def _problem(location: tuple[int | str, ...], message: str, kind: str) -> str:
    name = str(location[0]).upper() if location else ""
    if kind == "missing":
        field = Settings.model_fields[str(location[0])]
        return f"{name} is not set. It is: {field.description}."
    reason = message.removeprefix("Value error, ")
    return f"{name}: {reason}" if name else reason
