"""Writes trees in the form in which Open-Assistant's dataset was published: one tree a line, replies sorted by rank.

The top-level id is a pseudonym too; the original left it raw.
"""

import hashlib
import hmac
import json
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from bot.counting import counted
from bot.dataset import repository
from bot.dataset.output import STANDARD_OUTPUT, check_target, open_target
from bot.dataset.repository import StoredMessage, StoredTree
from bot.errors import StartError
from bot.protocol.messages import Role
from bot.protocol.moments import to_iso
from bot.protocol.trees import TreeState
from bot.store import Connection, Database
from bot.store.files import is_part_of

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)

_ENDS_OF_LINES: Final = [(end, f"\\u{ord(end):04x}") for end in "\u0085\u2028\u2029"]
"""What some readers of lines take for the end of one, though JSON does not; it stands in texts only."""


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What was written."""

    trees: int
    messages: int

    def __str__(self) -> str:
        if not self.trees:
            return "Nothing was written: there is no tree for it yet. --everything has unfinished ones too."
        return f"Written: {counted(self.trees, 'tree')} with {counted(self.messages, 'message')}."


class Pseudonyms:
    """Random-looking ids that stay the same for the same database, and cannot be turned back without its key."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"pseudonyms of the dataset", "sha256")

    def of(self, identifier: UUID) -> str:
        """Return the pseudonym of a message, a tree or a person, as a UUID (HMAC-SHA-256, cut to 128 bits)."""
        digest = hmac.digest(self._key, identifier.bytes, hashlib.sha256)
        return str(UUID(bytes=digest[:16], version=4))


async def export_trees(
    database: Database, path: Path, *, everything: bool, protected: Sequence[Path] = ()
) -> ExportSummary:
    """Write trees to a file, which appears whole or not at all; where there are none, what is there stays.

    Args:
        database: Open; the bot may work on it meanwhile, the file shows one moment.
        path: JSON Lines; `STANDARD_OUTPUT` is written to as it comes.
        everything: Trees in every state, with rejected, deleted and unreviewed messages; else only finished trees
            (`ready_for_export`) with what was accepted in them.
        protected: Files that must not be replaced, and folders; the database's own files never are.

    Raises:
        StartError: The file cannot be written, or something is there that is not to be replaced.
    """
    if path != STANDARD_OUTPUT and is_part_of(database.path, path):
        raise StartError(f"{path} is a file of the database and is not replaced. Name another file.")
    check_target(path, protected)
    try:
        return await database.read(_export, path, everything=everything)
    except OSError as error:
        raise StartError(f"{path} cannot be written: {error.strerror}.") from error


def _export(connection: Connection, path: Path, *, everything: bool) -> ExportSummary:
    lines = _lines(connection, everything=everything)
    if (first := next(lines, None)) is None:
        return ExportSummary(0, 0)
    trees = messages = 0
    with open_target(path) as file:
        for line, count in chain((first,), lines):
            file.write(line)
            trees += 1
            messages += count
    return ExportSummary(trees, messages)


def _lines(connection: Connection, *, everything: bool) -> Iterator[tuple[bytes, int]]:
    """Yield each tree as a line, and how many messages are in it."""
    pseudonyms = Pseudonyms(repository.pseudonym_secret(connection) or secrets.token_bytes(32))
    states = list(TreeState) if everything else [TreeState.READY_FOR_EXPORT]
    for tree in repository.stored_trees(connection, states):
        kept = tree.messages if everything else _accepted(tree.messages)
        if kept:
            line = _tree(tree, kept, pseudonyms)
            for end, escaped in _ENDS_OF_LINES:
                line = line.replace(end, escaped)
            yield line.encode() + b"\n", len(kept)


def _accepted(messages: list[StoredMessage]) -> list[StoredMessage]:
    """Return the accepted messages whose whole way up to the prompt was accepted."""
    kept: dict[UUID, StoredMessage] = {}
    for message in messages:
        connected = message.parent_id is None or message.parent_id in kept
        if connected and message.accepted and not message.deleted:
            kept[message.message_id] = message
    return list(kept.values())


def _tree(tree: StoredTree, messages: list[StoredMessage], pseudonyms: Pseudonyms) -> str:
    """Return a tree as JSON, however deep it is: json.dumps would call itself once for each reply to a reply."""
    replies: defaultdict[UUID | None, list[StoredMessage]] = defaultdict(list)
    for message in messages:
        replies[message.parent_id].append(message)
    head = _ENCODER.encode(
        {"message_tree_id": pseudonyms.of(tree.tree_id), "tree_state": str(tree.state), "topic": tree.topic}
    )
    parts = [f'{head[:-1]}, "prompt": ']
    waiting: list[StoredMessage | str] = ["}", messages[0]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        parts.append(f'{_ENCODER.encode(_message(part, pseudonyms))[:-1]}, "replies": [')
        waiting.append("]}")
        for place, reply in reversed(list(enumerate(replies[part.message_id]))):
            waiting.append(reply)
            if place > 0:
                waiting.append(", ")
    return "".join(parts)


def _message(message: StoredMessage, pseudonyms: Pseudonyms) -> dict[str, Any]:
    """Return one message without its replies; what is empty is left out."""
    node: dict[str, Any] = {
        "message_id": pseudonyms.of(message.message_id),
        "parent_id": pseudonyms.of(message.parent_id) if message.parent_id else None,
        "user_id": pseudonyms.of(message.author_id) if message.author_id else None,
        "created_date": to_iso(message.created_at),
        "text": message.text,
        "role": str(Role.of(is_assistant=message.is_assistant)),
        "lang": message.language,
        "review_count": message.review_count,
        "review_result": message.accepted,
        "deleted": message.deleted,
        "rank": message.rank,
        "rank_unweighed": message.rank_unweighed,
        "synthetic": message.synthetic,
        "model_name": message.model_name,
        "emojis": message.emojis or None,
        "labels": {
            label: {"value": sum(values) / len(values), "count": len(values)}
            for label, values in message.labels.items()
        }
        or None,
    }
    return {name: value for name, value in node.items() if value is not None}
