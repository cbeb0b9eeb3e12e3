"""Are backups made where they are to be, and is the last one there?"""

import asyncio
import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.backups.folder import folder_of
from bot.backups.state import GoodBackup, load_state
from bot.core import clock_of
from bot.discord.access import in_words
from bot.operation.examination import Examination, failed, fine, note, warning
from bot.operation.findings import Finding
from bot.protocol.moments import DAY, SECOND, Moment
from bot.settings import Settings

BACKUPS: Final = "backups"

_OLD: Final = 2 * DAY
"""A bot that makes one a day has missed one by then, and what kept it from that is no restart."""


async def check_backups(examination: Examination) -> list[Finding]:
    """Look whether backups can be made, and what became of the last one."""
    settings = examination.settings
    findings = await asyncio.to_thread(_look, settings, clock_of(settings).now())
    return [*findings] or [fine(BACKUPS, "Backups are made by the bot; there is none yet.")]


def _look(settings: Settings, now: Moment) -> list[Finding]:
    findings = list(_look_at_folder(settings))
    state = load_state(settings.database_path)
    if state.failure is not None:
        sentence = state.failure.sentence.rstrip(".")
        findings.append(
            failed(
                BACKUPS,
                f"The last backup failed {_ago(state.failure.at, now)}: {sentence}. Mend that, then: "
                "python -m bot backup",
            )
        )
    if state.hook_failure is not None:
        sentence = state.hook_failure.sentence.rstrip(".")
        findings.append(
            warning(BACKUPS, f"BACKUP_HOOK failed {_ago(state.hook_failure.at, now)}: {sentence}. Run it by hand.")
        )
    if state.drill_failure is not None:
        sentence = state.drill_failure.sentence.rstrip(".")
        findings.append(
            failed(
                BACKUPS,
                f"The newest backup was tried {_ago(state.drill_failure.at, now)}, and could not be restored: "
                f"{sentence}. Make another one, and try it: python -m bot backup, then python -m bot backup --drill",
            )
        )
    if state.last_good is not None:
        findings += _look_at_last(settings, state.last_good, now, are_fine=not findings)
    elif settings.backup_schedule is None:
        findings.append(
            note(
                BACKUPS,
                "No backup was made yet, and the bot makes none by itself: set BACKUP_SCHEDULE, or run `python -m bot "
                "backup` every day.",
            )
        )
    return findings


def _look_at_folder(settings: Settings) -> Iterator[Finding]:
    folder: Path = folder_of(settings).path
    if settings.backup_path is not None and not folder.is_dir():
        yield failed(
            BACKUPS,
            f"BACKUP_PATH: there is no folder {folder}. Is its disk mounted? If it is new, make it: mkdir -p "
            f"{shlex.quote(str(folder))}",
        )
    elif folder.exists() and not os.access(folder, os.W_OK):
        yield failed(BACKUPS, f"{folder} cannot be written by this user. Let the bot's user write there.")


def _look_at_last(settings: Settings, last: GoodBackup, now: Moment, *, are_fine: bool) -> Iterator[Finding]:
    if not last.path.exists():
        yield warning(
            BACKUPS,
            f"The last backup, {last.path}, is not there any more. If it was not taken elsewhere, make one: "
            "python -m bot backup",
        )
    elif settings.backup_schedule is not None and now - last.made_at > _OLD:
        yield failed(
            BACKUPS,
            f"The last backup was made {_ago(last.made_at, now)}, though BACKUP_SCHEDULE asks for one every day. Look "
            "whether the bot is running, and what its log says of backups.",
        )
    elif are_fine:
        yield fine(BACKUPS, f"The last backup was made {_ago(last.made_at, now)}: {last.path}")


def _ago(moment: Moment, now: Moment) -> str:
    return f"{in_words(max(now - moment, 0) / SECOND)} ago"
