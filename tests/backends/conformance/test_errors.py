"""Every row of the protocol's table of errors that `TaskBackend` can express, with the wire's code."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from bot.backends.base import Capability
from bot.backends.errors import (
    AnswerDoesNotFit,
    DuplicateReply,
    DuplicateText,
    InvalidLabel,
    InvalidRanking,
    MandatoryLabelMissing,
    MessageNotFound,
    NoTaskAvailable,
    NotYourTask,
    OwnMessage,
    Refused,
    TaskExpired,
    TaskNotFound,
    TextTooLong,
    TooManyPendingTasks,
    TreeClosed,
    UserDisabled,
    UserNotFound,
)
from bot.backends.values import Answer, LabelsAnswer, RankingAnswer, RatingAnswer, TextAnswer
from bot.protocol.errors import ErrorCode
from bot.protocol.labels import TextLabel
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import DAY, HOUR, MINUTE, SECOND
from bot.protocol.tasks import RANDOM, TaskType
from tests.backends import rulings
from tests.backends.community import SERVER, Community, Held, labels_for
from tests.backends.conformance.conftest import Found


async def refused(community: Community, held: Held, answer: Answer | None, error: type[Refused]) -> Refused:
    """Have an answer refused, twice the same way; nothing is stored."""
    with pytest.raises(error):
        await community.give(held, answer)
    with pytest.raises(error) as caught:
        await community.give(held, answer)
    return caught.value


async def test_no_user_unknown_to_the_backend_is_administered(found: Found) -> None:
    """4002: somebody who never came cannot be enabled or disabled."""
    community = await found()
    community.needs(Capability.MODERATION)
    with pytest.raises(UserNotFound) as caught:
        await rulings.enable(community.backend, uuid4(), community.person(1), enabled=False)
    assert caught.value.code is ErrorCode.USER_NOT_FOUND


async def test_a_disabled_user_can_do_nothing(found: Found) -> None:
    """4001: neither request nor submit, skip, react or report; and everything again once enabled."""
    community = await found()
    community.needs(Capability.MODERATION)
    prompt = await community.write_prompt(community.person(1))
    held = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    person = held.person
    await rulings.enable(community.backend, person.person_id, community.person(99), enabled=False)
    with pytest.raises(UserDisabled) as caught:
        await community.take(person)
    assert caught.value.code is ErrorCode.USER_DISABLED
    with pytest.raises(UserDisabled):
        await community.backend.availability(person, "en")
    with pytest.raises(UserDisabled):
        await community.give(held)
    with pytest.raises(UserDisabled):
        await community.backend.skip(person, held.session, held.task, "skip")
    with pytest.raises(UserDisabled):
        await community.backend.react(person, prompt, EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER)
    with pytest.raises(UserDisabled):
        await community.backend.report(person, prompt, "rude", SERVER)
    await rulings.enable(community.backend, person.person_id, community.person(99), enabled=True)
    await community.give(held)


async def test_nothing_of_this_type(found: Found) -> None:
    """1006: an empty backend has nothing to review, reply to or rank, but asks for prompts."""
    community = await found()
    for task_type in (TaskType.ASSISTANT_REPLY, TaskType.LABEL_INITIAL_PROMPT, TaskType.RANK_ASSISTANT_REPLIES):
        with pytest.raises(NoTaskAvailable) as caught:
            await community.take(community.person(1), task_type)
        assert caught.value.code is ErrorCode.NO_TASK_AVAILABLE
    assert (await community.take(community.person(1), RANDOM)).task.type is TaskType.INITIAL_PROMPT


async def test_too_many_pending(found: Found) -> None:
    """1012: the ninth package within five minutes is refused, whatever it is, until one is given back."""
    community = await found()
    person = community.person(1)
    held = [await community.take(person, TaskType.INITIAL_PROMPT) for _ in range(8)]
    for language in ("en", "de"):
        with pytest.raises(TooManyPendingTasks) as caught:
            await community.take(person, TaskType.INITIAL_PROMPT, language)
        assert caught.value.code is ErrorCode.TOO_MANY_PENDING_TASKS
    await community.take(community.person(2), TaskType.INITIAL_PROMPT)
    await community.backend.skip(person, held[0].session, held[0].task, "skip")
    await community.take(person, TaskType.INITIAL_PROMPT)
    with pytest.raises(TooManyPendingTasks):
        await community.take(person, TaskType.INITIAL_PROMPT)
    community.clock.move(5 * MINUTE + SECOND)
    await community.take(person, TaskType.INITIAL_PROMPT)


async def test_an_unknown_task(found: Found) -> None:
    """2100: nothing can be answered or skipped that was never handed out."""
    community = await found()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    other = replace(held, session=uuid4())
    error = await refused(community, other, None, TaskNotFound)
    assert error.code is ErrorCode.TASK_NOT_FOUND
    with pytest.raises(TaskNotFound):
        await community.backend.skip(other.person, other.session, other.task, "skip")


async def test_an_expired_task(found: Found) -> None:
    """2101: a package can be answered for two days."""
    community = await found()
    kept = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    lost = await community.take(community.person(2), TaskType.INITIAL_PROMPT)
    assert community.clock.is_now(kept.offer.expires_at - 2 * DAY)
    community.clock.move(2 * DAY - HOUR)
    await community.give(kept)
    community.clock.move(2 * HOUR)
    error = await refused(community, lost, None, TaskExpired)
    assert error.code is ErrorCode.TASK_EXPIRED


async def test_a_task_of_somebody_else(found: Found) -> None:
    """2106: a package is answered and skipped by the one who got it only."""
    community = await found()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    other = replace(held, person=community.person(2))
    error = await refused(community, other, None, NotYourTask)
    assert error.code is ErrorCode.TASK_OF_ANOTHER_USER
    with pytest.raises(NotYourTask):
        await community.backend.skip(other.person, other.session, other.task, "skip")
    await community.give(held)


async def test_an_answer_of_another_kind(found: Found) -> None:
    """2102: labels, rankings and ratings do not answer a writing package, nor a text one of labels."""
    community = await found()
    await community.write_prompt(community.person(1))
    writing = await community.take(community.person(2), TaskType.INITIAL_PROMPT)
    labels = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    for answer in (RankingAnswer(ranking=(0, 1)), LabelsAnswer(labels={TextLabel.SPAM: 0}), RatingAnswer(rating=3)):
        error = await refused(community, writing, answer, AnswerDoesNotFit)
        assert error.code is ErrorCode.ANSWER_DOES_NOT_FIT
    await refused(community, labels, TextAnswer(text="spam", language="en"), AnswerDoesNotFit)
    await community.give(writing)
    await community.give(labels)


async def test_a_text_that_is_too_long(found: Found) -> None:
    """1008: 2,000 code points are taken, however many bytes, and 2,001 are not; the error names both numbers."""
    community = await found()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    error = await refused(community, held, TextAnswer(text="x" * 2001, language="en"), TextTooLong)
    assert error.code is ErrorCode.TEXT_TOO_LONG
    assert error.arguments == {"limit": 2000, "length": 2001}
    receipt = await community.give(held, TextAnswer(text="🦆" * 2000, language="en"))
    assert receipt.message_id is not None
    assert (await community.backend.message(receipt.message_id)).text == "🦆" * 2000


async def test_a_text_comes_in_one_form(found: Found) -> None:
    """A text is stored with LF at the ends of its lines; one that shows nothing is refused."""
    community = await found()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    await refused(community, held, TextAnswer(text="\u200b \u3164\n", language="en"), AnswerDoesNotFit)
    receipt = await community.give(held, TextAnswer(text=" \r\nif x:\r\n    y()\u2028\vz() \n", language="en"))
    assert receipt.message_id is not None
    assert (await community.backend.message(receipt.message_id)).text == "if x:\n    y()\n\nz()"


async def test_the_same_text_again(found: Found) -> None:
    """1009: the same text by the same person is refused for two hours; others may write it."""
    community = await found()
    answer = TextAnswer(text="Why is the sky blue?", language="en")
    await community.work(community.person(1), TaskType.INITIAL_PROMPT, answer)
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    error = await refused(community, held, answer, DuplicateText)
    assert error.code is ErrorCode.DUPLICATE_TEXT
    await community.work(community.person(2), TaskType.INITIAL_PROMPT, answer)
    community.clock.move(120 * MINUTE + SECOND)
    await community.give(held, answer)


async def test_a_second_reply_to_the_same_message(found: Found) -> None:
    """1011: somebody who comes to hold two packages about one message can answer one of them."""
    community = await found()
    community.needs(Capability.COLLECTIVE)
    await community.growing_tree()
    person = community.person(1)
    own = await community.take(person, TaskType.ASSISTANT_REPLY)
    community.clock.move(6 * MINUTE)
    opened = await community.backend.open_collective(community.person(9), TaskType.ASSISTANT_REPLY, "en", SERVER)
    session = community.new_session()
    offer = await community.backend.join_collective(person, session, opened.task.id, SERVER)
    await community.give(own)
    error = await refused(community, Held(person, session, offer), None, DuplicateReply)
    assert error.code is ErrorCode.DUPLICATE_REPLY


async def test_a_tree_that_takes_no_more_messages(found: Found) -> None:
    """2010: a reply, a review or a ranking comes too late for a tree that was halted."""
    community = await found()
    community.needs(Capability.MODERATION)
    prompt = await community.growing_tree()
    reply = await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    community.clock.move(6 * MINUTE)
    await community.reply_to(prompt, TaskType.ASSISTANT_REPLY)
    review = await community.take(community.person(1), TaskType.LABEL_ASSISTANT_REPLY)
    await rulings.halt(community.backend, prompt, community.person(99), halted=True)
    error = await refused(community, reply, None, TreeClosed)
    assert error.code is ErrorCode.TREE_CLOSED
    await refused(community, review, None, TreeClosed)
    await rulings.halt(community.backend, prompt, community.person(99), halted=False)
    await community.give(reply)
    await community.give(review)


async def test_labels_that_are_wrong(found: Found) -> None:
    """2052, 2051: a mandatory label is missing; one that is not asked for; a value that is none. Each is named."""
    community = await found()
    await community.write_prompt(community.person(1))
    held = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    missing = await refused(community, held, LabelsAnswer(labels={TextLabel.QUALITY: 0.5}), MandatoryLabelMissing)
    assert missing.code is ErrorCode.MANDATORY_LABEL_MISSING
    assert missing.arguments == {"label": "spam"}
    for name, value in (("fails_task", 0.0), ("helpfulness", 0.5), ("quality", 1.5), ("spam", -1.0)):
        invalid = await refused(community, held, labels_for(held.label_task, **{name: value}), InvalidLabel)
        assert invalid.code is ErrorCode.INVALID_LABEL
        assert invalid.arguments == {"label": name}
    await community.give(held, LabelsAnswer(labels={TextLabel.SPAM: 0}))


async def test_own_messages_are_not_reviewed(found: Found) -> None:
    """2053: nobody is handed their own message to review, nor one that they have reviewed."""
    community = await found()
    author, reviewer = community.person(1), community.person(2)
    await community.write_prompt(author)
    await community.work(reviewer, TaskType.LABEL_INITIAL_PROMPT)
    for person in (author, reviewer):
        with pytest.raises(NoTaskAvailable):
            await community.take(person, TaskType.LABEL_INITIAL_PROMPT)


async def test_own_messages_are_not_reviewed_in_company(found: Found) -> None:
    """2053: nor does a collective package let somebody review what they wrote."""
    community = await found()
    community.needs(Capability.COLLECTIVE)
    author = community.person(1)
    await community.write_prompt(author)
    opened = await community.backend.open_collective(community.person(9), TaskType.LABEL_INITIAL_PROMPT, "en", SERVER)
    with pytest.raises(OwnMessage) as caught:
        await community.backend.join_collective(author, community.new_session(), opened.task.id, SERVER)
    assert caught.value.code is ErrorCode.LABEL_NOT_ALLOWED


@pytest.mark.parametrize("ranking", [(), (0,), (0, 0), (1, 2), (0, 1, 2), (-1, 0)])
async def test_a_ranking_that_is_no_permutation(found: Found, ranking: tuple[int, ...]) -> None:
    """2003: a ranking names each of the replies once, counted from 0."""
    community = await found(goal_tree_size=3, max_tree_depth=1, num_reviews_initial_prompt=1, num_reviews_reply=1)
    await community.ranking_tree(community.person(1), community.person(2))
    held = await community.take(community.person(3), TaskType.RANK_ASSISTANT_REPLIES)
    error = await refused(community, held, RankingAnswer(ranking=ranking), InvalidRanking)
    assert error.code is ErrorCode.INVALID_RANKING
    await community.give(held, RankingAnswer(ranking=(1, 0)))


async def test_messages_that_do_not_exist(found: Found) -> None:
    """2001: nothing can be read of, or done to, a message that there is not."""
    community = await found()
    person, nothing, backend = community.person(1), uuid4(), community.backend
    for call in (
        backend.message(nothing),
        backend.conversation(nothing),
        backend.tree(nothing),
        backend.tree_state(nothing),
        backend.react(person, nothing, EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER),
        backend.report(person, nothing, "rude", SERVER),
    ):
        with pytest.raises(MessageNotFound) as caught:
            await call
        assert caught.value.code is ErrorCode.MESSAGE_NOT_FOUND
