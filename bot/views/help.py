"""What `/order help` and `/order language` say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.views.orders.cards import Message, message
from flows.i18n.language import Language, language, shipped_languages
from flows.i18n.texts import Text, _, listed, shaped


def help_message(reader: Language, may_list: bool, sources: Sequence[Text] = ()) -> Message:
    """The command's words; `sources` say whose data is used."""
    texts = [
        _("*Order Desk* takes installation orders in four short screens."),
        _("`/order` starts a new order or opens an unfinished one."),
        _("`/order list` shows the latest orders."),
        _("`/order status P1-42` opens one order: what is in it, where it stands and what was done to it."),
        _("`/order language` changes language, also for how numbers are written."),
        _("`/order help` shows this."),
        *sources,
    ]
    return message(reader, [text for text in texts if may_list or "list" not in text.source])


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
