"""What `/order help` and `/order language` say."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.views.ids import Action
from bot.views.mrkdwn import LONGEST_BUTTON, plain
from bot.views.orders.cards import Message, message
from flows.i18n.language import Language, language, shipped_languages
from flows.i18n.texts import Text, _, listed, shaped

LONGEST_KEPT = 2000
"""Characters that a button can carry: https://docs.slack.dev/reference/block-kit/block-elements/button-element."""


def help_message(reader: Language, may_export: bool, sources: Sequence[Text] = ()) -> Message:
    """The command's words; `sources` say whose data is used."""
    return message(reader, _help_texts(may_export, sources))


def not_understood_message(reader: Language, may_export: bool, sources: Sequence[Text], text: str) -> Message:
    """Of a text that says nothing of an order: help, and a new order that it describes; nothing typed is lost."""
    is_word = len(text.split()) == 1
    said = (
        _("I don't know “{word}”.", word=text)
        if is_word
        else _("I found no client, address, job or product in what you wrote.")
    )
    begin = ButtonElement(
        text=plain(reader, _("New order with this text"), LONGEST_BUTTON),
        action_id=Action.FROM_TEXT,
        value=text,
    )
    return message(
        reader, [said, *_help_texts(may_export, sources)], ActionsBlock(block_id="text", elements=[begin])
    )


def _help_texts(may_export: bool, sources: Sequence[Text]) -> list[Text]:
    export = _("`/order export` sends orders as a file; words narrow it as they do the list.")
    return [
        _("*Order Desk* takes installation orders in four short screens."),
        _("`/order` starts a new order or opens an unfinished one."),
        _("`/order` with a text, such as a client's name, phone and address, starts one with what it says."),
        _("`/order list` shows the latest orders, those that wait first."),
        _("`/order list mine`, `today` or `waiting` shows some of them, and any other text is looked for."),
        _("`/order status P1-42` opens one order: what is in it, where it stands and what was done to it."),
        *([export] if may_export else []),
        _("`/order language` changes language, also for how numbers are written."),
        _("`/order help` shows this."),
        *sources,
    ]


def no_such_number(number: str) -> Text:
    """Of what was asked for by a number that no order here has."""
    return _(
        "No order here has the number {number}. Write it as it is in Slack: `/order status P1-42`.",
        number=number or "–",
    )


def language_message(reader: Language, *, changed: bool) -> Message:
    """The language is changed, or which ones there are."""
    name = str(reader.locale.get_display_name(reader.locale))
    if changed:
        return message(reader, [_("From now on I write to you in {language}.", language=name)])
    offered = listed(
        shaped(f"`{code}` ({{name}})", name=str(language(code).locale.get_display_name(code)))
        for code in shipped_languages()
    )
    return message(
        reader,
        [
            _(
                "I write to you in {language}. I know these languages: {offered}.",
                language=name,
                offered=offered,
            ),
            _("Write for example `/order language nb`."),
        ],
    )
