"""Seeded databases of any size with the shape of the published dataset.

    python -m bench.generate FILE [--scale 1.0] [--seed 1]

At scale 1 a database has 66,497 trees with about 161,000 messages and 461,000 reviews by 13,500 people in 35
languages. Of the finished trees most are single prompts; what is at work is bounded by the thresholds, whatever the
scale, as it is in life.
"""

import argparse
import json
import re
import sqlite3
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final

from bot.backends.local import tree_life
from bot.backends.local.ids import Key, new_key
from bot.backends.local.repository import open_work, standings, trees
from bot.backends.local.step import Step
from bot.protocol.moments import DAY, HOUR, MINUTE
from bot.protocol.scores import TimeFrame
from bot.protocol.trees import TreeState
from bot.rules.consensus import Rating, consensus, scores_of
from bot.rules.minhash import PLACES, bands_of
from bot.rules.points import COUNTS, EARNED, TENTHS
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.store.migrate import migrate, packaged_migrations

TREES: Final = 66_497
PEOPLE: Final = 13_500
CAMPAIGN: Final = 120 * DAY
ENDS_AT: Final = 1_750_000_000_000
"""The moment at which a generated campaign stands; a benchmark's clock goes on from here."""

# English, German and Spanish as one count of the campaign has them; the other 32 share the rest.
_LANGUAGES: Final = {"en": 0.56, "de": 0.20, "es": 0.07} | dict.fromkeys(
    re.findall("..", "arbgbncacsdaeleoeufafifrglhehuiditjakonbnlplptrorusksvthtrukvizh"), 0.17 / 32
)
_READY_SHARE: Final = 0.156
_HALTED_SHARE: Final = 0.05
_THRESHOLDS: Final = Thresholds()
_WORDS: Final = tuple(
    "badefimonopurasetilukavewiroxyz"[place : place + size] for place in range(24) for size in (2, 4, 7)
)
_SERVERS: Final = tuple(900_000_000_000_000_000 + number for number in range(40))


@dataclass
class _Node:
    parent: int | None
    depth: int
    accepted: bool | None = True
    reviews: int = 3
    children: int = 0


@dataclass
class _Rows:
    """Rows on their way into the database, by table."""

    tree: list[Any] = field(default_factory=list)
    message: list[Any] = field(default_factory=list)
    review: list[Any] = field(default_factory=list)
    ranking: list[Any] = field(default_factory=list)
    rank: list[Any] = field(default_factory=list)
    package: list[Any] = field(default_factory=list)
    event: list[Any] = field(default_factory=list)


