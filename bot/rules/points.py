"""Points: what contributions are worth.

There are two ways of counting them. The original campaign's formula pays a text as it is submitted, and as much again
where it is accepted, whatever it is like. By quality, the same work is worth at most the same, and is paid as others
find it: see `bot.rules.earning`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from bot.protocol.labels import LabelMode
from bot.protocol.scores import UserScore
from bot.protocol.tasks import LABEL_TASKS, RANK_TASKS, TaskType


class Scoring(StrEnum):
    """How points come about."""

    ORIGINAL = "original"
    """By the formula of the original campaign, from the numbers of what was done."""
    QUALITY = "quality"
    """By what others found of it, once they did."""


PROMPTS_PER_POINT: Final = 10

SCORE: Final[dict[str, tuple[int, int]]] = {
    "prompts": (1, PROMPTS_PER_POINT),
    "replies_assistant": (4, 1),
    "replies_prompter": (1, 1),
    "labels_simple": (1, 1),
    "labels_full": (2, 1),
    "rankings_total": (1, 1),
    "rankings_good": (1, 1),
    "accepted_prompts": (1, PROMPTS_PER_POINT),
    "accepted_replies_assistant": (4, 1),
    "accepted_replies_prompter": (1, 1),
    "reply_ranked_1": (9, 1),
    "reply_ranked_2": (3, 1),
    "reply_ranked_3": (1, 1),
}
"""The formula of the score: of each kind, so many points for every so many contributions that are complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionCounts:
    """What somebody has contributed in a period, counted by kind; the names are those of the wire's `UserScore`.

    `reply_ranked_n` counts single rankings that put one of the person's replies on place n.
    """

    prompts: int = 0
    replies_assistant: int = 0
    replies_prompter: int = 0
    labels_simple: int = 0
    labels_full: int = 0
    rankings_total: int = 0
    rankings_good: int = 0
    accepted_prompts: int = 0
    accepted_replies_assistant: int = 0
    accepted_replies_prompter: int = 0
    reply_ranked_1: int = 0
    reply_ranked_2: int = 0
    reply_ranked_3: int = 0

    @classmethod
    def of(cls, score: UserScore) -> ContributionCounts:
        """Take the counts out of a row of a leaderboard."""
        return cls(**{name: getattr(score, name) for name in COUNTS})

    @property
    def points(self) -> int:
        """The score, as the task backend computes it (`leader_score`)."""
        return sum(points * (getattr(self, name) // number) for name, (points, number) in SCORE.items())


COUNTS: Final = tuple(field.name for field in fields(ContributionCounts))
"""The names of all counts, in the order of the score's formula."""


EARNED: Final = "earned"
"""The name of the count of what the quality of contributions has earned, in tenths of a point."""

TENTHS: Final = 10
"""So many of them make a point."""


GIVEN: Final = ("prompts", "replies_assistant", "replies_prompter", "labels_simple", "labels_full", "rankings_total")
"""The names of what people do themselves: texts, reviews, rankings. The other counts say what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earnings:
    """What a package may earn, in points; of a point that several packages make together, a part.

    Attributes:
        at_once: As soon as it is submitted.
        later: In addition, once others accept the text, or turn out to judge alike. Where the replies to a message are
            ranked, a text may earn still more.
        with_every_scale: In place of what it may earn otherwise, where every scale of a label task is given; None where
            that changes nothing.
        by_quality: Whether what comes later may also be less, down to nothing.
    """

    at_once: float = 0
    later: float = 0
    with_every_scale: float | None = None
    by_quality: bool = False

    @property
    def most_at_once(self) -> float:
        """What an answer earns at once that leaves nothing out."""
        return self.at_once if self.by_quality or self.with_every_scale is None else self.with_every_scale


def earnings_of(
    task_type: TaskType,
    mode: LabelMode = LabelMode.FULL,
    *,
    counts_scales: bool = True,
    scoring: Scoring = Scoring.ORIGINAL,
) -> Earnings:
    """Return what a package may earn: the one place that says so, for cards and for those who pay.

    Args:
        task_type: Its type. The score does not know some (summaries and their ratings): they earn nothing.
        mode: How much a label task asks for.
        counts_scales: Whether a label task that asks for everything earns less where a scale is left untouched.
        scoring: How points come about.
    """
    original = _by_formula(task_type, mode, counts_scales=counts_scales)
    if scoring is Scoring.ORIGINAL:
        return original
    most = original.at_once + original.later
    return Earnings(later=most, with_every_scale=original.with_every_scale, by_quality=most > 0)


def _by_formula(task_type: TaskType, mode: LabelMode, *, counts_scales: bool) -> Earnings:
    if task_type in LABEL_TASKS:
        simple, full = _each("labels_simple"), _each("labels_full")
        if mode is LabelMode.SIMPLE:
            return Earnings(at_once=simple)
        return Earnings(at_once=simple, with_every_scale=full) if counts_scales else Earnings(at_once=full)
    if task_type in RANK_TASKS:
        return Earnings(at_once=_each("rankings_total"), later=_each("rankings_good"))
    counted_as = _COUNTED_AS.get(task_type)
    return (
        Earnings() if counted_as is None else Earnings(at_once=_each(counted_as), later=_each(f"accepted_{counted_as}"))
    )


_COUNTED_AS: Final = {
    TaskType.INITIAL_PROMPT: "prompts",
    TaskType.ASSISTANT_REPLY: "replies_assistant",
    TaskType.PROMPTER_REPLY: "replies_prompter",
}


def _each(name: str) -> float:
    points, number = SCORE[name]
    return points / number if points % number else points // number
