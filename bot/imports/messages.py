"""Trees and messages with ids: as Open-Assistant publishes them, as this bot exports them, as its seeds are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.imports.fields import (
    BadRowError,
    Fields,
    LeftOutError,
    Reading,
    Turn,
    annotation_in,
    date_in,
    facts_of,
    flag_in,
    name_in,
    role_of,
)
from bot.imports.values import Item, LeftOut, TreeFacts
from bot.protocol.trees import TreeState

_GIVEN_UP: Final = (TreeState.ABORTED_LOW_GRADE, TreeState.HALTED_BY_MODERATOR)
_DELETED: Final = "deleted where they come from"
_REJECTED: Final = "rejected where they come from"


def is_tree(row: Fields) -> bool:
    """Say whether a row is a whole tree, its replies within the prompt."""
    prompt = row.get("prompt")
    return isinstance(prompt, dict) and "text" in prompt and ("replies" in prompt or "message_id" in prompt)


def is_message(row: Fields) -> bool:
    """Say whether a row is a message that names the one to which it replies."""
    return "message_id" in row and ("text" in row or "role" in row) and "prompt" not in row


def is_seed(row: Fields) -> bool:
    """Say the same of the form in which Open-Assistant's backend is seeded."""
    return "user_message_id" in row


def read_tree(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield the messages of a tree; what was deleted or rejected is left out, with what hangs below it.

    Args:
        reading: Reads fields.
        place: Of the row.
        row: The tree.

    Yields:
        Parents before their replies.

    Raises:
        BadRowError: A field cannot be used.
    """
    root = row["prompt"]
    state = _state(row)
    waiting: list[tuple[Any, str | None]] = [(root, None)]
    number = 0
    while waiting:
        node, parent = waiting.pop()
        number += 1
        where = f"message {number}" if number > 1 else ""
        if not isinstance(node, dict):
            raise BadRowError("a message is expected", where)
        try:
            source_id = _identity(node, "message_id", row.get("message_tree_id") if parent is None else None)
            replies = node.get("replies") or []
            if not isinstance(replies, list):
                raise BadRowError("replies are no list")
            if (reason := _given_up(state, node)) is not None:
                yield LeftOut(reason, source_id, 1 + sum(_size(reply) for reply in replies))
                continue
            facts = facts_of({**node, **row})._replace(state=state) if parent is None else TreeFacts()
            yield _message(reading, f"{place}, {where}" if where else place, node, source_id, parent, facts)
        except BadRowError as error:
            raise BadRowError(error.problem, where) from None
        waiting.extend((reply, source_id) for reply in reversed(replies))


def read_message(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield one message, or that it is left out.

    Raises:
        BadRowError: A field cannot be used.
    """
    yield _one(reading, place, row, _identity(row, "message_id"), name_in(row, "parent_id"))


def read_seed(reading: Reading, place: str, row: Fields) -> Iterator[Item]:
    """Yield one message of a seed.

    Raises:
        BadRowError: A field cannot be used.
    """
    yield _one(reading, place, row, _identity(row, "user_message_id"), name_in(row, "parent_message_id"))


def _one(reading: Reading, place: str, row: Fields, source_id: str, parent: str | None) -> Item:
    state = _state(row)
    if (reason := _given_up(state, row)) is not None:
        return LeftOut(reason, source_id)
    facts = facts_of(row)._replace(state=state) if parent is None else TreeFacts()
    return _message(reading, place, row, source_id, parent, facts)


def _message(reading: Reading, place: str, row: Fields, source_id: str, parent: str | None, facts: TreeFacts) -> Item:
    try:
        role = role_of(row.get("role"))
    except LeftOutError as error:
        raise BadRowError(str(error)) from None
    turn = Turn(
        role,
        reading.text(row.get("text")),
        reading.language(row.get("lang")),
        flag_in(row, "synthetic"),
        name_in(row, "model_name"),
        date_in(row, "source_date") or date_in(row, "created_date"),
        annotation_in(row),
    )
    return reading.message(place, turn, source_id, parent, facts)


def _identity(row: Fields, field: str, otherwise: object = None) -> str:
    source_id = name_in(row, field) or name_in({field: otherwise}, field)
    if source_id is None:
        raise BadRowError(f"{field} is missing")
    return source_id


def _state(row: Fields) -> TreeState | None:
    state = row.get("tree_state")
    if state is None:
        return None
    try:
        return TreeState(state)
    except ValueError:
        raise BadRowError(f"tree_state is none of {', '.join(TreeState)}") from None


def _given_up(state: TreeState | None, row: Fields) -> str | None:
    if flag_in(row, "deleted"):
        return _DELETED
    if flag_in(row, "review_result") is False:
        return _REJECTED
    return _REJECTED if state in _GIVEN_UP else None


def _size(node: Any) -> int:
    """Return how many messages hang at one, itself included."""
    waiting, size = [node], 0
    while waiting:
        node = waiting.pop()
        size += 1
        if isinstance(node, dict) and isinstance(node.get("replies"), list):
            waiting.extend(node["replies"])
    return size
