"""Tests of the pool's numbers, put into words."""

import pytest

from bot.backends.values import PoolStatistics
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.state.charts import Days, Panel, can_be_drawn
from bot.state.statistics import MOST_LANGUAGES, StatisticsView, ViewName, language_in_letters, unknown_of, views_of
from tests.catalogue import CATALOGUE
from tests.statistics.pools import ELSEWHERE, EMPTY, full_pool, pool

SAY = CATALOGUE.sentences("en")


def views(statistics: PoolStatistics, goal: int | None = None) -> dict[ViewName, StatisticsView]:
    """The views of a pool, by name."""
    return {view.name: view for view in views_of(statistics, goal, SAY)}


def rows(panel: Panel) -> list[tuple[str, str]]:
    """What a panel says, line by line."""
    return [(row.label, row.shown) for row in panel.rows]


def test_trees_by_state() -> None:
    """States that have trees are named, what is finished first and what is out last."""
    (panel,) = views(pool())[ViewName.TREES].panels
    assert panel.title == "42 trees, by state"
    assert rows(panel) == [("Finished", "30"), ("Growing", "10"), ("Closed: not accepted", "2")]


@pytest.mark.parametrize(
    ("goal", "title", "shown"),
    [
        (50, "On the way to the goal", "30 of 50 · 60%"),
        (31, "On the way to the goal", "30 of 31 · 96%"),
        (30, "The goal is reached", "30 of 30 · 100%"),
        (20, "The goal is reached", "30 of 20 · 150%"),
        (1_000_000, "On the way to the goal", "30 of 1,000,000 · 0%"),
    ],
)
def test_progress_to_the_goal(goal: int, title: str, shown: str) -> None:
    """With a goal, finished trees are counted against it; nothing is rounded up to a goal that is not reached."""
    progress = views(pool(), goal)[ViewName.TREES].panels[0]
    assert progress.title == title
    assert rows(progress) == [("Finished trees", shown)]


def test_messages_by_role_and_language() -> None:
    """Messages are counted by role and by language; names in other scripts are said in English."""
    roles, languages = views(pool())[ViewName.MESSAGES].panels
    assert roles.title == "161 messages, by role"
    assert rows(roles) == [("As the prompter", "100"), ("As the assistant", "61")]
    assert rows(languages) == [("English", "120"), ("Chinese (zh)", "40"), ("Deutsch", "1")]


def test_many_languages_share_a_bar() -> None:
    """The largest languages have a bar each; all others, and what is no language, share one."""
    counts = {f"x{letter}": 100 for letter in "abcdefghij"} | {"en": 1_000, "no language!": 7, "fr": 0}
    languages = rows(views(pool(messages_by_language=counts))[ViewName.MESSAGES].panels[1])
    assert languages[0] == ("English", "1,000")
    assert len(languages) == MOST_LANGUAGES + 1
    assert languages[-1] == ("5 more languages", "407")
    assert "no language!" not in str(languages)


def test_open_work_by_type() -> None:
    """Open tasks are counted by kind, most first."""
    (panel,) = views(pool())[ViewName.WORK].panels
    assert rows(panel) == [("Reply as the assistant", "7"), ("Label a reply of the assistant", "5")]


def test_activity_of_the_last_days() -> None:
    """Each day has its column, with today, the week, the month and the busiest day in numbers."""
    days, people = views(pool())[ViewName.ACTIVITY].panels
    assert isinstance(days, Days)
    assert len(days.amounts) == 30
    assert (days.highest, days.first, days.last) == ("28", "29 days ago", "today")
    assert rows(days) == [
        ("Today", "3"),
        ("Last 7 days", "156"),
        ("Last 30 days", "409"),
        ("Busiest day", "28 on 8 October"),
    ]
    assert people.title == "All contributions, of 34 people"
    assert rows(people) == [("The ten most active", "62%"), ("Everybody else", "38%")]


@pytest.mark.parametrize(
    ("day", "busiest"),
    [(0, "7 on 10 September"), (8, "7 on 18 September"), (20, "7 on 30 September"), (29, "7 on 9 October")],
)
def test_the_busiest_day_is_named(day: int, busiest: str) -> None:
    """The date is that of the column (UTC): the pool is of 9 October 2025, its columns are the 30 days up to then."""
    activity = tuple(7 if number == day else 1 for number in range(30))
    days, _ = views(pool(activity=activity))[ViewName.ACTIVITY].panels
    assert rows(days)[-1] == ("Busiest day", busiest)


