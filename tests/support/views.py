"""Views as they go over the wire, and what is read from them."""

from __future__ import annotations

import json
from typing import Any

from slack_sdk.models.views import View

from bot.slack.payloads import ViewPayload
from bot.views.form.screens import draft_view
from flows.draft import Draft
from flows.form.form_context import FormContext
from flows.i18n.language import language
from sandbox.slack.element_state import carried_over
from sandbox.slack.views import with_ids
from tests.support.blanks import in_plain_blanks
from tests.support.drafts import form_context, order_of

Json = dict[str, Any]
HERE = form_context("en")
ENGLISH = language("en")


def drawn(draft: Draft, here: FormContext = HERE, **more: Any) -> Json:
    """The modal of a draft, as it goes over the wire."""
    return as_sent(draft_view(order_of(draft), here, "C0ORDERS", **more))


def as_sent(view: View) -> Json:
    sent: Json = json.loads(json.dumps(view.to_dict()))
    return sent


def seen_in(view: Json) -> ViewPayload:
    """What Slack would send of a view in which nothing was touched."""
    blocks = with_ids(view["blocks"])
    state = {"values": carried_over(blocks, {})}
    return ViewPayload.of({"view": {**view, "id": "V1", "blocks": blocks, "state": state}})


def words_in(view: Json) -> str:
    """All the marked-up text of a view."""
    texts = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
    return in_plain_blanks("\n".join(texts))


def blocks_of(view: Json, kind: str) -> list[Json]:
    return [block for block in view["blocks"] if block["type"] == kind]
