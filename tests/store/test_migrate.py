"""Tests of bringing a database to the newest form."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.store import Database
from bot.store.migrate import Migration, check_up_to_date, migrate, packaged_migrations, split_statements
from bot.store.untouched import APPLICATION_ID
from tests.clocks import StandingClock
from tests.store.filled import make_filled

FIRST = Migration(1, "first", "CREATE TABLE one (number INTEGER);\nINSERT INTO one VALUES (1);\n")
BEFORE_TOPICS = 22
BEFORE_IMPORTS = 34
SECOND = Migration(2, "second", "ALTER TABLE one ADD COLUMN text TEXT;")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """An empty database in memory, in autocommit mode."""
    opened = sqlite3.connect(":memory:", isolation_level=None)
    yield opened
    opened.close()


def tables(connection: sqlite3.Connection) -> set[str]:
    """The names of all tables."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_an_empty_database_gets_everything(connection: sqlite3.Connection) -> None:
    """All migrations are applied in order, noted with their time, and told."""
    assert migrate(connection, [FIRST, SECOND], 5) == [FIRST, SECOND]
    noted = connection.execute("SELECT number, title, digest, applied_at FROM migration").fetchall()
    assert noted == [(1, "first", FIRST.digest, 5), (2, "second", SECOND.digest, 5)]
    assert connection.execute("SELECT * FROM one").fetchall() == [(1, None)]


def test_only_what_is_missing_is_applied(connection: sqlite3.Connection) -> None:
    """A database of an older version gets what is new; one that is up to date nothing."""
    migrate(connection, [FIRST], 5)
    assert migrate(connection, [FIRST, SECOND], 6) == [SECOND]
    assert migrate(connection, [FIRST, SECOND], 7) == []


def test_an_edited_migration_is_noticed(connection: sqlite3.Connection) -> None:
    """A migration that was edited after it had been applied stops the start, and nothing is changed."""
    migrate(connection, [FIRST], 5)
    with pytest.raises(StartError, match="Migration 1 was edited"):
        migrate(connection, [Migration(1, "first", FIRST.sql + " "), SECOND], 6)
    assert connection.execute("SELECT * FROM one").fetchall() == [(1,)]


def test_a_newer_database_is_refused(connection: sqlite3.Connection) -> None:
    """A database that a newer version has written is not touched; the sentence says what to do."""
    migrate(connection, [FIRST, SECOND], 5)
    with pytest.raises(StartError, match="has migration 2, this version of the bot knows only 1"):
        migrate(connection, [FIRST], 6)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE two (number INTEGER); INSERT INTO missing VALUES (1);",
        "CREATE TABLE two (number INTEGER); this is no statement;",
        "CREATE TABLE two (number INTEGER); CREATE TABLE three (number",
    ],
)
def test_a_failed_migration_leaves_nothing(connection: sqlite3.Connection, sql: str) -> None:
    """Of a migration that fails, and of those applied with it, nothing remains, and it can be tried again."""
    with pytest.raises((sqlite3.Error, ValueError)):
        migrate(connection, [FIRST, Migration(2, "broken", sql)], 5)
    assert tables(connection) == {"migration"}
    assert not connection.in_transaction
    assert migrate(connection, [FIRST, SECOND], 6) == [FIRST, SECOND]


def test_a_database_is_marked_as_ours(connection: sqlite3.Connection) -> None:
    """A new database and one of before the mark get it with their migrations."""
    migrate(connection, [FIRST], 5)
    connection.execute("PRAGMA application_id = 0")
    migrate(connection, [FIRST], 6)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


async def test_a_failed_migration_is_told_by_the_setting(tmp_path: Path) -> None:
    """Where a migration meets a table that should not be there, the start stops with a sentence."""
    path = tmp_path / "bot.sqlite3"
    other = sqlite3.connect(path, isolation_level=None)
    migrate(other, [], 5)
    other.execute("CREATE TABLE person (name TEXT)")
    other.close()
    with pytest.raises(StartError, match=r"DATABASE_PATH: .*already exists"):
        async with Database(path, StandingClock()):
            pass


def test_the_form_is_compared_before_reading(connection: sqlite3.Connection) -> None:
    """Whoever only reads is told whether the database is older, newer or just right."""
    with pytest.raises(StartError, match="older version"):
        check_up_to_date(connection, [FIRST])
    migrate(connection, [FIRST], 5)
    check_up_to_date(connection, [FIRST])
    with pytest.raises(StartError, match="older version"):
        check_up_to_date(connection, [FIRST, SECOND])
    with pytest.raises(StartError, match="newer version"):
        check_up_to_date(connection, [])


