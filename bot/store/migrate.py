"""Brings a database file to the newest form: every numbered SQL file that it has not seen, all or none."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from bot.errors import StartError
from bot.store.untouched import APPLICATION_ID

_COMMENTS = re.compile(r"(?:\s|--[^\n]*(?:\n|\Z)|/\*.*?\*/)*", re.DOTALL)
_NAME = re.compile(r"(?P<number>\d{4})_(?P<title>[a-z0-9_]+)\.sql")


@dataclass(frozen=True)
class Migration:
    """One numbered step of the database's form."""

    number: int
    title: str
    sql: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the SQL in hexadecimal: an applied migration that was edited afterwards is noticed."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


@cache
def packaged_migrations() -> tuple[Migration, ...]:
    """Return the migrations that come with the bot, ordered by number; read once.

    Raises:
        StartError: Two files have one number, or a number is missing.
    """
    found = []
    for file in files("bot.store.migrations").iterdir():
        if match := _NAME.fullmatch(file.name):
            found.append(Migration(int(match["number"]), match["title"], file.read_text(encoding="utf-8")))
    found.sort(key=lambda migration: migration.number)
    if [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise StartError("The migrations of this installation are not numbered 1, 2, 3 …: install it anew.")
    return tuple(found)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration], applied_at: int) -> list[Migration]:
    """Apply what is missing, in one transaction: a failure, or a kill, leaves the database as it was.

    Args:
        connection: In autocommit mode (`isolation_level=None`).
        migrations: All known migrations, ordered by number.
        applied_at: The moment to note, in milliseconds since the Unix epoch.

    Returns:
        The migrations that were applied now.

    Raises:
        StartError: The file was written by a newer version of the bot, or an applied migration has changed since.
    """
    pending = missing_migrations(connection, migrations)
    _mark_as_ours(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in pending:
            for statement in split_statements(migration.sql):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO migration (number, title, digest, applied_at) VALUES (?, ?, ?, ?)",
                (migration.number, migration.title, migration.digest, applied_at),
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return pending


def missing_migrations(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> list[Migration]:
    """Return what a database does not have yet of all known migrations, in order.

    Raises:
        StartError: The file was written by a newer version of the bot, or an applied migration has changed since.
    """
    applied = applied_migrations(connection)
    check_known(applied, migrations)
    return [migration for migration in migrations if migration.number not in applied]


def applied_migrations(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the digests of the migrations that a database has, by number, in order; none where it is new."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone() is None:
        return {}
    return dict(connection.execute("SELECT number, digest FROM migration ORDER BY number"))


def check_known(applied: Mapping[int, str], migrations: Sequence[Migration]) -> None:
    """See that what a database has is what this version of the bot would have given it.

    Args:
        applied: From `applied_migrations`.
        migrations: All known migrations.

    Raises:
        StartError: The file was written by a newer version of the bot, or an applied migration has changed since.
    """
    known = {migration.number: migration for migration in migrations}
    if newer := [number for number in applied if number not in known]:
        raise StartError(
            f"The database has migration {max(newer)}, this version of the bot knows only {max(known, default=0)}. "
            "Run the newer version again, or restore a backup that is older."
        )
    for number, digest in applied.items():
        if known[number].digest != digest:
            raise StartError(
                f"Migration {number} was edited after it had been applied to this database. Install the bot anew."
            )


def check_up_to_date(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """See that a database has exactly the form that these migrations give it.

    Raises:
        StartError: It is older or newer; the sentence says what to do.
    """
    applied = applied_migrations(connection)
    if len(applied) < len(migrations):
        raise StartError("The database is of an older version. Stop the bot and run: python -m bot migrate")
    if len(applied) > len(migrations):
        raise StartError("The database is of a newer version of the bot than this one.")


def _mark_as_ours(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,):
        return
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration "
        "(number INTEGER PRIMARY KEY, title TEXT NOT NULL, digest TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT"
    )
    connection.execute("COMMIT")


def split_statements(script: str) -> Iterator[str]:
    """Cut a script into its statements (`executescript` would commit behind our back).

    Yields:
        A statement without the blanks around it.

    Raises:
        ValueError: The last statement has no end.
    """
    statement = ""
    for part in re.split(r"(?<=;)", script):
        statement += part
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if not _COMMENTS.fullmatch(statement):
        raise ValueError(f"a statement does not end: {statement.strip()[:80]}")
