"""Tests of the words of commands."""

import hikari
import pytest

from bot.discord.commands import CommandWords
from tests.catalogue import CATALOGUE

WORDS = CommandWords(CATALOGUE)


def test_a_key_is_said_in_every_language_of_discord_that_there_is() -> None:
    """A description is English by default, and German for German clients; others see the default."""
    words = WORDS("command-help")
    assert set(words) == {hikari.Locale.EN_US, hikari.Locale.DE}
    assert words[hikari.Locale.EN_US] == "What this bot does, and how to begin"


def test_a_name_stays_as_it_is() -> None:
    """Commands are called the same by everybody."""
    assert WORDS("work") == {hikari.Locale.EN_US: "work"}
    assert WORDS("work-channel") == {hikari.Locale.EN_US: "work-channel"}


@pytest.mark.parametrize("key", ["command-wrok", "option-nothing", "task-nothing", "topic-nothing"])
def test_a_mistyped_key_is_noticed(key: str) -> None:
    """A key without a sentence is an error, and never shown to people."""
    with pytest.raises(KeyError, match=key):
        WORDS(key)