class Generator:
    """Writes one database."""

    def __init__(self, connection: sqlite3.Connection, scale: float, seed: int) -> None:
        self._connection = connection
        self._random = Random(seed)
        self._scale = scale
        self._now = ENDS_AT - CAMPAIGN
        self._people = [new_key(self._now, self._random) for _ in range(max(60, round(PEOPLE * scale)))]
        # A few do a lot: with this exponent the 12 most active of 13,500 do about a tenth.
        self._bounds = list(accumulate(1 / (rank + 20) ** 0.85 for rank in range(len(self._people))))
        self._prose = " ".join(self._random.choices(_WORDS, k=40_000))
        self._counts: dict[int, dict[tuple[int, Key, int], list[int]]] = {0: {}, 1: {}, 2: {}}
        self._active: list[Key] = []

    def run(self) -> None:
        """Write everything."""
        self._connection.executemany(
            "INSERT INTO contributor (person_id, log_mark, discord_id, display_name, created_at, streak_days,"
            " last_contribution_at) VALUES (?, ?, ?, ?, ?, 1, ?)",
            [
                (key, key, 10**17 + number, f"contributor {number}", self._now, ENDS_AT - DAY)
                for number, key in enumerate(self._people)
            ],
        )
        self._connection.executemany(
            "INSERT INTO consent (person_id, given_at, version, edition) VALUES (?, ?, '0123456789ab', 2)",
            [(key, self._now) for key in sorted(self._people)],
        )
        planned = self._plan()
        self._random.shuffle(planned)
        # What is at work now was begun last.
        planned.sort(key=lambda tree: tree[1] in _AT_WORK)
        tick = CAMPAIGN // max(1, len(planned))
        rows = _Rows()
        for language, state in planned:
            self._tree(rows, language, state)
            then, self._now = self._now, min(self._now + tick, ENDS_AT)
            for grain, length in ((1, DAY), (2, HOUR)):
                # Nothing more will be counted for what is over.
                if self._now // length > then // length:
                    self._write_counts(grain)
            if len(rows.review) > 50_000:
                self._flush(rows)
        self._flush(rows)
        for grain in self._counts:
            self._write_counts(grain)
        self._sketch()
        self._stand()
        self._count_trees()
        self._open_work()

    def _plan(self) -> list[tuple[str, TreeState]]:
        planned = []
        total = round(TREES * self._scale)
        for language, share in _LANGUAGES.items():
            number = max(1, round(total * share))
            at_work = {
                TreeState.GROWING: min(_THRESHOLDS.max_active_trees, number // 25),
                # Rankings come first among all work: few trees ever wait for them.
                TreeState.RANKING: min(3, number // 25),
                TreeState.INITIAL_PROMPT_REVIEW: min(_THRESHOLDS.max_initial_prompt_review, number // 10),
                TreeState.PROMPT_LOTTERY_WAITING: min(_THRESHOLDS.max_prompt_lottery_waiting, number // 5),
            }
            states = [state for state, count in at_work.items() for _ in range(count)]
            rest = number - len(states)
            ready, halted = round(rest * _READY_SHARE), round(rest * (1 - _READY_SHARE) * _HALTED_SHARE)
            states += [TreeState.READY_FOR_EXPORT] * ready + [TreeState.HALTED_BY_MODERATOR] * halted
            states += [TreeState.ABORTED_LOW_GRADE] * max(0, rest - ready - halted)
            planned += [(language, state) for state in states]
        return planned

    def _tree(self, rows: _Rows, language: str, state: TreeState) -> None:
        nodes = list(self._nodes(state))
        tree_id = new_key(self._now, self._random)
        keys: list[Key] = []
        authors: list[Key] = []
        ratings: dict[Key, list[Rating]] = {}
        limits = _THRESHOLDS.limits
        for place, node in enumerate(nodes):
            key = tree_id if place == 0 else new_key(self._now, self._random)
            author = self._person(excluding=authors)
            keys.append(key)
            authors.append(author)
            server = self._server(author)
            kind = "prompts" if place == 0 else ("replies_assistant", "replies_prompter")[(node.depth + 1) % 2]
            rows.message.append(
                (
                    key, tree_id, None if node.parent is None else keys[node.parent], author, self._session(), server,
                    node.depth % 2, node.depth, language, self._text(), self._now, node.reviews, node.accepted,
                )
            )  # fmt: skip
            self._credit(rows, author, server, kind)
            task = ("initial_prompt", "assistant_reply", "prompter_reply")[0 if place == 0 else 2 - node.depth % 2]
            self._package(rows, author, server, task, language, tree_id, None if place == 0 else keys[node.parent or 0])
            reviewers = [author]
            for _ in range(node.reviews):
                reviewer = self._person(excluding=reviewers)
                reviewers.append(reviewer)
                place_of_work = self._server(reviewer)
                labels, quality = self._labels(node.accepted)
                weight = None if node.accepted is None else self._random.random()
                is_ranked = state is TreeState.READY_FOR_EXPORT and _has_ranked_siblings(nodes, node)
                if is_ranked and weight is not None:
                    ratings.setdefault(key, []).append(Rating(quality, weight))
                rows.review.append(
                    (
                        key, reviewer, place_of_work, self._now, "full", labels, None if weight is None else 1, weight,
                        weight if is_ranked else None,
                    )
                )  # fmt: skip
                self._credit(rows, reviewer, place_of_work, "labels_full")
                self._package(rows, reviewer, place_of_work, "label_assistant_reply", language, tree_id, key)
            if node.accepted:
                self._credit(rows, author, server, "accepted_prompts" if place == 0 else f"accepted_{kind}")
        if state is TreeState.READY_FOR_EXPORT:
            self._rankings(rows, language, nodes, keys, authors, ratings)
        won = state not in (TreeState.INITIAL_PROMPT_REVIEW, TreeState.PROMPT_LOTTERY_WAITING)
        rows.tree.append(
            (
                tree_id, state, language, limits.goal_tree_size, limits.max_tree_depth, limits.max_children_count,
                limits.num_prompter_replies, authors[0], self._now, self._now, won,
            )
        )  # fmt: skip
        if state in _AT_WORK:
            self._active.append(tree_id)

    def _nodes(self, state: TreeState) -> Iterator[_Node]:
        random = self._random
        if state is TreeState.ABORTED_LOW_GRADE:
            return iter([_Node(None, 0, accepted=False)])
        if state is TreeState.INITIAL_PROMPT_REVIEW:
            return iter([_Node(None, 0, accepted=None, reviews=random.randrange(3))])
        if state is TreeState.PROMPT_LOTTERY_WAITING:
            return iter([_Node(None, 0)])
        size = {TreeState.READY_FOR_EXPORT: (5, 12), TreeState.RANKING: (12, 12)}.get(state, (2, 10))
        return iter(self._grown(random.randint(*size), in_review=state is TreeState.GROWING))

    def _grown(self, size: int, *, in_review: bool) -> list[_Node]:
        nodes = [_Node(None, 0)]
        limits = _THRESHOLDS.limits
        while len(nodes) < size:
            free = [
                place
                for place, node in enumerate(nodes)
                if node.accepted
                and node.depth < limits.max_tree_depth
                and node.children < (3 if node.depth % 2 == 0 else 1)
            ]
            if not free:
                break
            place = self._random.choice(free)
            nodes[place].children += 1
            undecided = in_review and self._random.random() < 0.3
            reviews = self._random.randrange(3) if undecided else 3
            nodes.append(_Node(place, nodes[place].depth + 1, accepted=None if undecided else True, reviews=reviews))
        return nodes

    def _rankings(
        self,
        rows: _Rows,
        language: str,
        nodes: list[_Node],
        keys: list[Key],
        authors: list[Key],
        ratings: dict[Key, list[Rating]],
    ) -> None:
        for place, node in enumerate(nodes):
            replies = [other for other, reply in enumerate(nodes) if reply.parent == place]
            if len(replies) < 2 or node.depth % 2 == 1:
                continue
            rankers = [authors[reply] for reply in replies]
            written = [keys[reply] for reply in replies]
            orders: list[list[Key]] = []
            weights: list[float] = []
            for _ in range(3):
                ranker = self._person(excluding=rankers)
                rankers.append(ranker)
                self._random.shuffle(replies)
                server = self._server(ranker)
                orders.append([keys[reply] for reply in replies])
                weights.append(self._random.random())
                ranked = b"".join(orders[-1])
                rows.ranking.append((keys[place], ranker, server, self._now, ranked, 0, self._now, weights[-1]))
                self._credit(rows, ranker, server, "rankings_total")
                self._package(rows, ranker, server, "rank_assistant_replies", language, keys[0], keys[place])
                for name, reply in zip(("reply_ranked_1", "reply_ranked_2", "reply_ranked_3"), replies, strict=False):
                    self._credit(rows, authors[reply], self._server(authors[reply]), name)
            scores = scores_of({reply: ratings.get(reply, []) for reply in written})
            unweighed = consensus(orders, tie_break=written)
            order = consensus(orders, tie_break=written, weights=weights, scores=scores)
            rows.rank += [(rank, unweighed.index(reply), reply) for rank, reply in enumerate(order)]

    def _person(self, excluding: list[Key]) -> Key:
        while True:
            place = bisect(self._bounds, self._random.random() * self._bounds[-1])
            person = self._people[min(place, len(self._people) - 1)]
            if person not in excluding:
                return person

    def _server(self, person: Key) -> int:
        """Choose where somebody works: mostly in one server, now and then in another."""
        home = int.from_bytes(person[-4:], "big") % len(_SERVERS)
        return _SERVERS[home] if self._random.random() < 0.95 else self._random.choice(_SERVERS)

    def _text(self) -> str:
        length = min(2_000, max(20, round(self._random.expovariate(1 / 450))))
        start = self._random.randrange(len(self._prose) - length)
        return self._prose[start : start + length].strip() or "a text"

    def _session(self) -> bytes:
        return self._random.randbytes(16)

    def _labels(self, accepted: bool | None) -> tuple[str, float]:
        """Draw a review; return it as it is stored, and the quality in it."""
        spam = 1 if accepted is False else 0
        scale = self._random.choice((0.25, 0.5, 0.75, 1))
        labels = json.dumps(
            {
                "spam": spam, "lang_mismatch": 0, "quality": scale, "helpfulness": scale, "creativity": 0.5,
                "humor": 0.25, "toxicity": 0, "violence": 0, "not_appropriate": 0, "pii": 0, "hate_speech": 0,
                "sexual_content": 0,
            },
            separators=(",", ":"),
        )  # fmt: skip
        return labels, scale

    def _credit(self, rows: _Rows, person: Key, server: int, name: str) -> None:
        place = COUNTS.index(name)
        for grain, period in ((0, 0), (1, self._now // DAY), (2, self._now // HOUR)):
            self._counts[grain].setdefault((period, person, server), [0] * len(COUNTS))[place] += 1
        rows.event.append((self._now, "points", person, server, f'{{"{name}":4}}', f'{{"{name}":5}}'))

    def _package(
        self, rows: _Rows, person: Key, server: int, task: str, language: str, tree: Key, message: Key | None
    ) -> None:
        rows.package.append(
            (self._session(), person, server, task, language, tree, message, self._now - MINUTE, self._now)
        )

    def _flush(self, rows: _Rows) -> None:
        execute = self._connection.executemany
        execute(
            "INSERT INTO tree (tree_id, state, language, goal_tree_size, max_tree_depth, max_children_count,"
            " num_prompter_replies, author_id, created_at, touched_at, won_lottery)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows.tree,
        )
        execute(
            "INSERT INTO message (message_id, tree_id, parent_id, author_id, session_id, server_id, is_assistant,"
            " depth, language, text, created_at, review_count, accepted)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows.message,
        )
        execute(
            "INSERT INTO review (message_id, person_id, server_id, created_at, mode, labels, counted, weight,"
            " rank_weight) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows.review,
        )
        execute(
            "INSERT INTO ranking (parent_id, person_id, server_id, created_at, ranked_ids, not_rankable, scored_at,"
            " counted, weight) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)",
            rows.ranking,
        )
        execute("UPDATE message SET rank = ?, rank_unweighed = ? WHERE message_id = ?", rows.rank)
        execute(
            "INSERT INTO package (package_id, person_id, server_id, task_type, language, tree_id, message_id,"
            " state, created_at, expires_at, finished_at, points)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'done', ?, 0, ?, 2)",
            rows.package,
        )
        execute(
            "INSERT INTO event (happened_at, kind, person_mark, server_id, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            rows.event,
        )
        for several in (rows.tree, rows.message, rows.review, rows.ranking, rows.rank, rows.package, rows.event):
            several.clear()

    def _write_counts(self, grain: int) -> None:
        marks = ", ".join("?" * (4 + len(COUNTS)))
        self._connection.executemany(
            f"INSERT INTO contribution_count (grain, period, person_id, server_id, {', '.join(COUNTS)})"  # noqa: S608 - names of our own
            f" VALUES ({marks})",
            sorted((grain, *key, *counts) for key, counts in self._counts[grain].items()),
        )
        self._counts[grain].clear()

    def _sketch(self) -> None:
        """Write sketches of all texts: drawn, not worked out, since texts of this size hardly ever share a band."""
        ids = [row[0] for row in self._connection.execute("SELECT message_id FROM message ORDER BY rowid")]
        drawn = [(message_id, self._random.randbytes(2 * PLACES)) for message_id in ids]
        self._connection.executemany("INSERT INTO text_sketch VALUES (?, ?)", drawn)
        bands = sorted((band, message_id) for message_id, sketch in drawn for band in bands_of(sketch))
        self._connection.executemany("INSERT INTO text_band VALUES (?, ?)", bands)

    def _stand(self) -> None:
        today = self._now // DAY
        self._connection.execute("UPDATE standing_day SET day = ?", (today,))
        self._connection.execute(
            f"UPDATE contribution_count SET {EARNED} = {TENTHS} * ({standings.WHOLE})"  # noqa: S608 - names of our own
            f" + {' + '.join(standings.SHARED)}"
        )
        sums = ", ".join(f"sum({name})" for name in (standings.WHOLE, *standings.SHARED, EARNED))
        for frame, (grain, first) in {
            TimeFrame.TOTAL: (0, 0),
            **{frame: (1, today - days) for frame, days in standings.DAYS.items()},
        }.items():
            whole, shared = standings.columns_of(frame)
            columns = [whole, *shared.values(), f"{frame}_{EARNED}"]
            self._connection.execute(
                f"INSERT INTO standing (person_id, {', '.join(columns)})"  # noqa: S608 - names of our own
                f" SELECT person_id, {sums} FROM contribution_count WHERE grain = ? AND period >= ? GROUP BY person_id"
                f" ON CONFLICT DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in columns)}",
                (grain, first),
            )

    def _count_trees(self) -> None:
        self._connection.execute(
            "INSERT INTO tree_count (language, state, trees) SELECT language, state, count(*) FROM tree GROUP BY 1, 2"
        )

    def _open_work(self) -> None:
        step = Step(self._connection, self._now, self._random, PoolRules(thresholds=_THRESHOLDS), b"")
        for tree_id in self._active:
            tree = trees.find(self._connection, tree_id)
            if tree is None:
                raise LookupError("a tree that was just written is missing")
            shape, _ = tree_life.look_at(step, tree)
            wanted = shape.open_items(tree.state, tree.limits)
            open_work.sync(self._connection, tree_id, tree.topic, wanted, self._random)


def _has_ranked_siblings(nodes: list[_Node], node: _Node) -> bool:
    parent = None if node.parent is None else nodes[node.parent]
    return parent is not None and parent.children > 1 and parent.depth % 2 == 0


_AT_WORK: Final = (
    TreeState.GROWING,
    TreeState.RANKING,
    TreeState.INITIAL_PROMPT_REVIEW,
    TreeState.PROMPT_LOTTERY_WAITING,
)


def generate(path: Path, scale: float, seed: int) -> None:
    """Write a database to a file that does not exist yet.

    Args:
        path: The file.
        scale: 1 for the size of the published dataset.
        seed: The same seed and scale give the same database.

    Raises:
        FileExistsError: There is a file already.
    """
    if path.exists():
        raise FileExistsError(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -1000000")
    migrate(connection, packaged_migrations(), ENDS_AT - CAMPAIGN)
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    # Needed on the way: open work is found by the tree.
    generator = Generator(connection, scale, seed)
    connection.execute("CREATE INDEX while_generating ON message (tree_id)")
    generator.run()
    connection.execute("DROP INDEX while_generating")
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.close()


def main() -> None:
    """Generate a database from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.file, arguments.scale, arguments.seed)
    connection = sqlite3.connect(arguments.file)
    for table in ("tree", "message", "review", "ranking", "contributor", "open_work", "contribution_count"):
        print(f"{table:20} {connection.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:>10,}")  # noqa: S608 - the names above


if __name__ == "__main__":
    main()
