"""Tests of connections and transactions."""

import asyncio
import json
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
import pytest

from bot.errors import StartError, StorageError
from bot.log import configure_logging
from bot.store import Database
from tests.clocks import StandingClock
from tests.prepared_database import prepared

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0

_LARGE_TABLE = "CREATE TABLE one_more AS SELECT zeroblob(1000000) AS more_than_the_free_pages_hold"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open database with an empty table `entry`."""
    async with Database(prepared(tmp_path / "bot.sqlite3"), StandingClock()) as opened:
        await opened.write(lambda connection: connection.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY)"))
        yield opened


def add(connection: sqlite3.Connection, number: int) -> int:
    """Add an entry; gives its number."""
    connection.execute("INSERT INTO entry VALUES (?)", (number,))
    return number


def entries(connection: sqlite3.Connection) -> list[int]:
    """All entries."""
    return [number for (number,) in connection.execute("SELECT number FROM entry ORDER BY number")]


def add_and_fail(connection: sqlite3.Connection, number: int) -> None:
    """Add an entry and think better of it."""
    add(connection, number)
    raise LookupError(number)


def pragma(connection: sqlite3.Connection, name: str) -> object:
    """The value of a setting of a connection."""
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


async def test_what_was_written_is_read(database: Database) -> None:
    """A write gives what its work returned, and its rows are there for every reader."""
    assert await database.write(add, 1) == 1
    assert await database.read(entries) == [1]


async def test_writes_survive_closing(tmp_path: Path) -> None:
    """What was written is there when the file is opened again, in a folder that was made for it."""
    path = tmp_path / "folder" / "bot.sqlite3"
    async with Database(path, StandingClock()) as database:
        await database.write(lambda connection: connection.execute("CREATE TABLE entry (number INTEGER)"))
        await database.write(add, 7)
    async with Database(path, StandingClock()) as database:
        assert database.path == path
        assert await database.read(entries) == [7]


async def test_a_failure_undoes_its_own_work_only(database: Database) -> None:
    """Of works that share a commit, one that fails leaves nothing, and the others are stored as a whole."""
    results = await asyncio.gather(
        *(database.write(add_and_fail if number % 3 == 0 else add, number) for number in range(60)),
        return_exceptions=True,
    )
    failed = [number for number, result in enumerate(results) if isinstance(result, LookupError)]
    assert failed == list(range(0, 60, 3))
    assert await database.read(entries) == [number for number in range(60) if number % 3]


async def test_a_broken_constraint_undoes_its_own_work_only(database: Database) -> None:
    """An error of a statement fails its own work, with SQLite's own error."""
    first, second, third = await asyncio.gather(
        database.write(add, 1),
        database.write(add, 1),
        database.write(add, 2),
        return_exceptions=True,
    )
    assert (first, third) == (1, 2)
    assert isinstance(second, sqlite3.IntegrityError)
    assert await database.read(entries) == [1, 2]


async def test_waiting_writes_share_a_commit(database: Database) -> None:
    """Works that wait at the same time are run in one transaction."""
    started = threading.Event()
    let_go = threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        started.set()
        assert let_go.wait(PATIENCE_SECONDS)

    async def count_transactions() -> int:
        # The file's change counter rises with each transaction of this connection.
        return int(str(await database.read(pragma, "data_version")))

    before = await count_transactions()
    holding = asyncio.create_task(database.write(hold))
    assert await asyncio.to_thread(started.wait, PATIENCE_SECONDS)
    waiting = [asyncio.create_task(database.write(add, number)) for number in range(50)]
    await asyncio.sleep(0)
    let_go.set()
    await asyncio.gather(holding, *waiting)
    assert await count_transactions() == before + 1


