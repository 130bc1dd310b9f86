"""A model of what surrounds a store: an Orders API that is slow and silent at times, and what processes remember."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from flows.order import Exists, Invalid, NotNow, Order, Outcome, SaidToExist, Unknown
from storage import Store

LONGEST_UNDER_WAY = timedelta(seconds=45)
"""The time-out and the API's longest processing together."""
FOUND = Exists("4711", "P1-42")
INVALID = Invalid("phoneNumber is not a mobile")
NO_ID = Unknown(no_id=True)
NOT_TAKEN: tuple[Outcome | None, ...] = (
    None,
    NotNow(timedelta(seconds=7)),
    INVALID,
    NO_ID,
    SaidToExist("Workflow is locked for editing"),
)
"""What becomes of a POST that creates nothing: lost on the way, wanted later, refused, answered without sense."""


class Stage(Enum):
    """How far the API is with a POST."""

    ON_ITS_WAY = auto()
    CHECKED = auto()
    OVER = auto()


@dataclass(eq=False)
class Post:
    """A POST that left: the API is through with it by `deadline`, whatever comes of it."""

    deadline: datetime
    stage: Stage = Stage.ON_ITS_WAY
    answer: Outcome | None = None


@dataclass
class Upstream:
    """The Orders API and one key: how many orders have it. Its duplicate check is check, then insert."""

    orders: int = 0
    posts: list[Post] = field(default_factory=list)

    @property
    def on_their_way(self) -> list[Post]:
        """POSTs that haven't arrived."""
        return [post for post in self.posts if post.stage is Stage.ON_ITS_WAY]

    @property
    def checked(self) -> list[Post]:
        """POSTs whose key wasn't known when it was looked for."""
        return [post for post in self.posts if post.stage is Stage.CHECKED]

    @property
    def is_at_it(self) -> bool:
        """Some POST may still create an order."""
        return bool(self.on_their_way or self.checked)

    def sent(self, now: datetime) -> Post:
        """A POST leaves."""
        post = Post(now + LONGEST_UNDER_WAY)
        self.posts.append(post)
        return post

    def check(self, post: Post) -> None:
        """It arrives, and its key is looked for."""
        if self.orders:
            self.end(post, FOUND)
        else:
            post.stage = Stage.CHECKED

    def create(self, post: Post, answer: Outcome | None) -> None:
        """Its order is inserted; the answer may be lost."""
        self.orders += 1
        self.end(post, answer)

    def refuse(self, post: Post, answer: Outcome | None) -> None:
        """Nothing is created."""
        self.end(post, answer)

    def end(self, post: Post, answer: Outcome | None) -> None:
        """Nothing more comes of it."""
        post.stage, post.answer = Stage.OVER, answer

    def time_passes(self, now: datetime) -> None:
        """What is past its deadline is over: created if it was checked, lost if it hasn't arrived."""
        for post in self.checked:
            if post.deadline < now:
                self.create(post, None)
        for post in self.on_their_way:
            if post.deadline < now:
                self.end(post, None)


@dataclass(eq=False)
class Process:
    """What one process has in memory: what it read, what it may send, and the POST it waits for."""

    store: Store
    summary: Order | None = None
    due: Order | None = None
    to_send: Order | None = None
    waiting: tuple[Order, Post] | None = None
    list_was_conclusive: bool = True
    """What it sends isn't sent for the list's failing to tell."""

    @property
    def is_idle(self) -> bool:
        """It is about no order."""
        return not (self.due or self.to_send or self.waiting)

    def die(self) -> None:
        """Nothing in memory is left."""
        self.summary = self.due = self.to_send = self.waiting = None
