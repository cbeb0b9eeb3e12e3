"""Reading what is released: trees as selected, with the votes that may be published, and the ranks that follow."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeAlias

from bot.dataset import repository
from bot.dataset.ranks import Vote, place, ratings_of
from bot.dataset.records import (
    LABELS,
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

_MOST_PEOPLE: Final = 16_384
"""So many people's agreements are kept in memory, so that it does not grow with the pool."""

_STATES: Final = {str(state): state for state in TreeState}
_NO_AGREEMENT: Final = (None, None)

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
    repository.keep_few_pages(connection)
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
        self._consents: dict[Key, tuple[Consent, ...]] = {}
        self._imports = repository.imports(connection)
        self._barred = repository.barred_people(connection)
        disabled, weightless = repository.disabled_people(connection), repository.weightless_people(connection)
        self._no_reviewers = disabled | (weightless.reviewers if selection.weighs_reviews else frozenset())
        self._no_rankers = disabled | (weightless.rankers if selection.weighs_rankings else frozenset())

    def trees_of(self, rows: Sequence[Any]) -> Iterator[DatasetTree]:
        """Yield the trees of these rows in which there is anything."""
        trees = {
            tree_id: DatasetTree(tree_id, _STATES[state], language, topic, self._tree_provenance(*source))
            for tree_id, state, language, topic, *source in rows
        }
        message_rows: Sequence[Any] = repository.message_rows(self._connection, [*trees])
        message_ids = [row[1] for row in message_rows]
        review_rows: Sequence[Any] = repository.review_rows(self._connection, message_ids)
        parent_ids = [*dict.fromkeys(row[2] for row in message_rows if row[2] is not None)]
        ranking_rows: Sequence[Any] = repository.ranking_rows(self._connection, parent_ids)
        people = {row[3] for row in message_rows if row[3] is not None}
        people.update([row[1] for row in review_rows], [row[1] for row in ranking_rows])
        self._look_up_consents(people)
        stored: dict[Key, DatasetMessage] = {}
        by_tree: dict[Key, list[DatasetMessage]] = {tree_id: [] for tree_id in trees}
        for row in message_rows:
            message = self._message(row, trees[row[0]])
            stored[message.message_id] = message
            by_tree[row[0]].append(message)
        left_out = self._add_reviews(stored, review_rows)
        rankings = self._rankings(ranking_rows, left_out)
        reactions: Sequence[Any] = repository.reaction_counts(self._connection, message_ids)
        for message_id, emoji, count in reactions:
            stored[message_id].emojis[emoji] = count
        if self._imports:
            self._add_foreign(stored)
        for tree_id, tree in trees.items():
            kept = self._kept(by_tree[tree_id])
            if kept:
                if len(kept) > 1:
                    self._add_votes(tree, kept, rankings)
                tree.messages = _depth_first(kept)
                for message in kept if left_out else ():
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

    def _provenance(self, tree: DatasetTree, import_id: int, source_id: str | None) -> Provenance:
        """Return where an imported message comes from: perhaps of another source than its prompt."""
        if str(import_id) == tree.provenance.import_id:
            return tree.provenance._replace(source_id=source_id)
        source = self._imports[import_id]
        return Provenance(source.origin, source_id, source.source_url, source.license, str(import_id))

    def _message(self, row: Any, tree: DatasetTree) -> DatasetMessage:
        (
            _, message_id, parent_id, author_id, is_assistant, language, text, created_at, deleted_at, edited_at,
            accepted, rank, synthetic, model_name, server_id, import_id, source_id, source_date,
        ) = row  # fmt: skip
        version, edition = _NO_AGREEMENT if author_id is None else self._agreement_at(author_id, created_at)
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
            WRITTEN_HERE if import_id is None else self._provenance(tree, import_id, source_id),
            None,
            version,
            edition,
            source_date,
        )

    def _add_reviews(self, messages: Mapping[Key, DatasetMessage], rows: Sequence[Any]) -> _LeftOutAt:
        """Give messages the reviews that may be released; return how many of which may not, and why."""
        left_out: _LeftOutAt = defaultdict(Counter)
        takes_all, barred, no_reviewers = self._selection.everything, self._barred, self._no_reviewers
        consents = self._consents
        for message_id, person_id, server_id, created_at, labels, counted, weight, rank_weight in rows:
            if person_id in no_reviewers or (barred and (person_id, server_id) in barred):
                left_out[message_id][LeftOutReason.JUDGEMENT_SET_ASIDE] += 1
                continue
            version, edition = _NO_AGREEMENT
            for given_at, accepted, edition_then in consents[person_id]:  # as in `_agreement_at`, in half the time
                if given_at <= created_at:
                    version, edition = accepted, edition_then
                    break
            by_itself = takes_all or (edition is not None and edition >= ROW_EDITION)
            if not by_itself:
                if edition is None or edition < TEXT_EDITION:
                    left_out[message_id][LeftOutReason.JUDGEMENT_WITHOUT_AGREEMENT] += 1
                    continue
                left_out[message_id][LeftOutReason.JUDGEMENT_NOT_BY_ITSELF] += 1
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
        decided = {parent_id for parent_id, *_, counted, _ in rows if counted}
        for parent_id, person_id, server_id, created_at, ranked_ids, not_rankable, counted, weight in rows:
            if person_id in self._no_rankers or (person_id, server_id) in self._barred:
                left_out[parent_id][LeftOutReason.JUDGEMENT_SET_ASIDE] += 1
                continue
            version, edition = self._agreement_at(person_id, created_at)
            if not self._selection.everything and (edition is None or edition < ROW_EDITION):
                reason = (
                    LeftOutReason.JUDGEMENT_WITHOUT_AGREEMENT
                    if edition is None
                    else LeftOutReason.JUDGEMENT_NOT_BY_ITSELF
                )
                left_out[parent_id][reason] += 1
                continue
            rankings[parent_id].append(
                RankingVote(
                    person_id,
                    parent_id,
                    tuple([ranked_ids[start : start + 16] for start in range(0, len(ranked_ids), 16)]),
                    bool(not_rankable),
                    created_at,
                    # What came when the order was made already took no part in it.
                    False if counted is None and parent_id in decided else _flag(counted),
                    weight,
                    version,
                )
            )
        return rankings

    def _add_foreign(self, messages: Mapping[Key, DatasetMessage]) -> None:
        rows: Sequence[Any] = repository.foreign_rows(self._connection, [*messages])
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
                vote
                if shown.issuperset(vote.order)
                else vote._replace(order=tuple([each for each in vote.order if each in shown]))
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

    def _look_up_consents(self, people: set[Key]) -> None:
        known = self._consents
        unknown = [person_id for person_id in people if person_id not in known]
        if len(known) + len(unknown) > _MOST_PEOPLE:
            lately = islice(known.items(), len(known) // 2, None)
            known = self._consents = dict(lately) | {each: known[each] for each in people if each in known}
        known |= dict.fromkeys(unknown, ())
        for person_id, consent in repository.consents_of(self._connection, unknown):
            known[person_id] = (consent, *known[person_id])

    def _agreement_at(self, person_id: Key, moment: Moment) -> tuple[str | None, int | None]:
        """Return the version of the agreement that somebody had accepted at a moment, and its edition."""
        for given_at, version, edition in self._consents[person_id]:
            if given_at <= moment:
                return version, edition
        return _NO_AGREEMENT


def _depth_first(messages: Sequence[DatasetMessage]) -> list[DatasetMessage]:
    """Return messages each after its parent, siblings by rank, those without one last, as they were written."""
    if len(messages) == 1:
        return [*messages]
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
    """Return the labels of a review, in their usual order: many of them say the same as another."""
    labels = json.loads(written)
    return {label: float(labels[label]) for label in LABELS if label in labels}
