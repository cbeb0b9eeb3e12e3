"""The life of a tree: which state may follow which, and when it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.protocol.messages import Role
from bot.protocol.moments import Span
from bot.protocol.trees import TreeState
from bot.rules.thresholds import Thresholds, TreeLimits

_ALWAYS: Final = frozenset({TreeState.HALTED_BY_MODERATOR, TreeState.ABORTED_LOW_GRADE})

TRANSITIONS: Final[dict[TreeState, frozenset[TreeState]]] = {
    TreeState.INITIAL_PROMPT_REVIEW: _ALWAYS | {TreeState.PROMPT_LOTTERY_WAITING},
    TreeState.PROMPT_LOTTERY_WAITING: _ALWAYS | {TreeState.GROWING},
    # Back to the lottery goes a prompt to which nobody found an acceptable reply.
    TreeState.GROWING: _ALWAYS | {TreeState.RANKING, TreeState.PROMPT_LOTTERY_WAITING},
    TreeState.BACKLOG_RANKING: _ALWAYS | {TreeState.RANKING},
    TreeState.RANKING: _ALWAYS | {TreeState.READY_FOR_SCORING},
    TreeState.READY_FOR_SCORING: _ALWAYS | {TreeState.READY_FOR_EXPORT, TreeState.SCORING_FAILED},
    TreeState.SCORING_FAILED: _ALWAYS | {TreeState.READY_FOR_SCORING},
    TreeState.READY_FOR_EXPORT: _ALWAYS,
    TreeState.ABORTED_LOW_GRADE: frozenset({TreeState.HALTED_BY_MODERATOR}),
    # A moderator lets a halted tree go on where it was: see `resumed_state`.
    TreeState.HALTED_BY_MODERATOR: frozenset(
        {TreeState.INITIAL_PROMPT_REVIEW, TreeState.PROMPT_LOTTERY_WAITING, TreeState.GROWING}
    ),
}
"""The states that may follow each state. Anything may be halted, and a tree whose prompt is gone is aborted."""

ACTIVE: Final = frozenset({TreeState.INITIAL_PROMPT_REVIEW, TreeState.GROWING, TreeState.RANKING})
"""The states in which people work on a tree: the wire's `active`."""

FINISHED: Final = frozenset({TreeState.READY_FOR_SCORING, TreeState.SCORING_FAILED, TreeState.READY_FOR_EXPORT})
"""The states in which people have done all that there was to do."""

CLOSED: Final = frozenset({TreeState.ABORTED_LOW_GRADE, TreeState.HALTED_BY_MODERATOR})
"""The states in which no answer is taken any more. In all others a late answer is still stored."""


class ForbiddenTransition(ValueError):
    """A tree was to go where it may not: a mistake in the program, never of a person."""

    def __init__(self, old: TreeState, new: TreeState) -> None:
        super().__init__(f"a tree may not go from {old} to {new}")
        self.old = old
        self.new = new


def check_transition(old: TreeState, new: TreeState) -> None:
    """Make sure that a transition is allowed; staying is.

    Raises:
        ForbiddenTransition: It is not.
    """
    if new is not old and new not in TRANSITIONS[old]:
        raise ForbiddenTransition(old, new)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeProgress:
    """What must be known of a tree to say whether it goes on. Deleted messages count nowhere.

    Attributes:
        prompt_accepted: What the reviews say of the initial prompt; None while there are too few.
        prompt_removed: The initial prompt was deleted, or flagged too often.
        accepted: Accepted messages, with the initial prompt.
        in_review: Replies about which the reviews have not decided.
        unranked_parents: Parents whose accepted replies still need rankings: see `needs_ranking`.
        idle: For how long nothing was written, reviewed or ranked in this tree.
    """

    prompt_accepted: bool | None
    prompt_removed: bool = False
    accepted: int = 0
    in_review: int = 0
    unranked_parents: int = 0
    idle: Span = 0


