"""Making a release: written, noted in the pool, then given its name.

It is noted before it has its name. A process that ends between the two leaves a note of a release that nobody has,
which does no harm; the other way round it would leave a release of which nobody ever learns what was deleted since.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.dataset.progress import Progress
from bot.dataset.release import repository
from bot.dataset.release.drafting import Draft, write_draft
from bot.dataset.release.folder import check_folder, publish, unfinished_folder
from bot.dataset.release.plan import Plan
from bot.errors import StartError
from bot.store import Database
from bot.store.files import is_part_of

_ROWS_AT_ONCE: Final = 20_000
"""So many are noted in one transaction: the bot, which may be running, waits for no more."""


async def make_release(
    database: Database,
    folder: Path,
    plan: Plan,
    progress: Progress,
    *,
    replaces: bool = False,
    protected: Sequence[Path] = (),
) -> Draft | None:
    """Make a release of the dataset.

    Args:
        database: Open beside a bot that may be running.
        folder: Of the release, an absolute path; see `check_folder`.
        plan: What the release is asked to be.
        progress: Is told how far it is.
        replaces: Whether a release that is in the folder is replaced.
        protected: Files and folders of the bot.

    Returns:
        The release; None where there is nothing to release, and nothing was written.

    Raises:
        StartError: The folder cannot be written, or something is there that is not to be replaced.
    """
    if is_part_of(database.path, folder):
        raise StartError(f"{folder} is a file of the database. Name another folder.")
    check_folder(folder, protected, replaces=replaces)
    try:
        with unfinished_folder(folder) as unfinished:
            draft = await database.read(write_draft, unfinished, plan, progress)
            if draft is None:
                return None
            release_id = await _note(database, plan, draft)
            publish(unfinished, folder)
            await database.write(repository.mark_published, release_id)
    except OSError as error:
        raise StartError(f"{folder} cannot be written: {error.strerror}. Nothing was released.") from error
    return draft


async def _note(database: Database, plan: Plan, draft: Draft) -> int:
    manifest = draft.manifest.as_text()
    release_id = await database.write(repository.begin, plan.version, plan.key, manifest, draft.changes)
    rows = draft.ids.rows()
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        await database.write(repository.add_rows, release_id, rows[start : start + _ROWS_AT_ONCE])
    return release_id
