"""Tests of what happens without a moderator."""

from __future__ import annotations

import pytest

from bot.protocol.trees import TreeState
from bot.rules.auto_moderation import RedFlagOutcome, outcome_of_red_flags, skips_call_moderator
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds

DEFAULT = Thresholds()


def test_the_fourth_red_flag_counts() -> None:
    """Three red flags do nothing; the fourth deletes a reply, and aborts the tree of a prompt, in review."""

    def outcome(red_flags: int, *, is_root: bool) -> RedFlagOutcome:
        state = TreeState.INITIAL_PROMPT_REVIEW if is_root else TreeState.GROWING
        return outcome_of_red_flags(red_flags, is_root=is_root, accepted=None, state=state, thresholds=DEFAULT)

    assert outcome(3, is_root=True) is RedFlagOutcome.NOTHING
    assert outcome(4, is_root=True) is RedFlagOutcome.ABORT_TREE
    assert outcome(4, is_root=False) is RedFlagOutcome.DELETE_REPLY


@pytest.mark.parametrize("is_root", [True, False])
@pytest.mark.parametrize("state", TreeState)
def test_counts_destroy_nothing_that_was_accepted(state: TreeState, is_root: bool) -> None:
    """However many flag what the reviewers accepted, a moderator decides."""
    outcome = outcome_of_red_flags(1000, is_root=is_root, accepted=True, state=state, thresholds=DEFAULT)
    assert outcome is RedFlagOutcome.NOTHING


@pytest.mark.parametrize("accepted", [None, False, True])
@pytest.mark.parametrize("state", [TreeState.READY_FOR_EXPORT, TreeState.READY_FOR_SCORING, TreeState.SCORING_FAILED])
def test_counts_destroy_nothing_that_is_finished(state: TreeState, accepted: bool | None) -> None:
    """However many flag a message of a finished tree, one that came late as well, a moderator decides."""
    outcome = outcome_of_red_flags(1000, is_root=False, accepted=accepted, state=state, thresholds=DEFAULT)
    assert outcome is RedFlagOutcome.NOTHING


@pytest.mark.parametrize("is_root", [True, False])
@pytest.mark.parametrize("accepted", [None, False, True])
@pytest.mark.parametrize("state", TreeState)
@pytest.mark.parametrize("preset", [DEFAULT, SMALL_COMMUNITY])
def test_two_accounts_destroy_nothing(
    preset: Thresholds, state: TreeState, accepted: bool | None, is_root: bool
) -> None:
    """In neither preset do two people who flag a message take anything out."""
    outcome = outcome_of_red_flags(2, is_root=is_root, accepted=accepted, state=state, thresholds=preset)
    assert outcome is RedFlagOutcome.NOTHING


def test_every_25th_skip_calls_a_moderator() -> None:
    """A message that 25 people passed by is put before a moderator, and again when 25 more have."""
    assert [people for people in range(1, 80) if skips_call_moderator(people, DEFAULT)] == [25, 50, 75]
