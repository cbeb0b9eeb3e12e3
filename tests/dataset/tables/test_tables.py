"""Laws of the tables, over pools in which people have worked."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import pytest

from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.ranks import Vote, place
from bot.dataset.reading import read_trees
from bot.dataset.records import DatasetTree
from bot.dataset.selection import Selection
from bot.dataset.tables import TABLES, TableName
from bot.dataset.tables.annotations import RANKING, REVIEW, ranking_id, review_id
from bot.dataset.tables.schema import ColumnType, Field, Kind, ListOf, Written
from bot.dataset.tables.terms import PairLayout, Terms
from bot.rules.consensus import Rating
from tests.backends.community import contributor

Rows: TypeAlias = list[dict[str, Any]]

GONE = [contributor(number).person_id.bytes for number in range(3)]
"""Disabled, barred, deleted."""


def terms(key: int = 1, **changes: Any) -> Terms:
    """What rows depend on."""
    messages, people = Pseudonyms.of_messages(b"the database's"), Pseudonyms.of_people(bytes([key]))
    return Terms(messages=messages, people=people, licence="CC BY 4.0", **changes)


@pytest.fixture
def trees(pool: sqlite3.Connection) -> list[DatasetTree]:
    """What is released."""
    return [*read_trees(pool, Selection())]


def rows_of(name: str, trees: Sequence[DatasetTree], asked: Terms | None = None) -> Rows:
    """The rows of a table, as a reader of JSON has them."""
    made = [row for tree in trees for row in TABLES[name].rows(tree, asked or terms())]
    return [json.loads(row if isinstance(row, Written) else json.dumps(row)) for row in made]


def fits(value: object, column: ColumnType) -> bool:
    """Whether a value is of a type."""
    if isinstance(column, ListOf):
        return isinstance(value, list) and all(
            each is None if column.nullable and each is None else fits(each, column.of) for each in value
        )
    if isinstance(column, Kind):
        kinds = {Kind.STRING: str, Kind.INTEGER: int, Kind.FLOAT: float, Kind.BOOLEAN: bool}
        return type(value) is kinds[column]
    return isinstance(value, dict) and all_fit(value, column.fields)


def all_fit(values: Mapping[str, Any], columns: Sequence[Field]) -> bool:
    """Whether there is a value for each column, in their order, and none where there may be none."""
    return [*values] == [column.name for column in columns] and all(
        column.nullable if values[column.name] is None else fits(values[column.name], column.type) for column in columns
    )


@pytest.mark.parametrize("name", TableName)
@pytest.mark.parametrize("layout", PairLayout)
def test_rows_are_as_the_columns_say(name: TableName, layout: PairLayout, pool: sqlite3.Connection) -> None:
    """Every key is there in every row, in the same order, with a value of its type or none where that may be."""
    trees = [*read_trees(pool, Selection(everything=True))]
    asked = terms(layout=layout, ties=True)
    columns = TABLES[name].columns
    rows = rows_of(name, trees, asked)
    assert rows
    if columns is not None:
        assert [row for row in rows if not all_fit(row, columns(asked))] == []


@pytest.mark.parametrize("name", TableName)
def test_nothing_raw_and_nobody_set_aside_is_in_a_row(name: TableName, pool: sqlite3.Connection) -> None:
    """Neither an id of the pool nor the pseudonym of a judge who is set aside or gone stands anywhere."""
    trees = [*read_trees(pool, Selection(everything=True))]
    text = json.dumps(rows_of(name, trees)) + "".join(map(str, rows_of(name, trees)))
    for (raw,) in pool.execute("SELECT message_id FROM message UNION SELECT person_id FROM contributor"):
        assert raw.hex() not in text.replace("-", "")
    if name is TableName.ANNOTATIONS:
        people = {row["user_id"] for row in rows_of(name, trees)}
        assert not people & {terms().people.of_person(person_id) for person_id in GONE}


def test_people_have_other_names_in_each_release(trees: list[DatasetTree]) -> None:
    """With another key people and judgements are called otherwise; messages and trees are not."""
    for name, ids, kept in (
        (TableName.MESSAGES, {"user_id"}, {"message_id", "parent_id", "message_tree_id"}),
        (TableName.ANNOTATIONS, {"user_id", "annotation_id"}, {"message_id", "message_tree_id"}),
    ):
        one, other = rows_of(name, trees, terms(1)), rows_of(name, trees, terms(2))
        for key in ids:
            assert {row[key] for row in one} & {row[key] for row in other} <= {None}
        for key in kept:
            assert {row[key] for row in one} == {row[key] for row in other}


def test_messages_come_depth_first_and_once(trees: list[DatasetTree]) -> None:
    """Each message is there once, after the one that it replies to, which is of the other role."""
    role_of: dict[str, str] = {}
    for row in rows_of(TableName.MESSAGES, trees):
        assert row["message_id"] not in role_of
        if row["parent_id"] is None:
            assert row["message_id"] == row["message_tree_id"]
        else:
            assert {role_of[row["parent_id"]], row["role"]} == {"prompter", "assistant"}
        role_of[row["message_id"]] = row["role"]


def test_every_rank_follows_from_annotations(trees: list[DatasetTree]) -> None:
    """From the rows of `annotations` alone comes the rank of each message, or the reason why it has none."""
    judgements = rows_of(TableName.ANNOTATIONS, trees)
    replies_of = {row["message_id"]: row["replies"] for row in judgements if row["kind"] == RANKING}
    votes: defaultdict[str, list[Vote[str]]] = defaultdict(list)
    ratings: defaultdict[str, list[Rating]] = defaultdict(list)
    for row in judgements:
        if row["kind"] == RANKING and row["counted"] is not False:
            votes[row["message_id"]].append(Vote(row["order"], row["weight"]))
        if row["kind"] == REVIEW and row["rank_weight"] is not None:
            ratings[row["message_id"]].append(Rating(row["labels"]["quality"], row["rank_weight"]))
    messages = rows_of(TableName.MESSAGES, trees)
    released: defaultdict[str, dict[str, int | None]] = defaultdict(dict)
    reasons = {row["message_id"]: row["rank_reason"] for row in messages}
    for row in messages:
        released[row["parent_id"]][row["message_id"]] = row["rank"]
    compared = 0
    for parent, replies in replies_of.items():
        ranks: dict[str, int | None] = {reply: released[parent][reply] for reply in replies}
        decided = None if None in ranks.values() else sorted(replies, key=lambda reply: ranks[reply] or 0)
        found = place(replies, votes[parent], ratings, decided)
        places: dict[str, int | None] = {reply: rank for rank, reply in enumerate(found.order)}
        assert ranks == {reply: places.get(reply) for reply in replies}
        assert {reasons[reply] for reply in replies} <= {found.reason}
        compared += bool(found.order)
    assert compared
    ranked = {row["message_id"] for row in messages if row["rank"] is not None}
    assert ranked <= {reply for replies in replies_of.values() for reply in replies}


def test_annotations_can_be_found_again(trees: list[DatasetTree]) -> None:
    """The id of a judgement follows from who gave it about what, and the release's pseudonyms; no two are the same."""
    people = terms().people
    expected = {
        review_id(people, review.person_id, review.message_id)
        for tree in trees
        for message in tree.messages
        for review in message.reviews
        if review.by_itself
    } | {
        ranking_id(people, vote.person_id, vote.parent_id)
        for tree in trees
        for several in tree.rankings.values()
        for vote in several
    }
    found = [row["annotation_id"] for row in rows_of(TableName.ANNOTATIONS, trees)]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_the_means_are_of_what_is_released(trees: list[DatasetTree]) -> None:
    """A label of a message is the mean of what its reviews say, and review_count is how many there are."""
    found = {row["message_id"]: row for row in rows_of(TableName.MESSAGES, trees)}
    for tree in trees:
        for message in tree.messages:
            row = found[terms().messages.of(message.message_id)]
            assert row["review_count"] == len(message.reviews)
            labels: dict[str, list[Any]] = row["labels"] or {"name": [], "value": [], "count": []}
            assert {*labels["name"]} == {label for review in message.reviews for label in review.labels}
            for name, value, count in zip(labels["name"], labels["value"], labels["count"], strict=True):
                given = [review.labels[name] for review in message.reviews if name in review.labels]
                assert (value, count) == (pytest.approx(sum(given) / len(given)), len(given))


