"""Points: what contributions are worth."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from bot.protocol.labels import LabelMode
from bot.protocol.scores import UserScore
from bot.protocol.tasks import LABEL_TASKS, RANK_TASKS, TaskType

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


GIVEN: Final = ("prompts", "replies_assistant", "replies_prompter", "labels_simple", "labels_full", "rankings_total")
"""The names of what people do themselves: texts, reviews, rankings. The other counts say what became of it."""


def worth(task_type: TaskType, mode: LabelMode = LabelMode.FULL) -> float:
    """Return what submitting a package of this type earns at once, in points.

    Args:
        task_type: The type. A prompt is worth a tenth: ten of them make a point. Types that the score does not know
            (summaries and their ratings) are worth nothing.
        mode: How much a label task asks for.
    """
    if task_type in LABEL_TASKS:
        return 2 if mode is LabelMode.FULL else 1
    if task_type is TaskType.ASSISTANT_REPLY:
        return 4
    if task_type in RANK_TASKS or task_type is TaskType.PROMPTER_REPLY:
        return 1
    return 1 / PROMPTS_PER_POINT if task_type is TaskType.INITIAL_PROMPT else 0
