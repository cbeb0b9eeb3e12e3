"""Tests of the languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.languages import LANGUAGES, ORIGINAL_LANGUAGES, canonical_tag, find_language, normalise_tag


def test_the_35_languages_of_the_original() -> None:
    """The original campaign's languages can all be chosen, and come first."""
    assert len(ORIGINAL_LANGUAGES) == 35
    assert tuple(LANGUAGES)[:35] == ORIGINAL_LANGUAGES
    assert {"en", "de", "es", "pt-BR", "uk-UA", "nb-NO", "eo", "zh"} <= set(ORIGINAL_LANGUAGES)


def test_names_are_told_apart() -> None:
    """No two languages share a tag or a name, and every tag is written the usual way."""
    for names in zip(*((each.tag, each.autonym) for each in LANGUAGES.values()), strict=True):
        assert len(set(names)) == len(LANGUAGES)
        assert all(name == name.strip() != "" for name in names)
    assert all(normalise_tag(tag) == tag for tag in LANGUAGES)


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("DE", "de"),
        ("pt_br", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("SL-ROZAJ-BISKE", "sl-rozaj-biske"),
        ("es-419", "es-419"),
        ("de-1996", "de-1996"),
        ("en-a-BB-ccCC-x-DD", "en-a-bb-cccc-x-dd"),
        (" en ", "en"),
    ],
)
def test_tags_are_written_the_usual_way(written: str, usual: str) -> None:
    """Scripts are capitalised and regions upper case; after a single letter, as everywhere else, all is lower case."""
    assert normalise_tag(written) == usual


@pytest.mark.parametrize(
    "bad", ["", "e", "german!", "de--AT", "de-", "-de", "123", "d\u00e9", "abcdefghi", "en-" + "x" * 40]
)
def test_what_is_no_tag_is_refused(bad: str) -> None:
    """A text that is not well-formed is no tag, and no language."""
    assert normalise_tag(bad) is None
    assert find_language(bad) is None


@given(st.text(st.sampled_from("abCD12-_ x"), max_size=40))
def test_the_usual_way_is_stable(text: str) -> None:
    """A tag that is written the usual way stays as it is."""
    usual = normalise_tag(text)
    assert usual is None or normalise_tag(usual) == usual


@pytest.mark.parametrize(
    ("locale", "tag"),
    [
        ("en-US", "en"),
        ("en-GB", "en"),
        ("de-AT", "de"),
        ("es-419", "es"),
        ("zh-TW", "zh"),
        ("pt-BR", "pt-BR"),
        ("pt", "pt-BR"),
        ("uk", "uk-UA"),
        ("no", "nb-NO"),
        ("sv-SE", "sv"),
        ("iw", "he"),
        ("pt-PT", "pt-BR"),
        ("in", "id"),
        ("tl", "fil"),
        ("jp", "ja"),
        ("nob", "nb-NO"),
        ("ger", "de"),
        ("cmn-Hans", "zh"),
    ],
)
def test_a_discord_locale_finds_its_language(locale: str, tag: str) -> None:
    """The locales of Discord clients mean languages that can be chosen."""
    found = find_language(locale)
    assert found is not None
    assert found.tag == tag


def test_an_unlisted_language_is_not_found() -> None:
    """A well-formed tag of a language that is not listed finds nothing."""
    assert normalise_tag("tlh") == "tlh"
    assert find_language("tlh") is None


@pytest.mark.parametrize(
    ("tag", "stored"), [("PT_pt", "pt-BR"), ("no", "nb-NO"), ("de-AT", "de"), ("la-va", "la-VA"), ("no tag", "no tag")]
)
def test_a_tag_is_stored_as_that_of_a_language_that_can_be_chosen(tag: str, stored: str) -> None:
    """Every way to write a language ends in one tag; what is not listed is only written the usual way."""
    assert canonical_tag(tag) == stored
    assert canonical_tag(stored) == stored