def test_the_packaged_migrations_apply(connection: sqlite3.Connection) -> None:
    """The migrations of this installation are numbered without a gap, apply, and make only STRICT tables."""
    packaged = packaged_migrations()
    assert [migration.number for migration in packaged] == list(range(1, len(packaged) + 1))
    assert migrate(connection, packaged, 5) == list(packaged)
    loose = [
        name
        for _, name, kind, _, _, strict in connection.execute("PRAGMA table_list")
        if kind == "table" and not strict and not name.startswith("sqlite_")
    ]
    assert loose == []
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_refers_to_a_person_is_indexed(connection: sqlite3.Connection) -> None:
    """Every column that refers to a person leads an index, so that deleting one does not search whole tables."""
    migrate(connection, packaged_migrations(), 5)
    missing = []
    for table in sorted(tables(connection)):
        leads = {
            connection.execute(f"PRAGMA index_info({index[1]})").fetchone()[2]
            for index in connection.execute(f"PRAGMA index_list({table})").fetchall()
        }
        missing += [
            f"{table}.{key[3]}"
            for key in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            if key[2] in {"person", "contributor"} and key[3] not in leads
        ]
    assert missing == []


@pytest.mark.parametrize(
    ("script", "statements"),
    [
        ("", []),
        ("  \n-- nothing here; really\n  -- nor here\n", []),
        ("/* nothing;\n here */", []),
        ("SELECT 1;", ["SELECT 1;"]),
        ("SELECT 1; SELECT 2;", ["SELECT 1;", "SELECT 2;"]),
        ("SELECT ';'\n, ';';\nSELECT 2;", ["SELECT ';'\n, ';';", "SELECT 2;"]),
        ("SELECT 1; -- a; b\nSELECT 2;", ["SELECT 1;", "-- a; b\nSELECT 2;"]),
        (
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN\nSELECT 1;\nSELECT 2;\nEND;\nSELECT 3;",
            ["CREATE TRIGGER t AFTER INSERT ON a BEGIN\nSELECT 1;\nSELECT 2;\nEND;", "SELECT 3;"],
        ),
    ],
)
def test_a_script_is_cut_into_statements(script: str, statements: list[str]) -> None:
    """Strings, comments and triggers are not cut; several statements may stand on a line."""
    assert list(split_statements(script)) == statements


@pytest.mark.parametrize("script", ["SELECT 1", "SELECT 1; SELECT 2", "SELECT 1;\nSELECT '2;"])
def test_a_statement_without_an_end_is_refused(script: str) -> None:
    """A script that ends in the midst of a statement is a mistake of ours, and told."""
    with pytest.raises(ValueError, match="does not end"):
        list(split_statements(script))


def test_topics_come_to_a_filled_database(tmp_path: Path) -> None:
    """A database of before topics keeps its rows, whose trees and sessions have none."""
    rows = make_filled(tmp_path / "bot.sqlite3", BEFORE_TOPICS)
    connection = sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)
    migrate(connection, packaged_migrations()[: BEFORE_TOPICS + 2], 5)
    for table, column in (("tree", "topic"), ("open_work", "topic"), ("session", "wished_topic")):
        found = connection.execute(f"SELECT count(*), count({column}) FROM {table}").fetchone()  # noqa: S608 - ours
        assert found == (rows[table], 0)
    connection.close()


def test_earlier_imports_are_told_apart(tmp_path: Path) -> None:
    """Of what earlier versions imported the file is known; its texts count as a model's, people's stay people's."""
    make_filled(tmp_path / "bot.sqlite3", BEFORE_IMPORTS)
    connection = sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)
    for table in ("message", "tree"):
        connection.execute(f"UPDATE {table} SET author_id = NULL")  # noqa: S608 - ours
    connection.execute("UPDATE message SET synthetic = 0, deleted_at = NULL")
    numbers = "CAST(substr(origin, 6) AS INTEGER)"
    connection.execute(f"UPDATE tree SET origin = iif({numbers} > 3, NULL, iif({numbers} = 1, 'a.json', 'b.txt'))")  # noqa: S608 - ours
    imported = "(SELECT tree_id FROM tree WHERE origin IS NOT NULL)"
    connection.execute(f"UPDATE message SET session_id = NULL WHERE tree_id IN {imported}")  # noqa: S608 - ours
    trees = connection.execute("SELECT count(*) FROM tree WHERE origin = 'b.txt'").fetchone()[0]
    [of_a_person] = connection.execute(
        f"UPDATE message SET session_id = tree_id WHERE tree_id = (SELECT min(tree_id) FROM {imported})"  # noqa: S608 - ours
        " RETURNING message_id"
    ).fetchall()
    migrate(connection, packaged_migrations()[: BEFORE_IMPORTS + 1], 5)
    assert connection.execute("SELECT origin, file_name, trees, messages FROM import ORDER BY origin").fetchall() == [
        ("a.json", "a.json", 1, 0),
        ("b.txt", "b.txt", trees, 2),
    ]
    assert connection.execute(
        "SELECT synthetic, import_id FROM message WHERE message_id = ?", of_a_person
    ).fetchall() == [(0, None)]
    assert connection.execute("SELECT count(*) FROM message WHERE synthetic = 1 AND import_id > 0").fetchone() == (2,)
    assert connection.execute("SELECT count(*) FROM tree WHERE (origin IS NULL) <> (import_id IS NULL)").fetchone() == (
        0,
    )
    connection.close()
