"""Votes are weighed by what those before them were worth, and messages that are not clear get more reviews."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from bot.backends.local.repository import trust
from bot.backends.values import Contributor, RankingAnswer
from bot.protocol.labels import TextLabel
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import DAY
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds
from bot.rules.trust import NEWCOMER, TrustRecord, ranking_weight, rejection, review_weight
from tests.backends import rulings
from tests.backends.community import labels_for
from tests.backends.local.conftest import Founded, LocalCommunity

_LABEL = TaskType.LABEL_INITIAL_PROMPT
_TRUSTED = TrustRecord(passed_accepted=40, objected_to_rejected=40, pairs_alike=40)
_HARMFUL = TrustRecord(passed_accepted=20, objected_to_accepted=20, objected_to_rejected=20, passed_rejected=20)


async def record_of(community: LocalCommunity, person: Contributor) -> TrustRecord:
    """What is known of somebody's votes."""
    key = person.person_id.bytes
    return (await community.database.read(trust.records_of, [key]))[key]


async def known(community: LocalCommunity, record: TrustRecord, *people: Contributor) -> None:
    """Let people have such a record."""
    await community.database.write(trust.put, {person.person_id.bytes: record for person in people})


async def review(community: LocalCommunity, message_id: UUID, person: Contributor, spam: float) -> None:
    """Have somebody review a prompt."""
    held = await community.take_about(message_id, _LABEL, person)
    await community.give(held, labels_for(held.label_task, spam=spam))


async def verdict(community: LocalCommunity, message_id: UUID) -> bool | None:
    """What the reviews decided about a message."""
    return (await community.backend.message(message_id)).review_result


@pytest.mark.parametrize("weighs", [True, False])
async def test_the_same_votes_decide_by_who_gave_them(founded: Founded, weighs: bool) -> None:
    """One trusted objection outweighs two votes that are as good as chance; without weights the two win."""
    community = await founded(weigh_acceptance=weighs, max_extra_reviews=0)
    careful, *others = [community.person(number) for number in range(1, 4)]
    await known(community, _TRUSTED, careful)
    await known(community, _HARMFUL, *others)
    prompt = await community.write_prompt(community.person(9))
    await review(community, prompt, careful, 1)
    for other in others:
        await review(community, prompt, other, 0)
    assert await verdict(community, prompt) is not weighs


async def test_a_settled_message_tells_of_its_reviewers_and_its_author(founded: Founded) -> None:
    """Once a message is decided, each review of it counts as right or wrong, the text as accepted; not before."""
    community = await founded()
    author, right, wrong = [community.person(number) for number in range(3)]
    prompt = await community.write_prompt(author)
    await review(community, prompt, wrong, 1)
    for person in (right, community.person(3), community.person(4), community.person(5)):
        assert await record_of(community, right) == NEWCOMER
        await review(community, prompt, person, 0)
        if await verdict(community, prompt) is not None:
            break
    assert await verdict(community, prompt) is True
    assert await record_of(community, right) == replace(NEWCOMER, passed_accepted=1)
    assert await record_of(community, wrong) == replace(NEWCOMER, objected_to_accepted=1)
    assert await record_of(community, author) == replace(NEWCOMER, texts_accepted=1)
    assert review_weight(await record_of(community, wrong)) < review_weight(NEWCOMER)
    assert rejection(await record_of(community, author)) < rejection(NEWCOMER)


async def test_a_review_that_came_late_is_compared_too(founded: Founded) -> None:
    """Somebody who had the package when the message was decided is compared with what was decided without them."""
    community = await founded()
    late = community.person(1)
    prompt = await community.write_prompt(community.person(9))
    held = await community.take_about(prompt, _LABEL, late)
    await community.review(prompt, 0, 0, 0)
    assert await verdict(community, prompt) is True
    await community.give(held, labels_for(held.label_task, spam=1))
    assert await record_of(community, late) == replace(NEWCOMER, objected_to_accepted=1)


async def test_a_single_review_tells_nothing(founded: Founded) -> None:
    """Where one review decides, it is always what was decided, which says nothing of whose it is."""
    community = await founded(num_reviews_initial_prompt=1)
    reviewer = community.person(1)
    prompt = await community.write_prompt(community.person(9))
    await review(community, prompt, reviewer, 0)
    assert await verdict(community, prompt) is True
    assert await record_of(community, reviewer) == NEWCOMER


@pytest.mark.parametrize("agree", [True, False])
async def test_one_objection_gets_company(founded: Founded, agree: bool) -> None:
    """Where one review accepts, one that objects rejects nothing: another must agree, or two more outvote it."""
    community = await founded(num_reviews_initial_prompt=1)
    await known(community, _TRUSTED, community.person(1))
    prompt = await community.write_prompt(community.person(9))
    await review(community, prompt, community.person(1), 1)
    assert await verdict(community, prompt) is None
    await community.review(prompt, *([1] if agree else [0, 0]))
    assert await verdict(community, prompt) is not agree
    assert (await record_of(community, community.person(1))).objected_to_accepted == (0 if agree else 1)


