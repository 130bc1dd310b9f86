"""Limits of Slack's composition objects: text, option, option group, confirmation.

Source: https://docs.slack.dev/reference/block-kit/composition-objects.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.limits.rules import (
    Json,
    Refusal,
    Rule,
    Shape,
    boolean,
    by_type,
    items,
    one_of,
    string,
    unique,
    url,
)

OPTION_VALUE = 75  # 150 is documented in places, 75 in Slack's own type definitions: the smaller is safe


def text(longest: int, *kinds: str) -> Rule:
    """A text object that isn't empty; both kinds unless one is named."""
    words = {"type": string(20), "text": string(longest, 1)}
    plain = Shape(words, {"emoji": boolean})
    markup = Shape(words, {"verbatim": boolean})
    table = {"plain_text": plain, "mrkdwn": markup}
    return by_type({kind: table[kind] for kind in kinds or table})


def plain(longest: int) -> Rule:
    """A plain_text object that isn't empty."""
    return text(longest, "plain_text")


def option(*kinds: str, with_url: bool = False) -> Rule:
    """One choice of a select, radio, checkbox or overflow element."""
    links = {"url": url()} if with_url else {}
    return Shape(
        {"text": text(75, *kinds), "value": string(OPTION_VALUE, 1)},
        {"description": text(75, *kinds), **links},
    )


def option_group() -> Rule:
    """Choices under a heading."""
    return Shape({"label": plain(75), "options": items(option("plain_text"), 100, 1)})


def all_options(value: Json) -> list[Json]:
    """The options of an element, those in groups too."""
    grouped = [each for group in value.get("option_groups") or () for each in group["options"]]
    return [*(value.get("options") or ()), *grouped]


different_values = unique(lambda element: [each["value"] for each in all_options(element)], "option value")


def initial_among_options(value: Json, pointer: str) -> Iterator[Refusal]:
    """What is chosen from the start must be one of the options, word for word."""
    options = all_options(value)
    initial = [value.get("initial_option"), *(value.get("initial_options") or ())]
    for each in initial:
        if each is not None and not any(_same(each, one) for one in options):
            name = "initial_option" if "initial_option" in value else "initial_options"
            yield Refusal(f"{pointer}/{name}", "must be one of the provided options")


def _same(one: Json, other: Json) -> bool:
    return bool(one["value"] == other["value"] and one["text"]["text"] == other["text"]["text"])


CONFIRM = Shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
