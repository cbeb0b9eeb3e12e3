from uuid import uuid4

import pytest

from bot.backends.values import Offer, TextAnswer
from bot.protocol.messages import Conversation, ConversationMessage
from bot.protocol.tasks import AssistantReplyTask
from bot.sessions.hints import find_hints, guess_language
from bot.state.session import SessionState, WorkSession

GERMAN = "Das ist eine ausführliche Antwort auf die Frage, die du mir eben gestellt hast."
ENGLISH = "This is a detailed answer to the question that you have just asked me about."


def session(text: str, *conversation: str) -> WorkSession:
    messages = tuple(
        ConversationMessage(id=uuid4(), text=said, is_assistant=bool(number % 2))
        for number, said in enumerate(conversation)
    )
    task = AssistantReplyTask(id=uuid4(), conversation=Conversation(messages=messages))
    offer = Offer(task=task, expires_at=1)
    draft = TextAnswer(text=text, language="en")
    return WorkSession(uuid4(), uuid4(), None, "en", offer, SessionState.OPEN, 0, 1, draft)


async def test_another_language_is_pointed_out() -> None:
    """German text in an English package: the hint names both."""
    hints = await find_hints(session(GERMAN, "How are you?"))
    assert [(hint.sentence, hint.arguments) for hint in hints] == [
        ("hint-language", {"found": "Deutsch", "wanted": "English"})
    ]


async def test_repeats_are_pointed_out() -> None:
    """The prompt again, or an earlier message again, whatever the letter case."""
    assert [hint.sentence for hint in await find_hints(session("how ARE you?", "How are you?"))] == [
        "hint-repeats-prompt"
    ]
    assert [hint.sentence for hint in await find_hints(session("Hello", "Hello", "Hi", "And now?"))] == [
        "hint-repeats-conversation"
    ]


async def test_a_good_answer_gets_no_hint() -> None:
    """The right language and nothing repeated: nothing to say."""
    assert await find_hints(session(ENGLISH, "How are you?")) == []


@pytest.mark.parametrize(
    "text",
    ["ok", "print(1)", "```python\nfor i in range(10):\n    print('das ist ein Text')\n```", "😀" * 100, "x" * 500],
)
def test_what_is_no_prose_is_not_guessed(text: str) -> None:
    """Short texts, code and emoji are in no language that could be told."""
    assert guess_language(text) is None
