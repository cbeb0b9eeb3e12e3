"""Open work: what can be asked for now, and choosing from it.

Whoever wrote a message is not asked about it; nor is anybody asked twice, about what they skipped, about what they
already have in another session, or to reply where somebody else was asked a short while ago.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from random import Random
from typing import Final, NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.protocol.tasks import LABEL_TASKS, OBTAINABLE, RANK_TASKS, REPLY_TASKS, TaskType
from bot.rules.open_work import OpenItem
from bot.rules.topics import key_of_topic
from bot.store import Connection

_PLACE_BITS: Final = 32
_COUNTED: Final = 50
"""Beyond so many open items of a type it makes no difference to the choice how many there are."""


class Seeker(NamedTuple):
    """Who looks for work, in which language and when.

    Attributes:
        person_id: Who.
        language: In which language.
        now: The moment.
        held_since: Replies that others were asked for since then are theirs to give.
        topic: The key of the topic that they want; None for any.
    """

    person_id: Key
    language: str
    now: Moment
    held_since: Moment
    topic: str | None = None


class Candidate(NamedTuple):
    """An item that the seeker could be given."""

    task_type: TaskType
    tree_id: Key
    message_id: Key


def sync(
    connection: Connection, tree_id: Key, topic: str | None, wanted: Iterable[OpenItem[Key]], random: Random
) -> None:
    """Make the open work of a tree on a topic what it should be, touching only the rows that differ."""
    key = None if topic is None else key_of_topic(topic)
    rows = connection.execute(
        "SELECT message_id, task_type, language, author_id, lonely, topic, missing FROM open_work WHERE tree_id = ?",
        (tree_id,),
    ).fetchall()
    before = {(row[0], row[1]): row[2:] for row in rows}
    after = {
        (item.message_id, item.task_type): (
            item.language,
            item.author_id,
            int(item.lonely),
            key,
            item.missing,
        )
        for item in wanted
    }
    gone = [(tree_id, *key) for key in before if key not in after]
    changed = [key for key, values in after.items() if before.get(key) != values]
    # What is merely further on keeps its place, which is cheaper.
    moved_on = [key for key in changed if key in before and before[key][:-1] == after[key][:-1]]
    placed = [(tree_id, *key, *after[key], random.getrandbits(_PLACE_BITS)) for key in changed if key not in moved_on]
    if gone:
        connection.executemany("DELETE FROM open_work WHERE tree_id = ? AND message_id = ? AND task_type = ?", gone)
    if moved_on:
        connection.executemany(
            "UPDATE open_work SET missing = ? WHERE tree_id = ? AND message_id = ? AND task_type = ?",
            [(after[key][-1], tree_id, *key) for key in moved_on],
        )
    if placed:
        connection.executemany(
            "INSERT OR REPLACE INTO open_work"
            " (tree_id, message_id, task_type, language, author_id, lonely, topic, missing, place)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            placed,
        )


def change_basis(connection: Connection, thresholds: str) -> bool:
    """Note by which thresholds open work is written down from now on; return whether those before were others."""
    before = connection.execute("SELECT thresholds FROM open_work_basis").fetchone()
    if before is not None and before[0] == thresholds:
        return False
    connection.execute("DELETE FROM open_work_basis")
    connection.execute("INSERT INTO open_work_basis (thresholds) VALUES (?)", (thresholds,))
    return before is not None


def draw(
    connection: Connection,
    seeker: Seeker,
    task_type: TaskType,
    random: Random,
    *,
    only_wanted: bool,
    only_lonely: bool = False,
) -> Candidate | None:
    """Draw an item of a type for somebody; None where there is none.

    Args:
        connection: Of the transaction.
        seeker: Who looks.
        task_type: One for which something must be open: any but the initial prompt.
        random: Chooses the place from which on the first item is taken.
        only_wanted: Leave out reviews and rankings that enough people are at already.
        only_lonely: Take only what is lonely.
    """
    of_topic = seeker.topic is not None
    statement = _draw_statement(task_type, only_wanted=only_wanted, only_lonely=only_lonely, of_topic=of_topic)
    row = connection.execute(statement, {**seeker._asdict(), "place": random.getrandbits(_PLACE_BITS)}).fetchone()
    return None if row is None else Candidate(task_type, *row)


def is_wanted_of(connection: Connection, seeker: Seeker, item: Candidate) -> bool:
    """Say whether an item is open and somebody may do it, whoever else is at it just now."""
    conditions = " AND ".join(_own_conditions(item.task_type))
    row = connection.execute(
        "SELECT 1 FROM open_work AS work WHERE work.tree_id = :tree_id AND work.message_id = :message_id"  # noqa: S608 - constants
        f" AND {conditions}",
        {**seeker._asdict(), "tree_id": item.tree_id, "message_id": item.message_id},
    ).fetchone()
    return row is not None


def count_open(connection: Connection, language: str, topic: str | None) -> dict[TaskType, int]:
    """Return how many items of each type are open in a language, whoever may do them; counted only up to a limit.

    Args:
        connection: Of the transaction.
        language: The language.
        topic: Count only what is of the topic with this key.
    """
    statement = _COUNT_OPEN if topic is None else _COUNT_OPEN_OF_TOPIC
    rows = connection.execute(statement, {"language": language, "topic": topic, "limit": _COUNTED}).fetchone()
    return {task_type: count for task_type, count in zip(_TYPES, rows, strict=True) if count > 0}


def open_by_language(connection: Connection) -> dict[str, int]:
    """Count the items that are open in each language, whoever may do them; the cost grows with what is open only."""
    return dict(connection.execute("SELECT language, count(*) FROM open_work GROUP BY language").fetchall())


def open_by_type(connection: Connection) -> dict[TaskType, int]:
    """Return how many items of each type are open, whoever may do them; read from active work alone."""
    rows = connection.execute("SELECT task_type, count(*) FROM open_work GROUP BY task_type")
    return {TaskType(task_type): count for task_type, count in rows}


def prompts_in_review(connection: Connection, language: str, author_id: Key) -> int:
    """Return how many prompts of an author are in review in a language: each of them is open for review."""
    row = connection.execute(
        "SELECT count(*) FROM open_work WHERE language = ? AND task_type = 'label_initial_prompt' AND author_id = ?",
        (language, author_id),
    ).fetchone()
    return int(row[0])


def count_available(connection: Connection, seeker: Seeker) -> dict[TaskType, int]:
    """Return how many items of each type somebody could be given."""
    counts = {}
    for task_type in _TYPES:
        statement = f"SELECT count(*) FROM open_work AS work WHERE {_eligible(task_type)}"  # noqa: S608 - constants
        counts[task_type] = int(connection.execute(statement, seeker._asdict()).fetchone()[0])
    return counts


def count_by_topic(connection: Connection, seeker: Seeker, types: Collection[TaskType] | None) -> dict[str, int]:
    """Return how many items somebody could be given of each topic, by its key; of some types, if any are named."""
    counts: Counter[str] = Counter()
    for task_type in _TYPES if types is None else [each for each in _TYPES if each in types]:
        rows = connection.execute(
            "SELECT work.topic, count(*) FROM open_work AS work"  # noqa: S608 - constants
            f" WHERE work.topic IS NOT NULL AND {_eligible(task_type)} GROUP BY work.topic",
            seeker._asdict(),
        )
        counts.update(dict(rows.fetchall()))
    return dict(counts)


class Missing(NamedTuple):
    """What the open work of a language still needs."""

    messages_in_review: int
    reviews: int
    rankings: int


def missing_in(connection: Connection, language: str) -> Missing:
    """Return what the open work of a language still needs."""
    row = connection.execute(
        "SELECT coalesce(sum(task_type GLOB 'label_*'), 0),"
        " coalesce(sum(CASE WHEN task_type GLOB 'label_*' THEN missing END), 0),"
        " coalesce(sum(CASE WHEN task_type GLOB 'rank_*' THEN missing END), 0)"
        " FROM open_work WHERE language = ?",
        (language,),
    ).fetchone()
    return Missing(*row)


_TYPES: Final = tuple(
    task_type for task_type in TaskType if task_type in (REPLY_TASKS | LABEL_TASKS | RANK_TASKS) & OBTAINABLE
)

_COUNT_ONE: Final = (
    "(SELECT count(*) FROM"
    " (SELECT 1 FROM open_work WHERE language = :language AND task_type = '{task_type}'{of_topic} LIMIT :limit))"
)
_COUNT_OPEN, _COUNT_OPEN_OF_TOPIC = (
    "SELECT " + ", ".join(_COUNT_ONE.format(task_type=task_type, of_topic=of_topic) for task_type in _TYPES)
    for of_topic in ("", " AND topic = :topic")
)

_NOT_OWN: Final = "work.author_id IS NOT :person_id"
_NOT_SKIPPED: Final = """NOT EXISTS (
    SELECT 1 FROM skip WHERE skip.message_id = work.message_id
        AND skip.task_type = work.task_type AND skip.person_id = :person_id
)"""
_NOT_REVIEWED: Final = """NOT EXISTS (
    SELECT 1 FROM review WHERE review.message_id = work.message_id AND review.person_id = :person_id
)"""
_NOT_REPLIED: Final = """NOT EXISTS (
    SELECT 1 FROM message WHERE message.parent_id = work.message_id AND message.author_id = :person_id
)"""
_NOT_RANKED: Final = """NOT EXISTS (
    SELECT 1 FROM ranking WHERE ranking.parent_id = work.message_id AND ranking.person_id = :person_id
)"""
_NOT_HELD_BY_SELF: Final = """NOT EXISTS (
    SELECT 1 FROM package WHERE package.message_id = work.message_id AND package.state = 'open'
        AND package.task_type = work.task_type AND package.person_id = :person_id AND package.expires_at > :now
)"""
_NOT_HELD: Final = """NOT EXISTS (
    SELECT 1 FROM package WHERE package.message_id = work.message_id AND package.state = 'open'
        AND package.task_type = work.task_type AND package.created_at > :held_since
)"""
_STILL_WANTED: Final = """work.missing > (
    SELECT count(*) FROM package WHERE package.message_id = work.message_id AND package.state = 'open'
        AND package.task_type = work.task_type AND package.created_at > :held_since
)"""


def _eligible(task_type: TaskType) -> str:
    return " AND ".join([*_own_conditions(task_type), *([_NOT_HELD] if task_type in REPLY_TASKS else [])])


def _own_conditions(task_type: TaskType) -> list[str]:
    """Return what makes an item one for the seeker, beside others who are at it."""
    conditions = [
        "work.language = :language",
        f"work.task_type = '{task_type}'",
        _NOT_SKIPPED,
        _NOT_HELD_BY_SELF,
    ]
    if task_type in REPLY_TASKS:
        conditions += [_NOT_OWN, _NOT_REPLIED]
    elif task_type in LABEL_TASKS:
        conditions += [_NOT_OWN, _NOT_REVIEWED]
    else:
        # The replies to one's own message may be ranked, replies of one's own may not.
        conditions += [_NOT_REPLIED, _NOT_RANKED]
    return conditions


@lru_cache(maxsize=64)
def _draw_statement(task_type: TaskType, *, only_wanted: bool, only_lonely: bool, of_topic: bool) -> str:
    """Return the first eligible item from a place on, else the first of all."""
    conditions = _eligible(task_type)
    if of_topic:
        conditions += " AND work.topic = :topic"
    if only_lonely:
        conditions += " AND work.lonely = 1"
    if only_wanted and task_type not in REPLY_TASKS:
        conditions += f" AND {_STILL_WANTED}"
    halves = [
        "SELECT * FROM (SELECT work.tree_id, work.message_id FROM open_work AS work"  # noqa: S608 - constants
        f" WHERE {conditions} AND work.place {comparison} :place ORDER BY work.place LIMIT 1)"
        for comparison in (">=", "<")
    ]
    return f"SELECT * FROM ({' UNION ALL '.join(halves)} LIMIT 1)"  # noqa: S608 - constants
