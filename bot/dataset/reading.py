"""Reading what is released: trees as selected, with the votes that may be published, and the ranks that follow."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

from bot.dataset import repository
from bot.dataset.ranks import Vote, place, ratings_of
from bot.dataset.records import (
    WRITTEN_HERE,
    DatasetMessage,
    DatasetTree,
    ForeignLabel,
    Judgement,
    Key,
    Provenance,
    RankingVote,
)
from bot.dataset.repository import Consent
from bot.dataset.selection import ROW_EDITION, TEXT_EDITION, LeftOut, LeftOutReason, Selection
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.store import Connection

_MOST_PEOPLE: Final = 5_000
"""So many people's agreements are kept in memory, so that it does not grow with the pool."""
_AT_ONCE: Final = 500

_LeftOutAt: TypeAlias = defaultdict[Key, Counter[LeftOutReason]]
"""How many reviews and rankings of a message are not released, by the reason."""


def count_trees(connection: Connection, selection: Selection) -> int:
    """Return how many trees `read_trees` looks at."""
    return repository.count_trees(
        connection,
        selection.wanted_states,
        imported=selection.imported,
        since=selection.since,
        until=selection.until,
    )


def read_trees(
    connection: Connection,
    selection: Selection,
    left_out: LeftOut | None = None,
    advance: Callable[[int], None] | None = None,
) -> Iterator[DatasetTree]:
    """Read what is released.

    Args:
        connection: Inside a transaction, so that all trees are of one moment.
        selection: What is asked for.
        left_out: Counts what is left out, as far as it was read.
        advance: Is told how many trees more were looked at.

    Yields:
        One tree after the other, in the order of their ids, which for trees that were begun here is that of time.
        None is empty.
    """
    reader = _Reader(connection, selection, LeftOut() if left_out is None else left_out)
    after = b""
    while True:
        rows: Sequence[Any] = repository.tree_rows(
            connection,
            selection.wanted_states,
            imported=selection.imported,
            since=selection.since,
            until=selection.until,
            after=after,
        )
        if not rows:
            return
        yield from reader.trees_of(rows)
        after = rows[-1][0]
        if advance is not None:
            advance(len(rows))


