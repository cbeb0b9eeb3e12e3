"""Attention checks, and what people answered to them."""

import json
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.labels import LabelMode
from bot.protocol.moments import Moment
from bot.protocol.tasks import TaskType
from bot.store import Connection

ACTIVE: Final = "active"
WITHDRAWN: Final = "withdrawn"
"""The operator's file no longer has it."""
RETIRED: Final = "retired"
"""Most trusted people failed it: it counts for nobody."""


class CheckRow(NamedTuple):
    """A check.

    Attributes:
        check_id: Its id; of the operator's, made from the text.
        message_id: The message that it is about; None for a text of the operator's.
        edited_at: When a moderator had last edited that message; 0 for never.
        language: Of the text.
        task_type: The kind of label package that it looks like.
        objects: Whether the known answer speaks against the text.
        expected: The known labels, 0 or 1.
        agreed: How many people gave them; 0 for the operator's.
        prompt: What the operator's text replies to.
        text: The operator's.
        explanation: Theirs, why the answer is so.
        state: One of the names above.
        place: Random.
        created_at: When it was made.
    """

    check_id: Key
    message_id: Key | None
    edited_at: Moment
    language: str
    task_type: TaskType
    objects: bool
    expected: Mapping[str, float]
    agreed: int
    prompt: str | None
    text: str | None
    explanation: str
    state: str
    place: int
    created_at: Moment


class CheckAnswerRow(NamedTuple):
    """What somebody answered to a check.

    Attributes:
        check_id: Which.
        person_id: Who.
        server_id: Where.
        answered_at: When.
        mode: What it counted as for points.
        labels: Theirs.
        passed: Whether they are the known ones.
        objected: Whether they speak against the text.
        trusted: Whether the person was trusted before this answer.
        earned: What it was paid at once, in tenths of a point.
    """

    check_id: Key
    person_id: Key
    server_id: int | None
    answered_at: Moment
    mode: LabelMode
    labels: Mapping[str, float]
    passed: bool
    objected: bool
    trusted: bool
    earned: int


class CheckCounts(NamedTuple):
    """How many checks were answered, and how many of them passed; retired ones are left out."""

    answered: int
    passed: int


_COLUMNS: Final = ", ".join(CheckRow._fields)
_ANSWER_COLUMNS: Final = ", ".join(CheckAnswerRow._fields)
_ADD: Final = (
    f"INSERT INTO attention_check ({_COLUMNS}) VALUES ({', '.join('?' * len(CheckRow._fields))}) ON CONFLICT DO NOTHING"  # noqa: S608 - constants
)
_ADD_ANSWER: Final = (
    f"INSERT INTO check_answer ({_ANSWER_COLUMNS}) VALUES ({', '.join('?' * len(CheckAnswerRow._fields))})"  # noqa: S608 - constants
)
_AS_KNOWN: Final = """EXISTS (
    SELECT 1 FROM message JOIN tree ON tree.tree_id = message.tree_id
    WHERE message.message_id = known.message_id AND message.deleted_at IS NULL
        AND coalesce(message.edited_at, 0) = known.edited_at AND tree.state <> 'halted_by_moderator'
"""
_FOR_PERSON: Final = f"""(known.message_id IS NULL OR (
    {_AS_KNOWN} AND (message.author_id IS NULL OR message.author_id <> :person_id))
    AND NOT EXISTS (
        SELECT 1 FROM review WHERE review.message_id = known.message_id AND review.person_id = :person_id
    )
    AND NOT EXISTS (
        SELECT 1 FROM package WHERE package.message_id = known.message_id AND package.state = 'open'
            AND package.person_id = :person_id
    )
)) AND NOT EXISTS (
    SELECT 1 FROM package WHERE package.check_id = known.check_id AND package.person_id = :person_id
)"""  # noqa: S608 - constants
_HALVES: Final = tuple(
    f"SELECT * FROM (SELECT {_COLUMNS} FROM attention_check AS known"  # noqa: S608 - constants
    " WHERE known.language = :language AND known.task_type = :task_type AND known.objects = :objects"
    f" AND known.state = 'active' AND known.place {comparison} :place AND {_FOR_PERSON} ORDER BY known.place LIMIT 1)"
    " AS half"
    for comparison in (">=", "<")
)
_DRAW: Final = f"SELECT * FROM ({' UNION ALL '.join(_HALVES)}) AS halves LIMIT 1"  # noqa: S608 - constants


def add(connection: Connection, check: CheckRow) -> None:
    """Add a check; nothing where there is one about the same wording of the message."""
    connection.execute(_ADD, _stored(check))


