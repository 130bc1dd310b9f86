"""A workflow's own questions as fields: which are asked, how each is read and how its answer is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

from flows.catalog import SEPARATOR, CustomField, FieldType, Workflow
from flows.draft import Input
from flows.form.field import Field, Kind, Option
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.i18n.texts import InputError, Parameter, Text, _, _n, shaped, verbatim
from flows.readers import read_day, read_line, read_number, read_paragraph, show_number_input

CUSTOM_FIELD = "field."

YES = "yes"
NO = "no"

Answer = str | bool


def custom_fields(
    workflow: Workflow, form_context: FormContext, initial: Callable[[Field], Input]
) -> tuple[Field, ...]:
    """The fields that are asked, depending on the answers to those before them; what is required comes first."""
    known = form_context.once(f"custom {workflow.key}", lambda: _all_fields(workflow, form_context.language))
    inputs: dict[str, Input] = {}
    asked = []
    for custom, field in known:
        if all(_is_met(answers, inputs.get(key)) for key, answers in custom.shown_if.items()):
            asked.append(field)
            if field.updates:  # Others decide nothing.
                inputs[custom.key] = initial(field)
    needed = form_context.once(f"needed {workflow.key}", lambda: _needed(workflow))
    return tuple(sorted(asked, key=lambda field: field.key.removeprefix(CUSTOM_FIELD) not in needed))


def _all_fields(workflow: Workflow, language: Language) -> Sequence[tuple[CustomField, Field]]:
    """Each question, whether or not it is asked at present."""
    deciding = {key for custom in workflow.fields for key in custom.shown_if}
    return [
        (custom, _field(custom, workflow, language, updates=custom.key in deciding))
        for custom in workflow.fields
    ]


def _needed(workflow: Workflow) -> frozenset[str]:
    """What is required, and what is asked because of an answer to that: it stays behind the question it belongs to."""
    needed: set[str] = set()
    for custom in workflow.fields:
        if custom.shown_if.keys() <= needed if custom.shown_if else custom.required:
            needed.add(custom.key)
    return frozenset(needed)


def _is_met(answers: tuple[Answer, ...], input: Input) -> bool:
    """Whether one of the answers was given; a field that isn't asked has none."""
    chosen = input if isinstance(input, tuple) else (input,)
    return any(_chosen(answer) in chosen for answer in answers)


def _chosen(answer: Answer) -> str:
    match answer:
        case bool():
            return YES if answer else NO
        case str():
            return answer


def _field(custom: CustomField, workflow: Workflow, language: Language, *, updates: bool) -> Field:
    label = shaped("{label} ({unit})", label=custom.label, unit=custom.unit) if custom.unit else None
    return Field(
        CUSTOM_FIELD + custom.key,
        label or verbatim(custom.label),
        _kind_of(custom),
        read=lambda input: _read(custom, input, language),
        gather=lambda several: _gather(custom, several),
        show=lambda answer: _show(custom, answer, language),
        required=custom.required,
        missing=_missing(custom),
        default=None if custom.default is None else _show(custom, custom.default, language),
        options=_options(custom),
        hint=_hint(custom),
        few=custom.type is FieldType.YES_NO,
        updates=updates,
        rotation=workflow.key,
        fills=("customFields[].customId", "customFields[].id", "customFields[].value"),
    )


def _kind_of(custom: CustomField) -> Kind:
    match custom.type:
        case FieldType.TEXT | FieldType.NUMBER:
            return Kind.LINE
        case FieldType.LONG_TEXT:
            return Kind.PARAGRAPH
        case FieldType.CHOICE | FieldType.YES_NO:
            return Kind.CHOICE
        case FieldType.CHOICES:
            return Kind.MANY
        case FieldType.DATE:
            return Kind.DAY


def _options(custom: CustomField) -> tuple[Option, ...]:
    if custom.type is FieldType.YES_NO:
        return (Option(YES, _("Yes")), Option(NO, _("No")))
    return tuple(Option(option, verbatim(option)) for option in custom.options)


def _missing(custom: CustomField) -> Text:
    if custom.type in {FieldType.CHOICE, FieldType.YES_NO}:
        return _("Choose one; this job can't be planned without it.")
    if custom.type is FieldType.CHOICES:
        return _("Choose at least one; this job can't be planned without it.")
    return _("Please fill this in; this job can't be planned without it.")


def _hint(custom: CustomField) -> Text | None:
    hints = [verbatim(custom.hint)] if custom.hint else []
    match custom.type:
        case FieldType.NUMBER if custom.rule.hint:
            hints.append(custom.rule.hint)
        case FieldType.CHOICES:
            hints += _counts(custom)
        case FieldType.DATE if not hints:
            hints.append(_("Pick the day in the calendar"))
    match hints:
        case [first, second]:
            return shaped("{first} · {second}", first=first, second=second)
        case [only]:
            return only
        case _:
            return None


def _counts(custom: CustomField) -> list[Text]:
    match custom.fewest, custom.most:
        case int() as fewest, int() as most:
            return [_("Choose {fewest}–{most}", fewest=fewest, most=most)]
        case int() as fewest, None:
            return [_("Choose {fewest} or more", fewest=fewest)]
        case None, int() as most:
            return [_("Choose {most} or fewer", most=most)]
        case _:
            return []


def _read(custom: CustomField, input: str, language: Language) -> Answer:
    match custom.type:
        case FieldType.TEXT:
            return read_line(input)
        case FieldType.LONG_TEXT:
            return read_paragraph(input)
        case FieldType.NUMBER:
            return read_number(input, language, custom.rule)
        case FieldType.DATE:
            return read_day(input)
        case FieldType.YES_NO:
            return input == YES
        case FieldType.CHOICE | FieldType.CHOICES:
            return input


def _gather(custom: CustomField, several: tuple[object, ...]) -> str:
    """Several choices as the one text that is sent, in the catalog's order."""
    count = len(several)
    if count < (custom.fewest or 0):
        raise InputError(
            _n(
                "Choose {count} more: at least {fewest} are needed.",
                "Choose {count} more: at least {fewest} are needed.",
                count=(custom.fewest or 0) - count,
                fewest=custom.fewest or 0,
            )
        )
    if count > (custom.most or count):
        raise InputError(
            _(
                "{count} are chosen and at most {most} fit. Take some away.",
                count=count,
                most=custom.most or 0,
            )
        )
    return SEPARATOR.join(option for option in custom.options if option in several)


def _show(custom: CustomField, answer: Answer, language: Language) -> Input:
    match answer:
        case bool():
            return YES if answer else NO
        case str() if custom.type is FieldType.NUMBER:
            # The answer may be older than the catalog's change to a number: then it is shown unchanged.
            with suppress(ArithmeticError, ValueError):
                return show_number_input(answer, language)
        case str() if custom.type is FieldType.CHOICES:
            return tuple(answer.split(SEPARATOR))
    return answer


def shown_answer(custom: CustomField, answer: Answer) -> Parameter:
    """An answer to show, in the reader's language."""
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    # The answer may be older than the question's type in the catalog: then it is shown unchanged.
    with suppress(ArithmeticError, ValueError):
        match custom.type:
            case FieldType.NUMBER:
                return custom.rule.measured(Decimal(answer))
            case FieldType.DATE:
                return date.fromisoformat(answer)
    return answer