class _Reader:
    """Reads trees, a batch at a time."""

    def __init__(self, connection: Connection, selection: Selection, left_out: LeftOut) -> None:
        self._connection = connection
        self._selection = selection
        self._left_out = left_out.counts
        self._consents: dict[Key, list[Consent]] = {}
        self._imports = repository.imports(connection)
        self._barred = repository.barred_people(connection)
        disabled, weightless = repository.disabled_people(connection), repository.weightless_people(connection)
        self._no_reviewers = disabled | (weightless.reviewers if selection.weighs_reviews else frozenset())
        self._no_rankers = disabled | (weightless.rankers if selection.weighs_rankings else frozenset())

    def trees_of(self, rows: Sequence[Any]) -> Iterator[DatasetTree]:
        """Yield the trees of these rows in which there is anything."""
        trees = {
            tree_id: DatasetTree(tree_id, TreeState(state), language, topic, self._tree_provenance(*source))
            for tree_id, state, language, topic, *source in rows
        }
        message_rows: Sequence[Any] = repository.message_rows(self._connection, [*trees])
        review_rows: Sequence[Any] = repository.review_rows(self._connection, [*trees])
        ranking_rows: Sequence[Any] = repository.ranking_rows(self._connection, [*trees])
        self._look_up_consents({row[3] for row in message_rows}, {row[1] for row in (*review_rows, *ranking_rows)})
        stored: dict[Key, DatasetMessage] = {}
        by_tree: dict[Key, list[DatasetMessage]] = {tree_id: [] for tree_id in trees}
        for row in message_rows:
            message = self._message(row, trees[row[0]])
            stored[message.message_id] = message
            by_tree[row[0]].append(message)
        left_out = self._add_reviews(stored, review_rows)
        rankings = self._rankings(ranking_rows, left_out)
        reactions: Sequence[Any] = repository.reaction_counts(self._connection, [*trees])
        for message_id, emoji, count in reactions:
            stored[message_id].emojis[emoji] = count
        if self._imports:
            self._add_foreign(stored, [*trees])
        for tree_id, tree in trees.items():
            kept = self._kept(by_tree[tree_id])
            if kept:
                self._add_votes(tree, kept, rankings)
                tree.messages = _depth_first(kept)
                for message in kept:
                    if message.message_id in left_out:
                        self._left_out.update(left_out[message.message_id])
                yield tree

    def _tree_provenance(
        self,
        origin: str | None,
        import_id: int | None,
        source_id: str | None,
        source_url: str | None,
        license_: str | None,
    ) -> Provenance:
        if origin is None:
            return WRITTEN_HERE
        return Provenance(origin, source_id, source_url, license_, None if import_id is None else str(import_id))

    def _provenance(
        self, tree: DatasetTree, author_id: Key | None, import_id: int | None, source_id: str | None
    ) -> Provenance:
        """Return where a message comes from, if it was imported perhaps another source than that of its prompt."""
        if import_id is None:
            return WRITTEN_HERE if author_id is not None else tree.provenance
        if str(import_id) == tree.provenance.import_id:
            return tree.provenance._replace(source_id=source_id)
        source = self._imports[import_id]
        return Provenance(source.origin, source_id, source.source_url, source.license, str(import_id))

    def _message(self, row: Any, tree: DatasetTree) -> DatasetMessage:
        (
            _, message_id, parent_id, author_id, is_assistant, language, text, created_at, deleted_at, edited_at,
            accepted, rank, synthetic, model_name, server_id, import_id, source_id, source_date,
        ) = row  # fmt: skip
        consent = None if author_id is None else self._consent_at(author_id, created_at)
        return DatasetMessage(
            message_id,
            parent_id,
            author_id,
            bool(is_assistant),
            language,
            text,
            created_at,
            deleted_at is not None,
            edited_at is not None,
            None if accepted is None else bool(accepted),
            rank,
            bool(synthetic),
            model_name,
            server_id,
            self._provenance(tree, author_id, import_id, source_id),
            source_date=source_date,
            agreement=None if consent is None else consent.version,
            edition=None if consent is None else consent.edition,
        )

    def _add_reviews(self, messages: Mapping[Key, DatasetMessage], rows: Sequence[Any]) -> _LeftOutAt:
        """Give messages the reviews that may be released; return how many of which may not, and why."""
        left_out: _LeftOutAt = defaultdict(Counter)
        takes_all = self._selection.everything
        for message_id, person_id, server_id, created_at, labels, counted, weight, rank_weight in rows:
            if person_id in self._no_reviewers or (self._barred and (person_id, server_id) in self._barred):
                left_out[message_id][LeftOutReason.JUDGEMENT_SET_ASIDE] += 1
                continue
            consent = self._consent_at(person_id, created_at)
            edition = 0 if consent is None else consent.edition
            by_itself = takes_all or edition >= ROW_EDITION
            if not by_itself:
                if edition < TEXT_EDITION:
                    left_out[message_id][LeftOutReason.JUDGEMENT_WITHOUT_AGREEMENT] += 1
                    continue
                left_out[message_id][LeftOutReason.JUDGEMENT_NOT_BY_ITSELF] += 1
            version = None if consent is None else consent.version
            messages[message_id].reviews.append(
                Judgement(
                    person_id,
                    message_id,
                    _labels(labels),
                    created_at,
                    _flag(counted),
                    weight,
                    rank_weight,
                    version,
                    by_itself,
                )
            )
        return left_out

    def _rankings(self, rows: Sequence[Any], left_out: _LeftOutAt) -> dict[Key, list[RankingVote]]:
        """Return the rankings that may be released by the message whose replies they rank."""
        rankings: defaultdict[Key, list[RankingVote]] = defaultdict(list)
        for parent_id, person_id, server_id, created_at, ranked_ids, not_rankable, counted, weight in rows:
            if person_id in self._no_rankers or (person_id, server_id) in self._barred:
                left_out[parent_id][LeftOutReason.JUDGEMENT_SET_ASIDE] += 1
                continue
            consent = self._consent_at(person_id, created_at)
            if not self._selection.everything and (consent is None or consent.edition < ROW_EDITION):
                reason = (
                    LeftOutReason.JUDGEMENT_WITHOUT_AGREEMENT
                    if consent is None
                    else LeftOutReason.JUDGEMENT_NOT_BY_ITSELF
                )
                left_out[parent_id][reason] += 1
                continue
            rankings[parent_id].append(
                RankingVote(
                    person_id,
                    parent_id,
                    tuple(ranked_ids[start : start + 16] for start in range(0, len(ranked_ids), 16)),
                    bool(not_rankable),
                    created_at,
                    _flag(counted),
                    weight,
                    None if consent is None else consent.version,
                )
            )
        return rankings

    def _add_foreign(self, messages: Mapping[Key, DatasetMessage], tree_ids: Sequence[Key]) -> None:
        rows: Sequence[Any] = repository.foreign_rows(self._connection, tree_ids)
        for message_id, labels, rank in rows:
            message = messages[message_id]
            message.foreign_rank = rank
            if labels is not None:
                message.foreign_labels = {
                    label: ForeignLabel(found["value"], found.get("count"))
                    for label, found in json.loads(labels).items()
                }

    def _kept(self, messages: Sequence[DatasetMessage]) -> list[DatasetMessage]:
        """Return the messages that are asked for, whose authors agreed, and whose whole way up is so."""
        kept: dict[Key, DatasetMessage] = {}
        for message in messages:
            if (message.parent_id is None or message.parent_id in kept) and self._selection.takes(message):
                if self._selection.has_agreement(message):
                    kept[message.message_id] = message
                else:
                    self._left_out[LeftOutReason.TEXT_WITHOUT_AGREEMENT] += 1
        return [*kept.values()]

    def _add_votes(
        self, tree: DatasetTree, messages: Sequence[DatasetMessage], rankings: Mapping[Key, Sequence[RankingVote]]
    ) -> None:
        """Give a tree the rankings of what is left in it, and its replies the ranks that follow."""
        siblings: defaultdict[Key, list[DatasetMessage]] = defaultdict(list)
        for message in messages:
            if message.parent_id is not None:
                siblings[message.parent_id].append(message)
        for parent_id, replies in siblings.items():
            ranked = [reply for reply in replies if reply.rank is not None]
            shown = {reply.message_id for reply in ranked or replies}
            votes = [
                vote._replace(order=tuple(each for each in vote.order if each in shown))
                for vote in rankings.get(parent_id, ())
            ]
            if votes:
                tree.rankings[parent_id] = votes
            if ranked:
                tree.ranked_together[parent_id] = tuple(reply.message_id for reply in ranked)
                self._rank(ranked, votes)

    def _rank(self, replies: Sequence[DatasetMessage], votes: Sequence[RankingVote]) -> None:
        decided = [reply.message_id for reply in sorted(replies, key=lambda reply: reply.rank or 0)]
        placing = place(
            [reply.message_id for reply in replies],
            [Vote(vote.order, vote.weight) for vote in votes if vote.counted is not False],
            {reply.message_id: ratings_of(reply) for reply in replies},
            decided,
        )
        if placing.reason is not None:
            self._left_out[LeftOutReason.RANK_UNKNOWN] += len(replies)
        places = {message_id: rank for rank, message_id in enumerate(placing.order)}
        for reply in replies:
            reply.rank, reply.rank_reason = places.get(reply.message_id), placing.reason

    def _look_up_consents(self, *people: set[Key | None]) -> None:
        if len(self._consents) > _MOST_PEOPLE:
            self._consents.clear()
        unknown = [
            person_id for person_id in set().union(*people) if person_id is not None and person_id not in self._consents
        ]
        for person_id in unknown:
            self._consents[person_id] = []
        for start in range(0, len(unknown), _AT_ONCE):
            for person_id, consent in repository.consents_of(self._connection, unknown[start : start + _AT_ONCE]):
                self._consents[person_id].insert(0, consent)

    def _consent_at(self, person_id: Key, moment: Moment) -> Consent | None:
        """Return what somebody had accepted at a moment."""
        for consent in self._consents[person_id]:
            if consent.given_at <= moment:
                return consent
        return None


def _depth_first(messages: Sequence[DatasetMessage]) -> list[DatasetMessage]:
    """Return messages each after its parent, siblings by rank, those without one last, as they were written."""
    replies: defaultdict[Key | None, list[DatasetMessage]] = defaultdict(list)
    for message in messages:
        replies[message.parent_id].append(message)
    waiting, ordered = [messages[0]], []
    while waiting:
        message = waiting.pop()
        ordered.append(message)
        below = replies.get(message.message_id, [])
        if len(below) > 1:
            below.sort(key=lambda reply: (reply.rank is None, reply.rank))
        waiting.extend(reversed(below))
    return ordered


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


@lru_cache(maxsize=4_096)
def _labels(written: str) -> Mapping[str, float]:
    """Return the labels of a review: most of them say the same as another."""
    labels: dict[str, float] = json.loads(written)
    return labels
