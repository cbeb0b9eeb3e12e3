"""What a table of a release is: its columns, and how a tree becomes rows.

The description of columns is our own, and small: Parquet's schema, the card and Croissant are made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from bot.dataset.records import DatasetTree
from bot.dataset.tables.terms import Terms


class Kind(StrEnum):
    """What a single value is."""

    STRING = "string"
    INTEGER = "integer"
    """Of 64 bits."""
    FLOAT = "float"
    """Of 64 bits."""
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class ListOf:
    """Any number of values of one type; `nullable` says whether some of them may be none."""

    of: ColumnType
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Struct:
    """Several values with names."""

    fields: tuple[Field, ...]


ColumnType: TypeAlias = Kind | ListOf | Struct


@dataclass(frozen=True, slots=True)
class Field:
    """A column, or a part of one.

    Attributes:
        name: Its name.
        type: What its values are.
        description: What they mean, as a sentence.
        nullable: Whether there may be none.
    """

    name: str
    type: ColumnType
    description: str
    nullable: bool = False


class Written(str):
    """A row that is JSON already."""

    __slots__ = ()


Row: TypeAlias = dict[str, Any] | Written
"""A row of a table: a value for every column, in their order, None where there is none."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a release.

    Attributes:
        name: Its name, which is that of its configuration on the hub.
        description: What a row of it is.
        columns: Its columns by what was asked for; None where rows are no table: trees nest as deep as they are.
        rows: Makes rows of a tree.
    """

    name: str
    description: str
    columns: Callable[[Terms], tuple[Field, ...]] | None
    rows: Callable[[DatasetTree, Terms], Iterator[Row]]
