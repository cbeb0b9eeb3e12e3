"""Tests of what somebody asks for with `/work`, read back from a custom id."""

import pytest

from bot.protocol.tasks import RANDOM, TaskType
from bot.rules.languages import LANGUAGES
from bot.rules.topics import key_of_topic
from bot.work.wish import Wish


def test_a_wish_survives_the_agreement() -> None:
    """Whatever can be asked for is what is gone on with after the agreement, which carries it in a custom id."""
    for task in (RANDOM, *TaskType):
        for language in (None, *LANGUAGES):
            for topic in (None, key_of_topic("cooking")):
                wish = Wish(task, language, topic)
                assert Wish.parse(str(wish)) == wish


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "/",
        "nonsense",
        "nonsense/",
        "random/%%%",
        "tasks/not a language",
        "random//",
        "random//cooking",
        "random//abc123/x",
    ],
)
def test_a_forged_wish_is_none(text: str | None) -> None:
    """What this bot never wrote into a custom id asks for any task, in one's own languages, on any topic."""
    assert Wish.parse(text) == Wish()