def find(connection: Connection, check_id: Key) -> CheckRow | None:
    """Return the check with an id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM attention_check WHERE check_id = ?", (check_id,)).fetchone()  # noqa: S608 - constants
    return None if row is None else _check(row)


def draw(
    connection: Connection, person_id: Key, language: str, task_type: TaskType, *, objects: bool, place: int
) -> CheckRow | None:
    """Return the first active check from a place on, else of all, that can be given to somebody.

    They have neither written nor reviewed its message, do not have it before them, and were never given the check.
    """
    row = connection.execute(
        _DRAW,
        {
            "person_id": person_id,
            "language": language,
            "task_type": task_type,
            "objects": int(objects),
            "place": place,
        },
    ).fetchone()
    return None if row is None else _check(row)


def count_active(connection: Connection, language: str, task_type: TaskType, *, objects: bool) -> int:
    """Return how many checks of a kind are active, about a message that is still as it was, or the operator's."""
    row = connection.execute(
        "SELECT count(*) FROM attention_check AS known"  # noqa: S608 - constants
        " WHERE known.language = ? AND known.task_type = ? AND known.objects = ? AND known.state = 'active'"
        f" AND (known.message_id IS NULL OR {_AS_KNOWN}))",
        (language, task_type, int(objects)),
    ).fetchone()
    return int(row[0])


def is_usable(connection: Connection, check: CheckRow) -> bool:
    """Return whether a check still holds, and what it is about is still as it was."""
    row = connection.execute(
        f"SELECT 1 FROM attention_check AS known WHERE known.check_id = ? AND known.state <> 'retired'"  # noqa: S608 - constants
        f" AND (known.message_id IS NULL OR {_AS_KNOWN}))",
        (check.check_id,),
    ).fetchone()
    return row is not None


def set_state(connection: Connection, check_id: Key, state: str) -> None:
    """Note what became of a check."""
    connection.execute("UPDATE attention_check SET state = ? WHERE check_id = ?", (state, check_id))


def written_by_operator(connection: Connection) -> dict[Key, str]:
    """Return the states of the operator's checks, by their ids."""
    return dict(connection.execute("SELECT check_id, state FROM attention_check WHERE message_id IS NULL").fetchall())


def add_answer(connection: Connection, answer: CheckAnswerRow) -> None:
    """Store what somebody answered."""
    connection.execute(_ADD_ANSWER, _stored(answer))


def find_answer(connection: Connection, check_id: Key, person_id: Key) -> CheckAnswerRow | None:
    """Return what somebody answered to a check."""
    row = connection.execute(
        f"SELECT {_ANSWER_COLUMNS} FROM check_answer WHERE check_id = ? AND person_id = ?",  # noqa: S608 - constants
        (check_id, person_id),
    ).fetchone()
    return None if row is None else _answer(row)


def answers_to(connection: Connection, check_id: Key) -> list[CheckAnswerRow]:
    """Return all answers to a check."""
    rows = connection.execute(f"SELECT {_ANSWER_COLUMNS} FROM check_answer WHERE check_id = ?", (check_id,))  # noqa: S608 - constants
    return [_answer(row) for row in rows]


def trusted_results(connection: Connection, check_id: Key) -> list[bool]:
    """Return whether each of the trusted people who answered a check passed it."""
    rows = connection.execute("SELECT passed FROM check_answer WHERE check_id = ? AND trusted = 1", (check_id,))
    return [bool(passed) for (passed,) in rows]


def latest_votes(connection: Connection, person_id: Key, limit: int) -> list[tuple[bool, bool]]:
    """Return of somebody's latest checks, retired ones left out, whether they were to object, and whether they did."""
    rows = connection.execute(
        "SELECT attention_check.objects, check_answer.objected FROM check_answer JOIN attention_check USING (check_id)"
        " WHERE check_answer.person_id = ? AND attention_check.state <> 'retired'"
        " ORDER BY check_answer.answered_at DESC LIMIT ?",
        (person_id, limit),
    )
    return [(bool(to_object), bool(objected)) for to_object, objected in rows]


def counts(connection: Connection, person_id: Key | None = None, server_id: int | None = None) -> CheckCounts:
    """Return how many checks were answered and passed: by somebody, in a server, where that is given."""
    conditions = ["attention_check.state <> 'retired'"]
    if person_id is not None:
        conditions.append("check_answer.person_id = :person_id")
    if server_id is not None:
        conditions.append("check_answer.server_id = :server_id")
    row = connection.execute(
        "SELECT count(*), coalesce(sum(check_answer.passed), 0)"  # noqa: S608 - constants
        f" FROM check_answer JOIN attention_check USING (check_id) WHERE {' AND '.join(conditions)}",
        {"person_id": person_id, "server_id": server_id},
    ).fetchone()
    return CheckCounts(*row)


def _stored(row: Sequence[object]) -> list[object]:
    return [json.dumps(value, separators=(",", ":")) if isinstance(value, dict) else value for value in row]


def _check(row: Sequence[object]) -> CheckRow:
    check = CheckRow._make(row)
    return check._replace(
        task_type=TaskType(check.task_type), objects=bool(check.objects), expected=json.loads(str(check.expected))
    )


def _answer(row: Sequence[object]) -> CheckAnswerRow:
    answer = CheckAnswerRow._make(row)
    return answer._replace(
        mode=LabelMode(answer.mode),
        labels=json.loads(str(answer.labels)),
        passed=bool(answer.passed),
        objected=bool(answer.objected),
        trusted=bool(answer.trusted),
    )
