"""What happens without a moderator when many people object to a message or pass it by.

Counts alone destroy nothing that reviews accepted, nor anything in a tree that is finished: two accounts would be
enough. What many object to is put before a moderator.
"""

from __future__ import annotations

from enum import StrEnum

from bot.protocol.trees import TreeState
from bot.rules.thresholds import Thresholds
from bot.rules.tree_states import FINISHED


class RedFlagOutcome(StrEnum):
    """What red flags on a message lead to, beside the list for moderators on which the first one puts it."""

    NOTHING = "nothing"
    DELETE_REPLY = "delete_reply"
    """The reply goes, with all that hangs below it."""
    ABORT_TREE = "abort_tree"
    """It is the initial prompt: the whole tree is aborted."""


def outcome_of_red_flags(
    red_flags: int, *, is_root: bool, accepted: bool | None, state: TreeState, thresholds: Thresholds
) -> RedFlagOutcome:
    """Decide about a message that so many different people have flagged.

    Args:
        red_flags: How many.
        is_root: Whether it is the initial prompt.
        accepted: What the reviews say of it; None while they have not decided.
        state: That of its tree.
        thresholds: Those of the project.
    """
    if accepted or state in FINISHED or red_flags < thresholds.auto_mod_red_flags:
        return RedFlagOutcome.NOTHING
    return RedFlagOutcome.ABORT_TREE if is_root else RedFlagOutcome.DELETE_REPLY


def skips_call_moderator(people_who_skipped: int, thresholds: Thresholds) -> bool:
    """Say whether a moderator is to look at a message to which so many different people did not want to reply.

    Again and again, each time that as many more have passed it by.
    """
    return people_who_skipped % thresholds.auto_mod_max_skip_reply == 0
