"""One module per thing a person does. `register` puts them all on the app."""

from slack_bolt.async_app import AsyncApp

from bot.listeners import (
    actions,
    approval,
    commands,
    home,
    offer_discount,
    paste_lines,
    photos,
    refusals,
    stuck_orders,
    submissions,
    suggestions,
)
from bot.listeners.begin import from_text, new_order, repeat, written
from bot.listeners.lists import details, order_list
from bot.middleware import access, errors
from bot.service.dependencies import Dependencies


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """Every listener, behind the middleware that says who may do what.

    Bolt asks one after the other whether a request is theirs, so what is done most often comes first.
    """
    errors.register(app, dependencies)
    access.register(app, dependencies)
    for module in (
        refusals,
        actions,
        submissions,
        suggestions,
        commands,
        from_text,
        new_order,
        home,
        paste_lines,
        offer_discount,
        order_list,
        details,
        repeat,
        written,
        approval,
        stuck_orders,
        photos,
    ):
        module.register(app)