async def test_one_objection_stands_where_nobody_comes(founded: Founded) -> None:
    """It rejects after the span in which nobody else looked at the text."""
    community = await founded(replace(SMALL_COMMUNITY, num_reviews_initial_prompt=1))
    prompt = await community.write_prompt(community.person(9))
    await community.review(prompt, 1)
    community.clock.move(DAY)
    await community.catch_up()
    assert await verdict(community, prompt) is False


async def test_people_who_disagree_get_company(founded: Founded) -> None:
    """Reviews that one more could turn decide nothing yet: one more is asked for, and no more than there may be."""
    community = await founded(max_extra_reviews=2)
    prompt = await community.write_prompt(community.person(9))
    await community.review(prompt, 1, 0, 0)
    assert await verdict(community, prompt) is None
    waiting = await community.backend.waiting("en")
    assert waiting is not None
    assert waiting.reviews_missing == 1
    await community.review(prompt, 1)
    assert await verdict(community, prompt) is None
    await community.review(prompt, 0)
    assert await verdict(community, prompt) is not None
    assert (await community.backend.message(prompt)).review_count == 5


async def test_who_is_often_rejected_needs_more_reviews(founded: Founded) -> None:
    """The same three reviews accept a text of somebody who was often accepted, and are too few for one who was not."""
    community = await founded()
    doubted, praised = community.person(1), community.person(2)
    await known(community, TrustRecord(texts_rejected=8, texts_accepted=2), doubted)
    await known(community, TrustRecord(texts_accepted=10), praised)
    for author, accepted in ((doubted, None), (praised, True)):
        prompt = await community.write_prompt(author)
        await community.review(prompt, 0, 0, 0)
        assert await verdict(community, prompt) is accepted


async def test_where_nobody_comes_those_that_there_are_decide(founded: Founded) -> None:
    """An unclear message is decided when anybody asks for work after the span, and its tree goes on or ends by it."""
    community = await founded()
    prompt = await community.write_prompt(community.person(9))
    await community.review(prompt, 1, 0, 0)
    community.clock.move(DAY - 1)
    await community.catch_up()
    assert await verdict(community, prompt) is None
    community.clock.move(1)
    await community.catch_up()
    assert await verdict(community, prompt) is True
    assert await community.state(prompt) is TreeState.GROWING
    assert await community.rows("SELECT 1 FROM message WHERE unsure_since IS NOT NULL") == []


async def test_what_was_taken_out_is_not_decided(founded: Founded) -> None:
    """A message that a moderator deleted while it was unclear earns its author nothing later."""
    community = await founded()
    author = community.person(9)
    prompt = await community.write_prompt(author)
    await community.review(prompt, 1, 0, 0)
    await rulings.delete(community.local, prompt, community.person(99))
    community.clock.move(2 * DAY)
    await community.catch_up()
    assert await record_of(community, author) == NEWCOMER


async def test_whoever_changes_their_mind_can_decide(founded: Founded) -> None:
    """A changed review that makes an unclear message clear decides it at once."""
    community = await founded()
    prompt = await community.write_prompt(community.person(9))
    held = await community.take_about(prompt, _LABEL, community.person(1))
    await community.give(held, labels_for(held.label_task, spam=1))
    await community.review(prompt, 0, 0)
    assert await verdict(community, prompt) is None
    await community.backend.change_answer(held.person, held.session, held.task, labels_for(held.label_task), None)
    assert await verdict(community, prompt) is True
    assert await community.state(prompt) is TreeState.GROWING


@pytest.mark.parametrize("third", [0, 1])
async def test_in_a_small_community_a_third_decides_about_a_prompt(founded: Founded, third: int) -> None:
    """Two who disagree about a prompt get a third one, who decides whatever the votes of the others were worth."""
    community = await founded(SMALL_COMMUNITY)
    await known(community, _HARMFUL, community.person(1))
    prompt = await community.write_prompt(community.person(9))
    await review(community, prompt, community.person(1), 1 - third)
    await review(community, prompt, community.person(2), third)
    assert await verdict(community, prompt) is None
    await review(community, prompt, community.person(3), third)
    assert await verdict(community, prompt) is (third == 0)


