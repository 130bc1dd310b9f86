"""Files in the modals: a list on the job screen to take them off, and on the summary how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, cut, plain, section, sections
from flows.draft import Draft, FileProblem, FileState, OrderFile
from flows.form.form_context import FileRules, FormContext
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, _n, shaped

LONGEST_NAME = 100
KILOBYTE = 1024


def attached_files(draft: Draft, language: Language) -> Sequence[Block]:
    """What is attached already, each with a button to take it off."""
    return [_attached(file, language) for file in draft.files]


def _attached(file: OrderFile, language: Language) -> Block:
    remove = ButtonElement(
        text=plain(language, _("Remove"), LONGEST_BUTTON), action_id=Action.REMOVE_FILE, value=file.id
    )
    name = (
        shaped("{photo}: {name}", photo=file.photo, name=cut(file.name, LONGEST_NAME)) if file.photo else None
    )
    text = shaped("📎 {name} · {size}", name=name or cut(file.name, LONGEST_NAME), size=_size(file.size))
    return section(language, text, accessory=remove, block_id=f"file_{file.id}")


def _size(size: int) -> Text:
    if size >= KILOBYTE**2:
        return shaped("{size} MB", size=(Decimal(size) / KILOBYTE**2).quantize(Decimal("0.1")))
    return shaped("{size} kB", size=-(-size // KILOBYTE))


def attached_text(files: int) -> Text:
    """How many there are, in few words."""
    return _n("{count} file attached", "{count} files attached", count=files)


def files_summary(draft: Draft, form_context: FormContext, edit: ButtonElement | None) -> Sequence[Block]:
    """How many files, how far they are, and what becomes of each that failed; without `edit` only to read."""
    if not draft.files or form_context.files is None:
        return []
    rules, language = form_context.files, form_context.language
    head = _n("*{count} photo or file*", "*{count} photos and files*", count=len(draft.files))
    troubles = [_trouble(file, rules) for file in draft.files if file.problem]
    texts = [head, *_progress(draft, rules), *troubles]
    again = [_again(language)] if troubles and edit else []
    return [*sections(language, *texts, accessory=edit), *again]


def _progress(draft: Draft, rules: FileRules) -> Sequence[Text]:
    if not rules.uploads:
        return [_("They stay in Slack; the order links to them.")]
    states = [file.state for file in draft.files]
    count, done = len(states), states.count(FileState.UPLOADED)
    if FileState.WAITING in states:
        return [
            _(
                "⏳ {done} of {count} uploaded. You needn't wait: the rest follows before the order is sent.",
                done=done,
                count=count,
            )
        ]
    if done < count:
        return [_("{done} of {count} uploaded.", done=done, count=count)]
    return [_("Uploaded; they go with the order.")]


def _trouble(file: OrderFile, rules: FileRules) -> Text:
    return shaped(
        "⚠️ {name}: {reason}",
        name=cut(file.name, LONGEST_NAME),
        reason=_reason(file.problem or FileProblem.UNREACHABLE, rules),
    )


def _reason(problem: FileProblem, rules: FileRules) -> Text:
    match problem:
        case FileProblem.UNSEEN:
            return _(
                "Slack doesn't let this app see it, so it is left out. Attach it yourself with “Edit”, "
                "or invite the app to the channel it is in."
            )
        case FileProblem.TOO_LARGE:
            return _(
                "it is larger than {size} MB, so the order links to it instead.",
                size=rules.largest // KILOBYTE**2,
            )
        case FileProblem.WRONG_TYPE:
            return _(
                "only {types} can be uploaded, so the order links to it instead.",
                types=", ".join(rules.types),
            )
        case FileProblem.REFUSED:
            return _("the order system doesn't take it, so the order links to it instead.")
        case FileProblem.UNREACHABLE:
            return _("it could not be brought over just now. Try again, or the order links to it instead.")


def _again(language: Language) -> Block:
    button = ButtonElement(text=plain(language, _("Try again"), LONGEST_BUTTON), action_id=Action.RETRY_FILES)
    return ActionsBlock(block_id="retry_files", elements=[button])
