"""Modelled people: what they write, how they review and rank, and how long it takes them.

Their numbers are chosen, not measured: careful people see nine of ten bad texts and seldom mistake a good one; who
writes in a second language is judged a little worse than the text is; who is of a minority's opinion values some texts
the other way round. Hostile people are as crude as real ones.
"""

from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final
from uuid import UUID

from bot.backends.values import Contributor
from bot.protocol.moments import SECOND, Span


class Kind(StrEnum):
    """What sort of person somebody is."""

    CAREFUL = "careful"
    SECOND_LANGUAGE = "second language"
    MINORITY = "minority opinion"
    RANDOM_CLICKER = "random clicker"
    SAME_CLICKER = "always-same clicker"
    SPAMMER = "spammer"
    RING = "vote ring"
    PASTER = "paster"
    FARMER = "farmer"
    TURNCOAT = "lurker who turns"
    FLAGGER = "flagger"


HONEST: Final = (Kind.CAREFUL, Kind.SECOND_LANGUAGE, Kind.MINORITY)
HOSTILE: Final = (
    Kind.RANDOM_CLICKER,
    Kind.SAME_CLICKER,
    Kind.SPAMMER,
    Kind.RING,
    Kind.PASTER,
    Kind.FARMER,
    Kind.TURNCOAT,
)
_HONEST_SHARES: Final = (0.7, 0.2, 0.1)
_FLAGGERS_ACTIVITY: Final = 25.0
"""To ask, to flag what is shown and to skip takes seconds: four who do nothing else are at it as often as a hundred."""
_TURNS_AFTER: Final = 40
"""Packages that a lurker does like a careful person before they turn into a spammer."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is true of a text, whatever anybody says of it.

    Attributes:
        kind: of its author.
        quality: from 0 to 1.
        unwanted: whether reviewers ought to reject it.
        divides: whether a minority values it the other way round.
    """

    kind: Kind
    quality: float
    unwanted: bool
    divides: bool


@dataclass(slots=True)
class Judgement:
    """What somebody finds of a text: whether it is spam, and its quality from 0 to 1."""

    is_spam: bool
    quality: float


@dataclass(slots=True)
class Modelled:
    """One person.

    Attributes:
        contributor: as the backend knows them.
        kind: what sort of person.
        activity: how many packages they do for one of an ordinary person.
        done: packages so far.
        spent: time at work.
    """

    contributor: Contributor
    kind: Kind
    activity: float
    done: int = 0
    spent: Span = 0

    @property
    def is_honest(self) -> bool:
        """Whether they mean well."""
        return self.kind in HONEST

    @property
    def acts_as(self) -> Kind:
        """Whose ways they have at the moment."""
        if self.kind is Kind.TURNCOAT:
            return Kind.CAREFUL if self.done < _TURNS_AFTER else Kind.SPAMMER
        return self.kind

    def write(self, random: Random) -> Text:
        """Write a text."""
        match self.acts_as:
            case Kind.SPAMMER | Kind.RANDOM_CLICKER | Kind.SAME_CLICKER:
                return Text(self.kind, random.uniform(0.0, 0.15), unwanted=True, divides=False)
            case Kind.FARMER:
                return Text(self.kind, random.uniform(0.05, 0.3), unwanted=True, divides=False)
            case Kind.PASTER:
                return Text(self.kind, random.uniform(0.3, 0.6), unwanted=True, divides=False)
            case Kind.RING:
                return Text(self.kind, random.uniform(0.1, 0.5), unwanted=False, divides=False)
            case Kind.SECOND_LANGUAGE:
                return Text(self.kind, random.betavariate(4, 3), unwanted=False, divides=False)
            case Kind.MINORITY:
                return Text(self.kind, random.betavariate(5, 2), unwanted=False, divides=random.random() < 0.5)
            case _:
                return Text(self.kind, random.betavariate(5, 2), unwanted=False, divides=random.random() < 0.05)

    def judge(self, text: Text, random: Random) -> Judgement:
        """Look at a text that is to be labelled."""
        match self.acts_as:
            case Kind.RANDOM_CLICKER | Kind.FARMER:
                return Judgement(random.random() < 0.5, random.random())
            case Kind.SAME_CLICKER:
                return Judgement(is_spam=False, quality=0.5)
            case Kind.SPAMMER:
                return Judgement(is_spam=not text.unwanted and random.random() < 0.5, quality=random.random())
            case Kind.RING:
                ours = text.kind is Kind.RING
                return Judgement(not ours and random.random() < 0.4, 1.0 if ours else 0.1)
        sees, mistakes, blur = self._eyes()
        if text.unwanted:
            seen = sees * (0.5 if text.kind is Kind.PASTER else 1.0)
        else:
            seen = mistakes * (3.0 if self._disagrees(text) else 1.0)
        return Judgement(random.random() < seen, self.value(text, random, blur))

    def value(self, text: Text, random: Random, blur: float = 0.15) -> float:
        """Return how good they find a text, from 0 to 1, as ranking it needs."""
        match self.acts_as:
            case Kind.RANDOM_CLICKER | Kind.FARMER | Kind.SPAMMER:
                return random.random()
            case Kind.RING:
                return 1.0 + random.random() if text.kind is Kind.RING else random.random()
        quality = 1.0 - text.quality if self._disagrees(text) else text.quality
        return min(1.0, max(0.0, random.gauss(quality, blur)))

    @property
    def ranks_as_shown(self) -> bool:
        """Whether they leave the order as it is."""
        return self.acts_as is Kind.SAME_CLICKER

    def takes(self, random: Random, *, writes: bool, replies: int = 0) -> Span:
        """Return how long a package takes them."""
        if self.acts_as in HONEST or self.acts_as is Kind.RING:
            seconds = random.uniform(90, 300) if writes else random.uniform(25, 60) + 20 * replies
        else:
            seconds = random.uniform(6, 15) if writes else random.uniform(3, 8)
        return int(seconds * SECOND)

    def _disagrees(self, text: Text) -> bool:
        return text.divides and (self.acts_as is Kind.MINORITY) != (text.kind is Kind.MINORITY)

    def _eyes(self) -> tuple[float, float, float]:
        """How likely they call an unwanted text spam, and a good one; how far their eye for quality is off."""
        if self.acts_as is Kind.SECOND_LANGUAGE:
            return 0.8, 0.05, 0.2
        return 0.9, 0.02, 0.12


def community(number: int, hostile: float, activity: float, random: Random, *, flaggers: int = 0) -> list[Modelled]:
    """Return people, of whom a share is hostile and so many times as active; flaggers come on top.

    Raises:
        ValueError: The share is not from 0 to 1.
    """
    if not 0 <= hostile <= 1:
        raise ValueError("a share of people is from 0 to 1")
    enemies = round(number * hostile)
    kinds: list[Kind] = [HOSTILE[place % len(HOSTILE)] for place in range(enemies)]
    kinds += random.choices(HONEST, _HONEST_SHARES, k=number - enemies)
    kinds += [Kind.FLAGGER] * flaggers
    activities = {**dict.fromkeys(HONEST, 1.0), Kind.FLAGGER: _FLAGGERS_ACTIVITY}
    return [Modelled(_contributor(place), kind, activities.get(kind, activity)) for place, kind in enumerate(kinds)]


def _contributor(number: int) -> Contributor:
    return Contributor(UUID(int=number + 1), number + 1, f"person {number + 1}")
