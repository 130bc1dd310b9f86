"""Who may what, from settings, from what a person is in the workspace, and from where they do it."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from bot.setting_values import EVERYONE
from bot.settings import Settings
from bot.slack.ids import is_channel, is_group, is_user
from flows.person import Membership
from flows.rights import Right

NEEDS_MEMBERSHIP = frozenset({Right.CLIENTS, Right.PERSONAL_DATA})
"""`*` and a channel give these only to those who are known to be full members."""


def nobody(_group: str) -> frozenset[str]:
    """The members of a user group that nothing is known of."""
    return frozenset()


@dataclass(frozen=True, eq=False, repr=False)
class Permissions:
    """For each right what has it: Slack's ids of users, user groups and channels, and `*` for every full member."""

    named: Mapping[Right, frozenset[str]]
    operators_channel: str | None = None
    members_of: Callable[[str], frozenset[str]] = nobody

    @classmethod
    def of(cls, settings: Settings, members_of: Callable[[str], frozenset[str]] = nobody) -> Self:
        """As the settings say."""
        named = {right: frozenset(getattr(settings, right.lower())) for right in Right}
        return cls(named, settings.operators_channel, members_of)

    @property
    def operators(self) -> Sequence[str]:
        """Where operators hear of what needs a person: their channel, else each by name, in their group or channel."""
        if self.operators_channel:
            return (self.operators_channel,)
        return [*self.people(Right.OPERATE), *self.channels(Right.OPERATE)]

    @property
    def groups(self) -> frozenset[str]:
        """The user groups that have any right."""
        return frozenset(one for named in self.named.values() for one in named if is_group(one))

    @functools.cached_property
    def all_named(self) -> frozenset[str]:
        """Whoever and whatever has any right by name."""
        return frozenset().union(*self.named.values())

    @functools.cached_property
    def name_channels(self) -> bool:
        """Whether any right depends on where something is done."""
        return any(map(is_channel, self.all_named))

    @functools.cached_property
    def _groups(self) -> Mapping[Right, Sequence[str]]:
        return {right: [one for one in named if is_group(one)] for right, named in self.named.items()}

    def have(self, right: Right, user: str) -> bool:
        """Whether the person has it by name or as a member of a group."""
        return user in self.named[right] or any(user in self.members_of(one) for one in self._groups[right])

    def people(self, right: Right) -> Sequence[str]:
        """Those who have it by name or as members of a group, as user ids."""
        named = self.named[right]
        members = (self.members_of(one) for one in named if is_group(one))
        return sorted(frozenset(filter(is_user, named)).union(*members))

    def channels(self, right: Right) -> Sequence[str]:
        """The channels in which full members have it."""
        return sorted(filter(is_channel, self.named[right]))


class Rights(NamedTuple):
    """What one person may do, in the channel in which they do it, if in any.

    Guests and people of other workspaces may what names them or their group. Somebody of whom nothing is known yet
    counts as a full member, except for what shows others' clients.
    """

    permissions: Permissions
    user: str
    membership: Membership | None
    channel: str | None = None

    def may(self, right: Right) -> bool:
        """Whether they have the right."""
        named = self.permissions.named[right]
        by_place = EVERYONE in named or self.channel in named
        return (by_place and self._counts_as_member(right)) or self.permissions.have(right, self.user)

    def may_any(self, rights: frozenset[Right]) -> bool:
        """Whether they have one of the rights; anybody may what needs none."""
        return not rights or any(self.may(right) for right in rights)

    @property
    def may_find_clients(self) -> bool:
        """May find clients who have ordered before, in anybody's orders of the workspace."""
        return self.may(Right.ORDER) and self.may(Right.CLIENTS)

    def _counts_as_member(self, right: Right) -> bool:
        is_known_enough = self.membership is not None or right not in NEEDS_MEMBERSHIP
        return self.membership in {None, Membership.FULL} and is_known_enough
