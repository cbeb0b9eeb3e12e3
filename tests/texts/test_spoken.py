"""Tests of sentences that are read when they are first said."""

import pytest
from fluent.syntax import FluentParser

from bot.texts import TextFiles
from bot.texts.fluent_file import parse_fluent, sentences_in
from bot.texts.spoken import SpokenLanguage, split_by_key
from bot.texts.text_files import TextFile

SHIPPED = [file for file in TextFiles().shipped if file.name.endswith(".ftl")]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.language}/{file.name}")
def test_one_by_one_they_are_the_same(file: TextFile) -> None:
    """Each sentence that comes with the bot, read by itself, is what it is in its file read as a whole."""
    whole = sentences_in(FluentParser(with_spans=False).parse(file.text))
    apart = {key: sentences_in(parse_fluent(source))[key] for key, source in split_by_key(file.text).items()}
    assert apart.keys() == whole.keys()
    assert all(apart[key].equals(whole[key], ignored_fields=["comment"]) for key in whole)


def test_what_was_never_said_was_never_read() -> None:
    """A sentence that cannot be read is noticed when it is said, and the others can be said."""
    spoken = SpokenLanguage("en", "en")
    spoken.add_shipped("good = Good.\nbad = { $\n")
    assert spoken.say("good") == "Good."
    assert spoken.say("good") == "Good."
    assert spoken.say("missing") is None
    with pytest.raises(Exception, match="line 1"):
        spoken.say("bad")


def test_an_operators_sentence_may_refer_to_any_other() -> None:
    """What replaces a sentence can name one that was not said before."""
    spoken = SpokenLanguage("en", "en")
    spoken.add_shipped("first = One.\nsecond = Two.\n")
    spoken.replace(parse_fluent("first = { second } Three.\n"))
    assert spoken.say("first") == "Two. Three."
    assert spoken.keys == {"first", "second"}
