"""Limits of rich text. Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.limits.rules import Rule, Shape, boolean, by_type, integer, items, mapping, one_of, string, url

_ID = string(30, 1)
_KIND = {"type": string(30)}


def _leaf(required: Mapping[str, Rule], **optional: Rule) -> Shape:
    return Shape({**_KIND, **required}, {"style": mapping, **optional})


_LEAVES: dict[str, Rule] = {
    "text": _leaf({"text": string(40_000, 1)}),
    "link": _leaf({"url": url()}, text=string(3000), unsafe=boolean),
    "emoji": _leaf({"name": string(100, 1)}, unicode=string(100), url=url()),
    "user": _leaf({"user_id": _ID}),
    "usergroup": _leaf({"usergroup_id": _ID}),
    "channel": _leaf({"channel_id": _ID}),
    "team": _leaf({"team_id": _ID}),
    "broadcast": _leaf({"range": one_of("here", "channel", "everyone")}),
    "date": _leaf(
        {"timestamp": integer(0, 10**10), "format": string(100, 1)}, url=url(), fallback=string(3000)
    ),
    "color": _leaf({"value": string(7, 7)}),
}
_WORDS = items(by_type(_LEAVES), 10_000)
_SECTION = Shape({**_KIND, "elements": _WORDS})
_BORDER = {"border": integer(0, 1)}
_PARTS: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_quote": Shape({**_KIND, "elements": _WORDS}, _BORDER),
    "rich_text_preformatted": Shape(
        {**_KIND, "elements": items(by_type({kind: _LEAVES[kind] for kind in ("text", "link")}), 10_000)},
        {**_BORDER, "language": string(50)},
    ),
    "rich_text_list": Shape(
        {
            **_KIND,
            "style": one_of("bullet", "ordered"),
            "elements": items(by_type({"rich_text_section": _SECTION}), 10_000),
        },
        {**_BORDER, "indent": integer(0, 8), "offset": integer(0, 10_000)},
    ),
}
RICH_TEXT = Shape({**_KIND, "elements": items(by_type(_PARTS), 10_000)}, {"block_id": string(255, 1)})
