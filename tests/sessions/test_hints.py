"""Tests of what is pointed out to those who write."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from bot.backends.values import Offer, TextAnswer
from bot.protocol.messages import Conversation, ConversationMessage
from bot.protocol.tasks import AssistantReplyTask, LabelAssistantReplyTask
from bot.sessions.hints import Hints
from bot.sessions.language_guesser import LanguageGuesser
from bot.state.session import SessionState, WorkSession
from tests.clocks import StandingClock

GERMAN = "Das ist eine ausführliche Antwort auf die Frage, die du mir eben gestellt hast."
ENGLISH = "This is a detailed answer to the question that you have just asked me about."


@pytest.fixture
async def guesser() -> AsyncIterator[LanguageGuesser]:
    """Guesses with a real child, however busy this machine is."""
    opened = LanguageGuesser(StandingClock(), patience=60.0)
    yield opened
    await opened.close()


@pytest.fixture
def hints(guesser: LanguageGuesser) -> Hints:
    """Hints on texts."""
    return Hints(guesser)


def session(text: str, *conversation: str) -> WorkSession:
    messages = tuple(
        ConversationMessage(id=uuid4(), text=said, is_assistant=bool(number % 2))
        for number, said in enumerate(conversation)
    )
    task = AssistantReplyTask(id=uuid4(), conversation=Conversation(messages=messages))
    offer = Offer(task=task, expires_at=1)
    draft = TextAnswer(text=text, language="en")
    return WorkSession(uuid4(), uuid4(), None, "en", offer, SessionState.OPEN, 0, 1, draft)


@pytest.mark.slow
async def test_another_language_is_pointed_out(hints: Hints) -> None:
    """German text in an English package: the hint names both."""
    found = await hints.find(session(GERMAN, "How are you?"))
    assert [(hint.sentence, hint.languages) for hint in found] == [("hint-language", {"found": "de", "wanted": "en"})]


async def test_repeats_are_pointed_out(hints: Hints) -> None:
    """The prompt again, or an earlier message again, whatever the letter case."""
    assert [hint.sentence for hint in await hints.find(session("how ARE you?", "How are you?"))] == [
        "hint-repeats-prompt"
    ]
    assert [hint.sentence for hint in await hints.find(session("Hello", "Hello", "Hi", "And now?"))] == [
        "hint-repeats-conversation"
    ]


@pytest.mark.slow
async def test_a_good_answer_gets_no_hint(hints: Hints) -> None:
    """The right language and nothing repeated: nothing to say."""
    assert await hints.find(session(ENGLISH, "How are you?")) == []


async def test_who_is_about_to_write_is_expected(tmp_path: Path) -> None:
    """For an open package that asks for a text the child is started; for others, and for ended ones, it is not."""
    started = tmp_path / "started"
    guesser = LanguageGuesser(StandingClock(), ("touch", str(started)))
    hints, open_one = Hints(guesser), session(ENGLISH)
    review = LabelAssistantReplyTask(
        id=uuid4(), conversation=Conversation(messages=()), message_id=uuid4(), valid_labels=()
    )
    before = asyncio.all_tasks()
    hints.expect_text(replace(open_one, state=SessionState.DONE))
    hints.expect_text(replace(open_one, offer=Offer(task=review, expires_at=1), draft=None))
    assert asyncio.all_tasks() == before
    hints.expect_text(replace(open_one, draft=None))
    while not started.exists():  # noqa: ASYNC110 - another process makes it
        await asyncio.sleep(0.01)
    await guesser.close()
