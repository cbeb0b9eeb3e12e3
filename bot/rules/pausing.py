"""The pause: whose texts are rejected again and again writes nothing for a while, and goes on reviewing.

It is the only act of the bot against a person. It ends by itself, or when a moderator has looked; until one has, there
is no second one, and after that only texts count which were written since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from bot.protocol.labels import LabelKind
from bot.protocol.moments import DAY, Moment, Span
from bot.rules.labels import KINDS

PAUSE_SPAN: Final[Span] = 7 * DAY
"""So long does a pause last at most."""

LEAST_TEXTS: Final = 5
"""About so many texts reviews must have decided."""

REJECTED_SHARE: Final = Fraction(3, 5)
"""So much of them they must have rejected."""

MOST_REASONS: Final = 3
"""So many labels are named to somebody as the reasons at most."""


@dataclass(frozen=True, slots=True)
class EarlierPause:
    """The last pause of somebody: when it began, and when a moderator looked at it; None where nobody has."""

    began_at: Moment
    looked_at: Moment | None

    @property
    def ends_at(self) -> Moment:
        """When it ends though nobody looks."""
        return self.began_at + PAUSE_SPAN

    def is_in_force(self, now: Moment) -> bool:
        """Say whether whom it concerns may not write now."""
        return self.looked_at is None and now < self.ends_at


def calls_for_pause(*, decided: int, rejected: int, earlier: EarlierPause | None) -> bool:
    """Say whether somebody is to pause.

    Args:
        decided: About so many of their texts reviews have decided; of those written since a moderator looked at the
            earlier pause, where one has.
        rejected: So many of these they rejected.
        earlier: Their last pause.
    """
    if earlier is not None and earlier.looked_at is None:
        return False
    return decided >= LEAST_TEXTS and rejected >= REJECTED_SHARE * decided


def reasons_of(reviews: Iterable[Mapping[str, float]]) -> dict[str, int]:
    """Return what reviews of rejected texts object to most, with how many of them do, the most frequent first.

    Scales are none: a low quality is no reason to reject a text.
    """
    counts: dict[str, int] = {}
    for labels in reviews:
        for label, value in labels.items():
            if KINDS.get(label) in {LabelKind.YES_NO, LabelKind.FLAG} and value >= 0.5:
                counts[label] = counts.get(label, 0) + 1
    most = sorted(counts, key=lambda label: (-counts[label], label))[:MOST_REASONS]
    return {label: counts[label] for label in most}
