"""What the modal shows after Create, and other modals that only say something."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InteractiveElement, LinkButtonElement
from slack_sdk.models.views import View

from bot.views.ids import Action, Callback
from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_TITLE, channel, plain, section
from bot.views.order_buttons import details_button
from bot.views.orders.cards import headline, is_web_address
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, _n, shaped
from flows.order import Order, State, Trouble


def loading_view(language: Language) -> View:
    """Opened at once, while the trigger lives; replaced in a moment, unless we are stopped in that moment."""
    stays = _("If this stays, close it and use /order again: what you entered is saved.")
    return notice_view(language, _("New order"), [_("One moment…"), stays], callback=Callback.LOADING)


def notice_view(
    language: Language,
    title: Text,
    texts: Sequence[Text],
    actions: Sequence[InteractiveElement] = (),
    callback: Callback = Callback.OUTCOME,
) -> View:
    """A modal that tells something and takes nothing."""
    blocks: list[Block] = [section(language, *texts)]
    if actions:
        blocks.append(ActionsBlock(block_id="outcome", elements=list(actions)))
    return View(
        type="modal",
        callback_id=callback,
        title=plain(language, title, LONGEST_TITLE),
        close=plain(language, _("Close"), LONGEST_TITLE),
        blocks=blocks,
    )


def outcome_view(
    order: Order, language: Language, post: Text | None, *, waits_long: bool = False, waiting: int = 1
) -> View:
    """What has become of a confirmed order; `post` says what has become of its post.

    `waiting` is how many of the workspace's aren't settled yet.
    """
    match order.state:
        case State.CREATED:
            return notice_view(
                language, _("Order created"), _created(order, post), _next_steps(order, language)
            )
        case State.STUCK:
            return notice_view(language, _("Order needs a look"), [stuck_text()])
        case State.CONFIRMED | State.SENDING:
            return delayed_view(order, language, waiting) if waits_long else creating_view(language)
        case _:
            return gone_view(language)


def creating_view(language: Language) -> View:
    """Right after Create."""
    texts = [_("⏳ Saved. Creating the order…"), _("You can close this; I'll tell you in a direct message.")]
    return notice_view(language, _("Creating order"), texts)


def delayed_view(order: Order, language: Language, waiting: int) -> View:
    """Saved, and not created yet."""
    others = (
        [_n("{count} order is waiting.", "{count} orders are waiting.", count=waiting)] if waiting > 1 else []
    )
    return notice_view(language, _("Order saved"), [delayed_text(order), *others])


def gone_view(language: Language) -> View:
    """For a draft that was discarded or is somebody else's."""
    text = _("This draft is no longer here. It was discarded or finished. Use /order to start a new one.")
    return notice_view(language, _("No such draft"), [text])


def refusal_view(language: Language, refusal: Text) -> View:
    """For somebody who may not."""
    return notice_view(language, _("You may not do this"), [refusal])


def trouble_view(language: Language, text: Text, actions: Sequence[InteractiveElement] = ()) -> View:
    """In the place of a view that could not be drawn, with a way on."""
    return notice_view(language, _("Something went wrong"), [text], actions)


def trouble_text(reference: str) -> Text:
    """What to say of an error nobody foresaw; the reference is in the log."""
    return _(
        "⚠️ Something went wrong on our side. What you entered before is saved. "
        "Use /order to continue; if it happens again, tell your admin the reference {reference}.",
        reference=reference,
    )


def token_refused_text() -> Text:
    """Slack doesn't let the bot in any more."""
    return _(
        "⚠️ Slack doesn't let Order Desk in any more, so nothing can be shown here. What you entered before is saved. "
        "Tell your admin: the app must be installed again, and its new token set."
    )


def delayed_text(order: Order) -> Text:
    """The order is saved, and not created yet."""
    if order.trouble is Trouble.NO_ACCESS:
        return _(
            "⏳ Saved. Our access to the order system must be restored first; your admin knows. The order "
            "is sent by itself then, and we tell you in a direct message. You can close this."
        )
    return _(
        "⏳ Saved. The order system isn't answering; we keep trying and tell you in a direct message. "
        "You can close this."
    )


def stuck_text() -> Text:
    """Only a person can tell whether the order exists."""
    return _(
        "⚠️ We can't tell whether the order system has this order. Look for it there before doing anything else, "
        "and ask your admin. We don't send it again by ourselves, so that it isn't created twice."
    )


def posted(channel_id: str) -> Text:
    """The team's channel knows of it."""
    return _("Posted in {channel}.", channel=channel(channel_id))


def to_be_posted(channel_id: str) -> Text:
    """The team's channel doesn't know of it yet."""
    return _("Will be posted in {channel}.", channel=channel(channel_id))


def not_posted(channel_id: str) -> Text:
    """The team's channel will never know of it by us."""
    return _("It could not be posted in {channel}.", channel=channel(channel_id))


def _created(order: Order, post: Text | None) -> list[Text]:
    texts = [shaped("✅ *{headline}*", headline=headline(order))]
    if order.upstream_id is None:
        texts.append(_("The order system has it; its number isn't known yet."))
    return [*texts, *([post] if post else [])]


def _next_steps(order: Order, language: Language) -> list[InteractiveElement]:
    again = ButtonElement(text=plain(language, _("New order"), LONGEST_BUTTON), action_id=Action.NEW_ORDER)
    return [*open_button(order, language), details_button(order.id, language), again]


def open_button(order: Order, language: Language) -> list[InteractiveElement]:
    """A link to the order where the API gave one."""
    if not (order.client_url and is_web_address(order.client_url)):
        return []
    return [link_button(order.client_url, language)]


def link_button(url: str, language: Language) -> LinkButtonElement:
    """To an order's page in the order system."""
    text = plain(language, _("Open order"), LONGEST_BUTTON)
    return LinkButtonElement(text=text, url=url, action_id=Action.OPEN_ORDER)


def given_up_text(order_id: str, reason: str) -> Text:
    """To the operators: something about an order could not be told for a day. The key tells them which."""
    return _(
        "⚠️ For a day we couldn't tell anyone about the order with the key `{order}`: {reason}. The "
        "order itself is safe. Look at the app's scopes and channels; it isn't tried again.",
        order=order_id,
        reason=reason,
    )
