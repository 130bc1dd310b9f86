"""From a `Field` to the input that asks for it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    RichTextInputElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.views.as_json import as_json, drawn_once
from bot.views.ids import Action, block_id
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_LABEL, LONGEST_OPTION, plain, section
from flows.draft import Input, Inputs
from flows.form import field
from flows.form.field import CHECKED, Field, Kind
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import InputError, Text, _, shaped
from flows.readers import editor_block, read_day

MOST_STATIC_OPTIONS = 100
MOST_RADIO_BUTTONS = 3
"""So few choices are all shown: one tap instead of three."""

NO_ERRORS: Mapping[str, Text] = {}


ON_EVERY_CHANGE = drawn_once(DispatchActionConfig(trigger_actions_on=["on_character_entered"]))

KEPT_BLOCKS = 512
"""Inputs of the screens that are drawn again and again."""

CHOSEN = frozenset({Kind.CHOICE, Kind.MANY, Kind.CHECKBOX})
"""Kinds of input whose values are few, and nobody's words."""


def input_block(
    screen: str,
    asked: Field,
    input: Input,
    language: Language,
    *,
    focus: bool = False,
    saves_quietly: bool = False,
) -> InputBlock:
    """The input of a field, with its value; with the `focus` it is where the screen begins.

    One that `saves_quietly` tells of every change: `on_enter_pressed` beside it would keep Enter from submitting.
    It isn't to be changed: what has no words of a person's in it is drawn once for all who are asked the same.
    """
    make = _input_block if input and asked.kind not in CHOSEN else _kept_input_block
    return make(screen, asked, input or None, language, focus, saves_quietly)


def _input_block(
    screen: str,
    asked: Field,
    input: Input,
    language: Language,
    focus: bool,
    saves_quietly: bool,
) -> InputBlock:
    element = _element(asked, input, language)
    element.focus_on_load = focus or None
    dispatches = asked.updates or (saves_quietly and asked.kind is not Kind.FILES)
    if dispatches and isinstance(element, PlainTextInputElement | RichTextInputElement):
        element.dispatch_action_config = ON_EVERY_CHANGE
    return InputBlock(
        block_id=block_id(screen, asked.key, asked.rotation),
        label=plain(language, asked.label, LONGEST_LABEL),
        hint=plain(language, asked.hint, LONGEST_LABEL) if asked.hint else None,
        optional=asked.may_stay_empty or not asked.required,
        dispatch_action=dispatches or None,
        element=element,
    )


@functools.lru_cache(maxsize=KEPT_BLOCKS)
def _kept_input_block(
    screen: str, asked: Field, input: Input, language: Language, focus: bool, saves_quietly: bool
) -> InputBlock:
    return drawn_once(_input_block(screen, asked, input, language, focus, saves_quietly))


def input_blocks(
    screen: str,
    fields: Sequence[Field],
    inputs: Inputs,
    form_context: FormContext,
    *,
    focus: bool = True,
) -> list[InputBlock]:
    """The inputs of a screen; with `focus` the screen begins in the first empty one that takes it."""
    empty = (one.key for one in fields if focus and one.takes_focus and not inputs.get(one.key))
    first = next(empty, None)
    return [
        input_block(
            screen,
            one,
            inputs.get(one.key),
            form_context.language,
            focus=one.key == first,
            saves_quietly=form_context.saves_quietly,
        )
        for one in fields
    ]


def _element(asked: Field, input: Input, language: Language) -> InputInteractiveElement:
    text, action = input if isinstance(input, str) else None, _action(asked)
    match asked.kind:
        case Kind.LINE:
            # Also for e-mail and web addresses: Slack's own inputs for them refuse in Slack's language, and what is
            # pasted as “Ola <ola@example.com>” too.
            return PlainTextInputElement(action_id=action, initial_value=text)
        case Kind.PARAGRAPH:
            return PlainTextInputElement(action_id=action, initial_value=text, multiline=True)
        case Kind.RICH_TEXT:
            return RichTextInputElement(action_id=action, initial_value=editor_block(text))
        case Kind.DAY:
            placeholder = plain(language, _("Choose a day"), LONGEST_BUTTON)
            return DatePickerElement(action_id=action, initial_date=_day(text), placeholder=placeholder)
        case Kind.CHECKBOX:
            return _poll(text, action, language)
        case Kind.CHOICE:
            return _choice(asked, text, language)
        case Kind.FILES:
            return FileInputElement(action_id=action, filetypes=list(asked.filetypes), max_files=asked.most)
        case Kind.MANY:
            return _many(asked, input if isinstance(input, tuple) else (), language)


