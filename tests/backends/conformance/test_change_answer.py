"""Changing an answer while nobody has built on it."""

from __future__ import annotations

import pytest

from bot.backends.base import Capability
from bot.backends.errors import AnswerDoesNotFit, AnswerFixed, DuplicateText, NotYourTask, TextTooLong
from bot.backends.values import LabelsAnswer, RankingAnswer, TextAnswer
from bot.protocol.labels import TextLabel
from bot.protocol.moments import DAY, HOUR
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends.community import SERVER, Community, Held, labels_for
from tests.backends.conformance.conftest import Found


async def test_a_text_is_changed_until_it_is_reviewed(found: Found) -> None:
    """A prompt's text and language can be replaced before its first review, not after; the receipt stays."""
    community = await found()
    community.needs(Capability.CHANGE_ANSWER)
    backend = community.backend
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    assert not await backend.can_change_answer(held.person, held.session)
    receipt = await community.give(held)
    assert receipt.message_id is not None
    assert await backend.can_change_answer(held.person, held.session)
    new = TextAnswer(text="Wie geht das?", language="de")
    assert await backend.change_answer(held.person, held.session, held.task, new, SERVER) == receipt
    message = await backend.message(receipt.message_id)
    assert (message.text, message.lang, message.edited) == ("Wie geht das?", "de", False)
    assert await community.try_take(community.person(2), TaskType.LABEL_INITIAL_PROMPT, "en") is None
    review = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT, "de")
    await community.give(review)
    assert not await backend.can_change_answer(held.person, held.session)
    with pytest.raises(AnswerFixed):
        await backend.change_answer(held.person, held.session, held.task, held_text(community), SERVER)


@pytest.mark.parametrize("given_back", [True, False])
async def test_a_text_stays_while_somebody_has_it_before_them(found: Found, given_back: bool) -> None:
    """While a package made from a text is out, the text is what it was: labels cannot come to count for another one.

    Once the package is given back, or has expired, its writer may change it again.
    """
    community = await found()
    community.needs(Capability.CHANGE_ANSWER)
    backend = community.backend
    bait, switch = held_text(community), held_text(community)
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    prompt = (await community.give(held, bait)).message_id
    assert prompt is not None
    review = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    assert not await backend.can_change_answer(held.person, held.session)
    with pytest.raises(AnswerFixed):
        await backend.change_answer(held.person, held.session, held.task, switch, SERVER)
    assert (await backend.message(prompt)).text == bait.text
    if given_back:
        await backend.skip(review.person, review.session, review.task, "no idea")
    else:
        community.clock.move(2 * DAY)
    assert await backend.can_change_answer(held.person, held.session)
    await backend.change_answer(held.person, held.session, held.task, switch, SERVER)
    assert (await backend.message(prompt)).text == switch.text


def held_text(community: Community) -> TextAnswer:
    """A text that nobody wrote before."""
    return TextAnswer(text=community.text(), language="en")


async def test_a_changed_text_is_checked_like_a_new_one(found: Found) -> None:
    """Too long, submitted before, of another kind, by somebody else: refused, and the old text stands."""
    community = await found()
    community.needs(Capability.CHANGE_ANSWER)
    person = community.person(1)
    other = await community.take(person, TaskType.INITIAL_PROMPT)
    await community.give(other, TextAnswer(text="The other one.", language="en"))
    held = await community.take(person, TaskType.INITIAL_PROMPT)
    receipt = await community.give(held, TextAnswer(text="This one.", language="en"))

    async def change(text: str) -> None:
        answer = TextAnswer(text=text, language="en")
        await community.backend.change_answer(person, held.session, held.task, answer, SERVER)

    with pytest.raises(TextTooLong):
        await change("x" * 2001)
    with pytest.raises(DuplicateText):
        await change("The other one.")
    with pytest.raises(AnswerDoesNotFit):
        await community.backend.change_answer(
            person, held.session, held.task, LabelsAnswer(labels={TextLabel.SPAM: 0}), SERVER
        )
    with pytest.raises(NotYourTask):
        await community.backend.change_answer(
            community.person(2), held.session, held.task, held_text(community), SERVER
        )
    assert receipt.message_id is not None
    assert (await community.backend.message(receipt.message_id)).text == "This one."
    await change("This one.")
    await change("Better.")
    # What was taken back may be written again.
    await community.work(person, TaskType.INITIAL_PROMPT, TextAnswer(text="This one.", language="en"))


async def test_a_review_is_changed_until_it_has_decided(found: Found) -> None:
    """The labels that count are the last ones, and so are the points; after the decision they stay."""
    community = await found()
    community.needs(Capability.CHANGE_ANSWER)
    prompt = await community.write_prompt(community.person(1))
    held = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    assert (await community.give(held, labels_for(held.label_task, spam=1))).points == 2
    community.clock.move(HOUR)
    simple = LabelsAnswer(labels={TextLabel.SPAM: 1})
    changed = await community.backend.change_answer(held.person, held.session, held.task, simple, SERVER)
    assert changed.points == 1
    score = await community.backend.stats(held.person, TimeFrame.TOTAL)
    assert (score.labels_full, score.labels_simple) == (0, 1)
    await community.review(prompt, 1)
    full = labels_for(held.label_task, spam=0)
    changed = await community.backend.change_answer(held.person, held.session, held.task, full, SERVER)
    assert changed.points == 2
    await community.review(prompt, 0)
    assert await community.state(prompt) is TreeState.GROWING, "with the first answer two would have said spam"
    with pytest.raises(AnswerFixed):
        await community.backend.change_answer(held.person, held.session, held.task, simple, SERVER)
    score = await community.backend.stats(held.person, TimeFrame.DAY)
    assert (score.labels_full, score.labels_simple, score.leader_score) == (1, 0, 2)


async def test_a_ranking_is_changed_until_the_consensus(found: Found) -> None:
    """The last order of a person counts; once the replies are ranked it stays."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    community.needs(Capability.CHANGE_ANSWER)
    prompt, replies = await community.ranking_tree(community.person(1), community.person(2))

    async def ranked(first: int) -> tuple[Held, RankingAnswer]:
        held = await community.take(community.newcomer(), TaskType.RANK_ASSISTANT_REPLIES)
        shown = [message.id for message in held.rank_task.ranked_messages]
        place = shown.index(replies[first])
        answer = RankingAnswer(ranking=(place, 1 - place))
        await community.give(held, answer)
        return held, answer

    changed, answer = await ranked(0)
    await ranked(0)
    other = RankingAnswer(ranking=answer.ranking[::-1])
    await community.backend.change_answer(changed.person, changed.session, changed.task, other, SERVER)
    await ranked(1)
    messages = await community.messages(prompt)
    assert [messages[reply].rank for reply in replies] == [1, 0]
    with pytest.raises(AnswerFixed):
        await community.backend.change_answer(changed.person, changed.session, changed.task, answer, SERVER)
