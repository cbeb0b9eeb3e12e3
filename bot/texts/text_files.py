"""The files of texts: those of the project, and those with which the operator replaces them (`TEXTS_PATH`).

`<language>/<name>`: Fluent files (`people.ftl`) with sentences, Markdown files (`guidelines/assistant_reply.md`) with
longer texts. A file of the operator has the same relative path as the one that it replaces.
"""

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.errors import StartError
from bot.rules.languages import normalise_tag, primary_of
from bot.texts.language_names import is_named
from bot.texts.typed_languages import did_you_mean

FALLBACK_LANGUAGE = "en"

_SUFFIXES = (".ftl", ".md")
_MOST_BYTES = 1_000_000
"""More than all sentences of a language together have."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file of texts.

    Attributes:
        language: the name of its folder, a language tag.
        name: its path in that folder, with forward slashes.
        text: what is in it.
    """

    language: str
    name: str
    text: str

    @property
    def path(self) -> str:
        """Its path in the folder of all texts."""
        return f"{self.language}/{self.name}"


class TextFiles:
    """All files of texts, read once.

    Attributes:
        shipped: the project's.
        replacing: the operator's.
    """

    def __init__(self, operator_folder: Path | None = None) -> None:
        """Read them.

        Args:
            operator_folder: where the operator's are, if there are any.

        Raises:
            StartError: that is no folder, or a file in it replaces nothing or is not UTF-8 text.
        """
        self.shipped = tuple(_read_shipped())
        names = {file.name for file in self.shipped if file.language == FALLBACK_LANGUAGE}
        problems: list[str] = []
        self.replacing = tuple(_read_operator(operator_folder, names, problems)) if operator_folder is not None else ()
        if problems:
            raise StartError("\n".join(f"TEXTS_PATH: {problem}" for problem in problems))

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that has a file, in the order of the alphabet."""
        return tuple(sorted({file.language for file in (*self.shipped, *self.replacing)}))


def nearest_language(locale: str | None, languages: tuple[str, ...]) -> str:
    """Return the language in which somebody reads.

    Args:
        locale: a Discord locale or BCP 47 tag such as `de` or `en-GB`.
        languages: those that there are.

    Returns:
        The locale itself, else its language without the region, else that of another region or by another code (`no`
        is `nb`), else English.
    """
    tag = locale or FALLBACK_LANGUAGE
    for language in (tag, tag.split("-")[0]):
        if language in languages:
            return language
    return next((each for each in languages if primary_of(each) == primary_of(tag)), FALLBACK_LANGUAGE)


def _read_shipped() -> Iterator[TextFile]:
    for folder in _sorted(files("bot.texts")):
        if folder.is_dir() and not folder.name.startswith("_"):
            for name, file in _files_below(folder):
                yield TextFile(folder.name, name, file.read_text(encoding="utf-8"))


def _read_operator(root: Path, names: set[str], problems: list[str]) -> Iterator[TextFile]:
    if not root.is_dir():
        problems.append(f"{root} is not a folder.")
        return
    for entry in _sorted(root):
        if entry.is_file() and entry.name.endswith(_SUFFIXES):
            problems.append(f"{entry.name} must be in the folder of its language, such as en.")
        if entry.name.startswith(".") or not entry.is_dir():
            continue
        if normalise_tag(entry.name) != entry.name or not is_named(entry.name):
            problems.append(
                f"the folder {entry.name} is not named by the tag of a language: {did_you_mean(entry.name)}."
            )
            continue
        for name, file in _files_below(entry):
            path = f"{entry.name}/{name}"
            if name not in names:
                problems.append(f"{path} replaces nothing. There are: {', '.join(sorted(names))}.")
                continue
            try:
                text = _read(file)
            except UnicodeDecodeError:
                problems.append(f"{path} is not UTF-8 text. Save it as UTF-8.")
            except OSError as error:
                problems.append(f"{path} cannot be read ({error.strerror}).")
            else:
                yield TextFile(entry.name, name, text)


def _read(file: Traversable) -> str:
    """Read a text of the operator's.

    Raises:
        UnicodeDecodeError: It is none.
        OSError: It cannot be read, or is so large that it is none of ours.
    """
    if not file.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    with file.open("rb") as opened:
        data = opened.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise OSError(errno.EFBIG, f"it has more than {_MOST_BYTES:,} bytes")
    # Editors on Windows like to begin a file with a byte order mark.
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _files_below(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield the text files in a folder and the folders in it, each with its path."""
    for entry in _sorted(folder):
        name = f"{above}{entry.name}"
        if entry.is_dir():
            yield from _files_below(entry, f"{name}/")
        elif name.endswith(_SUFFIXES) and not entry.name.startswith("."):
            yield name, entry


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name)
