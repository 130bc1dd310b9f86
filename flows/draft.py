"""The draft: an order being filled in, immutable, in typed sections plus what is typed and not yet accepted."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flows.rich_text.model import RichText

Input = str | tuple[str, ...] | None
"""The value of one input: a text or a chosen value, several chosen values, or nothing.

A formatted text is a rich_text block in JSON.
"""

Inputs = Mapping[str, Input]
"""The inputs of one screen, by field key."""

MAXIMUM_LINES = 100


class Step(StrEnum):
    """Where in the dialog a person is, in order. A form step's value is the draft's attribute for its section."""

    CLIENT = "client"
    ADDRESS = "address"
    JOB = "job"
    OFFER = "offer"
    SUMMARY = "summary"


FORM_STEPS = tuple(step for step in Step if step is not Step.SUMMARY)


class Section(BaseModel):
    """An accepted part of the draft."""

    # Pydantic would keep thousands of the texts that it reads, such as names and phones of clients.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, cache_strings="keys")


class Client(Section):
    """Who the order is for. `phone` is E.164; `phone_typed` is kept to be read again if the country changes."""

    contact_person: str
    phone: str
    phone_typed: str
    phone_country: str | None
    """The country assumed for a number typed without a country code, else None."""
    email: str


class Position(Section):
    """A place on the map (WGS 84), in degrees as decimal text with at most six decimals."""

    latitude: str
    longitude: str


class FoundPosition(Section):
    """A position that a geocoding service gave; `added_to` is the edition of the order that it was added to."""

    position: Position
    service: str
    added_to: int


class Address(Section):
    """Where the work is done. `country` is ISO 3166-1 alpha-2, `postal_code` as its country writes it."""

    country: str
    street: str
    postal_code: str
    city: str
    city_found: bool = False
    """The city is the postal code's and wasn't typed."""
    area: str | None = None
    """State, province or the like, as written in the country's addresses; only where it needs one."""
    workplace: str | None = None
    position: Position | None = None
    """As typed or pasted."""
    found: FoundPosition | None = None
    """As a geocoder has it, where none was typed."""

    @property
    def place(self) -> tuple[str | None, ...]:
        """What a position belongs to: with any of it changed it is another place."""
        return self.country, self.street, self.postal_code, self.city, self.area

    @property
    def place_on_map(self) -> Position | None:
        """The position typed, else the one found."""
        return self.position or (self.found.position if self.found else None)


class Job(Section):
    """What is to be done, by whom. Keys and ids are the catalog's."""

    workflow: str
    custom_fields: Mapping[str, str | bool] = {}
    installers: Mapping[str, str] = {}
    tags: tuple[str, ...] = ()
    order_name: str | None = None
    description: str | RichText | None = None
    """Plain text where nothing in it is formatted."""


class Offer(Section):
    """What the payer is shown besides the lines. `payer` is `client` or `operator`.

    `currency` is ISO 4217 where one was chosen; it holds while there are no lines, which bring their own.
    """

    offer_name: str | None = None
    payer: str = "client"
    currency: str | None = None


class Price(Section):
    """What one unit costs the payer: hundredths of the currency unit, hundredths of a percent."""

    unit_price: int | None
    vat_rate: int | None
    tax_inclusive: bool


class Line(Section):
    """A line of the offer: money in hundredths of the currency unit, per unit; `vat_rate` in hundredths of a percent.

    A line with `product_id` is the vendor's own product: only its quantity is sent, and its price is known here
    only where the catalog file repeats it.
    """

    id: str
    product: str | None = None
    product_id: str | None = None
    name: str
    description: str = ""
    external_id: str | None = None
    image_url: str | None = None
    quantity: int = 1
    unit: str = ""
    """What the quantity counts where that isn't pieces: `m`. It is sent in the description."""
    unit_price: int | None = None
    currency: str
    vat_rate: int | None = None
    tax_inclusive: bool = True
    discount: int | None = None
    discount_source: str | None = None
    payout: int | None = None
    paid: bool = False
    listed: Price | None = None
    """What the catalog said when the product was taken from it."""

    @property
    def picture(self) -> str | None:
        """Its image where a screen may show it: Slack fetches from https only."""
        return self.image_url if self.image_url and self.image_url.startswith("https://") else None

    @property
    def price(self) -> Price:
        """What one unit costs on this line, before the discount."""
        return Price(unit_price=self.unit_price, vat_rate=self.vat_rate, tax_inclusive=self.tax_inclusive)


