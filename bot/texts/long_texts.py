"""The longer texts, in Discord's Markdown: `<language>/guidelines/<topic>.md` and `<language>/labels/<label>.md`."""

from bot.errors import StartError
from bot.texts.limits import (
    LABEL_TEXT_CHARACTERS,
    LABEL_TEXT_OCTETS,
    LONG_TEXT_CHARACTERS,
    LONG_TEXT_OCTETS,
    length_problem,
)
from bot.texts.text_files import FALLBACK_LANGUAGE, TextFile, TextFiles, nearest_language

_FENCE = "```"
_NUL = "\0"


class LongTexts:
    """Guidelines and explanations of labels in all languages; what a language lacks is given in English."""

    def __init__(self, files: TextFiles | None = None) -> None:
        """Read them.

        Args:
            files: where they are; the project's own unless told.

        Raises:
            StartError: a file of the operator's cannot be used; the sentence says which and why.
        """
        files = files or TextFiles()
        problems = [
            f"TEXTS_PATH: {file.path}: {problem}."
            for file in files.replacing
            if file.name.endswith(".md") and (problem := long_text_problem(file)) is not None
        ]
        if problems:
            raise StartError("\n".join(problems))
        self._texts = {
            (file.language, file.name.removesuffix(".md")): file.text.strip()
            for file in (*files.shipped, *files.replacing)
            if file.name.endswith(".md")
        }
        self._languages = files.languages

    def guidelines(self, topic: str, locale: str | None) -> str:
        """Return the guidelines of a topic: a task type, or `overview`.

        Args:
            topic: the topic, as its file is called.
            locale: the reader's Discord locale or BCP 47 tag.

        Raises:
            KeyError: there are none.
        """
        return self._find(f"guidelines/{topic}", locale)

    def label(self, label: str, locale: str | None) -> str:
        """Return the explanation of a label; see `guidelines`."""
        return self._find(f"labels/{label}", locale)

    def names(self, language: str) -> set[str]:
        """Return what there is in a language, such as `guidelines/overview` and `labels/spam`."""
        return {name for known, name in self._texts if known == language}

    def _find(self, name: str, locale: str | None) -> str:
        language = nearest_language(locale, self._languages)
        found = self._texts.get((language, name))
        return found if found is not None else self._texts[FALLBACK_LANGUAGE, name]


def long_text_problem(file: TextFile) -> str | None:
    """Say what is wrong with a Markdown file for its place on a card; None where it fits."""
    text = file.text.strip()
    if not text:
        return "it is empty"
    if _NUL in text:
        return "it has a NUL character"
    if text.count(_FENCE) % 2:
        return f"a {_FENCE} is opened and not closed"
    if file.name.startswith("labels/"):
        return length_problem(text, LABEL_TEXT_CHARACTERS, LABEL_TEXT_OCTETS)
    return length_problem(text, LONG_TEXT_CHARACTERS, LONG_TEXT_OCTETS)
