"""The pool of trees and the bot's own tables are two databases in thought: no migration touches both."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final

import pytest

from bot.store.migrate import Migration, migrate, packaged_migrations, split_statements

LAST_WITHOUT_A_SIDE: Final = 12
"""The number of the last migration that is older than the rule."""

TABLES: Final = {
    "pool": {
        *("tree", "tree_count", "message", "open_work", "open_work_basis", "package"),
        *("review", "ranking", "skip", "reaction", "recent_text", "barred", "person_note", "unlisted"),
        *("text_sketch", "text_band", "text_without_sketch", "attention_check", "check_answer"),
        *("import", "foreign_annotation"),
        *("dataset_release", "released_row"),
        *("contributor", "consent", "ban", "contribution_count", "reception_count", "standing"),
        *("standing_day", "trust", "event"),
        *("moderation_case", "case_signal", "decision", "decision_row"),
    },
    "bot": {
        *("person", "consent_event", "person_language", "hidden_person", "deletion", "deletion_rest", "rewrite_wanted"),
        *("session", "submitted_text", "recent_action", "outbox", "notice", "message_origin"),
        *("work_thread", "server_setting", "withdrawal", "shared_profile", "posted_task"),
        *("posted_boards", "board_webhook", "board_message", "board_row", "good_news", "good_news_told"),
        *("level_role", "level_role_holder", "level_role_trouble", "failed_start", "server_greeting", "left_server"),
        *("case_card", "case_card_message", "case_card_person", "case_claim", "decision_under_way", "moderation_told"),
    },
}
"""Every table, by its side. Whoever adds one lists it here."""

DROPPED: Final = {
    "pool": {"report", "flagged_message", "reception_count_of_all"},
    "bot": {"good_news_told_anew", "moderation_log_told"},
}
"""Tables that a migration has dropped, by their side."""

OF_EITHER: Final = {"migration", "secret"}
"""Tables that each of two databases would have for itself."""

_TABLE_IN_SECOND_PLACE: Final = {
    sqlite3.SQLITE_CREATE_INDEX,
    sqlite3.SQLITE_DROP_INDEX,
    sqlite3.SQLITE_CREATE_TRIGGER,
    sqlite3.SQLITE_DROP_TRIGGER,
    sqlite3.SQLITE_ALTER_TABLE,
}
_TABLE_IN_FIRST_PLACE: Final = {
    sqlite3.SQLITE_CREATE_TABLE,
    sqlite3.SQLITE_DROP_TABLE,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_INSERT,
    sqlite3.SQLITE_UPDATE,
    sqlite3.SQLITE_DELETE,
}


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A database in memory, in the form that it had when the rule came."""
    opened = sqlite3.connect(":memory:", isolation_level=None)
    migrate(opened, packaged_migrations()[:LAST_WITHOUT_A_SIDE], 0)
    yield opened
    opened.close()


def touched(connection: sqlite3.Connection, sql: str) -> set[str]:
    """Execute a script; the tables that its statements name, as SQLite itself understands them."""
    found: set[str] = set()
    before = references(connection)

    def note(action: int, first: str | None, second: str | None, *_: str | None) -> int:
        if action in _TABLE_IN_FIRST_PLACE:
            found.add(first or "")
        elif action in _TABLE_IN_SECOND_PLACE:
            found.add(second or "")
        return sqlite3.SQLITE_OK

    for statement in split_statements(sql):
        connection.set_authorizer(note)
        connection.execute(statement)
        connection.set_authorizer(None)
    found |= {target for _, target in references(connection) - before}
    # SQLite's own: its tables, and functions that are read like tables.
    return {name for name in found if not name.startswith(("sqlite_", "json_"))} - OF_EITHER


def references(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Which table has foreign keys to which."""
    return set(
        connection.execute(
            'SELECT master.name, key."table" FROM sqlite_master AS master, pragma_foreign_key_list(master.name) AS key'
        )
    )


def mistakes(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> list[str]:
    """What is wrong with migrations that came after the rule; executes them."""
    found = []
    for migration in migrations:
        side = migration.title.partition("_")[0]
        strangers = touched(connection, migration.sql) - TABLES.get(side, set()) - DROPPED.get(side, set())
        if strangers:
            found.append(f"{migration.number:04}_{migration.title} touches {', '.join(sorted(strangers))}")
    return found


def test_every_table_has_a_side(connection: sqlite3.Connection) -> None:
    """Each table of the schema is listed once, and no other."""
    migrate(connection, packaged_migrations(), 0)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    listed = [*TABLES["pool"], *TABLES["bot"], *OF_EITHER]
    assert sorted(listed) == sorted(name for name in tables if not name.startswith("sqlite_"))


def test_a_migration_touches_one_side(connection: sqlite3.Connection) -> None:
    """The name of a migration says which side it is about, and it touches no table of the other."""
    assert mistakes(connection, packaged_migrations()[LAST_WITHOUT_A_SIDE:]) == []


@pytest.mark.parametrize(
    ("title", "sql", "stranger"),
    [
        ("pool_fine", "ALTER TABLE tree ADD COLUMN novel TEXT; CREATE INDEX i ON tree (novel);", None),
        ("bot_fine", "UPDATE person SET display_name = ''; INSERT INTO secret VALUES ('x', x'00');", None),
        ("pool_reads", "DELETE FROM review WHERE person_id IN (SELECT person_id FROM person);", "person"),
        ("bot_writes", "INSERT INTO notice SELECT 1, person_id, '', '', 0 FROM contributor;", "contributor"),
        ("pool_index", "CREATE INDEX i ON session (state);", "session"),
        ("bot_alters", "ALTER TABLE message ADD COLUMN card_id INTEGER;", "message"),
        ("bot_drops", "DROP TABLE skip;", "skip"),
        ("pool_refers", "ALTER TABLE tree ADD COLUMN owner BLOB REFERENCES person (person_id);", "person"),
        ("bot_trigger", "CREATE TRIGGER t AFTER INSERT ON tree BEGIN DELETE FROM notice; END;", "tree"),
        ("pool_new", "CREATE TABLE novel (number INTEGER);", "novel"),
        ("fine", "UPDATE person SET display_name = '';", "person"),
    ],
)
def test_what_touches_the_other_side_is_found(
    connection: sqlite3.Connection, title: str, sql: str, stranger: str | None
) -> None:
    """A table of the other side, an unlisted one, and a name that says no side, are each noticed."""
    expected = [] if stranger is None else [f"0013_{title} touches {stranger}"]
    assert mistakes(connection, [Migration(13, title, sql)]) == expected
