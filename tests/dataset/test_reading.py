"""Tests of what is read for a dataset, and what is not."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.dataset.ranks import Vote, place, ratings_of
from bot.dataset.reading import read_trees
from bot.dataset.records import COMMUNITY, DatasetMessage, DatasetTree, Key, RankReason
from bot.dataset.selection import LabelBound, LeftOut, LeftOutReason, Selection
from bot.protocol.trees import TreeState
from tests.backends.community import OTHER_SERVER, SERVER, START, contributor
from tests.dataset.pools import AGREED, AGREED_BEFORE, PEOPLE

DISABLED, BARRED, DELETED = (contributor(number).person_id.bytes for number in range(3))
OF_BEFORE, UNASKED = (contributor(PEOPLE - place).person_id.bytes for place in (2, 1))


def people_in(tree: DatasetTree) -> set[Key]:
    """Everybody whose judgements are in a tree."""
    reviewers = {review.person_id for message in tree.messages for review in message.reviews}
    return reviewers | {vote.person_id for votes in tree.rankings.values() for vote in votes}


def siblings_in(tree: DatasetTree) -> Iterator[list[DatasetMessage]]:
    """The replies to each message."""
    replies: defaultdict[Key, list[DatasetMessage]] = defaultdict(list)
    for message in tree.messages:
        if message.parent_id is not None:
            replies[message.parent_id].append(message)
    yield from replies.values()


@pytest.fixture
def trees(pool: sqlite3.Connection) -> list[DatasetTree]:
    """What is released where nothing else is said."""
    found = [*read_trees(pool, Selection())]
    assert len(found) > 2
    return found


def test_what_is_released_is_finished_and_whole(trees: list[DatasetTree]) -> None:
    """Every tree is finished, and has its prompt and accepted messages only, each somewhere after its parent."""
    for tree in trees:
        assert tree.state is TreeState.READY_FOR_EXPORT
        seen: set[Key] = set()
        for message in tree.messages:
            assert message.parent_id in seen or (message.message_id == tree.tree_id and not seen)
            assert message.accepted
            assert not message.deleted
            seen.add(message.message_id)


def test_depth_first(trees: list[DatasetTree]) -> None:
    """Between a message and the next one as high up or higher is only what hangs below it; siblings go by rank."""
    for tree in trees:
        depths: dict[Key, int] = {}
        path: list[Key] = []
        for message in tree.messages:
            depth = 0 if message.parent_id is None else depths[message.parent_id] + 1
            depths[message.message_id] = depth
            path[depth:] = [message.message_id]
            assert depth == 0 or path[depth - 1] == message.parent_id
        for replies in siblings_in(tree):
            ranks = [reply.rank for reply in replies if reply.rank is not None]
            assert ranks == sorted(ranks)


def test_votes_of_those_set_aside_or_gone_are_nowhere(pool: sqlite3.Connection) -> None:
    """Nothing that somebody judged who is disabled, barred there or deleted is read, not even with everything."""
    assert pool.execute("SELECT count(*) FROM review WHERE person_id IN (?, ?)", (DISABLED, BARRED)).fetchone()[0] > 5
    left_out = LeftOut()
    for tree in read_trees(pool, Selection(everything=True), left_out):
        assert not people_in(tree) & {DISABLED, BARRED, DELETED}
    assert left_out.counts[LeftOutReason.JUDGEMENT_SET_ASIDE] > 5


def test_only_what_was_agreed_to(pool: sqlite3.Connection) -> None:
    """What somebody gave of whom no agreement is known is left out, and counted; the version of others' is named."""
    left_out = LeftOut()
    for tree in read_trees(pool, Selection(), left_out):
        for message in tree.messages:
            assert message.author_id not in {UNASKED, DELETED}
            assert (message.agreement is None) == (message.provenance.origin != COMMUNITY)
            assert {review.agreement for review in message.reviews} <= {AGREED.version, AGREED_BEFORE.version}
        assert UNASKED not in people_in(tree)
    assert left_out.counts[LeftOutReason.JUDGEMENT_WITHOUT_AGREEMENT] > 0
    assert left_out.counts[LeftOutReason.TEXT_WITHOUT_AGREEMENT] > 0
    everybody = {
        message.author_id for tree in read_trees(pool, Selection(everything=True)) for message in tree.messages
    }
    assert UNASKED in everybody


def test_an_earlier_agreement_covers_means_alone(trees: list[DatasetTree]) -> None:
    """Under it a review is in the means but not published by itself, and a ranking is not released at all."""
    reviews = [review for tree in trees for message in tree.messages for review in message.reviews]
    assert {review.by_itself for review in reviews if review.person_id == OF_BEFORE} == {False}
    assert {review.by_itself for review in reviews if review.person_id != OF_BEFORE} == {True}
    rankers = {vote.person_id for tree in trees for votes in tree.rankings.values() for vote in votes}
    assert rankers
    assert OF_BEFORE not in rankers