class FileState(StrEnum):
    """How far a file is on its way into the order."""

    WAITING = "waiting"
    LINKED = "linked"
    UPLOADED = "uploaded"
    FAILED = "failed"


class FileProblem(StrEnum):
    """Why a file could not be uploaded."""

    UNSEEN = "unseen"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class OrderFile(Section):
    """A file that goes with the order. `id` is Slack's, `file_id` the Orders API's; `size` is in bytes.

    `taken_from` is the input it was chosen in, or the message it was in. `permalink` is where Slack shows it. `photo`
    names which of the photos that the job needs it is.
    """

    id: str
    name: str
    taken_from: str
    mimetype: str = ""
    size: int = 0
    permalink: str | None = None
    state: FileState = FileState.WAITING
    problem: FileProblem | None = None
    file_id: str | None = None
    photo: str | None = None

    @property
    def sent_name(self) -> str:
        """What it is called in the order system."""
        return f"{self.photo} – {self.name}" if self.photo else self.name


class LineInHand(Section):
    """The line open in the editor: its id, a new one's too, and whether its details are unfolded."""

    line: str | None = None
    details: bool = False
    own: bool = False
    """The vendor's product is being made a line of our own; it is one once the editor is saved."""


class UnreadText(Section):
    """What somebody wrote, as Slack sent it, which is to be read for the order.

    `author` is the Slack user id of who wrote it, None for a program. `files` counts what was beside it, of which an
    order takes some. `channel` and `ts` say where the message is, where it is one.
    """

    text: str = Field(repr=False)
    author: str | None = None
    files: int = 0
    channel: str | None = None
    ts: str | None = None


class LeftMessage(Section):
    """The message about drafts that were left: it is the notification of the first of them, which was left then."""

    order_id: str
    left_at: datetime


