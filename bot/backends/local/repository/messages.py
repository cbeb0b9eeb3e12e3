"""Messages. The only place where their text is read or written."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.messages import Role
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.rules.open_work import Node
from bot.store import Connection


class MessageRow(NamedTuple):
    """A message with its text.

    Of an imported one, `import_id` says what brought it, `source_id` how it is called there, and `source_date` when it
    was written, while `created_at` is when it came.

    `quality` is what reviewers found who accepted it, from 0 to 1; `earned` what its author was paid for it by then, in
    tenths of a point, places in rankings apart.
    """

    message_id: Key
    tree_id: Key
    parent_id: Key | None
    author_id: Key | None
    session_id: Key | None
    server_id: int | None
    is_assistant: bool
    depth: int
    language: str
    text: str
    created_at: Moment
    edited_at: Moment | None = None
    deleted_at: Moment | None = None
    review_count: int = 0
    accepted: bool | None = None
    rank: int | None = None
    synthetic: bool = False
    model_name: str | None = None
    quality: float | None = None
    earned: int = 0
    earned_at: Moment | None = None
    import_id: int | None = None
    source_id: str | None = None
    source_date: Moment | None = None

    @property
    def role(self) -> Role:
        """Who speaks."""
        return Role.of(is_assistant=bool(self.is_assistant))


class WrittenRow(NamedTuple):
    """A message as its author looks back on it; `ranked_siblings` is how many replies were ranked with it."""

    message: MessageRow
    tree_state: TreeState
    ranked_siblings: int


class MessageCount(NamedTuple):
    """How many messages people wrote in a language and role."""

    language: str
    is_assistant: bool
    messages: int


_END_OF_TIME = 2**63 - 1

_COLUMNS = ", ".join(MessageRow._fields)
_QUALIFIED_COLUMNS = ", ".join(f"message.{name}" for name in MessageRow._fields)

_ADD = f"INSERT INTO message ({_COLUMNS}) VALUES ({', '.join('?' * len(MessageRow._fields))})"  # noqa: S608 - constants

_FIND = f"SELECT {_COLUMNS} FROM message WHERE message_id = ?"  # noqa: S608 - constants

_PATH = f"""
    WITH RECURSIVE path (message_id, parent_id) AS (
        SELECT message_id, parent_id FROM message WHERE message_id = ?
        UNION ALL
        SELECT message.message_id, message.parent_id FROM message JOIN path ON message.message_id = path.parent_id
    )
    SELECT {_QUALIFIED_COLUMNS} FROM path JOIN message USING (message_id) ORDER BY depth
"""  # noqa: S608 - constants

_NODES = (
    "SELECT message_id, parent_id, author_id, is_assistant, depth, language, review_count, accepted, deleted_at"
    " FROM message WHERE tree_id = ? ORDER BY depth, rowid"
)


def add(connection: Connection, message: MessageRow) -> None:
    """Add a message; its tree and its parent exist."""
    connection.execute(_ADD, message)


def add_all(connection: Connection, added: Sequence[MessageRow]) -> None:
    """Add messages; their trees exist, and their parents exist or are among those before them."""
    connection.executemany(_ADD, added)


def find(connection: Connection, message_id: Key) -> MessageRow | None:
    """Return the message with an id, deleted or not."""
    row = connection.execute(_FIND, (message_id,)).fetchone()
    return None if row is None else MessageRow(*row)


def path_to(connection: Connection, message_id: Key) -> list[MessageRow]:
    """Return the messages from the initial prompt to a message, both included; empty if there is no such message."""
    return [MessageRow(*row) for row in connection.execute(_PATH, (message_id,))]


def of_tree(connection: Connection, tree_id: Key) -> list[MessageRow]:
    """Return all messages of a tree, each after its parent, replies in the order in which they were written."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM message WHERE tree_id = ? ORDER BY depth, rowid",  # noqa: S608 - constants
        (tree_id,),
    )
    return [MessageRow(*row) for row in rows]


