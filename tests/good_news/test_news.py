"""Tests of what is good news."""

from uuid import UUID, uuid4

from bot.backends.values import Contribution, ContributionState
from bot.good_news.news import Happening, Told, as_of, find_news
from bot.protocol.messages import Message
from bot.protocol.moments import DAY, HOUR, Moment
from bot.protocol.scores import UserScore
from bot.protocol.trees import TreeState
from bot.rules.levels import THRESHOLDS
from bot.rules.points import Scoring

NOW = 20_000 * DAY + 12 * HOUR


def score(points: int = 0, streak: int | None = 0, last: Moment | None = NOW) -> UserScore:
    """Somebody's standing."""
    return UserScore(
        user_id=uuid4(),
        username="7",
        auth_method="discord",
        display_name="Ann",
        leader_score=points,
        streak_days=streak,
        last_activity_date=last,
    )


def written(
    state: ContributionState, *, parent: UUID | None = None, rank: int | None = None, siblings: int = 1
) -> Contribution:
    """One of somebody's messages."""
    message = Message(id=uuid4(), text="…", lang="en", is_assistant=parent is not None, parent_id=parent)
    return Contribution(
        message=message, tree_id=uuid4(), state=state, tree_state=TreeState.RANKING, rank=rank, siblings=siblings
    )


def accepted(quality: float | None, points: float, scoring: Scoring = Scoring.QUALITY) -> Contribution:
    """A reply of somebody's that was accepted."""
    reply = written(ContributionState.ACCEPTED, parent=uuid4())
    return reply.model_copy(update={"quality": quality, "points": points, "scoring": scoring})


def prompt(state: ContributionState = ContributionState.EXPORTED) -> Contribution:
    """A prompt of somebody's."""
    return written(state)


def reply(rank: int = 0, siblings: int = 4, state: ContributionState = ContributionState.RANKED) -> Contribution:
    """A reply of somebody's that was ranked; rank 0 is the best."""
    return written(state, parent=uuid4(), rank=rank, siblings=siblings)


def told_of(told: Told, standing: UserScore, *contributions: Contribution, now: Moment = NOW) -> list[str]:
    """The sentences of the news."""
    return [piece.sentence for piece in find_news(told, standing, contributions, now)[0]]


def test_what_happens_is_told_once() -> None:
    """A first place and a finished tree are news, and no news any more once they were told."""
    contributions = (reply(), prompt())
    news, told = find_news(Told(), score(), contributions, NOW)
    assert [piece.sentence for piece in news] == ["news-tree-finished", "news-ranked-first"]
    assert news[1].arguments == {"siblings": 4}
    assert told_of(told, score(), *contributions) == []


def test_what_was_before_is_known() -> None:
    """Whoever wants news from now on hears nothing of levels, places and streaks of before."""
    contributions, standing = (reply(), prompt()), score(THRESHOLDS[9], streak=8)
    known = as_of(standing, contributions, NOW)
    assert (known.level, known.streak) == (10, 7)
    assert told_of(known, standing, *contributions) == []


def test_a_warning_is_not_known_before_it_was_given() -> None:
    """Whoever asks for news while their streak is about to end is still warned."""
    late = NOW + 30 * HOUR
    standing = score(streak=4)
    assert told_of(as_of(standing, (), late), standing, now=late) == ["news-streak-ends"]


def test_other_places_are_no_news() -> None:
    """A second place, a first place among one, and a message that is not ranked or was deleted are not told."""
    others = [
        reply(rank=1),
        reply(siblings=1),
        written(ContributionState.ACCEPTED, parent=uuid4()),
        reply(state=ContributionState.DELETED),
        prompt(ContributionState.ACCEPTED),
    ]
    assert told_of(Told(), score(), *others) == []


def test_a_reply_in_a_finished_tree_keeps_its_place() -> None:
    """A first place is told as well when the tree is finished already."""
    assert told_of(Told(), score(), reply(state=ContributionState.EXPORTED)) == ["news-ranked-first"]


def test_several_of_a_kind_are_one_sentence() -> None:
    """Three first places and two finished trees are two sentences with their numbers."""
    news, _ = find_news(Told(), score(), (reply(), reply(), reply(), prompt(), prompt()), NOW)
    assert [(piece.sentence, piece.arguments) for piece in news] == [
        ("news-tree-finished", {"prompts": 2}),
        ("news-several-ranked-first", {"replies": 3}),
    ]


