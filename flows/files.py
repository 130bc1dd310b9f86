"""Files that go with an order: attached, taken off, and settled, which is uploaded, linked, or failed with a reason."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence

from flows.caching import CACHE_SIZE
from flows.draft import Draft, FileProblem, FileState, OrderFile
from flows.form.field import Field, Kind, StepContext
from flows.form.form_context import FileRules
from flows.i18n.texts import _

MOST_FILES = 10
MOST_OF_ONE_PHOTO = 3
"""Several views of one thing that the job needs a photo of."""
MESSAGE = "message"
LINK_IN_METADATA = "slackFile"


def files_field(context: StepContext) -> tuple[Field, ...]:
    """The file input, while more files fit. Attached files are listed beside it: no input can show them again."""
    others = [file for file in context.draft.files if file.photo is None]
    rules, free = context.form_context.files, MOST_FILES - len(others)
    if rules is None or free <= 0:
        return ()
    return (_files_field(rules, free, str(context.draft.files_taken or "")),)


@functools.lru_cache(maxsize=CACHE_SIZE)
def _files_field(rules: FileRules, free: int, rotation: str) -> Field:
    return Field(
        "files",
        _("Photos and files"),
        Kind.FILES,
        required=False,
        is_detail=True,
        hint=_("For example the fuse box and the driveway")
        if rules.uploads
        else _("For example the fuse box and the driveway. They stay in Slack; the order links to them."),
        filetypes=rules.types,
        most=free,
        rotation=rotation,
        fills=("fileIds",),
    )


def take(draft: Draft, chosen: Sequence[OrderFile], taken_from: str) -> Draft:
    """The files of one input replace those it had before; files from elsewhere stay."""
    ids = {file.id for file in chosen}
    kept = [file for file in draft.files if file.taken_from != taken_from or file.id in ids]
    known = {file.id for file in kept}
    new = [file for file in chosen if file.id not in known]
    files = _as_many_as_fit([*kept, *new])
    if files == draft.files:
        return draft
    return draft.with_(files=files, files_taken=draft.files_taken + len(new))


def _as_many_as_fit(files: Sequence[OrderFile]) -> tuple[OrderFile, ...]:
    """The first of them; the photos that a job needs are counted by themselves."""
    most = {file.id for file in [one for one in files if one.photo is None][:MOST_FILES]}
    return tuple(file for file in _few_of_each(files) if file.photo or file.id in most)


def _few_of_each(files: Sequence[OrderFile]) -> list[OrderFile]:
    """Without those that are too many of one photo."""
    counted: Counter[str | None] = Counter()
    kept = []
    for file in files:
        counted[file.photo] += 1
        if file.photo is None or counted[file.photo] <= MOST_OF_ONE_PHOTO:
            kept.append(file)
    return kept


def remove_file(draft: Draft, file_id: str) -> Draft:
    """Without that file."""
    return draft.with_(files=tuple(file for file in draft.files if file.id != file_id))


def retry_files(draft: Draft) -> Draft:
    """Failed files wait for another attempt."""
    again = {"state": FileState.WAITING, "problem": None}
    return draft.with_(
        files=tuple(
            file.model_copy(update=again) if file.state is FileState.FAILED else file for file in draft.files
        )
    )


def waiting(draft: Draft) -> tuple[OrderFile, ...]:
    """The files that aren't settled."""
    return tuple(file for file in draft.files if file.state is FileState.WAITING)


def settle(draft: Draft, settled: OrderFile) -> Draft:
    """With a waiting file settled; one taken off meanwhile stays off, one settled by another process stays so."""
    files = tuple(
        settled if file.id == settled.id and file.state is FileState.WAITING else file for file in draft.files
    )
    return draft if files == draft.files else draft.with_(files=files, file_writes=draft.file_writes + 1)


def give_up(draft: Draft) -> Draft:
    """With every waiting file failed. It is part of another write, so it isn't counted as one about files."""
    given_up = (
        failed(file, FileProblem.UNREACHABLE) if file.state is FileState.WAITING else file
        for file in draft.files
    )
    return draft.with_(files=tuple(given_up))


def linked(file: OrderFile) -> OrderFile:
    """It stays in Slack."""
    return file.model_copy(update={"state": FileState.LINKED})


def uploaded(file: OrderFile, file_id: str) -> OrderFile:
    """The Orders API has it."""
    return file.model_copy(update={"state": FileState.UPLOADED, "file_id": file_id, "problem": None})


def failed(file: OrderFile, problem: FileProblem) -> OrderFile:
    """It is linked instead, unless the person may not show it."""
    lost = {"permalink": None} if problem is FileProblem.UNSEEN else {}
    return file.model_copy(update={"state": FileState.FAILED, "problem": problem, **lost})


def uploaded_ids(draft: Draft) -> tuple[str, ...]:
    """The Orders API's ids of what was uploaded."""
    return tuple(file.file_id for file in draft.files if file.file_id)


def linked_files(draft: Draft) -> tuple[str, ...]:
    """Where Slack shows the files that the order only links to."""
    return tuple(links(draft).values())


def links(draft: Draft) -> Mapping[str, str]:
    """The same for the order's metadata, by a key that stays with the file."""
    return {f"{LINK_IN_METADATA}{number}": link for number, _photo, link in _linked(draft)}


def photo_names(draft: Draft) -> Mapping[str, str]:
    """For the order's metadata beside the links: which of them is which photo of those that the job needs."""
    return {f"{LINK_IN_METADATA}{number}Photo": photo for number, photo, _link in _linked(draft) if photo}


def _linked(draft: Draft) -> Sequence[tuple[int, str | None, str]]:
    return [
        (number, file.photo, file.permalink)
        for number, file in enumerate(draft.files, start=1)
        if file.permalink and file.state in {FileState.LINKED, FileState.FAILED}
    ]
