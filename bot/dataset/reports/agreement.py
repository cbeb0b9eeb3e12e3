"""How far people agree: on labels by Krippendorff's alpha, in rankings by Kendall's τ and W; and how often they tie."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations
from random import Random
from typing import Any, Final

from bot.dataset.records import DatasetTree, Key, RankingVote
from bot.rules.concordance import by_chance, concordance, mean_tau
from bot.rules.reliability import alpha_interval, alpha_of
from bot.rules.uncertainty import LEVEL, Interval, interval_of_mean, mean_of

ALL: Final = "all"
"""Stands for all languages together."""
_PLACES: Final = 4


@dataclass(slots=True)
class _Rankings:
    """Rankings of the replies to messages in a language."""

    messages: int = 0
    rankings: int = 0
    not_rankable: int = 0
    pairs: int = 0
    tied: int = 0
    taus: Counter[float] = field(default_factory=Counter)
    concordances: Counter[float] = field(default_factory=Counter)
    chances: Counter[float] = field(default_factory=Counter)


class Agreement:
    """Collects what several people said of the same, without keeping who said it or of what."""

    def __init__(self) -> None:
        self._units: defaultdict[str, defaultdict[str, Counter[tuple[float, ...]]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        self._rankings: defaultdict[str, _Rankings] = defaultdict(_Rankings)

    def add(self, tree: DatasetTree) -> None:
        """Take in a tree's reviews and rankings."""
        language_of = {message.message_id: message.language for message in tree.messages}
        for message in tree.messages:
            given: defaultdict[str, list[float]] = defaultdict(list)
            for review in message.reviews:
                for label, value in review.labels.items():
                    given[label].append(value)
            for label, values in given.items():
                if len(values) > 1:
                    for language in (ALL, message.language):
                        self._units[language][label][tuple(sorted(values))] += 1
        for parent_id, votes in tree.rankings.items():
            for language in (ALL, language_of.get(parent_id, tree.language)):
                _add_rankings(self._rankings[language], votes)

    def result(self) -> dict[str, Any]:
        """Return the figures: of labels and of rankings, each by language, with `ALL` first."""
        return {
            "level": LEVEL,
            "labels": {
                language: {label: _alpha(units) for label, units in sorted(self._units[language].items())}
                for language in _in_order(self._units)
            },
            "rankings": {
                language: _agreement_of_rankings(self._rankings[language]) for language in _in_order(self._rankings)
            },
        }


def _in_order(by_language: Mapping[str, object]) -> list[str]:
    return sorted(by_language, key=lambda language: (language != ALL, language))


def _add_rankings(found: _Rankings, votes: Sequence[RankingVote]) -> None:
    found.messages += 1
    found.rankings += len(votes)
    found.not_rankable += sum(vote.not_rankable for vote in votes)
    orders = [vote.order for vote in votes if len(vote.order) > 1]
    tau, agreement = mean_tau(orders), concordance(orders)
    if tau is not None:
        found.taus[tau] += 1
    if agreement is not None:
        found.concordances[agreement] += 1
        found.chances[by_chance(len(orders))] += 1
    balance: Counter[tuple[Key, Key]] = Counter()
    for order in orders:
        for better, worse in combinations(order, 2):
            balance[min(better, worse), max(better, worse)] += 1 if better < worse else -1
    found.pairs += len(balance)
    found.tied += sum(difference == 0 for difference in balance.values())


def _alpha(units: Mapping[tuple[float, ...], int]) -> dict[str, Any]:
    return {
        **_figure(alpha_of(units), alpha_interval(units, _draws("alpha"))),
        "messages": sum(units.values()),
        "values": sum(len(values) * count for values, count in units.items()),
    }


def _agreement_of_rankings(found: _Rankings) -> dict[str, Any]:
    return {
        "tau": _figure(mean_of(found.taus), interval_of_mean(found.taus, _draws("tau"))),
        "w": _figure(mean_of(found.concordances), interval_of_mean(found.concordances, _draws("w"))),
        "w_by_chance": _rounded(mean_of(found.chances)),
        "messages": found.messages,
        "compared": found.taus.total(),
        "rankings": found.rankings,
        "not_rankable": found.not_rankable,
        "pairs": found.pairs,
        "tied_pairs": found.tied,
        "share_of_ties": _rounded(found.tied / found.pairs if found.pairs else None),
    }


def _figure(value: float | None, interval: Interval | None) -> dict[str, float | None]:
    return {
        "value": _rounded(value),
        "low": _rounded(None if interval is None else interval.low),
        "high": _rounded(None if interval is None else interval.high),
    }


def _rounded(value: float | None) -> float | None:
    """Return a figure to so few digits that all machines have the same; never a negative zero."""
    return None if value is None else round(value, _PLACES) + 0.0


def _draws(name: str) -> Callable[[], float]:
    """Return the source of random numbers for a figure, the same each time and for each language."""
    seed = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
    return Random(seed).random  # noqa: S311 - not a secret, but a sequence that everybody can repeat
