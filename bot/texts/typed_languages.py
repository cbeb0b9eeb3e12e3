"""What people mean by a language that they typed: the one way in which commands, settings and files read it."""

import unicodedata
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from bot.rules.languages import LANGUAGES, find_language, normalise_tag, primary_of
from bot.texts.language_names import name_in, names_in, names_in_english, own_name

MOST_SUGGESTED: Final = 25
"""As many as Discord shows while somebody types."""

_NEAR: Final = 0.65
_LONGEST: Final = 100
"""More characters than any name has."""
_READERS: Final = 16
"""So many tables of names are kept: whoever types asks anew with each letter."""

_OTHER_NAMES: Final = {
    "bengali": "bn",
    "brasileiro": "pt-BR",
    "brazilian": "pt-BR",
    "castellano": "es",
    "castilian": "es",
    "farsi": "fa",
    "gaelic": "ga",
    "mandarin": "zh",
    "norsk": "nb-NO",
    "português": "pt-BR",
    "putonghua": "zh",
    "汉语": "zh",
    "漢語": "zh",
    "普通话": "zh",
    "普通話": "zh",
}
"""Names in use that CLDR does not have where we look: another in English, or a language's own without its country."""


def find_typed(text: str, reader: str = "en", also: Collection[str] = ()) -> str | None:
    """Find the language that somebody means.

    Understood are tags and codes in any case (`de`, `PT_br`, `iw`, `ger`), and the names of a language in English, in
    itself and in the reader's language, with or without accents. What is no language of its own here is the one that it
    belongs to: `pt-PT` is the Portuguese that can be chosen.

    Args:
        text: what was typed.
        reader: the tag of the language in which they read.
        also: tags of languages that can be chosen though they are not listed.

    Returns:
        The tag of a language that can be chosen, as it is stored; None where nobody could choose it.
    """
    language = find_language(text)
    if language is not None:
        return language.tag
    normal = normalise_tag(text)
    if normal is not None:
        for wanted in (normal, primary_of(normal)):
            if wanted in also:
                return wanted
    return _tags_by_name(reader, tuple(also)).get(_key(text))


def nearest_typed(text: str, reader: str = "en", also: Collection[str] = ()) -> str | None:
    """Return the tag of the language whose name is most like what was typed; None where none is like it."""
    if len(text) > _LONGEST:
        return None
    names = _tags_by_name(reader, tuple(also))
    # A code says nothing by its letters: the name of its language does.
    called = names_in_english().get(normalise_tag(text) or "", text)
    near = get_close_matches(_key(called), names, n=1, cutoff=_NEAR)
    return names[near[0]] if near else None


def did_you_mean(text: str, also: Collection[str] = ()) -> str:
    """Ask an operator, in English, whether they meant the nearest language; say what can be written otherwise."""
    near = nearest_typed(text, also=also)
    if near is None:
        return "a language is expected: its name in English, or a tag such as en, de or pt-BR"
    return f"there is no such language to work in; did you mean {near} ({name_in(near, 'en')})?"


def complete(typed: str, reader: str, first: Collection[str]) -> list[str]:
    """Return the languages that somebody may mean who has not typed all of it, the most likely first.

    Args:
        typed: what they have typed so far; may be nothing.
        reader: the tag of the language in which they read.
        first: languages that suggest themselves for them; they need not be listed.

    Returns:
        Tags, at most `MOST_SUGGESTED`.
    """
    candidates = dict.fromkeys((*first, *sorted(LANGUAGES, key=lambda tag: _key(name_in(tag, reader)))))
    key = _key(typed)
    meant = find_typed(typed, reader, first)
    proper = _proper_names(reader, first)
    every = _tags_by_name(reader, tuple(first))
    likely = (
        {meant},
        {tag for name, tag in proper.items() if name.startswith(key)},
        {tag for name, tag in every.items() if name.startswith(key)},
        {tag for name, tag in every.items() if key in name},
    )
    return list(dict.fromkeys(tag for tags in likely for tag in candidates if tag in tags))[:MOST_SUGGESTED]


def _proper_names(reader: str, also: Collection[str]) -> dict[str, str]:
    """Return the languages that can be chosen by their own name, the reader's, and the English one."""
    found: dict[str, str] = {}
    for tag in (*LANGUAGES, *also):
        for name in (own_name(tag), name_in(tag, reader), name_in(tag, "en")):
            found.setdefault(_key(name), tag)
    return found


@lru_cache(maxsize=_READERS)
def _tags_by_name(reader: str, also: tuple[str, ...]) -> Mapping[str, str]:
    """Return the languages that can be chosen by every name that is understood; of the same name the surest."""
    found = _proper_names(reader, also)
    for name, tag in _OTHER_NAMES.items():
        found.setdefault(_key(name), tag)
    # Norwegian, Brazilian Portuguese, Flemish: other names of what can be chosen.
    for names in (names_in(reader), names_in_english()):
        for dialect, name in names.items():
            if (language := find_language(dialect)) is not None:
                found.setdefault(_key(name), language.tag)
    return found


def _key(name: str) -> str:
    """Return what counts of a name: without accents, case, and more than one blank in a row."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in decomposed if not "\u0300" <= letter <= "\u036f")
    return " ".join(letters.split())
