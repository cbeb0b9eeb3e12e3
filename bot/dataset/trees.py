"""Writes trees in the form in which Open-Assistant's dataset was published: one tree a line, replies sorted by rank.

The top-level id is a pseudonym too; the original left it raw.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final

from bot.counting import counted
from bot.dataset import repository
from bot.dataset.output import STANDARD_OUTPUT, check_target, open_target
from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.ranks import unweighed_ranks
from bot.dataset.reading import read_trees
from bot.dataset.records import DatasetMessage, DatasetTree, Key
from bot.dataset.selection import LeftOut, Selection
from bot.errors import StartError
from bot.protocol.messages import Role
from bot.protocol.moments import to_iso
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
    left_out: LeftOut = field(default_factory=LeftOut)

    def __str__(self) -> str:
        if not self.trees:
            said = "Nothing was written: there is no tree for it yet. --everything has unfinished ones too."
        else:
            said = f"Written: {counted(self.trees, 'tree')} with {counted(self.messages, 'message')}."
        return "\n".join([said, *self.left_out.sentences()])


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
    left_out = LeftOut()
    lines = _lines(connection, Selection(everything=everything), left_out)
    if (first := next(lines, None)) is None:
        return ExportSummary(0, 0, left_out)
    trees = messages = 0
    with open_target(path) as file:
        for line, count in chain((first,), lines):
            file.write(line)
            trees += 1
            messages += count
    return ExportSummary(trees, messages, left_out)


def _lines(connection: Connection, selection: Selection, left_out: LeftOut) -> Iterator[tuple[bytes, int]]:
    """Yield each tree as a line, and how many messages are in it."""
    pseudonyms = Pseudonyms.of_messages(repository.pseudonym_secret(connection) or secrets.token_bytes(32))
    for tree in read_trees(connection, selection, left_out):
        line = _tree(tree, pseudonyms)
        for end, escaped in _ENDS_OF_LINES:
            line = line.replace(end, escaped)
        yield line.encode() + b"\n", len(tree.messages)


def _tree(tree: DatasetTree, pseudonyms: Pseudonyms) -> str:
    """Return a tree as JSON, however deep it is: json.dumps would call itself once for each reply to a reply."""
    replies: defaultdict[Key | None, list[DatasetMessage]] = defaultdict(list)
    for message in tree.messages:
        replies[message.parent_id].append(message)
    unweighed = unweighed_ranks(tree)
    head = _ENCODER.encode(
        {"message_tree_id": pseudonyms.of(tree.tree_id), "tree_state": str(tree.state), "topic": tree.topic}
    )
    parts = [f'{head[:-1]}, "prompt": ']
    waiting: list[DatasetMessage | str] = ["}", tree.messages[0]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        parts.append(f'{_ENCODER.encode(_message(part, pseudonyms, unweighed))[:-1]}, "replies": [')
        waiting.append("]}")
        for place, reply in reversed(list(enumerate(replies[part.message_id]))):
            waiting.append(reply)
            if place > 0:
                waiting.append(", ")
    return "".join(parts)


def _message(message: DatasetMessage, pseudonyms: Pseudonyms, unweighed: Mapping[Key, int]) -> dict[str, Any]:
    """Return one message without its replies; what is empty is left out."""
    node: dict[str, Any] = {
        "message_id": pseudonyms.of(message.message_id),
        "parent_id": pseudonyms.of(message.parent_id) if message.parent_id else None,
        "user_id": pseudonyms.of(message.author_id) if message.author_id else None,
        "created_date": to_iso(message.created_at),
        "text": message.text,
        "role": str(Role.of(is_assistant=message.is_assistant)),
        "lang": message.language,
        "review_count": len(message.reviews),
        "review_result": message.accepted,
        "deleted": message.deleted,
        "rank": message.rank,
        "rank_unweighed": unweighed.get(message.message_id),
        "synthetic": message.synthetic,
        "model_name": message.model_name,
        "emojis": message.emojis or None,
        "labels": {label: {"value": mean.value, "count": mean.reviews} for label, mean in message.label_means().items()}
        or None,
    }
    return {name: value for name, value in node.items() if value is not None}
