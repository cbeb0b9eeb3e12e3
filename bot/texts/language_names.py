"""Names of languages, as CLDR has them: in a reader's language inside sentences, in their own in lists."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError, localedata

from bot.rules.languages import LANGUAGES, find_language, normalise_tag, primary_of

_ENGLISH: Final = "en"
_NO_LANGUAGES: Final = frozenset({"mul", "root", "und", "zxx"})
"""Codes for several languages, for none, for one that nobody knows."""
_MOST_REMEMBERED: Final = 64


def own_name(tag: str) -> str:
    """Return what its speakers call a language; the tag itself for one that is not listed."""
    language = find_language(tag)
    return language.autonym if language is not None else normalise_tag(tag) or tag


def name_in(tag: str, reader: str) -> str:
    """Return what a language is called in a reader's language.

    Args:
        tag: of the language.
        reader: the tag of the reader's language; English where CLDR does not know it.

    Returns:
        The name, with the country where CLDR tells the language of that country apart: "Portuguese (Brazil)", but
        "Ukrainian". The tag itself for a language that has no name.
    """
    language = find_language(tag)
    known = language.tag if language is not None else normalise_tag(tag) or tag
    return names_in(reader).get(known) or names_in_english().get(known, known)


@lru_cache(_MOST_REMEMBERED)
def names_in(reader: str) -> Mapping[str, str]:
    """Return what a reader's language calls the languages that can be chosen, and their dialects, by tag.

    Args:
        reader: the tag of the reader's language; English where CLDR does not know it.
    """
    held = set(localedata._cache)
    locale = _locale(reader)
    names = {tag: name for tag, name in _all_names(locale) if find_language(tag) is not None}
    for tag in LANGUAGES:
        primary, _, region = tag.partition("-")
        name = names.get(primary)
        if name is not None:
            is_told_apart = bool(region) and tag in names_in_english()
            names[tag] = f"{name} ({locale.territories[region]})" if is_told_apart else name
    # A locale takes a megabyte, of which these names are some kilobytes.
    for loaded in localedata._cache.keys() - held:
        del localedata._cache[loaded]
    return names


@lru_cache(1)
def names_in_english() -> Mapping[str, str]:
    """Return what English calls each language and dialect of the world that it has a name for, by tag."""
    return dict(_all_names(Locale(_ENGLISH)))


def is_named(tag: str) -> bool:
    """Say whether there is such a language in the world: whether English has a name for it."""
    return tag in LANGUAGES or primary_of(tag) in names_in_english()


def _all_names(locale: Locale) -> Iterator[tuple[str, str]]:
    for code, name in locale.languages.items():
        if code not in _NO_LANGUAGES and (tag := normalise_tag(code)) is not None:
            yield tag, name


def _locale(tag: str) -> Locale:
    """Return what CLDR knows about a language; about English where it knows nothing."""
    try:
        return Locale.parse(normalise_tag(tag) or _ENGLISH, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale(_ENGLISH)
