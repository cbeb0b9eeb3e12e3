"""Points by quality: what a text, a review and a ranking earn, and when."""

from __future__ import annotations

from uuid import UUID

import pytest

from bot.backends.local.repository import trust
from bot.backends.values import Contribution, Contributor, RankingAnswer
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.rules.points import Scoring
from bot.rules.trust import TrustRecord
from tests.backends import rulings
from tests.backends.community import labels_for
from tests.backends.local.conftest import Founded, LocalCommunity

_LABEL = TaskType.LABEL_ASSISTANT_REPLY
_PROVED = TrustRecord(objected_to_rejected=40, passed_accepted=200, pairs_alike=200, texts_accepted=50)
_RANDOM = TrustRecord(objected_to_rejected=50, passed_rejected=50, passed_accepted=50, objected_to_accepted=50)


async def points(community: LocalCommunity, person: Contributor) -> int:
    """What somebody's score is."""
    return (await community.backend.stats(person, TimeFrame.TOTAL)).leader_score


async def tenths(community: LocalCommunity, person: Contributor) -> int:
    """What somebody has earned, in tenths of a point."""
    ((earned,),) = await community.rows(
        "SELECT coalesce(sum(total_earned), 0) FROM standing WHERE person_id = ?", person.person_id.bytes
    )
    return int(earned)


async def known(community: LocalCommunity, record: TrustRecord, *people: Contributor) -> None:
    """Let people have such a record."""
    await community.database.write(trust.put, {person.person_id.bytes: record for person in people})


async def review(community: LocalCommunity, message_id: UUID, person: Contributor, **values: float) -> None:
    """Have somebody review a reply."""
    held = await community.take_about(message_id, _LABEL, person)
    receipt = await community.give(held, labels_for(held.label_task, **values))
    assert receipt.points == 0


async def reply(community: LocalCommunity, author: Contributor) -> UUID:
    """Have somebody write a reply as the assistant that waits for review."""
    return await community.reply_to(await community.growing_tree(), TaskType.ASSISTANT_REPLY, author)


async def contribution(community: LocalCommunity, author: Contributor, message_id: UUID) -> Contribution:
    """How an author sees what became of a text."""
    mine = await community.backend.contributions(author, limit=10)
    return next(each for each in mine if each.message.id == message_id)


async def test_a_text_is_paid_when_it_is_accepted_by_its_quality(founded: Founded) -> None:
    """A reply that reviewers rate 4 of 5 earns nothing at first, and six points once they accept it."""
    community = await founded(num_reviews_reply=2, max_extra_reviews=0)
    author = community.person(1)
    written = await reply(community, author)
    await review(community, written, community.person(2), quality=0.75)
    assert await points(community, author) == 0
    assert (await contribution(community, author, written)).scoring is Scoring.QUALITY
    await review(community, written, community.person(3), quality=0.75)
    seen = await contribution(community, author, written)
    assert (seen.quality, seen.points) == (0.75, 6)
    assert await points(community, author) == 6


async def test_the_quality_is_weighed(founded: Founded) -> None:
    """What clickers say of the quality of a text does not change what it earns."""
    community = await founded(num_reviews_reply=2)
    author, careful, clicker = [community.person(number) for number in range(1, 4)]
    await known(community, _PROVED, careful)
    await known(community, _RANDOM, clicker)
    written = await reply(community, author)
    await review(community, written, careful, quality=0.5)
    await review(community, written, clicker, quality=1.0)
    assert (await contribution(community, author, written)).points == 4


async def test_a_text_that_is_rejected_earns_nothing(founded: Founded) -> None:
    """Whatever its reviewers said of its quality."""
    community = await founded(num_reviews_reply=2)
    author = community.person(1)
    written = await reply(community, author)
    for number in (2, 3):
        await review(community, written, community.person(number), spam=1, quality=1.0)
    assert await tenths(community, author) == 0


