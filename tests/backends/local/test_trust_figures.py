"""What people read of what their votes were worth."""

from __future__ import annotations

from bot.backends.values import Contributor
from bot.protocol.tasks import TaskType
from bot.rules.trust import NEWCOMER, review_weight, sensitivity, specificity
from tests.backends.community import labels_for
from tests.backends.local.conftest import Founded, LocalCommunity


async def review(community: LocalCommunity, by: Contributor, spam: float, *, others: float) -> None:
    """Have somebody review a new prompt, and others with them, who decide."""
    prompt = await community.write_prompt(community.newcomer())
    held = await community.take_about(prompt, TaskType.LABEL_INITIAL_PROMPT, by)
    await community.give(held, labels_for(held.label_task, spam=spam))
    await community.review(prompt, others, others)


async def test_somebody_new_has_no_record(founded: Founded) -> None:
    """Nothing of theirs is settled, and their votes weigh what a newcomer's weigh."""
    community = await founded()
    figures = await community.backend.trust_figures(community.person(1))
    assert figures is not None
    assert (figures.settled, figures.agreed) == (0, 0)
    assert (figures.sensitivity, figures.specificity) == (sensitivity(NEWCOMER), specificity(NEWCOMER))
    assert figures.review_weight == figures.newcomer_review_weight == review_weight(NEWCOMER) < 1
    assert figures.ranking_weight == figures.newcomer_ranking_weight < 1


async def test_reviews_are_compared_with_what_was_decided(founded: Founded) -> None:
    """Each review of a settled text is counted once, by what it said and what became of the text; others are not."""
    community = await founded(max_extra_reviews=0)
    reviewer = community.person(1)
    for spam, others in ((0, 0), (0, 0), (1, 1), (0, 1), (1, 0)):
        await review(community, reviewer, spam, others=others)
    open_still = await community.write_prompt(community.newcomer())
    await community.give(await community.take_about(open_still, TaskType.LABEL_INITIAL_PROMPT, reviewer))
    figures = await community.backend.trust_figures(reviewer)
    assert figures is not None
    found = (
        *(figures.objected_to_rejected, figures.passed_rejected),
        *(figures.passed_accepted, figures.objected_to_accepted),
    )
    assert found == (1, 1, 2, 1)
    assert (figures.settled, figures.agreed) == (5, 3)
    exported = await community.backend.export_person(reviewer)
    assert exported["how_your_votes_weigh"] == figures.model_dump()


async def test_who_sees_what_others_see_weighs_more(founded: Founded) -> None:
    """Agreement with what was decided raises the weight above a newcomer's, the contrary lowers it."""
    community = await founded(max_extra_reviews=0)
    careful, contrary = community.person(1), community.person(2)
    for _ in range(4):
        for spam in (0, 1):
            await review(community, careful, spam, others=spam)
            await review(community, contrary, 1 - spam, others=spam)
    good, bad = [await community.backend.trust_figures(person) for person in (careful, contrary)]
    assert good is not None
    assert bad is not None
    assert bad.review_weight < bad.newcomer_review_weight < good.review_weight


async def test_where_votes_are_not_weighed_all_count_alike(founded: Founded) -> None:
    """As in a small community: 1 for everybody, whatever they said."""
    community = await founded(weigh_acceptance=False, weigh_rankings=False)
    figures = await community.backend.trust_figures(community.person(1))
    assert figures is not None
    weights = (figures.review_weight, figures.ranking_weight)
    assert weights == (figures.newcomer_review_weight, figures.newcomer_ranking_weight) == (1.0, 1.0)
