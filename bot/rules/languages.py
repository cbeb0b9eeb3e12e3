"""Languages: their tags (BCP 47), and those that a contributor can choose, with their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

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
        autonym: What its speakers call it.
        english_name: What English calls it.
    """

    tag: str
    autonym: str
    english_name: str


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
    primary = normal.split("-", maxsplit=1)[0]
    primary = _ALIASES.get(primary, primary)
    return LANGUAGES.get(normal) or LANGUAGES.get(primary) or _BY_PRIMARY.get(primary)


_ALIASES: Final = {"no": "nb", "iw": "he", "in": "id", "tl": "fil", "cmn": "zh"}

_ORIGINAL: Final = (
    # The 35 languages of the original campaign.
    Language("ar", "العربية", "Arabic"),
    Language("bg", "Български", "Bulgarian"),
    Language("bn", "বাংলা", "Bengali"),
    Language("ca", "Català", "Catalan"),
    Language("cs", "Čeština", "Czech"),
    Language("da", "Dansk", "Danish"),
    Language("de", "Deutsch", "German"),
    Language("el", "Ελληνικά", "Greek"),
    Language("en", "English", "English"),
    Language("eo", "Esperanto", "Esperanto"),
    Language("es", "Español", "Spanish"),
    Language("eu", "Euskara", "Basque"),
    Language("fa", "فارسی", "Persian"),
    Language("fi", "Suomi", "Finnish"),
    Language("fr", "Français", "French"),
    Language("gl", "Galego", "Galician"),
    Language("he", "עברית", "Hebrew"),
    Language("hu", "Magyar", "Hungarian"),
    Language("id", "Bahasa Indonesia", "Indonesian"),
    Language("it", "Italiano", "Italian"),
    Language("ja", "日本語", "Japanese"),
    Language("ko", "한국어", "Korean"),
    Language("nb-NO", "Norsk bokmål", "Norwegian Bokmål"),
    Language("nl", "Nederlands", "Dutch"),
    Language("pl", "Polski", "Polish"),
    Language("pt-BR", "Português (Brasil)", "Portuguese (Brazil)"),
    Language("ro", "Română", "Romanian"),
    Language("ru", "Русский", "Russian"),
    Language("sk", "Slovenčina", "Slovak"),
    Language("sv", "Svenska", "Swedish"),
    Language("th", "ไทย", "Thai"),
    Language("tr", "Türkçe", "Turkish"),
    Language("uk-UA", "Українська", "Ukrainian"),
    Language("vi", "Tiếng Việt", "Vietnamese"),
    Language("zh", "中文", "Chinese"),
)
_MORE: Final = (
    Language("af", "Afrikaans", "Afrikaans"),
    Language("az", "Azərbaycanca", "Azerbaijani"),
    Language("cy", "Cymraeg", "Welsh"),
    Language("et", "Eesti", "Estonian"),
    Language("fil", "Filipino", "Filipino"),
    Language("ga", "Gaeilge", "Irish"),
    Language("gu", "ગુજરાતી", "Gujarati"),
    Language("hi", "हिन्दी", "Hindi"),
    Language("hr", "Hrvatski", "Croatian"),
    Language("hy", "Հայերեն", "Armenian"),
    Language("is", "Íslenska", "Icelandic"),
    Language("ka", "ქართული", "Georgian"),
    Language("kk", "Қазақ тілі", "Kazakh"),
    Language("lt", "Lietuvių", "Lithuanian"),
    Language("lv", "Latviešu", "Latvian"),
    Language("mk", "Македонски", "Macedonian"),
    Language("mr", "मराठी", "Marathi"),
    Language("ms", "Bahasa Melayu", "Malay"),
    Language("ne", "नेपाली", "Nepali"),
    Language("pa", "ਪੰਜਾਬੀ", "Punjabi"),
    Language("sl", "Slovenščina", "Slovenian"),
    Language("sq", "Shqip", "Albanian"),
    Language("sr", "Српски", "Serbian"),
    Language("sw", "Kiswahili", "Swahili"),
    Language("ta", "தமிழ்", "Tamil"),
    Language("te", "తెలుగు", "Telugu"),
    Language("ur", "اردو", "Urdu"),
)

LANGUAGES: Final[dict[str, Language]] = {language.tag: language for language in (*_ORIGINAL, *_MORE)}
"""All languages that can be chosen, by tag: first those of the original campaign, each group by its tags' order."""

ORIGINAL_LANGUAGES: Final = tuple(language.tag for language in _ORIGINAL)
"""The tags of the original campaign's languages."""

_BY_PRIMARY: Final = {language.tag.split("-", maxsplit=1)[0]: language for language in LANGUAGES.values()}
