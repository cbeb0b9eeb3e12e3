"""Whether a release is what it says: its files, its counts, and every rank and count of votes, computed anew from them.

Nothing but the folder is needed. What is found is told as sentences that name file and row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from bot.counting import counted
from bot.dataset.ranks import PairVotes, Vote, place
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
from bot.rules.copied_texts import LEAST_WORDS
from bot.rules.fingerprints import text_fingerprints
from bot.rules.shingles import words_of

_Reader: TypeAlias = Callable[[str, dict[str, Any]], Iterator[str]]

_NOT_OURS: Final = (".git", ".gitattributes", ".cache")
"""What may stand in a folder that came from the hub."""


@dataclass(slots=True)
class _Message:
    """What is compared of a message."""

    place: str
    tree_id: str
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
        self._replies: defaultdict[str, list[str]] = defaultdict(list)
        self._compared_votes: tuple[str, PairVotes[str]] | None = None
        # Placeholders make texts the same that were not.
        self._compares_texts = not manifest.settings.get("scrub")
        self._first_with: dict[bytes, str] = {}

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
        yield from self._same_elsewhere(row)
        if parent_id is not None and row["rank"] is not None:
            self._replies[parent_id].append(message_id)
        self._messages[message_id] = _Message(
            row_place, row["message_tree_id"], parent_id, row["rank"], row["rank_reason"]
        )

    def _same_elsewhere(self, row: dict[str, Any]) -> Iterator[str]:
        """Yield where a prompt, or a longer text, says the same as one in another split.

        Texts that are nearly the same are left to whoever made the release: where that begins is told by sketches
        that stay with the database.
        """
        text = row["text"]
        if not text or not self._compares_texts or not (row["parent_id"] is None or len(words_of(text)) >= LEAST_WORDS):
            return
        first = self._first_with.setdefault(text_fingerprints(b"", text)[0], row["message_id"])
        there = self._messages.get(first)
        if there is not None and self._split_of[there.tree_id] != self._split_of[row["message_tree_id"]]:
            yield f"it says the same as {there.place}, in another split."

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
                self._votes.rankings[message_id].append(Vote(tuple(row["order"]), row["weight"], row["not_rankable"]))
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
        votes = self._votes_for(row["parent_id"])
        if votes is None or not {row["chosen_id"], row["rejected_id"]} <= {*self._replies[row["parent_id"]]}:
            yield f"{row['parent_id']} has not these replies with a rank."
            return
        yield from _other_votes(row, votes.between(row["chosen_id"], row["rejected_id"])._asdict())
        yield from _other_votes(row, {"num_rankings": votes.rankings})

    def _order(self, _: str, row: dict[str, Any]) -> Iterator[str]:
        for reply in row["replies"]:
            yield from self._compared(reply["message_id"], reply["rank"])
        by_rank = {reply["rank"]: reply["message_id"] for reply in row["replies"]}
        votes = self._votes_for(row["parent_id"])
        if votes is None or {*by_rank.values()} != {*self._replies[row["parent_id"]]}:
            yield f"{row['parent_id']} has other replies with a rank."
            return
        for pair in row["pairs"]:
            better, worse = by_rank.get(pair["better"]), by_rank.get(pair["worse"])
            if better is None or worse is None:
                yield f"no two of its replies have the ranks {pair['better']} and {pair['worse']}."
                continue
            for difference in _other_votes(pair, votes.between(better, worse)._asdict()):
                yield f"replies {pair['better']} and {pair['worse']}: {difference}"
        pairs, expected = len(row["pairs"]), len(by_rank) * (len(by_rank) - 1) // 2
        if pairs != expected:
            yield f"it has {counted(pairs, 'pair')} of replies; there are {expected:,}."
        yield from _other_votes(row, {"num_rankings": votes.rankings, "not_rankable": votes.not_rankable})

    def _votes_for(self, parent_id: str) -> PairVotes[str] | None:
        """Return what the votes say of the replies to a message that have a rank; None where there are none."""
        if self._compared_votes is not None and self._compared_votes[0] == parent_id:
            return self._compared_votes[1]
        replies = self._replies.get(parent_id)
        if not replies:
            return None
        rankings, ratings = self._votes.rankings.get(parent_id, []), self._votes.ratings
        votes = PairVotes(replies, rankings, {reply: ratings.get(reply, ()) for reply in replies})
        self._compared_votes = parent_id, votes
        return votes

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


def _other_votes(row: Mapping[str, Any], expected: Mapping[str, int | float]) -> Iterator[str]:
    for name, value in expected.items():
        if row[name] != value:
            yield f"{name} is {_shown(row[name])}; by the annotations it is {_shown(value)}."


def _nothing_more(_place: str, _row: dict[str, Any]) -> Iterator[str]:
    return iter(())


def _shown(value: object) -> str:
    return "null" if value is None else str(value)
