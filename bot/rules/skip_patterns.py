"""Skip patterns: who passes nearly everything by, or flags what they pass by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.rules.confidence import least_share

_LEAST_CASES: Final = 30
_MOST_SKIPPED: Final = 0.7
"""The share that somebody may skip who looks for a subject, or a language, in which they are at home."""
_MOST_FLAGGED: Final = 0.3


def find_skip_pattern(packages: Sequence[tuple[bool, bool]]) -> dict[str, int] | None:
    """Return how much somebody skips and flags, where it is nearly everything that they are shown.

    Args:
        packages: of each that they answered or skipped, whether they skipped it, and whether they gave what it was
            about a red flag too.
    """
    skipped = sum(was_skipped for was_skipped, _ in packages)
    flagged = sum(was_skipped and was_flagged for was_skipped, was_flagged in packages)
    cases = len(packages)
    if cases < _LEAST_CASES:
        return None
    if least_share(skipped, cases) <= _MOST_SKIPPED and least_share(flagged, cases) <= _MOST_FLAGGED:
        return None
    return {"skipped": skipped, "packages": cases, "flagged": flagged}
