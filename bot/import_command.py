"""`python -m bot import`: files one after the other, each with a bar while it is read."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from bot.backends.local import ImportReport, ImportWishes, LocalBackend, listing
from bot.core import open_core, open_core_for_reading
from bot.errors import StartError
from bot.settings import Settings


async def import_files(settings: Settings, files: Sequence[Path], wishes: ImportWishes) -> bool:
    """Import files, and print what became of each; one that cannot be imported does not hold up the others.

    Args:
        settings: Of the bot, which is not running.
        files: Which.
        wishes: What the operator says of them.

    Returns:
        Whether all could be imported.

    Raises:
        StartError: The database cannot be opened, or is elsewhere.
    """
    told, troubles = Console(soft_wrap=True, highlight=False, markup=False), Console(stderr=True)
    failed = 0
    async with open_core(settings) as core:
        backend = core.local_backend
        for file in files:
            try:
                report = await _import(backend, file, settings.default_language, wishes, troubles)
            except StartError as error:
                failed += 1
                troubles.print(f"error: {error}", soft_wrap=True, highlight=False, markup=False)
            else:
                told.print(str(report))
    return not failed


async def list_imports(settings: Settings) -> str:
    """Return what was imported so far, a line each. The bot may be running.

    Raises:
        StartError: As above.
    """
    async with open_core_for_reading(settings) as core:
        return listing(await core.local_backend.imports())


async def undo_import(settings: Settings, number: int) -> str:
    """Take an import out again, and return what went.

    Raises:
        StartError: As above; or there is no such import, or somebody has built on it.
    """
    async with open_core(settings) as core:
        return str(await core.local_backend.take_out_import(number))


async def _import(
    backend: LocalBackend, file: Path, default_language: str, wishes: ImportWishes, console: Console
) -> ImportReport:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        size = await asyncio.to_thread(_size_of, file)
        task = bar.add_task(escape(file.name), total=size)
        return await backend.import_file(file, default_language, wishes, lambda done: bar.update(task, advance=done))


def _size_of(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:  # which is told when it is to be read
        return None