async def test_nobody_returns_before_the_commit(database: Database) -> None:
    """A write that is done waits for those that share its commit: it is not told before it is on the disk."""
    started = threading.Event()
    let_go = threading.Event()

    def hold(connection: sqlite3.Connection) -> None:
        started.set()
        assert let_go.wait(PATIENCE_SECONDS)
        add(connection, 2)

    first = asyncio.create_task(database.write(add, 1))
    second = asyncio.create_task(database.write(hold))
    assert await asyncio.to_thread(started.wait, PATIENCE_SECONDS)
    assert not first.done()
    assert await database.read(entries) == []
    let_go.set()
    await asyncio.gather(first, second)
    assert await database.read(entries) == [1, 2]


async def test_more_writes_than_one_commit_holds(database: Database) -> None:
    """A thousand writes at the same time are all stored, in the order in which they were asked for."""
    order: list[int] = []

    def note(connection: sqlite3.Connection, number: int) -> None:
        order.append(add(connection, number))

    await asyncio.gather(*(database.write(note, number) for number in range(1_000)))
    assert order == list(range(1_000))
    assert len(await database.read(entries)) == 1_000


async def test_a_cancelled_caller_leaves_all_or_nothing(database: Database) -> None:
    """A caller that gives up does not tear a write apart, nor disturb those of others."""

    def add_two(connection: sqlite3.Connection) -> None:
        add(connection, 1)
        add(connection, 2)

    caller = asyncio.create_task(database.write(add_two))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await database.write(add, 3)
    assert await database.read(entries) in ([3], [1, 2, 3])


async def test_a_cancelled_caller_of_a_failing_write_is_quiet(database: Database) -> None:
    """Nobody is left to be told of the failure of a write whose caller gave up; the loop hears no complaint."""
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    caller = asyncio.create_task(database.write(add_and_fail, 1))
    await asyncio.sleep(0)
    caller.cancel()
    await asyncio.gather(caller, return_exceptions=True)
    await database.write(add, 2)
    del caller
    assert await database.read(entries) == [2]
    assert complaints == []


@pytest.mark.parametrize("kind", ["write", "read"])
async def test_a_work_that_runs_out_of_items_does_not_hang(database: Database, kind: str) -> None:
    """A StopIteration, which no future carries, reaches the caller as another error, and the database goes on."""

    def take_from_nothing(_: sqlite3.Connection) -> object:
        return next(iter([]))

    call = database.write if kind == "write" else database.read
    with pytest.raises(RuntimeError, match="StopIteration"):
        await asyncio.wait_for(call(take_from_nothing), PATIENCE_SECONDS)
    assert await asyncio.wait_for(database.write(add, 1), PATIENCE_SECONDS) == 1


async def test_a_full_database_is_told_and_goes_on(database: Database) -> None:
    """When the file can grow no more, the write is refused with a sentence of ours; afterwards all goes on."""

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE filling (text TEXT)")
        connection.executemany("INSERT INTO filling VALUES (?)", [("x" * 4_000,)] * 100)

    pages = await database.write(pragma, "page_count")
    await database.write(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchone())
    with pytest.raises(StorageError) as caught:
        await database.write(fill)
    cause = caught.value.__cause__
    assert isinstance(cause, sqlite3.Error)
    assert cause.sqlite_errorcode == sqlite3.SQLITE_FULL
    assert await database.read(entries) == []
    await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 1000000").fetchone())
    await database.write(fill)
    assert await database.write(add, 1) == 1


async def test_a_full_disk_refuses_the_whole_commit(database: Database) -> None:
    """Nobody in a commit that the disk refuses is told that they were stored, and nothing of it was."""

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE filling (text TEXT)")
        connection.executemany("INSERT INTO filling VALUES (?)", [("x" * 4_000,)] * 100)

    pages = await database.write(pragma, "page_count")
    await database.write(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchone())
    results = await asyncio.gather(database.write(add, 1), database.write(fill), return_exceptions=True)
    stored = await database.read(entries)
    assert isinstance(results[1], StorageError)
    assert stored == ([1] if results[0] == 1 else [])