def test_ranks_follow_from_what_is_released(pool: sqlite3.Connection) -> None:
    """Ranks are 0 to n-1 among the siblings that were ranked, and what their votes say; else there is a reason."""
    reasons: set[RankReason | None] = set()
    ranked = 0
    for tree in read_trees(pool, Selection()):
        for replies in siblings_in(tree):
            together = tree.ranked_together.get(replies[0].parent_id or b"", ())
            assert {reply.message_id for reply in replies} >= set(together)
            among = [reply for reply in replies if reply.message_id in together]
            order = [reply.message_id for reply in sorted(among, key=lambda reply: reply.rank or 0)]
            votes = tree.rankings.get(replies[0].parent_id or b"", [])
            has_ranks = bool(among) and among[0].rank is not None
            again = place(
                together,
                [Vote(vote.order, vote.weight) for vote in votes if vote.counted is not False],
                {reply.message_id: ratings_of(reply) for reply in replies},
                order if has_ranks else None,
            )
            assert again.order == (tuple(order) if has_ranks else ())
            assert {reply.rank_reason for reply in among} <= {again.reason}
            assert sorted(reply.rank for reply in among if reply.rank is not None) == [*range(len(again.order))]
            reasons.add(again.reason)
            ranked += has_ranks
    assert ranked
    assert None in reasons


def test_a_ranking_that_came_too_late_counts_for_nothing(pool: sqlite3.Connection) -> None:
    """Whoever ranks when the order is made already changes no rank, and is said not to have counted."""
    before = {each.message_id: each for tree in read_trees(pool, Selection()) for each in tree.messages}
    ranked = next(each.parent_id for each in before.values() if each.rank is not None and each.parent_id is not None)
    with closing(sqlite3.connect(":memory:")) as later:
        pool.backup(later)
        (person_id,) = later.execute(
            "SELECT person_id FROM consent WHERE edition = 2 AND person_id NOT IN"
            " (SELECT person_id FROM ranking WHERE parent_id = ?) AND person_id IN"
            " (SELECT person_id FROM contributor WHERE enabled) LIMIT 1",
            (ranked,),
        ).fetchone()
        later.execute(
            "INSERT INTO ranking (parent_id, person_id, created_at, ranked_ids, not_rankable)"
            " SELECT parent_id, ?, created_at + 1, ranked_ids, 0 FROM ranking"
            " WHERE parent_id = ? AND counted = 1 LIMIT 1",
            (person_id, ranked),
        )
        trees = [*read_trees(later, Selection())]
    after = {each.message_id: each for tree in trees for each in tree.messages}
    assert {key: each.rank for key, each in after.items()} == {key: each.rank for key, each in before.items()}
    votes = {vote.person_id: vote.counted for tree in trees for vote in tree.rankings.get(ranked, ())}
    assert votes[person_id] is False


def test_imports_are_told_apart(pool: sqlite3.Connection) -> None:
    """What was imported has its origin, and nobody here as its author."""
    found = [*read_trees(pool, Selection(everything=True, imported=True))]
    assert found[0].messages[0].text == "Why is the sky blue?"
    imported = [message for tree in found for message in tree.messages if message.provenance.origin != COMMUNITY]
    assert len(imported) == 3
    assert all(message.author_id is None for message in imported)
    here = [*read_trees(pool, Selection(everything=True, imported=False))]
    assert {tree.provenance.origin for tree in here} == {COMMUNITY}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(everything=True, synthetic=True), lambda message: message.synthetic),
        (Selection(everything=True, synthetic=False), lambda message: not message.synthetic),
        (Selection(everything=True, languages=frozenset({"de"})), lambda message: message.language == "de"),
        (Selection(everything=True, servers=frozenset({OTHER_SERVER})), lambda message: message.server_id is None),
        (Selection(everything=True, servers=frozenset({SERVER})), lambda message: message.server_id in {None, SERVER}),
        (Selection(everything=True, min_reviews=2), lambda message: len(message.reviews) >= 2),
        (
            Selection(everything=True, labels=(LabelBound("quality", ">=", 0.5),)),
            lambda message: (message.label_means().of("quality") or 0) >= 0.5,
        ),
        (Selection(deleted=True), lambda message: message.accepted),
    ],
)  # fmt: skip
def test_filters(pool: sqlite3.Connection, selection: Selection, expected: object) -> None:
    """What a filter does not ask for is left out, with what hangs below it; nothing else is."""
    assert callable(expected)
    found = {message.message_id for tree in read_trees(pool, selection) for message in tree.messages}
    everything = Selection(everything=selection.everything, deleted=selection.deleted)
    wanted: set[Key] = set()
    for tree in read_trees(pool, everything):
        for message in tree.messages:
            if expected(message) and (message.parent_id is None or message.parent_id in wanted):
                wanted.add(message.message_id)
    assert found == wanted


def test_trees_of_a_time(pool: sqlite3.Connection) -> None:
    """Trees are read from a moment on and before another one; each is in one of two adjoining spans."""
    everything = [tree.tree_id for tree in read_trees(pool, Selection(everything=True))]
    middle = pool.execute(
        "SELECT created_at FROM tree WHERE tree_id = ?", (everything[len(everything) // 2],)
    ).fetchone()[0]
    before = [tree.tree_id for tree in read_trees(pool, Selection(everything=True, until=middle))]
    after = [tree.tree_id for tree in read_trees(pool, Selection(everything=True, since=middle))]
    assert middle > START
    assert sorted(before + after) == sorted(everything)
    assert before
    assert after


def test_reading_is_repeatable(pool: sqlite3.Connection) -> None:
    """The same pool is read the same twice."""
    assert [*read_trees(pool, Selection())] == [*read_trees(pool, Selection())]


def test_what_was_left_out_is_said(pool: sqlite3.Connection) -> None:
    """Each reason that there was is a sentence, and all reasons have a count."""
    left_out = LeftOut()
    for _ in read_trees(pool, Selection(), left_out):
        pass
    assert set(left_out.by_reason()) == {str(reason) for reason in LeftOutReason}
    assert len(left_out.sentences()) == sum(1 for count in left_out.by_reason().values() if count)
