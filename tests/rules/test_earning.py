"""Laws of what contributions earn by their quality."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.labels import LabelMode
from bot.protocol.tasks import TaskType
from bot.rules.consensus import Rating
from bot.rules.earning import as_step, place_earns, quality_of, ranking_earns, review_earns, text_earns
from bot.rules.points import TENTHS, Scoring, earnings_of
from bot.rules.trust import NEWCOMER, TrustRecord

VOTES = st.floats(0, 200)
RECORDS = st.builds(
    TrustRecord,
    objected_to_rejected=VOTES,
    passed_rejected=VOTES,
    passed_accepted=VOTES,
    objected_to_accepted=VOTES,
    pairs_alike=VOTES,
    pairs_opposed=VOTES,
    texts_rejected=VOTES,
    texts_accepted=VOTES,
)
WRITTEN = (TaskType.INITIAL_PROMPT, TaskType.ASSISTANT_REPLY, TaskType.PROMPTER_REPLY)
QUALITIES = st.floats(0, 1)

PROVED = TrustRecord(objected_to_rejected=40, passed_accepted=200, pairs_alike=200, texts_accepted=50)
RANDOM = TrustRecord(
    objected_to_rejected=50,
    passed_rejected=50,
    passed_accepted=50,
    objected_to_accepted=50,
    pairs_alike=50,
    pairs_opposed=50,
)
SAYS_YES = TrustRecord(passed_rejected=40, passed_accepted=200)
REJECTED = replace(PROVED, texts_rejected=60)


def most(task_type: TaskType) -> int:
    """What a package may earn at most, in tenths of a point."""
    return round(earnings_of(task_type, counts_scales=False, scoring=Scoring.QUALITY).later * TENTHS)


@given(st.sampled_from(WRITTEN), QUALITIES, st.lists(RECORDS, max_size=5), RECORDS)
def test_an_accepted_text_earns_something_and_never_too_much(
    task_type: TaskType, quality: float, reviewers: list[TrustRecord], author: TrustRecord
) -> None:
    """A text that was accepted earns at least a tenth of a point, and at most what its card promised."""
    assert 1 <= text_earns(task_type, quality, reviewers, author) <= most(task_type)


@given(st.sampled_from(WRITTEN), QUALITIES, QUALITIES, st.lists(RECORDS, max_size=5), RECORDS)
def test_a_better_text_never_earns_less(
    task_type: TaskType, one: float, other: float, reviewers: list[TrustRecord], author: TrustRecord
) -> None:
    """What a text earns rises with the quality that reviewers found."""
    worse, better = sorted((one, other))
    assert text_earns(task_type, worse, reviewers, author) <= text_earns(task_type, better, reviewers, author)


@given(QUALITIES, RECORDS, st.floats(0, 50))
def test_rejected_texts_make_the_others_cheaper(quality: float, author: TrustRecord, more: float) -> None:
    """Who has more texts rejected never earns more for one that is accepted."""
    worse = replace(author, texts_rejected=author.texts_rejected + more)
    assert text_earns(TaskType.ASSISTANT_REPLY, quality, [PROVED], worse) <= text_earns(
        TaskType.ASSISTANT_REPLY, quality, [PROVED], author
    )


@pytest.mark.parametrize(("quality", "tenths"), [(1.0, 80), (0.75, 60), (0.5, 40), (0.25, 5), (0.0, 1)])
def test_what_a_reply_earns_by_its_quality(quality: float, tenths: int) -> None:
    """A newcomer's reply as the assistant earns 8, 6, 4 points at 5, 4, 3 of 5, and hardly anything below."""
    assert text_earns(TaskType.ASSISTANT_REPLY, quality, [NEWCOMER], NEWCOMER) == tenths


def test_votes_that_are_worth_nothing_pay_no_text() -> None:
    """A text that only people accepted whose votes are as good as chance earns next to nothing."""
    assert text_earns(TaskType.ASSISTANT_REPLY, 1.0, [RANDOM, RANDOM], NEWCOMER) == 1