async def test_reviews_are_paid_where_they_agree(founded: Founded) -> None:
    """Once a text is settled, who decided as it came out gets what their votes are worth; who did not gets nothing."""
    community = await founded(num_reviews_reply=4, max_extra_reviews=0, weigh_acceptance=False)
    newcomer, proved, clicker, wrong = people = [community.person(number) for number in range(1, 5)]
    await known(community, _PROVED, proved)
    await known(community, _RANDOM, clicker)
    written = await reply(community, community.person(9))
    for person in people:
        assert await tenths(community, newcomer) == 0
        await review(community, written, person, spam=float(person is wrong))
    assert [await tenths(community, person) for person in people] == [10, 20, 0, 0]


async def test_a_review_that_came_late_is_paid_too(founded: Founded) -> None:
    """Who reviews a message that was settled meanwhile is paid where they agree, and not where they object."""
    community = await founded(num_reviews_reply=1)
    written = await reply(community, community.person(9))
    early, late, wrong = [await community.take_about(written, _LABEL, community.person(number)) for number in (1, 2, 3)]
    for held in (early, late, wrong):
        await community.give(held, labels_for(held.label_task, spam=float(held is wrong)))
    assert [await tenths(community, community.person(number)) for number in (1, 2, 3)] == [0, 10, 0]


async def test_an_edit_takes_back_what_the_old_wording_earned(founded: Founded) -> None:
    """It is reviewed anew and earns by what it is now; an undone edit gives back exactly what was there."""
    community = await founded(num_reviews_reply=1)
    author, moderator = community.person(1), community.person(8)
    written = await reply(community, author)
    await review(community, written, community.person(2), quality=1.0)
    before = await community.rows("SELECT * FROM contribution_count ORDER BY grain, period, person_id, server_id")
    assert await points(community, author) == 8
    community.clock.move(1_000)
    decision = await rulings.edit(community.backend, written, "Another wording, without a name.", moderator)
    assert await points(community, author) == 0
    assert decision.decision_id is not None
    await community.backend.undo(decision.decision_id, moderator, None)
    assert (await contribution(community, author, written)).points == 8
    after = await community.rows("SELECT * FROM contribution_count ORDER BY grain, period, person_id, server_id")
    assert after == before


@pytest.mark.parametrize("scoring", Scoring)
async def test_both_ways_are_counted_whichever_shows(founded: Founded, scoring: Scoring) -> None:
    """A community that changes its mind finds everything counted: the counters are the same under either scoring."""
    community = await founded(num_reviews_reply=1, scoring=scoring)
    author = community.person(1)
    written = await reply(community, author)
    held = await community.take_about(written, _LABEL, community.person(2))
    await community.give(held, labels_for(held.label_task, quality=1.0))
    ((replies, accepted, earned),) = await community.rows(
        "SELECT replies_assistant, accepted_replies_assistant, earned FROM contribution_count"
        " WHERE grain = 0 AND person_id = ?",
        author.person_id.bytes,
    )
    assert (replies, accepted, earned) == (1, 1, 80)


async def test_rankings_and_places_pay_by_who_ranked(founded: Founded) -> None:
    """Who ranks as the consensus does is paid, and so are the replies placed first; clickers pay and earn nothing."""
    community = await founded(
        goal_tree_size=3, max_children_count=2, max_tree_depth=1, num_reviews_reply=1, num_required_rankings=3
    )
    root = await community.growing_tree()
    authors = [community.person(number) for number in (1, 2)]
    best, other = [await community.accepted_reply(root, TaskType.ASSISTANT_REPLY, author) for author in authors]
    first, second, clicker = [community.person(number) for number in (11, 12, 13)]
    await known(community, _PROVED, first, second)
    await known(community, _RANDOM, clicker)
    before = [await tenths(community, author) for author in authors]
    for person in (first, second, clicker):
        held = await community.take_about(root, TaskType.RANK_ASSISTANT_REPLIES, person)
        shown = [message.id for message in held.rank_task.ranked_messages]
        order = [best, other] if person is not clicker else [other, best]
        assert (await community.give(held, RankingAnswer(ranking=tuple(map(shown.index, order))))).points == 0
    assert (await community.backend.tree_state(root)).state is TreeState.READY_FOR_EXPORT
    assert [await tenths(community, person) for person in (first, second, clicker)] == [20, 20, 0]
    after = [await tenths(community, author) for author in authors]
    assert [now - then for now, then in zip(after, before, strict=True)] == [180, 60]
