"""Tests of what is understood where a language is typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.languages import LANGUAGES
from bot.texts.language_names import name_in, own_name
from bot.texts.typed_languages import MOST_SUGGESTED, complete, did_you_mean, find_typed, nearest_typed

DISCORD_LOCALES = (
    *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR"),
    *("ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko"),
)
"""The languages of Discord's clients."""


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("de", "de"),
        ("PT_br", "pt-BR"),
        (" Deutsch ", "de"),
        ("german", "de"),
        ("ENGLISH", "en"),
        ("日本語", "ja"),
        ("de-AT", "de"),
        ("Portuguese", "pt-BR"),
        ("português", "pt-BR"),
        ("Brazilian Portuguese", "pt-BR"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("Norwegian", "nb-NO"),
        ("norsk", "nb-NO"),
        ("no", "nb-NO"),
        ("Farsi", "fa"),
        ("Tagalog", "fil"),
        ("tl", "fil"),
        ("中文", "zh"),
        ("Mandarin", "zh"),
        ("Simplified Chinese", "zh"),
        (unicodedata.normalize("NFD", "Français"), "fr"),
        ("francais", "fr"),
        ("iw", "he"),
        ("jp", "ja"),
        ("in", "id"),
        ("Bengali", "bn"),
        ("Bangla", "bn"),
        ("ger", "de"),
        ("Flemish", "nl"),
    ],
)
def test_a_language_is_understood(typed: str, tag: str) -> None:
    """Codes, names and dialects are understood, in any case, with or without accents."""
    assert find_typed(typed) == tag


@pytest.mark.parametrize("typed", ["", "klingon", "tlh", "la", "nn", "d e", "\0", "x" * 35, "x" * 10_000])
def test_what_nobody_can_choose_is_refused(typed: str) -> None:
    """What is no language, or none that can be chosen, is none."""
    assert find_typed(typed) is None


@pytest.mark.parametrize("reader", DISCORD_LOCALES)
def test_every_language_is_understood_by_its_names(reader: str) -> None:
    """Each language is found by its own name, its English one and the reader's: none is taken for another."""
    for tag in LANGUAGES:
        for typed in (tag, own_name(tag), name_in(tag, "en"), name_in(tag, reader)):
            assert find_typed(typed, reader) == tag


@given(st.text(max_size=12), st.sampled_from(DISCORD_LOCALES))
def test_whatever_is_typed_is_a_language_that_can_be_chosen_or_none(typed: str, reader: str) -> None:
    """There is no third thing, and neither a suggestion nor a completion is one."""
    for tag in (find_typed(typed, reader), nearest_typed(typed, reader), *complete(typed, reader, ())):
        assert tag is None or tag in LANGUAGES


def test_an_unlisted_language_is_understood_where_it_can_be_chosen() -> None:
    """The default language of a server need not be listed."""
    for typed in ("tlh", "Klingon", "TLH-latn"):
        assert find_typed(typed, "de", ("tlh",)) == "tlh"
    assert find_typed("Latin", "de", ("tlh",)) is None


@pytest.mark.parametrize(("typed", "tag"), [("germn", "de"), ("nn", "nb-NO"), ("Portugese", "pt-BR"), ("svensk", "sv")])
def test_the_nearest_is_suggested(typed: str, tag: str) -> None:
    """What is nearly the name of a language suggests that one; of a code its name counts."""
    assert nearest_typed(typed) == tag


def test_an_operator_is_asked_or_told_what_is_expected() -> None:
    """The nearest language is named with its tag; where none is near, the sentence says what can be written."""
    assert "did you mean de (German)?" in did_you_mean("germn")
    assert "a tag such as en, de or pt-BR" in did_you_mean("!?")


def test_completion_begins_with_what_suggests_itself() -> None:
    """Before anything is typed one's own languages come first, then all by name, as many as Discord shows."""
    shown = complete("", "de", ("sv", "tlh"))
    assert shown[:2] == ["sv", "tlh"]
    assert len(shown) == MOST_SUGGESTED


@pytest.mark.parametrize(
    ("typed", "reader", "first"),
    [("port", "en", "pt-BR"), ("schw", "de", "sv"), ("DEUT", "en", "de"), ("alle", "fr", "de"), ("no", "en", "nb-NO")],
)
def test_completion_puts_what_is_meant_first(typed: str, reader: str, first: str) -> None:
    """The beginning of a name in any of its languages brings its language; a whole code is what it means."""
    assert complete(typed, reader, ())[0] == first