async def test_a_disk_that_takes_no_more_is_told_and_goes_on(tmp_path: Path) -> None:
    """A refusal by the operating system at the very commit is told as such, and the next write is stored."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.store.full_disk",
        str(tmp_path / "bot.sqlite3"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, log = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    assert output.decode().splitlines() == [
        *("1 stored", "2 refused", "2 refused", "log emptied: False", "log emptied: True", "3 stored", "[1, 3]")
    ]
    told = [json.loads(line) for line in log.splitlines()]
    assert [line["level"] for line in told] == ["error", "warning", "info"]
    assert told[0]["event"].startswith("nothing can be stored: ")
    assert told[0]["folder"] == str(tmp_path)


@pytest.mark.usefixtures("restored_logging")
async def test_a_full_disk_is_told_once(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    """However many writes fail, the log has one error with what to do, and says when it is over."""
    configure_logging("INFO", "json", ())
    pages = await database.write(pragma, "page_count")
    await database.write(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchone())
    for _ in range(3):
        with pytest.raises(StorageError):
            await database.write(lambda connection: connection.execute(_LARGE_TABLE))
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["level"] for line in told] == ["error"]
    assert "the disk is full. Make room on it" in told[0]["event"]
    await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 1000000").fetchone())
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in told] == ["the database can be written again"]


async def test_a_killed_process_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """After a kill in the midst of writes all that was acknowledged is there, whole, and the file is sound."""
    path = tmp_path / "bot.sqlite3"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.store.writer", str(path), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    acknowledged = [int(await asyncio.wait_for(process.stdout.readline(), PATIENCE_SECONDS)) for _ in range(400)]
    process.kill()
    rest, _ = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    # The last line may have been torn.
    acknowledged += [int(line) for line in rest.split(b"\n")[:-1]]
    async with Database(path, StandingClock()) as database:
        one = await database.read(lambda connection: connection.execute("SELECT number FROM one").fetchall())
        two = await database.read(lambda connection: connection.execute("SELECT number FROM two").fetchall())
        assert {(number,) for number in acknowledged} <= set(one)
        assert sorted(one) == sorted(two)
        assert await database.read(pragma, "integrity_check") == "ok"


async def test_a_reader_sees_one_state(database: Database) -> None:
    """All statements of one read see the state at its first, whatever is written meanwhile."""
    reading = threading.Event()
    written = threading.Event()

    def read_twice(connection: sqlite3.Connection) -> tuple[list[int], list[int]]:
        before = entries(connection)
        reading.set()
        assert written.wait(PATIENCE_SECONDS)
        return before, entries(connection)

    reader = asyncio.create_task(database.read(read_twice))
    assert await asyncio.to_thread(reading.wait, PATIENCE_SECONDS)
    await database.write(add, 1)
    written.set()
    assert await reader == ([], [])
    assert await database.read(entries) == [1]


async def test_a_reader_cannot_write(database: Database) -> None:
    """A read that tries to write fails and changes nothing."""
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.read(add, 1)
    assert await database.read(entries) == []


async def test_a_failing_read_leaves_the_reader_usable(database: Database) -> None:
    """An error in a read reaches its caller; the next read works."""
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await database.read(lambda connection: connection.execute("SELECT * FROM missing").fetchall())
    assert await database.read(entries) == []


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)]
)
async def test_every_connection_is_set_up(database: Database, name: str, value: object) -> None:
    """Writing and reading connections have a write-ahead log, full syncs, foreign keys and secure deletion."""
    assert await database.write(pragma, name) == value
    assert await database.read(pragma, name) == value


async def test_a_reading_database_stands_beside(database: Database) -> None:
    """A second opening for reading sees what the first writes, and cannot write."""
    async with Database(database.path, StandingClock(), reading_only=True) as beside:
        await database.write(add, 1)
        assert await beside.read(entries) == [1]
        with pytest.raises(RuntimeError, match="not open for writing"):
            await beside.write(add, 2)


async def test_two_write_beside_each_other(database: Database) -> None:
    """A second opening beside the first writes too; each sees what the other has written, and nothing is lost."""
    async with Database(database.path, StandingClock(), beside=True) as beside:
        await asyncio.gather(
            *(
                opened.write(add, 2 * number + odd)
                for number in range(20)
                for odd, opened in enumerate((database, beside))
            )
        )
        assert sorted(await database.read(entries)) == sorted(await beside.read(entries)) == list(range(40))


async def test_reading_what_is_not_there(tmp_path: Path) -> None:
    """Opening for reading makes no file: where there is none, a sentence says so."""
    path = tmp_path / "bot.sqlite3"
    with pytest.raises(StartError, match="there is no database"):
        async with Database(path, StandingClock(), reading_only=True):
            pass
    assert not path.exists()


async def test_a_closed_database_refuses(tmp_path: Path) -> None:
    """Before it is opened and after it was closed, a database refuses instead of letting its caller wait for ever."""
    database = Database(tmp_path / "bot.sqlite3", StandingClock())
    with pytest.raises(RuntimeError, match="not open"):
        await database.write(add, 1)
    async with database:
        pass
    for call in (database.write, database.read):
        with pytest.raises(RuntimeError, match="not open"):
            await call(entries)
    for erase in (database.truncate_log, database.rewrite):
        with pytest.raises(RuntimeError, match="not open"):
            await erase()


async def test_closing_finishes_what_waits(tmp_path: Path) -> None:
    """Writes that were asked for before the end are stored before the file is closed."""
    path = tmp_path / "bot.sqlite3"
    async with Database(path, StandingClock()) as database:
        await database.write(lambda connection: connection.execute("CREATE TABLE entry (number INTEGER)"))
        waiting = [asyncio.create_task(database.write(add, number)) for number in range(300)]
        await asyncio.sleep(0)
    assert await asyncio.gather(*waiting) == list(range(300))


async def test_a_write_during_closing_is_refused(tmp_path: Path) -> None:
    """A write that comes while the database is being closed is refused, not forgotten."""
    database = Database(tmp_path / "bot.sqlite3", StandingClock())
    started = threading.Event()
    let_go = threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        started.set()
        assert let_go.wait(PATIENCE_SECONDS)

    await database.__aenter__()
    holding = asyncio.create_task(database.write(hold))
    assert await asyncio.to_thread(started.wait, PATIENCE_SECONDS)
    closing = asyncio.create_task(database.__aexit__(None, None, None))
    await asyncio.sleep(0)
    with pytest.raises(RuntimeError, match="not open"):
        await database.write(entries)
    let_go.set()
    await asyncio.gather(holding, closing)


@pytest.mark.parametrize(
    "content", [b"this is a text file, and no database at all. " * 50, b"SQLite format 3\0" + b"x" * 5_000]
)
async def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is no database is refused with the setting's name, and stays as it is."""
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StartError, match=r"DATABASE_PATH: .*notes\.txt"):
        async with Database(path, StandingClock()):
            pass
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["", "file/bot.sqlite3"])
async def test_a_path_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    """A folder, or a path below a file, is refused with the setting's name."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StartError, match="DATABASE_PATH: "):
        async with Database(tmp_path / name, StandingClock()):
            pass


async def test_a_database_that_is_no_file_is_refused() -> None:
    """A database in memory, which each connection would have of its own, is refused."""
    with pytest.raises(StartError, match="write-ahead log"):
        async with Database(Path(":memory:"), StandingClock()):
            pass


async def test_the_two_private_names_of_aiosqlite(tmp_path: Path) -> None:
    """`_conn` is the connection of sqlite3, and `_execute` runs a function on that connection's own thread."""
    async with aiosqlite.connect(tmp_path / "bot.sqlite3") as connection:
        assert isinstance(connection._conn, sqlite3.Connection)
        idents = [await connection._execute(threading.get_ident) for _ in range(2)]  # type: ignore[no-untyped-call]  # not annotated there
        assert idents[0] == idents[1] != threading.get_ident()
        assert await connection._execute(divmod, 7, 2) == (3, 1)  # type: ignore[no-untyped-call]  # not annotated there
        with pytest.raises(ZeroDivisionError):
            await connection._execute(divmod, 7, 0)  # type: ignore[no-untyped-call]  # not annotated there