@pytest.mark.parametrize("preset", [Thresholds(), SMALL_COMMUNITY])
@pytest.mark.parametrize("are_known", [False, True])
async def test_accounts_that_only_flag_take_nothing_out(founded: Founded, preset: Thresholds, are_known: bool) -> None:
    """Four flags take out a prompt in review if by people of whom anything was settled; others only call."""
    community = await founded(preset)
    flaggers = [community.person(number) for number in range(4)]
    if are_known:
        await known(community, TrustRecord(passed_accepted=1), *flaggers)
    prompt = await community.write_prompt(community.person(9))
    for flagger in flaggers:
        await community.backend.react(flagger, prompt, EmojiCode.RED_FLAG, EmojiOp.ADD, None)
    expected = TreeState.ABORTED_LOW_GRADE if are_known else TreeState.INITIAL_PROMPT_REVIEW
    assert await community.state(prompt) is expected


async def test_both_orders_are_kept(founded: Founded) -> None:
    """The rank is by weighed votes, the other as if all counted alike; each ranking is compared with the first."""
    community = await founded(goal_tree_size=3, max_tree_depth=1)
    careful, *others = rankers = [community.person(number) for number in range(1, 4)]
    prompt, replies = await community.ranking_tree(community.person(8), community.person(9))
    await known(community, _TRUSTED, careful)
    await known(community, _HARMFUL, *others)
    for person in rankers:
        held = await community.take_about(prompt, TaskType.RANK_ASSISTANT_REPLIES, person)
        first = replies[0] if person is careful else replies[1]
        shown = [message.id for message in held.rank_task.ranked_messages]
        best = shown.index(first)
        await community.give(held, RankingAnswer(ranking=(best, 1 - best)))
    rows = await community.rows("SELECT message_id, rank, rank_unweighed FROM message WHERE rank IS NOT NULL")
    assert {UUID(bytes=own): (rank, unweighed) for own, rank, unweighed in rows} == {
        replies[0]: (0, 1),
        replies[1]: (1, 0),
    }
    assert (await record_of(community, careful)).pairs_alike > 40
    assert [(await record_of(community, other)).pairs_opposed for other in others] == [1, 1]
    assert ranking_weight(await record_of(community, others[0])) < ranking_weight(NEWCOMER)


async def test_quality_is_one_more_ranking(founded: Founded) -> None:
    """Where rankings are two against one, what reviewers said of the replies' quality can turn them."""
    community = await founded(goal_tree_size=3, max_tree_depth=1, p_full_labeling_assistant_reply=1.0)
    prompt = await community.growing_tree()
    replies = []
    for author, quality in ((8, 1.0), (9, 0.0)):
        reply = await community.reply_to(prompt, TaskType.ASSISTANT_REPLY, community.person(author))
        for _ in range(3):
            held = await community.take_about(reply, TaskType.LABEL_ASSISTANT_REPLY)
            assert str(TextLabel.QUALITY) in held.label_task.valid_labels
            await community.give(held, labels_for(held.label_task, quality=quality))
        replies.append(reply)
    for number in range(3):
        held = await community.take_about(prompt, TaskType.RANK_ASSISTANT_REPLIES, community.person(number))
        shown = [message.id for message in held.rank_task.ranked_messages]
        best = shown.index(replies[0] if number == 0 else replies[1])
        await community.give(held, RankingAnswer(ranking=(best, 1 - best)))
    rows = await community.rows("SELECT rank, rank_unweighed FROM message WHERE message_id = ?", replies[0].bytes)
    assert rows == [(0, 1)]


async def test_equal_quality_turns_nothing(founded: Founded) -> None:
    """Replies that reviewers found equally good are ranked by the rankings alone."""
    community = await founded(goal_tree_size=3, max_tree_depth=1)
    prompt, replies = await community.ranking_tree(community.person(8), community.person(9))
    for number in range(3):
        held = await community.take_about(prompt, TaskType.RANK_ASSISTANT_REPLIES, community.person(number))
        shown = [message.id for message in held.rank_task.ranked_messages]
        best = shown.index(replies[0] if number == 0 else replies[1])
        await community.give(held, RankingAnswer(ranking=(best, 1 - best)))
    rows = await community.rows("SELECT rank, rank_unweighed FROM message WHERE message_id = ?", replies[0].bytes)
    assert rows == [(1, 1)]


async def test_nothing_is_left_of_somebody_who_was_forgotten(founded: Founded) -> None:
    """What somebody's votes were worth is exported with what is stored about them, and goes with them."""
    community = await founded()
    person = community.person(1)
    await known(community, _TRUSTED, person)
    await community.backend.admit(person)
    exported = await community.local.export_person(person)
    assert exported["vote_records"] == [
        {
            "person_id": str(person.person_id),
            **{name: getattr(_TRUSTED, name) for name in TrustRecord.__dataclass_fields__},
        }
    ]
    await community.backend.forget(person.person_id)
    assert await community.rows("SELECT 1 FROM trust") == []
