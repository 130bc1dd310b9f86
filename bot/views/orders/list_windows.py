"""The windows on a list: what it is to be narrowed to, and what sharing it would post."""

from collections.abc import Mapping

from slack_sdk.models.blocks import InputBlock, UserSelectElement
from slack_sdk.models.views import View

from bot.views.ids import Callback, block_id
from bot.views.inputs import MOST_STATIC_OPTIONS, input_block
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_LABEL, LONGEST_TITLE, channel, plain, section
from bot.views.orders.order_list import PERIODS, STAGES, shared_blocks
from flows.catalog import Catalog
from flows.compact_json import CompactJson
from flows.draft import Input
from flows.form.field import Field, Kind, Option
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, verbatim
from flows.listing.order_list import Listing
from flows.listing.page import LONGEST_TEXT, Filters, ListPage, Period, Stage

SCREEN = "list"
STAGE, WORKFLOW, PERSON, PERIOD, TEXT = "stage", "workflow", "person", "period", "text"


class ListMetadata(CompactJson):
    """Of a window on a list: the page, the way back to its message, and the channel whose rights count."""

    page: ListPage
    response_url: str
    begun_in: str | None = None


def filter_view(metadata: ListMetadata, catalog: Catalog, language: Language, *, sees_others: bool) -> View:
    """Asks by what the list is to be narrowed; who took an order only where others' are seen."""
    filters = metadata.page.filters
    inputs: Mapping[str, Input] = {
        TEXT: filters.text or None,
        STAGE: filters.stage,
        PERIOD: filters.period,
        WORKFLOW: filters.workflow,
    }
    fields = [
        _text_field(),
        _choice(STAGE, _("Status"), _named(STAGES)),
        _choice(PERIOD, _("Period"), _named(PERIODS)),
    ]
    if jobs := _jobs(catalog):
        fields.append(_choice(WORKFLOW, _("Job"), jobs))
    blocks = [input_block(SCREEN, field, inputs[field.key], language) for field in fields]
    return View(
        type="modal",
        callback_id=Callback.LIST_FILTER,
        private_metadata=metadata.dump(),
        title=plain(language, _("Filter orders"), LONGEST_TITLE),
        submit=plain(language, _("Show"), LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        blocks=[*blocks, *([_person(filters, language)] if sees_others else [])],
    )


def filters_in(inputs: Mapping[str, Input]) -> Filters:
    """What was chosen in the window; whatever isn't one of its choices is no filter."""

    def chosen(key: str) -> str:
        value = inputs.get(key)
        return value.strip() if isinstance(value, str) else ""

    stage, period = chosen(STAGE), chosen(PERIOD)
    return Filters(
        stage=Stage(stage) if stage in {*Stage} else None,
        person=chosen(PERSON) or None,
        workflow=chosen(WORKFLOW) or None,
        period=Period(period) if period in {*Period} else None,
        text=chosen(TEXT)[:LONGEST_TEXT],
    )


def share_view(
    metadata: ListMetadata, listing: Listing, catalog: Catalog, readers: Language, speaks: Language
) -> View:
    """What everybody in the channel would read, in the language of its `readers`."""
    where = channel(metadata.begun_in) if metadata.begun_in else _("this channel")
    return View(
        type="modal",
        callback_id=Callback.LIST_SHARE,
        private_metadata=metadata.dump(),
        title=plain(speaks, _("Share in channel"), LONGEST_TITLE),
        submit=plain(speaks, _("Share"), LONGEST_TITLE),
        close=plain(speaks, _("Close"), LONGEST_TITLE),
        blocks=[
            section(speaks, _("Everybody in {channel} will read this:", channel=where)),
            *shared_blocks(listing, catalog, readers),
        ],
    )


def _text_field() -> Field:
    hint = _("Number, client, phone or its last four digits, e-mail, street or external id")
    return Field(TEXT, _("Search"), Kind.LINE, required=False, hint=hint)


def _choice(key: str, label: Text, options: tuple[Option, ...]) -> Field:
    return Field(key, label, Kind.CHOICE, required=False, options=options)


def _named(texts: Mapping[Stage, Text] | Mapping[Period, Text]) -> tuple[Option, ...]:
    return tuple(Option(str(value), text) for value, text in texts.items())


def _jobs(catalog: Catalog) -> tuple[Option, ...]:
    """As many as a select holds; any other job's orders are found by their words."""
    return tuple(Option(one.key, verbatim(one.name)) for one in catalog.workflows[:MOST_STATIC_OPTIONS])


def _person(filters: Filters, language: Language) -> InputBlock:
    chooser = UserSelectElement(
        action_id=PERSON,
        placeholder=plain(language, _("Anybody"), LONGEST_BUTTON),
        initial_user=filters.person,
    )
    return InputBlock(
        block_id=block_id(SCREEN, PERSON),
        label=plain(language, _("Taken by"), LONGEST_LABEL),
        element=chooser,
        optional=True,
    )
