"""Can the database be read and written, is it sound, is there room for it, and who uses it?"""

import asyncio
import os
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.backends.local.repository.trees import counts_by_state
from bot.errors import StartError
from bot.operation.examination import Examination, failed, fine, warning
from bot.operation.findings import Finding
from bot.server_setup.needs import features_in_use
from bot.store import Connection
from bot.store.lock import find_holder
from bot.store.migrate import applied_migrations, check_known, packaged_migrations
from bot.store.owner_only import files_open_to_others
from bot.store.untouched import check_ownership, check_soundness, open_untouched, what_to_do_about_damage

DATABASE: Final = "database"

_LOOKING_SECONDS: Final = 10.0
_MEBIBYTE: Final = 1024**2
_LITTLE_ROOM: Final = 1024 * _MEBIBYTE
_NO_ROOM: Final = 64 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class Form:
    """How far a database is on its way to the form of this version: applied migrations, of all that there are."""

    applied: int
    known: int


async def check_database(examination: Examination) -> list[Finding]:
    """Look at the database file from all sides, and change nothing."""
    return await asyncio.to_thread(_look, examination, examination.settings.database_path)


def _look(examination: Examination, path: Path) -> list[Finding]:
    return [
        *_look_into(examination, path),
        *_look_at_modes(path),
        *_look_at_folder(path),
        *_look_at_lock(examination, path),
    ]


def _look_into(examination: Examination, path: Path) -> list[Finding]:
    try:
        check_ownership(path)
        if not path.exists() or path.stat().st_size == 0:
            return [fine(DATABASE, f"There is none yet at {path}: the bot makes it when it starts.")]
        is_seen_through = check_soundness(path, _LOOKING_SECONDS)
        with open_untouched(path) as connection:
            form = _form(connection)
            if form.applied == form.known:
                examination.in_use = features_in_use(connection)
                examination.trees = counts_by_state(connection)
    except StartError as error:
        return [failed(DATABASE, str(error))]
    except (sqlite3.Error, OSError) as error:
        return [failed(DATABASE, f"{path} cannot be read as a database: {_reason(error)}. {_what_to_do(path, error)}")]
    size = f"{path.stat().st_size / _MEBIBYTE:,.1f} MiB"
    look = "no fault found" if is_seen_through else f"no fault found within {_LOOKING_SECONDS:.0f} seconds"
    if form.applied < form.known:
        text = (
            f"{path} is of an older version (form {form.applied} of {form.known}): the bot brings it up to date when "
            "it starts, and makes a backup before, for which there must be room."
        )
        return [warning(DATABASE, text)]
    return [fine(DATABASE, f"{path} can be read: form {form.applied} of {form.known}, {size}, {look}.")]


def _form(connection: Connection) -> Form:
    """Look how far the database is.

    Raises:
        StartError: it is of a newer version, or of none of ours.
        sqlite3.Error: it cannot be read.
    """
    applied, known = applied_migrations(connection), packaged_migrations()
    check_known(applied, known)
    return Form(len(applied), len(known))


def _look_at_modes(path: Path) -> Iterator[Finding]:
    if found := files_open_to_others(path):
        names = " ".join(shlex.quote(str(file)) for file in found)
        yield warning(
            DATABASE,
            f"Other users of this machine may read what contributors wrote, and who they are. Run: chmod go= {names}",
        )


def _look_at_folder(path: Path) -> Iterator[Finding]:
    folder = path.parent.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    for place in (folder, path):
        if place.exists() and not os.access(place, os.W_OK):
            yield failed(
                DATABASE,
                f"{place} cannot be written by this user. Let the bot's user write there, or name a file elsewhere in "
                "DATABASE_PATH.",
            )
            return
    if path.is_file() and path.stat().st_nlink > 1:
        yield warning(
            DATABASE,
            f"{path} has other names too (hard links). What was written last is in the log beside the name by which it "
            "was opened: remove the other names, or never use them.",
        )
    free = shutil.disk_usage(folder).free
    size = path.stat().st_size if path.is_file() else 0
    room = f"{free / _MEBIBYTE:,.0f} MiB are free in {folder}"
    if free < _NO_ROOM:
        yield failed(DATABASE, f"Only {room}: soon nothing can be stored. Make room.")
    elif free < max(_LITTLE_ROOM, size):
        yield warning(
            DATABASE,
            f"Only {room}. After a deletion the file is written anew, and before an update it is copied; each takes as "
            f"much room again as it has ({size / _MEBIBYTE:,.0f} MiB). Make room.",
        )


def _look_at_lock(examination: Examination, path: Path) -> Iterator[Finding]:
    try:
        holder = find_holder(path)
    except OSError as error:
        yield warning(
            DATABASE,
            f"It cannot be seen whether a bot uses it ({error.strerror}: {error.filename}). "
            "Run doctor as the bot's user.",
        )
        return
    examination.bot_is_running = holder is not None
    if holder is not None and holder.has_the_file:
        yield fine(DATABASE, f"In use by the process {holder.process}: a bot is running on it.")
    elif holder is not None:
        yield failed(
            DATABASE,
            f"A bot is running (process {holder.process}), but the file at {path} is not the one that it opened: that "
            "was deleted or replaced meanwhile, and the bot saves nothing any more. Stop it, put the right file in "
            "place, and start it again.",
        )


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)


def _what_to_do(path: Path, error: Exception) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR}:
        return what_to_do_about_damage(path)
    if code == sqlite3.SQLITE_NOTADB:
        return "Name another file in DATABASE_PATH; this one is left as it is."
    return "Let the bot's user read and write it and its folder, or name another file in DATABASE_PATH."
