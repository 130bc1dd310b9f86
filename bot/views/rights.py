"""What somebody reads who may not do something: what it is, whom to ask, and where they may after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.views.mrkdwn import MOST_NAMED, channel, mentions
from flows.i18n.texts import Text, _, listed, shaped
from flows.rights import Right

MAY_NOT: Mapping[Right, Text] = {
    Right.ORDER: _("You may not take orders here."),
    Right.LIST: _("You may not list orders here."),
    Right.CLIENTS: _("You may not look up clients here."),
    Right.PERSONAL_DATA: _("You may not see others' clients here."),
    Right.EXPORT: _("You may not export orders here."),
    Right.PRICE: _("You may not change prices here."),
    Right.PAYOUT: _("You may not see what installers are paid here."),
    Right.OPERATE: _("You may not look after others' orders here."),
}


def may_not(right: Right, operators: Sequence[str] = (), channels: Sequence[str] = ()) -> Text:
    """`operators` are the user ids of whom to ask, `channels` those in which the right is had."""
    asked = mentions(operators) if operators else _("your admin")
    ask = _("Ask {whom} to add you to {setting}.", whom=asked, setting=right.value)
    parts = [MAY_NOT[right], ask]
    if channels:
        named = listed(shaped("{channel}", channel=channel(one)) for one in channels[:MOST_NAMED])
        parts.append(_("In {channels} you can do it as you are.", channels=named))
    return shaped(
        " ".join(f"{{part{place}}}" for place in range(len(parts))),
        **{f"part{place}": part for place, part in enumerate(parts)},
    )