class Draft(Section):
    """An order being filled in. Its `id` is the order's idempotency key; its row in the store carries the version."""

    id: str
    step: Step = Step.CLIENT
    returning: bool = False
    """True while one section is edited from the summary: Next goes back there."""
    client: Client | None = None
    address: Address | None = None
    job: Job | None = None
    offer: Offer | None = None
    lines: tuple[Line, ...] = ()
    lines_made: int = 0
    """The highest line id ever given, so that none is given twice."""
    lines_page: int = 0
    line_in_hand: LineInHand | None = None
    files: tuple[OrderFile, ...] = ()
    files_taken: int = 0
    """How many were ever attached: with each one the file input gets a new block id."""
    bringing_files: bool = False
    """The dispatcher is settling them; the order waits meanwhile."""
    file_writes: int = 0
    """How many of the row's versions are of our own making: files, names of people mentioned, `left_at`.

    See `flows.order.Order.edition`.
    """
    left_at: datetime | None = None
    """When its last change was before its person was asked whether to go on, which is done once."""
    left_message: LeftMessage | None = None
    """The message that asks about it, where that was begun for another draft; see `asked_in`."""
    mentioned: Mapping[str, str] = {}
    """What people, groups and channels are called that the description mentions, by Slack's ids."""
    inputs: Mapping[str, Mapping[str, Input]] = {}
    """What is typed and not accepted yet, by screen and field."""
    typed_at: str = ""
    """When Slack had what was saved last while it was typed, in seconds: an earlier state doesn't replace it."""
    unfolded: tuple[Step, ...] = ()
    """The steps whose details are shown."""
    openings: int = 0
    """How often somebody went on with it in another window or place; what is open since before is outdated."""
    unread: UnreadText | None = None
    """What it was begun with, from before Slack had its ack until that is read."""
    message_link: str | None = None
    """Where the message is in Slack that the order was begun from."""
    is_known: bool = False
    """The client was picked from those who have ordered before."""
    insisted: Mapping[str, Mapping[str, str]] = {}
    """What was doubted once, by screen and field: the same again is taken."""
    from_text: Mapping[str, tuple[str, ...]] = {}
    """What a message gave and nobody has changed since: fields by screen, and for the offer its lines' ids."""
    offered_by_text: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    """What a message has several of, by screen and field: a person chooses."""
    aside: Mapping[str, Mapping[str, Input]] = {}
    """Input of questions that are not asked at present, by screen and field: it is shown again when they are."""

    def with_(self, **changes: object) -> Self:
        """A copy with these attributes changed; the same draft where all are so already."""
        if all(getattr(self, name) is value for name, value in changes.items()):
            return self
        return self.model_copy(update=changes)

    def with_section(self, step: Step, section: Section) -> Self:
        """A copy with what was accepted on a form step; the same draft where that is accepted already."""
        return self if self.section(step) == section else self.with_(**{step.value: section})

    @model_validator(mode="before")
    @classmethod
    def _from_before_inputs_had_their_name(cls, kept: object) -> object:
        """Rows written by earlier versions have `typed`."""
        if isinstance(kept, dict) and "typed" in kept:
            return {("inputs" if key == "typed" else key): value for key, value in kept.items()}
        return kept

    def opened_again(self) -> Self:
        """A copy that is gone on with in another window or place."""
        return self.with_(openings=self.openings + 1)

    def with_inputs(self, screen: str, inputs: Inputs | None) -> Self:
        """A copy that remembers what is typed on a screen; None forgets it."""
        if inputs is None and screen not in self.inputs:
            return self
        others = {key: value for key, value in self.inputs.items() if key != screen}
        return self.with_(inputs=others if inputs is None else {**others, screen: dict(inputs)})

    def typed_until(self, at: str) -> Self:
        """A copy that holds what was typed until then; what was typed earlier comes too late from now on."""
        return self.with_(typed_at=at) if at > self.typed_at else self

    def insisting(self, screen: str, doubted: Mapping[str, str]) -> Self:
        """A copy that accepts the doubted input if the same is submitted again."""
        return self.with_(insisted={**self.insisted, screen: {**self.insisted.get(screen, {}), **doubted}})

    def marked_from_text(self, screen: str, keys: Iterable[str]) -> Self:
        """A copy that knows that a message gave these of a screen, too."""
        given = tuple(dict.fromkeys([*self.from_text.get(screen, ()), *keys]))
        return self.with_(from_text={**self.from_text, screen: given}) if given else self

    def unmarked(self, screen: str, keys: Collection[str] | None = None) -> Self:
        """A copy in which these of a screen, or all of them, are a person's."""
        before = self.from_text.get(screen, ())
        left = tuple(key for key in before if keys is not None and key not in keys)
        return self if left == before else self.with_(from_text={**self.from_text, screen: left})

    def putting_aside(self, screen: str, inputs: Inputs) -> Self:
        """A copy that keeps the input of questions that aren't asked any more."""
        if not inputs:
            return self
        return self.with_(aside={**self.aside, screen: {**self.aside.get(screen, {}), **inputs}})

    def line(self, line_id: str) -> Line | None:
        """The line with that id, if it is there."""
        return next((line for line in self.lines if line.id == line_id), None)

    def section(self, step: Step) -> Section | None:
        """What was accepted on a form step; None while nothing was."""
        section: Section | None = getattr(self, step)
        return section

    @property
    def asked_in(self) -> LeftMessage | None:
        """The message that asks, or has asked, whether to go on with it."""
        if self.left_at is None:
            return None
        return self.left_message or LeftMessage(order_id=self.id, left_at=self.left_at)

    @property
    def is_empty(self) -> bool:
        """Nothing has been accepted or typed."""
        return not (
            self.client
            or self.address
            or self.job
            or self.lines
            or self.files
            or self.unread
            or any(map(any_typed, self.inputs.values()))
        )


def any_typed(inputs: Inputs) -> bool:
    """Whether the screen has any input."""
    return any(inputs.values())
