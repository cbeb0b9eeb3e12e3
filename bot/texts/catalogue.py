"""The catalogue of sentences: `<language>/*.ftl`, English first, others fall back to it."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Final

from fluent.syntax import ast as fluent

from bot.errors import StartError
from bot.texts.fluent_file import BrokenFluent, parse_fluent, sentences_in, variables_by_key, variables_in
from bot.texts.limits import agreement_problem, sentence_problem
from bot.texts.spoken import SpokenLanguage
from bot.texts.text_files import FALLBACK_LANGUAGE, TextFile, TextFiles, nearest_language

_SAMPLE_NUMBER = 1_000

FACTS: Final = {"draft_days": 30, "text_days": 30, "log_days": 365}
"""What any sentence may name without being told, and what it is unless the operator says otherwise.

In days, how long are kept: drafts, texts that moderators took out, and the log of what happened.
"""


class Sentences:
    """The sentences in one reader's language: `say(key, **arguments)` gives one.

    Attributes:
        language: the tag of that language.
    """

    def __init__(self, language: str, spoken: Sequence[SpokenLanguage], facts: Mapping[str, int]) -> None:
        """Make them.

        Args:
            language: the reader's.
            spoken: what can be said; what is lacking in the first is said in the next.
            facts: what `FACTS` are in this installation.
        """
        self.language = language
        self._spoken = spoken
        self._facts = facts

    def __call__(self, key: str, /, **arguments: str | int | float) -> str:
        """Say a sentence.

        Args:
            key: its key in the catalogue.
            arguments: what it names.

        Raises:
            KeyError: there is no such sentence.
            LookupError: it cannot be formed: an argument is missing, or it refers to itself.
        """
        for spoken in self._spoken:
            if (sentence := spoken.say(key, {**self._facts, **arguments})) is not None:
                return sentence
        raise KeyError(f"no sentence has the key {key}")


class Catalogue:
    """All sentences in all languages."""

    def __init__(
        self,
        files: TextFiles | None = None,
        *,
        draft_days: int = FACTS["draft_days"],
        text_days: int = FACTS["text_days"],
        log_days: int = FACTS["log_days"],
    ) -> None:
        """Read them.

        Args:
            files: where they are; the project's own unless told.
            draft_days: how long drafts are kept, in days.
            text_days: likewise texts that moderators took out.
            log_days: likewise the log of what happened.

        Raises:
            StartError: a file of the operator's cannot be used; the sentence says which and why.
        """
        files = files or TextFiles()
        self._facts = {"draft_days": draft_days, "text_days": text_days, "log_days": log_days}
        self._shipped = _fluent(files.shipped)
        self._spoken: dict[str, SpokenLanguage] = {}
        for file in self._shipped:
            self._in(file.language).add_shipped(file.text)
        self._sentences = cache(self._bind)
        problems = [
            f"TEXTS_PATH: {file.path}: {problem}"
            for file in _fluent(files.replacing)
            for problem in self._replace(file)
        ]
        if problems:
            raise StartError("\n".join(problems))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that sentences exist in."""
        return tuple(self._spoken)

    def keys(self, language: str) -> frozenset[str]:
        """Return keys of all sentences in a language."""
        return self._spoken[language].keys

    def variables(self, key: str) -> frozenset[str]:
        """Return the arguments that a sentence names."""
        return self._variables[key]

    def sentences(self, locale: str | None) -> Sentences:
        """Return the sentences for a reader.

        Args:
            locale: a Discord locale or BCP 47 tag such as `de` or `en-GB`; unknown or None gives English.

        Returns:
            A function from a key and its arguments to the sentence. It raises KeyError for an unknown key.
        """
        return self._sentences(nearest_language(locale, self.languages))

    @cached_property
    def _variables(self) -> Mapping[str, frozenset[str]]:
        """What each sentence names, by its key. Only they are asked for who have sentences of their own."""
        english = (file for file in self._shipped if file.language == FALLBACK_LANGUAGE)
        return {key: named for file in english for key, named in variables_by_key(file.text).items()}

    def _in(self, language: str) -> SpokenLanguage:
        if language not in self._spoken:
            self._spoken[language] = SpokenLanguage(language, FALLBACK_LANGUAGE)
        return self._spoken[language]

    def _replace(self, file: TextFile) -> list[str]:
        """Let the operator's sentences win.

        Returns:
            What makes them of no use; nothing where they can be used.
        """
        try:
            resource = parse_fluent(file.text)
        except BrokenFluent as error:
            return [str(error)]
        replaced = sentences_in(resource)
        problems = {key: problem for key, entry in replaced.items() if (problem := self._problem(key, entry))}
        if problems:
            return [f"{key}: {problem}." for key, problem in problems.items()]
        self._in(file.language).replace(resource)
        say = self._bind(file.language)
        said: dict[str, str] = {}
        for key in self._variables:
            try:
                said[key] = say(key, **dict.fromkeys(self._variables[key], _SAMPLE_NUMBER))
            except LookupError as error:
                problems[key] = error.args[0]
                continue
            if key in replaced and (problem := sentence_problem(key, said[key])) is not None:
                problems[key] = f"{key}: {problem}."
        if (problem := agreement_problem(said)) is not None:
            problems[""] = f"the agreement is too long: {problem}."
        return list(problems.values())

    def _problem(self, key: str, entry: fluent.Message) -> str | None:
        if key not in self._variables:
            near = get_close_matches(key, self._variables, n=1)
            return f"there is no such key{f'; did you mean {near[0]}?' if near else ''}"
        if entry.value is None:
            return "it has no text"
        if strange := variables_in(entry) - self._variables[key]:
            named = ", ".join(f"${name}" for name in sorted(self._variables[key])) or "nothing"
            return f"it names ${min(strange)}, but what is known there is {named}"
        return None

    def _bind(self, language: str) -> Sentences:
        return Sentences(language, [self._spoken[language], self._spoken[FALLBACK_LANGUAGE]], self._facts)


def _fluent(files: tuple[TextFile, ...]) -> list[TextFile]:
    return [file for file in files if file.name.endswith(".ftl")]
