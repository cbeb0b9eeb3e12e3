"""Writes trees in the form in which Open-Assistant's dataset was published: one tree a line, replies sorted by rank.

The top-level id is a pseudonym too; the original left it raw.
"""

import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from bot.dataset import repository
from bot.dataset.repository import StoredMessage, StoredTree
from bot.errors import StartError
from bot.protocol.messages import Role
from bot.protocol.moments import to_iso
from bot.protocol.trees import TreeState
from bot.store import Connection, Database


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What was written."""

    trees: int
    messages: int

    def __str__(self) -> str:
        return f"Written: {self.trees} trees with {self.messages} messages."


class Pseudonyms:
    """Random-looking ids that stay the same for the same database, and cannot be turned back without its key."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"pseudonyms of the dataset", "sha256")

    def of(self, identifier: UUID) -> str:
        """Return the pseudonym of a message, a tree or a person, as a UUID (HMAC-SHA-256, cut to 128 bits)."""
        digest = hmac.digest(self._key, identifier.bytes, hashlib.sha256)
        return str(UUID(bytes=digest[:16], version=4))


async def export_trees(database: Database, path: Path, *, everything: bool) -> ExportSummary:
    """Write trees to a file, which appears whole or not at all.

    Args:
        database: Open; the bot may work on it meanwhile, the file shows one moment.
        path: JSON Lines.
        everything: Trees in every state, with rejected, deleted and unreviewed messages; else only finished trees
            (`ready_for_export`) with what was accepted in them.

    Raises:
        StartError: The file cannot be written.
    """
    unfinished = path.with_name(path.name + ".part")
    try:
        summary = await database.read(_write, unfinished, everything=everything)
        os.replace(unfinished, path)  # noqa: PTH105, ASYNC - one rename
    except OSError as error:
        raise StartError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):  # it has its name by now, or is a part of a file that nobody wants
            unfinished.unlink(missing_ok=True)
    return summary


def _write(connection: Connection, path: Path, *, everything: bool) -> ExportSummary:
    pseudonyms = Pseudonyms(repository.pseudonym_secret(connection) or secrets.token_bytes(32))
    states = list(TreeState) if everything else [TreeState.READY_FOR_EXPORT]
    trees = messages = 0
    with path.open("w", encoding="utf-8") as file:
        for tree in repository.stored_trees(connection, states):
            kept = tree.messages if everything else _accepted(tree.messages)
            if not kept:
                continue
            file.write(json.dumps(_tree(tree, kept, pseudonyms), ensure_ascii=False) + "\n")
            trees += 1
            messages += len(kept)
        file.flush()
        os.fsync(file.fileno())
    return ExportSummary(trees, messages)


def _accepted(messages: list[StoredMessage]) -> list[StoredMessage]:
    """Return the accepted messages whose whole way up to the prompt was accepted."""
    kept: dict[UUID, StoredMessage] = {}
    for message in messages:
        connected = message.parent_id is None or message.parent_id in kept
        if connected and message.accepted and not message.deleted:
            kept[message.message_id] = message
    return list(kept.values())


def _tree(tree: StoredTree, messages: list[StoredMessage], pseudonyms: Pseudonyms) -> dict[str, Any]:
    written: dict[UUID, dict[str, Any]] = {}
    for message in messages:
        node = _message(message, pseudonyms)
        written[message.message_id] = node
        if message.parent_id is not None:
            written[message.parent_id]["replies"].append(node)
    return {
        "message_tree_id": pseudonyms.of(tree.tree_id),
        "tree_state": str(tree.state),
        "prompt": written[messages[0].message_id],
    }


def _message(message: StoredMessage, pseudonyms: Pseudonyms) -> dict[str, Any]:
    """Return one message; what is empty is left out, `replies` apart."""
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
        "synthetic": message.synthetic,
        "model_name": message.model_name,
        "emojis": message.emojis or None,
        "replies": [],
        "labels": {
            label: {"value": sum(values) / len(values), "count": len(values)}
            for label, values in message.labels.items()
        }
        or None,
    }
    return {name: value for name, value in node.items() if value is not None}
