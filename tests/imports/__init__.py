"""Reading files of other forms."""

from pathlib import Path

from bot.imports.detection import Detected, detect
from bot.imports.source import Source
from bot.imports.values import Fault, ImportedMessage, Item, Options

FILES = Path(__file__).with_name("files")
"""A small file of each form."""


def detected(path: Path, form: str | None = None) -> Detected:
    """How a file is read."""
    return detect(Source(path), form)


def items(path: Path, form: str | None = None, options: Options | None = None) -> list[Item]:
    """All that is in a file."""
    return list(detected(path, form).items(options or Options("en")))


def messages(path: Path, form: str | None = None, options: Options | None = None) -> list[ImportedMessage]:
    """The messages of a file, in which nothing is wrong."""
    found = items(path, form, options)
    assert [item for item in found if isinstance(item, Fault)] == []
    return [item for item in found if isinstance(item, ImportedMessage)]


def faults(path: Path, form: str | None = None, options: Options | None = None) -> list[str]:
    """What is wrong with a file, each with its place."""
    return [f"{item.place}: {item.problem}" for item in items(path, form, options) if isinstance(item, Fault)]
