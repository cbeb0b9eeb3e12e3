"""A collective package in a public thread: what is stored of it, and what came out."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bot.protocol.moments import Moment


class Ending(StrEnum):
    """Why a collective package takes no more answers."""

    TIME = "time"
    NUMBER = "number"
    """It has as many as were wanted."""
    MANAGER = "manager"
    """A manager of the server closed it."""
    GONE = "gone"
    """A message that it shows was deleted, or its conversation was closed."""


@dataclass(frozen=True, slots=True)
class PostedTask:
    """One row of the table `posted_task`. Moments are milliseconds since the Unix epoch.

    Attributes:
        collective_id: the collective package, by which its card is known too.
        server_id: in which server.
        channel_id: the channel of the thread.
        person_id: who posted it; None once they were deleted.
        message: what they say to those who answer; may be empty.
        locale: the language of the card.
        opened_at: when.
        closes_at: when it takes no more answers.
        most_answers: so many answers close it; None where only time does.
        thread_id: the public thread; None while there is none yet.
        card_id: the message with the card; None while there is none yet.
        ending: why it takes no more answers; None while it does.
        closed_at: since when.
        digest: of what the card shows; None where that is not known.
        shown_at: when the card was changed last.
    """

    collective_id: UUID
    server_id: int
    channel_id: int
    person_id: UUID | None
    message: str
    locale: str
    opened_at: Moment
    closes_at: Moment
    most_answers: int | None = None
    thread_id: int | None = None
    card_id: int | None = None
    ending: Ending | None = None
    closed_at: Moment | None = None
    digest: bytes | None = None
    shown_at: Moment = 0


@dataclass(frozen=True, slots=True)
class RankingOutcome:
    """What a ranking round came to. Replies are known by their places in the package, from 0.

    Attributes:
        people: how many rankings it is made from.
        all_incorrect: how many people found all replies factually incorrect; their orders are not among those.
        order: the consensus, best first; empty without rankings.
        mean_places: the mean place of each reply, from 1, in the order of the package.
        concordance: Kendall's W, 0..1; None where there is nothing to compare.
        by_chance: what it would be on average if all ranked at random.
    """

    people: int
    all_incorrect: int
    order: tuple[int, ...] = ()
    mean_places: tuple[float, ...] = ()
    concordance: float | None = None
    by_chance: float | None = None
