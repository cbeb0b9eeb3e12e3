"""What is good news: what has become of somebody's work since they were told last. Pure: nothing is asked or stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from bot.backends.values import Contribution, ContributionState
from bot.protocol.moments import SECOND, Moment
from bot.protocol.scores import UserScore
from bot.rules.levels import level_of
from bot.rules.streaks import Streak, days_of, is_about_to_end, milestone


class Happening(StrEnum):
    """What can become of a message that its author likes to hear."""

    RANKED_FIRST = "ranked_first"
    """A reply was ranked first among several."""
    TREE_FINISHED = "tree_finished"
    """An initial prompt grew into a tree that is ready for export."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody knows already.

    Attributes:
        level: the highest that they were told of, from 1.
        streak: the milestone of their present streak that they were told of, in days; 0 where of none.
        warned_after: the contribution after which they were warned that the streak ends.
        messages: what they know of their messages.
    """

    level: int = 1
    streak: int = 0
    warned_after: Moment | None = None
    messages: frozenset[tuple[Happening, UUID]] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of news: a sentence of the catalogue and what it names; `keeps` until somebody comes by to read it."""

    sentence: str
    arguments: dict[str, str | int | float]
    keeps: bool = True


def find_news(
    told: Told, score: UserScore, contributions: Sequence[Contribution], now: Moment
) -> tuple[tuple[Piece, ...], Told]:
    """Find what somebody has not been told yet.

    Args:
        told: what they know.
        score: their points of all time, and their streak.
        contributions: their newest messages. What happens to older ones is not told.
        now: the present moment.

    Returns:
        The news, the best first; and what they know once they have read it.
    """
    messages, about_messages = _about_messages(told, contributions)
    level, about_level = _about_level(told, score)
    streak, warned_after, about_streak = _about_streak(told, score, now)
    return (*about_messages, *about_level, *about_streak), Told(level, streak, warned_after, messages)


def as_of(score: UserScore, contributions: Sequence[Contribution], now: Moment) -> Told:
    """Return what somebody knows who wants to be told from now on: all that is so already, but for a warning."""
    _, told = find_news(Told(), score, contributions, now)
    return replace(told, warned_after=None)


def _about_messages(
    told: Told, contributions: Sequence[Contribution]
) -> tuple[frozenset[tuple[Happening, UUID]], list[Piece]]:
    happened = {(happening, each.message.id): each for each in contributions for happening in _happenings(each)}
    fresh = [(happening, each) for (happening, key), each in happened.items() if (happening, key) not in told.messages]
    first = [each for happening, each in fresh if happening is Happening.RANKED_FIRST]
    finished = [each for happening, each in fresh if happening is Happening.TREE_FINISHED]
    pieces = []
    if finished:
        pieces.append(Piece("news-tree-finished", {"prompts": len(finished)}))
    if len(first) == 1:
        pieces.append(Piece("news-ranked-first", {"siblings": first[0].siblings}))
    elif first:
        pieces.append(Piece("news-several-ranked-first", {"replies": len(first)}))
    # What was so once, and for a while is not (its tree was halted, say), is not told again.
    shown = {each.message.id for each in contributions}
    return frozenset(happened) | {known for known in told.messages if known[1] in shown}, pieces


def _happenings(contribution: Contribution) -> list[Happening]:
    if contribution.message.parent_id is None:
        return [Happening.TREE_FINISHED] if contribution.state is ContributionState.EXPORTED else []
    is_ranked = contribution.state in {ContributionState.RANKED, ContributionState.EXPORTED}
    return [Happening.RANKED_FIRST] if is_ranked and contribution.rank == 0 and contribution.siblings > 1 else []


def _about_level(told: Told, score: UserScore) -> tuple[int, list[Piece]]:
    reached = level_of(score.leader_score)
    if reached.number <= told.level:
        return told.level, []
    return reached.number, [Piece("news-level", {"level": reached.number, "points": reached.points})]


def _about_streak(told: Told, score: UserScore, now: Moment) -> tuple[int, Moment | None, list[Piece]]:
    if score.streak_days is None or score.last_activity_date is None:
        return told.streak, told.warned_after, []
    streak = Streak(score.streak_days, score.last_activity_date)
    reached = milestone(days_of(streak, now))
    pieces = []
    if reached > told.streak:
        pieces.append(Piece("news-streak-kept", {"days": days_of(streak, now)}))
    warned_after = told.warned_after
    if is_about_to_end(streak, now) and warned_after != streak.last_contribution:
        warned_after = streak.last_contribution
        arguments: dict[str, str | int | float] = {"days": streak.days, "end": f"<t:{streak.ends_at // SECOND}:f>"}
        pieces.append(Piece("news-streak-ends", arguments, keeps=False))
    return reached, warned_after, pieces
