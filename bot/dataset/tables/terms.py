"""What rows depend on beside the tree that they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.records import COMMUNITY, Provenance
from bot.protocol.moments import DAY, Moment, to_iso


class PairLayout(StrEnum):
    """How a pair of replies is written, and a rated one."""

    IMPLICIT = "implicit"
    """`chosen` and `rejected` are whole conversations: TRL, OpenRLHF, Axolotl."""
    EXPLICIT = "explicit"
    """`prompt` is the conversation before, `chosen` and `rejected` have the reply alone: TRL."""
    OBJECTS = "objects"
    """`messages` is the conversation before, `chosen` and `rejected` are objects: LLaMA-Factory, Axolotl. A rated reply
    stands at the end of its `messages`: LLaMA-Factory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is asked of rows, and what stands for ids in them.

    Attributes:
        messages: Pseudonyms of messages and trees.
        people: Pseudonyms of people and of what they judged.
        licence: Under which what people here wrote is published.
        exact_dates: Moments as they are, and not the day (UTC) alone.
        ties: Also pairs of replies between which the votes do not decide.
        min_rankings: Pairs and orders by so many rankings at least.
        layout: How pairs are written.
    """

    messages: Pseudonyms
    people: Pseudonyms
    licence: str
    exact_dates: bool = False
    ties: bool = False
    min_rankings: int = 1
    layout: PairLayout = PairLayout.IMPLICIT

    def date(self, moment: Moment) -> str:
        """Write a moment: ISO 8601, at the beginning of its day unless moments are exact."""
        return to_iso(moment) if self.exact_dates else _day(moment // DAY)

    def licence_of(self, provenance: Provenance) -> str | None:
        """Return under which licence something stands; None where its source does not say."""
        return self.licence if provenance.origin == COMMUNITY else provenance.license


@lru_cache(maxsize=1_024)
def _day(number: int) -> str:
    return to_iso(number * DAY)
