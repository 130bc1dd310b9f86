"""What the Orders API said when it refused an order, with the field of ours that each of its sentences is about.

Which field fills what of the order is said by `Field.fills`. How the API names its own fields isn't published: read are
the usual ways of validation libraries, `phoneNumber`, `"address"`, `offer.lines[0].vatRate`, `body/offer/lines/0`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from flows.catalog import Catalog, CustomField
from flows.draft import Draft, Line, Step
from flows.form.field import Field, StepContext
from flows.form.form_context import FormContext
from flows.i18n.texts import Text, shaped, verbatim
from flows.offer.lines import blank_line
from flows.order import Order
from flows.screens import SCREENS
from flows.screens.custom import CUSTOM_FIELD
from flows.screens.job import INSTALLER
from flows.screens.line import all_fields
from flows.sending.compiling import compiled_line
from orders.models import CustomFieldValue, OrderRequest

BETWEEN = "; "
"""Separates the API's sentences, see `orders.error_text.readable`."""
NAME = re.compile(r"[A-Za-z_]\w*(?:[./]\w+|\[\w*\])*")
STEP_OF_PATH = re.compile(r"[A-Za-z_]\w*|\d+")
COMPOSED = re.compile(r"[./\[_]|[a-z][A-Z]")
"""Marks a field's name, which no ordinary word of a sentence contains."""
NAMED_AFTER = "\"'`“”‘’«:"
AROUND_ALL = frozenset({"body", "data", "dto", "input", "order", "payload", "request", "root"})
"""What libraries call the whole body."""
OFFER, LIST_OF_LINES = "offer", "lines"

Sent = TypeVar("Sent")


class Refusal(NamedTuple):
    """One of the API's sentences; `label`, `step` and `line` (by id) say where to mend it, None where not known."""

    sentence: str
    label: Text | None = None
    step: Step | None = None
    line: str | None = None


@dataclass(frozen=True)
class _Place:
    """A name of the API's: its path without places in lists, spelled in one way, and the first place in it."""

    path: str
    index: int | None


def refusals(order: Order, form_context: FormContext) -> tuple[Refusal, ...]:
    """All that the API said of a refused order, in its sequence; nothing where it gave no reason."""
    said = (sentence.strip() for sentence in (order.refusal or "").split(BETWEEN))
    return tuple(_refusal(sentence, order, form_context) for sentence in said if sentence)


def _refusal(sentence: str, order: Order, form_context: FormContext) -> Refusal:
    for place in map(_place, _names(sentence)):
        line = _line(place, order, form_context)
        step, field = _home(place, line, order, form_context)
        if step is not None:
            return Refusal(sentence, _label(field, line, step), step, line.id if line else None)
    return Refusal(sentence)


def _label(field: Field | None, line: Line | None, step: Step) -> Text:
    """What people know it by: the input's label, with the line's name where it is one's."""
    if field is None:
        return verbatim(line.name) if line else SCREENS[step].title
    return shaped("{line} · {label}", line=line.name, label=field.label) if line else field.label


def _home(
    place: _Place, line: Line | None, order: Order, form_context: FormContext
) -> tuple[Step | None, Field | None]:
    """The step it is mended on, and the input where just one of this person's is meant."""
    asked = [
        *(
            (step, field)
            for step, screen in SCREENS.items()
            for field in screen.fields(StepContext(order.draft, form_context))
        ),
        *(
            (Step.OFFER, field)
            for field in all_fields(line or blank_line(order.draft, form_context), form_context, details=True)
        ),
    ]
    for means in (_is, _ends_so, _is_within):
        found = [
            (step, field) for step, field in asked if any(means(path, place.path) for path in field.fills)
        ]
        if found:
            return found[0][0], _meant([field for _step, field in found], place, order, form_context.catalog)
    return (Step.OFFER if _is_within(place.path, OFFER) else None), None


def _is(path: str, wanted: str) -> bool:
    return _folded(path) == wanted


def _ends_so(path: str, wanted: str) -> bool:
    return _folded(path).endswith(f".{wanted}")


def _is_within(path: str, wanted: str) -> bool:
    return _folded(path).startswith(f"{wanted}.")


def _meant(fields: Sequence[Field], place: _Place, order: Order, catalog: Catalog) -> Field | None:
    """The one input of these: of those that the catalog makes, the one whose value was sent at that place."""
    made = [field for field in fields if field.key.startswith((CUSTOM_FIELD, INSTALLER))]
    if not made:
        return fields[0] if len({field.fills for field in fields}) == 1 else None
    key = _key_of_sent(made[0], place, order, catalog)
    return next((field for field in made if field.key == key), None)


def _key_of_sent(made: Field, place: _Place, order: Order, catalog: Catalog) -> str | None:
    sent = _sent(order)
    if sent is None:
        return None
    if made.key.startswith(INSTALLER):
        assignment = _at(place.index, sent.actor_assignments)
        return INSTALLER + assignment.actor_slug if assignment else None
    answer = _at(place.index, sent.custom_fields)
    custom = _custom_field(answer, order.draft, catalog) if answer else None
    return CUSTOM_FIELD + custom.key if custom else None


def _custom_field(answer: CustomFieldValue, draft: Draft, catalog: Catalog) -> CustomField | None:
    workflow = catalog.workflow(draft.job.workflow) if draft.job else None
    asked = workflow.fields if workflow else ()
    return next((one for one in asked if (one.custom_id, one.id) == (answer.custom_id, answer.id)), None)


def _line(place: _Place, order: Order, form_context: FormContext) -> Line | None:
    """The line that was sent at that place, as long as it is as it was sent."""
    if LIST_OF_LINES not in place.path.split("."):
        return None
    sent, lines = _sent(order), order.draft.lines
    refused = _at(place.index, sent.offer.lines if sent and sent.offer else ())
    nearest = [*lines[place.index or 0 : (place.index or 0) + 1], *lines]
    whole = replace(form_context, sees_payout=True)
    return next((line for line in nearest if refused == compiled_line(line, whole)), None)


def _at(index: int | None, several: Sequence[Sent]) -> Sent | None:
    """The one at that place; without a place, the only one there is."""
    if index is None:
        return several[0] if len(several) == 1 else None
    return several[index] if index < len(several) else None


def _sent(order: Order) -> OrderRequest | None:
    return OrderRequest.model_validate_json(order.body) if order.body else None


def _names(sentence: str) -> Iterator[str]:
    """What may be a field's name: at the beginning, after a colon, in quotes, or put together as no word is."""
    for found in NAME.finditer(sentence):
        before = sentence[: found.start()].rstrip("#/$. ")
        if not before or before[-1] in NAMED_AFTER or COMPOSED.search(found.group()):
            yield found.group()


def _place(name: str) -> _Place:
    parts = STEP_OF_PATH.findall(name)
    while len(parts) > 1 and parts[0].lower() in AROUND_ALL:
        parts = parts[1:]
    numbers = [int(part) for part in parts if part.isdecimal()]
    path = ".".join(part for part in parts if not part.isdecimal())
    return _Place(_folded(path), numbers[0] if numbers else None)


def _folded(path: str) -> str:
    """Spelled in one way; whether a list is named with a place in it makes no difference."""
    return path.replace("[]", "").replace("_", "").lower()
