"""The photos that a job needs, by the catalog: asked for on the job's screen, or until they are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.catalog import Catalog, Workflow
from flows.draft import Draft, FileProblem
from flows.files import MOST_OF_ONE_PHOTO
from flows.form.field import Field, Kind, StepContext
from flows.form.form_context import FileRules, FormContext
from flows.i18n.texts import _, verbatim

PHOTO = "photo."
PICTURES = ("jpg", "jpeg", "png", "heic", "heif", "webp", "gif", "tif", "tiff", "bmp")


def photo_of(field_key: str | None) -> str | None:
    """The photo that a field asks for; None for one that asks for something else."""
    return field_key.removeprefix(PHOTO) if field_key and field_key.startswith(PHOTO) else None


def photos_there(draft: Draft) -> frozenset[str]:
    """The photos that the order has; one that Slack doesn't show to the app is none."""
    return frozenset(
        file.photo for file in draft.files if file.photo and file.problem is not FileProblem.UNSEEN
    )


def photos_of_job(draft: Draft, catalog: Catalog) -> Sequence[str]:
    """The photos that the order's job needs."""
    workflow = catalog.workflow(draft.job.workflow) if draft.job else None
    return workflow.photos if workflow else ()


def missing_photos(draft: Draft, catalog: Catalog) -> Sequence[str]:
    """Those of the job's photos that the order lacks."""
    there = photos_there(draft)
    return [photo for photo in photos_of_job(draft, catalog) if photo not in there]


def photo_fields(workflow: Workflow | None, context: StepContext) -> tuple[Field, ...]:
    """An input for each photo that is missing; those that are there are listed beside them."""
    rules, there = context.form_context.files, photos_there(context.draft)
    if workflow is None or rules is None:
        return ()
    return tuple(
        _photo_field(photo, workflow, context.draft, rules) for photo in workflow.photos if photo not in there
    )


def asked_fields(draft: Draft, form_context: FormContext) -> tuple[Field, ...]:
    """The inputs for the missing photos of an order whose job is chosen."""
    workflow = form_context.catalog.workflow(draft.job.workflow) if draft.job else None
    fields = photo_fields(workflow, StepContext(draft, form_context))
    return tuple(replace(field, required=False, hint=None) for field in fields)


def _photo_field(photo: str, workflow: Workflow, draft: Draft, rules: FileRules) -> Field:
    later = _("Can follow: I'll ask you for it before the order is sent.")
    return Field(
        PHOTO + photo,
        verbatim(photo),
        Kind.FILES,
        required=workflow.photos_required,
        missing=_("Add this photo: the job needs it."),
        hint=None if workflow.photos_required else later,
        filetypes=picture_types(rules),
        most=MOST_OF_ONE_PHOTO,
        rotation=f"{workflow.key} {draft.files_taken}",
        fills=("fileIds",),
    )


def picture_types(rules: FileRules) -> tuple[str, ...]:
    """The pictures among the files that are taken; all pictures where there are none."""
    return tuple(one for one in rules.types if one in PICTURES) or PICTURES