def replies_to(connection: Connection, parent_id: Key) -> list[MessageRow]:
    """Return all replies to a message, deleted ones included."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM message WHERE parent_id = ?", (parent_id,))  # noqa: S608 - constants
    return [MessageRow(*row) for row in rows]


def some(connection: Connection, message_ids: Sequence[Key]) -> dict[Key, MessageRow]:
    """Return messages by their ids; those that do not exist are absent."""
    marks = ", ".join("?" * len(message_ids))
    rows = connection.execute(f"SELECT {_COLUMNS} FROM message WHERE message_id IN ({marks})", message_ids)  # noqa: S608 - constants
    return {row[0]: MessageRow(*row) for row in rows}


def written_by(connection: Connection, author_id: Key, limit: int, before: Moment | None) -> list[WrittenRow]:
    """Return what somebody wrote before a moment, newest first."""
    rows = connection.execute(
        f"SELECT {_QUALIFIED_COLUMNS}, tree.state,"  # noqa: S608 - constants
        " (SELECT count(*) FROM message AS sibling WHERE message.rank IS NOT NULL"
        "   AND sibling.parent_id = message.parent_id AND sibling.rank IS NOT NULL)"
        " FROM message JOIN tree USING (tree_id) WHERE message.author_id = ? AND message.created_at < ?"
        " ORDER BY message.created_at DESC, message.rowid DESC LIMIT ?",
        (author_id, _END_OF_TIME if before is None else before, limit),
    )
    return [WrittenRow(MessageRow(*row[:-2]), TreeState(row[-2]), row[-1]) for row in rows]


def written_in(
    connection: Connection, server_id: int, author_id: Key | None, limit: int, before: Moment | None
) -> list[MessageRow]:
    """Return what was written in a server before a moment, newest first; by one person where one is given."""
    by = "" if author_id is None else " AND author_id = :author_id"
    # An index that has the order is used for each: the one by author, or the one by server.
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM message WHERE server_id = :server_id{by} AND created_at < :before"  # noqa: S608 - constants
        " ORDER BY created_at DESC, message_id DESC LIMIT :limit",
        {
            "server_id": server_id,
            "author_id": author_id,
            "before": _END_OF_TIME if before is None else before,
            "limit": limit,
        },
    )
    return [MessageRow(*row) for row in rows]


def ranking_counts(connection: Connection, message_ids: Sequence[Key]) -> dict[Key, int]:
    """Return how many people ranked the replies among which each message is; those never ranked may be absent."""
    marks = ", ".join("?" * len(message_ids))
    rows = connection.execute(
        "SELECT message.message_id, count(*) FROM message JOIN ranking USING (parent_id)"  # noqa: S608 - marks only
        f" WHERE message.message_id IN ({marks}) AND instr(ranked_ids, message.message_id) > 0 GROUP BY 1",
        message_ids,
    )
    return dict(rows.fetchall())


def nodes_of(connection: Connection, tree_id: Key) -> list[Node[Key]]:
    """Return the messages of a tree as the rules see them, each after its parent, replies in the order of writing."""
    return [
        Node(
            row[0],
            row[1],
            row[2],
            Role.ASSISTANT if row[3] else Role.PROMPTER,
            row[4],
            row[5],
            row[6],
            None if row[7] is None else bool(row[7]),
            row[8] is not None,
        )
        for row in connection.execute(_NODES, (tree_id,))
    ]


def servers_in(connection: Connection, tree_id: Key) -> dict[Key, int | None]:
    """Return the server that each message of a tree came from."""
    return dict(connection.execute("SELECT message_id, server_id FROM message WHERE tree_id = ?", (tree_id,)))


def accepted_in(connection: Connection, tree_id: Key, until: Moment | None = None) -> int:
    """Return how many accepted messages a tree has; of those written before a moment, where one is given."""
    row = connection.execute(
        "SELECT count(*) FROM message WHERE tree_id = ? AND accepted = 1 AND deleted_at IS NULL AND created_at < ?",
        (tree_id, _END_OF_TIME if until is None else until),
    ).fetchone()
    return int(row[0])


def messages_of_people(connection: Connection) -> list[MessageCount]:
    """Return how many messages people wrote in each language and role, deleted ones left out."""
    rows = connection.execute(
        "SELECT language, is_assistant, count(*) FROM message"
        " WHERE deleted_at IS NULL AND synthetic = 0 GROUP BY language, is_assistant"
    )
    return [MessageCount(*row) for row in rows]


def has_reply_by(connection: Connection, parent_id: Key, author_id: Key) -> bool:
    """Return whether somebody has replied to a message, deleted replies included."""
    row = connection.execute(
        "SELECT 1 FROM message WHERE parent_id = ? AND author_id = ?", (parent_id, author_id)
    ).fetchone()
    return row is not None


def has_reply(connection: Connection, parent_id: Key) -> bool:
    """Return whether anybody has replied to a message, deleted replies included."""
    return connection.execute("SELECT 1 FROM message WHERE parent_id = ?", (parent_id,)).fetchone() is not None


def set_reviews(
    connection: Connection, message_id: Key, review_count: int, accepted: bool | None, unsure_since: Moment | None
) -> None:
    """Note how many reviews a message has and what they decided.

    Args:
        connection: Of the transaction.
        message_id: Of which message.
        review_count: How many.
        accepted: What they decided; None while that is open.
        unsure_since: Now where they are enough but not clear, and more are asked for: kept from the first time on.
    """
    connection.execute(
        "UPDATE message SET review_count = ?, accepted = ?,"
        " unsure_since = CASE WHEN CAST(? AS INTEGER) IS NULL THEN NULL ELSE coalesce(unsure_since, ?) END"
        " WHERE message_id = ?",
        (review_count, accepted, unsure_since, unsure_since, message_id),
    )


def unsure_since(connection: Connection, moment: Moment, limit: int) -> list[MessageRow]:
    """Return messages that have been asked for more reviews since a moment or longer, the longest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM message WHERE unsure_since <= ? AND deleted_at IS NULL ORDER BY unsure_since LIMIT ?",  # noqa: S608 - constants
        (moment, limit),
    )
    return [MessageRow(*row) for row in rows]