def next_state(
    state: TreeState, progress: TreeProgress, *, limits: TreeLimits, thresholds: Thresholds
) -> TreeState | None:
    """Return the state that a tree enters by itself now; None if it stays.

    Three steps are not taken here, because they need more than the tree: winning the lottery, being called from the
    backlog, and scoring. A goal that the limits do not allow is replaced by the largest tree that they do.
    """
    if progress.prompt_removed and TreeState.ABORTED_LOW_GRADE in TRANSITIONS[state]:
        return TreeState.ABORTED_LOW_GRADE
    if state is TreeState.INITIAL_PROMPT_REVIEW and progress.prompt_accepted is not None:
        return TreeState.PROMPT_LOTTERY_WAITING if progress.prompt_accepted else TreeState.ABORTED_LOW_GRADE
    stalled = thresholds.stalled_tree_span is not None and progress.idle >= thresholds.stalled_tree_span
    if state is TreeState.GROWING:
        if progress.accepted >= limits.max_size() and progress.in_review == 0:
            return TreeState.RANKING
        if stalled:
            return TreeState.RANKING if progress.accepted > 1 else TreeState.PROMPT_LOTTERY_WAITING
    if state is TreeState.RANKING and (progress.unranked_parents == 0 or stalled):
        return TreeState.READY_FOR_SCORING
    return None


def following_states(
    state: TreeState, progress: TreeProgress, *, limits: TreeLimits, thresholds: Thresholds
) -> Iterator[TreeState]:
    """Yield the states that a tree passes through now, one after the other: a tree with nothing to rank passes two."""
    while (following := next_state(state, progress, limits=limits, thresholds=thresholds)) is not None:
        yield following
        state = following
        # Entering a state is something that happens in the tree: it has its whole span in each.
        progress = replace(progress, idle=0)


def resumed_state(progress: TreeProgress, *, won_lottery: bool) -> TreeState:
    """Return where a halted tree goes on: as far as it had come, at most growing, from where it moves on by itself."""
    if progress.prompt_accepted is None:
        return TreeState.INITIAL_PROMPT_REVIEW
    return TreeState.GROWING if won_lottery else TreeState.PROMPT_LOTTERY_WAITING


def imported_state(
    named: TreeState | None, *, messages: int, to_be_ranked: int, by_models: int, limits: TreeLimits
) -> TreeState:
    """Return where an imported tree begins, all of whose messages count as accepted.

    What its source says is heeded where it is about ranking. Replies of models are there to be ranked, at once; what
    was finished elsewhere waits in the backlog to be ranked anew. Any other tree goes on where it stands: it waits for
    its turn like an accepted prompt, or goes on by itself if it has all the messages that it may have.

    Args:
        named: The state that the source names; None where it names none.
        messages: How many the tree has.
        to_be_ranked: The largest number of replies to one of its messages that can be ranked.
        by_models: The largest number of them by models that are named.
        limits: Those of the tree.
    """
    if named in (TreeState.RANKING, TreeState.BACKLOG_RANKING):
        return named
    if by_models > 1:
        return TreeState.RANKING
    if named in FINISHED and to_be_ranked > 1:
        return TreeState.BACKLOG_RANKING
    return TreeState.GROWING if messages >= limits.max_size() else TreeState.PROMPT_LOTTERY_WAITING


def missing_replies(progress: TreeProgress, limits: TreeLimits) -> int:
    """Return how many replies a growing tree still asks for; those in review count as if they were accepted."""
    return max(0, limits.max_size() - progress.accepted - progress.in_review)


def takes_reply(*, role: Role, depth: int, replies: int, limits: TreeLimits) -> bool:
    """Say whether one more reply may hang below an accepted message of a growing tree.

    Args:
        role: Who speaks in that message.
        depth: How far down it is; the initial prompt is at 0.
        replies: How many replies it has that are accepted or in review.
        limits: Those of its tree.
    """
    return depth < limits.max_tree_depth and replies < limits.max_replies(role)


def needs_ranking(*, reply_role: Role, accepted_replies: int, rankings: int, thresholds: Thresholds) -> bool:
    """Say whether the accepted replies to one message still have to be ranked by somebody."""
    return accepted_replies > 1 and rankings < thresholds.num_required_rankings and thresholds.is_ranked(reply_role)
