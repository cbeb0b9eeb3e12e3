"""A whole community works for weeks; an independent model says what must come of it.

`SIMULATION=full` runs the full size: 500 people, 200 finished trees.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random

import pytest

from bot.backends.errors import NoTaskAvailable, TooManyPendingTasks
from bot.backends.values import Answer, LabelsAnswer, RankingAnswer, TextAnswer
from bot.protocol.labels import TextLabel
from bot.protocol.moments import DAY, MINUTE, SECOND
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import LABEL_TASKS, RANK_TASKS
from bot.protocol.trees import TreeState
from bot.rules.points import COUNTS, Scoring
from bot.rules.thresholds import Thresholds
from tests.backends.community import Held, LabelTask, labels_for
from tests.backends.local.conftest import Founded, LocalCommunity
from tests.backends.local.model import Model, points

_FULL = os.environ.get("SIMULATION") == "full"
_PEOPLE, _TREES = (500, 200) if _FULL else (60, 12)
_ROUNDS = 40_000 if _FULL else 4_000
_THRESHOLDS = Thresholds(max_active_trees=30, max_initial_prompt_review=30, extra_reviews_span=1000 * DAY)


def answer(held: Held, quality: float, random: Random, number: int, model: Model) -> Answer:
    """What somebody answers whose answers are good with a certain probability."""
    good = random.random() < quality
    task = held.task
    if task.type in LABEL_TASKS:
        assert isinstance(task, LabelTask)
        if not good:
            return LabelsAnswer(labels={TextLabel.SPAM: float(random.random() < 0.5)})
        return labels_for(task, spam=float(model.messages[task.message_id].text.startswith("Bad")))
    if task.type in RANK_TASKS:
        shown = held.rank_task.ranked_messages
        places = sorted(range(len(shown)), key=lambda place: model.messages[shown[place].id].text)
        if not good:
            random.shuffle(places)
        return RankingAnswer(ranking=tuple(places), not_rankable=not good)
    return TextAnswer(text=f"{'Good' if good else 'Bad'} text {number}.", language="en")


@pytest.mark.slow
async def test_a_community_at_work(founded: Founded) -> None:
    """States, ranks and points of everything are what an independent model says, whoever did what in which order."""
    community = await founded(_THRESHOLDS, scoring=Scoring.ORIGINAL)
    random = Random(2024)
    model = Model(_THRESHOLDS)
    qualities = [random.choice((0.2, 0.8, 0.95, 1.0)) for _ in range(_PEOPLE)]
    lapsed: list[Held] = []
    for number in range(_ROUNDS):
        who = random.randrange(_PEOPLE)
        community.clock.move(random.randrange(30 * SECOND))
        try:
            held = await community.take(community.person(who))
        except (NoTaskAvailable, TooManyPendingTasks):
            community.clock.move(6 * MINUTE)
            continue
        model.offered(held)
        habit = random.random()
        if habit < 0.05:
            await community.backend.skip(held.person, held.session, held.task, "skip")
            model.skip(held)
        elif habit < 0.08:
            lapsed.append(held)
        else:
            given = answer(held, qualities[who], random, number, model)
            receipt = await community.give(held, given)
            if random.random() < 0.1:
                assert await community.give(held, given) == receipt
            model.answered(held, given, receipt.message_id)
        if number % 50 == 0:
            counts = await community.backend.tree_counts()
            if counts.get(TreeState.READY_FOR_EXPORT, 0) >= _TREES:
                break
    assert (await community.backend.tree_counts())[TreeState.READY_FOR_EXPORT] >= _TREES
    assert lapsed
    await compare_trees(community, model)
    await compare_people(community, model)


async def compare_trees(community: LocalCommunity, model: Model) -> None:
    """Hold every tree against the model."""
    states: Counter[TreeState] = Counter()
    for root in [message for message in model.messages.values() if message.parent is None]:
        state = await community.state(root.id)
        expected = model.state(root)
        if expected is TreeState.PROMPT_LOTTERY_WAITING and state is TreeState.GROWING:
            expected = state
        assert state is expected
        states[state] += 1
        messages = await community.messages(root.id)
        assert messages.keys() == {message.id for message in root.all()}
        for message in root.all():
            assert messages[message.id].review_result is message.accepted
            assert messages[message.id].review_count == len(message.reviews)
        ranks = {each.id: each.rank for each in messages.values() if each.rank is not None}
        assert ranks == (model.ranks(root) if state is TreeState.READY_FOR_EXPORT else {})
    waiting, growing = states[TreeState.PROMPT_LOTTERY_WAITING], states[TreeState.GROWING]
    assert growing == min(_THRESHOLDS.max_active_trees, growing + waiting)
    assert dict(+states) == {state: count for state, count in (await community.backend.tree_counts()).items() if count}


async def compare_people(community: LocalCommunity, model: Model) -> None:
    """Hold everybody's points, and the board, against the model."""
    earned = model.finish()
    for number in range(_PEOPLE):
        person = community.person(number)
        counts = earned.get(person.person_id, Counter())
        score = await community.backend.stats(person, TimeFrame.TOTAL)
        assert {name: getattr(score, name) for name in COUNTS} == {name: counts[name] for name in COUNTS}
        assert score.leader_score == points(counts)
    board = (await community.backend.leaderboard(TimeFrame.TOTAL, limit=_PEOPLE)).leaderboard
    scores = sorted((points(counts) for counts in earned.values()), reverse=True)
    assert [row.leader_score for row in board] == scores
    assert [row.rank for row in board] == [scores.index(score) + 1 for score in scores]