@given(st.sampled_from(LabelMode), RECORDS, st.booleans())
def test_a_review_earns_at_most_what_its_card_promised(mode: LabelMode, reviewer: TrustRecord, confirmed: bool) -> None:
    """A review earns from nothing to its most, and one that nobody could confirm never more than one that was."""
    earned = review_earns(mode, reviewer, confirmed=confirmed)
    assert 0 <= earned <= (20 if mode is LabelMode.FULL else 10)
    assert review_earns(mode, reviewer, confirmed=False) <= review_earns(mode, reviewer, confirmed=True)


@pytest.mark.parametrize(
    ("reviewer", "confirmed", "alone"), [(NEWCOMER, 10, 0), (PROVED, 20, 12), (RANDOM, 0, 0), (SAYS_YES, 0, 0)]
)
def test_reviews_pay_by_what_earlier_ones_were_worth(reviewer: TrustRecord, confirmed: int, alone: int) -> None:
    """A newcomer gets half, who has proved right all; who clicks at random, or always the same, nothing."""
    assert review_earns(LabelMode.FULL, reviewer, confirmed=True) == confirmed
    assert review_earns(LabelMode.FULL, reviewer, confirmed=False) >= alone


def test_reviews_of_somebody_whose_texts_are_rejected_pay_half() -> None:
    """Where most of somebody's texts are rejected, their good reviews still pay half."""
    whole = review_earns(LabelMode.FULL, PROVED, confirmed=True)
    assert review_earns(LabelMode.FULL, REJECTED, confirmed=True) == whole / 2


@given(st.permutations(range(6)), RECORDS, st.booleans())
def test_a_ranking_earns_at_most_what_its_card_promised(
    ranking: list[int], ranker: TrustRecord, confirmed: bool
) -> None:
    """A ranking earns from nothing to its most, the consensus itself most of all, and its reverse nothing."""
    consensus = range(6)
    earned = ranking_earns(ranking, consensus, ranker, confirmed=confirmed)
    assert 0 <= earned <= ranking_earns(consensus, consensus, ranker, confirmed=confirmed) <= 20
    assert ranking_earns(consensus[::-1], consensus, ranker, confirmed=confirmed) == 0


def test_too_few_replies_to_agree_about_earn_nothing() -> None:
    """A ranking of which the consensus knows one reply, or none, earns nothing."""
    assert ranking_earns([1, 2, 3], [3, 4], PROVED, confirmed=True) == 0


@given(st.sampled_from(("reply_ranked_1", "reply_ranked_2", "reply_ranked_3")), RECORDS, RECORDS, st.booleans())
def test_a_place_earns_at_most_what_it_earned_before(
    place: str, ranker: TrustRecord, author: TrustRecord, confirmed: bool
) -> None:
    """A place earns from nothing to its points by the formula."""
    points = {"reply_ranked_1": 9, "reply_ranked_2": 3, "reply_ranked_3": 1}[place]
    assert 0 <= place_earns(place, ranker, author, confirmed=confirmed) <= points * TENTHS


def test_random_rankers_place_nobody() -> None:
    """A first place in a proved ranking earns nine points, in one of somebody who ranks at random none."""
    assert place_earns("reply_ranked_1", PROVED, PROVED, confirmed=True) == 90
    assert place_earns("reply_ranked_1", RANDOM, PROVED, confirmed=True) == 0


def test_quality_is_weighed() -> None:
    """What reviewers found counts by what their votes weigh; all alike where none weighs; None where none said any."""
    assert quality_of([Rating(1.0, 0.75), Rating(0.0, 0.25)]) == 0.75
    assert quality_of([Rating(1.0, 0.0), Rating(0.5, 0.0)]) == 0.75
    assert quality_of([]) is None


@given(QUALITIES)
def test_a_quality_is_shown_as_it_is_chosen(quality: float) -> None:
    """From 0 to 1 is from 1 to 5."""
    assert 1 <= as_step(quality) <= 5
    assert [as_step(step / 4) for step in range(5)] == [1, 2, 3, 4, 5]
