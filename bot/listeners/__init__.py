"""One module per thing a person does. `register` puts them all on the app."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.asyncio_runner import AsyncioListenerRunner

from bot.listeners import (
    actions,
    closing,
    commands,
    home,
    offer_discount,
    paste_lines,
    refusals,
    submissions,
    suggestions,
)
from bot.listeners.begin import from_text, new_order, repeat, written_to_bot
from bot.listeners.lists import details, order_list
from bot.listeners.waiting import approval, long_waits, photos, stuck_orders
from bot.middleware import access, errors
from bot.middleware.routes import Routes
from bot.service.dependencies import Dependencies


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """Every listener, behind the middleware that says who may do what."""
    errors.register(app, dependencies)
    access.register(app, dependencies)
    app.use(routes_of(app.listener_runner))


def routes_of(runner: AsyncioListenerRunner) -> Routes:
    """All listeners, by what they answer."""
    routes = Routes(runner)
    for module in (
        actions,
        approval,
        closing,
        commands,
        details,
        from_text,
        home,
        long_waits,
        new_order,
        offer_discount,
        order_list,
        paste_lines,
        photos,
        refusals,
        repeat,
        stuck_orders,
        submissions,
        suggestions,
        written_to_bot,
    ):
        module.register(routes)
    return routes
