"""What happens without a moderator when many people object to a message or pass it by."""

from __future__ import annotations

from enum import StrEnum

from bot.rules.thresholds import Thresholds


class RedFlagOutcome(StrEnum):
    """What red flags on a message lead to."""

    NOTHING = "nothing"
    DELETE_REPLY = "delete_reply"
    """The reply goes, with all that hangs below it."""
    ABORT_TREE = "abort_tree"
    """It is the initial prompt: the whole tree is aborted."""


def outcome_of_red_flags(red_flags: int, *, is_root: bool, thresholds: Thresholds) -> RedFlagOutcome:
    """Decide about a message that so many different people have flagged."""
    if red_flags < thresholds.auto_mod_red_flags:
        return RedFlagOutcome.NOTHING
    return RedFlagOutcome.ABORT_TREE if is_root else RedFlagOutcome.DELETE_REPLY


def skips_halt_tree(people_who_skipped: int, thresholds: Thresholds) -> bool:
    """Say whether so many different people have skipped replying to a message that its tree is halted."""
    return people_who_skipped >= thresholds.auto_mod_max_skip_reply
