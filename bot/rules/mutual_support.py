"""Mutual support: accounts that rank or upvote each other first far more often than chance would have it.

Whom somebody supports is compared with who supports them: the accounts that put that person's replies first are found
by what *they* did, so what the person does about those accounts can be judged by chance alone. Good writers are put
first more often than chance says too; the bound is so low that it takes more than that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bot.rules.confidence import log_of_chance

Account = TypeVar("Account", bound=Hashable)

_LEAST_CASES: Final = 8
_LEAST_SHOWN: Final = 30
_CHANCE: Final = -11.5
"""One in a hundred thousand, as a natural logarithm."""


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Account]):
    """A ranking: whose replies there were, and whose was put first. Replies of nobody who is known are None."""

    first: Account | None
    all: tuple[Account | None, ...]


@dataclass(frozen=True, slots=True)
class MutualSupport(Generic[Account]):
    """Who supports each other with somebody, and how often.

    Attributes:
        accounts: the others, those supported most first.
        figures: `rankings` in which one of them had a reply, how many of these put one `first`, and how many would by
            chance; `upvotes` altogether, and how many were `upvotes_for_them`.
    """

    accounts: tuple[Account, ...]
    figures: Mapping[str, int]


def supporters_of(person: Account, rankings: Sequence[tuple[Account, Ranked[Account]]]) -> frozenset[Account]:
    """Return who put somebody's replies first more often than chance would have it.

    Args:
        person: whose replies.
        rankings: by others, of replies among which there are this person's; each with who ranked.
    """
    surplus: defaultdict[Account, float] = defaultdict(float)
    for ranker, ranked in rankings:
        surplus[ranker] += (ranked.first == person) - ranked.all.count(person) / len(ranked.all)
    return frozenset(ranker for ranker, above in surplus.items() if above > 0)


def find_mutual_support(
    ranked: Sequence[Ranked[Account]],
    supporters: frozenset[Account],
    upvoted: Sequence[Account | None] = (),
    upvoters: frozenset[Account] = frozenset(),
    shown: Sequence[Account | None] = (),
) -> MutualSupport[Account] | None:
    """Return who supports each other with somebody, where that is far above chance.

    Args:
        ranked: what this person ranked.
        supporters: who put their replies first, from `supporters_of`.
        upvoted: the authors of what they upvoted.
        upvoters: who upvoted something of theirs.
        shown: the authors of what they were shown, from which upvotes by chance would come.
    """
    theirs = [each for each in ranked if not supporters.isdisjoint(each.all)]
    first = [each.first for each in theirs if each.first in supporters]
    expected = sum(sum(author in supporters for author in each.all) / len(each.all) for each in theirs)
    by_rank = len(theirs) >= _LEAST_CASES and log_of_chance(len(first), len(theirs), expected) < _CHANCE
    up = [author for author in upvoted if author in upvoters]
    # One more of each than was seen: what was never seen is not impossible.
    share = (1 + sum(author in upvoters for author in shown)) / (2 + len(shown))
    by_vote = (
        len(upvoted) >= _LEAST_CASES
        and len(shown) >= _LEAST_SHOWN
        and log_of_chance(len(up), len(upvoted), share * len(upvoted)) < _CHANCE
    )
    if not (by_rank or by_vote):
        return None
    times: defaultdict[Account, int] = defaultdict(int)
    for author in [*(first if by_rank else ()), *(up if by_vote else ())]:
        if author is not None:
            times[author] += 1
    return MutualSupport(
        accounts=tuple(sorted(times, key=lambda author: -times[author])),
        figures={
            "rankings": len(theirs) if by_rank else 0,
            "first": len(first) if by_rank else 0,
            "expected": round(expected) if by_rank else 0,
            "upvotes": len(upvoted) if by_vote else 0,
            "upvotes_for_them": len(up) if by_vote else 0,
        },
    )