def set_earned(
    connection: Connection, message_id: Key, quality: float | None, earned: int, earned_at: Moment | None
) -> None:
    """Note the quality that reviewers found in a message, and what its author was paid for it, in tenths, and when."""
    connection.execute(
        "UPDATE message SET quality = ?, earned = ?, earned_at = ? WHERE message_id = ?",
        (quality, earned, earned_at, message_id),
    )


def set_ranks(connection: Connection, message_id: Key, rank: int | None, rank_unweighed: int | None) -> None:
    """Note the place that the consensus gave to a reply, 0 for the best, and the one if all rankings counted alike."""
    connection.execute(
        "UPDATE message SET rank = ?, rank_unweighed = ? WHERE message_id = ?", (rank, rank_unweighed, message_id)
    )


def set_text(connection: Connection, message_id: Key, text: str, language: str, edited_at: Moment | None) -> None:
    """Replace the text of a message; `edited_at` only where somebody else than its author did it."""
    connection.execute(
        "UPDATE message SET text = ?, language = ?, edited_at = coalesce(?, edited_at) WHERE message_id = ?",
        (text, language, edited_at, message_id),
    )


def delete(connection: Connection, message_ids: Iterable[Key], deleted_at: Moment) -> None:
    """Take messages out of work and export; those that are out already keep their moment."""
    connection.executemany(
        "UPDATE message SET deleted_at = coalesce(deleted_at, ?) WHERE message_id = ?",
        [(deleted_at, message_id) for message_id in message_ids],
    )


def restore(connection: Connection, message_ids: Iterable[Key], deleted_at: Moment) -> None:
    """Bring messages back into work that were taken out at a moment, where their texts are still kept."""
    connection.executemany(
        "UPDATE message SET deleted_at = NULL WHERE message_id = ? AND deleted_at = ? AND text <> ''",
        [(message_id, deleted_at) for message_id in message_ids],
    )


def wipe_texts(connection: Connection, deleted_before: Moment) -> list[Key]:
    """Empty the messages that were deleted before a moment; return their ids."""
    rows = connection.execute(
        "UPDATE message SET text = '' WHERE deleted_at IS NOT NULL AND text <> '' AND deleted_at < ?"
        " RETURNING message_id",
        (deleted_before,),
    )
    return [row[0] for row in rows.fetchall()]


def below(connection: Connection, message_id: Key) -> list[Key]:
    """Return the ids of a message and of all that hang below it."""
    rows = connection.execute(
        "WITH RECURSIVE branch (message_id) AS (SELECT ? UNION ALL"
        " SELECT message.message_id FROM message JOIN branch ON message.parent_id = branch.message_id)"
        " SELECT message_id FROM branch",
        (message_id,),
    )
    return [row[0] for row in rows]
