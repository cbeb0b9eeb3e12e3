"""What is good news: what has become of somebody's work since they were told last. Pure: nothing is asked or stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from bot.backends.values import Contribution, ContributionState
from bot.protocol.moments import SECOND, Moment
from bot.protocol.scores import UserScore
from bot.rules.earning import as_step
from bot.rules.levels import level_of
from bot.rules.points import Scoring
from bot.rules.streaks import Streak, days_of, is_about_to_end, milestone


class Happening(StrEnum):
    """What can become of a message that its author likes to hear."""

    ACCEPTED = "accepted"
    """A text was accepted, and has earned points by its quality."""
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
        first_accepted: whether they know that a text of theirs was accepted.
        first_tree: whether they know that a prompt of theirs grew into a finished tree.
    """

    level: int = 1
    streak: int = 0
    warned_after: Moment | None = None
    messages: frozenset[tuple[Happening, UUID]] = frozenset()
    first_accepted: bool = False
    first_tree: bool = False


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
    first_tree = told.first_tree or any(happening is Happening.TREE_FINISHED for happening, _ in messages)
    reached, about_reached = _about_reached(told, score, now)
    warned_after, warning = _about_the_end_of_a_streak(told, score, now)
    known = replace(reached, messages=messages, first_tree=first_tree, warned_after=warned_after)
    return (*about_messages, *about_reached, *warning), known


def find_moments(
    told: Told, score: UserScore, contributions: Sequence[Contribution], now: Moment
) -> tuple[tuple[Piece, ...], Told]:
    """Find what everybody is told once where they next look, whether or not they want news.

    A new level, days in a row, their first accepted text, their first finished tree.

    Args:
        told: what they know.
        score: their points of all time, and their streak.
        contributions: their newest messages, where it is time to look for a finished tree.
        now: the present moment.

    Returns:
        The moments, the best first; and what they know once they have read them.
    """
    reached, about_reached = _about_reached(told, score, now)
    finished = [each for each in contributions if Happening.TREE_FINISHED in _happenings(each)]
    if told.first_tree or not finished:
        return tuple(about_reached), reached
    return (_tree_finished(len(finished)), *about_reached), replace(reached, first_tree=True)


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
        pieces.append(_tree_finished(len(finished)))
    if len(first) == 1:
        pieces.append(Piece("news-ranked-first", {"siblings": first[0].siblings}))
    elif first:
        pieces.append(Piece("news-several-ranked-first", {"replies": len(first)}))
    accepted = [each for happening, each in fresh if happening is Happening.ACCEPTED]
    if accepted:
        pieces.append(_accepted(accepted))
    # What was so once, and for a while is not (its tree was halted, say), is not told again.
    shown = {each.message.id for each in contributions}
    return frozenset(happened) | {known for known in told.messages if known[1] in shown}, pieces


def _tree_finished(prompts: int) -> Piece:
    return Piece("news-tree-finished", {"prompts": prompts})


def _accepted(contributions: Sequence[Contribution]) -> Piece:
    points = round(sum(each.points for each in contributions), 1)
    if len(contributions) > 1:
        return Piece("news-several-accepted", {"texts": len(contributions), "points": points})
    return Piece("news-accepted", {"quality": as_step(contributions[0].quality or 0), "points": points})


def _happenings(contribution: Contribution) -> Iterator[Happening]:
    is_there = contribution.state is not ContributionState.DELETED
    if contribution.scoring is Scoring.QUALITY and contribution.quality is not None and is_there:
        yield Happening.ACCEPTED
    if contribution.message.parent_id is None:
        if contribution.state is ContributionState.EXPORTED:
            yield Happening.TREE_FINISHED
        return
    is_ranked = contribution.state in {ContributionState.RANKED, ContributionState.EXPORTED}
    if is_ranked and contribution.rank == 0 and contribution.siblings > 1:
        yield Happening.RANKED_FIRST


def _about_reached(told: Told, score: UserScore, now: Moment) -> tuple[Told, list[Piece]]:
    """Find what somebody's counts tell: a first accepted text, a level, days in a row."""
    accepted = score.accepted_prompts + score.accepted_replies_assistant + score.accepted_replies_prompter
    is_first = accepted > 0 and not told.first_accepted
    level, about_level = _about_level(told, score)
    streak, about_streak = _about_streak(told, score, now)
    pieces = [*([Piece("news-first-accepted", {})] if is_first else []), *about_level, *about_streak]
    return replace(told, level=level, streak=streak, first_accepted=told.first_accepted or is_first), pieces


def _about_level(told: Told, score: UserScore) -> tuple[int, list[Piece]]:
    reached = level_of(score.leader_score)
    if reached.number <= told.level:
        return told.level, []
    return reached.number, [Piece("news-level", {"level": reached.number, "points": reached.points})]


def _about_streak(told: Told, score: UserScore, now: Moment) -> tuple[int, list[Piece]]:
    streak = _streak_of(score)
    if streak is None:
        return told.streak, []
    days = days_of(streak, now)
    reached = milestone(days)
    return reached, [Piece("news-streak-kept", {"days": days})] if reached > told.streak else []


def _about_the_end_of_a_streak(told: Told, score: UserScore, now: Moment) -> tuple[Moment | None, list[Piece]]:
    streak = _streak_of(score)
    if streak is None or not is_about_to_end(streak, now) or told.warned_after == streak.last_contribution:
        return told.warned_after, []
    arguments: dict[str, str | int | float] = {"days": streak.days, "end": f"<t:{streak.ends_at // SECOND}:f>"}
    return streak.last_contribution, [Piece("news-streak-ends", arguments, keeps=False)]


def _streak_of(score: UserScore) -> Streak | None:
    if score.streak_days is None or score.last_activity_date is None:
        return None
    return Streak(score.streak_days, score.last_activity_date)
