"""Reading Fluent: sentences by key, and what each names.

What was read is kept: some processes need several catalogues.
"""

from collections.abc import Mapping
from functools import cache

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor


class BrokenFluent(Exception):
    """What is written there is not Fluent; the message names the line and what is wrong."""


@cache
def parse_fluent(text: str) -> fluent.Resource:
    """Read Fluent.

    Raises:
        BrokenFluent: a part of it cannot be read, or a key stands twice.
    """
    # Where everything stands in the file would take as much memory as what it says, for as long as the bot runs.
    try:
        resource = FluentParser(with_spans=False).parse(text)
    except RecursionError:
        raise BrokenFluent("too many braces stand in one another") from None
    keys: set[str] = set()
    for entry in resource.body:
        if isinstance(entry, fluent.Junk):
            raise BrokenFluent(_what_is_wrong(text))
        if isinstance(entry, fluent.Message):
            if entry.id.name in keys:
                raise BrokenFluent(f"the key {entry.id.name} stands twice")
            keys.add(entry.id.name)
    return resource


def sentences_in(resource: fluent.Resource) -> dict[str, fluent.Message]:
    """Return the sentences by key."""
    return {entry.id.name: entry for entry in resource.body if isinstance(entry, fluent.Message)}


def variables_in(message: fluent.Message) -> frozenset[str]:
    """Return the arguments that a sentence names."""
    finder = _VariableFinder()
    finder.visit(message)
    return frozenset(finder.found)


@cache
def variables_by_key(text: str) -> Mapping[str, frozenset[str]]:
    """Read which arguments each sentence of a file names.

    Raises:
        BrokenFluent: a part of the file cannot be read, or a key stands twice.
    """
    return {key: variables_in(message) for key, message in sentences_in(parse_fluent(text)).items()}


def _what_is_wrong(text: str) -> str:
    """Return the line of the first part that cannot be read, and why not."""
    junk = next(entry for entry in FluentParser().parse(text).body if isinstance(entry, fluent.Junk))
    line = text.count("\n", 0, junk.span.start if junk.span is not None else 0) + 1
    reasons = [note.message for note in junk.annotations if note.message]
    return f"line {line}: {'; '.join(reasons) or 'this is not Fluent'}"


class _VariableFinder(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - named by Fluent
        self.found.add(node.id.name)
