"""The chaos harness's witness: what people were told is held against what exists, when it is shown and at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from bot.settings import ClientInChannel
from bot.views.operators.stuck_orders import decided_text, stuck_card
from bot.views.orders.cards import Message as Card
from bot.views.orders.cards import channel_card, message, receipt_created, receipt_rejected
from bot.views.orders.notices import creating_view, outcome_view, posted, to_be_posted
from flows.form.form_context import FormContext
from flows.i18n.language import SOURCE_LANGUAGE, language
from flows.i18n.texts import Text
from flows.order import Order, State, confirmed
from flows.sending.compiling import compile_order
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from sandbox.slack.views import View
from tests.chaos.claims import Claim
from tests.chaos.people import drafts
from tests.chaos.scenario import Scenario, first
from tests.chaos.upstream import ChaoticOrders
from tests.chaos.witness import Witness
from tests.support.drafts import EXAMPLE

ENGLISH = language(SOURCE_LANGUAGE)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SITUATION = FormContext(EXAMPLE, ENGLISH, "NO")
SCENARIO = Scenario(seed=1, orders=2, kills=0, answers=first(None))


@dataclass
class Scene:
    """A workspace and an Orders API without bots: the test says what they would."""

    slack: LocalSlack
    upstream: ChaoticOrders
    witness: Witness
    order: Order
    other: Order

    def post(self, channel: str, card: Card, *, names_order: bool = True) -> Message:
        """The bot posts a message, which says in its metadata of which order it is."""
        metadata = {"event_payload": {"order": self.order.id}} if names_order else {}
        return self.slack.workspace.post(
            Message(
                blocks=[block.to_dict() for block in card.blocks],
                channel=channel,
                notification=card.text,
                metadata=metadata,
            )
        )

    def edit(self, shown: Message, card: Card) -> None:
        """The bot edits its message."""
        shown.blocks = [block.to_dict() for block in card.blocks]
        self.slack.workspace.changed(shown)

    def create(self, order: Order) -> Order:
        """It comes into being upstream; gives it as the bot then knows it."""
        there = self.upstream.create({"idempotencyKey": order.id})
        return replace(order, state=State.CREATED, upstream_id=there.id, display_id=there.display_id)

    @property
    def falsehoods(self) -> list[str | None]:
        """What was false, in turn."""
        return [saying.falsehood for saying in self.witness.sayings if saying.falsehood]


@pytest.fixture
def scene() -> Scene:
    """Two orders, confirmed and not created yet."""
    slack, upstream = LocalSlack(), ChaoticOrders(SCENARIO)
    orders = [frozen(order) for order in drafts(SCENARIO, NOW)]
    return Scene(slack, upstream, Witness(slack, upstream, orders), *orders)


def frozen(order: Order) -> Order:
    """The order as Create leaves it."""
    return confirmed(order, compile_order(order.draft, EXAMPLE, order.origin).body(), None, NOW)


def receipt(order: Order, post: Text | None = None) -> Card:
    """The direct message that it is created, and what has become of its post."""
    return receipt_created(order, ENGLISH, [], post)


def test_created_is_true_once_it_exists_and_false_before(scene: Scene) -> None:
    scene.post("D0KARI", receipt(scene.order))
    assert scene.falsehoods == ["it does not exist"]
    created = scene.create(scene.order)
    scene.post("D0KARI", receipt(created))
    scene.post("C0ORDERS", channel_card(created, EXAMPLE, ENGLISH, ClientInChannel.SHORT))
    assert scene.falsehoods == ["it does not exist"]
    assert [saying.claims for saying in scene.witness.of(scene.order.id)] == [{Claim.CREATED}] * 3


def test_a_window_that_says_created_is_read_too(scene: Scene) -> None:
    view = outcome_view(replace(scene.order, state=State.CREATED), ENGLISH, posted("C0ORDERS"))
    window = View(id=f"V{scene.order.id}", person="U0KARI")
    scene.slack.modals.replace(window, creating_view(ENGLISH).to_dict())
    assert scene.falsehoods == []
    scene.slack.modals.replace(window, view.to_dict())
    assert scene.falsehoods == ["it does not exist"]


def test_created_with_the_number_of_another_order_is_false(scene: Scene) -> None:
    created, other = scene.create(scene.order), scene.create(scene.other)
    scene.post("D0KARI", receipt(replace(created, display_id=other.display_id)))
    assert scene.falsehoods == ["its number is P1-1"]


def test_refused_is_false_of_an_order_that_exists_and_at_the_end_where_it_is_the_last_word(
    scene: Scene,
) -> None:
    refused = receipt_rejected(replace(scene.order, state=State.REJECTED, refusal="no"), SITUATION)
    scene.post("D0KARI", refused)
    assert scene.falsehoods == []
    created = scene.create(scene.order)
    scene.witness.close()
    assert scene.falsehoods == ["the last word is that it was refused, though it exists"]
    scene.post("D0KARI", refused)
    assert scene.falsehoods[1:] == ["it exists"]
    scene.post("D0KARI", receipt(created))
    scene.witness.close()
    assert len(scene.falsehoods) == 2


def test_still_waiting_at_the_end_is_false_unless_it_was_edited(scene: Scene) -> None:
    waits = Card("⏳ Saved: Client0 is sent when the order system answers", [])
    shown = scene.post("D0KARI", waits)
    created = scene.create(scene.order)
    scene.edit(shown, receipt(created))
    scene.witness.close()
    assert scene.falsehoods == []
    scene.post("D0SAM", Card("⏳ Saved: Client0 is sent when the order system answers", []))
    scene.witness.close()
    assert scene.falsehoods == ["it still says that it waits, though it exists"]


def test_the_card_of_a_stuck_order_says_that_nobody_knows_until_it_is_edited(scene: Scene) -> None:
    card = scene.post("C0EVTEAM", stuck_card(replace(scene.order, state=State.STUCK), ENGLISH))
    assert [saying.claims for saying in scene.witness.sayings] == [{Claim.UNSURE}]
    scene.create(scene.order)
    scene.witness.close()
    assert scene.falsehoods == ["it still says that nobody knows, though it is settled"]
    scene.edit(card, message(ENGLISH, [decided_text()]))
    scene.witness.close()
    assert len(scene.falsehoods) == 1


def test_posted_is_true_while_it_is_in_the_channel_and_will_be_posted_until_then(scene: Scene) -> None:
    created = scene.create(scene.order)
    due = scene.post("D0KARI", receipt(created, to_be_posted("C0ORDERS")))
    scene.post("D0SAM", receipt(created, posted("C0ORDERS")))
    assert scene.falsehoods == ["it is not posted"]
    scene.post("C0ORDERS", channel_card(created, EXAMPLE, ENGLISH, ClientInChannel.SHORT))
    scene.post("D0SAM", receipt(created, posted("C0ORDERS")))
    scene.witness.close()
    assert scene.falsehoods[1:] == ["it still says that it will be posted, though it is"]
    scene.edit(due, receipt(created, posted("C0ORDERS")))
    scene.witness.close()
    assert len(scene.falsehoods) == 2


def test_created_of_no_known_order_is_false(scene: Scene) -> None:
    scene.post("D0KARI", Card("✅ Created: something", []), names_order=False)
    assert scene.falsehoods == ["it can't be told of which order"]
