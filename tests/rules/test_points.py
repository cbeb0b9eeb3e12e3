"""Tests of the points."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.labels import LabelMode
from bot.protocol.scores import LeaderboardStats, UserScore
from bot.protocol.tasks import TaskType
from bot.rules.levels import level_of
from bot.rules.points import COUNTS, SCORE, ContributionCounts, Earnings, Scoring, earnings_of
from tests.protocol.recordings import transcript


def add(one: ContributionCounts, other: ContributionCounts) -> ContributionCounts:
    """Add two people's counts up."""
    return ContributionCounts(**{name: getattr(one, name) + getattr(other, name) for name in COUNTS})


CONTRIBUTIONS = st.builds(ContributionCounts, **{name: st.integers(0, 200) for name in COUNTS})


@pytest.mark.parametrize(
    ("count", "points"),
    {
        "replies_assistant": 4,
        "replies_prompter": 1,
        "labels_simple": 1,
        "labels_full": 2,
        "rankings_total": 1,
        "rankings_good": 1,
        "accepted_replies_assistant": 4,
        "accepted_replies_prompter": 1,
        "reply_ranked_1": 9,
        "reply_ranked_2": 3,
        "reply_ranked_3": 1,
    }.items(),
)
def test_what_each_kind_is_worth(count: str, points: int) -> None:
    """Each kind of contribution adds its weight to the score."""
    assert ContributionCounts(**{count: 7}).points == 7 * points


@pytest.mark.parametrize("count", ["prompts", "accepted_prompts"])
def test_ten_prompts_make_a_point(count: str) -> None:
    """Prompts are worth a tenth, of which only whole points count; written and accepted ones are rounded apart."""
    assert [ContributionCounts(**{count: number}).points for number in (9, 10, 19, 20)] == [0, 1, 1, 2]
    assert ContributionCounts(prompts=9, accepted_prompts=9).points == 0


@given(CONTRIBUTIONS, CONTRIBUTIONS)
def test_more_is_never_worth_less(one: ContributionCounts, other: ContributionCounts) -> None:
    """Adding contributions never lowers the score, and adds up apart from the rounding of prompts."""
    both = add(one, other)
    assert both.points >= max(one.points, other.points)
    assert 0 <= both.points - one.points - other.points <= 2


def test_recorded_boards_agree() -> None:
    """For every recorded row of a leaderboard, score and level are what the counts say."""
    rows = 0
    for exchange in transcript():
        if "/leaderboards/" in exchange["path"] and exchange["method"] == "GET" and exchange["status"] == 200:
            for row in LeaderboardStats.parse(exchange["response"]).leaderboard:
                assert ContributionCounts.of(row).points == row.leader_score
                assert level_of(row.leader_score).number == row.level
                rows += 1
    assert rows > 10


def test_counts_are_those_of_the_wire() -> None:
    """Every count has its name on the wire."""
    row = UserScore(
        user_id=UUID(int=1), username="1", auth_method="discord", display_name="Ada", replies_assistant=2, labels_full=3
    )
    assert ContributionCounts.of(row) == ContributionCounts(replies_assistant=2, labels_full=3)
    assert set(COUNTS) <= set(UserScore.model_fields)


@pytest.mark.parametrize(
    ("task_type", "mode", "at_once", "later"),
    [
        (TaskType.INITIAL_PROMPT, LabelMode.FULL, "prompts", "accepted_prompts"),
        (TaskType.ASSISTANT_REPLY, LabelMode.FULL, "replies_assistant", "accepted_replies_assistant"),
        (TaskType.PROMPTER_REPLY, LabelMode.FULL, "replies_prompter", "accepted_replies_prompter"),
        (TaskType.LABEL_INITIAL_PROMPT, LabelMode.FULL, "labels_full", None),
        (TaskType.LABEL_PROMPTER_REPLY, LabelMode.SIMPLE, "labels_simple", None),
        (TaskType.RANK_ASSISTANT_REPLIES, LabelMode.FULL, "rankings_total", "rankings_good"),
    ],
)
def test_a_card_promises_what_the_score_gives(
    task_type: TaskType, mode: LabelMode, at_once: str, later: str | None
) -> None:
    """What a card says that ten packages may earn is what the score gains by ten, at once and later."""
    may_earn = earnings_of(task_type, mode)
    assert may_earn.most_at_once * 10 == ContributionCounts(**{at_once: 10}).points
    assert may_earn.later * 10 == (ContributionCounts(**{later: 10}).points if later else 0)


def test_untouched_scales_earn_less_only_where_they_count() -> None:
    """A label task in full mode is worth one point, two with every scale; or two whatever was answered."""
    label = TaskType.LABEL_ASSISTANT_REPLY
    assert earnings_of(label, LabelMode.FULL) == Earnings(at_once=1, with_every_scale=2)
    assert earnings_of(label, LabelMode.FULL, counts_scales=False) == Earnings(at_once=2)
    assert earnings_of(label, LabelMode.SIMPLE) == Earnings(at_once=1)


@pytest.mark.parametrize("task_type", TaskType)
@pytest.mark.parametrize("mode", LabelMode)
@pytest.mark.parametrize("counts_scales", [True, False])
def test_quality_pays_later_and_no_more(task_type: TaskType, mode: LabelMode, counts_scales: bool) -> None:
    """By quality nothing is paid at once, and in the end at most what the formula pays in all."""
    formula = earnings_of(task_type, mode, counts_scales=counts_scales)
    quality = earnings_of(task_type, mode, counts_scales=counts_scales, scoring=Scoring.QUALITY)
    assert (quality.at_once, quality.most_at_once) == (0, 0)
    assert quality.later == formula.at_once + formula.later
    assert quality.with_every_scale == formula.with_every_scale
    assert quality.by_quality is (quality.later > 0)


@pytest.mark.parametrize("task_type", [TaskType.SUMMARIZE_STORY, TaskType.RATE_SUMMARY])
def test_what_the_score_does_not_count_promises_nothing(task_type: TaskType) -> None:
    """A summary earns nothing, and neither does its rating."""
    assert earnings_of(task_type) == Earnings()


def test_the_formula_has_every_count() -> None:
    """No kind of contribution is left out of the formula of the score."""
    assert tuple(SCORE) == COUNTS


def test_a_score_worked_out_by_hand() -> None:
    """A little of everything: 1+40+7+5+60+12+8+1+36+6+54+12+3 points are 245, level 18, and 6 more make level 19."""
    everything = ContributionCounts(
        prompts=19,
        replies_assistant=10,
        replies_prompter=7,
        labels_simple=5,
        labels_full=30,
        rankings_total=12,
        rankings_good=8,
        accepted_prompts=11,
        accepted_replies_assistant=9,
        accepted_replies_prompter=6,
        reply_ranked_1=6,
        reply_ranked_2=4,
        reply_ranked_3=3,
    )
    assert everything.points == 245
    assert (level_of(everything.points).number, level_of(everything.points).points_to_next) == (18, 6)
    assert level_of(add(everything, ContributionCounts(labels_full=3)).points).number == 19


def test_the_documented_board() -> None:
    """The first of the documented board has 131 points: 3 replies and 64 labels, no prompt."""
    assert ContributionCounts(replies_prompter=3, labels_full=64).points == 131
