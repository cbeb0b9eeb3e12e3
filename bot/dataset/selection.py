"""Which trees and messages are released, and what is left out of them, counted."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from bot.counting import counted
from bot.dataset.records import COMMUNITY, DatasetMessage
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState

TEXT_EDITION: Final = 1
"""Of the agreement: from this edition on it covers that a text is published, and what others say of it all in all."""
ROW_EDITION: Final = 2
"""From this edition on it covers that judgements are published one by one (`bot.people.agreement`)."""


class LeftOutReason(StrEnum):
    """Why something that would be released is not."""

    TEXT_WITHOUT_AGREEMENT = "text_without_agreement"
    """Messages whose author had accepted, as far as is known, no agreement when they wrote it; with what hangs below
    them."""
    JUDGEMENT_SET_ASIDE = "judgement_set_aside"
    """Reviews and rankings of people who are disabled, or barred where they gave them, or whose votes weigh nothing."""
    JUDGEMENT_WITHOUT_AGREEMENT = "judgement_without_agreement"
    """Reviews and rankings by people who had accepted, as far as is known, no agreement."""
    JUDGEMENT_NOT_BY_ITSELF = "judgement_not_by_itself"
    """Reviews and rankings under an agreement that covers what all say together, but not each by itself."""
    RANK_UNKNOWN = "rank_unknown"
    """Replies that were ranked, of which the votes that are released do not say which rank they have."""


class LabelBound(NamedTuple):
    """What the mean of a label must be: `quality >= 0.5`. A message on which nobody gave the label is left out."""

    label: str
    comparison: str
    value: float

    def holds(self, mean: float | None) -> bool:
        """Return whether a message with this mean may stay."""
        return mean is not None and COMPARISONS[self.comparison](mean, self.value)


COMPARISONS: Final = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for. A message that is left out takes along what hangs below it.

    Attributes:
        everything: Trees in every state, with messages that were rejected, deleted or not decided about, whether their
            authors' agreement is known or not: what the operator looks at, rather than publishes.
        states: Trees in these states; None for those that are finished, or with `everything` for all.
        deleted: Deleted messages, too, with as much of their text as is kept.
        languages: Messages in these languages, as tags; None for all.
        synthetic: Only messages that models wrote, or none of them; None for both.
        imported: Only trees that were imported, or none of them; None for both.
        servers: Messages written in these servers, or in none, as imported ones are; None for all.
        since: Trees from this moment on.
        until: Trees before this moment.
        min_reviews: Messages with so many reviews at least.
        labels: Messages whose means of these labels are within bounds.
        weighs_reviews: Whether the rules of trust weigh reviews, and set aside those that weigh nothing.
        weighs_rankings: Whether they weigh rankings.
    """

    everything: bool = False
    states: tuple[TreeState, ...] | None = None
    deleted: bool = False
    languages: frozenset[str] | None = None
    synthetic: bool | None = None
    imported: bool | None = None
    servers: frozenset[int] | None = None
    since: Moment | None = None
    until: Moment | None = None
    min_reviews: int = 0
    labels: tuple[LabelBound, ...] = ()
    weighs_reviews: bool = True
    weighs_rankings: bool = True

    @property
    def wanted_states(self) -> tuple[TreeState, ...]:
        """The states in which trees are read."""
        if self.states is not None:
            return self.states
        return tuple(TreeState) if self.everything else (TreeState.READY_FOR_EXPORT,)

    def takes(self, message: DatasetMessage) -> bool:
        """Return whether a message is asked for; what it replies to and whether its author agreed apart."""
        if message.deleted and not (self.deleted or self.everything):
            return False
        if not (message.accepted or self.everything):
            return False
        if self.synthetic is not None and message.synthetic is not self.synthetic:
            return False
        if self.languages is not None and message.language not in self.languages:
            return False
        if self.servers is not None and message.server_id is not None and message.server_id not in self.servers:
            return False
        if len(message.reviews) < self.min_reviews:
            return False
        return not self.labels or self._is_within_bounds(message)

    def has_agreement(self, message: DatasetMessage) -> bool:
        """Return whether a text may be released by the agreement of who wrote it, or needs none."""
        if self.everything or message.provenance.origin != COMMUNITY or not message.text:
            return True
        return message.edition is not None and message.edition >= TEXT_EDITION

    def _is_within_bounds(self, message: DatasetMessage) -> bool:
        means = message.label_means()
        return all(bound.holds(means.of(bound.label)) for bound in self.labels)


@dataclass(slots=True)
class LeftOut:
    """How much was left out of what was read so far, by the reason."""

    counts: Counter[LeftOutReason] = field(default_factory=Counter)

    def by_reason(self) -> Mapping[str, int]:
        """Return the counts, those that are 0 too, in the order of the reasons."""
        return {str(reason): self.counts[reason] for reason in LeftOutReason}

    def sentences(self) -> list[str]:
        """Say what was left out, a sentence for each reason that there was."""
        return [
            _SENTENCES[reason].format(counted(self.counts[reason], *_COUNTED[reason]))
            for reason in LeftOutReason
            if self.counts[reason]
        ]


_COUNTED: Final[Mapping[LeftOutReason, tuple[str, ...]]] = {
    LeftOutReason.TEXT_WITHOUT_AGREEMENT: ("message",),
    LeftOutReason.JUDGEMENT_SET_ASIDE: ("judgement",),
    LeftOutReason.JUDGEMENT_WITHOUT_AGREEMENT: ("judgement",),
    LeftOutReason.JUDGEMENT_NOT_BY_ITSELF: ("judgement",),
    LeftOutReason.RANK_UNKNOWN: ("reply", "replies"),
}
_SENTENCES: Final = {
    LeftOutReason.TEXT_WITHOUT_AGREEMENT: (
        "Left out: {}, with what hangs below, by people of whom no agreement is known from when they wrote."
    ),
    LeftOutReason.JUDGEMENT_SET_ASIDE: (
        "Left out: {} by people who are disabled, barred where they gave it, or whose votes weigh nothing."
    ),
    LeftOutReason.JUDGEMENT_WITHOUT_AGREEMENT: (
        "Left out: {} by people of whom no agreement is known from when they gave it."
    ),
    LeftOutReason.JUDGEMENT_NOT_BY_ITSELF: (
        "Not published one by one: {} under an agreement that does not cover that; reviews are in the means."
    ),
    LeftOutReason.RANK_UNKNOWN: "Without the rank that it had: {} of which the votes that are left do not say it.",
}
