"""How a language is called."""

from bot.rules.languages import LANGUAGES, find_language


def language_name(tag: str) -> str:
    """Return what its speakers call a language; the tag itself for one that is not listed."""
    language = find_language(tag)
    return language.autonym if language is not None else tag


def find_tag(text: str) -> str | None:
    """Return the tag of the language that somebody means by a tag or a name (`de`, `PT_br`, `Deutsch`, `german`)."""
    wanted = text.strip().casefold()
    for language in LANGUAGES.values():
        if wanted in {language.autonym.casefold(), language.english_name.casefold()}:
            return language.tag
    known = find_language(text)
    return known.tag if known is not None else None
