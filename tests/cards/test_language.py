"""Tests of how languages are called."""

import pytest

from bot.cards.language import find_tag, language_name
from bot.rules.languages import LANGUAGES


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("de", "de"), ("PT_br", "pt-BR"), (" Deutsch ", "de"), ("german", "de"), ("日本語", "ja"), ("de-AT", "de")],
)
def test_a_language_is_found_by_tag_or_name(typed: str, tag: str) -> None:
    """A tag in any case, a language's own name and its English name are all understood."""
    assert find_tag(typed) == tag


@pytest.mark.parametrize("typed", ["", "klingon", "d e", "\0", "x" * 35])
def test_what_is_no_language_is_none(typed: str) -> None:
    """Anything else is no language."""
    assert find_tag(typed) is None


def test_every_language_is_found_by_its_names() -> None:
    """No two languages share a name, so each is found by its own."""
    for language in LANGUAGES.values():
        assert find_tag(language.tag) == language.tag
        assert find_tag(language.autonym) == language.tag
        assert find_tag(language.english_name) == language.tag
        assert language_name(language.tag) == language.autonym


def test_an_unknown_tag_is_its_own_name() -> None:
    """A language that is not listed is called by its tag."""
    assert language_name("tlh") == "tlh"
