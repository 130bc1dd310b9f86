"""Settings: environment variables by their conventional names, read once at start."""

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from bot.setting_values import (
    EVERYONE,
    FILE,
    PICTURES_AND_PDF,
    BlankIsUnset,
    FileTypes,
    OneWord,
    StatusNames,
    Users,
    lower,
    written_settings,
)
from flows.catalog.values import ChannelId
from flows.form.form_context import FileRules
from flows.i18n.language import parse_tag
from flows.i18n.texts import InputError
from flows.readers import read_country
from orders import is_loopback
from storage.opening import is_postgresql, sqlite_path

NOT_SET = frozenset({"missing", "string_type"})
"""Pydantic's types of error for what isn't given; everything in an environment is a text, so only a blank has none."""


class ClientInChannel(StrEnum):
    """How much of the client's name a channel sees."""

    NONE = "none"
    SHORT = "short"
    FULL = "full"


class LogLevel(StrEnum):
    """From which level on our own lines are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


class SettingsError(ValueError):
    """Settings are missing or can't be used; the text names each, never a value."""


class Settings(BaseModel):
    """Every setting, by the environment variable of the same name in capitals. Times in seconds."""

    model_config = ConfigDict(frozen=True, validate_default=True)

    slack_bot_token: Annotated[SecretStr, BlankIsUnset, OneWord] = Field(
        description="The bot token from “OAuth & Permissions”, xoxb-…"
    )
    slack_signing_secret: Annotated[SecretStr | None, BlankIsUnset, OneWord] = Field(
        None, description="The signing secret from “Basic information”; needed over HTTP"
    )
    slack_app_token: Annotated[SecretStr | None, BlankIsUnset, OneWord] = Field(
        None, description="An app-level token with connections:write, xapp-…; needed for Socket Mode"
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", description="Slack's Web API, with a slash at its end"
    )
    database_url: str = Field(
        "sqlite:///orderdesk.db",
        repr=False,  # A PostgreSQL URL holds a password.
        description="Where everything is kept: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE",
    )
    separate_workers: bool = Field(
        default=False, description="Orders are sent by `orderdesk work` alone, not by `orderdesk serve` too"
    )
    host: str = Field("127.0.0.1", min_length=1, description="The address to listen on; 0.0.0.0 for all")
    port: int = Field(3000, ge=0, le=65535, description="The port to listen on")
    log_level: Annotated[LogLevel, BeforeValidator(lower)] = Field(
        LogLevel.INFO, description="How much is logged: debug, info, warning, error or critical"
    )
    draft_days: float = Field(
        90, ge=0, le=3650, description="Days without a change after which a draft is given up; 0: never"
    )
    draft_reminder_minutes: float = Field(
        30,
        ge=0,
        le=1440,
        description="Minutes without a change after which a draft's person is asked whether to go on; 0: never",
    )
    waiting_days: float = Field(
        7,
        ge=0,
        le=365,
        description="Days an order waits for approval or photos before operators are told; 0: they never are",
    )
    orders_api_url: str = Field("https://api.installer.com", description="The Orders API")
    orders_api_token: Annotated[SecretStr, BlankIsUnset, OneWord] = Field(
        description="The Orders API's bearer token"
    )
    orders_timeout: float = Field(
        15, gt=0, le=120, description="Seconds one whole request to the Orders API may take"
    )
    orders_longest_processing: float = Field(
        30,
        ge=0,
        le=86_400,
        description="Seconds the Orders API may go on with a request after we stopped waiting",
    )
    orders_quiet_period: float = Field(
        60,
        gt=0,
        le=86_400,
        description="Seconds after a request of unknown outcome in which it isn't sent again",
    )
    orders_lookup_limit: float = Field(
        600,
        gt=0,
        le=86_400,
        description="Seconds a list that can't tell is waited for, before the order goes out once more under its key",
    )
    orders_bare_integers: bool = Field(
        default=False, description="Send amounts and rates as 2500 and not as “2500”"
    )
    orders_rich_description: bool = Field(
        default=False,
        description="Send a formatted description as a Contentful document and not as plain text",
    )
    orders_product_prices: bool = Field(
        default=False,
        description="Send price and discount of the vendor's own products too, for an API that takes them",
    )
    orders_status_names: StatusNames = Field(
        {}, description='What the API\'s status numbers mean, as JSON: {"0": "Created"}'
    )
    orders_upload_path: Annotated[str | None, BlankIsUnset] = Field(
        None,
        description="Where files are uploaded, such as /api/v1/file; unset, orders link to them in Slack",
    )
    orders_upload_timeout: float = Field(
        60, gt=0, le=600, description="Seconds the upload of one file may take"
    )
    orders_channel: Annotated[ChannelId | None, BlankIsUnset] = Field(
        None, description="The channel that hears of created orders: C0123…"
    )
    quiet_saving: bool = Field(
        default=True, description="What is typed into the form is saved while it is typed, once a second"
    )
    catalog: Path = Field(description="The catalog file; docs/catalog.md describes it")
    geocoder: Annotated[str | None, BlankIsUnset] = Field(
        None,
        description="The service that finds an address's position: nominatim, photon… of geopy; off unless set",
    )
    geocoder_url: Annotated[str | None, BlankIsUnset] = Field(
        None, description="Where that service is, if not at its usual place: https://nominatim.example.com"
    )
    geocoder_key: Annotated[SecretStr | None, BlankIsUnset, OneWord] = Field(
        None, description="That service's API key, where it takes one"
    )
    default_country: Annotated[str | None, BlankIsUnset] = Field(
        None, description="ISO 3166-1 alpha-2; else the catalog's, else NO"
    )
    default_locale: Annotated[str | None, BlankIsUnset] = Field(
        None, description="The workspace's language, such as nb-NO; else the catalog's, else what Slack tells"
    )
    order_users: Users = Field(
        frozenset({EVERYONE}), description="Who may take orders: ids of users, user groups or channels, or *"
    )
    list_users: Users = Field(
        frozenset({EVERYONE}), description="Who may list orders: ids as in ORDER_USERS, or *"
    )
    client_users: Users = Field(
        frozenset({EVERYONE}),
        description="Who of those who take orders finds clients who have ordered before: ids as in ORDER_USERS, or *",
    )
    personal_data_users: Users = Field(
        frozenset(),
        description="Who sees everything of others' orders in their details: ids as in ORDER_USERS, or *",
    )
    export_users: Users = Field(
        frozenset(),
        description="Who may export orders as a file, with what they see of clients: ids as in ORDER_USERS, or *",
    )
    operators_channel: Annotated[ChannelId | None, BlankIsUnset] = Field(
        None, description="The channel of those who look after the service: it hears of what needs a person"
    )
    operator_users: Users = Field(
        frozenset(), description="Who may decide about others' stuck orders: ids as in ORDER_USERS, or *"
    )
    price_users: Users = Field(
        frozenset({EVERYONE}),
        description="Who may change the price, VAT and discount of the catalog's products: ids as in ORDER_USERS, or *",
    )
    payout_users: Users = Field(
        frozenset(), description="Who sees what the installer is paid: ids as in ORDER_USERS, or *"
    )
    channel_client: ClientInChannel = Field(
        ClientInChannel.SHORT, description="The client in channel posts: none, short (Ola N.) or full"
    )

    files: bool = Field(
        default=True, description="Photos and files can be attached; the app needs the scope files:read"
    )
    file_types: FileTypes = Field(
        PICTURES_AND_PDF, min_length=1, description="The extensions of files that are taken: jpg, png, pdf"
    )
    file_megabytes: int = Field(
        10, ge=1, le=100, description="The largest file that is uploaded, in megabytes"
    )
    channel_files: bool = Field(
        default=True, description="Channel posts link to the files that weren't uploaded"
    )

    @field_validator("orders_upload_path")
    @classmethod
    def _is_a_path(cls, path: str | None) -> str | None:
        if path is not None and not re.fullmatch(r"(/[\w.~%-]+)+/?", path):
            raise ValueError("must be a path that begins with a slash, for example /api/v1/file")
        return path

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_slash(cls, url: str) -> str:
        parts = urlsplit(url)
        in_clear = parts.scheme == "http" and is_loopback(parts.hostname or "")
        if not parts.hostname or (parts.scheme != "https" and not in_clear):
            raise ValueError(
                "must be an https address such as https://slack.com/api/; plain http is for this machine only"
            )
        return url if url.endswith("/") else url + "/"

    @field_validator("geocoder_url")
    @classmethod
    def _is_private(cls, url: str | None) -> str | None:
        parts = urlsplit(url or "")
        in_clear = parts.scheme == "http" and is_loopback(parts.hostname or "")
        if url and (not parts.hostname or (parts.scheme != "https" and not in_clear)):
            raise ValueError(
                "must be an https address such as https://nominatim.example.com, since clients' addresses go"
                " there; plain http is for this machine only"
            )
        return url

    @field_validator("database_url")
    @classmethod
    def _is_a_store(cls, url: str) -> str:
        if not is_postgresql(url) and sqlite_path(url) is None:
            raise ValueError(
                "must be sqlite:///FILE, for example sqlite:///orderdesk.db,"
                " or postgresql://USER:PASSWORD@HOST/DATABASE"
            )
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
        except InputError as mistake:
            raise ValueError("must be a country's two letters, for example NO") from mistake

    @field_validator("orders_quiet_period")
    @classmethod
    def _is_long_enough(cls, quiet_period: float, others: ValidationInfo) -> float:
        if quiet_period <= others.data.get("orders_timeout", 0) + others.data.get(
            "orders_longest_processing", 0
        ):
            raise ValueError(
                "must exceed ORDERS_TIMEOUT and ORDERS_LONGEST_PROCESSING together, "
                "or an order could be sent while it is still under way"
            )
        return quiet_period

    @property
    def waiting_time(self) -> timedelta | None:
        """How long an order waits for a person before operators are told; None: they never are."""
        return timedelta(days=self.waiting_days) if self.waiting_days else None

    @property
    def file_rules(self) -> FileRules:
        """Which files are taken, and what becomes of them."""
        return FileRules(
            types=tuple(sorted(self.file_types)),
            largest=self.file_megabytes * 1024**2,
            uploads=self.orders_upload_path is not None,
        )

    @property
    def quiet_period(self) -> timedelta:
        """`orders_quiet_period` as a duration."""
        return timedelta(seconds=self.orders_quiet_period)

    @property
    def lookup_limit(self) -> timedelta:
        """`orders_lookup_limit` as a duration."""
        return timedelta(seconds=self.orders_lookup_limit)


def read_settings() -> Settings:
    """The settings from the environment and `.env`. Raises SettingsError naming what is wrong."""
    try:
        return checked_settings(written_settings())
    except OSError as error:
        raise SettingsError(f"{FILE} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{FILE} isn't UTF-8 text") from error


def checked_settings(given: Mapping[str, object]) -> Settings:
    """Settings by their names in small letters; what else is there is ignored. Raises SettingsError, as above."""
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        # Built from locations and reasons only: pydantic's own text repeats the values, secrets too.
        problems = [
            _problem(one["loc"], one["msg"], one["type"]) for one in error.errors(include_input=False)
        ]
        raise SettingsError("\n".join(problems)) from None


def _problem(location: tuple[int | str, ...], message: str, kind: str) -> str:
    name, what = str(location[0]).upper(), Settings.model_fields[str(location[0])].description
    if kind in NOT_SET and len(location) == 1:
        return f"{name} is not set. It is: {what}."
    if kind == "value_error":
        return f"{name} {message.removeprefix('Value error, ')}."
    return f"{name}: {message}. It is: {what}."
