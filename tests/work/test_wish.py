"""Tests of what somebody asks for with `/work`, read back from a custom id."""

import pytest

from bot.protocol.tasks import RANDOM, TaskType
from bot.rules.languages import LANGUAGES
from bot.work.wish import Wish


def test_a_wish_survives_the_agreement() -> None:
    """Whatever can be asked for is what is gone on with after the agreement, which carries it in a custom id."""
    for task in (RANDOM, *TaskType):
        for language in (None, *LANGUAGES):
            wish = Wish(task, language)
            assert Wish.parse(str(wish)) == wish


@pytest.mark.parametrize("text", [None, "", "/", "nonsense", "nonsense/", "random/%%%", "tasks/not a language"])
def test_a_forged_wish_is_none(text: str | None) -> None:
    """What this bot never wrote into a custom id asks for any task, in one's own languages."""
    assert Wish.parse(text) == Wish()
