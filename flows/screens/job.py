"""Step 3: what is to be done, by whom; the workflow's own fields come from the catalog."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from flows.catalog import Actor, Catalog, CustomField, FieldType, Workflow
from flows.draft import Draft, Job, Step
from flows.field import Asking, Field, Kind, Option, Situation
from flows.language import Language
from flows.readers import (
    read_day,
    read_line,
    read_number,
    read_paragraph,
    read_rich_text,
    show_number_input,
    show_rich_text,
)
from flows.screen import Screen, Values, as_is
from flows.texts import Text, _, verbatim

CUSTOM_FIELD = "field."
INSTALLER = "installer."
LONGEST_DESCRIPTION = 3000

YES = "yes"
NO = "no"


def job_fields(asking: Asking) -> tuple[Field, ...]:
    """The workflow, what it asks for, who does it, and what the order is called."""
    situation = asking.situation
    workflow = situation.catalog.workflow(workflow_key(asking) or "")
    return (
        _workflow_field(situation.catalog),
        *(_workflow_fields(workflow, situation) if workflow else ()),
        *_tags_field(situation.catalog),
        Field(
            "order_name",
            _("Order name"),
            Kind.LINE,
            read=read_line,
            required=False,
            hint=_("Left empty, it is named after the job and the client"),
        ),
        Field(
            "description",
            _("Description"),
            Kind.RICH_TEXT,
            read=lambda typed: read_rich_text(typed, longest=LONGEST_DESCRIPTION),
            show=show_rich_text,
            required=False,
            hint=_("What the installer should know before coming"),
        ),
    )


def _workflow_fields(workflow: Workflow, situation: Situation) -> tuple[Field, ...]:
    return (
        *(_custom_field(workflow, field, situation.language) for field in workflow.fields),
        *(_installer_field(workflow, actor, situation.catalog) for actor in workflow.actors),
    )


def workflow_key(asking: Asking) -> str | None:
    """The workflow chosen on the screen, else the draft's, else the only one there is."""
    typed = asking.typed.get("workflow") if asking.typed else None
    if isinstance(typed, str):
        return typed
    if asking.draft.job:
        return asking.draft.job.workflow
    workflows = asking.situation.catalog.workflows
    return workflows[0].key if len(workflows) == 1 else None


def _workflow_field(catalog: Catalog) -> Field:
    return Field(
        "workflow",
        _("Job"),
        Kind.CHOICE,
        missing=_("Choose what is to be done."),
        options=tuple(Option(workflow.key, verbatim(workflow.name)) for workflow in catalog.workflows),
        updates=True,
    )


def _tags_field(catalog: Catalog) -> tuple[Field, ...]:
    if not catalog.tags:
        return ()
    options = tuple(Option(str(tag.id), verbatim(tag.name)) for tag in catalog.tags)
    return (Field("tags", _("Tags"), Kind.MANY, required=False, absent=(), options=options),)


def _installer_field(workflow: Workflow, actor: Actor, catalog: Catalog) -> Field:
    options = tuple(
        Option(str(organization.id), verbatim(organization.name))
        for organization in catalog.offered_to(actor)
    )
    return Field(
        INSTALLER + actor.slug,
        verbatim(actor.label),
        Kind.CHOICE,
        required=actor.required,
        missing=_("Choose who does this part of the job."),
        options=options,
        default=options[0].value if actor.required and len(options) == 1 else None,
        rotation=workflow.key,
    )


def _custom_field(workflow: Workflow, custom: CustomField, language: Language) -> Field:
    return Field(
        CUSTOM_FIELD + custom.key,
        verbatim(custom.label),
        _kind_of(custom),
        read=lambda typed: _read_custom(custom, typed, language),
        show=lambda value: _show_custom(custom, value, language),
        required=custom.required,
        missing=_missing_custom(custom),
        options=custom_options(custom),
        hint=verbatim(custom.hint) if custom.hint else None,
        rotation=workflow.key,
    )


def _kind_of(custom: CustomField) -> Kind:
    match custom.type:
        case FieldType.TEXT | FieldType.NUMBER:
            return Kind.LINE
        case FieldType.LONG_TEXT:
            return Kind.PARAGRAPH
        case FieldType.CHOICE | FieldType.YES_NO:
            return Kind.CHOICE
        case FieldType.DATE:
            return Kind.DAY


def custom_options(custom: CustomField) -> tuple[Option, ...]:
    """The choices of a custom field; none for one that is typed."""
    if custom.type is FieldType.YES_NO:
        return (Option(YES, _("Yes")), Option(NO, _("No")))
    return tuple(Option(option, verbatim(option)) for option in custom.options)


def _missing_custom(custom: CustomField) -> Text:
    if custom.type in {FieldType.CHOICE, FieldType.YES_NO}:
        return _("Choose one; this job can't be planned without it.")
    return _("Please fill this in; this job can't be planned without it.")


def _read_custom(custom: CustomField, typed: str, language: Language) -> str | bool:
    match custom.type:
        case FieldType.TEXT:
            return read_line(typed)
        case FieldType.LONG_TEXT:
            return read_paragraph(typed)
        case FieldType.NUMBER:
            return read_number(typed, language)
        case FieldType.DATE:
            return read_day(typed)
        case FieldType.YES_NO:
            return typed == YES
        case FieldType.CHOICE:
            return typed


def _show_custom(custom: CustomField, value: str | bool, language: Language) -> str:
    match value:
        case bool():
            return YES if value else NO
        case str() if custom.type is FieldType.NUMBER:
            # An answer given before the catalog made the question one for a number is shown as it stands.
            with suppress(ArithmeticError, ValueError):
                return show_number_input(value, language)
    return as_is(value)


def _shown(asking: Asking) -> Values:
    job = asking.draft.job
    if job is None:
        return {"workflow": workflow_key(asking)}
    return {
        "workflow": job.workflow,
        "tags": job.tags,
        "order_name": job.order_name,
        "description": job.description,
        **{CUSTOM_FIELD + key: value for key, value in job.custom_fields.items()},
        **{INSTALLER + slug: organization for slug, organization in job.installers.items()},
    }


def _accept(draft: Draft, values: Values) -> Draft:
    job = Job.model_validate(
        {
            "workflow": values["workflow"],
            "tags": values.get("tags", ()),
            "order_name": values["order_name"],
            "description": values["description"],
            "custom_fields": _below(CUSTOM_FIELD, values),
            "installers": _below(INSTALLER, values),
        }
    )
    return draft.with_(job=job)


def _below(prefix: str, values: Values) -> Mapping[str, object]:
    return {
        key.removeprefix(prefix): value
        for key, value in values.items()
        if key.startswith(prefix) and value is not None
    }


def chosen_workflow(draft: Draft, situation: Situation) -> Workflow | None:
    """The workflow that stands on the job's screen, or will when it is drawn."""
    key = workflow_key(Asking(draft, situation, draft.typed.get(Step.JOB)))
    return situation.catalog.workflow(key or "")


def _asks(draft: Draft, situation: Situation) -> bool:
    catalog = situation.catalog
    workflow = chosen_workflow(draft, situation)
    if workflow is None or len(catalog.workflows) > 1 or catalog.tags or workflow.fields:
        return True
    return any(len(catalog.offered_to(actor)) > (1 if actor.required else 0) for actor in workflow.actors)


JOB = Screen(Step.JOB, _("Job"), job_fields, _shown, _accept, asks=_asks)
