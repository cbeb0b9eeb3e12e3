"""The sentences of one language. Those that come with the bot are read one by one, when they are first said.

Read all at once, those of two languages take a fifth of a second at each start, and 8 MB for as long as the bot runs.
"""

import re
from collections.abc import Mapping
from typing import Final

from fluent.runtime import FluentBundle
from fluent.syntax import ast as fluent

from bot.texts.fluent_file import parse_fluent, sentences_in

_KEY: Final = re.compile(r"^([A-Za-z][A-Za-z0-9_-]*) *=", re.MULTILINE)
"""What a sentence begins with, in a file whose other lines are indented, empty, or comments."""

_NOTHING: Final[Mapping[str, str | int | float]] = {}


class SpokenLanguage:
    """What can be said in a language."""

    def __init__(self, language: str, plurals_of: str) -> None:
        """Make it, without a sentence.

        Args:
            language: its tag.
            plurals_of: the tag of a language whose plural forms do, where nobody knows those of this one.
        """
        self._language = language
        # Isolation marks around every argument would show up as boxes in some clients and break copied links.
        self._bundle = FluentBundle([language, plurals_of], use_isolating=False)
        self._unread: dict[str, str] = {}
        self._keys: set[str] = set()

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all sentences."""
        return frozenset(self._keys)

    def add_shipped(self, text: str) -> None:
        """Add the sentences of a file that comes with the bot: tests see to it that all of them can be read."""
        found = split_by_key(text)
        self._unread.update(found)
        self._keys.update(found)

    def replace(self, resource: fluent.Resource) -> None:
        """Let an operator's sentences win."""
        # They may refer to any other sentence.
        while self._unread:
            self._bundle.add_resource(parse_fluent(self._unread.popitem()[1]))
        self._bundle.add_resource(resource, allow_overrides=True)
        self._keys |= sentences_in(resource).keys()

    def say(self, key: str, arguments: Mapping[str, str | int | float] = _NOTHING) -> str | None:
        """Say a sentence; None where there is none with this key.

        Raises:
            LookupError: it cannot be formed: an argument is missing, or it refers to itself.
        """
        if (source := self._unread.pop(key, None)) is not None:
            self._bundle.add_resource(parse_fluent(source))
        if not self._bundle.has_message(key) or (pattern := self._bundle.get_message(key).value) is None:
            return None
        try:
            sentence, errors = self._bundle.format_pattern(pattern, dict(arguments))
        except RecursionError:
            raise LookupError(f"the sentence {key} in {self._language} refers to itself") from None
        if errors:
            raise LookupError(f"the sentence {key} in {self._language} cannot be formed: {errors[0]}")
        return str(sentence)


def split_by_key(text: str) -> dict[str, str]:
    """Return the source of each sentence of a file, by its key, without reading what it says."""
    starts = list(_KEY.finditer(text))
    ends = [*(match.start() for match in starts[1:]), len(text)]
    return {match[1]: text[match.start() : end] for match, end in zip(starts, ends, strict=True)}
