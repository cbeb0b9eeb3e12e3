"""The files of a release with rows in them: one for each table and split in which there is anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.dataset.formats import Form, RowWriter, open_writer
from bot.dataset.release.manifest import FileEntry, digest_of
from bot.dataset.tables import TABLES
from bot.dataset.tables.schema import Row, Table
from bot.dataset.tables.terms import Terms


class DataFiles:
    """Opens a file when its first row comes: a split without rows has none."""

    def __init__(self, folder: Path, form: Form, terms: Terms, stack: ExitStack) -> None:
        """Begin.

        Args:
            folder: Of the release.
            form: Of the files; what cannot have it is compressed JSON Lines.
            terms: Of the rows.
            stack: Closes the files.
        """
        self._folder = folder
        self._form = form
        self._terms = terms
        self._stack = stack
        self._writers: dict[tuple[str, str], RowWriter] = {}
        self._paths: dict[tuple[str, str], str] = {}
        self.rows: Counter[tuple[str, str]] = Counter()

    def write(self, table: Table, split: str, row: Row) -> None:
        """Write a row of a table into a split.

        Raises:
            OSError: It cannot be written.
        """
        key = table.name, split
        writer = self._writers.get(key)
        if writer is None:
            writer = self._writers[key] = self._opened(table, split)
        writer.write(row)
        self.rows[key] += 1

    def entries(self) -> list[FileEntry]:
        """Return what the manifest says of the files, once they are closed; in the order of the tables."""
        order = list(TABLES)
        return [
            FileEntry(
                path=path,
                size=(self._folder / path).stat().st_size,
                sha256=digest_of(self._folder / path),
                config=config,
                split=split,
                rows=self.rows[config, split],
            )
            for (config, split), path in sorted(
                self._paths.items(), key=lambda item: (order.index(item[0][0]), item[1])
            )
        ]

    def _opened(self, table: Table, split: str) -> RowWriter:
        columns = None if table.columns is None else table.columns(self._terms)
        # `datasets` reads all tables of a folder in the form of the first: what is no table stands apart from Parquet.
        is_apart = self._form is Form.PARQUET and columns is None
        form = Form.GZIP if is_apart else self._form
        path = f"{table.name}/{split}{form}" if is_apart else f"data/{table.name}/{split}{form}"
        self._paths[table.name, split] = path
        (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
        file = self._stack.enter_context((self._folder / path).open("xb"))
        return self._stack.enter_context(open_writer(file, form, columns))


@contextmanager
def data_files(folder: Path, form: Form, terms: Terms) -> Iterator[DataFiles]:
    """Write tables into a folder; the files are complete when the block ends.

    Args:
        folder: Of the release.
        form: Of the files.
        terms: Of the rows.

    Yields:
        What writes.

    Raises:
        OSError: A file cannot be written.
    """
    with ExitStack() as stack:
        yield DataFiles(folder, form, terms, stack)
