"""Step 3: what is to be done, by whom; the workflow's own fields come from the catalog."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from flows.caching import CACHE_SIZE
from flows.catalog import SEPARATOR, Actor, Catalog, Workflow
from flows.draft import Draft, Input, Job, Step
from flows.files import files_field
from flows.form.field import Field, Kind, Option, StepContext
from flows.form.form_context import FormContext
from flows.form.screen import Screen, Values, initial
from flows.i18n.texts import _, verbatim
from flows.names import assumed_name
from flows.readers import read_line, read_rich_text, show_rich_text
from flows.rich_text.mentions import called_by, with_names
from flows.rich_text.plain import plain_text
from flows.screens.custom import CUSTOM_FIELD, custom_fields
from flows.waiting.photos import photo_fields

ELLIPSIS = "…"
INSTALLER = "installer."
DESCRIPTION = "description"
ORDER_NAME = "order_name"
LONGEST_DESCRIPTION = 3000


def described(text: str) -> str:
    """A message's words as an order's description, cut where they are too long."""
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    return text[: LONGEST_DESCRIPTION - len(ELLIPSIS)] + ELLIPSIS


def job_fields(context: StepContext) -> tuple[Field, ...]:
    """The workflow, what it asks for, who does it, and what the order is called."""
    form_context = context.form_context
    catalog = form_context.catalog
    workflow = catalog.workflow(workflow_key(context) or "")
    return (
        form_context.once("workflow", lambda: _workflow_field(catalog)),
        *(_own_fields(workflow, context) if workflow else ()),
        *photo_fields(workflow, context),
        *form_context.once("tags", lambda: _tags_field(catalog)),
        _name_field(None),
        _description_field(context),
        *files_field(context),
    )


@functools.lru_cache(maxsize=CACHE_SIZE)
def _name_field(assumed: str | None) -> Field:
    """`assumed` is what the order will be called if it isn't named; None where that isn't known, or not asked."""
    return Field(
        ORDER_NAME,
        _("Order name"),
        Kind.LINE,
        read=read_line,
        required=False,
        is_detail=True,
        hint=_("If empty: named after the job") if assumed is None else _("If empty: “{name}”", name=assumed),
        fills=("name",),
    )


def _description_field(context: StepContext) -> Field:
    mentioned, form_context = context.draft.mentioned, context.form_context

    def make() -> Field:
        called = called_by(mentioned, form_context.language)
        return Field(
            DESCRIPTION,
            _("Description"),
            Kind.RICH_TEXT,
            read=lambda input: read_rich_text(input, longest=LONGEST_DESCRIPTION),
            show=show_rich_text,
            required=False,
            is_detail=True,
            hint=_("What the installer should know before coming"),
            fills=("description",),
            summary=lambda text: plain_text(with_names(text, called)),
        )

    return make() if mentioned else form_context.once("description", make)


def _own_fields(workflow: Workflow, context: StepContext) -> tuple[Field, ...]:
    """What only this workflow asks: its custom fields, and who does it."""
    form_context = context.form_context

    def input_of(field: Field) -> Input:
        return initial(field, Step.JOB, context, _initial_values(context))

    installers = form_context.once(
        f"installers {workflow.key}",
        lambda: [_installer_field(workflow, actor, form_context.catalog) for actor in workflow.actors],
    )
    return (*custom_fields(workflow, form_context, input_of), *installers)


def _hinted(field: Field, context: StepContext) -> Field:
    """The order's name says what it will be if it isn't typed: the field alone doesn't depend on all of the order."""
    if field.key != ORDER_NAME:
        return field
    workflow = context.form_context.catalog.workflow(workflow_key(context) or "")
    return _name_field(_assumed_name(context, workflow)) if workflow else field


def _assumed_name(context: StepContext, workflow: Workflow) -> str:
    """What the order will be called; an ellipsis for what isn't answered yet."""
    answers = {
        key.removeprefix(CUSTOM_FIELD): _as_named(input)
        for key, input in JOB.initial(context).items()
        if key.startswith(CUSTOM_FIELD)
    }
    return assumed_name(context.draft, workflow, context.form_context.catalog, answers)


