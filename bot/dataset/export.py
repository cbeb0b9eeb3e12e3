"""Writing one table of the dataset to a file, which appears whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from bot.counting import counted
from bot.dataset import repository
from bot.dataset.formats import Form, check_form, form_of, open_writer
from bot.dataset.output import STANDARD_OUTPUT, check_target, open_target
from bot.dataset.progress import Progress
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.reading import count_trees, read_trees
from bot.dataset.reports.scrubbing import scrub_tree
from bot.dataset.selection import LeftOut, Selection
from bot.dataset.tables.schema import Row, Table
from bot.dataset.tables.terms import Terms
from bot.dataset.tables.trees import TREES
from bot.errors import StartError
from bot.store import Connection, Database
from bot.store.files import is_part_of


@dataclass(slots=True)
class ExportSummary:
    """What was written."""

    table: str
    trees: int = 0
    messages: int = 0
    rows: int = 0
    left_out: LeftOut = field(default_factory=LeftOut)

    def __str__(self) -> str:
        if not self.rows:
            said = "Nothing was written: there is nothing for it yet. --everything has unfinished trees too."
        elif self.table == TREES.name:
            said = f"Written: {counted(self.trees, 'tree')} with {counted(self.messages, 'message')}."
        else:
            said = f"Written: {counted(self.rows, 'row')} of {self.table}, from {counted(self.trees, 'tree')}."
        return "\n".join([said, *self.left_out.sentences()])


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What is to be written, and where.

    Attributes:
        path: The file; its name says the form. `STANDARD_OUTPUT` is written to as it comes, as JSON Lines.
        table: The table.
        selection: What of the pool.
        terms: Returns what rows depend on, from the pseudonyms of messages and trees.
        scrub: Put placeholders in place of the personal data that can be found in texts.
        protected: Files that must not be replaced, and folders; the database's own files never are.
    """

    path: Path
    table: Table
    selection: Selection
    terms: Callable[[Pseudonyms], Terms]
    scrub: bool = False
    protected: Sequence[Path] = ()


async def export_table(database: Database, export: Export, progress: Progress | None = None) -> ExportSummary:
    """Write a table to a file, which appears whole or not at all; where there are no rows, what is there stays.

    Args:
        database: Open; the bot may work on it meanwhile, the file shows one moment.
        export: What and where.
        progress: Is told how far it is, from another thread.

    Raises:
        StartError: The file cannot be written, or something is there that is not to be replaced.
    """
    path = export.path
    if path != STANDARD_OUTPUT and is_part_of(database.path, path):
        raise StartError(f"{path} is a file of the database and is not replaced. Name another file.")
    check_target(path, export.protected)
    try:
        return await database.read(_export, export, progress or Progress())
    except OSError as error:
        raise StartError(f"{path} cannot be written: {error.strerror or error}.") from error


def _export(connection: Connection, export: Export, progress: Progress) -> ExportSummary:
    secret = repository.pseudonym_secret(connection) or secrets.token_bytes(32)
    terms = export.terms(Pseudonyms.of_messages(secret))
    table, form = export.table, Form.JSON_LINES if export.path == STANDARD_OUTPUT else form_of(export.path)
    columns = None if table.columns is None else table.columns(terms)
    check_form(form, columns=columns)
    progress.expect(count_trees(connection, export.selection))
    summary = ExportSummary(table.name)
    rows = _rows(connection, export, terms, summary, progress)
    if (first := next(rows, None)) is None:
        return summary
    with open_target(export.path) as file, open_writer(file, form, columns) as writer:
        for row in chain((first,), rows):
            writer.write(row)
    return summary


def _rows(
    connection: Connection, export: Export, terms: Terms, summary: ExportSummary, progress: Progress
) -> Iterator[Row]:
    for tree in read_trees(connection, export.selection, summary.left_out, progress.advance):
        had = summary.rows
        for row in export.table.rows(scrub_tree(tree) if export.scrub else tree, terms):
            summary.rows += 1
            yield row
        if summary.rows > had:
            summary.trees += 1
            summary.messages += len(tree.messages)
