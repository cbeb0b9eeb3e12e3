"""Three people can finish a tree."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.protocol.messages import Role
from bot.protocol.trees import TreeState
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds
from tests.rules.community import Box, Move

SEEDS = st.integers(0, 2**32)


def test_every_way_to_play_ends_with_a_finished_tree() -> None:
    """Whatever three people do in whatever order, there is always something left to do until the tree is exported.

    All positions are visited in which every message is accepted and nobody skips. A move never leads back to a
    position that was there before, so that no play is endless.
    """
    start = Box(3, SMALL_COMMUNITY)
    seen = {start.key()}
    open_positions = [start]
    finished = 0
    while open_positions:
        box = open_positions.pop()
        moves = list(box.moves())
        if box.state is TreeState.READY_FOR_EXPORT:
            finished += 1
            assert box.ranked_sets() > 0, "a tree that people finish has something ranked in it"
            assert sum(node.accepted is True for node in box.nodes) == SMALL_COMMUNITY.goal_tree_size
            continue
        assert moves, f"nobody can go on in {box.state}: {box.nodes}"
        for move in moves:
            after = box.copy()
            after.play(move)
            if after.key() not in seen:
                seen.add(after.key())
                open_positions.append(after)
    assert finished > 0
    assert len(seen) > 1_000


@given(SEEDS)
def test_rejections_and_skips_leave_no_tree_behind(seed: int) -> None:
    """Even where people find spam or skip until nobody can go on, a growing or ranked tree moves on after a while."""
    random = Random(seed)
    box = Box(3, SMALL_COMMUNITY)
    unwilling = random.random() / 2
    for _ in range(200):
        moves = sorted(box.moves(rejections=True))
        if moves:
            move = random.choice([each for each in moves if not each.spam] if random.random() > unwilling else moves)
            box.play(Move("skip", move.person, move.about) if random.random() < unwilling / 2 else move)
        elif box.state in (TreeState.GROWING, TreeState.RANKING):
            before = box.state
            box.wait()
            assert box.state is not before
        else:
            break
        if box.state is TreeState.PROMPT_LOTTERY_WAITING:
            break
    assert box.state not in (TreeState.GROWING, TreeState.RANKING)


THRESHOLDS = st.builds(
    Thresholds,
    goal_tree_size=st.integers(1, 7),
    max_tree_depth=st.integers(1, 3),
    max_children_count=st.integers(1, 3),
    num_prompter_replies=st.integers(0, 2),
    num_reviews_initial_prompt=st.integers(1, 3),
    num_reviews_reply=st.integers(1, 3),
    num_required_rankings=st.integers(1, 3),
    rank_prompter_replies=st.booleans(),
)


@given(THRESHOLDS, SEEDS)
@settings(max_examples=150)
def test_the_people_needed_are_enough(thresholds: Thresholds, seed: int) -> None:
    """With as many people as the thresholds say, a play at random always finishes the tree."""
    box = play_at_random(people_needed(thresholds), thresholds, seed)
    assert box.state is TreeState.READY_FOR_EXPORT


@pytest.mark.parametrize(("thresholds", "people"), [(Thresholds(), 6), (SMALL_COMMUNITY, 3)])
def test_one_fewer_is_not_enough(thresholds: Thresholds, people: int) -> None:
    """The defaults need six people and the preset three: with one fewer, some plays get stuck."""
    assert people_needed(thresholds) == people
    assert play_at_random(people, thresholds, 0).state is TreeState.READY_FOR_EXPORT
    stuck = [play_at_random(people - 1, thresholds, seed).state for seed in range(20)]
    assert any(state is not TreeState.READY_FOR_EXPORT for state in stuck)


def test_the_defaults_take_53_packages_after_the_prompt_was_reviewed() -> None:
    """From a prompt to the export it takes three reviews, and then 53 packages if the tree has three sets to rank."""
    counts = set()
    for seed in range(12):
        box = play_at_random(8, Thresholds(), seed)
        sets = box.ranked_sets()
        reviews = sum(len(node.reviews) for node in box.nodes[1:])
        rankings = sum(len(node.rankings) for node in box.nodes)
        replies = len(box.nodes) - 1
        assert (replies, reviews, rankings) == (11, 33, 3 * sets)
        counts.add(replies + reviews + rankings)
    assert 53 in counts


def people_needed(thresholds: Thresholds) -> int:
    """How many people can finish every tree, if all of their messages are accepted and nobody skips.

    Nobody reviews, ranks or answers their own message, and a message is answered once by each person. So of n people
    n - 1 can review a message and reply to it, and those who wrote none of the ranked replies can rank.
    """
    people = 1 + max(thresholds.num_reviews_initial_prompt, thresholds.num_reviews_reply)
    while not can_finish(people, thresholds):
        people += 1
    return people


def can_finish(people: int, thresholds: Thresholds) -> bool:
    """Whether so many people suffice, enough of them for the reviews taken for granted."""
    others = people - 1
    written = replace(
        thresholds,
        max_children_count=min(thresholds.max_children_count, others),
        num_prompter_replies=min(thresholds.num_prompter_replies, others),
    )
    ranked = (role for role in Role if thresholds.is_ranked(role) and thresholds.max_replies(role.next) > 1)
    return written.max_size() >= thresholds.max_size() and all(
        people - min(thresholds.max_replies(role.next), others) >= thresholds.num_required_rankings for role in ranked
    )


def play_at_random(people: int, thresholds: Thresholds, seed: int) -> Box:
    """Let people do what they may, chosen at random, until nothing is left to do."""
    random = Random(seed)
    box = Box(people, thresholds)
    while moves := sorted(box.moves()):
        box.play(random.choice(moves))
    return box
