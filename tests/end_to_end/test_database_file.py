"""The database file of a running bot: when it goes nothing is called saved; by no path does another process get it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own: its database is taken away."""
    async with run_bot(tmp_path_factory.mktemp("bereft")) as running:
        yield running


@pytest.mark.parametrize("is_replaced", [False, True])
async def test_nothing_is_called_saved(newcomer: Newcomer, running: RunningBot, is_replaced: bool) -> None:
    """Once the file was deleted or replaced nobody is told that something is saved; when it is back, all goes on."""
    running.provoked.log |= {"deleted or replaced", "chore failed"}
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), f"Written before, {ann.person.name}.")
    with taken_away(running.bot.database, is_replaced=is_replaced):
        outcome = await ann.person.press(preview, "Submit")
        ended = await running.bot.attempt("doctor")
    assert SAVED not in outcome.text
    assert "could not be saved" in outcome.text
    assert "the bot saves nothing any more" in " ".join(ended.output.split())
    assert "nothing is saved any more" in (running.folder / "bot.log").read_text("utf-8")
    assert SAVED in (await ann.press(preview, "Submit")).text
    running.expect_stored(f"Written before, {ann.person.name}.")


@contextmanager
def taken_away(database: Path, *, is_replaced: bool) -> Iterator[None]:
    """Take a file away, put another one in its place, and put it back in the end."""
    moved = database.with_name("moved.sqlite3")
    database.rename(moved)
    if is_replaced:
        shutil.copy(moved, database)
    try:
        yield
    finally:
        moved.rename(database)


@pytest.mark.parametrize("command", ["migrate", "import"])
@pytest.mark.parametrize("path", ["soft.sqlite3", "hard.sqlite3", "bot.sqlite3"])
async def test_one_process_for_the_file(running: RunningBot, path: str, command: str) -> None:
    """Neither a symbolic link nor a hard link nor a deleted lock file lets a second process at the file."""
    link = prepare(running.folder / path, running.bot.database)
    arguments = (command, "conversations.json") if command == "import" else (command,)
    ended = await running.bot.attempt(*arguments, DATABASE_PATH=str(link))
    assert ended.exit_code == 1
    assert "is in use by" in ended.errors
    assert ended.errors.count("\n") == 1


def prepare(link: Path, database: Path) -> Path:
    """Another path to the database, or the same without its lock file."""
    if link == database:
        Path(f"{link}.lock").unlink(missing_ok=True)
    elif link.name == "soft.sqlite3":
        link.unlink(missing_ok=True)
        link.symlink_to(database)
    elif not link.exists():
        link.hardlink_to(database)
    return link
