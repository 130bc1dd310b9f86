"""Messages about an order: number, client, place, job, sum, state, always in this sequence."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.settings import ClientInChannel
from bot.views.as_json import as_json
from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, link, marked, plain, sections, user
from bot.views.order_buttons import details_button, repeat_button
from bot.views.orders.refusal import mend_button, refusal_blocks, refused_texts
from flows.address.rules import city_line
from flows.catalog import Catalog
from flows.draft import Draft
from flows.files import linked_files
from flows.form.form_context import FormContext
from flows.form.summary_warnings import number_of
from flows.i18n.language import Language
from flows.i18n.texts import Money, Parameter, Text, _, shaped, verbatim
from flows.names import short_name
from flows.offer.totals import totals
from flows.order import Order
from orders import OrderRequest

LONGEST_FALLBACK = 1000
NAMELESS = re.compile(r"^(https://[^/]+/files/[^/]+/[^/]+)/.*$")


class Message(NamedTuple):
    """What chat.postMessage takes: blocks, and a text for notifications and screen readers."""

    text: str
    blocks: Sequence[Block]

    def arguments(self) -> dict[str, Any]:
        """As keyword arguments of the Web API call."""
        return {"text": self.text, "blocks": [as_json(block) for block in self.blocks]}


def message(language: Language, texts: Sequence[Text], *more: Block) -> Message:
    """A message of marked-up lines and what is below them."""
    return Message(marked(language, *texts, longest=LONGEST_FALLBACK), [*sections(language, *texts), *more])


def headline(order: Order) -> Text:
    """Number and name: `P1-42 · EV charger – Ola N.`, or the name alone while the number isn't known."""
    name = verbatim(sent_name(order))
    return shaped("{number} · {name}", number=order.display_id, name=name) if order.display_id else name


def linked_number(order: Order) -> Parameter:
    """The order's number, leading to the order where the API gave a link."""
    if not (order.display_id and order.client_url and is_web_address(order.client_url)):
        return number_of(order)
    return link(order.client_url, order.display_id)


def is_web_address(url: str) -> bool:
    """Whether a link of the API's may be shown as one."""
    return url.startswith("https://")


def sent_name(order: Order) -> str:
    """The order's name as it was sent."""
    return (OrderRequest.model_validate_json(order.body).name or "") if order.body else ""


def workflow_name(draft: Draft, catalog: Catalog) -> str:
    """The job's name, which tells nothing of the client; empty where the catalog has it no more."""
    workflow = catalog.workflow(draft.job.workflow) if draft.job else None
    return workflow.name if workflow else ""


def public_name(order: Order, catalog: Catalog, shows: ClientInChannel) -> str:
    """What others than who took it read as the order's name, which may hold the client's."""
    return sent_name(order) if shows is ClientInChannel.FULL else workflow_name(order.draft, catalog)


def channel_card(
    order: Order, catalog: Catalog, language: Language, shows: ClientInChannel, *, links_files: bool = True
) -> Message:
    """The post in the team's channel; of the client no more than the setting allows, of the address only the city.

    `links_files` says whether it links to files that weren't uploaded.
    """
    draft = order.draft
    number = [verbatim(order.display_id)] if order.display_id else []
    job = [verbatim(name)] if (name := workflow_name(draft, catalog)) else []
    first = shaped("✅ *{headline}*", headline=dotted([*number, *job]))
    amount = sum_text(draft)
    rest = [
        *([verbatim(city_line(draft.address))] if draft.address else []),
        *client_texts(draft, shows),
        *installer_texts(draft, catalog),
        _("taken by {user}", user=user(order.origin.user)),
    ]
    head = shaped("{first} · {sum}", first=first, sum=amount) if amount else first
    linked = linked_files(draft) if links_files else ()
    buttons = [details_button(order.id, language), repeat_button(order.id, language)]
    texts = [head, dotted(rest), *([files_text(linked)] if linked else [])]
    return message(language, texts, ActionsBlock(block_id="card", elements=buttons))


def files_text(links: Sequence[str]) -> Text:
    """Links to files in Slack, by number: a file's name may tell of the client."""
    return dotted(
        [_("📎 Files: {file}", file=link(_nameless(links[0]), "1"))]
        + [
            shaped("{file}", file=link(_nameless(url), str(number)))
            for number, url in enumerate(links[1:], start=2)
        ]
    )


def _nameless(permalink: str) -> str:
    """A link to a file without its name at the end: Slack finds the file by the ids before it."""
    return NAMELESS.sub(r"\1", permalink)


def client_texts(draft: Draft, shows: ClientInChannel) -> list[Text]:
    """The client's name as far as a channel may see it."""
    if draft.client is None or shows is ClientInChannel.NONE:
        return []
    name = draft.client.contact_person
    return [verbatim(name if shows is ClientInChannel.FULL else short_name(name))]


def installer_texts(draft: Draft, catalog: Catalog) -> list[Text]:
    """Who does the work."""
    chosen = draft.job.installers.values() if draft.job else ()
    return [verbatim(organization.name) for key in chosen if (organization := catalog.organization(key))]


def sum_text(draft: Draft) -> Text | None:
    """The offer's sum including VAT, if every line is priced here."""
    if not draft.lines:
        return None
    sums = totals(draft.lines, draft.lines[0].currency)
    return None if sums.unpriced else shaped("{amount}", amount=Money(sums.gross, sums.currency))


def dotted(texts: Sequence[Text]) -> Text:
    """Texts side by side, with a dot between."""
    return Text(
        " · ".join(f"{{part{n}}}" for n in range(len(texts))), {f"part{n}": t for n, t in enumerate(texts)}
    )


def receipt_created(
    order: Order, language: Language, open_order: Sequence[object], post: Text | None = None
) -> Message:
    """To the person: it is created, and what has become of the post."""
    client, amount = client_texts(order.draft, ClientInChannel.FULL), sum_text(order.draft)
    about = [*client, *([amount] if amount else [])]
    texts = [
        _("✅ Created: *{headline}*", headline=headline(order)),
        *([dotted(about)] if about else []),
    ]
    if order.upstream_id is None:
        texts.append(_("The order system has it; its number isn't known yet."))
    texts += [post] if post else []
    actions = [ActionsBlock(block_id="receipt", elements=list(open_order))] if open_order else []  # type: ignore[arg-type]
    return message(language, texts, *actions)


def receipt_rejected(order: Order, form_context: FormContext) -> Message:
    """To the person: refused, with the API's words, and the ways back into the form."""
    language = form_context.language
    change = ButtonElement(
        text=plain(language, _("Change it"), LONGEST_BUTTON),
        action_id=Action.CONTINUE,
        value=order.id,
        style="primary",
    )
    named = refusal_blocks(order, form_context, mend_button(order, language))
    texts = [
        _refused(order, named),
        _("Nothing was created, and what you entered is saved. Change it and create it again."),
    ]
    told = message(language, texts, *named, ActionsBlock(block_id="receipt", elements=[change]))
    said = refused_texts(order, form_context) if named else ()
    return told._replace(text=marked(language, *texts, *said, longest=LONGEST_FALLBACK))


def _refused(order: Order, named: Sequence[Block]) -> Text:
    name = sent_name(order)
    if named:
        return _("⚠️ The order system refused *{name}*:", name=name)
    reason = verbatim(order.refusal) if order.refusal else _("no reason given")
    return _("⚠️ The order system refused *{name}*: “{reason}”.", name=name, reason=reason)