def _action(asked: Field) -> Action:
    """What saves and draws the screen again, or only saves."""
    return Action.CHOSEN if asked.updates else Action.TYPED


def without_filetypes(view: View) -> dict[str, Any]:
    """The view, with file inputs that let every file be chosen; which are uploaded is checked afterwards all the same.

    Slack publishes no list of the extensions it takes here: one that it doesn't know may cost the whole view.
    """
    drawn = as_json(view)
    return {**drawn, "blocks": [_without_filetypes(block) for block in drawn["blocks"]]}


def _without_filetypes(block: dict[str, Any]) -> dict[str, Any]:
    element = block.get("element", {})
    if element.get("type") != "file_input":
        return block
    return {**block, "element": {name: value for name, value in element.items() if name != "filetypes"}}


def _day(input: str | None) -> str | None:
    """A day Slack can show; another answer may be there since before the catalog made the question one for a day."""
    with suppress(InputError):
        return read_day(input or "")
    return None


def _poll(input: str | None, action: Action, language: Language) -> CheckboxesElement:
    option = Option(text=plain(language, _("Yes"), LONGEST_OPTION), value=CHECKED)
    return CheckboxesElement(
        action_id=action, options=[option], initial_options=[option] if input == CHECKED else None
    )


def _choice(asked: Field, input: str | None, language: Language) -> InputInteractiveElement:
    chosen, action = asked.option(input), _action(asked)
    initial = slack_option(chosen, language) if chosen else None
    if len(asked.options) > MOST_STATIC_OPTIONS or not asked.options:
        return ExternalDataSelectElement(
            action_id=action, min_query_length=0, initial_option=initial, placeholder=_search(language)
        )
    options = [slack_option(option, language) for option in asked.options]
    if len(options) <= MOST_RADIO_BUTTONS and (asked.required or asked.few):
        return RadioButtonsElement(action_id=action, options=options, initial_option=initial)
    return StaticSelectElement(
        action_id=action, options=options, initial_option=initial, placeholder=_choose(language)
    )


def _many(asked: Field, input: tuple[str, ...], language: Language) -> InputInteractiveElement:
    offered, action = (asked.option(value) for value in input), _action(asked)
    chosen = [slack_option(option, language) for option in offered if option] or None
    if len(asked.options) > MOST_STATIC_OPTIONS:
        return ExternalDataMultiSelectElement(
            action_id=action, min_query_length=0, initial_options=chosen, placeholder=_search(language)
        )
    options = [slack_option(option, language) for option in asked.options]
    return StaticMultiSelectElement(
        action_id=action, options=options, initial_options=chosen, placeholder=_choose(language)
    )


def _choose(language: Language) -> PlainTextObject:
    """Without one of ours, Slack shows its own in its own language."""
    return plain(language, _("Choose…"), LONGEST_BUTTON)


def _search(language: Language) -> PlainTextObject:
    return plain(language, _("Search…"), LONGEST_BUTTON)


def slack_option(option: field.Option, language: Language) -> Option:
    """An option as Slack takes it."""
    return Option(text=plain(language, option.label, LONGEST_OPTION), value=option.value)


def error_blocks(
    errors: Mapping[str, Text], fields: Sequence[Field], notice: Text | None, language: Language
) -> Sequence[SectionBlock]:
    """What must be mended, on top of the screen: where no ack can put it inside the inputs."""
    labels = {asked.key: asked.label for asked in fields}
    texts = [shaped("⚠️ {notice}", notice=notice)] if notice else []
    texts += [
        shaped("⚠️ {field}: {error}", field=labels.get(key, _("Here")), error=error)
        for key, error in errors.items()
    ]
    return [section(language, *texts)] if texts else []
