"""Speed that no human has, from the moment at which a task was opened to that of the answer.

The limits are meant to be beyond everybody. The fastest typist on record wrote 216 words a minute, 18 characters a
second; of 168,000 people who were measured hardly anybody passed 120 (V. Dhakal and others, "Observations on typing
from 136 million keystrokes", CHI 2018), and who speaks to the telephone says some 150. People read 238 words a minute
(M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109, 2019), and look for a word
in a text at 600 (R. P. Carver, "Reading rate", 1990), 60 characters a second. A press takes as long as a choice.

An initial prompt may have been written before it was asked for, so it is never too fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.protocol.moments import SECOND, Span
from bot.rules.confidence import least_share

TYPED_A_SECOND: Final = 25
"""Characters (code points)."""
READ_A_SECOND: Final = 100
"""Characters of what is judged, of which the beginning may be enough."""

_READ_AT_MOST: Final = 500
_BESIDE_TYPING: Final[Span] = 2 * SECOND
"""For the form, the preview and its button."""
_PRESS: Final[Span] = 400
_LEAST_CASES: Final = 12
_TOLERATED: Final = 0.25
"""The share of answers that may be pasted, or given at a glance, before it is worth a look."""


def is_too_fast_to_write(characters: int, taken: Span) -> bool:
    """Say whether nobody can have written a reply of so many characters in the time taken."""
    return taken < _BESIDE_TYPING + characters * SECOND // TYPED_A_SECOND


def is_too_fast_to_review(characters: int, taken: Span) -> bool:
    """Say whether nobody can have looked at a message of so many characters and labelled it in the time taken."""
    return taken < 2 * _PRESS + min(characters, _READ_AT_MOST) * SECOND // READ_A_SECOND


def is_too_fast_to_rank(replies: int, taken: Span) -> bool:
    """Say whether nobody can have put so many replies in order in the time taken, even if they knew them already."""
    return taken < (replies + 1) * _PRESS


def find_haste(too_fast: Sequence[bool]) -> dict[str, int] | None:
    """Return how many of somebody's answers were too fast, where that happens again and again.

    Args:
        too_fast: of each answer that takes time.
    """
    hits, cases = sum(too_fast), len(too_fast)
    if cases < _LEAST_CASES or least_share(hits, cases) <= _TOLERATED:
        return None
    return {"too_fast": hits, "answers": cases}
