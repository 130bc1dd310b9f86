"""What keeps a person from going on with an order, or from deciding about it."""

from __future__ import annotations

from flows.draft import Draft
from flows.order import Order


class NotEditable(Exception):
    """The draft isn't the person's, is gone, or is on its way; `order` is what it has become, None for not theirs."""

    def __init__(self, order: Order | None) -> None:
        super().__init__(order.state if order else "no such draft")
        self.order = order


class MayNotDecide(Exception):
    """The order isn't there (None), or it isn't this person's to decide about it."""

    def __init__(self, order: Order | None) -> None:
        super().__init__("not theirs to decide")
        self.order = order


class OpenedElsewhere(Exception):
    """The draft was gone on with in another window; `draft` is it as it is now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.id)
        self.draft = draft


class Changed(Exception):
    """The summary the person saw is not the draft as it is now; `order` is."""

    def __init__(self, order: Order) -> None:
        super().__init__(order.id)
        self.order = order
