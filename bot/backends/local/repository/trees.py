"""Trees and how many there are in each state."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.backends.local.ids import Key
from bot.protocol.moments import HOUR, Moment
from bot.protocol.trees import TreeState
from bot.rules.thresholds import TreeLimits
from bot.store import Connection


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A tree; `topic` says what it is about, if somebody has said so.

    Of an imported one, `origin` is the name by which it is known again, `import_id` says what brought it, `source_id`
    how it is called there; `source_url` and `license` are what was said of it.
    """

    tree_id: Key
    state: TreeState
    language: str
    limits: TreeLimits
    author_id: Key | None
    origin: str | None
    created_at: Moment
    touched_at: Moment
    won_lottery: bool
    topic: str | None = None
    import_id: int | None = None
    source_id: str | None = None
    source_url: str | None = None
    license: str | None = None


@dataclass(frozen=True, slots=True)
class LanguageCounts:
    """How many trees of a language are in the states on which the choice of work depends."""

    in_review: int
    waiting: int
    growing: int
    ranking: int
    backlog: int


_COLUMNS: Final = (
    "tree_id, state, language, goal_tree_size, max_tree_depth, max_children_count, num_prompter_replies, author_id,"
    " origin, created_at, touched_at, won_lottery, topic, import_id, source_id, source_url, license"
)
_ADD: Final = f"INSERT INTO tree ({_COLUMNS}) VALUES ({', '.join('?' * len(_COLUMNS.split(',')))})"  # noqa: S608 - constants


def add(connection: Connection, tree: TreeRow) -> None:
    """Add a tree. Its root may follow in the same transaction."""
    add_all(connection, [tree])


def add_all(connection: Connection, added: Sequence[TreeRow]) -> None:
    """Add trees. Their roots may follow in the same transaction."""
    connection.executemany(_ADD, [_values(tree) for tree in added])
    for (language, state), trees in Counter((tree.language, tree.state) for tree in added).items():
        count(connection, language, state, trees)