def _as_named(input: Input) -> str:
    words = input if isinstance(input, str) else SEPARATOR.join(input or ())
    return " ".join(words.split()) or ELLIPSIS


def with_usual_job(draft: Draft, last: Job | None) -> Draft:
    """A new draft whose job and installers are those of the person's last order, where the catalog still has them."""
    if last is None:
        return draft
    installers = {INSTALLER + slug: organization for slug, organization in last.installers.items()}
    return draft.putting_aside(Step.JOB, {"workflow": last.workflow, **installers})


def workflow_key(context: StepContext) -> str | None:
    """The workflow chosen on the screen, else the draft's, else the person's usual, else the only one there is."""
    inputs = context.inputs.get("workflow") if context.inputs else None
    if isinstance(inputs, str):
        return inputs
    if context.draft.job:
        return context.draft.job.workflow
    usual = context.draft.aside.get(Step.JOB, {}).get("workflow")
    if isinstance(usual, str) and context.form_context.catalog.workflow(usual):
        return usual
    workflows = context.form_context.catalog.workflows
    return workflows[0].key if len(workflows) == 1 else None


def _workflow_field(catalog: Catalog) -> Field:
    return Field(
        "workflow",
        _("Job"),
        Kind.CHOICE,
        missing=_("Choose what is to be done."),
        options=tuple(Option(workflow.key, verbatim(workflow.name)) for workflow in catalog.workflows),
        updates=True,
        fills=("workflowId", "workflowCustomId"),
    )


def _tags_field(catalog: Catalog) -> tuple[Field, ...]:
    if not catalog.tags:
        return ()
    return (
        Field(
            "tags",
            _("Tags"),
            Kind.MANY,
            required=False,
            is_detail=True,
            absent=(),
            options=tuple(Option(str(tag.id), verbatim(tag.name)) for tag in catalog.tags),
            fills=("orderTagIds",),
            summary=lambda keys: ", ".join(tag.name for key in keys if (tag := catalog.tag(key))),
        ),
    )


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
        fills=("actorAssignments[].actorSlug", "actorAssignments[].organizationId"),
    )


def _initial_values(context: StepContext) -> Values:
    job = context.draft.job
    if job is None:
        return {"workflow": workflow_key(context)}
    return {
        **dict(job),
        **{CUSTOM_FIELD + key: value for key, value in job.custom_fields.items()},
        **{INSTALLER + slug: organization for slug, organization in job.installers.items()},
    }


def _accept(draft: Draft, values: Values) -> Draft:
    job = Job.model_validate(
        {
            **{key: value for key, value in values.items() if key in Job.model_fields},
            "custom_fields": _below(CUSTOM_FIELD, values),
            "installers": _below(INSTALLER, values),
        }
    )
    return draft.with_section(Step.JOB, job)


def _below(prefix: str, values: Values) -> Mapping[str, object]:
    return {
        key.removeprefix(prefix): value
        for key, value in values.items()
        if key.startswith(prefix) and value is not None
    }


def chosen_workflow(draft: Draft, form_context: FormContext) -> Workflow | None:
    """The workflow that the job's screen shows, or will show when it is drawn."""
    key = workflow_key(StepContext(draft, form_context, draft.inputs.get(Step.JOB)))
    return form_context.catalog.workflow(key or "")


def _is_relevant(draft: Draft, form_context: FormContext) -> bool:
    catalog = form_context.catalog
    workflow = chosen_workflow(draft, form_context)
    asks_for_photos = workflow is not None and workflow.photos and form_context.files is not None
    if workflow is None or len(catalog.workflows) > 1 or catalog.tags or workflow.fields or asks_for_photos:
        return True
    return any(len(catalog.offered_to(actor)) > (1 if actor.required else 0) for actor in workflow.actors)


JOB = Screen(
    Step.JOB,
    _("Job"),
    job_fields,
    _initial_values,
    _accept,
    is_relevant=_is_relevant,
    hinted=_hinted,
)