def test_what_a_text_has_earned_is_told_once() -> None:
    """An accepted text is news with its quality and its points, several are one sentence with the sum."""
    first, second, third = accepted(0.75, 6), accepted(0.5, 0.1), accepted(0.5, 0.2)
    news, told = find_news(Told(), score(), (first,), NOW)
    assert [(piece.sentence, piece.arguments) for piece in news] == [("news-accepted", {"quality": 4, "points": 6})]
    news, told = find_news(told, score(), (first, second, third), NOW)
    assert [(piece.sentence, piece.arguments) for piece in news] == [
        ("news-several-accepted", {"texts": 2, "points": 0.3})
    ]
    assert told_of(told, score(), first, second, third) == []


def test_what_was_paid_in_another_way_is_no_such_news() -> None:
    """Nor is a text of before, of whose quality nothing was noted, or one that was deleted."""
    others = [accepted(0.75, 6, Scoring.ORIGINAL), accepted(None, 8)]
    deleted = accepted(0.75, 6).model_copy(update={"state": ContributionState.DELETED})
    assert told_of(Told(), score(), *others, deleted) == []


def test_the_highest_new_level_is_told() -> None:
    """Two levels at once are told as one; a level that was lost and reached again is not told twice."""
    news, told = find_news(Told(level=2), score(THRESHOLDS[3]), (), NOW)
    assert [(piece.sentence, piece.arguments) for piece in news] == [
        ("news-level", {"level": 4, "points": THRESHOLDS[3]})
    ]
    _, fallen = find_news(told, score(THRESHOLDS[2]), (), NOW)
    assert told_of(fallen, score(THRESHOLDS[3])) == []


def test_milestones_of_a_streak_are_told() -> None:
    """Three days in a row are told, the fourth is not, the seventh is; after a break it begins anew."""
    told = Told()
    heard = []
    for days in (1, 2, 3, 4, 7, 0, 1, 3):
        news, told = find_news(told, score(streak=days), (), NOW)
        heard += [(days, piece.sentence) for piece in news]
    assert heard == [(3, "news-streak-kept"), (7, "news-streak-kept"), (3, "news-streak-kept")]


def test_the_end_of_a_streak_is_told_once() -> None:
    """26 hours after the last contribution, not earlier, not twice, and not any more once it is broken."""
    standing, told = score(streak=4), Told(streak=3)
    assert told_of(told, standing, now=NOW + 25 * HOUR) == []
    news, warned = find_news(told, standing, (), NOW + 27 * HOUR)
    assert [(piece.sentence, piece.keeps) for piece in news] == [("news-streak-ends", False)]
    assert news[0].arguments == {"days": 4, "end": f"<t:{(NOW + 36 * HOUR) // 1000}:f>"}
    assert told_of(warned, standing, now=NOW + 30 * HOUR) == []
    assert told_of(told, standing, now=NOW + 37 * HOUR) == []
    next_day = score(streak=5, last=NOW + DAY)
    assert told_of(warned, next_day, now=NOW + DAY + 27 * HOUR) == ["news-streak-ends"]


def test_a_short_streak_is_let_go() -> None:
    """Nobody is warned about the end of two days."""
    assert told_of(Told(), score(streak=2), now=NOW + 30 * HOUR) == []


def test_a_backend_that_knows_no_streaks_changes_nothing() -> None:
    """Where the streak is not told, what was told of it before stays known."""
    _, told = find_news(Told(streak=7), score(streak=None, last=None), (), NOW)
    assert told.streak == 7


def test_what_is_so_for_a_while_no_more_is_not_told_again() -> None:
    """A finished tree that was halted and let go on is not news twice; what is out of sight is forgotten."""
    mine = prompt()
    _, told = find_news(Told(), score(), (mine,), NOW)
    halted = mine.model_copy(update={"state": ContributionState.ACCEPTED})
    _, told = find_news(told, score(), (halted,), NOW)
    assert told.messages == {(Happening.TREE_FINISHED, mine.message.id)}
    assert told_of(told, score(), mine) == []
    _, told = find_news(told, score(), (), NOW)
    assert told.messages == frozenset()
