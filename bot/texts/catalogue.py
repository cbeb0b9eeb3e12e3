"""The catalogue of sentences: `bot/texts/<language>/*.ftl`, English first, others fall back to it."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource

FALLBACK_LANGUAGE = "en"

Sentences = Callable[..., str]
"""`say(key, **arguments)` gives a sentence in one reader's language."""


class Catalogue:
    """All sentences in all languages that have a folder."""

    def __init__(self) -> None:
        root = files("bot.texts")
        self._bundles = {
            folder.name: _read_bundle(folder)
            for folder in sorted(root.iterdir(), key=lambda entry: entry.name)
            if folder.is_dir() and any(file.name.endswith(".ftl") for file in folder.iterdir())
        }
        self._sentences = cache(self._bind)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that sentences exist in."""
        return tuple(self._bundles)

    def keys(self, language: str) -> set[str]:
        """Keys of all sentences in a language."""
        return set(self._bundles[language]._messages)

    def sentences(self, locale: str | None) -> Sentences:
        """The sentences for a reader.

        Args:
            locale: a Discord locale or BCP 47 tag such as `de` or `en-GB`; unknown or None gives English.

        Returns:
            A function from a key and its arguments to the sentence. It raises KeyError for an unknown key.
        """
        tag = locale or FALLBACK_LANGUAGE
        candidates = (tag, tag.split("-")[0], FALLBACK_LANGUAGE)
        return self._sentences(next(language for language in candidates if language in self._bundles))

    def _bind(self, language: str) -> Sentences:
        bundles = [self._bundles[language], self._bundles[FALLBACK_LANGUAGE]]

        def say(key: str, /, **arguments: str | int | float) -> str:
            for bundle in bundles:
                if bundle.has_message(key) and (pattern := bundle.get_message(key).value) is not None:
                    sentence, errors = bundle.format_pattern(pattern, arguments)
                    if errors:
                        raise LookupError(f"the sentence {key} in {language} cannot be formed: {errors[0]}")
                    return str(sentence)
            raise KeyError(f"no sentence has the key {key}")

        return say


def _read_bundle(folder: Traversable) -> FluentBundle:
    # Isolation marks around every argument would show up as boxes in some clients and break copied links.
    bundle = FluentBundle([folder.name, FALLBACK_LANGUAGE], use_isolating=False)
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle
