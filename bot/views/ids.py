"""Every id our views and messages carry, and the two formats built from them."""

import zlib
from enum import StrEnum
from typing import Self

from pydantic import AliasChoices, ConfigDict, Field

from flows.compact_json import CompactJson
from flows.draft import Step
from flows.order import Order


class Callback(StrEnum):
    """Which view was submitted."""

    LOADING = "loading"
    RESUME = "resume"
    CLIENT = "screen.client"
    ADDRESS = "screen.address"
    JOB = "screen.job"
    OFFER = "screen.offer"
    LINE = "line"
    PASTE = "paste"
    PASTE_PREVIEW = "paste_preview"
    DISCOUNT = "offer_discount"
    SUMMARY = "summary"
    OUTCOME = "outcome"
    HOME = "home"
    DECIDE = "decide"
    SEND_BACK = "send_back"
    DETAILS = "details"
    LIST_FILTER = "list_filter"
    LIST_SHARE = "list_share"
    PHOTOS = "photos"

    @classmethod
    def of(cls, step: Step) -> Self:
        """The view of a form step."""
        return cls(f"screen.{step}")


class Action(StrEnum):
    """What was pressed or chosen."""

    TYPED = "typed"
    CHOSEN = "chosen"
    DETAILS = "details"
    CHANGE_CLIENT = "change_client"
    SWITCH_LANGUAGE = "switch_language"
    BACK = "back"
    EDIT = "edit"
    KNOWN_CLIENT = "known_client"
    PRODUCT = "product"
    FREE_LINE = "free_line"
    LINE_MENU = "line_menu"
    LINE_QUANTITY = "line_quantity"
    LINES_PAGE = "lines_page"
    LINE_DETAILS = "line_details"
    PASTE = "paste_lines"
    PASTE_CHANGE = "paste_change"
    CONTINUE = "continue"
    START_OVER = "start_over"
    NEW_ORDER = "new_order"
    BEGIN = "begin"
    OPEN_ORDER = "open_order"
    LIST_PAGE = "list_page"
    LIST_FILTER = "list_filter"
    LIST_SHARE = "list_share"
    LANGUAGE = "language"
    IT_EXISTS = "it_exists"
    SEND_AGAIN = "send_again"
    REMOVE_FILE = "remove_file"
    RETRY_FILES = "retry_files"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    TAKE_BACK = "take_back"
    CORRECT = "correct"
    MAKE_OWN = "make_own"
    DISCOUNT = "discount"
    MEND = "mend"
    ORDER_DETAILS = "order_details"
    REPEAT = "repeat"
    FOR_CLIENT = "for_client"
    FROM_TEXT = "from_text"
    ADD_PHOTOS = "add_photos"
    WITHOUT_PHOTOS = "without_photos"
    GIVE_BACK = "give_back"
    END_WAIT = "end_wait"


class LineChoice(StrEnum):
    """What a line's menu offers."""

    EDIT = "edit"
    DUPLICATE = "duplicate"
    REMOVE = "remove"
    NEW_PRICE = "new_price"


ELSEWHERE = "@"
"""In a button's value before the API's id of an order that wasn't made here; ours have an id without it."""

MORE, LESS = "more", "less"
"""What a line's two buttons do to its quantity."""

SHORTCUT = "new_order"
"""The global shortcut's callback id."""

MESSAGE_SHORTCUT = "new_order_from_message"
"""The message shortcut's callback id."""


class Metadata(CompactJson):
    """A view's private_metadata: which order it shows, as of which edition. Never trusted for whose it is."""

    model_config = ConfigDict(validate_by_name=True)

    # Views that are open in people's Slack since before have the old names.
    order_id: str = Field(validation_alias=AliasChoices("order_id", "draft"))
    edition: int = Field(validation_alias=AliasChoices("edition", "version"))
    openings: int = 0
    """The draft's, when the window was opened: with fewer than it has now it was gone on with elsewhere."""
    approvers: str | None = None
    """On the summary: the group that it says is asked first."""

    @classmethod
    def of(cls, order: Order, approvers: str | None = None) -> Self:
        """Of a view that shows the draft as it is now."""
        return cls(
            order_id=order.id, edition=order.edition, openings=order.draft.openings, approvers=approvers
        )


class Begun(CompactJson):
    """Of a view that shows no order: the channel in which it was asked for, and so what rights it goes on with."""

    begun_in: str | None = None

    @classmethod
    def load(cls, text: str) -> Self:
        """As it came back; of no channel if it isn't ours."""
        return super().load(text) or cls()


class CardMetadata(Metadata):
    """Of the window behind a card's button: also where the card is, a message of ours by channel and timestamp."""

    channel: str
    ts: str


def block_id(screen: str, key: str, rotation: str = "") -> str:
    """`screen.key`, with `~` and a mark of the rotation where the input must forget what was in it."""
    mark = f"~{zlib.crc32(rotation.encode()):x}" if rotation else ""
    return f"{screen}.{key}{mark}"


def field_key(block: str) -> str | None:
    """The field's key in a block id; None for a block that is no field's."""
    _, dot, key = block.partition(".")
    return key.rpartition("~")[0] or key if dot else None


def page_in(value: str) -> int:
    """The page in a button's value, counted from 0; the first for anything else."""
    return int(value) if value.isdecimal() else 0