def test_conversations_to_learn_from(trees: list[DatasetTree]) -> None:
    """In `sft` roles alternate and the assistant has the last word; all it says is there, and no row begins another."""
    rows = rows_of(TableName.SFT, trees)
    for row in rows:
        roles = [turn["role"] for turn in row["messages"]]
        assert roles == ["user", "assistant"] * (len(roles) // 2)
        assert len(row["messages"]) == len(row["message_ids"]) == len(row["ranks"])
        assert not row.keys() & {"labels", "prompt"}
    paths = [tuple(row["message_ids"]) for row in rows]
    assert not any(one != other and other[: len(one)] == one for one in paths for other in paths)
    said = {row["message_id"] for row in rows_of(TableName.MESSAGES, trees) if row["role"] == "assistant"}
    assert said == {message_id for path in paths for message_id in path[1::2]}


def test_pairs_agree_with_ranks_and_votes(trees: list[DatasetTree]) -> None:
    """The chosen reply has the better rank and more votes, which are those in `annotations`; of ties there are none."""
    orders = defaultdict(list)
    for row in rows_of(TableName.ANNOTATIONS, trees):
        if row["kind"] == RANKING and row["counted"]:
            orders[row["message_id"]].append(row["order"])
    ranks = {row["message_id"]: row["rank"] for row in rows_of(TableName.MESSAGES, trees)}
    with_ties = rows_of(TableName.PREFERENCE, trees, terms(ties=True))
    for row in with_ties:
        chosen, rejected = row["chosen_id"], row["rejected_id"]
        assert (ranks[chosen], ranks[rejected]) == (row["chosen_rank"], row["rejected_rank"])
        assert row["chosen_rank"] < row["rejected_rank"]
        several = orders[row["parent_id"]]
        first = [order.index(chosen) < order.index(rejected) for order in several]
        assert (row["votes_for"], row["votes_against"]) == (first.count(True), first.count(False))
        assert row["num_rankings"] == len(several)
        assert -1 <= row["margin"] <= 1
        assert row["chosen"][:-1] == row["rejected"][:-1]
        assert [row[name][-1]["role"] for name in ("chosen", "rejected")] == ["assistant"] * 2
    without = [row for row in with_ties if row["votes_for"] > row["votes_against"] and row["margin"] > 0]
    assert rows_of(TableName.PREFERENCE, trees) == without
    assert with_ties


@pytest.mark.parametrize("layout", PairLayout)
def test_pairs_say_the_same_in_every_layout(layout: PairLayout, trees: list[DatasetTree]) -> None:
    """However a pair is written, it is the same conversation and the same two replies."""
    implicit = rows_of(TableName.PREFERENCE, trees, terms(ties=True))
    for row, expected in zip(
        rows_of(TableName.PREFERENCE, trees, terms(ties=True, layout=layout)), implicit, strict=True
    ):
        before: Any = row.get("prompt", row.get("messages", []))
        for name in ("chosen", "rejected"):
            reply = [row[name]] if layout is PairLayout.OBJECTS else row[name]
            assert before + reply == expected[name]


def test_orders_have_the_votes_of_each_pair(trees: list[DatasetTree]) -> None:
    """In `rankings` replies stand by their ranks from 0 on, and each pair has the votes that `preference` has."""
    pairs = {
        (row["chosen_id"], row["rejected_id"]): (row["votes_for"], row["votes_against"], row["margin"])
        for row in rows_of(TableName.PREFERENCE, trees, terms(ties=True))
    }
    found = {}
    for row in rows_of(TableName.RANKINGS, trees):
        assert [reply["rank"] for reply in row["replies"]] == [*range(len(row["replies"]))]
        count = len(row["replies"])
        assert len(row["pairs"]) == count * (count - 1) // 2
        if row["role"] == "assistant":
            for pair in row["pairs"]:
                ids = (row["replies"][pair["better"]]["message_id"], row["replies"][pair["worse"]]["message_id"])
                found[ids] = (pair["votes_for"], pair["votes_against"], pair["margin"])
    assert found == pairs


def test_so_many_rankings_at_least(trees: list[DatasetTree]) -> None:
    """Where more rankings are asked for, what fewer people ranked is left out."""
    for name in (TableName.PREFERENCE, TableName.RANKINGS):
        numbers = Counter(row["num_rankings"] for row in rows_of(name, trees, terms(ties=True)))
        several = rows_of(name, trees, terms(ties=True, min_rankings=2))
        assert Counter(row["num_rankings"] for row in several) == Counter(
            {number: count for number, count in numbers.items() if number >= 2}
        )


def test_good_and_bad_replies(trees: list[DatasetTree]) -> None:
    """In `kto` a reply is good above the middle of the scale and bad below it."""
    rows = rows_of(TableName.KTO, trees)
    assert rows
    for row in rows:
        assert row["label"] is (row["quality"] > 0.5)
        assert row["quality"] != 0.5
        assert [turn["role"] for turn in row["completion"]] == ["assistant"]
        assert row["prompt"][-1]["role"] == "user"


def test_prompts_wait_for_the_assistant(trees: list[DatasetTree]) -> None:
    """In `prompts` each message of a prompter ends one conversation."""
    rows = rows_of(TableName.PROMPTS, trees)
    asked = [row["message_id"] for row in rows_of(TableName.MESSAGES, trees) if row["role"] == "prompter"]
    assert sorted(row["message_id"] for row in rows) == sorted(asked)
    for row in rows:
        assert row["prompt"][-1]["role"] == "user"
        assert all(one["role"] != other["role"] for one, other in pairwise(row["prompt"]))


def test_rows_say_where_they_come_from(pool: sqlite3.Connection) -> None:
    """A row names origin and licence of all its texts, and the agreements under which those of people here stand."""
    trees = [*read_trees(pool, Selection(everything=True, imported=True))]
    [tree, *_] = rows_of(TableName.TREES, trees)
    assert tree["origin"] != "community"
    origins = {row["origin"] for row in rows_of(TableName.SFT, trees)}
    assert origins <= {tree["origin"], f"{tree['origin']} + community"}
    here = rows_of(TableName.SFT, [*read_trees(pool, Selection(imported=False))])
    assert {(row["origin"], row["license"]) for row in here} == {("community", "CC BY 4.0")}
    assert all(row["agreements"] for row in here)


def test_dates_are_days_unless_they_are_exact(trees: list[DatasetTree]) -> None:
    """By default a moment says the day alone; both are written in the same way."""
    for name in (TableName.MESSAGES, TableName.ANNOTATIONS):
        days = {row["created_date"] for row in rows_of(name, trees)}
        assert {day[10:] for day in days} == {"T00:00:00.000000+00:00"}
        exact = {row["created_date"] for row in rows_of(name, trees, terms(exact_dates=True))}
        assert {moment[:10] for moment in exact} == {day[:10] for day in days}
        assert len(exact) > len(days)


def test_trees_have_their_rankings(trees: list[DatasetTree]) -> None:
    """A tree has each ranking with a pseudonym at the message whose replies it ranks, in their order."""

    def events(node: dict[str, Any]) -> list[dict[str, Any]]:
        own: Rows = node.get("events", {}).get("ranking", [])
        return own + [event for reply in node["replies"] for event in events(reply)]

    found = [event for tree in rows_of(TableName.TREES, trees) for event in events(tree["prompt"])]
    expected = [row for row in rows_of(TableName.ANNOTATIONS, trees) if row["kind"] == RANKING]
    assert sorted((event["ranking_parent_id"], event["user_id"], event["ranked_message_ids"]) for event in found) == (
        sorted((row["message_id"], row["user_id"], row["order"]) for row in expected)
    )
    assert expected
