"""Tests of the life of a tree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.messages import Role
from bot.protocol.trees import TreeState
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds
from bot.rules.tree_states import (
    ACTIVE,
    CLOSED,
    TRANSITIONS,
    ForbiddenTransition,
    TreeProgress,
    check_transition,
    following_states,
    missing_replies,
    needs_ranking,
    resumed_state,
    takes_reply,
)

DEFAULT = Thresholds()
PATIENCE = SMALL_COMMUNITY.stalled_tree_span or 0
PROGRESS = st.builds(
    TreeProgress,
    prompt_accepted=st.sampled_from([True, False, None]),
    prompt_removed=st.booleans(),
    accepted=st.integers(0, 20),
    in_review=st.integers(0, 3),
    unranked_parents=st.integers(0, 3),
    idle=st.integers(0, 2 * PATIENCE),
)


def path(state: TreeState, progress: TreeProgress, thresholds: Thresholds = DEFAULT) -> list[TreeState]:
    """Return the states that a tree passes through by itself."""
    return list(following_states(state, progress, limits=thresholds.limits, thresholds=thresholds))


def grown(*, accepted: int, in_review: int = 0, unranked_parents: int = 0, idle: int = 0) -> TreeProgress:
    """Return the progress of a tree whose prompt was accepted."""
    return TreeProgress(
        prompt_accepted=True, accepted=accepted, in_review=in_review, unranked_parents=unranked_parents, idle=idle
    )


@given(st.sampled_from(TreeState), PROGRESS, st.sampled_from([DEFAULT, SMALL_COMMUNITY]))
def test_a_tree_never_leaves_the_allowed_ways(state: TreeState, progress: TreeProgress, thresholds: Thresholds) -> None:
    """Whatever is known of a tree, it goes only where it may, and comes to rest."""
    for following in path(state, progress, thresholds):
        assert following in TRANSITIONS[state]
        state = following
        progress = replace(progress, idle=0)
    assert path(state, progress, thresholds) == []


def test_every_state_can_be_left_or_is_an_end() -> None:
    """Every state has its transitions, none to itself, and each can be reached from the beginning."""
    assert set(TRANSITIONS) == set(TreeState)
    reached = {TreeState.INITIAL_PROMPT_REVIEW, TreeState.BACKLOG_RANKING}
    for _ in TreeState:
        reached |= {following for state in reached for following in TRANSITIONS[state]}
    assert reached == set(TreeState)
    for state, following in TRANSITIONS.items():
        assert state not in following


def test_halting_is_possible_everywhere() -> None:
    """A moderator can halt any tree, and a halted or aborted one takes no more answers."""
    for state in set(TreeState) - {TreeState.HALTED_BY_MODERATOR}:
        check_transition(state, TreeState.HALTED_BY_MODERATOR)
    assert not ACTIVE & CLOSED
    assert TreeState.READY_FOR_EXPORT not in CLOSED


def test_a_forbidden_way_is_an_error() -> None:
    """A finished tree does not grow again, and staying is always allowed."""
    check_transition(TreeState.GROWING, TreeState.GROWING)
    with pytest.raises(ForbiddenTransition, match="from ready_for_export to growing"):
        check_transition(TreeState.READY_FOR_EXPORT, TreeState.GROWING)


def test_the_reviews_decide_about_the_prompt() -> None:
    """A prompt waits for its reviews; accepted it joins the lottery, rejected its tree is aborted."""
    for accepted, following in [
        (None, []),
        (True, [TreeState.PROMPT_LOTTERY_WAITING]),
        (False, [TreeState.ABORTED_LOW_GRADE]),
    ]:
        assert path(TreeState.INITIAL_PROMPT_REVIEW, TreeProgress(prompt_accepted=accepted)) == following


def test_the_lottery_is_not_won_by_waiting() -> None:
    """A prompt in the lottery, a tree in the backlog and a tree to be scored wait for what is decided elsewhere."""
    for state in (TreeState.PROMPT_LOTTERY_WAITING, TreeState.BACKLOG_RANKING, TreeState.READY_FOR_SCORING):
        assert path(state, grown(accepted=12, unranked_parents=0)) == []


def test_a_tree_grows_until_its_goal_is_accepted() -> None:
    """Twelve accepted messages and none in review end the growing; one fewer, or one in review, does not."""
    assert path(TreeState.GROWING, grown(accepted=11, unranked_parents=3)) == []
    assert path(TreeState.GROWING, grown(accepted=12, in_review=1, unranked_parents=3)) == []
    assert path(TreeState.GROWING, grown(accepted=12, unranked_parents=3)) == [TreeState.RANKING]


def test_nothing_to_rank_is_no_obstacle() -> None:
    """A tree in which no message has two replies passes through ranking at once."""
    assert path(TreeState.GROWING, grown(accepted=12)) == [TreeState.RANKING, TreeState.READY_FOR_SCORING]


def test_a_goal_out_of_reach_is_lowered() -> None:
    """A tree that is as large as its limits allow has grown, though its goal was higher."""
    narrow = Thresholds(goal_tree_size=12, max_children_count=1, max_tree_depth=3)
    assert path(TreeState.GROWING, grown(accepted=3), narrow) == []
    assert path(TreeState.GROWING, grown(accepted=4), narrow) == [TreeState.RANKING, TreeState.READY_FOR_SCORING]
    assert missing_replies(grown(accepted=3), narrow.limits) == 1


def test_ranking_lasts_while_a_parent_needs_it() -> None:
    """A tree is ready for scoring when no parent needs rankings any more."""
    assert path(TreeState.RANKING, grown(accepted=12, unranked_parents=1)) == []
    assert path(TreeState.RANKING, grown(accepted=12)) == [TreeState.READY_FOR_SCORING]


def test_a_removed_prompt_takes_its_tree_along() -> None:
    """Without its prompt a tree is aborted wherever it is, unless a moderator holds it."""
    gone = TreeProgress(prompt_accepted=True, prompt_removed=True)
    for state in TreeState:
        expected = [] if state in CLOSED else [TreeState.ABORTED_LOW_GRADE]
        assert path(state, gone) == expected


def test_a_stalled_tree_goes_on_with_what_it_has() -> None:
    """With the preset, a tree in which nothing happens for two weeks is ranked, or scored, as it is."""
    waiting = grown(accepted=3, in_review=1, unranked_parents=1, idle=PATIENCE)
    assert path(TreeState.GROWING, grown(accepted=3, idle=PATIENCE - 1), SMALL_COMMUNITY) == []
    assert path(TreeState.GROWING, waiting, SMALL_COMMUNITY) == [TreeState.RANKING]
    assert path(TreeState.RANKING, waiting, SMALL_COMMUNITY) == [TreeState.READY_FOR_SCORING]
    assert path(TreeState.GROWING, waiting, DEFAULT) == []


def test_a_prompt_without_acceptable_replies_makes_room() -> None:
    """A stalled tree that is still only a prompt goes back to the lottery and loses nothing."""
    alone = grown(accepted=1, idle=PATIENCE)
    assert path(TreeState.GROWING, alone, SMALL_COMMUNITY) == [TreeState.PROMPT_LOTTERY_WAITING]


def test_a_halted_tree_goes_on_where_it_was() -> None:
    """After the halt a tree is in review, in the lottery or growing, as far as it had come."""
    assert resumed_state(TreeProgress(prompt_accepted=None), won_lottery=False) is TreeState.INITIAL_PROMPT_REVIEW
    assert resumed_state(grown(accepted=1), won_lottery=False) is TreeState.PROMPT_LOTTERY_WAITING
    assert resumed_state(grown(accepted=12), won_lottery=True) is TreeState.GROWING
    for state in (TreeState.INITIAL_PROMPT_REVIEW, TreeState.PROMPT_LOTTERY_WAITING, TreeState.GROWING):
        check_transition(TreeState.HALTED_BY_MODERATOR, state)


def test_no_more_replies_than_needed_are_asked_for() -> None:
    """Replies in review count towards the goal, and none is asked for beyond it."""
    assert missing_replies(grown(accepted=9, in_review=2), DEFAULT.limits) == 1
    assert missing_replies(grown(accepted=12, in_review=3), DEFAULT.limits) == 0


@pytest.mark.parametrize(
    ("role", "depth", "replies", "takes"),
    [
        (Role.PROMPTER, 0, 2, True),
        (Role.PROMPTER, 0, 3, False),
        (Role.ASSISTANT, 1, 0, True),
        (Role.ASSISTANT, 1, 1, False),
        (Role.PROMPTER, 2, 2, True),
        (Role.ASSISTANT, 3, 0, False),
    ],
)
def test_where_a_reply_may_hang(role: Role, depth: int, replies: int, *, takes: bool) -> None:
    """A prompter takes three replies, an assistant one, and below depth 3 there is nothing."""
    assert takes_reply(role=role, depth=depth, replies=replies, limits=DEFAULT.limits) is takes


def test_what_is_ranked() -> None:
    """Two accepted replies of the assistant are ranked three times; those of the prompter only where that is on."""

    def needed(role: Role, replies: int, rankings: int, thresholds: Thresholds = DEFAULT) -> bool:
        return needs_ranking(reply_role=role, accepted_replies=replies, rankings=rankings, thresholds=thresholds)

    assert needed(Role.ASSISTANT, 2, 2)
    assert not needed(Role.ASSISTANT, 2, 3)
    assert not needed(Role.ASSISTANT, 1, 0)
    assert not needed(Role.PROMPTER, 2, 0)
    assert needed(Role.PROMPTER, 2, 0, Thresholds(rank_prompter_replies=True))
