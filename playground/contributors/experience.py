"""What a contributor has seen: the only source of what is later said about the bot."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from playground.contributors.cards import NEWCOMER, Standing
from playground.contributors.words import Kind


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that was not answered; the moments are this process's monotonic seconds."""

    begun: float
    ended: float
    what: str

    @classmethod
    def now(cls, begun: float, what: str) -> "Failure":
        """Make one that was given up just now."""
        return cls(begun, time.monotonic(), what)


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranking that was handed in: the texts as they were shown, the best first, below the text that they answer."""

    parent: str
    texts: tuple[str, ...]


@dataclass(slots=True)
class Experience:
    """What a contributor has seen.

    `finished` counts the packages that the bot called saved, by kind; `unsure` those that were handed in when it
    stopped answering. `saved` are the texts among the first, `unsure_texts` those among the second, `refused` those
    that the bot gave back. `lost` are texts that had been shown as kept, and were gone when the card came back,
    `unexplained` those that came back, after they had been called saved, without a reason.
    `answer_seconds` has the time from each press to its answer, `whole_answer_seconds` to all of it (the first answer
    may be that the bot is thinking), and `failures` what was not answered.
    `promised` counts the answers that were called saved and delivered later, `waits` how often the bot asked to wait.
    `counted` is what `/privacy show` says at the end: messages, reviews, rankings.
    """

    finished: Counter[Kind] = field(default_factory=Counter)
    unsure: Counter[Kind] = field(default_factory=Counter)
    saved: list[str] = field(default_factory=list)
    unsure_texts: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    rankings: list[Ranking] = field(default_factory=list)
    skipped: int = 0
    absences: int = 0
    answer_seconds: list[float] = field(default_factory=list)
    whole_answer_seconds: list[float] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    standing: Standing = NEWCOMER
    promised: int = 0
    waits: int = 0
    counted: tuple[int, ...] | None = None

    @property
    def packages(self) -> int:
        """How many packages the bot called saved."""
        return self.finished.total()

    @property
    def contributions(self) -> tuple[int, int, int]:
        """How many messages, reviews and rankings the bot called saved."""
        return by_contribution(self.finished)


def by_contribution(numbers: Mapping[Kind, int]) -> tuple[int, int, int]:
    """Sum numbers by kind of package as numbers of messages, reviews and rankings."""
    messages = sum(number for kind, number in numbers.items() if kind.is_text)
    reviews = sum(number for kind, number in numbers.items() if kind.is_review)
    return messages, reviews, sum(numbers.values()) - messages - reviews
