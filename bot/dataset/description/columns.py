"""The columns of tables, for those who describe them: as lists of the hub's features, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.dataset.description.facts import TableFacts
from bot.dataset.tables.schema import ColumnType, Field, Kind, ListOf, Struct

_MESSAGE: Final = Struct(
    (
        Field("message_id", Kind.STRING, "A pseudonym of the message, the same in all releases."),
        Field("role", Kind.STRING, "Who speaks: prompter or assistant."),
        Field("lang", Kind.STRING, "Its language, as a tag."),
        Field("text", Kind.STRING, "The text."),
    )
)
_OF_A_TREE: Final = (
    Field("message_tree_id", Kind.STRING, "The tree, which has the pseudonym of its initial prompt."),
    Field("tree_state", Kind.STRING, "The state of the tree."),
    Field("topic", Kind.STRING, "What it is about, where somebody said so.", nullable=True),
    Field("origin", Kind.STRING, "community, or the name of the source that was imported."),
    Field("license", Kind.STRING, "Its licence; null where its source does not say.", nullable=True),
    Field("prompt", _MESSAGE, "The initial prompt, with what else is known of it, and in replies what was replied."),
)
_FEATURES: Final = {
    Kind.STRING: "string",
    Kind.INTEGER: "int64",
    Kind.FLOAT: "float64",
    Kind.BOOLEAN: "bool",
}


def described_columns(table: TableFacts) -> tuple[Field, ...]:
    """Return the columns of a table; of trees, which nest as deep as they are, those that all of them have."""
    return _OF_A_TREE if table.columns is None else table.columns


def features(columns: Sequence[Field]) -> list[Mapping[str, Any]]:
    """Return columns as the hub wants them in `dataset_info`."""
    return [{"name": column.name, **_feature(column.type)} for column in columns]


def type_in_words(column: ColumnType) -> str:
    """Say what values are, in a word or two."""
    if isinstance(column, ListOf):
        return f"list of {_plural(column.of)}"
    return "struct" if isinstance(column, Struct) else str(column)


def _plural(column: ColumnType) -> str:
    words = type_in_words(column)
    return words.replace("list of", "lists of", 1) if isinstance(column, ListOf) else f"{words}s"


def _feature(column: ColumnType) -> dict[str, Any]:
    if isinstance(column, ListOf):
        inner = _feature(column.of)
        # The hub writes a list of single values, and one of structs, without another level.
        return {"list": inner.get("dtype") or inner.get("struct") or inner}
    return {"struct": features(column.fields)} if isinstance(column, Struct) else {"dtype": _FEATURES[column]}