def test_agreement_and_checks() -> None:
    """Labels stand by how far people agree on them, less than by chance too; checks by what was passed."""
    view = views(pool())[ViewName.QUALITY]
    agreement, checks = view.panels
    assert rows(agreement) == [("Spam", "0.81"), ("Another language", "0.5"), ("Humour", "-0.1")]
    assert checks.title == "40 attention checks answered"
    assert rows(checks) == [("Passed", "37"), ("Answered differently", "3")]
    assert "3,000 reviews" in view.notes[0]


def test_without_agreement_and_checks() -> None:
    """Where too little was reviewed by several people a sentence says so; checks that nobody had are not mentioned."""
    view = views(pool(agreement={}, checks_answered=0, checks_passed=0))[ViewName.QUALITY]
    assert view.picture is None
    assert "Too little has been reviewed" in view.notes[0]
    assert "check" not in str(view)
    assert ViewName.QUALITY not in views(pool(agreement=None))


@pytest.mark.parametrize("count", [1, 10])
def test_the_share_of_ten_among_few_says_nothing(count: int) -> None:
    """With no more than ten people the share of the ten most active is left out, with a word why."""
    view = views(pool(contributors=count, most_active_share=1.0))[ViewName.ACTIVITY]
    assert "most active" not in str(view.panels)
    assert "With more than 10 people" in view.notes[0]
    assert view.panels[1].title == ("One person has contributed" if count == 1 else "10 people have contributed")


def test_a_quiet_month_has_no_columns() -> None:
    """Where nobody did anything for 30 days, a sentence says so instead of an empty picture."""
    view = views(pool(activity=(0,) * 30))[ViewName.ACTIVITY]
    assert "Nobody has written" in view.notes[0]
    assert [panel.title for panel in view.panels] == ["All contributions, of 34 people"]


def test_nothing_open_and_nothing_written() -> None:
    """A view that has nothing to count has no picture, but a sentence."""
    shown = views(pool(open_work={TaskType.ASSISTANT_REPLY: 0}, messages_by_language={}, messages_by_role={}))
    assert shown[ViewName.WORK].picture is None
    assert "No task about a message is open" in shown[ViewName.WORK].notes[0]
    assert shown[ViewName.MESSAGES].picture is None
    assert "Nobody has written a message yet" in shown[ViewName.MESSAGES].notes[0]


def test_an_empty_pool_has_no_views() -> None:
    """Before the first tree there is nothing to show, with a goal or without."""
    assert views(EMPTY) == {}
    assert views(EMPTY, 100) == {}


def test_what_the_backend_cannot_tell_is_left_out() -> None:
    """Views that a backend knows nothing about are left out, and it is said why."""
    assert list(views(ELSEWHERE)) == [ViewName.TREES, ViewName.MESSAGES]
    work, activity, agreement = unknown_of(ELSEWHERE, SAY)
    assert "How much work is open is not shown" in work
    assert "Activity is not shown" in activity
    assert "How far people agree is not shown" in agreement
    assert unknown_of(pool(), SAY) == ()


def test_a_part_of_the_activity_may_be_unknown() -> None:
    """Without the number of people the share stands alone; without both only the days are shown."""
    alone = views(pool(contributors=None))[ViewName.ACTIVITY].panels
    assert [panel.title for panel in alone] == ["Contributions per day", "All contributions"]
    none = views(pool(contributors=None, most_active_share=None))[ViewName.ACTIVITY].panels
    assert [panel.title for panel in none] == ["Contributions per day"]


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_words_on_pictures_can_be_drawn(language: str) -> None:
    """Every word of every view, in every language of ours, is of letters that can be drawn."""
    for view in views_of(full_pool(1_234_567), 100, CATALOGUE.sentences(language)):
        assert view.picture is not None
        assert can_be_drawn(view.picture)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ru", "Русский"),
        ("pt-BR", "Português (Brasil)"),
        ("th", "Thai (th)"),
        ("tlh", "tlh"),
        ("X_Y", "X_Y"),
        ("XX-yy", "xx-YY"),
    ],
)
def test_names_of_languages(tag: str, name: str) -> None:
    """A language has its own name where the letters can be drawn, else its English one; an unknown one its tag."""
    assert language_in_letters(tag, SAY) == name


def test_negative_counts_are_none() -> None:
    """Counts below 0, which a server might send, are taken for nothing."""
    shown = views(pool(trees={TreeState.GROWING: -5, TreeState.RANKING: 1}, activity=(-1,) * 29 + (2,)))
    assert rows(shown[ViewName.TREES].panels[0]) == [("Replies being ranked", "1")]
    assert rows(shown[ViewName.ACTIVITY].panels[0])[2] == ("Last 30 days", "2")
