"""Every number that the life of a tree depends on, with the defaults of the original campaign."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from bot.protocol.messages import Role
from bot.protocol.moments import DAY, MINUTE, Span
from bot.protocol.tasks import TaskType

MAX_RANKED_REPLIES: Final = 12
"""At most so many replies are put into one ranking task; of more, so many are drawn. (Our own limit: one card.)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeLimits:
    """How far one tree may grow. A tree keeps the limits with which it was created.

    `goal_tree_size` counts accepted messages with the initial prompt; `max_tree_depth` counts from 0 at the initial
    prompt; a prompter's message takes `max_children_count` replies, an assistant's `num_prompter_replies`.
    """

    goal_tree_size: int = 12
    max_tree_depth: int = 3
    max_children_count: int = 3
    num_prompter_replies: int = 1

    def max_replies(self, role: Role) -> int:
        """Return how many replies a message of this role may have; rejected and deleted ones do not count."""
        return self.max_children_count if role is Role.PROMPTER else self.num_prompter_replies

    def max_size(self) -> int:
        """Return the size of the largest tree that fits the limits, though never more than the goal."""
        size = generation = 1
        role = Role.PROMPTER
        for _ in range(self.max_tree_depth):
            generation *= self.max_replies(role)
            if generation == 0:
                break
            size += generation
            role = role.next
            if size >= self.goal_tree_size:
                return self.goal_tree_size
        return min(size, self.goal_tree_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds(TreeLimits):
    """All thresholds. Spans are milliseconds, probabilities and acceptance thresholds from 0 to 1.

    `max_prompt_share` is ours: of the places for prompts of a language one person takes at most this share, with what
    waits for its reviews or for its turn, so that nobody fills them all; it is at least one place.

    `weigh_acceptance` and `weigh_rankings` are ours: whether votes weigh by what their author's earlier ones were worth
    (`bot.rules.trust`). `max_extra_reviews` is ours: at most so many more reviews are asked for (and one more than that
    where they would be an even number, which may tie), as long as one more could turn what they decide, and for
    `extra_reviews_span` at most, so that a community in which nobody is left who could give one still decides.

    `pause_writing` is ours: whether people pause from writing whose texts are rejected again and again
    (`bot.rules.pausing`).

    `stalled_tree_span` is ours: a tree that is grown or ranked, and in which nothing has happened for so long, goes on
    with what it has, so that a community in which nobody is left who could go on (all have skipped, say) still gets
    its trees finished. None: it waits for ever, as in the original.

    Raises:
        ValueError: A number is out of its range; the message names it.
    """

    num_reviews_initial_prompt: int = 3
    num_reviews_reply: int = 3
    num_required_rankings: int = 3
    acceptance_threshold_initial_prompt: float = 0.6
    acceptance_threshold_reply: float = 0.6
    max_active_trees: int = 10
    max_initial_prompt_review: int = 100
    max_prompt_lottery_waiting: int = 250
    max_prompt_share: float = 0.25
    auto_mod_red_flags: int = 4
    auto_mod_max_skip_reply: int = 25
    lonely_children_count: int = 2
    p_lonely_child_extension: float = 0.75
    recent_tasks_span: Span = 5 * MINUTE
    max_pending_tasks_per_user: int = 8
    task_validity: Span = 2 * DAY
    duplicate_window: Span = 120 * MINUTE
    message_size: int = 2_000
    rank_prompter_replies: bool = False
    p_activate_backlog_tree: float = 0.1
    min_active_rankings_per_lang: int = 0
    p_full_labeling_initial_prompt: float = 1.0
    p_full_labeling_assistant_reply: float = 1.0
    p_full_labeling_prompter_reply: float = 0.25
    stalled_tree_span: Span | None = None
    weigh_acceptance: bool = True
    weigh_rankings: bool = True
    max_extra_reviews: int = 12
    extra_reviews_span: Span = DAY
    pause_writing: bool = True

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or isinstance(value, bool):
                continue
            least, most = bounds_of(field.name)
            if not least <= value <= most:
                raise ValueError(f"{field.name} must be from {least} to {most}, not {value}")

    @property
    def limits(self) -> TreeLimits:
        """The limits that a new tree is created with."""
        return TreeLimits(**{field.name: getattr(self, field.name) for field in fields(TreeLimits)})

    def num_reviews(self, *, is_root: bool) -> int:
        """Return how many reviews decide about an initial prompt, or a reply."""
        return self.num_reviews_initial_prompt if is_root else self.num_reviews_reply

    def max_reviews(self, *, is_root: bool) -> int:
        """Return how many reviews decide at most about an initial prompt, or a reply."""
        wanted = self.num_reviews(is_root=is_root)
        if self.max_extra_reviews == 0:
            return wanted
        most = wanted + self.max_extra_reviews
        return most if most % 2 else most + 1

    def weighs_reviews(self, *, is_root: bool) -> bool:
        """Say whether the reviews of an initial prompt, or a reply, are weighed: where one decides, nobody's are."""
        return self.weigh_acceptance and self.num_reviews(is_root=is_root) > 1

    def acceptance_threshold(self, *, is_root: bool) -> float:
        """Return what the acceptance of an initial prompt, or a reply, must be above."""
        return self.acceptance_threshold_initial_prompt if is_root else self.acceptance_threshold_reply

    def p_full_labeling(self, task_type: TaskType) -> float:
        """Return how often a label task of this type asks for all labels.

        Raises:
            KeyError: The type is no label task.
        """
        return {
            TaskType.LABEL_INITIAL_PROMPT: self.p_full_labeling_initial_prompt,
            TaskType.LABEL_ASSISTANT_REPLY: self.p_full_labeling_assistant_reply,
            TaskType.LABEL_PROMPTER_REPLY: self.p_full_labeling_prompter_reply,
        }[task_type]

    def is_ranked(self, role: Role) -> bool:
        """Say whether replies of this role are ranked at all."""
        return role is Role.ASSISTANT or self.rank_prompter_replies


def bounds_of(threshold: str) -> tuple[int, int]:
    """Return the least and the most that a threshold may be."""
    if threshold.startswith(("p_", "acceptance_threshold_", "max_prompt_share")):
        return 0, 1
    return 0 if threshold in _MAY_BE_ZERO else 1, _MOST.get(threshold, _MOST_OF_ANYTHING)


_MOST_OF_ANYTHING: Final = 1_000_000
_LONGEST_SPAN: Final = 3_650 * DAY
_MOST: Final = {
    # Whoever reads a conversation, exports it or answers it goes through all of it.
    "max_tree_depth": 100,
    # What Discord's forms hold.
    "message_size": 4_000,
    "recent_tasks_span": _LONGEST_SPAN,
    "task_validity": _LONGEST_SPAN,
    "duplicate_window": _LONGEST_SPAN,
    "stalled_tree_span": _LONGEST_SPAN,
    "extra_reviews_span": _LONGEST_SPAN,
}
_MAY_BE_ZERO: Final = frozenset(
    {
        "max_tree_depth",
        "num_prompter_replies",
        "min_active_rankings_per_lang",
        "lonely_children_count",
        "recent_tasks_span",
        "duplicate_window",
        "max_extra_reviews",
    }
)

SMALL_COMMUNITY: Final = Thresholds(
    # Trees of 5: with at most two replies to a prompter, each tree has at least one pair of replies to rank.
    goal_tree_size=5,
    max_children_count=2,
    # Both others look at a prompt, which opens a whole tree; for a reply one is enough, so that one who skips it does
    # not hold up the tree.
    num_reviews_initial_prompt=2,
    num_reviews_reply=1,
    # Two replies by two of three people leave one who may rank them.
    num_required_rankings=1,
    # Few trees at a time, so that they get finished.
    max_active_trees=3,
    max_initial_prompt_review=10,
    max_prompt_lottery_waiting=25,
    # Of 13 places: three people can fill them between them, two cannot.
    max_prompt_share=0.34,
    # Of three people two can flag the third's message: that calls a moderator, and takes nothing out.
    auto_mod_red_flags=3,
    auto_mod_max_skip_reply=5,
    stalled_tree_span=14 * DAY,
    # Too few reviews to know whose to weigh: it would let twice as much spam through. Where two disagree about a
    # prompt, a third one decides, and so it is where one objects to a reply; texts of people who were often rejected
    # get up to five.
    weigh_acceptance=False,
    max_extra_reviews=3,
)
"""The preset for a small community (`COMMUNITY_SIZE=small`): three people can finish a tree."""
