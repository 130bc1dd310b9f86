"""One module per way in. `register` puts them all on the app."""

from slack_bolt.async_app import AsyncApp

from bot.listeners import (
    actions,
    approving,
    beginning,
    commands,
    deciding,
    errors,
    gate,
    home,
    order_list,
    pasting,
    refusals,
    submissions,
    suggestions,
)
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Every listener, behind the gate that says who may do what."""
    errors.register(app, services)
    gate.register(app, services)
    for room in (
        refusals,
        commands,
        beginning,
        deciding,
        approving,
        submissions,
        pasting,
        actions,
        suggestions,
        order_list,
        home,
    ):
        room.register(app, services)
