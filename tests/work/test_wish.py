"""Tests of what somebody asks for with `/work`: read from the command's options, and back from a custom id."""

import pytest

from bot.protocol.tasks import RANDOM, TaskType
from bot.rules.languages import LANGUAGES
from bot.state.session_errors import LanguageUnknown
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


@pytest.mark.parametrize("language", ["de", "DE", "Deutsch", "german", " German "])
def test_a_language_is_understood_by_tag_and_by_name(language: str) -> None:
    """People may type a tag, or what a language is called there or in English."""
    assert Wish.asked("initial_prompt", language) == Wish(TaskType.INITIAL_PROMPT, "de")


def test_without_options_anything_is_asked_for() -> None:
    """`/work` alone is any task in one's own languages."""
    assert Wish.asked(RANDOM, "") == Wish()


@pytest.mark.parametrize("language", ["Klingonish", "@everyone", "\0"])
def test_a_language_that_nobody_knows_is_refused(language: str) -> None:
    """Who typed something else is told so, instead of getting work in another language."""
    with pytest.raises(LanguageUnknown):
        Wish.asked(RANDOM, language)
