"""Who reads a list, and what of others' orders they see."""

from typing import NamedTuple, Self

from bot.service.permissions import Rights
from bot.settings import ClientInChannel
from flows.order import Order
from flows.person import Person
from flows.rights import Right


class Reader(NamedTuple):
    """A person, or a channel where `person` is None. One's own orders everybody sees, and whole.

    `sees_others` says whether they see others' orders at all, `limited_to` how much of those clients, and
    `sees_personal_data` whether everything of them: a search by phone leads to an order, and so to a name and a city.
    """

    team: str
    person: Person | None
    limited_to: ClientInChannel
    sees_others: bool
    sees_personal_data: bool

    @classmethod
    def of(cls, person: Person, rights: Rights, channel_client: ClientInChannel) -> Self:
        """A person, by their rights."""
        sees_all = rights.may(Right.PERSONAL_DATA)
        limited_to = ClientInChannel.FULL if sees_all else channel_client
        return cls(person.team, person, limited_to, rights.may(Right.LIST), sees_all)

    def as_channel(self, channel_client: ClientInChannel) -> "Reader":
        """Those who read what this person shares: they see the same orders, and no more than a channel may."""
        return Reader(self.team, None, channel_client, self.sees_others, self.sees_personal_data)

    def owns(self, order: Order) -> bool:
        """Whether they took it."""
        return self.person == order.person

    def shows(self, order: Order | None) -> ClientInChannel:
        """How much of the order's client they see; None for an order that was made elsewhere."""
        return ClientInChannel.FULL if order and self.owns(order) else self.limited_to