def find(connection: Connection, tree_id: Key) -> TreeRow | None:
    """Return the tree with an id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM tree WHERE tree_id = ?", (tree_id,)).fetchone()  # noqa: S608 - constants
    if row is None:
        return None
    tree_id, state, language, *rest = row
    limits = TreeLimits(
        goal_tree_size=rest[0], max_tree_depth=rest[1], max_children_count=rest[2], num_prompter_replies=rest[3]
    )
    author_id, origin, created_at, touched_at, won_lottery, *said = rest[4:]
    return TreeRow(
        tree_id,
        TreeState(state),
        language,
        limits,
        author_id,
        origin,
        created_at,
        touched_at,
        bool(won_lottery),
        *said,
    )


def set_state(connection: Connection, tree: TreeRow, state: TreeState, touched_at: Moment) -> None:
    """Move a tree from the state that it is in to another. One that grows has won the lottery, or needed none."""
    connection.execute(
        "UPDATE tree SET state = ?, touched_at = ?, won_lottery = max(won_lottery, ?) WHERE tree_id = ?",
        (state, touched_at, state in (TreeState.GROWING, TreeState.RANKING), tree.tree_id),
    )
    count(connection, tree.language, tree.state, -1)
    count(connection, tree.language, state, 1)


def set_language(connection: Connection, tree: TreeRow, language: str) -> None:
    """Move a tree to another language."""
    connection.execute("UPDATE tree SET language = ? WHERE tree_id = ?", (language, tree.tree_id))
    count(connection, tree.language, tree.state, -1)
    count(connection, language, tree.state, 1)


def set_topic(connection: Connection, tree_id: Key, topic: str | None) -> None:
    """Say what a tree is about."""
    connection.execute("UPDATE tree SET topic = ? WHERE tree_id = ?", (topic, tree_id))


def touch(connection: Connection, tree_id: Key, touched_at: Moment) -> None:
    """Note that something happened in a tree; once an hour is enough for what it is needed for."""
    connection.execute(
        "UPDATE tree SET touched_at = ? WHERE tree_id = ? AND touched_at < ?", (touched_at, tree_id, touched_at - HOUR)
    )


def counts_of_language(connection: Connection, language: str) -> LanguageCounts:
    """Return how many trees of a language are at work or waiting."""
    counts = dict(connection.execute("SELECT state, trees FROM tree_count WHERE language = ?", (language,)))
    return LanguageCounts(
        in_review=counts.get(TreeState.INITIAL_PROMPT_REVIEW, 0),
        waiting=counts.get(TreeState.PROMPT_LOTTERY_WAITING, 0),
        growing=counts.get(TreeState.GROWING, 0),
        ranking=counts.get(TreeState.RANKING, 0),
        backlog=counts.get(TreeState.BACKLOG_RANKING, 0),
    )


def counts_by_state(connection: Connection) -> Mapping[TreeState, int]:
    """Return how many trees there are in each state, over all languages."""
    rows = connection.execute("SELECT state, sum(trees) FROM tree_count GROUP BY state")
    return {TreeState(state): trees for state, trees in rows if trees > 0}


def authors_in_lottery(connection: Connection, language: str, since_day: int) -> list[tuple[Key | None, int]]:
    """Return who has prompts of a language waiting, each with how often they were ranked first since a day.

    Args:
        connection: Of the transaction.
        language: The prompts' language.
        since_day: Number of the day since the epoch, itself included.
    """
    return connection.execute(
        "SELECT author_id, (SELECT coalesce(sum(reply_ranked_1), 0) FROM contribution_count"
        "   WHERE grain = 1 AND reply_ranked_1 > 0 AND period >= ? AND person_id = waiting.author_id)"
        " FROM (SELECT DISTINCT author_id FROM tree WHERE language = ? AND state = 'prompt_lottery_waiting') AS waiting"
        " ORDER BY author_id",
        (since_day, language),
    ).fetchall()


def prompts_in_lottery(connection: Connection, language: str, author_id: Key | None) -> int:
    """Return how many prompts of an author wait in a language."""
    row = connection.execute(
        "SELECT count(*) FROM tree WHERE language = ? AND author_id IS ? AND state = 'prompt_lottery_waiting'",
        (language, author_id),
    ).fetchone()
    return int(row[0])


def prompt_in_lottery(connection: Connection, language: str, author_id: Key | None, place: int) -> Key:
    """Return the waiting tree at a place, counted from 0, among those of an author in a language."""
    row = connection.execute(
        "SELECT tree_id FROM tree WHERE language = ? AND author_id IS ? AND state = 'prompt_lottery_waiting'"
        " ORDER BY tree_id LIMIT 1 OFFSET ?",
        (language, author_id, place),
    ).fetchone()
    return bytes(row[0])


def tree_in_backlog(connection: Connection, language: str, place: int) -> Key:
    """Return the tree at a place, counted from 0, in the backlog of a language."""
    row = connection.execute(
        "SELECT tree_id FROM tree WHERE language = ? AND state = 'backlog_ranking' ORDER BY tree_id LIMIT 1 OFFSET ?",
        (language, place),
    ).fetchone()
    return bytes(row[0])


def longest_idle(connection: Connection, idle_since: Moment, limit: int) -> list[Key]:
    """Return trees that grow or are ranked, and in which nothing has happened since a moment."""
    rows = connection.execute(
        "SELECT tree_id FROM tree WHERE state IN ('growing', 'ranking') AND touched_at <= ?"
        " ORDER BY touched_at LIMIT ?",
        (idle_since, limit),
    )
    return [row[0] for row in rows]


def all_at_work(connection: Connection) -> list[Key]:
    """Return every tree on which people work."""
    rows = connection.execute(
        "SELECT tree_id FROM tree WHERE state IN ('growing', 'ranking') UNION SELECT tree_id FROM open_work"
    )
    return [row[0] for row in rows]


def count(connection: Connection, language: str, state: TreeState, change: int) -> None:
    """Note that there is a tree more, or one less, in a state."""
    connection.execute(
        "INSERT INTO tree_count (language, state, trees) VALUES (?, ?, ?)"
        " ON CONFLICT (language, state) DO UPDATE SET trees = trees + excluded.trees",
        (language, state, change),
    )


def _values(tree: TreeRow) -> tuple[object, ...]:
    limits = tree.limits
    return (
        tree.tree_id,
        tree.state,
        tree.language,
        limits.goal_tree_size,
        limits.max_tree_depth,
        limits.max_children_count,
        limits.num_prompter_replies,
        tree.author_id,
        tree.origin,
        tree.created_at,
        tree.touched_at,
        tree.won_lottery,
        tree.topic,
        tree.import_id,
        tree.source_id,
        tree.source_url,
        tree.license,
    )
