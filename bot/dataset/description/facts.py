"""What is told about a release, as plain values: who makes it, what is in it, how it was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.dataset.description.licences import Licence, licence_of
from bot.dataset.tables.schema import Field


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of data.

    Attributes:
        path: Its path below the release's folder, with `/`.
        config: The table that is in it.
        split: The split of it.
        rows: How many.
        size: In bytes.
        sha256: Its digest, in hexadecimal.
    """

    path: str
    config: str
    split: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table.

    Attributes:
        name: Its name.
        description: What a row of it is.
        columns: Its columns; None where rows are no table.
        example: A row of it that was made up; None where there is none.
    """

    name: str
    description: str
    columns: tuple[Field, ...] | None
    example: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """A release.

    Attributes:
        name: A short name, of the folder or the repository.
        title: What people call it; empty where nobody said.
        version: Its version.
        date: Its day (UTC), as YYYY-MM-DD.
        operator: Who makes it; empty where the operator has not said it. The same for the contact.
        contact: How they are reached.
        licence: `DATASET_LICENCE`, as it stands.
        minimum_age: The age that contributors say they have, in years.
        files: The files of data, each with rows in it.
        tables: The tables, in the order in which they are told.
        bot_version: Of the bot that made it.
        url: Where it can be had, its page on the hub for example; None where that is not known.
        previous_version: Of the release before; None for the first.
        thresholds: The settings of a tree's life.
        options: What this release was asked for; what is empty, 0 or False is not told.
        left_out: How much was left out, by the reason.
        errata: How many rows of earlier releases have been deleted since.
        is_scrubbed: Whether placeholders stand for personal data.
        dates_are_exact: Whether moments are exact, and not days.
    """

    name: str
    title: str
    version: str
    date: str
    operator: str
    contact: str
    licence: str
    minimum_age: int
    files: tuple[FileFacts, ...]
    tables: tuple[TableFacts, ...]
    bot_version: str
    url: str | None = None
    previous_version: str | None = None
    thresholds: Mapping[str, object] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    errata: int = 0
    is_scrubbed: bool = False
    dates_are_exact: bool = False

    @property
    def heading(self) -> str:
        """What people call it, made of the operator's name where nobody said."""
        return self.title or (f"Conversations by {self.operator}" if self.operator else "Assistant conversations")

    @property
    def known_licence(self) -> Licence:
        """The licence that is meant."""
        return licence_of(self.licence)

    def files_of(self, config: str) -> list[FileFacts]:
        """Return the files of a table: the split for training first, others by name."""
        found = (file for file in self.files if file.config == config)
        return sorted(found, key=lambda file: (file.split != "train", file.split, file.path))

    def released_tables(self) -> list[TableFacts]:
        """Return the tables of which there is a file."""
        return [table for table in self.tables if self.files_of(table.name)]

    def configs(self) -> list[TableFacts]:
        """Return the tables that one loader reads: `datasets` takes that of the first one's files for all of them.

        Where others are Parquet, trees are not among them: they nest as deep as they are, and are JSON.
        """
        tables = self.released_tables()
        parquet = [table for table in tables if self.files_of(table.name)[0].path.endswith(".parquet")]
        return parquet or tables

    def rows_of(self, config: str) -> int:
        """Return how many rows a table has in all splits."""
        return sum(file.rows for file in self.files if file.config == config)
