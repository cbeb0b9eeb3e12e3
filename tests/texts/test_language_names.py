"""Tests of how languages are called."""

import pytest
from babel import Locale, localedata

from bot.rules.languages import LANGUAGES
from bot.texts.language_names import is_named, name_in, names_in, own_name

FULLER = {"az": "Azərbaycanca", "id": "Bahasa Indonesia", "ms": "Bahasa Melayu"}
"""What stands in a list where CLDR's name is also that of a country or a people."""


def test_ones_own_name_is_that_of_cldr() -> None:
    """The names that are written out are CLDR's, with a capital letter; with a country where that tells them apart."""
    for language in LANGUAGES.values():
        primary, _, region = language.tag.partition("-")
        locale = Locale(primary)
        name = locale.languages[primary]
        name = FULLER.get(language.tag, name[0].title() + name[1:])
        expected = f"{name} ({locale.territories[region]})" if region == "BR" else name
        assert own_name(language.tag) == expected


@pytest.mark.parametrize(
    ("tag", "reader", "name"),
    [
        ("de", "en", "German"),
        ("de", "de", "Deutsch"),
        ("de", "fr", "allemand"),
        ("pt-BR", "de", "Portugiesisch (Brasilien)"),
        ("pt-PT", "en", "Portuguese (Brazil)"),
        ("uk-UA", "en", "Ukrainian"),
        ("no", "en", "Norwegian Bokmål"),
        ("zh", "zh-TW", "中文"),
        ("tlh", "de", "Klingon"),
        ("xq", "de", "xq"),
        ("no tag", "en", "no tag"),
        ("de", "xx", "German"),
        ("de", "no tag", "German"),
    ],
)
def test_a_language_is_called_as_its_reader_does(tag: str, reader: str, name: str) -> None:
    """A name is in the reader's language, else in English; what has no name is called by its tag."""
    assert name_in(tag, reader) == name


def test_an_unlisted_language_has_no_name_of_its_own() -> None:
    """A language that is not listed is called by its tag in lists."""
    assert own_name("tlh") == "tlh"


@pytest.mark.parametrize(
    ("tag", "known"), [("la", True), ("tlh", True), ("de", True), ("english", False), ("mul", False)]
)
def test_a_language_of_the_world_is_one_that_has_a_name(tag: str, known: bool) -> None:
    """What English has no name for is no language, however well its tag is formed."""
    assert is_named(tag) is known


def test_names_do_not_keep_a_locale_in_memory() -> None:
    """What was read of a language of which only names are needed is let go."""
    names_in.cache_clear()
    held = set(localedata._cache)
    assert name_in("fi", "hu") == "finn"
    assert set(localedata._cache) == held
