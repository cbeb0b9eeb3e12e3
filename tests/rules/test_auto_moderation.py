"""Tests of what happens without a moderator."""

from __future__ import annotations

from bot.rules.auto_moderation import RedFlagOutcome, outcome_of_red_flags, skips_halt_tree
from bot.rules.thresholds import Thresholds

DEFAULT = Thresholds()


def test_the_fourth_red_flag_counts() -> None:
    """Three red flags do nothing; the fourth deletes a reply and aborts the tree of a prompt."""
    assert outcome_of_red_flags(3, is_root=True, thresholds=DEFAULT) is RedFlagOutcome.NOTHING
    assert outcome_of_red_flags(4, is_root=True, thresholds=DEFAULT) is RedFlagOutcome.ABORT_TREE
    assert outcome_of_red_flags(4, is_root=False, thresholds=DEFAULT) is RedFlagOutcome.DELETE_REPLY


def test_the_25th_skip_halts() -> None:
    """A tree that 25 people passed by is halted."""
    assert not skips_halt_tree(24, DEFAULT)
    assert skips_halt_tree(25, DEFAULT)
