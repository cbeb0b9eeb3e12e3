"""Languages: their tags (BCP 47), and those that a contributor can choose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from babel.core import get_global

# RFC 5646, section 2.1, without the irregular tags of old that no current list of languages uses.
_WELL_FORMED: Final = re.compile(
    r"""
    (?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})      # language, extended language
    (?:-[a-z]{4})?                                   # script
    (?:-(?:[a-z]{2}|[0-9]{3}))?                      # region
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*         # variants
    (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*             # extensions
    (?:-x(?:-[a-z0-9]{1,8})+)?                       # private use
    """,
    re.VERBOSE | re.ASCII,
)
MAX_TAG_LENGTH: Final = 35
"""The length that RFC 5646 (section 4.4.1) tells implementations to allow for."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that can be chosen.

    Attributes:
        tag: Its tag, as the wire and the dataset write it.
        autonym: What its speakers call it, as it stands in a list. The names are CLDR's, written out because reading
            them there takes a megabyte of memory a language; tests compare.
    """

    tag: str
    autonym: str


def normalise_tag(tag: str) -> str | None:
    """Write a language tag the usual way: `pt-br` and `PT_BR` become `pt-BR`.

    Returns:
        The tag in the letter case that RFC 5646 (section 2.1.1) recommends; None if it is not well-formed.
    """
    lower = tag.strip().lower().replace("_", "-")
    if len(lower) > MAX_TAG_LENGTH or not _WELL_FORMED.fullmatch(lower):
        return None
    first, *others = lower.split("-")
    written = [first]
    plain = True
    for subtag in others:
        plain = plain and len(subtag) > 1
        if plain and len(subtag) == 2:
            subtag = subtag.upper()  # noqa: PLW2901 - the subtag as it is written
        elif plain and len(subtag) == 4 and subtag.isalpha():
            subtag = subtag.title()  # noqa: PLW2901 - the subtag as it is written
        written.append(subtag)
    return "-".join(written)


def find_language(tag: str) -> Language | None:
    """Find the language that a tag means, a Discord locale for example.

    An exact match is best; then a language without a region (`de-AT` is German), then the only one that there is of it
    (`pt` is Brazilian Portuguese), whatever the region (`pt-AO` too).

    Returns:
        The language; None for a tag that is not well-formed, or a language that is not listed.
    """
    normal = normalise_tag(tag)
    if normal is None:
        return None
    primary = primary_of(normal)
    return LANGUAGES.get(normal) or LANGUAGES.get(primary) or _BY_PRIMARY.get(primary)


def canonical_tag(tag: str) -> str:
    """Write a language tag as it is stored: that of the language that it means, of those that can be chosen.

    Returns:
        The tag written the usual way for a language that is not listed; what is no tag stays as it is.
    """
    language = find_language(tag)
    return language.tag if language is not None else normalise_tag(tag) or tag


def primary_of(tag: str) -> str:
    """Return the language of a tag alone, without script and region, and by its usual code: `ger-AT` is `de`."""
    primary = tag.split("-", maxsplit=1)[0].lower()
    known = _ALIASES.get(primary) or str(get_global("language_aliases").get(primary, primary))
    return known.split("_", maxsplit=1)[0]


# What CLDR's table of other codes for a language (iw, tl, ger, cmn …) does not have: Norwegian is written as Bokmål
# where nothing else is said, and codes of countries that are no languages.
_ALIASES: Final = {
    "no": "nb",
    "nor": "nb",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "jp": "ja",
    "ua": "uk",
    "vn": "vi",
}

_ORIGINAL: Final = (
    # The 35 languages of the original campaign.
    Language("ar", "العربية"),
    Language("bg", "Български"),
    Language("bn", "বাংলা"),
    Language("ca", "Català"),
    Language("cs", "Čeština"),
    Language("da", "Dansk"),
    Language("de", "Deutsch"),
    Language("el", "Ελληνικά"),
    Language("en", "English"),
    Language("eo", "Esperanto"),
    Language("es", "Español"),
    Language("eu", "Euskara"),
    Language("fa", "فارسی"),
    Language("fi", "Suomi"),
    Language("fr", "Français"),
    Language("gl", "Galego"),
    Language("he", "עברית"),
    Language("hu", "Magyar"),
    Language("id", "Bahasa Indonesia"),
    Language("it", "Italiano"),
    Language("ja", "日本語"),
    Language("ko", "한국어"),
    Language("nb-NO", "Norsk bokmål"),
    Language("nl", "Nederlands"),
    Language("pl", "Polski"),
    Language("pt-BR", "Português (Brasil)"),
    Language("ro", "Română"),
    Language("ru", "Русский"),
    Language("sk", "Slovenčina"),
    Language("sv", "Svenska"),
    Language("th", "ไทย"),
    Language("tr", "Türkçe"),
    Language("uk-UA", "Українська"),
    Language("vi", "Tiếng Việt"),
    Language("zh", "中文"),
)
_MORE: Final = (
    Language("af", "Afrikaans"),
    Language("az", "Azərbaycanca"),
    Language("cy", "Cymraeg"),
    Language("et", "Eesti"),
    Language("fil", "Filipino"),
    Language("ga", "Gaeilge"),
    Language("gu", "ગુજરાતી"),
    Language("hi", "हिन्दी"),
    Language("hr", "Hrvatski"),
    Language("hy", "Հայերեն"),
    Language("is", "Íslenska"),
    Language("ka", "ქართული"),
    Language("kk", "Қазақ тілі"),
    Language("lt", "Lietuvių"),
    Language("lv", "Latviešu"),
    Language("mk", "Македонски"),
    Language("mr", "मराठी"),
    Language("ms", "Bahasa Melayu"),
    Language("ne", "नेपाली"),
    Language("pa", "ਪੰਜਾਬੀ"),
    Language("sl", "Slovenščina"),
    Language("sq", "Shqip"),
    Language("sr", "Српски"),
    Language("sw", "Kiswahili"),
    Language("ta", "தமிழ்"),
    Language("te", "తెలుగు"),
    Language("ur", "اردو"),
)

LANGUAGES: Final[dict[str, Language]] = {language.tag: language for language in (*_ORIGINAL, *_MORE)}
"""All languages that can be chosen, by tag: first those of the original campaign, each group by its tags' order."""

ORIGINAL_LANGUAGES: Final = tuple(language.tag for language in _ORIGINAL)
"""The tags of the original campaign's languages."""

_BY_PRIMARY: Final = {language.tag.split("-", maxsplit=1)[0]: language for language in LANGUAGES.values()}
