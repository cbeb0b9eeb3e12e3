"""Whether a release is what it says: its files, its counts, and every rank, computed anew from the votes in it.

Nothing but the folder is needed. What is found is told as sentences that name file and row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from bot.dataset.ranks import Vote, place
from bot.dataset.records import COMMUNITY, RankReason
from bot.dataset.release.errata import ERRATA
from bot.dataset.release.folder import files_below
from bot.dataset.release.manifest import MANIFEST, FileEntry, Manifest, digest_of, read_manifest
from bot.dataset.release.row_files import read_rows
from bot.dataset.tables.annotations import ANNOTATIONS, RANKING
from bot.dataset.tables.messages import MESSAGES
from bot.dataset.tables.preference import PREFERENCE
from bot.dataset.tables.rankings import RANKINGS
from bot.dataset.tables.trees import TREES
from bot.errors import StartError
from bot.protocol.labels import TextLabel
from bot.rules.consensus import Rating

_Reader: TypeAlias = Callable[[str, dict[str, Any]], Iterator[str]]

_NOT_OURS: Final = (".git", ".gitattributes", ".cache")
"""What may stand in a folder that came from the hub."""


@dataclass(slots=True)
class _Message:
    """What is compared of a message."""

    place: str
    parent_id: str | None
    rank: int | None
    reason: str | None


@dataclass(slots=True)
class _Votes:
    """What was judged, by message."""

    replies: dict[str, list[str]] = field(default_factory=dict)
    rankings: defaultdict[str, list[Vote[str]]] = field(default_factory=lambda: defaultdict(list))
    ratings: defaultdict[str, list[Rating]] = field(default_factory=lambda: defaultdict(list))


def differences(folder: Path) -> Iterator[str]:
    """Look for what is otherwise in a release than it says.

    Args:
        folder: Of the release.

    Yields:
        Each difference as a sentence; none where all is well.

    Raises:
        StartError: There is no release in the folder.
    """
    manifest = read_manifest(folder)
    yield from _wrong_files(folder, manifest)
    yield from _Rows(folder, manifest).differences()


def _wrong_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    for entry in manifest.files:
        path = folder / entry.path
        if not path.is_file():
            yield f"{entry.path}: it is not there."
        elif path.stat().st_size != entry.size:
            yield f"{entry.path}: it has {path.stat().st_size:,} bytes; {MANIFEST} says {entry.size:,}."
        elif digest_of(path) != entry.sha256:
            yield f"{entry.path}: its SHA-256 is not the one in {MANIFEST}."
    known = {MANIFEST, *(entry.path for entry in manifest.files)}
    for found in files_below(folder):
        if found not in known and found.partition("/")[0] not in _NOT_OURS:
            yield f"{found}: {MANIFEST} does not know it."


class _Rows:
    """The rows of a release, read table by table."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder = folder
        self._files = [entry for entry in manifest.files if (folder / entry.path).is_file()]
        self._messages: dict[str, _Message] = {}
        self._votes = _Votes()
        self._split_of: dict[str, str] = {}
        self._withdrawn: frozenset[str] = frozenset()

    def differences(self) -> Iterator[str]:
        """Yield what is wrong in rows."""
        errata = self._folder / ERRATA
        if errata.is_file():
            self._withdrawn = frozenset(errata.read_text("utf-8").split())
        readers: dict[str | None, _Reader] = {
            MESSAGES.name: self._message,
            ANNOTATIONS.name: self._annotation,
            TREES.name: self._tree,
            PREFERENCE.name: self._pair,
            RANKINGS.name: self._order,
        }
        for config, reader in readers.items():  # messages first: the others are compared with them
            for entry in self._files:
                if entry.config == config:
                    yield from self._rows_of(entry, reader)
        for entry in self._files:
            if entry.config is not None and entry.config not in readers:
                yield from self._rows_of(entry, _nothing_more)
        yield from self._wrong_ranks()

    def _rows_of(self, entry: FileEntry, reader: _Reader) -> Iterator[str]:
        count = 0
        try:
            for row_place, row in read_rows(self._folder, entry.path):
                count += 1
                yield from (f"{row_place}: {difference}" for difference in self._of_any(entry, row))
                yield from (f"{row_place}: {difference}" for difference in reader(row_place, row))
        except (StartError, KeyError, TypeError) as error:
            told = error if isinstance(error, StartError) else f"{entry.path}, row {count}: it lacks {error}"
            yield f"{told}."
            return
        if count != entry.rows:
            yield f"{entry.path}: it has {count:,} rows; {MANIFEST} says {entry.rows or 0:,}."

    def _of_any(self, entry: FileEntry, row: dict[str, Any]) -> Iterator[str]:
        tree_id, split = row["message_tree_id"], entry.split or ""
        if self._split_of.setdefault(tree_id, split) != split:
            yield f"tree {tree_id} is in {self._split_of[tree_id]}, too."

    def _message(self, row_place: str, row: dict[str, Any]) -> Iterator[str]:
        message_id, parent_id = row["message_id"], row["parent_id"]
        if message_id in self._messages:
            yield f"message {message_id} is in {self._messages[message_id].place}, too."
        if parent_id is not None and parent_id not in self._messages:
            yield f"{parent_id}, to which it replies, is not before it."
        if message_id in self._withdrawn:
            yield f"message {message_id} stands in {ERRATA}."
        if row["origin"] == COMMUNITY and row["text"] and row["agreement"] is None:
            yield "no agreement is named under which it was written."
        self._messages[message_id] = _Message(row_place, parent_id, row["rank"], row["rank_reason"])

    def _annotation(self, _: str, row: dict[str, Any]) -> Iterator[str]:
        message_id, labels = row["message_id"], row["labels"] or {}
        if message_id not in self._messages:
            yield f"message {message_id} is not in the release."
        if row["annotation_id"] in self._withdrawn:
            yield f"{row['annotation_id']} stands in {ERRATA}."
        if row["agreement"] is None:
            yield "no agreement is named under which it was given."
        if row["kind"] == RANKING:
            strange = next((reply for reply in row["order"] if self._parent_of(reply) != message_id), None)
            if strange is not None:
                yield f"{strange} is no reply to {message_id}."
            if row["replies"] != self._votes.replies.setdefault(message_id, row["replies"]):
                yield "it names other replies as ranked than a ranking before it."
            if row["counted"] is not False:
                self._votes.rankings[message_id].append(Vote(tuple(row["order"]), row["weight"]))
        elif row["rank_weight"] is not None and labels.get(TextLabel.QUALITY) is not None:
            self._votes.ratings[message_id].append(Rating(labels[TextLabel.QUALITY], row["rank_weight"]))

    def _tree(self, _: str, row: dict[str, Any]) -> Iterator[str]:
        waiting = [row["prompt"]]
        while waiting:
            node = waiting.pop()
            waiting += node["replies"] or ()
            yield from self._compared(node["message_id"], node.get("rank"))

    def _pair(self, _: str, row: dict[str, Any]) -> Iterator[str]:
        for which in ("chosen", "rejected"):
            yield from self._compared(row[f"{which}_id"], row[f"{which}_rank"])
        if row["chosen_rank"] >= row["rejected_rank"]:
            yield "the reply that was chosen has no better rank than the other."

    def _order(self, _: str, row: dict[str, Any]) -> Iterator[str]:
        for reply in row["replies"]:
            yield from self._compared(reply["message_id"], reply["rank"])

    def _compared(self, message_id: str, rank: int | None) -> Iterator[str]:
        """Compare the rank that a message has somewhere with that in the table of messages."""
        message = self._messages.get(message_id)
        if message is None:
            yield f"message {message_id} is not among the messages."
        elif rank != message.rank:
            yield f"{message_id} has rank {_shown(rank)}; in {message.place} it is {_shown(message.rank)}."

    def _parent_of(self, message_id: str) -> str | None:
        message = self._messages.get(message_id)
        return None if message is None else message.parent_id

    def _wrong_ranks(self) -> Iterator[str]:
        """Compute every rank from the votes, and compare."""
        if not self._messages:
            return
        expected: dict[str, tuple[int | None, str | None]] = {}
        for parent_id, replies in self._votes.replies.items():
            known = [reply for reply in replies if reply in self._messages]
            expected |= self._placed(parent_id, known)
        for message_id, message in self._messages.items():
            rank, reason = expected.get(message_id, (None, RankReason.NO_VOTES if message.reason else None))
            if message.rank != rank:
                yield f"{message.place}: rank is {_shown(message.rank)}; by the annotations it is {_shown(rank)}."
            elif message.reason != reason:
                told = f"{message.place}: rank_reason is {_shown(message.reason)}"
                yield f"{told}; by the annotations it is {_shown(reason)}."

    def _placed(self, parent_id: str, replies: list[str]) -> dict[str, tuple[int | None, str | None]]:
        released = {reply: self._messages[reply].rank for reply in replies}
        ranks = [rank for rank in released.values() if rank is not None]
        placing = place(
            replies,
            self._votes.rankings.get(parent_id, []),
            {reply: self._votes.ratings.get(reply, ()) for reply in replies},
            # The order that is claimed: it stands where the votes do not contradict it.
            sorted(replies, key=lambda reply: released[reply] or 0) if len(ranks) == len(replies) else None,
        )
        places = {reply: rank for rank, reply in enumerate(placing.order)}
        reason = None if placing.reason is None else str(placing.reason)
        return {reply: (places.get(reply), reason) for reply in replies}


def _nothing_more(_place: str, _row: dict[str, Any]) -> Iterator[str]:
    return iter(())


def _shown(value: object) -> str:
    return "null" if value is None else str(value)
